"""Tables for tests of the grid, written as plain rows of text."""

from __future__ import annotations

from nlp.clean import tidy
from nlp.grid import lists
from nlp.rows import AppList
from store.records import Cell, Reading, Table

HEADER = ["序号", "应用名称", "应用开发者", "应用来源", "应用版本", "所涉问题"]
GOOD = ["1", "栎岚相册", "杭州栎岚网络科技有限公司", "应用宝", "1.2.3", "违规收集个人信息"]
NEXT = ["3", "汐禾记账", "长沙汐禾信息技术有限公司", "豌豆荚", "2.0.1", "违规使用个人信息"]


def table(rows: list[list[str]], number: int = 0, caption: str = "") -> Table:
    """A table of these rows; a cell "^" repeats the one above as a merged cell, "<" the one to its left."""
    cells: list[Cell] = []
    shown: dict[tuple[int, int], str] = {}
    for r, row in enumerate(rows, start=1):
        for c, text in enumerate(row, start=1):
            raw = {"^": shown.get((r - 1, c), ""), "<": shown.get((r, c - 1), "")}.get(text, text)
            shown[r, c] = raw
            cells.append(Cell(row=r, col=c, text=tidy(raw), raw=raw, spanned=text in ("^", "<")))
    return Table(number=number, cells=cells, caption=caption)


def read_rows(*tables: list[list[str]], media_type: str = "text/html") -> list[AppList]:
    """The lists in tables of one reading."""
    made = [table(rows, number) for number, rows in enumerate(tables)]
    return lists([Reading(file="list", media_type=media_type, text="", tables=made)])


def codes(app_list: AppList) -> set[str]:
    """The codes of a list's issues."""
    return {issue.code for issue in app_list.issues}
