"""Quotes as evidence: exact places in the item's own text, or cells of its tables."""

from __future__ import annotations

import re
from dataclasses import dataclass

from nlp.context import Context
from nlp.found import Found
from store.records import Cell, Evidence

_LEAD = re.compile(
    (
        r"(?:(?:(?:by|before|until|no later than|on|from|within|in|less than"
        r"|effective)(?: the end of| less than)?)|(?:应?于|应?在|自|从|截至"
        r"|前)) ?$"
    ),
    re.I,
)
_TAIL = re.compile(r"(?:之?前|以前|起(?:施行|实施)?|(?:之?内)|止)")


@dataclass(frozen=True)
class Quotes:
    """The original text that every quote is taken from."""

    text: str

    def of(self, start: int, end: int) -> Evidence:
        """The quote at a place."""
        return Evidence(start=start, end=end, text=self.text[start:end])

    def found(self, f: Found) -> Evidence:
        """The quote of a finding."""
        return self.of(f.start, f.end)

    def phrase(self, ctx: Context, f: Found) -> tuple[str, Evidence]:
        """A day or term with the word that binds it ("before July 26"), as text and as evidence."""
        lead = _LEAD.search(ctx.view, max(0, f.start - 24), f.start)
        tail = _TAIL.match(ctx.view, f.end)
        evidence = self.of(lead.start() if lead else f.start, tail.end() if tail else f.end)
        return evidence.text, evidence

    def cell(self, cell: Cell, file: str, table: int) -> Evidence:
        """A cell of a table as evidence."""
        return Evidence(
            text=cell.text, file=file, table=table, row=cell.row, col=cell.col, page=cell.page, box=cell.box
        )
