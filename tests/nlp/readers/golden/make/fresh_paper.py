"""The fresh half's drawn files: PDF by reportlab's canvas as an office suite exports it, and pictures by Pillow."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from PIL import Image, ImageChops, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.nlp.readers.golden.make.grids import Cell, Doc, Grid
from tests.nlp.readers.golden.make.wrapping import wrap

ZENHEI = "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc"
NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


@dataclass
class Box:
    """A cell laid out: its place, its lines, and whether it is a heading."""

    left: float
    top: float
    right: float
    bottom: float
    lines: list[str]
    cell: Cell


def laid_out(
    grid: Grid, left: float, wide: float, step: float, pad: float, length: Callable[[str], float]
) -> list[list[Box]]:
    """The rows of a table from the height 0 downwards; the last line of merged rows is as high as its cell needs."""
    edges = [left]
    for share in grid.widths:
        edges.append(edges[-1] + share * wide)
    matrix = grid.matrix()
    lines = {
        (y, x): wrap(c.text, edges[x + c.cols] - edges[x] - 2 * pad, length)
        for y, row in enumerate(matrix)
        for x, (c, begins) in enumerate(row)
        if begins
    }
    heights = [
        max(len(lines[y, x]) for x, (c, b) in enumerate(row) if b and c.rows == 1) * step + 2 * pad
        for y, row in enumerate(matrix)
    ]
    for (y, x), found in lines.items():
        rows = matrix[y][x][0].rows
        lack = len(found) * step + 2 * pad - sum(heights[y : y + rows])
        heights[y + rows - 1] += max(0, lack)
    tops = [0.0]
    for height in heights:
        tops.append(tops[-1] + height)
    return [
        [
            Box(edges[x], tops[y], edges[x + c.cols], tops[y + c.rows], lines[y, x], c)
            for x, (c, begins) in enumerate(row)
            if begins
        ]
        for y, row in enumerate(matrix)
    ]


def pdf(
    doc: Doc,
    ruled: bool = True,
    repeat: bool = False,
    wide: bool = False,
    size: float = 10,
    middle: bool = True,
    pad: float = 4,
    runs: bool = False,
    torn: bool = False,
) -> bytes:
    """Each side of each cell a line of its own; `runs` draws every few characters apart, as an office suite does;
    `torn` lets a row go on overleaf."""
    out, page = io.BytesIO(), landscape(A4) if wide else A4
    pdfmetrics.registerFont(TTFont("hei", ZENHEI))
    pen = Canvas(out, page, invariant=1)
    pen.setLineWidth(0.5)
    foot, step, left = 62.0, size * 1.35, 56.0
    y = page[1] - 60

    def length(text: str) -> float:
        return float(pdfmetrics.stringWidth(text, "hei", size))

    if doc.title:
        pen.setFont("hei", 16)
        pen.drawCentredString(page[0] / 2, y, doc.title)
        y -= 34
    number = 1
    for block in doc.blocks:
        if isinstance(block, str):
            pen.setFont("hei", size)
            pen.drawString(left, y - size, block)
            y -= step * 2
            continue
        rows = laid_out(block, left, page[0] - 2 * left, step, pad, length)
        for group in _kept_together(rows):
            tall = max(b.bottom for row in group for b in row) - group[0][0].top
            if y - tall < foot:
                if torn and len(group) == 1 and (parts := _torn(group[0], y - foot, step, pad)):
                    _draw(pen, [parts[0]], y, size, step, pad, (ruled, middle, runs))
                    group = [parts[1]]
                _numbered(pen, page, number)
                pen.showPage()
                pen.setLineWidth(0.5)
                number, y = number + 1, page[1] - 60
                if repeat:
                    y = _draw(pen, rows[:1], y, size, step, pad, (ruled, middle, runs))
            y = _draw(pen, group, y, size, step, pad, (ruled, middle, runs))
        y -= step
    _numbered(pen, page, number)
    pen.save()
    return out.getvalue()


def _kept_together(rows: list[list[Box]]) -> list[list[list[Box]]]:
    """The rows in groups that merged cells hold together."""
    groups: list[list[list[Box]]] = []
    end = -1.0
    for row in rows:
        if row[0].top < end - 0.01:
            groups[-1].append(row)
        else:
            groups.append([row])
        end = max(end, *(box.bottom for box in row))
    return groups


def _torn(row: list[Box], room: float, step: float, pad: float) -> tuple[list[Box], list[Box]] | None:
    """The row as far as it fits, and the rest of it."""
    count, longest = int((room - 2 * pad) // step), max(len(box.lines) for box in row)
    if not 0 < count < longest:
        return None
    first = [replace(b, top=0, bottom=count * step + 2 * pad, lines=b.lines[:count]) for b in row]
    rest = [replace(b, top=0, bottom=(longest - count) * step + 2 * pad, lines=b.lines[count:]) for b in row]
    return first, rest


def _draw(
    pen: Canvas,
    rows: list[list[Box]],
    y: float,
    size: float,
    step: float,
    pad: float,
    look: tuple[bool, bool, bool],
) -> float:
    ruled, middle, runs = look
    zero = y + rows[0][0].top
    pen.setFont("hei", size)
    for box in (box for row in rows for box in row):
        top, bottom = zero - box.top, zero - box.bottom
        if ruled:
            pen.line(box.left, top, box.right, top)
            pen.line(box.left, bottom, box.right, bottom)
            pen.line(box.left, top, box.left, bottom)
            pen.line(box.right, top, box.right, bottom)
        slack = (top - bottom - 2 * pad - len(box.lines) * step) / 2 if middle else 0
        for i, line in enumerate(box.lines):
            x, at = box.left + pad, top - pad - slack - i * step - size
            for piece in [line[k : k + 3] for k in range(0, len(line), 3)] if runs else [line]:
                pen.drawString(x, at, piece)
                x += pdfmetrics.stringWidth(piece, "hei", size)
    return zero - max(box.bottom for row in rows for box in row)


def _numbered(pen: Canvas, page: tuple[float, float], number: int) -> None:
    pen.setFont("hei", 9)
    pen.drawCentredString(page[0] / 2, 34, f"— {number} —")


def picture(
    doc: Doc, width: int = 1240, size: int = 24, font: str = ZENHEI, rules: str = "all", pad: int = 12
) -> Image.Image:
    """A picture as high as it needs; `rules` are "all", "rows" or "none"."""
    face, big = ImageFont.truetype(font, size), ImageFont.truetype(font, size + 10)
    sheet = Image.new("RGB", (width, 6000), "white")
    pen, y, step = ImageDraw.Draw(sheet), 40, int(size * 1.4)
    if doc.title:
        pen.text((width / 2, y + 16), doc.title, (10, 10, 10), big, anchor="mm")
        y += 64
    for block in doc.blocks:
        if isinstance(block, str):
            pen.text((44, y), block, (10, 10, 10), face)
            y += step * 2
            continue
        rows = laid_out(block, 44, width - 88, step, pad, face.getlength)
        for box in (box for row in rows for box in row):
            left, top, right, bottom = (
                round(box.left),
                round(y + box.top),
                round(box.right),
                round(y + box.bottom),
            )
            if rules == "all":
                pen.rectangle((left, top, right, bottom), None, (0, 0, 0), 1)
            if rules == "rows":
                pen.line((left, bottom, right, bottom), (120, 120, 120), 2)
            at = top + (bottom - top - len(box.lines) * step) / 2 if rules == "all" else top + pad
            for line in box.lines:
                pen.text((left + pad, at), line, (10, 10, 10), face)
                at += step
        y = round(y + rows[-1][-1].bottom) + 20
    return sheet.crop((0, 0, width, y + 30))


def trimmed(page: Image.Image, margin: int = 36) -> Image.Image:
    """The page without the empty paper below."""
    box = ImageChops.invert(page.convert("L")).getbbox()
    return page.crop((0, 0, page.width, min(page.height, (box[3] if box else 0) + margin)))


def seal() -> Image.Image:
    """A round red stamp on paper."""
    sheet = Image.new("RGB", (420, 420), (252, 252, 250))
    pen, face = ImageDraw.Draw(sheet), ImageFont.truetype(NOTO, 30)
    pen.ellipse((30, 30, 390, 390), None, (200, 30, 30), 8)
    pen.regular_polygon((210, 200, 60), 5, 0, (200, 30, 30))
    pen.text((210, 310), "示例专用章", (200, 30, 30), face, anchor="mm")
    return sheet


def steps(names: list[str]) -> Image.Image:
    """A flow chart: boxes with arrows."""
    sheet = Image.new("RGB", (900, 520), "white")
    pen, face = ImageDraw.Draw(sheet), ImageFont.truetype(NOTO, 26)
    pen.text((450, 50), "投诉举报处理流程", "black", ImageFont.truetype(NOTO, 34), anchor="mm")
    for i, name in enumerate(names):
        x, y = 60 + (i % 3) * 280, 140 + (i // 3) * 190
        pen.rounded_rectangle((x, y, x + 220, y + 96), 14, (226, 239, 218), (84, 130, 53), 3)
        pen.text((x + 110, y + 48), name, "black", face, anchor="mm")
        if i % 3 < 2:
            pen.line((x + 222, y + 48, x + 276, y + 48), (84, 130, 53), 4)
            pen.polygon([(x + 278, y + 48), (x + 262, y + 38), (x + 262, y + 58)], (84, 130, 53))
    return sheet


def skyline(seed: int) -> Image.Image:
    """A banner: houses in the dusk with a slogan."""
    dice, sheet = random.Random(seed), Image.new("RGB", (1000, 360))
    pen = ImageDraw.Draw(sheet)
    for y in range(360):
        pen.line((0, y, 1000, y), (30 + y // 4, 50 + y // 5, 110 + y // 6))
    for x in range(0, 1000, 50):
        high = dice.randrange(60, 190)
        pen.rectangle((x, 360 - high, x + 44, 360), (20, 26, 48))
        for wx in range(x + 8, x + 38, 12):
            for wy in range(370 - high, 350, 18):
                if dice.random() < 0.5:
                    pen.rectangle((wx, wy, wx + 5, wy + 7), (250, 220, 130))
    pen.text((500, 70), "网络安全为人民 网络安全靠人民", "white", ImageFont.truetype(NOTO, 44), anchor="mm")
    return sheet
