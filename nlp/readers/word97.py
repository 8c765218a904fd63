"""Word 97 to 2003 files, and WPS files like them, into a Reading: text and tables in order, text boxes, then pictures.

As with Word files of today, changes are accepted: deleted and hidden text is left out, and so are notes and headers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from nlp.clean import tidy_line
from nlp.readers import sniff
from nlp.readers.word97file import open_word97
from nlp.readers.word97rows import RawRow, cells_of, raw_row
from nlp.readers.word97text import Paragraph, paragraphs
from nlp.readers.wordpictures import with_pictures
from nlp.readers.wordtable import add_table
from store.records import Reading, Table

MOST_DEPTH = 4  # of tables in tables
_IN_TABLE, _ROW_END, _DEPTH, _DEFINITION = 0x2416, 0x2417, 0x6649, 0xD608
_INNER_CELL_END, _INNER_ROW_END = 0x244B, 0x244C
_BLIP = re.compile(  # OfficeArtBlipPNG and OfficeArtBlipJPEG with one or two identifiers ([MS-ODRAW] 2.2.23)
    rb"(?:[\x00\x10]\x6e\x1e\xf0|[\xa0\xb0]\x46\x1d\xf0|[\x20\x30]\x6e\x1d\xf0)(.{4})", re.DOTALL
)
_TWO_IDENTIFIERS = (0x10, 0xB0, 0x30)


@dataclass
class _Level:
    """A table that is being read: finished rows, cells of the row at hand, lines of the cell at hand."""

    rows: list[RawRow] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    inner: list[list[RawRow]] = field(default_factory=list)  # larger tables inside its cells

    def end_cell(self) -> None:
        self.cells.append("\n".join(line for line in self.lines if line.strip()))
        self.lines.clear()

    def end_row(self, definition: bytes) -> None:
        if self.cells:
            self.rows.append(raw_row(self.cells, definition))
        self.cells = []
        self.lines.clear()

    def texts(self) -> Iterator[str]:
        return (text for row in self.rows for text in row.texts)


@dataclass
class _Body:
    """What was read so far; `levels` are the tables that are open, the outermost first."""

    text: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    levels: list[_Level] = field(default_factory=list)

    def take(self, paragraph: Paragraph) -> None:
        """Adds a paragraph, a cell or the end of a row."""
        depth = _depth(paragraph)
        while len(self.levels) > depth:
            self._close(self.levels.pop())
        if not depth:
            self.text += [line for part in paragraph.text.split("\n") if (line := tidy_line(part))]
            return
        self.levels += [_Level() for _ in range(depth - len(self.levels))]
        level, sprms = self.levels[-1], paragraph.sprms
        if _is(sprms, _ROW_END) or _is(sprms, _INNER_ROW_END):
            level.end_row(sprms.get(_DEFINITION, b""))
            return
        level.lines.append(paragraph.text)
        if paragraph.end == "\x07" or _is(sprms, _INNER_CELL_END):
            level.end_cell()

    def close(self) -> None:
        """Ends the tables that are open."""
        while self.levels:
            self._close(self.levels.pop())

    def _close(self, level: _Level) -> None:
        """A small table inside a cell is text of it, a larger one stands for itself after the table around it."""
        level.end_row(b"")
        if not self.levels:
            for rows in (level.rows, *level.inner):
                add_table(self.tables, cells_of(rows), self.text)
        elif len(level.rows) > 1 and max(len(row.texts) for row in level.rows) > 1:
            self.levels[-1].inner += [level.rows, *level.inner]
        else:
            self.levels[-1].lines += level.texts()
            self.levels[-1].inner += level.inner


def read_word97(body: bytes, file: str) -> Reading:
    """What such a file says. Raises NotWord97 and Encrypted (`nlp/readers/word97file.py`)."""
    document, read = open_word97(body), _Body()
    for paragraph in paragraphs(document):
        read.take(paragraph)
    read.close()
    reading = Reading(file=file, media_type=sniff.DOC, text="\n".join(read.text), tables=read.tables)
    return with_pictures(reading, list(dict.fromkeys(_pictures(document.streams))))


def _depth(paragraph: Paragraph) -> int:
    """How many tables a paragraph stands in."""
    sprms = paragraph.sprms
    if not (_is(sprms, _IN_TABLE) or paragraph.end == "\x07"):
        return 0
    return min(max(int.from_bytes(sprms.get(_DEPTH, b"\1"), "little", signed=True), 1), MOST_DEPTH)


def _is(sprms: dict[int, bytes], sprm: int) -> bool:
    return sprms.get(sprm) == b"\1"


def _pictures(streams: Iterable[bytes]) -> Iterator[bytes]:
    """The PNG and JPEG pictures that a document holds."""
    for stream in streams:
        for found in _BLIP.finditer(stream):
            start = found.end() + (33 if found[0][0] in _TWO_IDENTIFIERS else 17)
            end = found.end() + int.from_bytes(found[1], "little")
            if sniff.media_type(stream[start:end]).startswith("image/"):
                yield stream[start:end]
