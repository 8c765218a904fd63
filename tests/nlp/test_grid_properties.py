"""What must hold of every table: rows keep their order, and no cell is lost without an issue."""

from __future__ import annotations

from html import escape

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.grid import lists
from nlp.readers.html import read_html
from nlp.rows import AppList
from tests.nlp.tables import HEADER, read_rows

NAMES = st.text("栎岚汐禾杉町榆桐abcXY", min_size=2, max_size=6).map(lambda name: f"{name}记")
FIRMS = st.text("栎岚汐禾杉町榆桐", min_size=2, max_size=4).map(lambda name: f"杭州{name}网络科技有限公司")
ODD = st.sampled_from(
    ["", "1.2.3", "应用宝", "附件1", "技有限公司", "2024年5月6日前完成整改", "违规收集个人信息", "x y"]
)
STORES = st.sampled_from(["应用宝", "豌豆荚", "微信小程序", "/"])
PROBLEMS = st.sampled_from(["违规收集个人信息", "账号注销难", "1.违规使用个人信息；2.账号注销难"])
GOOD_ROWS = st.tuples(NAMES, FIRMS, STORES, st.sampled_from(["1.0", "2.3.4", "/"]), PROBLEMS)
ANY_ROWS = st.tuples(*[st.one_of(NAMES, FIRMS, ODD)] * 5)
PIECES = (
    "<table>|</table>|<tr>|</tr>|<td>|<th>|</td>|<td rowspan=3>|<td colspan=2>|<p>|<br>|<div>|</div>|序号|应用名称"
    "|开发者|栎岚|<!-- -->|<td rowspan=0 colspan=99999>|&nbsp;|<"
)
MARKUP = st.lists(st.sampled_from(PIECES.split("|")), max_size=60).map("".join)


def numbered(rows: list[tuple[str, ...]]) -> list[list[str]]:
    return [HEADER, *([str(i), *row] for i, row in enumerate(rows, 1))]


def kept(found: list[AppList]) -> str:
    """Everything that rows, headings, captions and issues hold."""
    said: list[str] = []
    for app_list in found:
        said += [app_list.caption, *app_list.headings.values()]
        for row in app_list.rows:
            said += [*row.values.values(), *row.raw, row.section, *(p.text for p in row.problems)]
        for issue in app_list.issues:
            said += issue.raw
    return "\n".join(said)


@settings(max_examples=25, deadline=None)
@given(st.lists(GOOD_ROWS, min_size=1, max_size=12, unique_by=lambda row: row[0]))
def test_good_rows_come_out_in_their_order_on_one_page_or_two(rows: list[tuple[str, ...]]) -> None:
    table = numbered(rows)
    names = [row[0] for row in rows]
    (whole,) = read_rows(table)
    assert [row.app for row in whole.apps] == names
    half = 1 + len(rows) // 2
    pages = [page for page in (table[:half], table[half:]) if page]
    if len(pages[0]) > 1:
        (paged,) = read_rows(*pages)
        assert [row.app for row in paged.apps] == names


@settings(max_examples=50, deadline=None)
@given(st.lists(ANY_ROWS, min_size=1, max_size=8))
def test_no_cell_of_any_row_is_lost(rows: list[tuple[str, ...]]) -> None:
    found = read_rows(numbered(rows))
    all_kept = kept(found)
    for row in rows:
        for cell in row:
            assert cell.strip() in all_kept, (cell, rows)


@settings(max_examples=50, deadline=None)
@given(MARKUP)
def test_broken_markup_never_raises_and_every_cell_has_a_place_of_its_own(markup: str) -> None:
    reading = read_html(markup, "")
    lists([reading])
    for table in reading.tables:
        places = [(cell.row, cell.col) for cell in table.cells]
        assert len(places) == len(set(places))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=4), min_size=1, max_size=6))
def test_what_cells_of_a_page_say_is_what_the_reading_says(rows: list[list[str]]) -> None:
    body = "".join("<tr>" + "".join(f"<td><p>{escape(c)}</p></td>" for c in row) + "</tr>" for row in rows)
    (table,) = read_html(f"<table>{body}</table>", "").tables
    assert [len(row) for row in table.rows()] == [len(row) for row in rows]
