"""Red seals on a picture of a page: their strokes would pass for rules and make signs illegible."""

from __future__ import annotations

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from nlp.readers.ocr import Pixels

REDDER = 40  # red above green and blue, of 255, in the stroke of a seal
TINGED = 12  # the same where a stroke ends or lies under a sign
INK = 140  # red below which a tinged pixel is a dark sign
JOINED = 15  # pixels between strokes of one seal
SMALLEST, WIDEST = 60, 0.45  # pixels; share of the picture's width
FULLEST = 0.5  # share of its square that strokes take: more is a filled area
SPARSEST = 0.03

Box = tuple[int, int, int, int]


def without_seals(pixels: Pixels) -> Pixels:
    """The picture with paper in the place of seals; the signs beneath them stay."""
    redness = pixels[..., 0].astype(np.int16) - pixels[..., 1:].max(axis=2)
    strokes = redness > REDDER
    boxes = _seals(strokes) if strokes.any() else []
    if not boxes:
        return pixels
    cleaned = pixels.copy()
    for x, y, width, height in boxes:
        part, tinged = cleaned[y : y + height, x : x + width], redness[y : y + height, x : x + width] > TINGED
        paper = np.median(part[~tinged], axis=0) if (~tinged).any() else np.full(3, 255)
        red = part[..., 0]
        part[tinged & (red < INK)] = red[tinged & (red < INK)][:, None]
        part[tinged & (red >= INK)] = paper
    return cleaned


def _seals(strokes: NDArray[np.bool_]) -> list[Box]:
    """Where red strokes fill a square as those of a seal do."""
    whole = cv2.dilate(strokes.astype(np.uint8), np.ones((JOINED, JOINED), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(whole, connectivity=8)
    found: list[Box] = []
    for x, y, width, height, _area in cast(list[list[int]], stats[1:count].tolist()):
        share = strokes[y : y + height, x : x + width].mean()
        square = 0.6 < width / height < 1.6 and min(width, height) >= SMALLEST
        if square and width < WIDEST * strokes.shape[1] and SPARSEST < share < FULLEST:
            found.append((x, y, width, height))
    return found
