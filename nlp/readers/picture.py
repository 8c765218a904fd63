"""Pixels into text and tables: where text is, which rules enclose it, then what it says.

Places are those of the picture as it came, in pixels, or in points of the page that it was rendered from.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from nlp.readers import unruled
from nlp.readers.cases import with_cases
from nlp.readers.filled import with_headings
from nlp.readers.gaps import cut_at, cut_at_gaps, untangled
from nlp.readers.heads import find_heads, parted
from nlp.readers.marks import bare_numbers, read_marks, slashes
from nlp.readers.ocr import Pixels, Quads, read_boxes
from nlp.readers.opened import under_head, without_head
from nlp.readers.quarter import right_turn, turned
from nlp.readers.rules import Bar, Grid, completed, find_bars, find_grids
from nlp.readers.seals import without_seals
from nlp.readers.straight import Straight, straighten
from nlp.readers.strips import find_text_in_strips
from nlp.readers.turned import turned_back
from nlp.readers.widths import with_wide_letters
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
    pixels = without_seals(pixels)
    quads = find_text_in_strips(pixels)
    if not len(quads):
        return Picture("", [])
    if turn := right_turn(pixels, quads):
        height, width = (side * scale for side in pixels.shape[:2])
        lain = _read(turned(pixels, turn), find_text_in_strips(turned(pixels, turn)), page, scale)
        return Picture(lain.text, [_lain(table, turn, width, height) for table in lain.tables])
    return _read(pixels, quads, page, scale)


def _read(pixels: Pixels, quads: Quads, page: int | None, scale: float) -> Picture:
    """What a picture says that stands upright, by the corners of its places of text."""
    if not len(quads):
        return Picture("", [])
    straight = straighten(pixels, quads)
    grids = find_grids(straight.pixels)
    if page is None and not is_worth_reading(straight.boxes, grids):
        return Picture("", [])
    bars = find_bars(straight.pixels)
    grids = [completed(grid, bars) for grid in grids if filled(grid, straight.boxes)]
    spots = [part for box in untangled(straight.boxes) for part in _by_cell(box, grids)]
    spots = [part for spot in spots for part in cut_at_gaps(straight.pixels, spot)]
    words = with_wide_letters(straight.pixels, read_boxes(straight.pixels, spots))
    words = with_cases(straight.pixels, words)
    tables: list[Table] = []
    for grid in grids:
        held, words = _sorted_in(grid, words)
        tables.append(_table(straight.pixels, grid, held, len(tables), page))
    opened, words = _open_tables(straight.pixels, words, bars, page, bool(tables))
    tables = sorted([*tables, *opened], key=_top)
    if not tables and (region := unruled.find_region(words)):
        tables = [Table(number=0, cells=unruled.cells_of(region, page))]
        words = [*region.before, *region.after]
    tables = [table.model_copy(update={"number": i}) for i, table in enumerate(tables)]
    return Picture(text_of(words), [_placed(table, straight, scale) for table in tables])


def _open_tables(
    pixels: Pixels, words: list[Word], bars: list[Bar], page: int | None, ruled: bool
) -> tuple[list[Table], list[Word]]:
    """The tables that no rules enclose, and the words that are in none."""
    tables: list[Table] = []
    words = parted(words)
    heads = find_heads(words)
    for i, head in enumerate(heads):
        end = heads[i + 1].top if i + 1 < len(heads) else float("inf")
        below = [w for w in words if head.bottom - 2 < w.middle < end and w not in head.words]
        if grid := under_head(pixels, head, below, bars):
            held, words = _sorted_in(grid, _recut(pixels, grid, words))
            tables.append(_table(pixels, grid, held, len(tables), page))
    if not heads and not ruled and (grid := without_head(pixels, words, bars)):
        held, words = _sorted_in(grid, _recut(pixels, grid, words))
        tables.append(_table(pixels, grid, held, 0, page))
    return tables, words


def _recut(pixels: Pixels, grid: Grid, words: list[Word]) -> list[Word]:
    """The words, those that run over a limit between two columns of a grid read again in parts."""
    limits = sorted({place.x0 for place in grid.places})[1:]
    top, bottom = min(p.y0 for p in grid.places), max(p.y1 for p in grid.places)
    kept: list[Word] = []
    for word in words:
        spots = [(word.x0, word.y0, word.x1, word.y1)]
        if top <= word.middle <= bottom:
            spots = cut_at(pixels, spots[0], limits)
        kept += [word] if len(spots) == 1 else read_boxes(pixels, spots)
    return kept


def _table(pixels: Pixels, grid: Grid, held: dict[int, list[Word]], number: int, page: int | None) -> Table:
    grid, held = with_headings(grid, held)
    held |= read_marks(pixels, grid, held)
    held = slashes(pixels, grid, bare_numbers(grid, held))
    return Table(number=number, cells=_cells(grid, held, page))


def _top(table: Table) -> float:
    return min((cell.box.y0 for cell in table.cells if cell.box), default=0.0)


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


def _lain(table: Table, turn: int, width: float, height: float) -> Table:
    """The table of a turned picture with the places of its cells in the picture as it came."""
    cells = [
        c.model_copy(update={"box": turned_back(c.box, turn, width, height)}) if c.box else c
        for c in table.cells
    ]
    return table.model_copy(update={"cells": cells})


def _placed(table: Table, straight: Straight, scale: float) -> Table:
    """The table with the places of its cells in the picture as it came, scaled."""
    cells = []
    for cell in table.cells:
        box = straight.original(cell.box) if cell.box else None
        if box:
            box = Box(**{side: round(value * scale, 1) for side, value in box.model_dump().items()})
        cells.append(cell.model_copy(update={"box": box}))
    return table.model_copy(update={"cells": cells})
