"""Pagers and boxes of facts, as sites write them."""

from __future__ import annotations

import pytest

from crawler.layouts import pager
from crawler.layouts.infobox import infobox
from crawler.layouts.text import densest, soup


@pytest.mark.parametrize(
    ("text", "shown", "pages"),
    [
        ('<script>createPageHTML(12, 0, "index", "shtml");</script>', 20, 12),
        ("共 31 条记录 当前页次 1/4 页", 10, 4),
        ('<div totalpage="7"></div>', 20, 7),
        ("var countPage = 9//共多少页", 20, 9),
        ("共20条 当前第1/1页", 20, 1),
        ('<script>var totalData = "45";</script>', 20, 3),
        ("没有分页", 20, None),
    ],
)
def test_the_number_of_pages_is_read(text: str, shown: int, pages: int | None) -> None:
    assert pager.pages(text, shown) == pages


def test_further_pages_are_named_as_the_site_names_them() -> None:
    named = pager.pattern('createPageHTML(3, 0, "index", "shtml")')
    assert [pager.name(named, page) for page in (2, 3)] == ["index_1.shtml", "index_2.shtml"]
    assert pager.name("index_pc_{n}.html", 2) == "index_pc_2.html"


@pytest.mark.parametrize(
    "markup",
    [
        "<p><span>成文日期：</span><span>2026-04-13</span></p><p><span>发布日期：</span><span>2026-04-20</span></p>",
        "<table><tr><td>成文日期</td><td>2026-04-13</td><td>发布日期</td><td>2026-04-20</td></tr></table>",
        "<p>[成文日期] 2026-04-13</p><p>[发布日期] 2026-04-20</p>".replace("] ", "]：\u200b"),
    ],
)
def test_a_box_tells_the_day_of_signing_from_that_of_publication(markup: str) -> None:
    box = infobox(soup(markup))
    assert (box["成文日期"], box["发布日期"]) == ("2026-04-13", "2026-04-20")


def test_labels_may_be_spread_and_values_missing() -> None:
    box = infobox(
        soup("<p><b>标　　题：</b>示例办法</p><p><b>发文字号：</b></p><p><b>分　　类：</b>通知</p>")
    )
    assert box == {"标题": "示例办法", "发文字号": "", "分类": "通知"}


def test_the_running_text_is_found_without_the_menu_and_with_its_table() -> None:
    menu = "".join(f'<li><a href="/{n}">栏目{n}</a></li>' for n in range(40))
    table = "<table><tr><td>示例应用</td><td>违规收集个人信息，未明示规则</td></tr></table>"
    text = f"<div id=text><p>经检测，发现示例应用存在问题，现通报如下，请有关单位整改。</p>{table}</div>"
    found = densest(
        soup(f"<body><ul>{menu}</ul><div class=wrap><h1>通报</h1>{text}</div><p>版权所有</p></body>")
    )
    assert found is not None and found["id"] == "text"
    assert densest(soup(f"<body><ul>{menu}</ul></body>")) is None


def test_a_text_in_two_parts_is_not_cut_to_one() -> None:
    part = "<p>示例公司未按要求完成整改，现责令其限期改正并予以公开通报。</p>"
    found = densest(soup(f"<body><div id=whole><div>{part * 2}</div><div>{part * 2}</div></div></body>"))
    assert found is not None and found["id"] == "whole"
