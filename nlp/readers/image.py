"""Pictures into a Reading: OCR, then the table's cells by its rules, or by columns where it has none.

A picture without a table gives text only. Tall pictures are read in strips.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from nlp.readers import columns
from nlp.readers.columns import Word
from nlp.readers.ocr import recognise
from nlp.readers.rules import Grid, find_grids
from store.records import Box, Cell, Issue, Reading, Table

Pixels = NDArray[np.uint8]
MOST_PIXELS = 60_000_000
MOST_SIDE = 30_000
LEAST_SIDE = 40
STRIP = 1600
_BROKEN = (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError)


@dataclass(frozen=True)
class Picture:
    """What pixels say: text outside of tables, and tables."""

    text: str
    tables: list[Table]


def read_image(body: bytes, file: str, media_type: str) -> Reading:
    """What a picture says."""
    try:
        with Image.open(io.BytesIO(body)) as image:
            width, height = image.size
            if width * height > MOST_PIXELS or max(width, height) > MOST_SIDE:
                text = f"The picture is {width} x {height} pixels and was not read; make it smaller and add it by hand."
                return _cannot(file, media_type, "too_big", text)
            if min(width, height) < LEAST_SIDE:
                return Reading(file=file, media_type=media_type, text="")
            pixels = _flat(image)
    except Image.DecompressionBombError:
        text = "The picture is too large to be unpacked safely and was not read; make it smaller and add it by hand."
        return _cannot(file, media_type, "too_big", text)
    except _BROKEN as error:
        text = f"The picture is damaged ({type(error).__name__}); fetch it again."
        return _cannot(file, media_type, "corrupt", text)
    picture = read_pixels(pixels)
    return Reading(file=file, media_type=media_type, text=picture.text, tables=picture.tables)


def _cannot(file: str, media_type: str, code: str, text: str) -> Reading:
    return Reading(
        file=file, media_type=media_type, text="", issues=[Issue(code=code, text=text, where=file)]
    )


def _flat(image: Image.Image) -> Pixels:
    """RGB pixels, transparent parts white."""
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        coloured = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", coloured.size, "white"), coloured)
    return np.asarray(image.convert("RGB"), dtype=np.uint8)


def read_pixels(pixels: Pixels, page: int | None = None, scale: float = 1.0) -> Picture:
    """What an RGB picture says; places are multiplied by `scale` (points per pixel of a rendered page)."""
    words = [word for top, strip in _strips(pixels) for word in _below(recognise(strip), top)]
    if not words:
        return Picture("", [])
    tables: list[Table] = []
    rest = words
    for grid in find_grids(pixels):
        cells, left = _fill(grid, rest, page, scale)
        if len({cell.row for cell in cells}) >= 2 and len({cell.col for cell in cells}) >= 2:
            tables.append(Table(number=len(tables), cells=cells))
            rest = left
    if not tables:
        region = columns.find_region(words)
        if region:
            tables = [Table(number=0, cells=columns.cells_of(region, page, scale=scale))]
            rest = [*region.before, *region.after]
    return Picture(columns.text_of(rest), tables)


def _strips(pixels: Pixels) -> list[tuple[int, Pixels]]:
    """A tall picture cut into strips at rows without text."""
    height = pixels.shape[0]
    if height <= STRIP * 1.25:
        return [(0, pixels)]
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
    contrast = grey.astype(np.int16).max(axis=1) - grey.astype(np.int16).min(axis=1)
    marks = np.abs(np.diff(grey.astype(np.int16), axis=1)).sum(axis=1)
    quiet = np.where(contrast < 24, 0, marks)
    strips: list[tuple[int, Pixels]] = []
    top = 0
    while height - top > STRIP * 1.25:
        low, high = top + STRIP // 2, top + STRIP
        window = quiet[low:high]
        cut = int(high - 1 - np.argmin(window[::-1]))
        strips.append((top, pixels[top:cut]))
        top = cut
    strips.append((top, pixels[top:]))
    return strips


def _below(words: list[Word], top: int) -> list[Word]:
    if not top:
        return words
    return [replace(w, y0=w.y0 + top, y1=w.y1 + top) for w in words]


def _cell_at(grid: Grid, y: float, x: float) -> int:
    at = grid.at(x, y)
    return -1 if at is None else at


def _fill(grid: Grid, words: list[Word], page: int | None, scale: float) -> tuple[list[Cell], list[Word]]:
    """The grid's cells with the words whose centres they hold, and the words outside of it."""
    held: dict[int, list[Word]] = {}
    outside = []
    for word in words:
        for part in columns.split(word, partial(_cell_at, grid, word.middle)):
            at = _cell_at(grid, part.middle, part.centre)
            if at < 0:
                outside.append(part)
            else:
                held.setdefault(at, []).append(part)
    cells = []
    for i, place in enumerate(grid.places):
        if i not in held:
            continue
        made = columns.cell_of(held[i], place.row, place.col, page, scale)
        box = Box(x0=place.x0 * scale, y0=place.y0 * scale, x1=place.x1 * scale, y1=place.y1 * scale)
        for row in range(place.row, place.row + place.rows):
            for col in range(place.col, place.col + place.cols):
                spanned = (row, col) != (place.row, place.col)
                cells.append(made.model_copy(update={"row": row, "col": col, "spanned": spanned, "box": box}))
    return sorted(cells, key=lambda c: (c.row, c.col)), outside
