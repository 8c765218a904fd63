"""A crawl of an outlet whose sitemaps lie behind an index, of which the catalogue chooses by title."""

from __future__ import annotations

from pathlib import Path

from tests.crawler.site import Site, serving
from tests.crawler.test_crawl import catalogue, crawl

ENTRY = """
[[source]]
id = "one"
title = "示例报"
kind = "press"
language = "en"
base = "{base}"
lists = ["/index.xml"]
layout = "feed"
cron = "0 */6 * * *"
min_rows = 2
match = "{match}"
"""
XML = {"Content-Type": "application/xml"}
STORY = b"<html><body><article><h1>Apps are named</h1><p>%s</p></article></body></html>" % (
    b"The example office named three apps that collect more than they say. " * 4
)


def outlet(site: Site) -> None:
    index = f"<sitemapindex><sitemap><loc>{site.base}/news.xml</loc></sitemap></sitemapindex>"
    pages = "".join(
        f'<url><loc>{site.base}/{name}</loc><n:news xmlns:n="n"><n:title>{name}</n:title></n:news></url>'
        for name in ("apps", "football", "cricket")
    )
    site.special["/index.xml"] = lambda _: (200, XML, index.encode())
    site.special["/news.xml"] = lambda _: (200, XML, f"<urlset>{pages}</urlset>".encode())
    site.special["/apps"] = lambda _: (200, {"Content-Type": "text/html"}, STORY)


def test_the_sitemaps_of_an_index_are_read_and_the_chosen_page_alone_is_fetched(tmp_path: Path) -> None:
    with serving(Site()) as site:
        outlet(site)
        folder = catalogue(tmp_path / "c", ENTRY.format(base=site.base, match="apps"))
        found = crawl(folder, tmp_path / "home")["one"]
        assert found["verdict"] == "ok", found
        assert site.log == ["/robots.txt", "/index.xml", "/news.xml", "/apps"]


def test_a_day_without_an_item_that_is_chosen_is_no_failure(tmp_path: Path) -> None:
    with serving(Site()) as site:
        outlet(site)
        folder = catalogue(tmp_path / "c", ENTRY.format(base=site.base, match="chess"))
        assert crawl(folder, tmp_path / "home")["one"]["verdict"] == "ok"
