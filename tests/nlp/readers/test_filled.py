"""Ruled pictures with dark fills, and strokes that lean: by their pixels, without recognition."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from nlp.read import read
from nlp.readers.marks import slashes
from nlp.readers.ocr import Pixels
from nlp.readers.rules import Grid, Place, find_grids
from nlp.readers.words import Word
from tests.nlp.readers.fonts import chinese

FONT = ImageFont.truetype(chinese(), 20)

WIDTHS = (110, 70, 210, 300, 160, 350)
HEADINGS = ("省份", "序号", "应用名称", "应用开发者名称", "版本号", "所涉问题")


def pixels_of(image: Image.Image) -> Pixels:
    return np.asarray(image.convert("RGB"), np.uint8)


@pytest.mark.parametrize("fill", ["#4472c4", "#1f4e79", "#2e7d32"])
def test_light_headings_on_a_dark_fill_give_no_columns_of_their_own(fill: str) -> None:
    image = Image.new("RGB", (sum(WIDTHS) + 60, 320), "white")
    pen = ImageDraw.Draw(image)
    left = 30
    for width, heading in zip(WIDTHS, HEADINGS, strict=True):
        pen.rectangle((left, 40, left + width, 80), fill=fill, outline="#333333")
        pen.text((left + 10, 48), heading, font=FONT, fill="white")
        rows = [(80, 280)] if heading == "省份" else [(80, 146), (146, 212), (212, 280)]
        for top, bottom in rows:
            pen.rectangle((left, top, left + width, bottom), outline="#333333")
        left += width
    (grid,) = find_grids(pixels_of(image))
    assert {(p.col, p.cols) for p in grid.places} == {(col, 1) for col in range(1, 7)}
    assert {p.row for p in grid.places} == {1, 2, 3, 4}


@pytest.mark.parametrize("inside", ["white", "#1f4e79"])
def test_a_filled_header_whose_rules_are_light_or_do_not_show_has_the_columns_below_it(inside: str) -> None:
    image = Image.new("RGB", (sum(WIDTHS) + 60, 360), "white")
    pen = ImageDraw.Draw(image)
    pen.rectangle((30, 40, 30 + sum(WIDTHS), 80), fill="#1f4e79")
    values = ["福建省", "1", "萤砂地图", "青岛萤砂软件有限公司", "1.2.3", "违规收集个人信息；账号注销难"]
    left = 30
    for width, heading, value in zip(WIDTHS, HEADINGS, values, strict=True):
        if left > 30:
            pen.line((left, 40, left, 80), fill=inside)
        pen.text((left + 10, 48), heading, font=FONT, fill="white")
        for top in range(80, 320, 40):
            pen.rectangle((left, top, left + width, top + 40), outline="#1f4e79")
            pen.text((left + 10, top + 8), value, font=FONT, fill="black")
        left += width
    out = io.BytesIO()
    image.save(out, "PNG")
    (table,) = read(out.getvalue(), "a.png").tables
    assert [[cell.text for cell in row] for row in table.rows()] == [list(HEADINGS), *[values] * 6]


@pytest.mark.parametrize(("drawn", "shown"), [("/", "/"), ("1", "1"), ("l", "l")])
def test_a_stroke_that_was_read_as_a_one_is_a_slash_only_where_it_leans(drawn: str, shown: str) -> None:
    image = Image.new("RGB", (120, 60), "white")
    ImageDraw.Draw(image).text((40, 16), drawn, font=FONT, fill="black")
    grid = Grid([Place(0, 0, 120, 60)])
    read = "1" if drawn == "/" else drawn
    held = {0: [Word(read, 38, 16, 56, 42, 0.8)]}
    assert [word.text for word in slashes(pixels_of(image), grid, held)[0]] == [shown]
