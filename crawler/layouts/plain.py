"""Sites that say what they mean in plain HTML: the catalogue's selectors tell rows, links, days and bodies.

The layout to read first, and the one to copy for a new family.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag

from crawler.layouts.address import resolve
from crawler.layouts.article import OPTIONS as ARTICLE_OPTIONS
from crawler.layouts.article import read_article
from crawler.layouts.days import official, press, printed_day
from crawler.layouts.files import attachments
from crawler.layouts.text import attribute, clean_html, meta, page, select, text_of, tidy
from crawler.page import Ask, LayoutChanged, Link, Listing, Page, Source
from store.records import Stamp

OPTIONS = (
    frozenset(
        {"hosts", "delay", "row", "link", "title", "day", "next", "article_source", "attachment", "referer"}
    )
    | ARTICLE_OPTIONS
)
PRINTED = re.compile(r"(?:发布时间|发布日期|Published)\s*[:：]?\s*([^\n]{8,40})")


def start(source: Source) -> list[Ask]:
    """Each list page."""
    return [Ask(url=source.join(path), kind="list") for path in source.lists]


def listing(source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
    """A link for each `row`, and the page that `next` leads to."""
    tree = page(body, headers)
    row = str(source.options.get("row", "li"))
    found = [link for tag in tree.select(row) if (link := _link(source, url, tag)) is not None]
    if not found and ask.page == 1:
        raise LayoutChanged(f"list gave 0 rows: wanted {row!r} with a link")
    return Listing(links=tuple(dict.fromkeys(found)), then=_next(source, ask, tree, url) if found else ())


def _link(source: Source, url: str, row: Tag) -> Link | None:
    anchor = row if row.name == "a" else select(row, str(source.options.get("link", "")), "a[href]")
    address = resolve(source, url, attribute(anchor, "href"))
    if anchor is None or not address:
        return None
    named = select(row, str(source.options.get("title", "")))
    title = text_of(named) or max(tidy(attribute(anchor, "title")), text_of(anchor), key=len)
    shown = text_of(select(row, str(source.options.get("day", ""))))
    return Link(address, title, shown or printed_day(text_of(row)))


def _next(source: Source, ask: Ask, tree: BeautifulSoup, url: str) -> tuple[Ask, ...]:
    anchor = select(tree, str(source.options.get("next", "")))
    address = resolve(source, url, attribute(anchor, "href"))
    return (Ask(url=address, kind="list", page=ask.page + 1),) if address and address != url else ()


def article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """What the selectors find; a press source without them is read as any outlet's article."""
    if source.kind == "press":
        return read_article(source, body, headers, url)
    tree = page(body, headers)
    title = text_of(select(tree, str(source.options.get("article_title", "")), "h1")) or meta(
        tree, "ArticleTitle"
    )
    title = title or text_of(tree.title)
    wanted = str(source.options.get("article_body", ".TRS_Editor"))
    place = tree.select_one(wanted)
    if place is None or not title:
        raise LayoutChanged(f"article: wanted a title and {wanted!r}, found title {title!r}")
    said = text_of(select(tree, str(source.options.get("article_source", ""))))
    return Page(
        title=title,
        body_html=clean_html(place),
        published=_published(source, tree),
        source_printed=said or meta(tree, "ContentSource"),
        site_name=meta(tree, "SiteName"),
        attachments=attachments(source, url, [place, *_outside(source, tree)]),
    )


def _published(source: Source, tree: BeautifulSoup) -> Stamp | None:
    printed = PRINTED.search(tree.get_text("\n"))
    shown = text_of(select(tree, str(source.options.get("article_day", ""))))
    text = (
        shown
        or (printed.group(1) if printed else "")
        or meta(tree, "PubDate", "firstpublishedtime", "publishdate")
    )
    zone = source.options.get("zone")
    return press(text, str(zone)) if zone else official(text)


def _outside(source: Source, tree: BeautifulSoup) -> list[Tag]:
    wanted = source.options.get("attachment")
    return tree.select(str(wanted)) if wanted else []


def headers(source: Source, url: str) -> Mapping[str, str]:
    """The site itself as Referer, where the catalogue says that it wants one."""
    return {"Referer": source.join("/")} if source.options.get("referer") else {}
