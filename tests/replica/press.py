"""Four outlets that do not exist: RSS after a BOM, Atom, a news sitemap, and a page of links; each with its own pages."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from html import escape

from bs4 import BeautifulSoup

from tests.replica.faults import BOM
from tests.replica.items import Item
from tests.replica.lists import body
from tests.replica.web import Answer, Place, Request, fill, html, missing, xml


@dataclass(frozen=True)
class Outlet:
    """An outlet: where its list is, and how list and page are written."""

    name: str
    index: str
    write: Callable[[Outlet, Place, Sequence[Item]], Answer]
    page: Callable[[Outlet, Item, Place], str]

    def answer(self, request: Request, place: Place, items: Sequence[Item]) -> Answer:
        """What the outlet answers."""
        if request.path == self.index:
            return self.write(self, place, items)
        item = next((item for item in items if item.path == request.path), None)
        return html(self.page(self, item, place)) if item else missing()


def when(item: Item) -> datetime:
    """When the item was published, in Hong Kong and Beijing."""
    return datetime.strptime(f"{item.published} +0800", "%Y-%m-%d %H:%M %z")


def _rss(outlet: Outlet, place: Place, items: Sequence[Item]) -> Answer:
    """RSS after a byte order mark, with media and dc as outlets use them."""
    entries = "\n".join(
        f"<item><title>{escape(item.title)}</title><link>{place.full(item.path)}?utm_source=rss_feed</link>"
        f"<dc:creator>{escape(item.source)}</dc:creator><pubDate>{format_datetime(when(item))}</pubDate>"
        f'<media:content url="{place.full("/1.jpg")}" medium="image"/></item>'
        for item in items
    )
    raw = {"items": entries, "home": place.full("/")}
    answer = xml(fill("rss.xml", raw, title=outlet.name), "text/xml")
    return Answer(BOM + answer.body, answer.media_type)


def _atom(outlet: Outlet, place: Place, items: Sequence[Item]) -> Answer:
    entries = "\n".join(
        f"<entry><id>tag:example,{n}</id><title type='html'>{escape(escape(item.title))}</title>"
        f'<link rel="self" href="{place.full("/feed.atom")}"/><link rel="alternate" href="{place.full(item.path)}"/>'
        f"<published>{when(item).isoformat()}</published><updated>{when(item).isoformat()}</updated></entry>"
        for n, item in enumerate(items)
    )
    return xml(
        fill("atom.xml", {"items": entries, "home": place.full("/")}, title=outlet.name),
        "application/atom+xml",
    )


def _sitemap(outlet: Outlet, place: Place, items: Sequence[Item]) -> Answer:
    urls = "\n".join(
        f"<url><loc>{place.full(item.path)}</loc><news:news><news:publication><news:name>{outlet.name}</news:name>"
        f"<news:language>en</news:language></news:publication><news:publication_date>{_utc(item)}"
        f"</news:publication_date><news:title>{escape(item.title)}</news:title></news:news></url>"
        for item in items
    )
    return xml(fill("sitemap.xml", {"urls": urls}))


def _links(outlet: Outlet, place: Place, items: Sequence[Item]) -> Answer:
    rows = [
        f'<li><a class="new_title_ms" href="{place.full(item.path)}">{escape(item.title)}</a>'
        f'<span class="source_time">{item.source} | {when(item):%Y/%m/%d %H:%M:%S}</span></li>'
        for item in items
    ]
    return html(
        fill("rows.html", {"rows": "\n".join(rows), "next": ""}, site=outlet.name, box="level01_list")
    )


def _utc(item: Item) -> str:
    return when(item).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _next_page(outlet: Outlet, item: Item, place: Place) -> str:
    """The article stands in a script alone."""
    paragraphs = [p.get_text() for p in BeautifulSoup(body(item, place), "lxml").select("p")]
    tree = [{"type": "p", "children": [{"type": "text", "data": text}]} for text in paragraphs]
    article = {
        "headline": item.title,
        "publishedDate": int(when(item).timestamp() * 1000),
        "updatedDate": int(when(item).timestamp() * 1000),
        "authors": [{"name": item.source}],
        "body": {"json": tree},
        "sections": [{"value": [{"name": "Tech"}]}],
    }
    data = {"props": {"pageProps": {"payload": {"data": {"article": article}}}}}
    raw = {"data": json.dumps(data, ensure_ascii=False).replace("<", "\\u003c")}
    return fill("next_article.html", raw, title=item.title, published=when(item).isoformat())


def _graph_page(outlet: Outlet, item: Item, place: Place) -> str:
    """JSON-LD in a graph, Open Graph in another time zone, paragraphs that are no paragraphs."""
    article = {
        "@type": "NewsArticle",
        "headline": item.title,
        "datePublished": _utc(item),
        "dateModified": item.stamped,
        "author": {"@type": "Person", "name": item.source},
        "isAccessibleForFree": False,
    }
    graph = {"@context": "https://schema.org", "@graph": [{"@type": "BreadcrumbList"}, article]}
    raw = {
        "body": body(item, place).replace("<p>", '<div data-testid="paragraph">').replace("</p>", "</div>"),
        "about": json.dumps(graph, ensure_ascii=False).replace("<", "\\u003c"),
    }
    return fill(
        "wire_article.html", raw, title=item.title, published=when(item).isoformat(), name=outlet.name
    )


def _times_page(outlet: Outlet, item: Item, place: Place) -> str:
    """Paragraphs by line breaks, the time in English words."""
    text = body(item, place).replace("<p>", "").replace("</p>", "<br><br>")
    published = f"{when(item):%b %d, %Y %I:%M %p}"
    return fill(
        "times_article.html", {"body": text}, title=item.title, published=published, author=item.source
    )


def _graphless_page(outlet: Outlet, item: Item, place: Place) -> str:
    """Open Graph alone."""
    raw = {"body": body(item, place)}
    return fill(
        "paper_article.html",
        raw,
        title=item.title,
        published=when(item).isoformat(),
        name=outlet.name,
        author=item.source,
    )


DAILY = Outlet("Example Daily (示例 example)", "/rss/4/feed", _rss, _next_page)
WIRE = Outlet("Example Wire (示例 example)", "/news-sitemap.xml", _sitemap, _graph_page)
TIMES = Outlet("Example Times (示例 example)", "/china/index.html", _links, _times_page)
PAPER = Outlet("示例科技报（example）", "/feed.atom", _atom, _graphless_page)
