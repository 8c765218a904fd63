"""Places of text cut where white space runs through them, told by their pixels before any sign is read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from nlp.readers.ocr import Pixels

Spot = tuple[float, float, float, float]

INK = 40  # of grey, from the ground
WIDE = 1.1  # times as wide as the signs are high: white space between two columns
LEVEL = 0.7  # of the lower one's height that two places on one line share
NEAR = 1.2  # heights from where a cut is looked for


def untangled(spots: Sequence[Spot]) -> list[Spot]:
    """Places of text without the end of what stands left of them on their line."""
    found = sorted(spots, key=lambda spot: spot[1])
    for i, one in enumerate(found):
        for j in range(i + 1, len(found)):
            other = found[j]
            if other[1] >= one[3]:
                break
            left, right = (i, j) if one[0] < other[0] else (j, i)
            if _tangled(found[left], found[right]):
                found[right] = (found[left][2], *found[right][1:])
    return found


def _tangled(left: Spot, right: Spot) -> bool:
    height = min(left[3] - left[1], right[3] - right[1])
    level = min(left[3], right[3]) - max(left[1], right[1]) > LEVEL * height
    return level and 0 < left[2] - right[0] < height < right[2] - left[2]


def cut_at_gaps(pixels: Pixels, spot: Spot) -> list[Spot]:
    """A place of text cut at all white space that is wider than a sign is high."""
    ink = ink_of(pixels, spot)
    inked = np.flatnonzero(ink.any(axis=0))
    rows = np.flatnonzero(ink.any(axis=1))
    if len(inked) < 2:
        return [spot]
    least = WIDE * max(float(rows[-1] - rows[0] + 1), 8.0)
    steps = np.diff(inked)
    cuts = [(inked[i] + inked[i + 1]) / 2 for i in np.flatnonzero(steps > least)]
    return _parts(spot, [spot[0] + float(cut) for cut in cuts])


def cut_at(pixels: Pixels, spot: Spot, limits: Sequence[float]) -> list[Spot]:
    """A place of text cut at the limits that it runs over, each moved into the widest white space beside it."""
    height = spot[3] - spot[1]
    over = [x for x in limits if spot[0] + height / 3 < x < spot[2] - height / 3]
    if not over:
        return [spot]
    inked = np.flatnonzero(ink_of(pixels, spot).any(axis=0)) + int(spot[0])
    return _parts(spot, [_beside(inked, x, NEAR * height) for x in over])


def _beside(inked: NDArray[np.intp], limit: float, near: float) -> float:
    """The middle of the widest white space near a limit."""
    gaps = [
        (float(b - a), (a + b) / 2)
        for a, b in pairwise(inked)
        if b - a > 1 and abs((a + b) / 2 - limit) < near
    ]
    return max(gaps)[1] if gaps else limit


def _parts(spot: Spot, cuts: Sequence[float]) -> list[Spot]:
    edges = [spot[0], *sorted(cuts), spot[2]]
    return [(a, spot[1], b, spot[3]) for a, b in pairwise(edges)]


def ink_of(pixels: Pixels, spot: Spot) -> NDArray[np.bool_]:
    """Which pixels of a place are not of its ground, rules left out."""
    x0, y0, x1, y1 = (max(0, int(value)) for value in spot)
    inner = pixels[y0:y1, x0:x1]
    if not inner.size:
        return np.zeros((1, 1), np.bool_)
    grey = cv2.cvtColor(inner, cv2.COLOR_RGB2GRAY).astype(np.int16)
    ink = np.abs(grey - int(np.median(grey))) > INK
    ink[ink.mean(axis=1) > 0.9] = False  # a rule
    return np.asarray(ink, np.bool_)
