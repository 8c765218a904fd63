"""The cells of an HTML table, rowspan and colspan repeated over what they cover.

A small stylesheet writes a table out as text with marks between rows, cells and lines: libxslt walks the elements, so
that a list of hundreds of rows costs little more than the parsing of its bytes.
"""

from __future__ import annotations

import re

from lxml import etree

from nlp.clean import tidy

Element = etree._Element
Fields = dict[str, int | str | bool]  # what a Cell is made of

_BLOCK_NAMES = """
address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
MARKS = _ROW, _CELL, _SPANS, _LINE = (
    "\ufdd0\ufdd1\ufdd2\ufdd3"  # no characters: Unicode keeps them for such use
)
MOST_CELLS = 200_000
_WIDEST = 200
_TALLEST = 10_000
_MARKED = etree.XSLT(
    etree.XML(
        f"""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
<xsl:output method="text"/>
<xsl:template match="/"><xsl:for-each select="//tr[not(ancestor::td or ancestor::th)]">{_ROW}
  <xsl:for-each select="td|th">{_CELL}<xsl:if test="@rowspan or @colspan"><xsl:value-of select="@rowspan"/>
    {_SPANS}<xsl:value-of select="@colspan"/>{_SPANS}</xsl:if><xsl:apply-templates/></xsl:for-each>
</xsl:for-each></xsl:template>
<xsl:template match="{"|".join(sorted(BLOCKS | {"br"}))}">{_LINE}<xsl:apply-templates/>{_LINE}</xsl:template>
</xsl:stylesheet>"""
    )
)


def spread(table: Element) -> list[Fields]:
    """The cells of a table, about MOST_CELLS at most; tables inside it are text of the cell that they stand in."""
    cells: list[Fields] = []
    owed: dict[int, tuple[int, Fields]] = {}  # column -> rows still covered, the cell that covers them
    for row, marked in enumerate(str(_MARKED(table)).split(_ROW)[1:], start=1):
        if len(cells) >= MOST_CELLS:
            break
        if not owed and _SPANS not in marked:
            raws = map(_lines, marked.split(_CELL)[1:])
            cells += [{"row": row, "col": c, "text": tidy(raw), "raw": raw} for c, raw in enumerate(raws, 1)]
            continue
        col = 1
        for text in marked.split(_CELL)[1:]:
            if owed:
                col = _repay(cells, owed, row, col)
            down = across = 1
            if _SPANS in text:
                spans, _, rest = text.partition(_SPANS)
                wide, _, text = rest.partition(_SPANS)
                down, across = _span(spans, _TALLEST, _TALLEST), _span(wide, _WIDEST, 1)
            raw = _lines(text)
            cell: Fields = {"row": row, "col": col, "text": tidy(raw), "raw": raw}
            cells.append(cell)
            if down > 1 or across > 1:
                _cover(cells, owed, cell, col, down, across)
            col += across
            if len(cells) >= MOST_CELLS:
                break
        while owed and any(c >= col for c in owed):
            before = col
            col = _repay(cells, owed, row, col)
            col += col == before
    return cells


def _lines(marked: str) -> str:
    """A cell's text as it is, white space single, a newline for each paragraph and <br>."""
    if _LINE not in (marked := marked.strip(_LINE)):
        return " ".join(marked.split())
    lines = [" ".join(line.split()) for line in marked.split(_LINE)]
    return "\n".join([line for line in lines if line])


def _cover(
    cells: list[Fields], owed: dict[int, tuple[int, Fields]], cell: Fields, first: int, down: int, across: int
) -> None:
    """Repeats a merged cell to its right, and notes the columns that it covers in the rows below."""
    for col in range(first, first + across):
        if col > first:
            cells.append(cell | {"col": col, "spanned": True})
        if down > 1:
            owed[col] = (down - 1, cell)


def _repay(cells: list[Fields], owed: dict[int, tuple[int, Fields]], row: int, col: int) -> int:
    """Repeats the cells from rows above that cover `col` and on; the first free column."""
    while col in owed:
        left, cell = owed.pop(col)
        cells.append(cell | {"row": row, "col": col, "spanned": True})
        if left > 1:
            owed[col] = (left - 1, cell)
        col += 1
    return col


def _span(value: str, most: int, zero: int) -> int:
    """How many rows or columns a cell covers; `zero` is what browsers make of a 0."""
    number = re.match(r"\s*(\d{1,5})", value)
    return min(int(number[1]), most) or zero if number else 1
