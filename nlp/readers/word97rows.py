"""Rows of a Word 97 table into cells: merged cells spread over what they cover, as the edges of all its rows show it."""

from __future__ import annotations

import struct
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nlp.clean import tidy
from nlp.readers.wordtable import MOST_COLUMNS, MOST_ROWS
from store.records import Cell

_SLACK = 30  # twips that edges of one column may differ by from row to row
_ACROSS, _GOES_ON, _BEGINS = (
    0x0003,
    0x0020,
    0x0040,
)  # TC80: merged across; carries on from above; begins downwards


@dataclass(frozen=True)
class RawRow:
    """The texts of a row's cells, their edges (one more than cells) in twips, and their TC80 flags."""

    texts: list[str]
    edges: list[int]
    flags: list[int]


def raw_row(texts: list[str], definition: bytes) -> RawRow:
    """A row from the operand of its sprmTDefTable: count, edges, a TC80 of 20 bytes for each cell, as many as there are."""
    count = definition[0] if definition else 0
    size = 1 + 2 * (count + 1)
    if count != len(texts) or len(definition) < size:
        return RawRow(texts, [], [0] * len(texts))
    edges = list(struct.unpack_from(f"<{count + 1}h", definition, 1))
    flags = [int.from_bytes(definition[size + 20 * i :][:2], "little") for i in range(count)]
    return RawRow(texts, edges, flags)


def cells_of(rows: Sequence[RawRow]) -> list[Cell]:
    """A table's cells in reading order."""
    grid = _columns(rows)
    cells: list[Cell] = []
    above: dict[int, str] = {}
    for number, row in enumerate(rows[:MOST_ROWS], start=1):
        here: dict[int, str] = {}
        for first, last, raw, flag in _spread(row, grid):
            carries_on = bool(flag & _GOES_ON) and not flag & _BEGINS
            text = above.get(first, raw) if carries_on else raw
            for col in range(first, min(last, MOST_COLUMNS) + 1):
                spanned = carries_on or col > first
                cells.append(Cell(row=number, col=col, text=tidy(text), raw=text, spanned=spanned))
                here[col] = text
        above = here
    return cells


def _columns(rows: Sequence[RawRow]) -> list[int]:
    """The edges that the rows have between them, those a hair's breadth apart as one."""
    edges: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not edges or edge - edges[-1] > _SLACK:
            edges.append(edge)
    return edges


def _spread(row: RawRow, grid: Sequence[int]) -> list[tuple[int, int, str, int]]:
    """First and last column, text and flags of each cell that is shown."""
    if not row.edges:
        return [(i, i, text, 0) for i, text in enumerate(row.texts, start=1)]
    found: list[tuple[int, int, str, int]] = []
    opened = 0  # the merging that the cells before began
    for i, text in enumerate(row.texts):
        first = bisect_left(grid, row.edges[i] - _SLACK) + 1
        last = max(bisect_left(grid, row.edges[i + 1] - _SLACK), first)
        across = row.flags[i] & _ACROSS
        if found and opened and across and across != opened:
            start, _, shown, flag = found.pop()
            found.append((start, last, shown, flag))
        else:
            found.append((first, last, text, row.flags[i]))
            opened = across
    return found
