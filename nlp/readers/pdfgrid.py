"""Ruled tables of one PDF page as cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from pdfplumber.page import Page
from pdfplumber.table import Table as RuledTable
from pdfplumber.utils.text import extract_text

from nlp.clean import tidy
from nlp.headings import is_header
from nlp.readers.opensides import outer_rules
from nlp.readers.pdfsigns import shown, word_gap
from nlp.readers.words import Word, lines_of
from store.records import Box, Cell

MOST_LINES = 2  # of words in the middle of a merged cell
Row = list[Cell]


def settings(page: Page) -> dict[str, Any]:
    """How to look for tables: rows that the page's end cuts are closed where the vertical rules begin and end.

    So are the columns at the sides of a list that has no rules there.
    """
    spans = sorted((float(e["top"]), float(e["bottom"])) for e in page.edges if e["orientation"] == "v")
    ends: list[list[float]] = []
    for top, bottom in spans:
        if ends and top <= ends[-1][1] + 1:
            ends[-1][1] = max(ends[-1][1], bottom)
        else:
            ends.append([top, bottom])
    lines = [y for pair in ends if pair[1] - pair[0] > 8 for y in pair]
    found: dict[str, Any] = {"explicit_horizontal_lines": lines} if lines else {}
    return found | ({"explicit_vertical_lines": sides} if (sides := outer_rules(page)) else {})


def is_grid(table: RuledTable) -> bool:
    """Whether a found table has at least two columns and two cells beside each other."""
    return len({round(c[0]) for c in table.cells}) > 1


def edges(table: RuledTable) -> list[float]:
    """The columns' left edges and the right end."""
    return _ends(table.cells, 0, 2)


def _ends(cells: Sequence[Sequence[float]], low: int, high: int) -> list[float]:
    found: list[float] = []
    for value in sorted({c[low] for c in cells} | {c[high] for c in cells}):
        if not found or value - found[-1] > 1.5:
            found.append(float(value))
    return found


def cells(page: Page, table: RuledTable, number: int, glyphs: list[Word]) -> list[Row]:
    """A table's cells by row; merged cells are repeated over what they cover.

    `glyphs` are PDFium's characters, given where pdfminer lost some of the page's (see `lost`).
    """
    xs, ys = _ends(table.cells, 0, 2), _ends(table.cells, 1, 3)
    owner: dict[tuple[int, int], int] = {}
    for i, (x0, top, x1, bottom) in enumerate(table.cells):
        for r in range(_at(ys, top), _at(ys, bottom)):
            for c in range(_at(xs, x0), _at(xs, x1)):
                owner.setdefault((r, c), i)
    boxes = [tuple(map(float, cell)) for cell in table.cells]
    _widen(owner, len(xs) - 1)
    holes = _holes(owner, len(xs) - 1, len(ys) - 1)
    for n, (r, c) in enumerate(holes):
        owner[r, c] = len(boxes) + n
    boxes += [(xs[c], ys[r], xs[c + 1], ys[r + 1]) for r, c in holes]

    def cell_at(x: float, y: float) -> int:
        return owner.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1), -1)

    texts = _texts_of_glyphs(glyphs, cell_at) if glyphs else _texts_of_chars(page, cell_at)
    rows: dict[int, Row] = {}
    seen: set[int] = set()
    for run in _runs(holes, ys, partial(_rule_between, page, xs)):
        said = [owner[hole] for hole in run if texts.get(owner[hole])]
        if said and len(said) <= MOST_LINES and len(run) > len(said) + 1:  # one cell, its words in its middle
            texts[said[0]] = "\n".join(texts[i] for i in said)
            owner.update(dict.fromkeys(run, said[0]))
    for r, c in holes:
        if not texts.get(owner[r, c]) and (r - 1, c) in owner:
            owner[r, c] = owner[r - 1, c]
    heads = _heads_in_one(owner, texts, len(xs) - 1)
    for (r, c), i in sorted(owner.items()):
        raw = texts.get(i, "")
        x0, top, x1, bottom = (round(v, 1) for v in boxes[i])
        if r in heads:
            raw, x0, x1, i = heads[r][c], round(xs[c], 1), round(xs[c + 1], 1), len(boxes) + c
        box = Box(x0=x0, y0=top, x1=x1, y1=bottom)
        spanned = i in seen
        cell = Cell(row=r + 1, col=c + 1, text=tidy(raw), raw=raw, spanned=spanned, page=number, box=box)
        rows.setdefault(r, []).append(cell)
        seen.add(i)
    return [row for _, row in sorted(rows.items()) if any(cell.text and not cell.spanned for cell in row)]


