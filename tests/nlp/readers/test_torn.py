"""Rows of a list without rules that the end of a page cuts."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from nlp.read import read

LEFT = (50, 100, 230, 430)


def pages(top: str, at: float) -> bytes:
    """A list over two pages, the second with a phrase above a wide gap."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(600, 800))
    rows = [("序号", "应用名称", "应用开发者", "所涉问题")]
    rows += [(str(i), f"云帆{i}", "杭州云帆网络科技有限公司", "账号注销难") for i in range(1, 9)]
    for first, lines in ((0, rows[:5]), (5, rows[5:])):
        page.setFont("STSong-Light", 10)
        if first:
            page.drawString(at, 760, top)
        for i, row in enumerate(lines):
            for x, text in zip(LEFT, row, strict=True):
                page.drawString(x, 715 - 30 * i, text)
        page.showPage()
    page.save()
    return out.getvalue()


def test_the_rest_of_a_torn_row_above_a_wide_gap_belongs_to_its_row() -> None:
    reading = read(pages("违规使用个人信息", LEFT[3]), "a.pdf")
    (table,) = reading.tables
    found = [[cell.text for cell in row] for row in table.rows()]
    assert found[4] == ["4", "云帆4", "杭州云帆网络科技有限公司", "账号注销难违规使用个人信息"]
    assert len(found) == 9 and not reading.text


@pytest.mark.parametrize("at", [50.0, 265.0])
def test_a_running_head_belongs_to_no_row(at: float) -> None:
    reading = read(pages("检测结果", at), "a.pdf")
    (table,) = reading.tables
    assert reading.text == "检测结果"
    assert [row[-1].text for row in table.rows()[1:]] == ["账号注销难"] * 8
