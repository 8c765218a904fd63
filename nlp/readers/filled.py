"""Headers of ruled pictures whose rules do not show, for their fill is of the same colour: cut at the columns below."""

from __future__ import annotations

from dataclasses import replace

from nlp.headings import role_of
from nlp.readers.heads import LEAST_KNOWN, parted
from nlp.readers.rules import Grid, Place
from nlp.readers.words import Word

Held = dict[int, list[Word]]


def with_headings(grid: Grid, held: Held) -> tuple[Grid, Held]:
    """A grid and its words by cell, a cell that holds the headings of several columns cut into these."""
    places: list[Place] = []
    found: Held = {}
    for i, place in enumerate(grid.places):
        words = held.get(i, [])
        for part, inside in _cut(place, parted(words), grid) or [(place, words)]:
            if inside:
                found[len(places)] = inside
            places.append(part)
    return Grid(places), found


def _cut(place: Place, words: list[Word], grid: Grid) -> list[tuple[Place, list[Word]]]:
    """The cells that a cell of several headings is made of, empty where it is none."""
    if place.cols < LEAST_KNOWN or len({role_of(word.text) for word in words} - {None}) < LEAST_KNOWN:
        return []
    lefts = {p.col: p.x0 for p in reversed(grid.places) if place.col < p.col < place.col + place.cols}
    cols = [place.col, *sorted(lefts)]
    begins = [place.x0, *(lefts[col] for col in cols[1:])]
    ends = [*begins[1:], place.x1]
    after = [*cols[1:], place.col + place.cols]
    parts = []
    for col, begin, finish, next_col in zip(cols, begins, ends, after, strict=True):
        inside = [word for word in words if begin <= max(word.centre, place.x0) < finish]
        parts.append((replace(place, x0=begin, x1=finish, col=col, cols=next_col - col), inside))
    return parts
