"""The peer: a short Scrapy spider that takes the same fields with the same parser and writes each body to a file.

`python -m bench.crawling.peer BASE FOLDER [bare]`; `bare` follows links and takes nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import scrapy
from bs4 import BeautifulSoup, Tag
from scrapy.crawler import CrawlerProcess
from scrapy.http import Response, TextResponse

from bench.crawling.measure import spent


class Peer(scrapy.Spider):
    """Lists, their rows, the articles behind them."""

    name = "peer"

    def __init__(self, base: str, folder: Path, bare: bool) -> None:
        super().__init__()
        self.start_urls, self.folder, self.bare = [f"{base}/list/1.html"], folder, bare
        pages[0] = 0

    def parse(self, response: Response) -> Iterator[Any]:
        """A list: its rows and its next page."""
        assert isinstance(response, TextResponse)
        pages[0] += 1
        if self.bare:
            yield from response.follow_all(css="ul li a[href*='/art/']", callback=self.parse_bare)
            yield from response.follow_all(css="a.next", callback=self.parse)
            return
        tree = BeautifulSoup(response.text, "lxml")
        for row in tree.select("ul li"):
            day = one(row, "span").get_text()
            yield response.follow(str(one(row, "a")["href"]), self.parse_article, cb_kwargs={"day": day})
        for following in tree.select("a.next"):
            yield response.follow(str(following["href"]), self.parse)

    def parse_bare(self, response: Response) -> None:
        """An article that is counted only."""
        pages[0] += 1

    def parse_article(self, response: Response, day: str) -> Iterator[dict[str, Any]]:
        """An article's fields, and its bytes in a file."""
        assert isinstance(response, TextResponse)
        pages[0] += 1
        tree = BeautifulSoup(response.text, "lxml")
        body = one(tree, ".TRS_Editor")
        (self.folder / f"{pages[0]}.html").write_bytes(response.body)
        yield {
            "url": response.url, "day": day, "title": one(tree, "h1").get_text(), "when": one(tree, ".when").get_text(),
            "html": body.decode_contents(), "text": body.get_text(" "), "files": [a["href"] for a in body.select("a")],
        }  # fmt: skip


pages = [0]


def one(tree: Tag, css: str) -> Tag:
    """The element that must be there."""
    found = tree.select_one(css)
    assert found is not None, css
    return found


def main() -> None:
    """One crawl of the site."""
    base, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True)
    process = CrawlerProcess(
        {
            "LOG_ENABLED": False,
            "ROBOTSTXT_OBEY": True,
            "TELNETCONSOLE_ENABLED": False,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        }
    )
    process.crawl(Peer, base=base, folder=folder, bare="bare" in sys.argv)
    process.start()
    print(json.dumps({"pages": pages[0], **spent()}))


if __name__ == "__main__":
    main()
