"""The families of sites. Each module here is a layout: pure functions from bytes to links and articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.layouts import cac, feed, jpaas, plain, wechat
from crawler.page import Ask, Layout, Listing, Page, Source

LAYOUTS: dict[str, Layout] = {"jpaas": jpaas, "cac": cac, "feed": feed, "plain": plain, "wechat": wechat}
OPTIONS = {
    "jpaas": jpaas.OPTIONS,
    "cac": cac.OPTIONS,
    "feed": feed.OPTIONS,
    "plain": plain.OPTIONS,
    "wechat": wechat.OPTIONS,
}


@dataclass(frozen=True)
class Family:
    """A layout whose lists, and whose readers, may link to WeChat articles."""

    own: Layout

    def start(self, source: Source) -> list[Ask]:
        """The layout's."""
        return self.own.start(source)

    def listing(self, source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
        """The layout's."""
        return self.own.listing(source, ask, body, headers, url)

    def article(self, source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
        """The layout's, or WeChat's where the answer is."""
        family = wechat if wechat.reads(url, body) else self.own
        return family.article(source, body, headers, url)

    def headers(self, source: Source, url: str) -> Mapping[str, str]:
        """The layout's."""
        return self.own.headers(source, url)


def layout(name: str) -> Layout:
    """The layout that a catalogue entry names."""
    return Family(LAYOUTS[name])
