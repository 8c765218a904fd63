"""A PDF table that the next page may go on with, and whether it does."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.headings import is_header
from nlp.readers import overpages
from nlp.readers.columns import Layout
from store.records import Cell


@dataclass
class Open:
    """A table that the next page may go on with."""

    rows: list[list[Cell]]
    edges: list[float]  # of its columns; empty for a table without rules
    layout: Layout | None = None
    caption: str = ""


def follows(last: Open, rows: list[list[Cell]], edges: list[float], layout: Layout | None) -> bool:
    """Whether a table at the top of a page has the columns of the last one and no header of another list."""
    page = next((c.page for c in rows[0]), None)
    before = page_of(last)
    if page is None or page - before != 1:
        return False
    if layout is None and (
        len(edges) != len(last.edges) or any(abs(a - b) > 8 for a, b in zip(edges, last.edges, strict=True))
    ):
        return False
    if layout is not None and (last.layout is None or len(layout.limits) != len(last.layout.limits)):
        return False
    texts = [c.text for c in rows[0]]
    if not is_header(texts):
        return True
    restarts = len(rows) > 1 and rows[1][0].text in ("1", "01")
    return not restarts and overpages.repeats_header(last.rows, rows[0])


def page_of(table: Open) -> int:
    """The page that a table's last row is on."""
    return max((cell.page or 0 for cell in table.rows[-1]), default=0) if table.rows else 0
