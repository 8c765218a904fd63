"""What a file is, told by its first bytes and, for ZIP containers, by the names inside."""

from __future__ import annotations

import io
import re
import zipfile

from nlp.readers.compound import Damaged, streams

MOST_MEMBERS = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
MOST_RATIO = 200
SMALL = 1024 * 1024

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"
OFD = "application/ofd"
RAR = "application/vnd.rar"
SEVEN = "application/x-7z-compressed"
DOC = "application/msword"
XLS = "application/vnd.ms-excel"
HTML = "text/html"
TEXT = "text/plain"
UNKNOWN = "application/octet-stream"

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"Rar!", RAR),
    (b"7z\xbc\xaf", SEVEN),
)


def media_type(body: bytes) -> str:
    """The media type of a file's bytes; UNKNOWN for binary that no reader takes."""
    head = body[:1024]
    if b"%PDF-" in head:
        return PDF
    if head.startswith(b"PK\x03\x04"):
        return _container(body)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _compound(body)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    return _textual(body)


def _compound(body: bytes) -> str:
    """Office files of old are told by the streams at their root; one that cannot be opened by the name of its streams."""
    try:
        names = set(streams(body))
    except Damaged:
        return XLS if "Workbook".encode("utf-16-le") in body else DOC
    return XLS if names & {"workbook", "book"} and "worddocument" not in names else DOC


def _container(body: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return ZIP
    if "OFD.xml" in names:
        return OFD
    if any(name.startswith("word/") for name in names):
        return DOCX
    return XLSX if any(name.startswith("xl/") for name in names) else ZIP


def _textual(body: bytes) -> str:
    sample = body[:4096]
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        sample = sample.decode("utf-16", "ignore").encode()
    elif b"\x00" in sample:
        return UNKNOWN
    if re.search(
        rb"<(!doctype html|html|head|body|table|div|p|span|meta)[\s>]", body[:200_000], re.IGNORECASE
    ):
        return HTML
    return TEXT


def bomb(body: bytes) -> str:
    """Why a ZIP must not be unpacked, empty where it may be."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        return f"it cannot be opened ({error})"
    size, packed = sum(m.file_size for m in members), sum(m.compress_size for m in members)
    if len(members) > MOST_MEMBERS:
        return f"it holds {len(members)} files"
    if size > MOST_UNPACKED:
        return f"it would unpack to {size // 1024 // 1024} MiB"
    if size > SMALL and size > MOST_RATIO * max(packed, 1):
        return "it unpacks to more than 200 times its size"
    return "it is encrypted" if any(m.flag_bits & 1 for m in members) else ""
