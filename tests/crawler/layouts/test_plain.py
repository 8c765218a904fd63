"""Days that a plain page prints without a label, and catalogue options that beat a family's own."""

from __future__ import annotations

import pytest

from crawler.layouts import layout
from crawler.page import Ask, LayoutChanged, Page, Source

URL = "https://www.example.gov.cn/a/b.html"


def source(name: str, **options: object) -> Source:
    return Source(
        "s", "示例", "official", "zh", "https://www.example.gov.cn", ("/a/",), name, "", options=options
    )


def article(markup: str, **options: object) -> Page:
    text = f"<html><body>{markup}</body></html>"
    return layout("plain").article(source("plain", **options), text.encode(), {}, URL)


def test_a_day_between_title_and_text_is_that_of_publication() -> None:
    page = article(
        "<h1>示例通报</h1><span>2026-05-20 10:00</span><div id=b><p>整改至2026年6月1日。</p></div>",
        article_body="#b",
    )
    assert page.published is not None and page.published.value == "2026-05-20T10:00:00+08:00"


@pytest.mark.parametrize(
    "markup",
    [
        "<div id=b><h1>示例通报</h1><p>整改至2026年6月1日。</p></div>",
        "<h1>示例通报</h1><div id=b><p>整改至2026年6月1日。</p></div><p>2026-06-02</p>",
        "<div><span>2026-06-02</span></div><h1>示例通报</h1><div id=b><p>现予以通报。</p></div>",
    ],
)
def test_a_day_elsewhere_is_not(markup: str) -> None:
    assert article(markup, article_body="#b").published is None


def test_an_entry_beats_its_familys_options() -> None:
    body = '<ul class="x"><li><a href="/n/1.html">示例通知一</a></li></ul>'.encode()
    ask = Ask(url="https://www.example.gov.cn/a/", kind="list")
    with pytest.raises(LayoutChanged, match=r"wanted 'li, tr, dd' with a link /t\(\?:20"):
        layout("trs").listing(source("trs"), ask, body, {}, ask.url)
    found = layout("trs").listing(source("trs", address="/n/"), ask, body, {}, ask.url)
    assert [link.title for link in found.links] == ["示例通知一"]


def test_a_family_asks_with_the_headers_that_it_needs() -> None:
    assert layout("mstl").headers(source("mstl"), URL) == {"Referer": "https://www.example.gov.cn/"}
    assert layout("trs").headers(source("trs"), URL) == {}
