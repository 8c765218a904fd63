"""The parts of a Word 97 to 2003 file, which WPS writes too: its signs by place, the properties of its paragraphs and runs.

Structures and their names are those of [MS-DOC], Word (.doc) Binary File Format: 2.4.1 text, 2.4.6 properties, 2.6 Sprm.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from nlp.readers.compound import Damaged, streams

WORD97 = 0xA5EC
MOST_SIGNS = 4_000_000
MOST_PAGES = 50_000  # formatted pages of properties, 512 bytes each
_PAGE = 512
_STREAMS = ("worddocument", "0table", "1table", "data")
_ENCRYPTED, _OTHER_TABLE = 0x0100, 0x0200
_CLX, _CHPX, _PAPX = 33, 12, 13  # places in FibRgFcLcb97
_OPERAND = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}  # bytes by kind (spra); kind 6 says its own
_TABLE_DEFINITION, _HUGE = 0xD608, (0x6645, 0x6646)

Sprms = dict[int, bytes]


class NotWord97(ValueError):
    """The file is no Word 97 document, or damaged."""


class Encrypted(ValueError):
    """The file has a password."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text: its first sign's place in the document, its signs, where they lie in the file, bytes a sign."""

    start: int
    text: str
    offset: int
    width: int


@dataclass(frozen=True)
class Runs:
    """Properties by place in the file: where each run begins, and the last one ends."""

    starts: list[int]
    ends: list[int]
    sprms: list[Sprms]

    def at(self, offset: int) -> Sprms:
        """The properties of the sign at a place."""
        i = bisect_right(self.starts, offset) - 1
        return self.sprms[i] if i >= 0 and offset < self.ends[i] else {}

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, Sprms]]:
        """The runs that touch a stretch, cut to it."""
        for i in range(max(bisect_right(self.starts, start) - 1, 0), len(self.starts)):
            if self.starts[i] >= end:
                return
            if self.ends[i] > start:
                yield max(self.starts[i], start), min(self.ends[i], end), self.sprms[i]


@dataclass(frozen=True)
class Word97:
    """A document's pieces of text in order, its properties, how long its parts are, and the streams that hold pictures."""

    pieces: list[Piece]
    paragraphs: Runs
    characters: Runs
    body: int  # signs of the main text
    boxes: tuple[int, int]  # signs before the text boxes, and in them
    streams: tuple[bytes, ...]


def open_word97(body: bytes) -> Word97:
    """The parts of a file. Raises NotWord97 and Encrypted."""
    try:
        found = streams(body, _STREAMS)
        return _document({name: found.get(name, b"") for name in _STREAMS})
    except (Damaged, struct.error, LookupError) as error:
        raise NotWord97(type(error).__name__) from error


def _document(found: dict[str, bytes]) -> Word97:
    main, data = found["worddocument"], found["data"]
    ident, version, flags = struct.unpack_from("<HH6xH", main)
    if ident != WORD97 or version < 101:
        raise NotWord97(f"ident {ident:#x}, version {version}")
    if flags & _ENCRYPTED:
        raise Encrypted
    table = found["1table" if flags & _OTHER_TABLE else "0table"]
    text, notes, heads, _, remarks, ends, boxes = struct.unpack_from("<7i", main, 76)
    clx = _part(main, table, _CLX)
    return Word97(
        pieces=list(_pieces(main, clx)),
        paragraphs=_runs(main, data, _part(main, table, _PAPX), paragraphs=True),
        characters=_runs(main, data, _part(main, table, _CHPX), paragraphs=False),
        body=text,
        boxes=(text + notes + heads + remarks + ends, boxes),
        streams=(data, main),
    )


def _part(main: bytes, table: bytes, number: int) -> bytes:
    start, size = struct.unpack_from("<II", main, 154 + 8 * number)
    return table[start : start + size]