def _runs(
    holes: Sequence[tuple[int, int]], ys: Sequence[float], ruled: Callable[[int, float], bool]
) -> list[list[tuple[int, int]]]:
    """The holes below each other that no rule parts."""
    runs: list[list[tuple[int, int]]] = []
    for r, c in sorted(holes, key=lambda hole: (hole[1], hole[0])):
        if runs and runs[-1][-1] == (r - 1, c) and not ruled(c, ys[r]):
            runs[-1].append((r, c))
        else:
            runs.append([(r, c)])
    return runs


def _rule_between(page: Page, xs: Sequence[float], column: int, y: float) -> bool:
    """Whether a rule runs along most of a column at a height."""
    left, right = xs[column], xs[column + 1]
    return any(
        e["orientation"] == "h"
        and abs(float(e["top"]) - y) < 2
        and min(float(e["x1"]), right) - max(float(e["x0"]), left) > 0.8 * (right - left)
        for e in page.edges
    )


def _heads_in_one(
    owner: Mapping[tuple[int, int], int], texts: Mapping[int, str], across: int
) -> dict[int, list[str]]:
    """The headings of rows that have a word for each column but no rules between them, by row."""
    found: dict[int, list[str]] = {}
    for r in {r for r, _ in owner}:
        held = {owner.get((r, c), -1) for c in range(across)}
        words = texts.get(min(held), "").split() if len(held) == 1 else []
        if len(words) == across and is_header(words):
            found[r] = words
    return found


def _widen(owner: dict[tuple[int, int], int], across: int) -> None:
    """Gives a row that has one closed cell, its first, to that cell whole: a heading over all columns."""
    rows: dict[int, set[int]] = {}
    for r, c in owner:
        rows.setdefault(r, set()).add(c)
    for r, held in rows.items():
        if held == {0}:
            owner.update({(r, c): owner[r, 0] for c in range(across)})


def _holes(owner: Mapping[tuple[int, int], int], across: int, down: int) -> list[tuple[int, int]]:
    """The places of a grid that no rules close: cells of their own where they hold text, else of the cell above."""
    rows = {r for r, _ in owner}
    return [(r, c) for r in range(down) if r in rows for c in range(across) if (r, c) not in owner]


def _texts_of_chars(page: Page, cell_at: Callable[[float, float], int]) -> dict[int, str]:
    held: dict[int, list[dict[str, Any]]] = {}
    for char in page.chars:
        i = cell_at((char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2)
        held.setdefault(i, []).append(char)
    gap = word_gap(page)
    return {
        i: shown(extract_text(chars, x_tolerance=gap, y_tolerance=3)) for i, chars in held.items() if i >= 0
    }


def _texts_of_glyphs(glyphs: list[Word], cell_at: Callable[[float, float], int]) -> dict[int, str]:
    held: dict[int, list[Word]] = {}
    for glyph in glyphs:
        held.setdefault(cell_at(glyph.centre, glyph.middle), []).append(glyph)
    lines = {
        i: ("".join(w.text for w in line).strip() for line in lines_of(words)) for i, words in held.items()
    }
    return {i: "\n".join(parts) for i, parts in lines.items() if i >= 0}


def _at(ends: list[float], value: float) -> int:
    """Which of rising ends is nearest to a value."""
    i = bisect_right(ends, value)
    return i - 1 if i == len(ends) or (i and value - ends[i - 1] <= ends[i] - value) else i
