"""Lists of a PDF page that rules enclose in part only, by the columns that the rules tell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from pdfplumber.page import Page
from pdfplumber.table import Table as RuledTable

from nlp.readers.pdfgrid import edges
from nlp.readers.pdfsigns import word_gap, worded
from nlp.readers.words import Word, lines_of
from nlp.shapes import is_number


def open_columns(page: Page, tables: Sequence[RuledTable]) -> list[float] | None:
    """The limits between columns where rules do not close every row or column; None where they hold the whole list.

    Shaded rows with bare ones between, rules between columns only, no rules round the list.
    """
    widest = max(tables, key=lambda t: len(edges(t)))
    xs = edges(widest)
    spans = [(t.bbox[1], t.bbox[3]) for t in tables]  # a bbox is reckoned anew each time
    words = worded(
        [
            char
            for char in page.chars  # not of the inner columns, for the sake of time
            if not xs[1] < (char["x0"] + char["x1"]) / 2 < xs[-1]
            or not any(top <= (char["top"] + char["bottom"]) / 2 <= bottom for top, bottom in spans)
        ],
        word_gap(page),
    )
    top, bottom = spans[tables.index(widest)]
    height = [w for w in words if top <= w.middle <= bottom]
    left, right = ([w for w in height if w.centre < xs[0]], [w for w in height if w.centre > xs[-1]])
    if sum(is_number(w.text) for w in left) > 1 or (len(lines_of(right)) > 2 and len(lines_of(left)) > 2):
        return [*xs[: 1 if left else 0], *xs[1:-1], *(xs[-1:] if right else [])]
    if _bare_rows(words, spans, xs) or _unclosed_rows(words, widest):
        return xs[1:-1]
    return None


def _bare_rows(words: list[Word], spans: Sequence[tuple[float, float]], xs: list[float]) -> bool:
    """Whether a numbered row stands outside all rules."""
    aside = [
        w
        for w in words
        if not any(top <= w.middle <= bottom for top, bottom in spans) and xs[0] <= w.centre <= xs[-1]
    ]
    for line in lines_of(aside):
        columns = {bisect_right(xs, w.centre) for w in line}
        if 1 in columns and len(columns) > 2 and is_number(line[0].text):
            return True
    return False


def _unclosed_rows(words: list[Word], table: RuledTable) -> bool:
    """Whether a cell of the first column holds several numbers of rows."""
    left = table.bbox[0]
    for x0, top, x1, bottom in table.cells:
        if abs(x0 - left) < 2:
            held = [w for w in words if x0 < w.centre < x1 and top < w.middle < bottom]
            numbers = sum(is_number(w.text) for w in held)
            if numbers > 1 and numbers >= len(held) - 2:
                return True
    return False