def _pieces(main: bytes, clx: bytes) -> Iterator[Piece]:
    at = 0
    while clx[at] == 1:  # Prc: properties that pieces may share
        at += 3 + struct.unpack_from("<H", clx, at + 1)[0]
    if clx[at] != 2:
        raise NotWord97("no piece table")
    (size,) = struct.unpack_from("<I", clx, at + 1)
    plc = clx[at + 5 : at + 5 + size]
    count = (len(plc) - 4) // 12
    places = struct.unpack_from(f"<{count + 1}I", plc)
    if places[-1] > MOST_SIGNS:
        raise NotWord97("it is longer than any notice")
    for i in range(count):
        (coded,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * i + 2)
        signs, narrow = places[i + 1] - places[i], bool(coded & 0x40000000)
        offset = (coded & 0x3FFFFFFF) // (2 if narrow else 1)
        raw = main[offset : offset + signs * (1 if narrow else 2)]
        text = raw.decode("cp1252", "replace") if narrow else _two_bytes(raw)
        yield Piece(places[i], text.ljust(signs, "\0")[:signs], offset, 1 if narrow else 2)


def _two_bytes(raw: bytes) -> str:
    """UTF-16 with one sign for each two bytes: a sign beyond the first plane keeps the place of its two halves."""
    text = raw.decode("utf-16-le", "replace")
    return text if len(text) * 2 == len(raw) else "".join(f"{s}\0" if ord(s) > 0xFFFF else s for s in text)


def _runs(main: bytes, data: bytes, plc: bytes, *, paragraphs: bool) -> Runs:
    """The runs of a PlcBteChpx or PlcBtePapx: its pages, each with the places of its runs and their properties."""
    found: list[tuple[int, int, Sprms]] = []
    count = (len(plc) - 4) // 8
    for (number,) in struct.iter_unpack(
        "<I", plc[4 * (count + 1) : 4 * (count + 1) + 4 * min(count, MOST_PAGES)]
    ):
        page = main[(number & 0x3FFFFF) * _PAGE :][:_PAGE]
        if len(page) < _PAGE:
            continue
        runs = page[-1]
        places = struct.unpack_from(f"<{runs + 1}I", page)
        for i in range(runs):
            at = 2 * page[4 * (runs + 1) + i * (13 if paragraphs else 1)]
            grpprl = _papx(page, at) if paragraphs else page[at + 1 : at + 1 + page[at]]
            found.append((places[i], places[i + 1], _sprms(grpprl if at else b"", data)))
    found.sort(key=lambda run: run[0])
    return Runs([run[0] for run in found], [run[1] for run in found], [run[2] for run in found])


def _papx(page: bytes, at: int) -> bytes:
    """The property list of a PapxInFkp, without the style that it begins with."""
    if page[at]:
        return page[at + 3 : at + 2 * page[at]]
    return page[at + 4 : at + 2 + 2 * page[at + 1]]


def _sprms(grpprl: bytes, data: bytes) -> Sprms:
    """Property → operand; a list too long for its page lies in the data stream."""
    found: Sprms = {}
    at = 0
    while at + 2 <= len(grpprl):
        (sprm,) = struct.unpack_from("<H", grpprl, at)
        at += 2
        size = _OPERAND.get(sprm >> 13)
        if size is None:
            at, size = _variable(grpprl, at, sprm)
        operand = grpprl[at : at + size]
        at += size
        if sprm in _HUGE and len(operand) == 4:
            (start,) = struct.unpack("<I", operand)
            (length,) = struct.unpack_from("<H", data.ljust(2, b"\0"), min(start, max(len(data) - 2, 0)))
            found |= _sprms(data[start + 2 : start + 2 + length], b"")
        else:
            found[sprm] = operand
    return found


def _variable(grpprl: bytes, at: int, sprm: int) -> tuple[int, int]:
    """Where an operand that says its own size begins, and its size."""
    if sprm == _TABLE_DEFINITION:
        return at + 2, max(int.from_bytes(grpprl[at : at + 2], "little") - 1, 0)
    return at + 1, grpprl[at] if at < len(grpprl) else 0
