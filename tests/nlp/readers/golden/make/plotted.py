"""Lists drawn piece by piece: by matplotlib's table, and by MuPDF with rules of many makes and text in odd runs."""

from __future__ import annotations

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw

from tests.nlp.readers.golden.make.grids import Doc, Grid
from tests.nlp.readers.golden.make.printed import NOTO_SANS, NOTO_SERIF
from tests.nlp.readers.golden.make.wrapping import wrap

LEFT, RIGHT, TOP, FOOT = 50.0, 545.0, 70.0, 780.0


def by_matplotlib_table(doc: Doc, edges: str = "closed") -> bytes:
    """`ax.table` with its default look; each line of a cell is a text of its own."""
    import matplotlib

    matplotlib.use("pdf")
    from matplotlib import font_manager, pyplot

    face = font_manager.FontProperties(fname=str(NOTO_SERIF), size=7)
    grid = next(block for block in doc.blocks if isinstance(block, Grid))
    texts = [
        [
            "\n".join(
                wrap(
                    c.text,
                    grid.widths[x] * 545 / 7.4,
                    lambda t: sum(0.58 if s.isascii() else 1.0 for s in t) + 0.6,
                )
            )
            for x, (c, _) in enumerate(row)
        ]
        for row in grid.matrix()
    ]
    figure = pyplot.figure(figsize=(8.27, 11.69))
    axes = figure.add_axes((0.04, 0.04, 0.92, 0.9))
    axes.axis("off")
    axes.set_title(doc.title, fontproperties=face, fontsize=13)
    table = axes.table(texts, colWidths=grid.widths, loc="upper center", cellLoc="left", edges=edges)
    table.auto_set_font_size(False)
    for (y, _), cell in table.get_celld().items():
        cell.set_text_props(fontproperties=face, parse_math=False)
        cell.set_height(0.008 + 0.0135 * max(text.count("\n") + 1 for text in texts[y]))
        cell.PAD = 0.03
    out = io.BytesIO()
    figure.savefig(out, format="pdf", metadata={"CreationDate": None})
    pyplot.close(figure)
    return out.getvalue()


def by_mupdf(doc: Doc, rules: str, runs: str = "lines", size: float = 9, middle: bool = True) -> bytes:
    """`rules`: segments, dashes, bars, doubled, picture, none; `runs`: lines, signs or pieces of a line in any order."""
    import pymupdf

    dice = random.Random(f"{rules} {runs}")
    made = pymupdf.open()
    grid = next(block for block in doc.blocks if isinstance(block, Grid))
    font = _subset(NOTO_SANS, doc)
    face = pymupdf.Font(fontbuffer=font)
    xs = [LEFT]
    for share in grid.widths:
        xs.append(xs[-1] + share * (RIGHT - LEFT))
    page, y, step = None, FOOT, size * 1.35
    texts: list[tuple[float, float, str]] = []
    boxes: list[tuple[float, float, float, float]] = []

    def close() -> None:
        if page is not None:
            _rule(page, boxes, rules)
            _write(page, face, size, texts, runs, dice)

    for n, row in enumerate(grid.matrix()):
        lines = [
            wrap(c.text, xs[x + 1] - xs[x] - 8, lambda t: face.text_length(t, size))
            for x, (c, _) in enumerate(row)
        ]
        height = max(map(len, lines)) * step + 8
        if y + height > FOOT:
            close()
            page, y, texts, boxes = made.new_page(), TOP if n else TOP + 40, [], []
            page.insert_font(fontname="han", fontbuffer=font)
            if not n:
                texts.append((LEFT + 120, TOP, doc.title))
            texts.append((290, 815, f"- {len(made)} -"))
        for x, cell in enumerate(lines):
            boxes.append((xs[x], y, xs[x + 1], y + height))
            start = y + 4 + size * 0.95 + ((height - 8 - len(cell) * step) / 2 if middle else 0)
            texts += [(xs[x] + 4, start + i * step, line) for i, line in enumerate(cell)]
        y += height
    close()
    return bytes(made.tobytes(garbage=4, deflate=True, no_new_id=True))


def _subset(path: Path, doc: Doc) -> bytes:
    """The font with the signs of one document only."""
    from fontTools import subset, ttLib

    font = ttLib.TTFont(path, fontNumber=2)
    wanted = subset.Subsetter()
    texts = [
        cell.text for block in doc.blocks if isinstance(block, Grid) for row in block.rows for cell in row
    ]
    wanted.populate(text="".join([doc.title, "- 0123456789", *texts]))
    wanted.subset(font)
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()


def _write(page, face, size, texts, runs, dice) -> None:  # type: ignore[no-untyped-def]
    """Text in the runs asked for."""
    if runs == "pieces":
        dice.shuffle(texts)
    for x, y, line in texts:
        while line:
            cut = {"lines": len(line), "signs": 1, "pieces": dice.randint(1, 4)}[runs]
            page.insert_text((x, y), line[:cut], fontname="han", fontsize=size)
            x += face.text_length(line[:cut], size)
            line = line[cut:]


def _rule(page, boxes, rules) -> None:  # type: ignore[no-untyped-def]
    """The rules of one page's cells."""
    import pymupdf

    if rules == "picture":
        page.insert_image(page.rect, stream=_picture(boxes))
        return
    for x0, y0, x1, y1 in boxes:
        for a, b in (((x0, y0), (x1, y0)), ((x0, y1), (x1, y1)), ((x0, y0), (x0, y1)), ((x1, y0), (x1, y1))):
            if rules == "segments":
                for i in range(6):
                    at = [
                        tuple(a[k] + (b[k] - a[k]) * part for k in (0, 1)) for part in (i / 6, (i + 0.97) / 6)
                    ]
                    page.draw_line(*at, width=0.5)
            elif rules == "dashes":
                page.draw_line(a, b, width=0.6, dashes="[3 2] 0")
            elif rules == "bars":
                page.draw_rect(
                    pymupdf.Rect(a[0] - 0.3, a[1] - 0.3, b[0] + 0.3, b[1] + 0.3), color=None, fill=(0, 0, 0)
                )
            elif rules == "doubled":
                for shift in (-0.8, 0.8):
                    page.draw_line((a[0] + shift, a[1] + shift), (b[0] + shift, b[1] + shift), width=0.3)


def _picture(boxes: list[tuple[float, float, float, float]]) -> bytes:
    """The rules as an image that lies behind the text."""
    image = Image.new("L", (595 * 2, 842 * 2), 255)
    pen = ImageDraw.Draw(image)
    for box in boxes:
        pen.rectangle([2 * v for v in box], outline=0)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
