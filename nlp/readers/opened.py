"""Tables of a picture whose cells no rules enclose: their columns, rows and merged cells, as the grid of a ruled one.

A header or, on a picture that goes on with a list, the white space between columns tells the columns; 序号 tell the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from nlp.readers.anchors import find_anchors
from nlp.readers.bands import row_cuts
from nlp.readers.columns import layout_of
from nlp.readers.heads import Head
from nlp.readers.ocr import Pixels
from nlp.readers.rules import Bar, Grid, Place
from nlp.readers.words import Word
from nlp.shapes import is_number

LEAST_COLUMNS = 3
LEAST_ROWS = 2
NUMBERS = 0.8  # of what stands in the column of 序号
MERGED = ("category", "region", "kind", "developer")
ALONG = 0.6  # of a stretch that a rule runs along
GUTTER = 0.2  # of a line's height, between two columns
RIM = 0.25  # of a line's height that the text finder puts around it, at least
LEVEL = 0.2  # of a line's height by which the middle of a cell may miss that of its 序号
MARGIN = 6.0


@dataclass(frozen=True)
class _Columns:
    edges: list[float]
    number: int  # the column of 序号
    roles: list[str | None]

    def split(self, words: Sequence[Word]) -> list[list[Word]]:
        """The words by column."""
        limits = self.edges[1:-1]
        found: list[list[Word]] = [[] for _ in range(len(limits) + 1)]
        for word in words:
            found[sum(word.centre > limit for limit in limits)].append(word)
        return found


def under_head(pixels: Pixels, head: Head, below: list[Word], bars: Sequence[Bar]) -> Grid | None:
    """The table of a header and the words below it down to the next header."""
    cells, number = head.cells, head.column_of("number")
    roles = head.roles
    if number is None and (lost := _before(cells[0], below)):
        cells, number, roles = [lost, *cells], 0, ["number", *roles]
    if number is None or not below:
        return None
    limits = layout_of(cells, below).limits
    words = [*head.words, *below]
    edges = [min(w.x0 for w in words) - MARGIN, *limits, max(w.x1 for w in words) + MARGIN]
    columns = _Columns(edges, number, roles)
    return _grid(pixels, columns, below, bars, head)


def _before(first: Word, below: Sequence[Word]) -> Word | None:
    """The place of a heading over the numbers that stand left of the first heading that was read."""
    left = [word for word in below if word.x1 < first.x0]
    if len(left) < LEAST_ROWS or sum(is_number(word.text) for word in left) < NUMBERS * len(left):
        return None
    return Word("", min(w.x0 for w in left), first.y0, max(w.x1 for w in left), first.y1)


def without_head(pixels: Pixels, words: list[Word], bars: Sequence[Bar]) -> Grid | None:
    """The table of a picture that only goes on with a list: columns with white space between, 序号 in the first."""
    edges = _gutters(words)
    if len(edges) - 1 < LEAST_COLUMNS:
        return None
    columns = _Columns(edges, 0, [None] * (len(edges) - 1))
    first = columns.split(words)[0]
    if len(first) < LEAST_ROWS or sum(is_number(word.text) for word in first) < NUMBERS * len(first):
        return None
    return _grid(pixels, columns, words, bars, None)


def _gutters(words: Sequence[Word]) -> list[float]:
    """The outer edges of words and the middles of the white space that runs down between them."""
    if not words:
        return []
    height = median(word.y1 - word.y0 for word in words)
    least, rim = GUTTER * height, RIM * height
    spans = sorted((word.x0 + rim, max(word.x1 - rim, word.x0 + rim)) for word in words)
    edges, reached = [spans[0][0] - MARGIN], spans[0][1]
    for begin, finish in spans:
        if begin - reached > least:
            edges.append((reached + begin) / 2)
        reached = max(reached, finish)
    return [*edges, reached + MARGIN]


def _grid(
    pixels: Pixels, columns: _Columns, words: list[Word], bars: Sequence[Bar], head: Head | None
) -> Grid | None:
    left, right = columns.edges[columns.number : columns.number + 2]
    top = head.bottom if head else min(word.y0 for word in words) - MARGIN
    bottom = max(word.y1 for word in words)
    anchors = find_anchors(pixels, (left, top, right, bottom), words)
    if not anchors:
        return None
    whole = (columns.edges[0], columns.edges[-1])
    rules = [bar for bar in bars if bar.covers(*whole) > ALONG]
    split = columns.split([word for word in words if word not in anchors])
    split[columns.number] = []
    cuts = row_cuts(anchors, split, top, [bar.y for bar in rules])
    places = []
    if head:
        heights = (head.top - MARGIN, top)
        places += [
            Place(a, heights[0], b, heights[1], 1, c + 1) for c, (a, b) in enumerate(pairwise(columns.edges))
        ]
    for c, (a, b) in enumerate(pairwise(columns.edges)):
        joined = columns.roles[c] in MERGED and not _level(cuts, anchors, split[c])
        places += _column(cuts, (a, b), c + 1, 2 if head else 1, bars if joined else None)
    return Grid(sorted(places, key=lambda p: (p.row, p.col)))


def _column(
    cuts: Sequence[float], sides: tuple[float, float], col: int, first: int, bars: Sequence[Bar] | None
) -> list[Place]:
    """The cells of a column; with `bars`, those without a rule between them are one where other columns have rules."""
    left, right = sides
    kept = list(cuts)
    if bars is not None:
        inner = [y for y in cuts[1:-1] if _ruled(bars, y, sides)]
        kept = [cuts[0], *inner, cuts[-1]] if inner else kept
    at = {y: i for i, y in enumerate(cuts)}
    return [Place(left, a, right, b, first + at[a], col, at[b] - at[a]) for a, b in pairwise(kept)]


def _level(cuts: Sequence[float], anchors: Sequence[Word], words: Sequence[Word]) -> bool:
    """Whether a column has text in each row, level with its 序号: then no rule that was overlooked joins two cells."""
    for anchor, (above, below) in zip(anchors, pairwise(cuts), strict=True):
        held = [word for word in words if above <= word.middle < below]
        if not held:
            return False
        low, high = min(word.y0 for word in held), max(word.y1 for word in held)
        if abs((low + high) / 2 - anchor.middle) > LEVEL * (anchor.y1 - anchor.y0):
            return False
    return True


def _ruled(bars: Sequence[Bar], y: float, sides: tuple[float, float]) -> bool:
    return any(abs(bar.y - y) < MARGIN and bar.covers(*sides) > ALONG for bar in bars)
