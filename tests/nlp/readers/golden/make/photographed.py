"""Lists as tables of matplotlib, closed or with horizontal rules only."""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib
from matplotlib import pyplot
from matplotlib.font_manager import FontProperties
from PIL import Image

from tests.nlp.readers.golden.make.grids import Doc, Grid
from tests.nlp.readers.golden.make.wrapping import wrap

matplotlib.use("Agg")


def table(doc: Doc, font: Path, size: float = 11, edges: str = "closed", wide: float = 11) -> Image.Image:
    """The document's table; `edges` are matplotlib's: closed, horizontal, open."""
    (grid,) = [block for block in doc.blocks if isinstance(block, Grid)]
    face = FontProperties(fname=str(font), size=size)
    ems = wide * 72 / size
    texts = [
        [wrap(cell.text, share * ems - 1.4, _ems) for cell, share in zip(row, grid.widths, strict=True)]
        for row in grid.rows
    ]
    heights = [max(len(lines) for lines in row) * 1.3 + 0.9 for row in texts]
    high = sum(heights) * size / 72
    figure, axes = pyplot.subplots(figsize=(wide + 0.6, high + 1.2))
    figure.subplots_adjust(left=0.02, right=0.98)
    axes.axis("off")
    axes.set_title(doc.title, fontproperties=FontProperties(fname=str(font), size=size * 1.5))
    made = axes.table(
        [["\n".join(lines) for lines in row] for row in texts],
        colWidths=grid.widths,
        cellLoc="left" if edges == "closed" else "center",
        bbox=(0, 0, 1, 1),
        edges=edges,
    )
    made.auto_set_font_size(False)
    for (row, _), cell in made.get_celld().items():
        cell.set_height(heights[row])
        cell.get_text().set_fontproperties(face)
        cell.PAD = 0.04
        cell.set_linewidth(0.6)
    out = io.BytesIO()
    figure.savefig(out, dpi=100, format="png")
    pyplot.close(figure)
    return Image.open(out).convert("RGB")


def _ems(text: str) -> float:
    return sum(0.6 if sign.isascii() else 1.0 for sign in text)
