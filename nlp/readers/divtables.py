"""Lists that a page lays out as a table without the elements of one: turned into such before they are read."""

from __future__ import annotations

from lxml import etree

from nlp.clean import tidy
from nlp.headings import LONGEST, is_header, role_of

Element = etree._Element
_ROWS = ("div", "ul", "ol", "li", "dl", "p", "section", "header")
_CELLS = frozenset(("div", "li", "span", "p", "dt", "dd", "strong", "b", "em", "section"))
LEAST = 3  # columns; and rows of a list that stands in cells alone, its header included


def as_tables(root: Element) -> None:
    """Gives the rows below a row of known headings, and its cells, the elements of a table. In place."""
    for node in list(root.iter(*_ROWS)):
        if len(node) < LEAST or node.tag not in _ROWS or node.getparent() is None or _in_a_cell(node):
            continue
        if (width := _cells_alone(node)) > 0:
            _regroup(node, width)
        elif _is_row(node) and is_header([_text(cell) for cell in node]):
            _take_rows(node)


def _in_a_cell(node: Element) -> bool:
    """Whether an element stands in a cell beside others: it is what that cell says."""
    return any(
        row is not None and len(row) > 1 for row in (td.getparent() for td in node.iterancestors("td", "th"))
    )


def _is_row(node: Element) -> bool:
    """Whether an element holds cells and nothing beside them."""
    beside = [node.text, *(cell.tail for cell in node)]
    return all(cell.tag in _CELLS for cell in node) and not any(text and text.strip() for text in beside)


def _take_rows(header: Element) -> None:
    """A table in the place of a header and its rows: its siblings, or what the siblings of its parent hold."""
    parent = header.getparent()
    if parent is None:
        return
    rows = _below(header, len(header))
    if not rows and len(parent) == 1 and parent.getparent() is not None:
        rows = [row for box in parent.itersiblings() for row in box if _fits(row, len(header))]
        header = parent[0]
    if not rows:
        return
    table = etree.Element("table")
    place = parent if len(parent) == 1 else header
    place.addprevious(table)
    for row in (header, *rows):
        row.tail = None
        table.append(row)
        row.tag = "tr"
        if not _fits(row, len(header)):
            _span(row, len(header))
        for cell in row:
            cell.tag = "td"


def _below(header: Element, width: int) -> list[Element]:
    """The siblings after a header down to the last that has as many cells; those between have one for all columns."""
    rows = list(header.itersiblings())
    last = max((i for i, row in enumerate(rows) if _fits(row, width)), default=-1)
    return rows[: last + 1]


def _fits(row: Element, width: int) -> bool:
    return row.tag in (*_ROWS, "tr") and len(row) == width and _is_row(row)


def _span(row: Element, width: int) -> None:
    """Makes all that a row says one cell over all columns."""
    cell = etree.Element("div", colspan=str(width))
    cell.text, row.text = row.text, None
    for child in list(row):
        cell.append(child)
    row.append(cell)


def _cells_alone(node: Element) -> int:
    """How many columns a list has whose cells stand in one element row after row; 0 where it is none."""
    if len(node) < LEAST * LEAST or not _is_row(node):
        return 0
    first = [_text(cell) for cell in list(node)[:LEAST]]
    if sum(role_of(text) is not None for text in first) < LEAST - 1 or any(
        len(child) > LEAST for child in list(node)[:LEAST]
    ):
        return 0
    for width in range(LEAST, min(len(node) // LEAST, 12) + 1):
        texts = [_text(cell) for cell in list(node)[:width]]
        if len(node) % width == 0 and is_header(texts) and all(len(t) <= LONGEST for t in texts):
            following = _text(node[width])
            if role_of(following) is None and _text(node[2 * width]) != following:
                return width
    return 0


def _regroup(node: Element, width: int) -> None:
    cells = list(node)
    node.tag, node.text = "table", None
    for at in range(0, len(cells), width):
        row = etree.SubElement(node, "tr")
        for cell in cells[at : at + width]:
            cell.tag, cell.tail = "td", None
            row.append(cell)


def _text(node: Element) -> str:
    return tidy("".join(map(str, node.itertext())))
