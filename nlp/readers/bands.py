"""The rows of an open table: between two 序号 the cut that leaves every cell level with its own, or a rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from nlp.readers.words import Word

CORE = 0.25  # of a line's height at its top and bottom that may touch the next line's
MOST_ROOM = 1.2  # line heights of white space that count for a cut
CLEARLY = 1.1  # times as high: white space after the last row, against that inside rows
END_ROOM = 0.5  # what the end of the words counts for
COMMON = 0.6  # of the rows: a column that fills fewer may be merged, and tells nothing


@dataclass(frozen=True)
class Cut:
    """A place between two rows and the white space around it, in line heights."""

    y: float
    room: float


def row_cuts(
    anchors: Sequence[Word], columns: Sequence[Sequence[Word]], top: float, bars: Sequence[float]
) -> list[float]:
    """The limits of the anchors' rows: `top`, one between each two, and the end of the last row."""
    columns = [column for column in columns if len(column) >= COMMON * len(anchors)]
    words = [*anchors, *(word for column in columns for word in column)]
    height = median(word.y1 - word.y0 for word in words)
    end = max([word.y1 for word in words] + [top]) + height
    middles = [anchor.middle for anchor in anchors]
    choices = [_choices(words, bars, a, b, height) for a, b in pairwise(middles)]
    last = _choices(words, bars, middles[-1], end, height, closed=False)
    choices.append([*last, Cut(end, END_ROOM)] if not _barred(bars, middles[-1], end) else last)
    ways = [_way(anchors, columns, top, choices, height, high) for high in (False, True)]
    cuts = min(ways)[1]
    if not _barred(bars, middles[-1], end):
        below = [space for space in _spaces(words, middles[-1], end) if sum(space) / 2 >= cuts[-1] - 1]
        inside = _inside(words, middles, cuts)
        cuts[-1] = next((sum(space) / 2 for space in below if space[1] - space[0] > CLEARLY * inside), end)
    return [top, *cuts]


def _inside(words: Sequence[Word], middles: Sequence[float], cuts: Sequence[float]) -> float:
    """The highest white space between two lines of one row, 0 where no row shows any."""
    spaces = [space for a, b in pairwise(middles) for space in _spaces(words, a, b)]
    return max((b - a for a, b in spaces if not any(a <= cut <= b for cut in cuts)), default=0.0)


def _barred(bars: Sequence[float], low: float, high: float) -> list[float]:
    return [y for y in bars if low < y < high]


def _choices(
    words: Sequence[Word], bars: Sequence[float], low: float, high: float, height: float, closed: bool = True
) -> list[Cut]:
    """Where a row may end between two heights: at rules, else in white space, else in the middle."""
    if ruled := _barred(bars, low, high):
        return [Cut(y, MOST_ROOM) for y in (ruled if closed else ruled[:1])]
    cuts = [Cut((a + b) / 2, min((b - a) / height, MOST_ROOM)) for a, b in _spaces(words, low, high)]
    return cuts or ([Cut((low + high) / 2, 0.0)] if closed else [])


def _spaces(words: Sequence[Word], low: float, high: float) -> list[tuple[float, float]]:
    """The heights between two others that no word's core touches."""
    spans = sorted(
        (word.y0 + CORE * (word.y1 - word.y0), word.y1 - CORE * (word.y1 - word.y0))
        for word in words
        if word.y1 > low and word.y0 < high
    )
    spaces, reached = [], low
    for begin, finish in spans:
        if begin > reached and reached > low:
            spaces.append((reached, begin))
        reached = max(reached, finish)
    return spaces


def _way(
    anchors: Sequence[Word], columns: Sequence[Sequence[Word]], top: float, choices: list[list[Cut]],
    height: float, high: bool,
) -> tuple[float, list[float]]:  # fmt: skip
    """The cheapest cuts, and what they cost; `high`: cells begin at the top of their row, not in its middle."""
    best: list[tuple[float, float, list[float]]] = [(0.0, top, [])]
    for anchor, cuts in zip(anchors, choices, strict=True):
        best = [
            min(
                (
                    cost + _slant(anchor, columns, above, cut.y, high) / height - cut.room,
                    cut.y,
                    [*path, cut.y],
                )
                for cost, above, path in best
            )
            for cut in cuts
        ]
    cost, _, path = min(best)
    return cost, path


def _slant(anchor: Word, columns: Sequence[Sequence[Word]], above: float, below: float, high: bool) -> float:
    """By how much the cells of a row miss the height of its anchor."""
    missed = 0.0
    for column in columns:
        held = [word for word in column if above <= word.middle < below]
        if held and high:
            missed += abs(min(w.y0 for w in held) - anchor.y0)
        elif held:
            middle = (min(w.y0 for w in held) + max(w.y1 for w in held)) / 2
            missed += abs(middle - anchor.middle)
    return missed
