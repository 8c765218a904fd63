"""Lists that a page lays out without table elements."""

from __future__ import annotations

from nlp.grid import lists
from nlp.readers.html import read_html
from store.records import Reading

ROWS = [["序号", "应用名称", "开发者", "所涉问题"]] + [
    [str(i), f"云帆{i}", f"杭州云帆{i}科技有限公司", "违规收集个人信息"] for i in (1, 2, 3)
]


def rows(reading: Reading) -> list[list[str]]:
    return [[cell.text for cell in row] for row in reading.tables[0].rows()]


def cells(row: list[str], tag: str = "div") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in row)


def test_rows_of_divs_are_a_table_with_the_line_above_as_its_caption() -> None:
    body = "".join(f"<div class=r>{cells(row)}</div>" for row in ROWS)
    reading = read_html(f"<div><p>附件1</p>{body}<p>特此通报。</p></div>", "a")
    assert rows(reading) == ROWS
    assert reading.tables[0].caption == "附件1"
    assert reading.text == "附件1\n特此通报。"
    assert [row.app for row in lists([reading])[0].apps] == ["云帆1", "云帆2", "云帆3"]


def test_a_head_and_a_body_apart_are_one_table() -> None:
    body = "".join(f"<ul>{cells(row, 'li')}</ul>" for row in ROWS[1:])
    html = f"<div><div class=head><ul>{cells(ROWS[0], 'li')}</ul></div><div class=body>{body}</div></div>"
    assert rows(read_html(html, "a")) == ROWS


def test_cells_that_stand_in_one_element_are_cut_by_the_number_of_headings() -> None:
    html = "<div style='display:grid'>" + "".join(cells(row, "span") for row in ROWS) + "</div>"
    assert rows(read_html(html, "a")) == ROWS


def test_a_line_between_rows_goes_over_all_columns() -> None:
    body = [f"<div>{cells(row)}</div>" for row in ROWS]
    body.insert(2, "<div>二、未完成整改的应用</div>")
    assert rows(read_html(f"<div>{''.join(body)}</div>", "a"))[2] == ["二、未完成整改的应用"] * 4


def test_a_menu_and_the_paragraphs_of_a_cell_are_no_table() -> None:
    menu = "<ul><li>首页</li><li>公开</li><li>互动</li><li>服务</li></ul>"
    table = "".join(
        "<tr>"
        + "".join(f"<td><p><span>{text[:1]}</span><span>{text[1:]}</span></p></td>" for text in row)
        + "</tr>"
        for row in ROWS
    )
    reading = read_html(f"<div>{menu}{menu}<table>{table}</table></div>", "a")
    assert len(reading.tables) == 1
    assert rows(reading) == ROWS
