"""Whether a letter before Han signs takes the room of one of them (ｅ, full width) or its own: told by the ink."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from nlp.readers.gaps import ink_of
from nlp.readers.ocr import Pixels
from nlp.readers.words import Word

EM = 0.7  # of the height at which the text finder puts a line's box
ROOM = 0.22  # of a sign's width, between a letter in the middle of its room and the sign after it
_LEADING = re.compile(r"[A-Za-z](?=[一-鿿])")
_WIDER = ord("ａ") - ord("a")


def with_wide_letters(pixels: Pixels, words: Sequence[Word]) -> list[Word]:
    """The words, a lone letter at the beginning of full width where the white space behind it is that of one."""
    return [
        replace(word, text=chr(ord(word.text[0]) + _WIDER) + word.text[1:])
        if _LEADING.match(word.text) and _room(pixels, word) > ROOM
        else word
        for word in words
    ]


def _room(pixels: Pixels, word: Word) -> float:
    """The white space between the first two runs of ink, in sign widths."""
    inked = np.flatnonzero(ink_of(pixels, (word.x0, word.y0, word.x1, word.y1)).any(axis=0))
    steps = np.diff(inked)
    breaks = np.flatnonzero(steps > 1)
    if not len(breaks):
        return 0.0
    return float(steps[breaks[0]] - 1) / max(EM * (word.y1 - word.y0), 1.0)
