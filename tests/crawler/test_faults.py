"""What costs one item alone: packed answers that lie, redirects in a circle, pages that never end, rows twice."""

from __future__ import annotations

import gzip
from pathlib import Path

from tests.crawler.site import Answer, Site, serving
from tests.crawler.test_crawl import catalogue, crawl, entry, states

PACKED = {"Content-Type": "text/html", "Content-Encoding": "gzip"}


def rows(*paths: str) -> Answer:
    shown = "".join(f'<li><a href="{path}">示例通报</a></li>' for path in paths)
    more = '<a class="next" href="/list/9.html">next</a>'
    return 200, {"Content-Type": "text/html; charset=utf-8"}, f"<ul>{shown}</ul>{more}".encode()


def test_faults_of_items_cost_themselves_alone_and_say_what_they_are(tmp_path: Path) -> None:
    with serving(Site(6)) as site:
        page = gzip.compress(site._article(1)[2])
        listed = rows(*(f"/art/{n}.html" for n in (1, 2, 3, 4, 5, 5)), f"{site.base}/art/5.html#top")
        site.special |= {
            "/list/1.html": lambda _: listed,
            "/list/9.html": lambda _: listed,  # past the end, the same again
            "/art/1.html": lambda _: (200, PACKED, page[:-12]),
            "/art/2.html": lambda _: (200, PACKED, gzip.compress(bytes(60 << 20))),
            "/art/3.html": lambda _: (302, {"Location": "/art/3.html?x"}, b""),
            "/art/3.html?x": lambda _: (302, {"Location": "/art/3.html"}, b""),
            "/art/4.html": lambda _: (200, PACKED, page),
        }
        found = crawl(catalogue(tmp_path / "c", entry(site)), tmp_path / "home")["one"]
        told = {c["name"]: c["text"] for c in found["checks"] if not c["passed"]}
        assert found["verdict"] == "warning" and (found["counts"]["new"], found["counts"]["failed"]) == (2, 3)
        for part in ("/art/1.html: answer cut short", "/art/2.html: answer too large", "/art/3.html: "):
            assert part in told["items read"]
        assert "redirect" in told["items read"]
        assert len(site.asked("/art/5.html")) == 1 and len(site.asked("/list/")) == 2
        assert states(tmp_path / "home").count("fetched") == 2
