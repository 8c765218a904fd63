"""The made-up files that `bench.read` times: ruled PDF pages, an HTML list, pictures with and without a list."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from bench.fonts import chinese_font

HEADER = ["序号", "应用名称", "应用开发者", "应用来源", "应用版本", "所涉问题"]
_NAMES = ["云帆记账", "青禾相册", "月见题库", "星桥听书", "松果天气", "鹿鸣翻译"]
_FIRMS = ["杭州云帆网络科技有限公司", "成都青禾信息技术有限公司", "厦门月见文化传媒有限公司"]
_STORES = ["应用宝", "vivo应用商店", "华为应用市场"]
_PROBLEMS = ["违规收集个人信息", "APP强制、频繁、过度索取权限", "账号注销难"]


def rows(count: int) -> list[list[str]]:
    """A list's header and rows."""
    made = [
        [
            str(i),
            f"{_NAMES[i % 6]}{i}",
            _FIRMS[i % 3],
            _STORES[i % 3],
            f"{i % 7}.{i % 10}.{i % 13}",
            _PROBLEMS[i % 3],
        ]
        for i in range(1, count + 1)
    ]
    return [HEADER, *made]


def ruled_pdf(count: int) -> bytes:
    """A ruled list over several pages, its header on the first only."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("cell", fontName="STSong-Light", fontSize=8.5, leading=11, wordWrap="CJK")
    cells = [[Paragraph(text, style) for text in row] for row in rows(count)]
    table = Table(cells, [30, 85, 140, 80, 55, 115], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, leftMargin=45, rightMargin=45).build([table])
    return out.getvalue()


def html_list(count: int) -> bytes:
    """A page with one list."""
    body = "".join(
        "<tr>" + "".join(f"<td><p>{cell}</p></td>" for cell in row) + "</tr>" for row in rows(count)
    )
    return (
        f"<html><head><meta charset='utf-8'><title>示例</title></head><body><p>附件1</p><table>{body}</table></body></html>"
    ).encode()


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(chinese_font(), size)


def picture_list(count: int, ruled: bool, blur: float = 0.0, names: Sequence[str] = ()) -> bytes:
    """A list as a picture; `names` in place of its own."""
    widths, pitch, pad = [60, 170, 330, 180, 110, 330], 44, 10
    image = Image.new("RGB", (sum(widths) + 40, (count + 1) * pitch + 40), "white")
    pen = ImageDraw.Draw(image)
    table = rows(count)
    for row, name in zip(table[1:], names, strict=False):
        row[1] = name
    for r, row in enumerate(table):
        left, top = 20, 20 + r * pitch
        for width, text in zip(widths, row, strict=True):
            if ruled:
                pen.rectangle((left, top, left + width, top + pitch), outline="black")
            pen.text((left + pad, top + pad), text, font=_font(20), fill="black")
            left += width
    return _png(image.filter(ImageFilter.GaussianBlur(blur)) if blur else image)


def photo() -> bytes:
    """Clouds of colour."""
    noise = np.random.default_rng(7).integers(0, 255, (12, 16, 3), dtype=np.uint8)
    return _png(Image.fromarray(noise).resize((1200, 900), Image.Resampling.BICUBIC))


def poster() -> bytes:
    """A few large words on colour."""
    image = Image.new("RGB", (900, 1200), (30, 90, 160))
    pen = ImageDraw.Draw(image)
    for size, top, text in ((110, 200, "网络安全"), (70, 420, "为人民"), (50, 900, "2026年9月")):
        pen.text((120, top), text, font=_font(size), fill="white")
    return _png(image)


def chart() -> bytes:
    """Bars over a scale."""
    image = Image.new("RGB", (1000, 700), "white")
    pen = ImageDraw.Draw(image)
    for i in range(6):
        pen.line((100, 100 + i * 90, 950, 100 + i * 90), fill="grey")
        pen.text((40, 88 + i * 90), str(50 - i * 10), font=_font(22), fill="black")
        pen.rectangle((150 + i * 130, 300 - i * 30, 210 + i * 130, 550), fill=(60, 120, 200))
        pen.text((150 + i * 130, 570), f"{i + 1}月", font=_font(22), fill="black")
    return _png(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
