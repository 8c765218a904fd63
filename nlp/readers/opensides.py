"""Lists of a PDF page whose rules have no end left or right: the rules between rows say where the outer columns end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdfplumber.page import Page

NEAR = 2.5  # points within which two ends are one
NARROWEST = 8.0  # points that a column has at least
HIGHEST = 60.0  # points of a row without any rule between columns: the title of a section
LEAST = 2  # rules between rows that begin or end alike

Line = dict[str, Any]


@dataclass
class _Block:
    """Where rules between columns run side by side: from where to where, its outermost, and the ends of the rows."""

    top: float
    bottom: float
    first: float
    last: float
    ends: list[tuple[float, float]]

    def sides(self) -> tuple[float, ...]:
        """Where the rows end beyond the outermost rules."""
        left, right = _common([x0 for x0, _ in self.ends]), _common([x1 for _, x1 in self.ends])
        found = [left] if left is not None and left < self.first - NARROWEST else []
        return (*found, right) if right is not None and right > self.last + NARROWEST else tuple(found)

    def goes_on(self, above: _Block) -> bool:
        """Whether only a row without any rule between columns stands between two blocks of the same columns."""
        same = abs(self.first - above.first) <= NEAR and abs(self.last - above.last) <= NEAR
        return same and 0 < self.top - above.bottom <= HIGHEST


def outer_rules(page: Page) -> list[Line]:
    """The rules that are missing at the sides, as lines of pdfplumber."""
    upright = [e for e in page.edges if e["orientation"] == "v"]
    levels = _levels([e for e in page.edges if e["orientation"] == "h"])
    blocks: list[_Block] = []
    for top, bottom in _spans(upright):
        if columns := _long(upright, top, bottom):
            first, last = columns[0], columns[-1]
            ends = [
                (x0, x1) for y, x0, x1 in levels if top - NEAR <= y <= bottom + NEAR and x0 <= first + NEAR
            ]
            block = _Block(top, bottom, first, last, ends)
            if blocks and block.goes_on(blocks[-1]):
                blocks[-1].bottom, blocks[-1].ends = bottom, blocks[-1].ends + ends
            else:
                blocks.append(block)
    return [_line(x, block.top, block.bottom) for block in blocks for x in block.sides()]


def _levels(rules: Sequence[Line]) -> list[tuple[float, float, float]]:
    """Height, left and right end of the rules between rows, those drawn cell by cell as one."""
    found: list[tuple[float, float, float]] = []
    for y, x0, x1 in sorted((round(float(e["top"])), float(e["x0"]), float(e["x1"])) for e in rules):
        last = found[-1] if found else None
        if last and y - last[0] <= 1 and x0 <= last[2] + NEAR:
            found[-1] = (last[0], last[1], max(last[2], x1))
        else:
            found.append((y, x0, x1))
    return found


def _spans(upright: Sequence[Line]) -> list[tuple[float, float]]:
    """From where to where rules between columns run."""
    blocks: list[tuple[float, float]] = []
    for top, bottom in sorted((float(e["top"]), float(e["bottom"])) for e in upright):
        if blocks and top <= blocks[-1][1] + 1:
            blocks[-1] = (blocks[-1][0], max(blocks[-1][1], bottom))
        else:
            blocks.append((top, bottom))
    return blocks


def _long(upright: Sequence[Line], top: float, bottom: float) -> list[float]:
    """Where rules stand that run along most of a block; the sides of a mere line or of a shaded row do not."""
    run: dict[int, float] = {}
    for edge in upright:
        if edge["top"] < bottom and edge["bottom"] > top:
            run[round(float(edge["x0"]))] = run.get(round(float(edge["x0"])), 0.0) + float(edge["height"])
    return sorted(float(x) for x, length in run.items() if length > (bottom - top) / 2)


def _common(ends: Sequence[float]) -> float | None:
    """The end that most rules share, None where they are few or differ."""
    if len(ends) < LEAST:
        return None
    middle = sorted(ends)[len(ends) // 2]
    near = [end for end in ends if abs(end - middle) <= NEAR]
    return middle if len(near) >= LEAST and len(near) * 5 >= len(ends) * 4 else None


def _line(x: float, top: float, bottom: float) -> Line:
    ends = {"x0": x, "x1": x, "top": top, "bottom": bottom}
    return {"object_type": "line", **ends, "width": 0.0, "height": bottom - top}
