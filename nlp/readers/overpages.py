"""A table that goes on over the pages of a PDF: repeated headers, merged cells, and rows that a page's end cuts."""

from __future__ import annotations

import re

from nlp.clean import repair, tidy
from nlp.columns import header_at
from nlp.headings import is_header
from nlp.readers.pdfgrid import Row
from nlp.shapes import is_number
from store.records import Cell


def renumbered(rows: list[Row], start: int) -> list[Row]:
    """The rows counted on from `start`."""
    return [[c.model_copy(update={"row": start + i}) for c in row] for i, row in enumerate(rows, start=1)]


def header_of(rows: list[Row]) -> list[Row]:
    """The rows of the last header among rows, mostly one; empty where there is none."""
    for i in range(len(rows) - 1, -1, -1):
        if is_header(_texts(rows[i])):
            above = i and header_at(rows, i - 1)
            start = i - 1 if above and above[1] == 2 else i
            at = header_at(rows, start)
            return rows[start : start + (at[1] if at else 1)]
    return []


def repeats_header(before: list[Row], row: Row) -> bool:
    """Whether a row is the first of the header above it once more."""
    header = header_of(before)
    return bool(header) and _texts(header[0]) == _texts(row)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def without_header(before: list[Row], rows: list[Row]) -> list[Row]:
    """A page's rows without the header that it repeats, also where the header is glued to the first row."""
    repeated = [_texts(row) for row in header_of(before)]
    for texts in repeated:
        if rows and _texts(rows[0]) == texts:
            rows = rows[1:]
    header = repeated[-1] if repeated else []
    if (
        header
        and rows
        and len(header) == len(rows[0])
        and all(c.text.startswith(h) for c, h in zip(rows[0], header, strict=True))
    ):
        freed = [_unglued(c, h) for c, h in zip(rows[0], header, strict=True)]
        return [freed, *rows[1:]]
    return rows


def _unglued(cell: Cell, heading: str) -> Cell:
    pattern = r"\s*" + r"\s*".join(map(re.escape, heading.replace(" ", ""))) + r"\s*"
    raw = re.sub(f"^{pattern}", "", repair(cell.raw))
    return cell.model_copy(update={"raw": raw, "text": tidy(raw)})


def merged_on(before: list[Row], rows: list[Row]) -> list[Row]:
    """A page's rows with the cells filled that a merged cell of the page before runs on to, empty on this page."""
    if not rows or not rows[0][0].text or len(before[-1]) != len(rows[0]):
        return rows
    filled = [list(row) for row in rows]
    for i, above in enumerate(before[-1]):
        if i and above.text and any(len(row) > i and row[i].spanned for row in before):
            for row in filled:
                if len(row) <= i or row[i].text:
                    break
                row[i] = row[i].model_copy(update={"text": above.text, "raw": above.raw, "spanned": True})
    return filled


def torn(before: Row, after: Row) -> bool:
    """Whether `after`, the first row of a page, is the rest of `before`: it has no 序号 and the row above has one."""
    above, first = before[0], after[0]
    if first.col > above.col == 1:  # of a table without rules, which has no empty cells
        return is_number(above.text)
    return bool(above.text and not first.text and not first.spanned and len(before) == len(after))


def joined(before: Row, after: Row) -> Row:
    """Two halves of a row that a page's end cut."""
    whole = {cell.col: cell for cell in before}
    for lower in after:
        upper = whole.get(lower.col)
        if upper is None:
            whole[lower.col] = lower.model_copy(update={"row": before[0].row})
        elif lower.raw:
            raw = "\n".join(filter(None, (upper.raw, lower.raw)))
            whole[lower.col] = upper.model_copy(update={"raw": raw, "text": tidy(raw)})
    return [cell for _, cell in sorted(whole.items())]
