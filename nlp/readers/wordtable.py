"""Word tables into cells: merged cells spread over what they cover, tables inside cells taken out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml.etree import _Element

from nlp.clean import tidy
from nlp.readers.wordtext import blocks, children, is_table, text_of
from store.records import Cell, Table

MOST_ROWS = 20_000
MOST_COLUMNS = 100
LONGEST_CAPTION = 60


def add_table(tables: list[Table], cells: list[Cell], lines: Sequence[str]) -> None:
    """Adds a table that says anything; the line just above it is its caption where it is short and no sentence."""
    if any(cell.text for cell in cells):
        last = lines[-1] if lines else ""
        caption = last if len(last) <= LONGEST_CAPTION and not last.endswith(("。", "；")) else ""
        tables.append(Table(number=len(tables), cells=cells, caption=caption))


@dataclass(frozen=True)
class _Shape:
    """How a cell lies: columns that it covers, and whether it carries on a cell above."""

    across: int
    carries_on: bool


def cells_of(table: _Element) -> tuple[list[Cell], list[_Element]]:
    """A table's cells, and the tables of several rows and columns inside them, which stand for themselves."""
    cells: list[Cell] = []
    inner: list[_Element] = []
    above: dict[int, str] = {}
    rows = [row for row in children(table, qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
    for number, row in enumerate(rows[:MOST_ROWS], start=1):
        col = 1 + _number(row, "w:trPr/w:gridBefore", 0)
        here: dict[int, str] = {}
        for element in children(row, qn("w:tc")):
            shape = _shape(element)
            raw = above.get(col, "") if shape.carries_on else _raw(element, inner)
            for i in range(shape.across):
                spanned = shape.carries_on or i > 0
                cells.append(Cell(row=number, col=col, text=tidy(raw), raw=raw, spanned=spanned))
                here[col] = raw
                col += 1
        above = here
    return cells, inner


def _shape(cell: _Element) -> _Shape:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    carries_on = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
    return _Shape(min(max(_number(cell, "w:tcPr/w:gridSpan", 1), 1), MOST_COLUMNS), carries_on)


def _number(element: _Element, path: str, otherwise: int) -> int:
    found = element.find("/".join(qn(name) for name in path.split("/")))
    value = "" if found is None else found.get(qn("w:val"), "")
    return min(int(value), MOST_COLUMNS) if value.isdigit() else otherwise


def _raw(cell: _Element, inner: list[_Element]) -> str:
    """A cell's text, a newline for each paragraph; a small table inside is text, a larger one joins `inner`."""
    lines = []
    for block in blocks(cell):
        if not is_table(block):
            lines.append(text_of(block))
            continue
        rows = list(children(block, qn("w:tr")))
        if len(rows) > 1 and max(len(list(children(row, qn("w:tc")))) for row in rows) > 1:
            inner.append(block)
        else:
            lines += [_raw(one, inner) for row in rows for one in children(row, qn("w:tc"))]
    return "\n".join(line for line in lines if line.strip())
