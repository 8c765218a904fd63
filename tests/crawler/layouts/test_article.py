"""Press articles beyond the saved ones: hostile pages, and that furniture goes while what looks like it stays."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from crawler.layouts.article import read_article
from crawler.layouts.furniture import is_furniture
from crawler.page import LayoutChanged, Page, Source

URL = "https://post.example/a/1"
LINES = [
    "The example office said on Thursday that three apps had asked for more than their services need.",
    "The makers have fifteen days to mend their consent pages, and one of them has done so already.",
    "A fourth app, Mountain Ledger, was named for a second time within one year, the notice said.",
]


def read(body: str, **options: Any) -> Page:
    source = Source(
        id="post", title="", kind="press", language="en", base="https://post.example", lists=(), layout="feed",
        cron="", options=options,
    )  # fmt: skip
    return read_article(
        source, f"<html><head></head><body><h1>Named</h1>{body}</body></html>".encode(), {}, URL
    )


def entry(*inside: str) -> str:
    return f'<div class="entry-content">{"".join(f"<p>{line}</p>" for line in LINES)}{"".join(inside)}</div>'


@pytest.mark.parametrize(
    "line",
    [
        "Read more: Another story altogether",
        "READ ALSO: Another story",
        "Sign up for our letter",
        "Advertisement",
        "Photo: Example Pictures",
        "File photo/Example",
        "(Photo by A. Person/Example)",
        "Reporting by A. Reporter; editing by B. Editor",
        "(责任编辑：某某)",
        "责编：某某",
        "相关阅读：另一篇",
        "扫码关注我们",
    ],
)
def test_a_line_that_is_no_part_of_an_article_is_left_out(line: str) -> None:
    assert is_furniture(line)
    assert line not in read(entry(f"<p>{line}</p>", f"<p>{LINES[0]}</p>")).body_html


@pytest.mark.parametrize(
    "line",
    [
        "Reading more of its notices, the office found nothing.",
        "Photographs were taken by two apps without leave.",
        "Image recognition is what the third app does.",
        "Subscribers lost their data, the office said.",
        "The app asked users to share this file.",
        "Editors at two firms were questioned.",
        "责任由运营者承担。",
        "1. Kite Calendar, version 3.2",
    ],
)
def test_a_line_that_begins_alike_stays(line: str) -> None:
    assert line in read(entry(f"<p>{line}</p>", f"<p>{LINES[0]}</p>")).body_html


def test_a_body_whose_own_name_looks_like_furniture_stays() -> None:
    page = read(
        f'<div class="entry-content"><div class="share-content">{"".join(f"<p>{x}</p>" for x in LINES)}</div></div>'
    )
    assert all(line in page.body_html for line in LINES)


def test_what_the_catalogue_drops_is_dropped() -> None:
    page = read(entry('<div class="x-box">A box of its own.</div>'), article_drop=".x-box")
    assert "A box of its own" not in page.body_html and LINES[2] in page.body_html


def test_a_selector_that_finds_an_element_and_its_parent_reads_it_once() -> None:
    page = read(entry(), article_body=".entry-content, .entry-content p")
    assert page.body_html.count(LINES[0]) == 1


def _nested(depth: int) -> str:
    return '{"children":[' * depth + "{}" + "]}" * depth


@pytest.mark.parametrize(
    "body",
    [
        f'<script id="__NEXT_DATA__" type="application/json">{{"props":{_nested(50_000)}}}</script>',
        f'<script type="application/ld+json">{"[" * 100_000}</script>',
        '<script type="application/ld+json">{"@type":"NewsArticle","headline":{"a":1},"datePublished":7,'
        '"author":[null,3,{"name":[]}],"hasPart":[null,7],"isAccessibleForFree":[]}</script>',
        "<script>Fusion.globalContent={" + '"a":{' * 50_000 + "</script>",
        '<script>Fusion.globalContent={"result":{"title":7,"content_elements":[7,null,{"type":"list","items":7},'
        '{"type":"table","rows":[7,[null]]}]}}</script>',
        "<div>" * 20_000,
    ],
    ids=["next", "linked", "odd linked", "fusion", "odd fusion", "deep"],
)
def test_a_hostile_page_is_read_without_its_data_and_soon(body: str) -> None:
    began = time.monotonic()
    try:
        page = read(entry() + body)
    except LayoutChanged:
        assert body.startswith("<div>"), "only the tree itself may be too deep"
    else:
        assert LINES[0] in page.body_html and page.title == "Named"
    assert time.monotonic() - began < 10


def test_nodes_of_a_payload_are_escaped() -> None:
    node = {"type": "p", "children": [{"type": "text", "data": "<script>alert(1)</script> " + LINES[0]}]}
    link = {
        "type": "a",
        "attribs": {"href": "javascript:alert(1)"},
        "children": [{"type": "text", "data": "x"}],
    }
    data = {"props": {"pageProps": {"article": {"headline": "Named", "body": {"json": [node, link]}}}}}
    text = json.dumps(data).replace("</", "<\\/")
    page = read(f'<script id="__NEXT_DATA__" type="application/json">{text}</script>')
    assert "<script" not in page.body_html and "javascript:" not in page.body_html
    assert "&lt;script&gt;alert(1)" in page.body_html
