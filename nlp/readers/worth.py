"""Whether a picture is worth reading, told before any sign is read by where its text stands: a list or prose is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import numpy as np

from nlp.readers.rules import Grid

Spot = tuple[float, float, float, float]

LEAST_LINES = 3
LINE_LENGTH = 9.0  # times as wide as high: a line of prose, no label
LEAST_LONG = 2
SHORT = 1.6  # times as wide as high: at most three digits


def is_worth_reading(spots: Sequence[Spot], grids: Sequence[Grid]) -> bool:
    """Whether text stands in a ruled table, in columns or in long lines; labels, slogans and logos do not."""
    return (
        any(filled(grid, spots) for grid in grids)
        or _in_columns(spots)
        or _in_lines(spots)
        or _numbered(spots)
    )


def filled(grid: Grid, spots: Sequence[Spot]) -> bool:
    """Whether a third of a grid's cells hold text, in two rows and columns or more."""
    held = {at for x0, y0, x1, y1 in spots if (at := grid.at((x0 + x1) / 2, (y0 + y1) / 2)) is not None}
    places = [grid.places[at] for at in held]
    return (
        3 * len(held) >= len(grid.places)
        and len({p.row for p in places}) >= 2
        and len({p.col for p in places}) >= 2
    )


def _in_lines(spots: Sequence[Spot]) -> bool:
    long = [y1 - y0 for x0, y0, x1, y1 in spots if x1 - x0 > LINE_LENGTH * (y1 - y0)]
    if len(long) < LEAST_LONG:
        return False
    middle = float(np.median(long))
    return sum(0.7 * middle < height < 1.4 * middle for height in long) >= LEAST_LONG


def _in_columns(spots: Sequence[Spot]) -> bool:
    """Whether three lines or more have three spots or more each, below each other."""
    lines = [line for line in _lines(spots) if len(line) >= 3]
    if len(lines) < LEAST_LINES:
        return False
    size = float(np.median([y1 - y0 for line in lines for _, y0, _, y1 in line]))
    starts = sorted((x0, i) for i, line in enumerate(lines) for x0, _, _, _ in line)
    columns = 0
    group: list[tuple[float, int]] = []
    for start in [*starts, (float("inf"), -1)]:
        if group and start[0] - group[-1][0] > size:
            columns += len({i for _, i in group}) >= LEAST_LINES
            group = []
        group.append(start)
    return columns >= 3


def _numbered(spots: Sequence[Spot]) -> bool:
    """Whether four columns or more with white space between stand beside a column of short numbers."""
    if not spots:
        return False
    columns: list[list[Spot]] = [[]]
    for spot in sorted(spots):
        if columns[-1] and spot[0] > max(s[2] for s in columns[-1]):
            columns.append([])
        columns[-1].append(spot)
    short = all(x1 - x0 < SHORT * (y1 - y0) for x0, y0, x1, y1 in columns[0])
    return short and len(columns) >= 4 and all(len(column) >= 2 for column in columns)


def _lines(spots: Sequence[Spot]) -> list[list[Spot]]:
    numbered: list[tuple[int, Spot]] = []
    line, last = 0, float("-inf")
    for spot in sorted(spots, key=lambda s: s[1] + s[3]):
        middle = (spot[1] + spot[3]) / 2
        line += middle - last > 0.5 * (spot[3] - spot[1])
        last = middle
        numbered.append((line, spot))
    return [[spot for _, spot in group] for _, group in groupby(numbered, key=lambda pair: pair[0])]
