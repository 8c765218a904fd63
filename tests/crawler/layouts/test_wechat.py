"""WeChat posts beyond the saved ones: linked from any list, hostile, and which pictures count."""

from __future__ import annotations

import time

import pytest

from crawler.layouts import LAYOUTS, layout
from crawler.layouts.script import listed, value
from crawler.layouts.wechat import reads
from crawler.page import Blocked, LayoutChanged, Page, Source

URL = "https://mp.weixin.qq.com/s/AbC"


def read(family: str, body: str, url: str = URL) -> Page:
    source = Source(
        id="one",
        title="",
        kind="official",
        language="zh",
        base="https://office.example",
        lists=(),
        layout=family,
        cron="",
    )
    return layout(family).article(source, body.encode(), {}, url)


def post(inside: str, script: str = "var ct = '1788912000';") -> str:
    return (
        f'<html><body><h1 id="activity-name">示例通报</h1><a id="js_name">网信示例</a><div id="js_content">{inside}</div>'
        f"<script>{script}</script></body></html>"
    )


@pytest.mark.parametrize("family", sorted(LAYOUTS))
def test_whatever_list_links_to_a_post_it_is_read_as_one(family: str) -> None:
    page = read(family, post("<p>示例局通报一款应用。</p>"))
    assert (page.title, page.site_name) == ("示例通报", "网信示例")
    assert page.body_html == "<p>示例局通报一款应用。</p>"
    assert page.published is not None and page.published.value == "2026-09-09T08:00:00+08:00"


@pytest.mark.parametrize(
    ("attributes", "kept"),
    [
        ('data-w="1080" data-ratio="1.7"', True),
        ('data-w="640" data-ratio="1"', True),
        ("", True),
        ('data-w="1080" data-ratio="0.05"', False),
        ('data-w="64" data-ratio="1.5"', False),
        ('data-w="430" data-ratio="1"', False),
        ('data-w="1080" data-ratio="1" data-type="gif"', False),
        ('class="emoji" data-w="1080"', False),
    ],
)
def test_only_pictures_that_may_hold_a_list_are_fetched(attributes: str, kept: bool) -> None:
    picture = f'<img data-src="https://mmbiz.qpic.cn/mmbiz_png/x/640?wx_fmt=png" {attributes}>'
    assert len(read("wechat", post(f"<p>名单见图。</p>{picture}")).attachments) == kept


def test_a_post_of_pictures_alone_is_one() -> None:
    page = read(
        "wechat",
        post('<img data-src="//mmbiz.qpic.cn/mmbiz_jpg/x/640?wx_fmt=jpeg" data-w="1080" data-ratio="2">'),
    )
    assert [(a.url, a.name) for a in page.attachments] == [
        ("https://mmbiz.qpic.cn/mmbiz_jpg/x/640?wx_fmt=jpeg", "01.jpg")
    ]


def test_words_about_deletion_inside_a_post_do_not_make_it_deleted() -> None:
    assert "参数错误" in read("wechat", post("<p>该应用提示参数错误，该内容已被发布者删除。</p>")).body_html


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("", Blocked),
        ("<html></html>", LayoutChanged),
        ('<div id="js_content"></div>', LayoutChanged),
        ('<div id="js_content"><p>没有标题</p></div>', LayoutChanged),
        ("<p>操作过于频繁，访问过于频繁</p>", Blocked),
    ],
)
def test_what_is_no_post_is_told(body: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        read("wechat", body)


def test_another_page_is_not_taken_for_a_post() -> None:
    assert not reads("https://office.example/a", b'<div id="content">see js_name</div>')
    assert reads("https://copy.example/s", b'<h1 id="activity-name"></h1><div id="js_content"></div>')


def test_values_of_scripts_are_read_as_text() -> None:
    assert value(r"a.title = JsDecode('\x26quot;x\x26quot;\x0ay')", "title") == '"x"\ny'
    assert value('{"ct":1788912000}', "ct") == "1788912000"
    assert value("act = '7'; ct = ''; ct = '8'", "ct") == "8"
    assert listed("p = [{k:'1', q:{k:'x'}, z:[{k:'y'}]}, {'k':\"2\"}, '}']", "p", "k") == ["1", "2"]


@pytest.mark.parametrize(
    "script",
    [
        "picture_page_info_list = [" + "[" * 200_000,
        "picture_page_info_list = [" * 20_000,
        "ct = '" * 100_000,
        "ct = '" + "\\" * 200_000,
        "content_noencode: JsDecode('" + "a" * 500_000,
    ],
    ids=["deep", "many", "open", "slashes", "long"],
)
def test_a_hostile_script_costs_no_time(script: str) -> None:
    began = time.monotonic()
    with pytest.raises(LayoutChanged):
        read("wechat", post("", script))
    assert time.monotonic() - began < 10
