"""PDF pages that browsers print: panels behind a list, rows cut by a page's end, long dashes."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import cast

import pdfplumber
import pypdfium2
from pdfplumber.page import Page
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from nlp.grid import lists
from nlp.read import read
from nlp.readers import pdfsigns
from nlp.readers.panels import drop_panels
from nlp.readers.words import lines_of

HEADER = ["序号", "应用名称", "开发者", "所涉问题"]
COLUMNS = [60, 110, 220, 400]
ROWS = [[str(i), f"栎岚{i}", f"杭州栎岚{i}科技有限公司", "账号注销难"] for i in range(1, 9)]
HIGH = 800


def blank() -> tuple[io.BytesIO, canvas.Canvas]:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(600, HIGH))
    page.setFont("STSong-Light", 10)
    return out, page


def ruled(page: canvas.Canvas, rows: list[list[str]], top: float) -> float:
    """Draws rows with rules; where they end."""
    for row in rows:
        top -= 60
        for x, right, text in zip(COLUMNS, [*COLUMNS[1:], 540], row, strict=True):
            page.rect(x, top, right - x, 60)
            page.drawString(x + 5, top + 25, text)
    return top


def panel(page: canvas.Canvas, bottom: float, top: float) -> None:
    page.setFillGray(0.95)
    page.rect(40, bottom, 520, top - bottom, stroke=0, fill=1)
    page.setFillGray(0)


def test_a_panel_behind_a_page_gives_its_list_no_blank_columns() -> None:
    out, page = blank()
    panel(page, 50, 750)
    ruled(page, [HEADER, *ROWS[:3]], 700)
    page.showPage()
    page.setFont("STSong-Light", 10)
    panel(page, 450, 750)
    assert ruled(page, ROWS[3:], 750) == 450  # as high as the panel
    page.save()
    (found,) = lists([read(out.getvalue(), "list.pdf")])
    assert [[row.values[r] for r in ("number", "app", "developer", "problems")] for row in found.apps] == ROWS


def test_a_list_s_own_ground_is_no_panel() -> None:
    out, page = blank()
    page.setFillGray(0.9)
    page.rect(60, 500, 480, 200, stroke=0, fill=1)
    page.line(60, 600, 540, 600)
    page.line(110, 500, 110, 700)
    page.save()
    with pdfplumber.open(io.BytesIO(out.getvalue())) as opened:
        drop_panels(opened.pages[0])
        assert len(opened.pages[0].rects) == 1


def unruled(page: canvas.Canvas, row: list[str], top: float) -> None:
    for x, text in zip(COLUMNS, row, strict=True):
        for i, line in enumerate(text.split("\n")):
            page.drawString(x, top - 12 * i, line)


def test_the_rest_of_a_row_without_rules_is_put_to_the_page_before() -> None:
    out, page = blank()
    for i, row in enumerate([HEADER, *ROWS[:3]]):
        unruled(page, row, 700 - 30 * i)
    unruled(page, ["4", "栎岚4", "杭州栎岚4科技有限公司", "未明示收集使用个人信息的\n目的、方式和"], 580)
    page.showPage()
    page.setFont("STSong-Light", 10)
    unruled(page, ["", "", "", "范围；违规收集\n个人信息"], 772)
    for i, row in enumerate(ROWS[4:]):
        unruled(page, row, 730 - 30 * i)
    page.save()
    (found,) = lists([read(out.getvalue(), "list.pdf")])
    assert [row.values["number"] for row in found.apps] == [row[0] for row in ROWS]
    told = ["未明示收集使用个人信息的目的、方式和范围", "违规收集个人信息"]
    assert [p.text for p in found.apps[3].problems] == told
    assert [p.text for p in found.apps[4].problems] == ["账号注销难"]


def test_lines_above_the_number_of_a_page_s_first_row_stay_with_it() -> None:
    out, page = blank()
    for i, row in enumerate([HEADER, *ROWS[:4]]):
        unruled(page, row, 700 - 40 * i)
    page.showPage()
    page.setFont("STSong-Light", 10)
    unruled(page, ["", "", "", "未明示收集使用\n个人信息的目的、\n方式和范围"], 742)
    unruled(page, ["5", "栎岚5", "杭州栎岚5科技有限公司", ""], 730)
    for i, row in enumerate(ROWS[5:]):
        unruled(page, row, 690 - 40 * i)
    page.save()
    (found,) = lists([read(out.getvalue(), "list.pdf")])
    assert [p.text for p in found.apps[3].problems] == ["账号注销难"]
    assert [p.text for p in found.apps[4].problems] == ["未明示收集使用个人信息的目的、方式和范围"]


def test_a_dash_that_one_library_writes_long_and_the_other_as_two_is_not_lost() -> None:
    page = cast(Page, SimpleNamespace(chars=[{"text": sign} for sign in "漪岑⸺璟⽤"]))
    assert not pdfsigns.lost(page, "漪岑——璟\r\n用")
    assert pdfsigns.lost(page, "漪岑——璟棹\r\n用")


def test_signs_of_a_line_stay_in_order_though_their_boxes_differ() -> None:
    out, page = blank()
    for i, sign in enumerate("漪岑—璟，12"):  # each for itself, as some programs write
        page.drawString(60 + 10 * min(i, 5) + 5 * (i == 6), 700, sign)
    page.drawString(150, 700, "Lanhe Ltd.")
    page.save()
    textpage = pypdfium2.PdfDocument(out.getvalue())[0].get_textpage()
    (line,) = lines_of(pdfsigns.glyphs_of(textpage, HIGH))
    assert "".join(glyph.text for glyph in line) == "漪岑—璟，12 Lanhe Ltd."
