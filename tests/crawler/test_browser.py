"""Sources whose pages need a browser."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from crawler.browser import missing
from crawler.page import Source
from tests.crawler.site import Site, serving
from tests.crawler.test_crawl import catalogue, crawl, entry

SCRIPT = """<html><meta charset="utf-8"><body><ul></ul><script src="/rows.js"></script>
<script src="http://127.0.0.1:1/inward.js"></script></body></html>"""
ROWS = """document.querySelector("ul").innerHTML = '<li><a href="/art/1.html">示例通报1</a></li>';"""


def test_without_the_extra_such_a_source_says_what_it_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    source = Source("a", "示例", "official", "zh", "https://a.example", ("/",), "plain", "0 */6 * * *")
    assert missing(source) == ""
    wanting = Source(
        "a", "示例", "official", "zh", "https://a.example", ("/",), "plain", "0 */6 * * *", browser=True
    )
    assert missing(wanting).startswith("needs the browser extra")


def test_a_list_that_a_script_writes_is_read_and_what_the_page_asks_for_is_guarded(
    tmp_path: Path, chromium: str
) -> None:
    with serving(Site(1)) as site, serving(Site(1)) as inward:
        page = SCRIPT.replace("http://127.0.0.1:1/", f"http://localhost:{inward.port}/")
        site.special["/list/1.html"] = lambda _: (200, {"Content-Type": "text/html"}, page.encode())
        site.special["/rows.js"] = lambda _: (
            200,
            {"Content-Type": "text/javascript; charset=utf-8"},
            ROWS.encode(),
        )
        folder = catalogue(tmp_path / "c", entry(site, more="browser = true\n"))
        found = crawl(folder, tmp_path / "home", TONGBAO_CHROMIUM=chromium)["one"]
        assert (found["counts"]["new"], found["counts"]["attachments"]) == (1, 1), found
        assert inward.log == []
