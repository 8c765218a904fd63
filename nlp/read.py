"""Any document into one Reading: the file's bytes decide which reader takes it, its name and media type do not.

Never raises for bad input: what cannot be read is an Issue that says what to do.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath

from nlp.readers import sniff
from nlp.readers.encoding import decode
from nlp.readers.image import read_image
from nlp.readers.legacy import read_legacy
from nlp.readers.office import read_docx, read_sheets
from nlp.readers.page import read_page
from nlp.readers.pdf import read_pdf
from nlp.readers.plain import read_text
from store.records import Issue, Reading, Table

READER = "1"  # version of all readers together; raised when what they make of the same bytes changes
MOST_BYTES = 100 * 1024 * 1024
MOST_FILES = 40
ERROR_PAGE = 1_000  # characters; a page that came for a file and says less is no content
_EXPECTED = {
    ".pdf": {sniff.PDF},
    ".docx": {sniff.DOCX},
    ".xlsx": {sniff.XLSX},
    ".xls": {sniff.XLS, sniff.XLSX},
    ".doc": {sniff.DOC},
    ".wps": {sniff.DOC},
    ".png": {"image/png"},
    ".zip": {sniff.ZIP},
}


def read(body: bytes, name: str, media_type: str = "", base_url: str = "") -> Reading:
    """What a document says. `name` names it in evidence; `media_type` is only compared with what the bytes are.

    `base_url` is where the document came from; it is named in issues.
    """
    where = name or base_url
    if not body:
        return _nothing(
            name, sniff.UNKNOWN, "empty", "The file is empty; fetch it again or open the original.", where
        )
    if len(body) > MOST_BYTES:
        text = f"The file is larger than {MOST_BYTES // 1024 // 1024} MiB; read the original by hand."
        return _nothing(name, sniff.UNKNOWN, "too_big", text, where)
    kind = sniff.media_type(body)
    reading = _by_kind(body, name, kind)
    wrong = _wrong_name(name, kind, where)
    if kind != sniff.HTML and reading.issues and not (reading.text or reading.tables):
        wrong = []  # what made it unreadable says enough
    elif wrong and kind == sniff.HTML and not reading.tables and len(reading.text) < ERROR_PAGE:
        reading = reading.model_copy(update={"text": ""})
    return reading.model_copy(update={"issues": [*wrong, *reading.issues], "reader": READER})


def _by_kind(body: bytes, name: str, kind: str) -> Reading:
    readers: dict[str, Callable[[bytes, str], Reading]] = {
        sniff.PDF: read_pdf,
        sniff.DOCX: read_docx,
        sniff.XLSX: read_sheets,
        sniff.XLS: read_sheets,
        sniff.DOC: read_legacy,
        sniff.ZIP: _read_zip,
    }
    if kind in (sniff.DOCX, sniff.XLSX, sniff.ZIP) and (why := sniff.bomb(body)):
        text = f"The file was not unpacked: {why}; open the original by hand."
        return _nothing(name, kind, "not_unpacked", text, name)
    if kind == sniff.DOC and "EncryptedPackage".encode("utf-16-le") in body:
        text = "The Office file is encrypted; ask for a version without a password."
        return _nothing(name, kind, "encrypted", text, name)
    if kind in readers:
        return readers[kind](body, name)
    if kind.startswith("image/"):
        return read_image(body, name, kind)
    if kind == sniff.HTML:
        return read_page(decode(body), name)
    if kind == sniff.TEXT:
        return read_text(decode(body), name)
    return _nothing(
        name, kind, "unknown_format", "No reader knows this kind of file; read the original by hand.", name
    )


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


def _read_zip(body: bytes, name: str) -> Reading:
    """The files of a ZIP as one reading, in the order of their names."""
    texts: list[str] = []
    tables: list[Table] = []
    issues: list[Issue] = []
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = sorted((m for m in archive.infolist() if not m.is_dir()), key=lambda m: m.filename)
        for member in members[:MOST_FILES]:
            try:
                inner = archive.read(member)
            except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as error:
                issues.append(
                    Issue(
                        code="corrupt",
                        text=f"A file in the ZIP cannot be read ({error}).",
                        where=member.filename,
                    )
                )
                continue
            if sniff.media_type(inner) == sniff.ZIP:
                issues.append(
                    Issue(
                        code="not_unpacked", text="A ZIP inside a ZIP is not opened.", where=member.filename
                    )
                )
                continue
            reading = read(inner, PurePosixPath(member.filename).name)
            texts.append(reading.text)
            tables += [t.model_copy(update={"number": len(tables) + i}) for i, t in enumerate(reading.tables)]
            issues += reading.issues
    if len(members) > MOST_FILES:
        issues.append(
            Issue(
                code="too_big",
                text=f"Only {MOST_FILES} of the {len(members)} files in the ZIP were read.",
                where=name,
            )
        )
    text = "\n\n".join(filter(None, texts))
    return Reading(file=name, media_type=sniff.ZIP, text=text, tables=tables, issues=issues)


def unreadable(reading: Reading) -> list[str]:
    """What went wrong, where a file gave neither text nor a table."""
    name = reading.file or "the item's own file"
    empty = not reading.text.strip() and not reading.tables
    return [f"{name}: {issue.text}" for issue in reading.issues] if empty else []
