"""Pixels into text and tables: where text is, which rules enclose it, then what it says.

Places are those of the picture as it came, in pixels, or in points of the page that it was rendered from.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from nlp.readers import unruled
from nlp.readers.marks import read_marks
from nlp.readers.ocr import Pixels, read_boxes
from nlp.readers.rules import Grid, find_grids
from nlp.readers.straight import Straight, straighten
from nlp.readers.strips import find_text_in_strips
from nlp.readers.words import Word, cell_of, text_of
from nlp.readers.worth import Spot, filled, is_worth_reading
from store.records import Box, Cell, Table


@dataclass(frozen=True)
class Picture:
    """What pixels say: text outside of tables, and tables."""

    text: str
    tables: list[Table]


def read_pixels(pixels: Pixels, page: int | None = None, scale: float = 1.0) -> Picture:
    """What an RGB picture says; one without a list or prose says nothing, a scanned page (`page`) is always read.

    Places are multiplied by `scale` (points per pixel of a rendered page).
    """
    quads = find_text_in_strips(pixels)
    if not len(quads):
        return Picture("", [])
    straight = straighten(pixels, quads)
    grids = find_grids(straight.pixels)
    if page is None and not is_worth_reading(straight.boxes, grids):
        return Picture("", [])
    grids = [grid for grid in grids if filled(grid, straight.boxes)]
    words = read_boxes(straight.pixels, [part for box in straight.boxes for part in _by_cell(box, grids)])
    tables: list[Table] = []
    for grid in grids:
        held, words = _sorted_in(grid, words)
        held |= read_marks(straight.pixels, grid, held)
        tables.append(Table(number=len(tables), cells=_cells(grid, held, page)))
    if not tables and (region := unruled.find_region(words)):
        tables = [Table(number=0, cells=unruled.cells_of(region, page))]
        words = [*region.before, *region.after]
    return Picture(text_of(words), [_placed(table, straight, scale) for table in tables])


def _by_cell(box: Spot, grids: list[Grid]) -> list[Spot]:
    """A place of text cut where it runs over a rule between two columns."""
    x0, y0, x1, y1 = box
    middle = (y0 + y1) / 2
    cuts = sorted(
        {
            place.x0
            for grid in grids
            for place in grid.places
            if place.y0 <= middle <= place.y1 and x0 + (y1 - y0) / 2 < place.x0 < x1 - (y1 - y0) / 2
        }
    )
    edges = [x0, *cuts, x1]
    return [(a, y0, b, y1) for a, b in itertools.pairwise(edges)]


def _sorted_in(grid: Grid, words: list[Word]) -> tuple[dict[int, list[Word]], list[Word]]:
    """The words that a grid's cells hold by cell, and the words outside of it."""
    held: dict[int, list[Word]] = {}
    outside = []
    for word in words:
        at = grid.at(word.centre, word.middle)
        if at is None:
            outside.append(word)
        else:
            held.setdefault(at, []).append(word)
    return held, outside


def _cells(grid: Grid, held: dict[int, list[Word]], page: int | None) -> list[Cell]:
    """A grid's cells with their words; merged ones are repeated over what they cover."""
    cells = []
    for i, place in enumerate(grid.places):
        if i not in held:
            continue
        box = Box(x0=place.x0, y0=place.y0, x1=place.x1, y1=place.y1)
        made = cell_of(held[i], place.row, place.col, page).model_copy(update={"box": box})
        for row in range(place.row, place.row + place.rows):
            for col in range(place.col, place.col + place.cols):
                spanned = (row, col) != (place.row, place.col)
                cells.append(made.model_copy(update={"row": row, "col": col, "spanned": spanned}))
    return sorted(cells, key=lambda c: (c.row, c.col))


def _placed(table: Table, straight: Straight, scale: float) -> Table:
    """The table with the places of its cells in the picture as it came, scaled."""
    cells = []
    for cell in table.cells:
        box = straight.original(cell.box) if cell.box else None
        if box:
            box = Box(**{side: round(value * scale, 1) for side, value in box.model_dump().items()})
        cells.append(cell.model_copy(update={"box": box}))
    return table.model_copy(update={"cells": cells})
