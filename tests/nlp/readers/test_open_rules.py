"""PDF lists whose rules do not close every cell."""

from __future__ import annotations

import io
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import SimpleDocTemplate, Table

from nlp.grid import lists
from nlp.read import read
from nlp.readers.margins import is_page_number, is_signature

FONT = ("FONT", (0, 0), (-1, -1), "STSong-Light", 9)
BANDS = [("BACKGROUND", (0, y), (-1, y), colors.lightgrey) for y in range(0, 9, 2)]
ROWS = [[str(i), f"栎岚{i}", f"杭州栎岚{i}科技有限公司", f"1.0.{i}", "账号注销难"] for i in range(1, 9)]


def printed(style: list[tuple[Any, ...]]) -> bytes:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    table = Table(
        [["序号", "应用名称", "开发者", "版本", "所涉问题"], *ROWS],
        [35, 80, 150, 60, 150],
        style=[FONT, *style],
    )
    SimpleDocTemplate(out, pagesize=A4).build([table])
    return out.getvalue()


@pytest.mark.parametrize(
    "style",
    [
        [("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black)],
        [("LINEAFTER", (0, 0), (-2, -1), 0.5, colors.black)],
        [("BOX", (0, 0), (-1, -1), 0.5, colors.black), ("LINEAFTER", (0, 0), (-2, -1), 0.5, colors.black)],
        [("LINEBELOW", (0, 0), (-1, -2), 0.5, colors.black)],
        BANDS,
        [],
    ],
    ids=["no-frame", "columns-only", "framed-columns", "lines-only", "shaded", "bare"],
)
def test_every_cell_is_read_though_rules_leave_it_open(style: list[tuple[Any, ...]]) -> None:
    (found,) = lists([read(printed(style), "list.pdf")])
    roles = ("number", "app", "developer", "version", "problems")
    assert [[row.values[role] for role in roles] for row in found.apps] == ROWS


def test_page_numbers_and_signatures_are_told_from_cells() -> None:
    assert all(map(is_page_number, ["- 3 -", "第 2 ⻚ 共 3 ⻚", "第1页/共2页", "Page 1 of 4", "5"]))
    assert not any(map(is_page_number, ["3.1.4", "2024021319", "第三版", "page 0"]))
    assert is_signature("某省通信管理局 2026年3月2日")
    assert not is_signature("2026年3月2日前完成整改")
