"""Families that differ from plain sites by their options alone. A catalogue entry may still set each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from crawler.layouts import plain
from crawler.page import Ask, Listing, Page, Source


@dataclass(frozen=True)
class Preset:
    """The plain layout with a family's own options, where the catalogue says nothing."""

    defaults: Mapping[str, Any]

    def _full(self, source: Source) -> Source:
        return replace(source, options={**self.defaults, **source.options})

    def start(self, source: Source) -> list[Ask]:
        """Each list page."""
        return plain.start(self._full(source))

    def listing(self, source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
        """The rows of a list page."""
        return plain.listing(self._full(source), ask, body, headers, url)

    def article(self, source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
        """A notice."""
        return plain.article(self._full(source), body, headers, url)

    def headers(self, source: Source, url: str) -> Mapping[str, str]:
        """What this family wants to be told."""
        return plain.headers(self._full(source), url)


NEXT = "a:-soup-contains('下一页'), a:-soup-contains('下页')"
FAMILIES: dict[str, Preset] = {
    # TRS: the list's markup differs by site, the articles' addresses do not
    "trs": Preset(
        {
            "row": "li, tr, dd",
            "address": r"/t(?:20|19)\d{6}_\d+\.s?html?$|//mp\.weixin\.qq\.com/",
            "article_title": ".article-title h1, h1",
            "article_body": ".TRS_Editor, .trs_editor_view, .view",
            "next": NEXT,
        }
    ),
    # The MPS test centre: answers nothing without a Referer, old notices leave its list
    "mstl": Preset(
        {
            "row": "a[href*='/news/detail_']",
            "pages": "index_{n}.html",
            "article_title": "h1, h2, h3",
            "article_body": "#articlebody",
            "referer": True,
        }
    ),
    # The Ministry of Public Security: first asked, it sends a script challenge. No one has described its articles.
    "mps": Preset(
        {
            "row": "ul.listUla li",
            "address": r"/c\d+/content\.html$",
            "next": NEXT,
            "article_body": plain.DENSEST,
            "referer": True,
        }
    ),
    # The virus centre: addresses of its alerts hold their day. No one has described its articles.
    "cverc": Preset(
        {"row": "a[href*='news20']", "address": r"/news\d{8}[^/]*\.html?$", "article_body": plain.DENSEST}
    ),
    # The cybersecurity standards committee: links are script calls
    "tc260": Preset(
        {
            "row": ".publication .right .item",
            "call": r"jumpDetail\(\s*'([0-9a-f]{32})'",
            "call_to": "/portal/suggestion-detail/{}",
            "pages": "?page={n}",
            "article_title": ".advice .title h1",
            "article_day": ".advice .title .time",
            "article_body": ".advice-c .info",
            "attachment": ".advice-c .list",
        }
    ),
    "nda": Preset({"row": ".u-list > li", "pages": "index_pc_{n}.html", "article_body": "div.article"}),
    "govcn": Preset(
        {
            "row": ".infolist li, .news_box .list li:not(.line)",
            "article_body": "#UCAP-CONTENT, .pages_content",
            "article_title": "h1, #ti",
        }
    ),
    "isc": Preset(
        {"row": ".news-list > li", "title": "h3", "day": ".msg span", "article_body": plain.DENSEST}
    ),
    # Guangdong's platform of disclosure: penalty decisions of its market regulators
    "gkmlpt": Preset(
        {"row": "li, tr", "address": r"/content/post_\d+\.html$", "next": NEXT, "article_body": plain.DENSEST}
    ),
}
