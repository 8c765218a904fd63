"""Pictures: lists cell by cell, prose as text, and nothing of what is neither."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from bench import readfiles
from nlp.read import read
from tests.nlp.readers.fonts import chinese

FONT = chinese()


def drawn(rows: list[list[str]], pitch: int = 40) -> bytes:
    """Rows as a ruled picture."""
    image = Image.new("RGB", (190 * len(rows[0]) + 40, pitch * len(rows) + 40), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 20)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            pen.rectangle(
                (20 + c * 190, 20 + r * pitch, 210 + c * 190, 20 + (r + 1) * pitch), outline="black"
            )
            pen.text((30 + c * 190, 28 + r * pitch), text, font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("make", [readfiles.photo, readfiles.poster, readfiles.chart])
def test_a_picture_without_a_list_says_nothing(make: Callable[[], bytes]) -> None:
    reading = read(make(), "a.png")
    assert (reading.text, reading.tables, reading.issues) == ("", [], [])


def test_a_picture_of_prose_gives_its_text() -> None:
    image = Image.new("RGB", (900, 200), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 24)
    lines = ["某市通信管理局组织对应用软件进行检测，发现部分", "软件存在违规收集个人信息等问题，现予以通报。"]
    for i, line in enumerate(lines):
        pen.text((40, 40 + i * 50), line, font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    assert read(out.getvalue(), "a.png").text.split("\n") == lines


def test_lone_dashes_and_slashes_are_cells_with_a_place_and_confidence() -> None:
    rows = [
        ["序号", "应用名称", "应用版本"],
        ["1", "云帆记账", "/"],
        ["2", "青禾相册", "——"],
        ["3", "月见题库", "1.2.0"],
    ]
    (table,) = read(drawn(rows), "a.png").tables
    assert [[cell.text for cell in row] for row in table.rows()] == rows
    assert all(cell.box and cell.confidence for cell in table.cells)


def test_a_hyphen_of_one_pixel_and_the_height_of_a_letter_are_read() -> None:
    rows = [
        ["序号", "应用名称", "应用版本"],
        ["1", "云帆记账", "-"],
        ["2", "青禾相册", "v6.9.48"],
        ["3", "月见题库", "V6.9.48"],
    ]
    (table,) = read(drawn(rows), "a.png").tables
    assert [row[2].text for row in table.rows()] == ["应用版本", "-", "v6.9.48", "V6.9.48"]


def test_a_red_seal_over_a_list_neither_cuts_its_columns_nor_hides_its_signs() -> None:
    rows = [
        ["序号", "应用名称", "所涉问题"],
        *([str(i), f"云帆记账{i}", "违规收集个人信息"] for i in range(1, 9)),
    ]
    seal = Image.new("RGB", Image.open(io.BytesIO(drawn(rows))).size, "white")
    pen = ImageDraw.Draw(seal)
    pen.ellipse((430, 180, 590, 340), outline=(224, 70, 70), width=5)
    pen.line((440, 260, 580, 260), fill=(224, 70, 70), width=4)
    pen.line((510, 190, 510, 330), fill=(224, 70, 70), width=4)
    image = ImageChops.multiply(Image.open(io.BytesIO(drawn(rows))).convert("RGB"), seal)
    out = io.BytesIO()
    image.save(out, "PNG")
    (table,) = read(out.getvalue(), "a.png").tables
    assert [[cell.text for cell in row] for row in table.rows()] == rows


def test_rules_across_a_narrow_column_beside_a_merged_one_part_its_rows() -> None:
    image = Image.new("RGB", (1300, 420), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 22)
    edges = [20, 80, 250, 700, 1280]
    for x in edges:
        pen.line((x, 20, x, 390), fill="black")
    heights = [20, 60, 115, 170, 225, 280, 335, 390]
    for y in heights:
        whole = y in (20, 60, 390)
        for left, right in ((20, 1280),) if whole else ((20, 80), (250, 1280)):
            pen.line((left, y, right, y), fill="black")
    for x, text in zip(edges, ("序号", "类型", "应用名称", "应用开发者"), strict=False):
        pen.text((x + 6, 26), text, font=font, fill="black")
    pen.text((100, 210), "网络社区", font=font, fill="black")
    for i, y in enumerate(heights[1:-1], start=1):
        for x, text in ((40, str(i)), (280, f"云帆记账{i}"), (730, f"杭州云帆{i}网络科技有限公司")):
            pen.text((x, y + 12), text, font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    (table,) = read(out.getvalue(), "a.png").tables
    assert [row[0].text for row in table.rows()] == ["序号", "1", "2", "3", "4", "5", "6"]
    assert {row[1].text for row in table.rows()[1:]} == {"网络社区"}


def test_a_title_above_a_list_without_rules_is_no_heading_of_it() -> None:
    image = Image.new("RGB", (1000, 420), "white")
    pen, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, 24)
    rows = [
        ["序号", "应用名称", "运营主体"],
        *([str(i), f"云帆记账{i}", f"杭州云帆{i}网络科技有限公司"] for i in range(1, 6)),
    ]
    pen.text((560, 20), "问题应用名单", font=font, fill="black")
    for r, row in enumerate(rows):
        for x, text in zip((40, 160, 480), row, strict=True):
            pen.text((x, 100 + r * 50), text, font=font, fill="black")
    out = io.BytesIO()
    image.save(out, "PNG")
    (table,) = read(out.getvalue(), "a.png").tables
    assert [[cell.text for cell in row] for row in table.rows()] == rows


def test_the_rows_of_a_tall_picture_are_neither_doubled_nor_torn() -> None:
    rows = [["序号", "应用名称"], *([str(i), f"云帆{i}"] for i in range(1, 61))]
    (table,) = read(drawn(rows), "a.png").tables
    assert [[cell.text for cell in row] for row in table.rows()] == rows


@pytest.mark.parametrize("degrees", [90, 270])
def test_a_picture_that_lies_on_its_side_is_read_with_places_in_the_picture_as_it_came(degrees: int) -> None:
    rows = [["序号", "应用名称", "应用版本"], *([str(i), f"云帆记账{i}", f"1.{i}.0"] for i in range(1, 7))]
    upright = Image.open(io.BytesIO(drawn(rows)))
    out = io.BytesIO()
    lying = upright.rotate(degrees, expand=True)
    lying.save(out, "PNG")
    (table,) = read(out.getvalue(), "a.png").tables
    assert [[cell.text for cell in row] for row in table.rows()] == rows
    first = table.cells[0].box
    assert first is not None and first.y1 - first.y0 > 2 * (first.x1 - first.x0)
    assert (first.y0 > lying.height / 2) == (degrees == 90)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_picture_that_was_cut_off_says_so_once_and_gives_no_rows(share: float) -> None:
    out = io.BytesIO()
    Image.open(io.BytesIO(drawn([["序号", "应用名称"], ["1", "云帆"]]))).save(out, "JPEG")
    reading = read(out.getvalue()[: int(len(out.getvalue()) * share)], "a.jpg")
    assert [issue.code for issue in reading.issues] == ["corrupt"] and not reading.tables
