"""Outlets that announce their articles in a feed: RSS of every version, Atom, JSON, news sitemaps and their indexes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from lxml import etree

from crawler.layouts import sitemap, xml
from crawler.layouts.address import resolve, untracked
from crawler.layouts.article import OPTIONS as ARTICLE_OPTIONS
from crawler.layouts.article import read_article
from crawler.layouts.text import decode, read_json, tidy
from crawler.layouts.twins import one_address
from crawler.page import Ask, LayoutChanged, Link, Listing, Page, Source

OPTIONS = frozenset({"hosts", "delay", "item_title", "item_link", "item_day"}) | ARTICLE_OPTIONS
BASE = "{http://www.w3.org/XML/1998/namespace}base"
TAGS = re.compile(
    r"</?(?:a|abbr|b|br|em|font|h\d|i|img|mark|p|small|span|strong|sub|sup|u)\b[^<>]*>", re.IGNORECASE
)
MOST_ITEMS = 2_000
MOST_NODES = 20_000
TITLES, LINKS, DAYS = (
    ("title", "showTitle", "desc", "headline"),
    ("url", "link", "publishUrl", "external_url"),
    ("date_published", "publishTime", "time", "date"),
)
Row = tuple[str, str, str]  # address, title, day, as printed


def start(source: Source) -> list[Ask]:
    """Each feed."""
    return [Ask(url=source.join(path), kind="list") for path in source.lists]


def listing(source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
    """The items of a feed, or the sitemaps that an index names."""
    body = xml.unpacked(body)
    text = decode(body, headers)
    if text.lstrip().startswith(("{", "[")):
        return _links(source, url, "JSON", list(_objects(source, read_json(body, headers))))
    root = xml.tree(text.lstrip())
    kind = xml.name(root)
    if kind == "sitemapindex":
        return _indexed(source, ask, root, url)
    readers: dict[str, Callable[[etree._Element], Iterator[Row]]] = {
        "rss": _rss,
        "RDF": _rss,
        "feed": _atom,
        "urlset": sitemap.entries,
    }
    return _links(source, url, f"<{kind}>", list(readers[kind](root)))


def _indexed(source: Source, ask: Ask, root: etree._Element, url: str) -> Listing:
    depth = int(ask.state.get("depth", "0"))
    if depth >= sitemap.DEEPEST:
        raise LayoutChanged(f"sitemap indexes lie more than {sitemap.DEEPEST} deep")
    found = [a for loc in sitemap.newest(root) if (a := resolve(source, url, loc)) and a != url]
    if not found:
        raise LayoutChanged("sitemap index names no sitemaps")
    state = {"depth": str(depth + 1)}
    return Listing(then=tuple(Ask(url=address, kind="list", state=state) for address in found))


def _links(source: Source, url: str, kind: str, rows: list[Row]) -> Listing:
    at = url if urlsplit(url).netloc == urlsplit(source.base).netloc or not source.base else f"{source.base}/"
    links: dict[str, Link] = {}
    for href, title, day in rows[:MOST_ITEMS]:
        address = resolve(source, at, href.replace("&amp;", "&"))
        if address:
            known = one_address(source, untracked(address))
            links.setdefault(known.rstrip("/"), Link(known, _plain(title), day))
    if not links:
        raise LayoutChanged(f"feed {kind} has no items with a link")
    return Listing(links=tuple(links.values()))


def _plain(title: str) -> str:
    """A title that was escaped up to two times more than it should be, without markup."""
    return tidy(TAGS.sub(" ", html.unescape(html.unescape(title))))


def _rss(root: etree._Element) -> Iterator[Row]:
    for item in root.iter():
        if xml.name(item) != "item":
            continue
        guid = xml.text(item, "guid")
        link = (
            xml.text(item, "origLink", "link") or _linked(item) or (guid if guid.startswith("http") else "")
        )
        title, outlet = _plain(xml.text(item, "title")), _plain(xml.text(item, "source"))
        if outlet:  # an aggregator puts the outlet's name behind its title
            title = title.removesuffix(f" - {outlet}").rstrip()
        yield _based(item, link), title, tidy(xml.text(item, "pubDate", "date", "published", "modified"))


def _atom(root: etree._Element) -> Iterator[Row]:
    for entry in root.iter():
        if xml.name(entry) == "entry":
            day = tidy(xml.text(entry, "published", "issued", "updated", "modified"))
            link = xml.text(entry, "origLink") or _linked(entry)
            yield _based(entry, link), xml.text(entry, "title"), day


def _linked(item: etree._Element) -> str:
    """The address of a `<link href>`: the page rather than its picture, comments or feed."""
    links = [child for child in item if xml.name(child) == "link" and child.get("href")]
    pages = [link for link in links if link.get("rel", "alternate") == "alternate"]
    html_first = sorted(pages, key=lambda link: "html" not in link.get("type", "text/html"))
    return str(html_first[0].get("href")) if html_first else ""


def _based(item: etree._Element, link: str) -> str:
    """`link` joined to the bases that the feed states around it."""
    bases = [str(one.get(BASE)) for one in (item, *item.iterancestors()) if one.get(BASE)]
    try:
        for base in bases if link else ():
            link = urljoin(base, link)
    except ValueError:
        return ""
    return link


def _objects(source: Source, data: object) -> Iterator[Row]:
    """The items of a JSON list: objects that have a title and an address under a known name, or under the catalogue's."""
    keys = [
        (str(source.options[name]),) if name in source.options else known
        for name, known in (("item_link", LINKS), ("item_title", TITLES), ("item_day", DAYS))
    ]
    waiting, seen = [data], 0
    while waiting and seen < MOST_NODES:
        node, seen = waiting.pop(0), seen + 1
        if isinstance(node, dict):
            link, title, day = (next((str(node[k]) for k in known if node.get(k)), "") for known in keys)
            if link and title:
                yield link, title, tidy(day)
                continue
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """The outlet's article."""
    return read_article(source, body, headers, url)


def headers(source: Source, url: str) -> Mapping[str, str]:
    """None beyond the crawler's own."""
    return {}
