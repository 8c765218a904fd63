"""What a golden file shows, before any format: paragraphs and tables with merged cells, and its truth."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Truth = list[dict[str, Any]]  # the rows of one list: role -> text as written, "problems" a list


@dataclass(frozen=True)
class Cell:
    """One cell, its text with "\\n" where the author breaks the line."""

    text: str
    rows: int = 1
    cols: int = 1
    head: bool = False


@dataclass
class Grid:
    """A table as HTML has it: covered places are left out. `widths` in shares of the page."""

    rows: list[list[Cell]]
    widths: list[float] = field(default_factory=list)

    def matrix(self) -> list[list[tuple[Cell, bool]]]:
        """Every place with the cell that covers it, and whether the cell begins there."""
        width = sum(cell.cols for cell in self.rows[0])
        full: list[list[tuple[Cell, bool] | None]] = [[None] * width for _ in self.rows]
        for y, row in enumerate(self.rows):
            x = 0
            for cell in row:
                while full[y][x] is not None:
                    x += 1
                for dy in range(cell.rows):
                    for dx in range(cell.cols):
                        full[y + dy][x + dx] = (cell, dy == dx == 0)
        return [[place for place in row if place] for row in full]


@dataclass
class Doc:
    """One document: a title, paragraphs and tables in order, and what must be read from it."""

    title: str
    blocks: list[str | Grid]
    lists: list[Truth]
    refused: list[str] = field(default_factory=list)  # a text of each row that must be refused, in order
    mended: list[str] = field(default_factory=list)  # names of rows that are mended with an issue
