"""Pages become cases: official ones whole, press pages without their sentences."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.filler import page, prose
from crawler.page import Source
from crawler.saved_page import Taken, save
from settings import ConfigurationError
from tests.crawler.layouts import test_sites

OFFICIAL = Source(
    id="one", title="示例", kind="official", language="zh", base="https://one.example", lists=("/l/",), layout="plain",
    cron="0 * * * *", options={"article_title": "h1", "article_body": ".text"},
)  # fmt: skip
PRESS = replace(OFFICIAL, id="paper", kind="press", language="en")
BODY = (
    '<html><head><meta charset="utf-8"><meta name="PubDate" content="2026-03-02 10:00">'
    '<script>track("me")</script></head><body><h1>A made-up fair opens with 12 apps</h1>'
    "<p>发布时间：2026-03-02 10:00</p>"
    '<div class="text"><p>The made-up fair invited Tencent and Maria Example to show 12 apps until 9 March 2026.</p>'
    '<a href="/f/1.pdf">list of apps</a></div></body></html>'
).encode()
ARTICLE = Taken("article", "https://one.example/a/1.html", {"content-type": "text/html"}, BODY)


def test_an_official_page_is_kept_whole_and_the_walker_reads_it(tmp_path: Path) -> None:
    case = save(OFFICIAL, "made-up", ARTICLE, tmp_path)
    assert sorted(p.name for p in case.iterdir()) == ["expected.json", "meta.json", "page.html"]
    assert (case / "page.html").read_bytes() == BODY
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert test_sites.read(case) == expected
    assert expected["title"] == "A made-up fair opens with 12 apps" and expected["attachments"]
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    assert (meta["source"], meta["what"], meta["url"]) == ("one", "article", ARTICLE.url)


def test_a_press_page_keeps_names_numbers_and_dates_and_loses_its_sentences(tmp_path: Path) -> None:
    case = save(PRESS, "made-up", ARTICLE, tmp_path)
    text = (case / "page.html").read_text(encoding="utf-8")
    for kept in (
        "Tencent",
        "Maria Example",
        "12",
        "9 March 2026",
        "2026-03-02 10:00",
        'class="text"',
        "/f/1.pdf",
    ):
        assert kept in text, kept
    for gone in ("invited", "fair", "until", "track"):
        assert gone not in text, gone
    assert test_sites.read(case)["published"]["value"].startswith("2026-03-02")
    save(PRESS, "again", ARTICLE, tmp_path)
    assert (tmp_path / "paper/again/page.html").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    "text",
    [
        "The fair told Maria Example's friends to see 1,200 apps – until 9 March 2026!",
        "某展会3月2日邀请腾讯展示《样例应用》等12款应用，观众可以免费入场。",
        "",
    ],
)
def test_filler_is_as_long_as_what_it_replaces_and_always_the_same(text: str) -> None:
    assert len(prose(text)) == len(text) and prose(text) == prose(text)
    for kept in ("1,200", "Maria Example", "9 March 2026", "3月2日", "腾讯", "《样例应用》"):
        assert (kept in text) == (kept in prose(text)), kept
    for gone in ("friends", "观众", "邀请"):
        assert gone not in prose(text)


def test_data_in_a_page_keep_their_shape_and_feeds_their_markup() -> None:
    facts = '{"headline": "The made-up story of the day", "datePublished": "2026-03-02"}'
    data = f'<script type="application/ld+json">{facts}</script>'
    shown = page(f"<html><head>{data}</head><body></body></html>")
    assert "made-up" not in shown and '"datePublished": "2026-03-02"' in shown and '"headline"' in shown
    feed = (
        '<?xml version="1.0" encoding="utf-8"?><rss><channel><item><title>The made-up story goes on</title>'
        "<link>https://paper.example/2026/03/02/a.html</link><pubDate>Mon, 02 Mar 2026 08:00:00 GMT</pubDate>"
        "<description>&lt;p&gt;The made-up story in short&lt;/p&gt;</description></item></channel></rss>"
    )
    shown = page(feed)
    assert "https://paper.example/2026/03/02/a.html" in shown and "02 Mar 2026 08:00:00" in shown
    assert "story" not in shown and "&lt;p&gt;" in shown


def test_nothing_is_overwritten_unless_asked(tmp_path: Path) -> None:
    save(OFFICIAL, "made-up", ARTICLE, tmp_path)
    with pytest.raises(ConfigurationError, match="--force"):
        save(OFFICIAL, "made-up", ARTICLE, tmp_path)
    save(OFFICIAL, "made-up", replace(ARTICLE, body=BODY.replace(b"12", b"13")), tmp_path, force=True)
    assert b"13 apps" in (tmp_path / "one/made-up/page.html").read_bytes()
    for name in ("../out", "Big", ""):
        with pytest.raises(ConfigurationError, match="small letters"):
            save(OFFICIAL, name, ARTICLE, tmp_path)
