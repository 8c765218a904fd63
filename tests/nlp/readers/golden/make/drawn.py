"""Pictures of lists drawn with Pillow, and what scanning, mailing and scaling do to them."""

from __future__ import annotations

import io
import math
import random
from pathlib import Path

import numpy
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from tests.nlp.readers.golden.make.grids import Doc, Grid
from tests.nlp.readers.golden.make.printed import NOTO_SANS, ZENHEI
from tests.nlp.readers.golden.make.wrapping import wrap


def draw(
    doc: Doc,
    width: int = 1200,
    size: int = 22,
    font: Path = ZENHEI,
    ruled: bool = True,
    shaded: bool = True,
    zebra: bool = False,
    ink: int = 20,
    paper: int = 255,
    margin: int = 40,
    pad: int = 10,
) -> Image.Image:
    """The document on one page as high as it needs."""
    face, big = ImageFont.truetype(str(font), size), ImageFont.truetype(str(font), size + 10)
    page = Image.new("RGB", (width, 12000), (paper,) * 3)
    pen, y = ImageDraw.Draw(page), margin
    colour = (ink,) * 3
    if doc.title:
        pen.text((width / 2, y + size), doc.title, colour, big, anchor="mm")
        y += size * 3
    for block in doc.blocks:
        if isinstance(block, str):
            pen.text((margin, y), block, colour, face)
            y += size * 2
        else:
            y = (
                _grid(pen, block, (margin, y, width - 2 * margin), face, (ruled, shaded, zebra), colour, pad)
                + size
            )
    return page.crop((0, 0, width, y + margin))


def _grid(
    pen: ImageDraw.ImageDraw,
    grid: Grid,
    place: tuple[int, int, int],
    face: ImageFont.FreeTypeFont,
    look: tuple[bool, bool, bool],
    colour: tuple[int, ...],
    high: int,
) -> int:
    left, top, wide = place
    ruled, shaded, zebra = look
    matrix, step, pad = grid.matrix(), int(face.size * 1.35), 10
    edges = [left]
    for share in grid.widths:
        edges.append(edges[-1] + int(share * wide))
    wrapped = [
        [
            wrap(c.text, edges[x + c.cols] - edges[x] - 2 * pad, face.getlength) if b else []
            for x, (c, b) in enumerate(row)
        ]
        for row in matrix
    ]
    heights = []
    for y, row in enumerate(matrix):
        own = [len(wrapped[y][x]) for x, (c, b) in enumerate(row) if b and c.rows == 1]
        own += [math.ceil(len(wrapped[y][x]) / c.rows) for x, (c, b) in enumerate(row) if b and c.rows > 1]
        heights.append(max([1, *own]) * step + 2 * high)
    tops = [top]
    for height in heights:
        tops.append(tops[-1] + height)
    for y, row in enumerate(matrix):
        for x, (cell, begins) in enumerate(row):
            if not begins:
                continue
            box = (edges[x], tops[y], edges[x + cell.cols], tops[y + cell.rows])
            fill = (
                (217, 226, 243) if cell.head and shaded else (242, 242, 242) if zebra and y % 2 == 0 else None
            )
            if fill or ruled:
                pen.rectangle(box, fill, (60, 60, 60) if ruled else None, 2)
            lines = wrapped[y][x]
            at = box[1] + ((box[3] - box[1] - len(lines) * step) // 2 if ruled else high)
            for line in lines:
                pen.text((box[0] + pad, at), line, colour, face)
                at += step
    return tops[-1]


def on_tall_page(page: Image.Image, height: int) -> Image.Image:
    """The page at the foot of a white one of this height."""
    tall = Image.new("RGB", (page.width, height), "white")
    tall.paste(page, (0, height - page.height))
    return tall


def blur(page: Image.Image, radius: float = 0.9) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(radius))


def turn(page: Image.Image, degrees: float) -> Image.Image:
    return page.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(255, 255, 255))


def noise(page: Image.Image, seed: int, spread: float = 14, specks: int = 300) -> Image.Image:
    """The grain and specks of a scanner."""
    draw_of = numpy.random.default_rng(seed)
    grey = numpy.asarray(page.convert("L"), dtype=numpy.float64)
    grey = grey + draw_of.normal(0, spread, grey.shape)
    made = Image.fromarray(numpy.clip(grey, 0, 255).astype(numpy.uint8))
    pen, dice = ImageDraw.Draw(made), random.Random(seed)
    for _ in range(specks):
        x, y = dice.randrange(made.width), dice.randrange(made.height)
        pen.point((x, y), dice.randrange(120))
    return made.convert("RGB")


