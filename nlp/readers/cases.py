"""Whether the letter before a version is a small or a capital one, which differ in height alone: told by the ink."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nlp.readers.gaps import ink_of
from nlp.readers.ocr import Pixels
from nlp.readers.words import Word

SMALL = 0.8  # of a digit's height, at most
CAPITAL = (0.93, 1.15)
_VERSION = re.compile(r"[vV]\d[\d.]")


def with_cases(pixels: Pixels, words: Sequence[Word]) -> list[Word]:
    """The words, the V of a version as high as it is printed."""
    return [
        replace(word, text=_cased(pixels, word) + word.text[1:]) if _VERSION.match(word.text) else word
        for word in words
    ]


def _cased(pixels: Pixels, word: Word) -> str:
    """The letter; as it was read where its height does not tell."""
    share = _height(pixels, word)
    if share is None or not (share < SMALL or CAPITAL[0] <= share <= CAPITAL[1]):
        return word.text[0]
    return "v" if share < SMALL else "V"


def _height(pixels: Pixels, word: Word) -> float | None:
    """The first sign's height as a share of the second's, None where neither stands apart."""
    ink = ink_of(pixels, (word.x0, word.y0, word.x1, word.y1))
    inked = np.flatnonzero(ink.any(axis=0))
    runs = np.split(inked, np.flatnonzero(np.diff(inked) > 1) + 1)
    if len(runs) < 2:
        return None
    first, second = runs[:2]
    if len(first) > _rise(ink, first):  # two signs that touch
        first, second = first[: len(first) * 2 // 5], first[len(first) // 2 :]
    return _rise(ink, first) / _rise(ink, second)


def _rise(ink: NDArray[np.bool_], columns: NDArray[np.intp]) -> float:
    """How high the ink of some columns is."""
    return float(np.ptp(np.flatnonzero(ink[:, columns].any(axis=1)))) + 1.0
