"""HTML: paragraphs, tables with merged cells, and whole pages without their furniture."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from lxml.html import document_fromstring

from nlp.read import read
from nlp.readers.html import read_html
from nlp.readers.plain import read_text

TABLE = (
    "<table><tr><th>序号<th>名称<th>问题</tr>"
    "<tr><td rowspan=2>1<td rowspan=2><p><span>字体美化</span></p><p>大师</p><td>甲</tr><tr><td>乙</tr>"
    "<tr><td colspan=3>丙</table>"
)


def test_blocks_and_line_breaks_end_lines_and_tables_stand_apart() -> None:
    reading = read_html(
        f"<h1>题</h1><p>甲<b>乙</b><br>丙</p><div>附件1{TABLE}尾</div><script>x</script>", "page"
    )
    assert reading.text.split("\n") == ["题", "甲乙", "丙", "附件1", "尾"]
    assert reading.tables[0].caption == "附件1"


def test_merged_cells_are_repeated_over_what_they_cover() -> None:
    (table,) = read_html(TABLE, "").tables
    assert [[(c.text, c.spanned) for c in row] for row in table.rows()[1:]] == [
        [("1", False), ("字体美化大师", False), ("甲", False)],
        [("1", True), ("字体美化大师", True), ("乙", False)],
        [("丙", False), ("丙", True), ("丙", True)],
    ]
    assert table.rows()[1][1].raw == "字体美化\n大师"


def test_a_table_that_only_lays_out_the_page_is_text_and_its_inner_table_is_found() -> None:
    reading = read_html(f"<table><tr><td>侧<td><p>正文</p>{TABLE}</td></tr></table>", "")
    assert len(reading.tables) == 1
    assert reading.text == "侧\n正文"


def test_hidden_elements_and_hostile_spans_do_no_harm() -> None:
    reading = read_html(
        "<p style='display: none'>无</p><table><tr><td rowspan=99999 colspan=99999>a<td>b</table>", ""
    )
    assert reading.text == ""
    assert len(reading.tables[0].cells) < 1000


def test_a_whole_page_gives_its_article_and_tables_without_furniture() -> None:
    prose = "某市通信管理局组织对应用软件进行检测，发现部分软件存在违规收集个人信息等问题，现通报如下，请企业按要求整改。"
    page = (
        "<html><head><title>x</title></head><body><nav>首页 新闻</nav><div class='main'><h1>关于侵害用户权益行为的通报</h1>"
        f"<div class='content'><p>{prose}</p><p>{prose[::-1]}</p>{TABLE}<p>某局</p><p>2026年3月2日</p></div></div>"
        "<div class='comments'><p>Please enter your comment!</p></div>"
        "<div class='related-stories'><a>另一条新闻的标题</a></div>"
        "<footer>版权所有</footer></body></html>"
    )
    reading = read(page.encode("gb18030"), "a.html")
    assert reading.text.split("\n") == [
        "关于侵害用户权益行为的通报",
        prose,
        prose[::-1],
        "某局",
        "2026年3月2日",
    ]
    assert len(reading.tables) == 1


def test_markup_left_open_tables_in_cells_and_deep_nests_cost_no_rows() -> None:
    open_rows = (
        "<table><tr><td>序号<td>应用名称<td>开发者<tr><td>1<td>栎岚<!-- x --><script>y</script>相册<td>某公司"
    )
    (table,) = read_html(open_rows, "").tables
    assert [[c.text for c in row] for row in table.rows()][1] == ["1", "栎岚相册", "某公司"]
    inner = "<table><tr><td>甲<td>乙</table>"
    (outer,) = read_html(open_rows.replace("某公司", inner), "").tables
    assert outer.rows()[1][2].text == "甲乙"
    deep = read_html("<div>" * 10_000 + open_rows + "</table>" + "</div>" * 10_000 + "<p>尾</p>", "")
    assert (len(deep.tables), deep.text.split("\n")[-1]) == (1, "尾")
    assert [issue.code for issue in deep.issues] == ["nested_too_deep"]


def test_a_category_merged_over_hundreds_of_rows_stands_in_each() -> None:
    rows = "".join(f"<td>{i}</td></tr><tr>" for i in range(300))
    (table,) = read_html(f"<table><tr><td rowspan=300>类</td>{rows}</tr></table>", "").tables
    assert all(row[0].text == "类" for row in table.rows())


def test_the_raw_text_of_a_paragraph_in_a_cell_keeps_what_the_carrier_broke() -> None:
    (table,) = read_html("<table><tr><td><p>⽕⻰果</p><td>x</table>", "").tables
    assert (table.cells[0].text, table.cells[0].raw) == ("火龙果", "⽕⻰果")


GARBLED = "关于侵害用户权益行为的应用通报"
MISREAD = {
    "gbk as latin": GARBLED.encode("gbk").decode("latin-1"),
    "utf-8 as latin": GARBLED.encode().decode("latin-1"),
    "utf-8 as windows": GARBLED.encode().decode("cp1252", "ignore"),
    "utf-8 as gbk": GARBLED.encode().decode("gbk", "ignore"),
    "twice": "通报锟斤拷锟斤拷",
    "lost": "通报\ufffd",
}


@pytest.mark.parametrize("how", MISREAD)
def test_text_that_was_decoded_wrongly_is_an_issue(how: str) -> None:
    codes = [issue.code for issue in read_html(f"<p>{MISREAD[how]}</p>", "").issues]
    assert codes == ["mojibake"]
    assert [issue.code for issue in read_text(MISREAD[how], "").issues] == ["mojibake"]


@pytest.mark.parametrize("text", [GARBLED, "“‘通报’”……——", "Él naïve ÀÉÈÊ 50 €", "鏡花水月 錄音"])
def test_text_as_it_was_written_is_none(text: str) -> None:
    assert read_text(text, "").issues == []


def test_a_list_costs_no_more_than_its_parsing_some_times_over() -> None:
    cells = "<td><p><span>栎岚相册{0}</span></p></td><td>杭州栎岚{0}科技有限公司</td><td>1.0.{0}</td><td>违规收集</td>"
    page = "<table>" + "".join(f"<tr><td>{i}</td>{cells.format(i)}</tr>" for i in range(300)) + "</table>"

    def least(work: Callable[[], object]) -> float:
        times = []
        for _ in range(9):
            began = time.process_time()
            work()
            times.append(time.process_time() - began)
        return min(times)

    assert least(lambda: read_html(page, "")) < 15 * least(lambda: document_fromstring(page))


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ("<td>1<td title='a > b'>甲<br>乙", ["1", "甲\n乙"]),
        ("<td>a &lt;td&gt; &amp;lt; b</td><td></td><td> &quot;c&quot; </td>", ["a <td> &lt; b", "", '"c"']),
        ("<td><table><tr><td>甲</td><td>乙</td></tr></table></td><td>2</td>", ["甲\n乙", "2"]),
        ("<td><div><p>甲</p>\n <p> 乙  丙</p></div></td><th scope='row'>3</th>", ["甲\n乙 丙", "3"]),
        ("<td>\ufdd1甲\ufdd4</td><td>\0乙</td>", ["甲", "乙"]),
    ],
    ids=["unclosed", "entities", "table-in-a-cell", "paragraphs", "marks"],
)
def test_the_cells_of_a_row_are_cut_at_its_tags_only(cells: str, expected: list[str]) -> None:
    (table,) = read_html(
        f"<table><tr><td>序号</td><td>应用名称</td><td>开发者</td></tr><tr>{cells}</tr></table>", ""
    ).tables
    assert [cell.raw for cell in table.rows()[1]] == expected


def test_a_cell_is_the_record_that_validation_would_make() -> None:
    (table,) = read_html(
        "<table><tr><td colspan=2>甲</td></tr><tr><td>1</td><td>⽤</td></tr></table>", ""
    ).tables
    for cell in table.cells:
        made = type(cell).model_validate(cell.model_dump())
        assert (cell, hash(cell), cell.model_dump_json()) == (made, hash(made), made.model_dump_json())
        assert type(cell).model_fields.keys() == cell.__dict__.keys()


def test_an_article_that_wechat_hides_until_a_script_runs_is_read_and_other_hidden_text_is_not() -> None:
    article = "<p>通报如下。<span style='visibility:hidden'>无</span></p>"
    page = f"<body><div id='js_content' style='visibility: hidden;'>{article}</div></body>"
    assert read_html(page, "a").text == "通报如下。"
