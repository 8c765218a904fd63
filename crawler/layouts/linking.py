"""A layout whose lists, and whose readers, may link to WeChat: such a page is read as what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from crawler.layouts import wechat
from crawler.page import Ask, Layout, Listing, Page, Source


@dataclass(frozen=True)
class Linking:
    """A layout of its own for everything but WeChat articles."""

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
