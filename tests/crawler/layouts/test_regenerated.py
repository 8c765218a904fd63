"""A site that prints its page anew, with another stamp in its footer, has said nothing new."""

from __future__ import annotations

from crawler.layouts import layout
from crawler.page import Page, Source
from settings import ROOT

SAVED = ROOT / "tests" / "fixtures" / "sites" / "example-cac" / "article-with-pictures" / "page.html"


def read(text: str) -> Page:
    source = Source(
        "cac", "示例", "official", "zh", "https://www.cac.example.cn", ("/A093702index_1.htm",), "cac", ""
    )
    return layout("cac").article(source, text.encode(), {}, "https://www.cac.example.cn/2026-09/11/c_1.htm")


def test_a_regenerated_footer_changes_nothing() -> None:
    before = SAVED.read_text(encoding="utf-8")
    after = before.replace("publishdate:2026/09/13 09:41:07", "publishdate:2026/10/02 23:59:59")
    after = after.replace("<li>首 页</li>", "<li>首 页</li><li>新栏目</li>")
    assert after != before and read(after) == read(before)


def test_a_changed_text_changes_the_page() -> None:
    before = SAVED.read_text(encoding="utf-8")
    assert read(before.replace("现通报如下", "现将更正后的名单通报如下")) != read(before)
