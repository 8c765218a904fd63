"""Tall pictures in strips that overlap: text is looked for in each, and what two strips see counts once."""

from __future__ import annotations

import cv2
import numpy as np

from nlp.readers.ocr import Pixels, Quads, find_text

STRIP = 1600
OVERLAP = 80
SAME = 0.5  # of the smaller one's area


def find_text_in_strips(pixels: Pixels) -> Quads:
    """The places of text in a picture of any height."""
    cuts = _cuts(pixels)
    if not cuts:
        return find_text(pixels)
    height = pixels.shape[0]
    found: list[Quads] = []
    for top, bottom in zip([0, *cuts], [*cuts, height], strict=True):
        above = max(0, top - OVERLAP)
        quads = find_text(pixels[above : bottom + OVERLAP]) + np.array([0, above], np.float32)
        middles = quads[:, :, 1].mean(axis=1)
        found.append(quads[(middles >= top) & (middles < bottom)])
    return _once(np.concatenate(found))


def _cuts(pixels: Pixels) -> list[int]:
    """Where to cut: the lowest row with the least on it of each strip's lower half."""
    height = pixels.shape[0]
    if height <= STRIP * 1.25:
        return []
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    cuts: list[int] = []
    top = 0
    while height - top > STRIP * 1.25:
        low, high = top + STRIP // 2, top + STRIP
        marks = cv2.absdiff(grey[low:high, 1:], grey[low:high, :-1]).sum(axis=1, dtype=np.int64)
        top = int(high - 1 - np.argmin(marks[::-1]))
        cuts.append(top)
    return cuts


def _once(quads: Quads) -> Quads:
    """Places without those that mostly repeat a larger one."""
    lows, highs = quads.min(axis=1), quads.max(axis=1)
    areas = np.prod(highs - lows, axis=1)
    kept: list[int] = []
    for i in np.argsort(-areas):
        shared = np.minimum(highs[i], highs[kept]) - np.maximum(lows[i], lows[kept])
        if not (np.prod(np.maximum(shared, 0), axis=1) > SAME * areas[i]).any():
            kept.append(int(i))
    return np.asarray(quads[sorted(kept)], np.float32)
