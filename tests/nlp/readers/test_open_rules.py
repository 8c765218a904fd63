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


def test_a_title_between_the_rows_of_a_list_without_rules_at_its_sides_costs_no_column() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    header = ["序号", "应用名称", "开发者", "版本", "所涉问题"]
    titled = [
        header,
        ["一、重点检测", "", "", "", ""],
        *ROWS[:3],
        ["二、日常检测", "", "", "", ""],
        *ROWS[3:],
    ]
    spans = [("SPAN", (0, y), (-1, y)) for y, row in enumerate(titled) if row[1] == ""]
    table = Table(
        titled,
        [35, 80, 150, 60, 150],
        style=[FONT, ("INNERGRID", (0, 0), (-1, -1), 0.5, colors.black), *spans],
    )
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([table])
    (found,) = lists([read(out.getvalue(), "list.pdf")])
    roles = ("number", "app", "developer", "version", "problems")
    assert [[row.values[role] for role in roles] for row in found.apps] == ROWS


def test_rows_that_go_on_above_another_list_on_the_next_page_are_read() -> None:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    header = ["序号", "应用名称", "开发者", "版本", "所涉问题"]
    long = [[str(i), f"栎岚{i}", f"杭州栎岚{i}科技有限公司", f"1.0.{i}", "账号注销难"] for i in range(1, 51)]
    other = [
        ["序号", "SDK名称", "开发者"],
        *([str(i), f"汐禾{i}", f"长沙汐禾{i}科技有限公司"] for i in range(1, 4)),
    ]
    first = Table([header, *long], [35, 80, 150, 60, 150], style=[FONT])
    second = Table(other, [35, 120, 200], style=[FONT], spaceBefore=60)
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4).build([first, second])
    found = lists([read(out.getvalue(), "list.pdf")])
    assert [row.app for row in found[0].apps] == [row[1] for row in long]
    assert [row.app for row in found[1].apps] == ["汐禾1", "汐禾2", "汐禾3"]


def test_page_numbers_and_signatures_are_told_from_cells() -> None:
    assert all(map(is_page_number, ["- 3 -", "第 2 ⻚ 共 3 ⻚", "第1页/共2页", "Page 1 of 4", "5"]))
    assert not any(map(is_page_number, ["3.1.4", "2024021319", "第三版", "page 0"]))
    assert is_signature("某省通信管理局 2026年3月2日")
    assert not is_signature("2026年3月2日前完成整改")
