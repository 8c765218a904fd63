"""The ruled tables of a picture: lines by opening with long kernels, cells by the areas that they enclose."""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

LEAST_CELLS = 4
LEAST_WIDTH = 12  # pixels, of a cell
APART = 8  # pixels between two edges of rows
SHORTEST = 24  # pixels, of a rule across a narrow column
BAR_CHANGE = 6  # of grey from one line of pixels to the next
FILL = 150  # of grey: a dark fill, as of many headers
FILL_WINDOW = (61, 31)  # pixels, wide and high: more than a line of text
FILL_SHARE = 0.45  # of the window that is dark; lines of dark signs are sparser
LIGHT_STROKE = 9  # pixels, of a light sign on a fill
MOST_BAR_HEIGHT = 12  # pixels, of a rule and what blurs it


@dataclass(frozen=True)
class Place:
    """One cell of a grid: its pixels, its first row and column (1-based) and how many it covers."""

    x0: float
    y0: float
    x1: float
    y1: float
    row: int = 1
    col: int = 1
    rows: int = 1
    cols: int = 1


@dataclass(frozen=True)
class Grid:
    """One ruled table."""

    places: list[Place]

    def at(self, x: float, y: float) -> int | None:
        """Which cell holds a point."""
        return next((i for i, p in enumerate(self.places) if p.x0 <= x <= p.x1 and p.y0 <= y <= p.y1), None)


@dataclass(frozen=True)
class Bar:
    """One horizontal rule."""

    x0: float
    x1: float
    y: float

    def covers(self, x0: float, x1: float) -> float:
        """Which share of a stretch it runs along."""
        return max(0.0, min(self.x1, x1) - max(self.x0, x0)) / max(x1 - x0, 1.0)


