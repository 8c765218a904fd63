"""Pictures set straight: the slope of their lines of text, the turned picture, and places turned back."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from nlp.readers.ocr import Pixels, Quads
from store.records import Box

LEAST_DEGREES = 0.2
MOST_DEGREES = 8.0
LONG = 4.0  # times as wide as high: its slope can be told


@dataclass(frozen=True)
class Straight:
    """A picture without slope, the places of its text, and how to go back (None where nothing was turned)."""

    pixels: Pixels
    boxes: list[tuple[float, float, float, float]]
    back: NDArray[np.float64] | None = None

    def original(self, box: Box) -> Box:
        """A place in the picture as it came."""
        if self.back is None:
            return box
        corners = np.array([(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)])
        turned = corners @ self.back[:, :2].T + self.back[:, 2]
        (x0, y0), (x1, y1) = np.maximum(turned.min(axis=0), 0), turned.max(axis=0)
        return Box(x0=float(x0), y0=float(y0), x1=float(x1), y1=float(y1))


def straighten(pixels: Pixels, quads: Quads) -> Straight:
    """The picture turned until its lines of text are level; left alone where they are."""
    degrees = slope(quads)
    if abs(degrees) < LEAST_DEGREES:
        return Straight(pixels, upright(quads))
    height, width = pixels.shape[:2]
    turn = np.asarray(cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0), np.float64)
    level = cv2.warpAffine(
        pixels, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    moved = (quads @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
    back = np.asarray(cv2.invertAffineTransform(turn), np.float64)
    return Straight(np.asarray(level, np.uint8), upright(moved), back)


def slope(quads: Quads) -> float:
    """By how many degrees long lines of text run down to the right; 0 where few are long."""
    if not len(quads):
        return 0.0
    along = (quads[:, 1] - quads[:, 0] + quads[:, 2] - quads[:, 3]) / 2
    width = np.linalg.norm(along, axis=1)
    height = np.linalg.norm(quads[:, 3] - quads[:, 0], axis=1)
    long = width > LONG * np.maximum(height, 1)
    if long.sum() < 3:
        return 0.0
    degrees = np.degrees(np.arctan2(along[long, 1], along[long, 0]))
    middle = float(np.average(degrees, weights=width[long])) if long.sum() < 6 else float(np.median(degrees))
    return middle if abs(middle) <= MOST_DEGREES else 0.0


def upright(quads: Quads) -> list[tuple[float, float, float, float]]:
    """Upright boxes of four corners, the corners' own scatter taken out."""
    lows, highs = quads.min(axis=1), quads.max(axis=1)
    return [(float(a), float(b), float(c), float(d)) for (a, b), (c, d) in zip(lows, highs, strict=True)]
