"""Markup and evidence are escaped whatever comes in, and every character of a text is shown once."""

from __future__ import annotations

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from dashboard import parts
from dashboard.context import Context
from dashboard.evidence import highlighted, legend
from dashboard.guard import hosts
from dashboard.markup import TURNING, Html, el, link, table
from store.show_shapes import Mark

TEXT = "甲公司的样例应用违规收集个人信息。"


def plain(markup: str) -> str:
    """What a reader sees of it."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


def test_text_is_escaped_and_markup_of_our_own_is_not() -> None:
    assert el("b", "<i>", Html("<i></i>")) == "<b>&lt;i&gt;<i></i></b>"
    assert el("a", "x", href='"><script>') == '<a href="&quot;&gt;&lt;script&gt;">x</a>'


def test_only_web_addresses_become_links() -> None:
    assert link("https://a.example/x", "x").startswith("<a ")
    for url in ("javascript:alert(1)", "data:text/html,x", "//a.example", "http://[", ""):
        assert "<a " not in link(url, "x")


def test_a_table_s_cells_carry_their_headings_for_narrow_screens() -> None:
    assert '<td data-label="a&lt;b">1</td>' in table(["a<b"], [[1]])


def test_overlapping_marks_are_all_named_and_the_most_telling_one_colours() -> None:
    marks = [
        Mark(0, 8, "company", "甲公司", ""),
        Mark(4, 8, "app", "样例应用", ""),
        Mark(8, 16, "violation", "code", ""),
    ]
    shown = highlighted(TEXT, marks, str.upper)
    assert '<mark class="tb-mark tb-company" title="COMPANY: 甲公司">甲公司的</mark>' in shown
    assert '<mark class="tb-mark tb-app" title="APP · COMPANY: 甲公司">样例应用</mark>' in shown
    assert plain(shown) == TEXT
    assert plain(legend(marks, str.upper)) == "APP 1 COMPANY 1 VIOLATION 1 "


@given(
    st.text(max_size=60),
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from(["app", "law", "<b>"])), max_size=8
    ),
)
def test_no_text_or_mark_changes_what_is_read(text: str, places: list[tuple[int, int, str]]) -> None:
    marks = [Mark(start, start + size, kind, '"<', "") for start, size, kind in places]
    shown = highlighted(text, marks, str)
    assert plain(shown) == text.translate(TURNING)
    assert re.sub(r"</?(div|mark)[^>]*>", "", shown).find("<") == -1


def test_a_csv_cell_cannot_act_as_a_formula_and_each_row_names_its_origin(filled: Context) -> None:
    rows = parts.as_csv(["a", "b"], [("=1+1", -5), ("@x", "好")]).decode("utf-8-sig").splitlines()
    assert rows == ["a,b,origin", "'=1+1,-5,example", "'@x,好,example"]
    assert parts.file_name("x") == "示例-EXAMPLE-tongbao-x.csv"


def test_a_csv_of_a_live_store_has_no_mark_of_examples(empty: Context) -> None:
    assert parts.as_csv(["a"], [("x",)]).decode("utf-8-sig").splitlines()[1] == "x,live"
    assert parts.file_name("x") == "tongbao-x.csv"


def test_the_dashboard_answers_under_the_name_that_readers_use() -> None:
    assert "notices.example" in hosts("https://notices.example/tongbao")
    assert "127.0.0.1" in hosts("https://notices.example/tongbao")


def test_marks_that_turn_the_order_of_words_are_shown_as_what_they_are() -> None:
    assert el("p", "未\u202e按期\u2066") == "<p>未\ufffd按期\ufffd</p>"
