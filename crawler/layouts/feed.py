"""Outlets that announce their articles in a feed: RSS 2.0, Atom, news sitemaps."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

from lxml import etree

from crawler.layouts.address import resolve, untracked
from crawler.layouts.article import OPTIONS as ARTICLE_OPTIONS
from crawler.layouts.article import read_article
from crawler.layouts.text import decode, refuse, tidy
from crawler.page import Ask, LayoutChanged, Link, Listing, Page, Source

OPTIONS = frozenset({"hosts", "delay", "match"}) | ARTICLE_OPTIONS
INDEXED = 3  # newest sitemaps of a sitemap index that are opened
KEPT = {"amp", "lt", "gt", "quot", "apos"}


def start(source: Source) -> list[Ask]:
    """Each feed."""
    return [Ask(url=source.join(path), kind="list") for path in source.lists]


def listing(source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
    """The items of a feed, of which `options.match` may choose; or the sitemaps that an index names."""
    root = _xml(decode(body, headers))
    kind = _name(root)
    if kind == "sitemapindex":
        children = [tidy(_of(child, "loc")) for child in root if _name(child) == "sitemap"][:INDEXED]
        return Listing(
            then=tuple(Ask(url=a, kind="list") for c in children if (a := resolve(source, url, c)))
        )
    readers = {"rss": _rss, "RDF": _rss, "feed": _atom, "urlset": _sitemap}
    if kind not in readers:
        raise LayoutChanged(f"wanted rss, feed, urlset or sitemapindex, found <{kind}>")
    found = [(resolve(source, url, href), title, day) for href, title, day in readers[kind](root)]
    links = [Link(untracked(address), title, day) for address, title, day in found if address]
    if not links:
        raise LayoutChanged(f"feed <{kind}> has no items with a link")
    chosen = re.compile(str(source.options.get("match", "")), re.IGNORECASE)
    return Listing(
        links=tuple(dict.fromkeys(link for link in links if chosen.search(link.title))), total=len(links)
    )


def _xml(text: str) -> etree._Element:
    refuse(text)
    if re.search(r"<!(?:ENTITY|DOCTYPE[^>]*\[)", text[:20_000], re.IGNORECASE):
        raise LayoutChanged("feed declares entities of its own: refused")
    text = re.sub(r"<\?xml[^>]*\?>", "", text, count=1).lstrip()
    text = re.sub(r"&(\w+);", lambda m: m.group(0) if m.group(1) in KEPT else html.unescape(m.group(0)), text)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise LayoutChanged(f"wanted a feed, found no XML: {error}") from None
    if root is None:
        raise LayoutChanged(f"wanted a feed, found no XML: {tidy(text[:80])!r}")
    return root


def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _of(element: etree._Element, *names: str) -> str:
    """The text of the first child or grandchild that goes by one of `names`, whatever its namespace."""
    for name in names:
        for child in element.iter():
            if child is not element and _name(child) == name and (child.text or "").strip():
                return str(child.text)
    return ""


def _rss(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    for item in root.iter():
        if _name(item) == "item":
            guid = _of(item, "guid")
            link = _of(item, "link") or (guid if guid.startswith("http") else "")
            yield link, tidy(html.unescape(_of(item, "title"))), tidy(_of(item, "pubDate", "date"))


def _atom(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    for entry in root.iter():
        if _name(entry) != "entry":
            continue
        links = [c for c in entry if _name(c) == "link" and c.get("rel", "alternate") == "alternate"]
        href = links[0].get("href", "") if links else ""
        yield str(href), tidy(html.unescape(_of(entry, "title"))), tidy(_of(entry, "published", "updated"))


def _sitemap(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    for url in root:
        if _name(url) == "url":
            yield (
                _of(url, "loc"),
                tidy(html.unescape(_of(url, "title"))),
                tidy(_of(url, "publication_date", "lastmod")),
            )


def article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """The outlet's article."""
    return read_article(source, body, headers, url)


def headers(source: Source, url: str) -> Mapping[str, str]:
    """None beyond the crawler's own."""
    return {}
