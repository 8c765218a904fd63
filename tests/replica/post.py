"""The English outlet: an RSS feed and articles that describe themselves in JSON-LD."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from tests.replica.items import Item
from tests.replica.lists import body
from tests.replica.web import Answer, Place, Request, fill, html, missing

FEED = "/feed/"
ZONE = "+0800"  # the outlet writes Hong Kong time


def answer(request: Request, place: Place, items: Sequence[Item]) -> Answer:
    """What the outlet answers."""
    if request.path == FEED:
        return Answer(_feed(place, items).encode(), "application/rss+xml; charset=UTF-8")
    if request.path in ("", "/"):
        links = "".join(f'<a href="{place.path(item.path)}">{escape(item.title)}</a>' for item in items)
        return html(fill("home.html", {"links": links}, title="Example Post"))
    item = next((item for item in items if item.path == request.path), None)
    return html(_article(item, place, items)) if item else missing()


def _when(item: Item) -> datetime:
    return datetime.strptime(f"{item.published} {ZONE}", "%Y-%m-%d %H:%M %z")


def _feed(place: Place, items: Sequence[Item]) -> str:
    entries = "\n".join(_entry(n, item, place) for n, item in enumerate(items))
    return fill(
        "post_feed.xml", {"items": entries, "home": place.full("/")}, title="Example Post (示例 example)"
    )


def _entry(n: int, item: Item, place: Place) -> str:
    """One entry; every second title is escaped twice, the third has a relative link and no guid."""
    title = escape(escape(item.title)) if n % 2 else escape(item.title)
    link = place.path(item.path) if n == 2 else f"{place.full(item.path)}?utm_source=rss_feed"
    guid = "" if n == 2 else f'<guid isPermaLink="false">example-post-{escape(item.path)}</guid>'
    return (
        f"<item><title>{title}</title><link>{link}</link>{guid}"
        f"<pubDate>{format_datetime(_when(item))}</pubDate><author>{escape(item.source)}</author></item>"
    )


def _about(item: Item, place: Place) -> object:
    """The article's JSON-LD: alone, in a list or in a graph, as outlets differ."""
    when = _when(item)
    article = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": item.title,
        "datePublished": when.isoformat(),
        "dateModified": item.stamped,
        "author": [{"@type": "Person", "name": item.source}],
        "publisher": {"@type": "Organization", "name": "Example Post"},
        "mainEntityOfPage": place.full(item.path),
        "isAccessibleForFree": True,
    }
    crumbs = {"@type": "BreadcrumbList", "itemListElement": []}
    shapes: tuple[object, ...] = (article, [article, crumbs], {"@graph": [crumbs, article]})
    return shapes[when.year % len(shapes)]


def _article(item: Item, place: Place, items: Sequence[Item]) -> str:
    related = "".join(
        f'<li><a href="{place.path(other.path)}">{escape(other.title)}</a></li>'
        for other in items[:3]
        if other != item
    )
    raw = {
        "body": body(item, place),
        "about": json.dumps(_about(item, place), ensure_ascii=False).replace("<", "\\u003c"),
        "related": related,
        "home": place.path("/"),
        "feed": place.path(FEED),
    }
    return fill(
        "post_article.html", raw, title=item.title, published=_when(item).isoformat(), author=item.source
    )
