"""Any document into one Reading: the file's bytes decide which reader takes it, its name and media type do not.

Never raises for bad input: what cannot be read is an Issue that says what to do.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

from nlp.readers import sniff
from nlp.readers.archive import read_zip
from nlp.readers.encoding import decode
from nlp.readers.image import read_image
from nlp.readers.legacy import read_legacy
from nlp.readers.page import read_page
from nlp.readers.pdf import read_pdf
from nlp.readers.plain import read_text
from nlp.readers.sheets import read_sheets
from nlp.readers.word import read_docx
from store.records import Issue, Reading

READER = "5"  # version of all readers together; raised when what they make of the same bytes changes
MOST_DEPTH = 2  # a ZIP, and a ZIP in it
MOST_BYTES = 100 * 1024 * 1024
ERROR_PAGE = 1_000  # characters; a page that came for a file and says less is no content
_EXPECTED = {
    ".pdf": {sniff.PDF},
    ".docx": {sniff.DOCX},
    ".xlsx": {sniff.XLSX},
    ".xls": {sniff.XLS, sniff.XLSX},
    ".doc": {sniff.DOC},
    ".wps": {sniff.DOC},
    ".png": {"image/png"},
    ".jpg": {"image/jpeg"},
    ".jpeg": {"image/jpeg"},
    ".webp": {"image/webp"},
    ".gif": {"image/gif"},
    ".zip": {sniff.ZIP},
    ".rar": {sniff.RAR},
    ".ofd": {sniff.OFD},
}
_NO_READER = {
    sniff.RAR: (
        "needs_unpacking",
        "RAR archives are not opened; unpack it and add its files, or pack them as ZIP.",
    ),
    sniff.SEVEN: (
        "needs_unpacking",
        "7z archives are not opened; unpack it and add its files, or pack them as ZIP.",
    ),
    sniff.OFD: ("needs_converter", "OFD files are not read; save it as PDF with an OFD viewer and add that."),
}
_NO_READER_KNOWN = ("unknown_format", "No reader knows this kind of file; read the original by hand.")


def read(body: bytes, name: str, media_type: str = "", base_url: str = "") -> Reading:
    """What a document says. `name` names it in evidence; `media_type` is only compared with what the bytes are.

    `base_url` is where the document came from; it is named in issues.
    """
    return _read(body, name, base_url, MOST_DEPTH)


def _read(body: bytes, name: str, base_url: str, depth: int) -> Reading:
    """`depth` is how many archives may be opened on the way down."""
    where = name or base_url
    if not body:
        return _nothing(
            name, sniff.UNKNOWN, "empty", "The file is empty; fetch it again or open the original.", where
        )
    if len(body) > MOST_BYTES:
        text = f"The file is larger than {MOST_BYTES // 1024 // 1024} MiB; read the original by hand."
        return _nothing(name, sniff.UNKNOWN, "too_big", text, where)
    kind = sniff.media_type(body)
    reading = _by_kind(body, name, kind, depth)
    wrong = _wrong_name(name, kind, where)
    if kind != sniff.HTML and reading.issues and not (reading.text or reading.tables):
        wrong = []  # what made it unreadable says enough
    elif wrong and kind == sniff.HTML and not reading.tables and len(reading.text) < ERROR_PAGE:
        reading = reading.model_copy(update={"text": ""})
    return reading.model_copy(update={"issues": [*wrong, *reading.issues], "reader": READER})


def _by_kind(body: bytes, name: str, kind: str, depth: int) -> Reading:
    readers: dict[str, Callable[[bytes, str], Reading]] = {
        sniff.PDF: read_pdf,
        sniff.DOCX: read_docx,
        sniff.XLSX: read_sheets,
        sniff.XLS: read_sheets,
        sniff.DOC: read_legacy,
    }
    if kind in (sniff.DOCX, sniff.XLSX, sniff.ZIP) and (why := sniff.bomb(body)):
        text = f"The file was not unpacked: {why}; open the original by hand."
        return _nothing(name, kind, "not_unpacked", text, name)
    if kind == sniff.DOC and "EncryptedPackage".encode("utf-16-le") in body:
        text = "The Office file is encrypted; ask for a version without a password."
        return _nothing(name, kind, "encrypted", text, name)
    if kind == sniff.ZIP:
        inner = partial(_read, base_url="", depth=depth - 1)
        return read_zip(body, name, inner if depth else None)
    if kind in readers:
        return readers[kind](body, name)
    if kind.startswith("image/"):
        return read_image(body, name, kind)
    if kind == sniff.HTML:
        return read_page(decode(body), name)
    if kind == sniff.TEXT:
        return read_text(decode(body), name)
    code, text = _NO_READER.get(kind, _NO_READER_KNOWN)
    return _nothing(name, kind, code, text, name)


def _nothing(name: str, kind: str, code: str, text: str, where: str) -> Reading:
    return Reading(file=name, media_type=kind, text="", issues=[Issue(code=code, text=text, where=where)])


def _wrong_name(name: str, kind: str, where: str) -> list[Issue]:
    suffix = PurePosixPath(name.lower()).suffix
    expected = _EXPECTED.get(suffix)
    if expected is None or kind in expected:
        return []
    if kind == sniff.HTML:
        text = f"A web page came in place of the {suffix} file, often an error page; fetch the file again."
        return [Issue(code="error_page", text=text, where=where)]
    return [
        Issue(
            code="wrong_extension",
            text=f"The file is named {suffix} but is {kind}; it was read as that.",
            where=where,
        )
    ]


def unreadable(reading: Reading) -> list[str]:
    """What went wrong, where a file gave neither text nor a table."""
    name = reading.file or "the item's own file"
    empty = not reading.text.strip() and not reading.tables
    return [f"{name}: {issue.text}" for issue in reading.issues] if empty else []