def find_bars(pixels: NDArray[np.uint8]) -> list[Bar]:
    """The horizontal rules of an RGB picture, pale ones and the edges of shaded rows too, top to bottom."""
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.int16)
    change = np.abs(np.diff(grey, axis=0)) >= BAR_CHANGE
    across = max(40, min(grey.shape[1] // 18, 120))
    runs = cv2.morphologyEx(change.astype(np.uint8), cv2.MORPH_OPEN, np.ones((1, across), np.uint8))
    runs = cv2.dilate(runs, np.ones((5, 5), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    bars = [
        Bar(float(x), float(x + w), y + h / 2)
        for x, y, w, h, _ in stats[1:count].tolist()
        if h <= MOST_BAR_HEIGHT
    ]
    return sorted(bars, key=lambda bar: bar.y)


def find_grids(pixels: NDArray[np.uint8]) -> list[Grid]:
    """The ruled tables of an RGB picture, top to bottom."""
    grey = _without_light_text(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8))
    dark = cv2.adaptiveThreshold(255 - grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 25, -6)
    lines = _lines(np.asarray(dark, dtype=np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8)
    grids = []
    for x, y, width, height, _area in stats[1:count]:
        if width < 80 or height < 40:
            continue
        places = _enclosed(lines[y : y + height, x : x + width], int(x), int(y))
        if len(places) >= LEAST_CELLS:
            grids.append(Grid(_indexed(places)))
    return sorted(grids, key=lambda g: min(p.y0 for p in g.places))


def _without_light_text(grey: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey pixels, light text on dark fills painted over: what is left between its signs would pass for strokes."""
    dark = (grey < FILL).astype(np.float32)
    filled = cv2.blur(dark, FILL_WINDOW) > FILL_SHARE
    if not filled.any():
        return grey
    ground = cv2.erode(grey, np.ones((LIGHT_STROKE, LIGHT_STROKE), np.uint8))
    return np.where(filled & (grey > ground), ground, grey).astype(np.uint8)


def completed(grid: Grid, bars: list[Bar]) -> Grid:
    """A grid whose cells over several rows are cut where a pale rule runs through them."""
    rows = {place.row: place.y0 for place in grid.places}
    places = [part for place in grid.places for part in _cut(place, rows, bars)]
    return Grid(sorted(places, key=lambda p: (p.row, p.col)))


def _cut(place: Place, rows: dict[int, float], bars: list[Bar]) -> list[Place]:
    tops = [
        row
        for row in range(place.row + 1, place.row + place.rows)
        if row in rows
        and any(abs(bar.y - rows[row]) < 8 and bar.covers(place.x0, place.x1) > 0.9 for bar in bars)
    ]
    starts, ends = [place.row, *tops], [*tops, place.row + place.rows]
    heights = [place.y0, *(rows[row] for row in tops)]
    lows = [*(rows[row] - 3 for row in tops), place.y1]
    return [
        replace(place, y0=high, y1=low, row=start, rows=end - start)
        for start, end, high, low in zip(starts, ends, heights, lows, strict=True)
    ]


def _lines(dark: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Long horizontal and vertical strokes, small breaks in them closed."""
    height, width = dark.shape
    across = max(40, min(width // 18, 120))
    down = max(24, min(height // 30, 60))
    lying = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((1, 5), np.uint8))
    upright = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((5, 1), np.uint8))
    upright = cv2.morphologyEx(upright, cv2.MORPH_OPEN, np.ones((down, 1), np.uint8))
    found = np.asarray(cv2.morphologyEx(lying, cv2.MORPH_OPEN, np.ones((1, across), np.uint8)), np.uint8)
    found |= np.asarray(upright, np.uint8) | _between(
        np.asarray(lying, np.uint8), np.asarray(upright, np.uint8)
    )
    return np.asarray(cv2.dilate(found, np.ones((3, 3), np.uint8)), dtype=np.uint8)


def _between(lying: NDArray[np.uint8], upright: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Short horizontal strokes that run from one vertical rule to another: those of a narrow column."""
    strokes = cv2.morphologyEx(lying, cv2.MORPH_OPEN, np.ones((1, SHORTEST), np.uint8))
    near = cv2.dilate(upright, np.ones((1, 7), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(strokes.astype(np.uint8), connectivity=8)
    kept = np.zeros(count, np.uint8)
    for i, (x, y, width, height, _area) in enumerate(stats[1:count].tolist(), start=1):
        rows, last = slice(y, y + height), x + width - 1
        kept[i] = height <= MOST_BAR_HEIGHT and near[rows, x].any() and near[rows, last].any()
    return np.asarray(kept[labels], np.uint8)


def _enclosed(lines: NDArray[np.uint8], left: int, top: int) -> list[Place]:
    """The areas that lines enclose, as boxes; the outside and specks left out."""
    height, width = lines.shape
    count, _, stats, _ = cv2.connectedComponentsWithStats((lines == 0).astype(np.uint8), connectivity=4)
    places = []
    for x, y, w, h, area in stats[1:count]:
        touches = x == 0 or y == 0 or x + w >= width or y + h >= height
        if not touches and w >= LEAST_WIDTH and h >= 10 and area > 0.6 * w * h:
            places.append(Place(float(left + x), float(top + y), float(left + x + w), float(top + y + h)))
    return places


def _indexed(places: list[Place]) -> list[Place]:
    """Boxes with their rows and columns, told by the edges that they share."""
    xs, ys = _edges([p.x0 for p in places], LEAST_WIDTH), _edges([p.y0 for p in places], APART)
    found = []
    for p in places:
        row, col = _which(ys, p.y0), _which(xs, p.x0)
        rows = sum(y < p.y1 - 6 for y in ys) - row + 1
        cols = sum(x < p.x1 - 6 for x in xs) - col + 1
        found.append(Place(p.x0, p.y0, p.x1, p.y1, row, col, max(rows, 1), max(cols, 1)))
    return sorted(found, key=lambda p: (p.row, p.col))


def _edges(values: list[float], apart: float) -> list[float]:
    """Distinct edges, those within a few pixels taken as one."""
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > apart:
            edges.append(value)
    return edges


def _which(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value)) + 1
