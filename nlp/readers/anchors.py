"""The 序号 of an open table: those that were read, and those that the text finder overlooked."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np

from nlp.readers.ocr import Pixels, read_boxes
from nlp.readers.words import Word
from nlp.shapes import is_number

Spot = tuple[float, float, float, float]

INK = 40  # of grey, from the ground of its line
SPECK = 4  # pixels


def find_anchors(pixels: Pixels, area: Spot, words: Sequence[Word]) -> list[Word]:
    """The numbers in the area of the 序号 column, top to bottom."""
    x0, y0, x1, y1 = area
    inside = [word for word in words if x0 <= word.centre <= x1 and y0 <= word.middle <= y1]
    known = [word for word in inside if is_number(word.text)]
    if not known:
        return []
    height = median(word.y1 - word.y0 for word in known)
    spots = [
        spot
        for spot in _marks(pixels, area, height)
        if not any(spot[1] < word.y1 and spot[3] > word.y0 for word in inside)
    ]
    lost = [word for word in read_boxes(pixels, spots) if is_number(word.text)]
    return sorted([*known, *lost], key=lambda word: word.middle)


def _marks(pixels: Pixels, area: Spot, height: float) -> list[Spot]:
    """Where something as high as a digit stands alone in an area."""
    x0, y0, x1, y1 = (max(0, int(value)) for value in area)
    inner = pixels[y0:y1, x0:x1]
    if not inner.size:
        return []
    grey = cv2.cvtColor(inner, cv2.COLOR_RGB2GRAY).astype(np.int16)
    ink = (np.abs(grey - np.median(grey, axis=1, keepdims=True)) > INK).astype(np.uint8)
    joined = cv2.dilate(ink, np.ones((3, max(3, int(height / 3))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    side = height / 5
    return [
        (x0 + x - side, y0 + y - side, x0 + x + w + side, y0 + y + h + side)
        for x, y, w, h, area_of in stats[1:count].tolist()
        if 0.3 * height < h < 1.2 * height and w < 3 * height and area_of > SPECK
    ]
