"""The files of a ZIP as one Reading, in the order of their names; each archive is checked before it is unpacked."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable
from pathlib import PurePosixPath

from nlp.readers import sniff
from store.records import Issue, Reading, Table

MOST_FILES = 40
SECONDS = 300.0
_UNREADABLE = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError)
_UTF8 = 0x800

Read = Callable[[bytes, str], Reading]


def read_zip(body: bytes, name: str, read: Read | None) -> Reading:
    """What the files of a ZIP say. `read` reads one of them; None where archives lie too deep in each other."""
    if read is None:
        issue = Issue(code="not_unpacked", text="A ZIP inside a ZIP inside a ZIP is not opened.", where=name)
        return Reading(file=name, media_type=sniff.ZIP, text="", issues=[issue])
    texts: list[str] = []
    tables: list[Table] = []
    issues: list[Issue] = []
    until = time.monotonic() + SECONDS
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        members = sorted((m for m in archive.infolist() if _counts(m)), key=_name)
        for number, member in enumerate(members):
            if number == MOST_FILES or time.monotonic() > until:
                text = f"Only the first {number} of the {len(members)} files in the ZIP were read."
                issues.append(Issue(code="too_big", text=text, where=name))
                break
            try:
                reading = read(archive.read(member), PurePosixPath(_name(member)).name)
            except _UNREADABLE as error:
                text = f"A file in the ZIP cannot be read ({type(error).__name__}); fetch the ZIP again."
                issues.append(Issue(code="corrupt", text=text, where=_name(member)))
                continue
            texts.append(reading.text)
            tables += [t.model_copy(update={"number": len(tables) + i}) for i, t in enumerate(reading.tables)]
            issues += reading.issues
    text = "\n\n".join(filter(None, texts))
    return Reading(file=name, media_type=sniff.ZIP, text=text, tables=tables, issues=issues)


def _counts(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a file of the author's, no folder and none that a Mac adds."""
    return not member.is_dir() and not member.filename.startswith("__MACOSX/")


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name; Chinese Windows writes it in GBK without saying so."""
    if member.flag_bits & _UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member.filename
