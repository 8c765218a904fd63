"""Feeds and sitemaps beyond the saved ones: bounds, hostile answers, addresses that are one."""

from __future__ import annotations

import contextlib
import gzip
import time
from typing import Any

import pytest

from crawler.layouts import feed
from crawler.layouts.twins import one_address
from crawler.page import Ask, Blocked, LayoutChanged, Listing, Source

URL = "https://post.example/feed.xml"
SITEMAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{}</urlset>'


def source(**options: Any) -> Source:
    return Source(
        id="post", title="", kind="press", language="en", base="https://post.example", lists=("/feed.xml",),
        layout="feed", cron="", options=options,
    )  # fmt: skip


def listing(body: str | bytes, **options: Any) -> Listing:
    data = body if isinstance(body, bytes) else body.encode()
    return feed.listing(source(**options), Ask(url=URL, kind="list"), data, {}, URL)


def item(number: int, inside: str = "") -> str:
    return f"<item><title>Item {number}</title><link>https://post.example/a/{number}</link>{inside}</item>"


def rss(*items: str) -> str:
    return f'<rss version="2.0"><channel>{"".join(items)}</channel></rss>'


@pytest.mark.parametrize(
    ("url", "same"),
    [
        ("https://post.example/a/1/amp/", "https://post.example/a/1/"),
        ("https://post.example/a/1/amp", "https://post.example/a/1"),
        ("https://post.example/amp/a/1", "https://post.example/a/1"),
        ("https://post.example/a/1.amp.html", "https://post.example/a/1.html"),
        ("https://post.example/a/1?outputType=amp", "https://post.example/a/1"),
        ("https://amp.post.example/a/1", "https://post.example/a/1"),
        ("https://post.example/a/1?at_medium=RSS&id=3", "https://post.example/a/1?id=3"),
        ("https://www.google.com/url?rct=j&url=https://post.example/a/1%3Fid%3D2&ct=ga", "https://post.example/a/1?id=2"),
        ("https://post.example/ampere/lamp/", "https://post.example/ampere/lamp/"),
        ("https://news.google.com/rss/articles/CBMiAAAAAAAAAAAAAAAAAAAAAAA", "https://news.google.com/rss/articles/CBMiAAAAAAAAAAAAAAAAAAAAAAA"),
    ],
)  # fmt: skip
def test_twins_of_an_address_are_one(url: str, same: str) -> None:
    assert one_address(source(), url) == same


def test_an_item_listed_twice_is_one_link() -> None:
    assert len(listing(rss(item(1), item(1, "<pubDate>x</pubDate>"), item(2))).links) == 2


def test_an_archive_of_a_sitemap_gives_its_newest_pages_alone() -> None:
    pages = "".join(
        f"<url><loc>https://post.example/{n}</loc><lastmod>{2000 + n // 300}-01-{n % 28 + 1:02d}</lastmod></url>"
        for n in range(6000)
    )
    found = listing(SITEMAP.format(pages)).links
    assert len(found) == 500
    assert min(link.day for link in found) >= "2018"


def test_an_index_that_names_itself_is_not_followed() -> None:
    with pytest.raises(LayoutChanged, match="names no sitemaps"):
        listing(f"<sitemapindex><sitemap><loc>{URL}</loc></sitemap></sitemapindex>")


@pytest.mark.parametrize(
    "body",
    [
        '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        + rss("<item>&f;</item>"),
        '<!-- <rss> --><!DOCTYPE x [<!ENTITY % p SYSTEM "http://inside.example/">%p;]>' + rss(),
        "<rss>" + "<a>" * 100_000,
        "<rss><channel>" + "<![CDATA[" * 100_000,
        "<!--" * 100_000,
        "\ufeff\ufeff",
        "<rss",
        "{",
        "[" * 100_000,
    ],
    ids=["external", "parameter", "deep", "quoted", "comments", "marks", "cut", "brace", "brackets"],
)
def test_a_hostile_feed_is_refused_in_words_and_soon(body: str) -> None:
    began = time.monotonic()
    with pytest.raises((LayoutChanged, Blocked)) as told:
        listing(body)
    assert str(told.value) and "root:" not in str(told.value)
    assert time.monotonic() - began < 5


def test_no_entity_of_a_feed_reads_a_file() -> None:
    body = '<!-- <rss> --><!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]>' + rss(
        "<item><title>&f;</title><link>https://post.example/a/1</link></item>"
    )
    with contextlib.suppress(LayoutChanged):
        assert "root:" not in listing(body).links[0].title


def test_a_sitemap_that_unpacks_without_end_is_refused() -> None:
    with pytest.raises(LayoutChanged, match="unpacks to more"):
        listing(gzip.compress(b" " * 40_000_000))
    with pytest.raises(LayoutChanged, match="cannot be unpacked"):
        listing(b"\x1f\x8b broken")


def test_the_day_of_a_zombie_feed_is_told() -> None:
    (link,) = listing(rss(item(1, "<pubDate>Tue, 12 Dec 2017 08:00:00 GMT</pubDate>"))).links
    assert link.day == "Tue, 12 Dec 2017 08:00:00 GMT"
