"""Cells of a ruled picture whose only sign the text finder overlooked, such as a lone dash, slash or digit."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np

from nlp.readers.ocr import Pixels, read_boxes
from nlp.readers.rules import Grid, Place
from nlp.readers.signs import HAN
from nlp.readers.words import Word
from nlp.shapes import is_number

INSET = 4  # pixels of a cell's edge that may hold remains of its rules
MOST_CELLS = 4_000
LEAST_PITCHES = 6
LEAST_BARE = 3
SHARE_BARE = 0.6
SPECK = 3
STROKES = frozenset("1lI|丨丿J7")
CONTRAST = 60
SIDE = 10  # pixels around a sign that is read
EM = 0.75  # of the height at which the text finder puts a line's box


def read_marks(pixels: Pixels, grid: Grid, held: dict[int, list[Word]]) -> dict[int, list[Word]]:
    """The words of cells that have something on them but no word yet."""
    sizes = [word.y1 - word.y0 for words in held.values() for word in words]
    if not sizes:
        return {}
    size = float(np.median(sizes))
    em = sign_width([word for words in held.values() for word in words]) or EM * size
    found: dict[int, list[Word]] = {}
    for i, place in enumerate(grid.places[:MOST_CELLS]):
        if i not in held and (box := _ink(pixels, place)) and (word := _sign(pixels, box, size, em)):
            found[i] = [word]
    return found


def sign_width(words: list[Word]) -> float | None:
    """How wide a Han sign is, None where no word tells."""
    pitches = [
        b[1] - a[1]
        for word in words
        for a, b in pairwise(word.pieces)
        if HAN.fullmatch(a[0]) and HAN.fullmatch(b[0])
    ]
    return float(np.median(pitches)) if len(pitches) >= LEAST_PITCHES else None


def _ink(pixels: Pixels, place: Place) -> tuple[int, int, int, int] | None:
    """The box around what stands in a cell, None where it is blank or more than a short sign."""
    left, top = int(place.x0) + INSET, int(place.y0) + INSET
    inner = pixels[top : int(place.y1) - INSET, left : int(place.x1) - INSET]
    if not inner.size:
        return None
    grey = cv2.cvtColor(inner, cv2.COLOR_RGB2GRAY)
    dark = (np.abs(grey.astype(np.int16) - int(np.median(grey))) > CONTRAST).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    parts = [
        (x, y, x + w, y + h)
        for x, y, w, h, area in stats[1:count].tolist()
        if area > SPECK * SPECK or w > max(SPECK, 1.5 * h)
    ]
    if not parts:
        return None
    x0, y0 = min(p[0] for p in parts), min(p[1] for p in parts)
    x1, y1 = max(p[2] for p in parts), max(p[3] for p in parts)
    return (left + x0, top + y0, left + x1, top + y1)


def _sign(pixels: Pixels, box: tuple[int, int, int, int], size: float, em: float) -> Word | None:
    """A dash or slash by its shape, anything else as the engine reads it."""
    x0, y0, x1, y1 = box
    width, height = x1 - x0, y1 - y0
    if height < 0.25 * size and (width > 0.25 * size or 1.5 * height < width > 0.12 * size):
        text = "-" if width < 0.5 * size else "—" * max(1, round(width / em))
        return Word(text, x0, y0, x1, y1, 0.9)
    if _is_slash(pixels, box, size):
        return Word("/", x0, y0, x1, y1, 0.9)
    words = read_boxes(pixels, [(x0 - SIDE / 2, y0 - SIDE / 2, x1 + SIDE / 2, y1 + SIDE / 2)])
    return words[0] if words else None


def _is_slash(pixels: Pixels, box: tuple[int, int, int, int], size: float) -> bool:
    """Whether the ink runs from the lower left to the upper right and nowhere else."""
    x0, y0, x1, y1 = box
    if not 0.5 * size < y1 - y0 < 1.3 * size or not 0.15 * size < x1 - x0 < size:
        return False
    grey = cv2.resize(
        cv2.cvtColor(pixels[y0:y1, x0:x1], cv2.COLOR_RGB2GRAY), (12, 12), interpolation=cv2.INTER_AREA
    )
    ink = grey.max().astype(np.float64) - grey
    rows, cols = np.indices(ink.shape)
    beside = np.abs(rows + cols - 11) > 4
    return bool(ink.sum() > 0 and ink[beside].sum() < 0.12 * ink.sum())


def bare_numbers(grid: Grid, held: dict[int, list[Word]]) -> dict[int, list[Word]]:
    """The words by cell; in a column of bare numbers a speck that was taken for a point behind one is left out."""
    found = dict(held)
    for col in {place.col for place in grid.places}:
        lone = {
            i: held[i][0] for i, p in enumerate(grid.places) if p.col == col and len(held.get(i, [])) == 1
        }
        bare = sum(word.text.isdigit() for word in lone.values())
        if bare < LEAST_BARE or bare < SHARE_BARE * len(lone):
            continue
        for i, word in lone.items():
            if is_number(word.text):
                found[i] = [replace(word, text=word.text.rstrip(".、．"))]
    return found


def slashes(pixels: Pixels, grid: Grid, held: dict[int, list[Word]]) -> dict[int, list[Word]]:
    """The words by cell; a lone stroke that was read as a one or a letter but leans as a slash does is a slash."""
    sizes = [word.y1 - word.y0 for words in held.values() for word in words]
    found = dict(held)
    for i, words in held.items():
        if len(words) != 1 or words[0].text not in STROKES:
            continue
        box = _ink(pixels, grid.places[i])
        if box and _is_slash(pixels, box, float(np.median(sizes))):
            found[i] = [replace(words[0], text="/")]
    return found
