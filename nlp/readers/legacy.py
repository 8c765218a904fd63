"""Old binary Word and WPS files: read here since Word 97; older or damaged ones by LibreOffice or antiword where present."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from nlp.readers.office import cannot
from nlp.readers.word import read_docx
from nlp.readers.word97 import read_word97
from nlp.readers.word97file import Encrypted, NotWord97
from store.records import Cell, Reading, Table

SECONDS = 60
_KIND = "application/msword"


def read_legacy(body: bytes, file: str) -> Reading:
    """What a .doc or .wps file says."""
    try:
        return read_word97(body, file)
    except Encrypted:
        return cannot(
            file, _KIND, "encrypted", "The Word file is encrypted; ask for a version without a password."
        )
    except NotWord97:
        return _converted(body, file)


def _converted(body: bytes, file: str) -> Reading:
    for program, convert in (("soffice", _by_soffice), ("antiword", _by_antiword)):
        if shutil.which(program):
            reading = convert(body, file)
            if reading is not None:
                return reading
    text = (
        "This Word or WPS file is damaged or from before 1997; "
        "install LibreOffice (soffice) or antiword and process it again, or open the original."
    )
    return cannot(file, _KIND, "needs_converter", text)


def _by_soffice(body: bytes, file: str) -> Reading | None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "file.doc"
        source.write_bytes(body)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(source)]
        if not _run(command):
            return None
        made = Path(folder) / "file.docx"
        return (
            read_docx(made.read_bytes(), file).model_copy(update={"media_type": _KIND})
            if made.exists()
            else None
        )


def _by_antiword(body: bytes, file: str) -> Reading | None:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "file.doc"
        source.write_bytes(body)
        printed = _run(["antiword", "-m", "UTF-8.txt", "-w", "0", str(source)])
    return parse_antiword(printed.decode("utf-8", "replace"), file) if printed else None


def _run(command: list[str]) -> bytes:
    """What a program prints, nothing where it fails or takes too long."""
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return b""
    return done.stdout if done.returncode == 0 else b""


def parse_antiword(printed: str, file: str) -> Reading:
    """antiword's |cell|cell| lines as tables; a line whose first cell is empty carries on the row above."""
    lines: list[str] = []
    tables: list[Table] = []
    rows: list[list[str]] = []

    def close() -> None:
        if rows:
            cells = [
                Cell(row=r, col=c, text=t, raw=t)
                for r, row in enumerate(rows, 1)
                for c, t in enumerate(row, 1)
            ]
            tables.append(Table(number=len(tables), cells=cells))
            rows.clear()

    for line in printed.split("\n"):
        if line.startswith("|") and line.rstrip().endswith("|"):
            parts = [part.strip() for part in line.strip().strip("|").split("|")]
            if rows and not parts[0] and len(parts) == len(rows[-1]):
                rows[-1] = [a + b for a, b in zip(rows[-1], parts, strict=True)]
            else:
                rows.append(parts)
        elif line.strip():
            close()
            lines.append(line.strip())
    close()
    return Reading(file=file, media_type=_KIND, text="\n".join(lines), tables=tables)
