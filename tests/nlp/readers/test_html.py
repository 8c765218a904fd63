"""HTML: paragraphs, tables with merged cells, and whole pages without their furniture."""

from __future__ import annotations

from nlp.read import read
from nlp.readers.html import read_html

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
