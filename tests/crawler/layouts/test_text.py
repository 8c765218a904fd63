"""Markup written out without what is no text, and the text of it: as a parser would read it, without parsing again."""

from __future__ import annotations

import time

import pytest

from crawler.layouts.text import clean_html, soup, text_in, tidy


@pytest.mark.parametrize(
    ("markup", "cleaned"),
    [
        ("<div><p>一</p><script>x</script>\n<!-- y --><p>二</p></div>", "<div><p>一</p>\n<p>二</p></div>"),
        ("<div>\n<form><p>x</p></form>\n<input>\n<p>一</p></div>", "<div>\n<p>一</p></div>"),
        ("<div class='b  a'>一<br>二<img src=x alt=''></div>", '<div class="b a">一<br/>二<img alt="" src="x"/></div>'),
        ("<div title='&quot;a&quot;'>&lt;b&gt; &amp;amp;</div>", "<div title='\"a\"'>&lt;b&gt; &amp;amp;</div>"),
        ("<div title='\"&#39;' id=c>一</div>", '<div id="c" title="&quot;\'">一</div>'),
        ("<div><a href='/x?a=1&b=2'>一</a></div>", '<div><a href="/x?a=1&amp;b=2">一</a></div>'),
    ],
)  # fmt: skip
def test_an_elements_markup_is_written_without_what_says_nothing(markup: str, cleaned: str) -> None:
    tree = soup(markup)
    assert tree.div is not None
    before = str(tree)
    assert clean_html(tree.div) == cleaned
    assert str(tree) == before  # whoever looks for files in it later finds them
    assert clean_html(tree) == cleaned


def test_its_text_is_what_a_parser_reads() -> None:
    markup = (
        "<p title='a > b'>一<b>二</b>&lt;br&gt;</p><table><tr><td>x&nbsp;y</td><td>3 &lt; 4</td></tr></table>"
    )
    cleaned = clean_html(soup(markup))
    assert text_in(cleaned) == tidy(soup(cleaned).get_text(" ")) == "一 二 x y 3 < 4"


def test_markup_of_any_depth_is_written_in_little_time() -> None:
    began = time.monotonic()
    assert "示例" in clean_html(soup("<div>" * 200 + "示例" + "<b><i>x" * 20_000))
    assert len(text_in("<" * 200_000)) == 200_000
    assert time.monotonic() - began < 10
