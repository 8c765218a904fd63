"""Whether an .xlsx has cells so far apart that a reader which makes room for all between them would take all memory."""

from __future__ import annotations

import io
import re
import zipfile

MOST_ROOM = 4_000_000  # cells of the rectangle around those that are filled
CHUNK = 1 << 20
_FILLED = re.compile(rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*>\s*<(?:\w+:)?[vfi]')
_LONGEST_TAG = 400


def is_sparse(body: bytes) -> bool:
    """Whether a sheet's filled cells span a rectangle of more than MOST_ROOM cells."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        sheets = [
            name for name in archive.namelist() if name.startswith("xl/worksheets/") and name.endswith(".xml")
        ]
        return any(_room(archive, name) > MOST_ROOM for name in sheets)


def _room(archive: zipfile.ZipFile, name: str) -> int:
    rows: list[int] = []
    columns: list[bytes] = []
    rest = b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            found = _FILLED.findall(rest + chunk)
            if found:
                numbers = [int(row) for _, row in found]
                letters = sorted({letter for letter, _ in found}, key=lambda c: (len(c), c))
                rows = [min(numbers + rows), max(numbers + rows)]
                columns = sorted({*columns, letters[0], letters[-1]}, key=lambda c: (len(c), c))
                columns = [columns[0], columns[-1]]
            rest = chunk[-_LONGEST_TAG:]
    if not rows:
        return 0
    return (rows[1] - rows[0] + 1) * (_index(columns[1]) - _index(columns[0]) + 1)


def _index(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
