"""Pictures that lie on their side: which way they are to be turned, told by what can be read after each turn."""

from __future__ import annotations

import numpy as np

from nlp.readers.ocr import Pixels, Quads, read_boxes
from nlp.readers.straight import upright

LEAST = 4  # places of text
SHARE = 0.7  # of the long places of text
LONG = 2.0  # times as high as wide
SAMPLE = 6  # places that are read after each turn
SURE = 0.8  # confidence with which a picture's text is read when it stands upright


def right_turn(pixels: Pixels, quads: Quads) -> int:
    """By how many degrees (90 or 270) a picture is to be turned right until its text stands upright; 0 for not at all.

    Lines written downwards are high too, but cannot be read any better when they lie.
    """
    boxes = upright(quads)
    high = [box for box in boxes if box[3] - box[1] > LONG * (box[2] - box[0])]
    wide = [box for box in boxes if box[2] - box[0] > LONG * (box[3] - box[1])]
    if len(high) < LEAST or len(high) < SHARE * (len(high) + len(wide)):
        return 0
    longest = sorted(high, key=lambda box: box[1] - box[3])[:SAMPLE]
    sure = {turn: _confidence(pixels, longest, turn) for turn in (90, 270)}
    best = max(sure, key=lambda turn: sure[turn])
    return best if sure[best] > SURE else 0


def turned(pixels: Pixels, turn: int) -> Pixels:
    """A picture turned right by some quarters."""
    return np.ascontiguousarray(np.rot90(pixels, -turn // 90))


def _confidence(pixels: Pixels, boxes: list[tuple[float, float, float, float]], turn: int) -> float:
    """How sure the engine is of what stands in these places after a turn."""
    height, width = pixels.shape[:2]
    if turn == 90:
        placed = [(height - y1, x0, height - y0, x1) for x0, y0, x1, y1 in boxes]
    else:
        placed = [(y0, width - x1, y1, width - x0) for x0, y0, x1, y1 in boxes]
    words = read_boxes(turned(pixels, turn), placed)
    return sum(word.confidence or 0.0 for word in words) / len(boxes)
