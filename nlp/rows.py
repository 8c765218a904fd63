"""What a list of apps is once its columns are known: rows, the problems in them, and where each value stands.

`nlp/grid.py` makes these from tables, `nlp/inline.py` from running text; what follows does not care which.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from store.records import Cell, Issue

Span = tuple[int, int]

# Roles of a column: the words that `Row.values`, `.cells` and `.spans` are keyed by.
# number, app, developer, version, store, problems, category, kind, filing_number, region, outcome, deadline, other


@dataclass(frozen=True)
class Problem:
    """One problem of one app in the source's words. It stands in a cell (of `file`, `table`) or in a span of text."""

    text: str
    cell: Cell | None = None
    span: Span | None = None
    table: int | None = None  # where the cell stands in another table than the row begins in


@dataclass(frozen=True)
class Row:
    """One row of a list. A refused row keeps its raw cells and is never an app."""

    number: int  # 1-based order in its list, refused rows included; not the printed 序号
    values: dict[str, str]
    raw: list[str]
    problems: list[Problem] = field(default_factory=list)
    cells: dict[str, Cell] = field(default_factory=dict)  # role -> cell, in tables
    spans: dict[str, Span] = field(
        default_factory=dict
    )  # role -> place in the reading's text, in running text
    file: str = ""  # the reading that the row stands in
    table: int | None = None  # 0-based table of that reading; None in running text
    section: str = ""  # the heading row or caption that the row stands under
    refused: bool = False
    issues: list[Issue] = field(default_factory=list)

    @property
    def app(self) -> str:
        """The app's name, empty in a refused row."""
        return self.values.get("app", "")


@dataclass(frozen=True)
class AppList:
    """One list of apps in reading order."""

    rows: list[Row]
    headings: dict[str, str]  # role -> heading as printed; empty in running text
    issues: list[Issue] = field(default_factory=list)  # of the list and of its rows
    file: str = ""
    table: int | None = None  # 0-based table where the list begins; None in running text
    caption: str = ""

    @property
    def apps(self) -> list[Row]:
        """The rows that name an app."""
        return [row for row in self.rows if not row.refused]