def fade(page: Image.Image, dark: int = 130, light: int = 225) -> Image.Image:
    """Low contrast: ink no darker than `dark` on grey paper."""
    return page.point(lambda v: dark + v * (light - dark) // 255)


def rescale(page: Image.Image, share: float) -> Image.Image:
    """Made smaller and then as large as before."""
    small = page.resize((int(page.width * share), int(page.height * share)), Image.Resampling.BILINEAR)
    return small.resize(page.size, Image.Resampling.BICUBIC)


def jpeg(page: Image.Image, quality: int = 35) -> bytes:
    out = io.BytesIO()
    page.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def png(page: Image.Image, colours: int = 32) -> bytes:
    """A picture of few colours, as screen shots of tables are."""
    out = io.BytesIO()
    page.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


# --- pictures without a list -----------------------------------------------------------------------------------------


def photo(seed: int) -> Image.Image:
    """Hills of soft colour under a sky, with the grain of a camera."""
    dice = numpy.random.default_rng(seed)
    coarse = (
        dice.integers(60, 170, (5, 7, 1))
        + dice.integers(-25, 25, (5, 7, 3))
        + numpy.linspace(70, -50, 5)[:, None, None]
    )
    soft = Image.fromarray(numpy.clip(coarse, 0, 255).astype(numpy.uint8)).resize(
        (720, 480), Image.Resampling.BICUBIC
    )
    grain = numpy.asarray(soft, dtype=numpy.float32) + dice.normal(0, 6, (480, 720, 1))
    return Image.fromarray(numpy.clip(grain, 0, 255).astype(numpy.uint8))


def code(seed: int) -> Image.Image:
    """Black and white squares with three finder marks, as a QR code has, and a line of text below."""
    dice, page = random.Random(seed), Image.new("RGB", (420, 480), "white")
    pen = ImageDraw.Draw(page)
    for x in range(29):
        for y in range(29):
            corner = ((x < 7 or x > 21) and y < 7) or (x < 7 and y > 21)
            edge = x % 22 in (0, 6) or y % 22 in (0, 6) or (2 <= x % 22 <= 4 and 2 <= y % 22 <= 4)
            if edge if corner else dice.random() < 0.5:
                pen.rectangle((36 + x * 12, 36 + y * 12, 47 + x * 12, 47 + y * 12), "black")
    pen.text((210, 440), "扫一扫 关注我们", "black", ImageFont.truetype(str(NOTO_SANS), 26), anchor="mm")
    return page


def poster(lines: list[str], back: tuple[int, int, int] = (176, 28, 36)) -> Image.Image:
    """Large words on a coloured ground."""
    page = Image.new("RGB", (800, 560), back)
    pen = ImageDraw.Draw(page)
    for i, line in enumerate(lines):
        face = ImageFont.truetype(str(NOTO_SANS), 64 if i == 0 else 32)
        pen.text((400, 120 + i * 90), line, (255, 236, 190), face, anchor="mm")
    return page


def chart(names: list[str], counts: list[int]) -> Image.Image:
    """A bar chart with its labels and figures."""
    page = Image.new("RGB", (820, 520), "white")
    pen, face = ImageDraw.Draw(page), ImageFont.truetype(str(NOTO_SANS), 20)
    pen.text((410, 30), "各类问题占比情况", "black", face, anchor="mm")
    for i, (name, count) in enumerate(zip(names, counts, strict=True)):
        x = 90 + i * 140
        pen.rectangle((x, 440 - count * 8, x + 70, 440), (68, 114, 196))
        pen.text((x + 35, 425 - count * 8), f"{count}%", "black", face, anchor="mm")
        pen.text((x + 35, 462), name, "black", face, anchor="mm")
    pen.line((60, 440, 780, 440), "black", 2)
    return page


def logo() -> Image.Image:
    page = Image.new("RGB", (360, 120), "white")
    pen = ImageDraw.Draw(page)
    pen.ellipse((12, 12, 108, 108), (0, 84, 166))
    pen.text((60, 60), "示", "white", ImageFont.truetype(str(NOTO_SANS), 54), anchor="mm")
    pen.text((124, 34), "示例通信", (0, 84, 166), ImageFont.truetype(str(NOTO_SANS), 38))
    return page


def opened(body: bytes) -> Image.Image:
    """A screen shot to be worn down."""
    return Image.open(io.BytesIO(body)).convert("RGB")
