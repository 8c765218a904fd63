"""Press articles of any outlet: JSON-LD, OpenGraph, a Next.js payload, or the text, best evidence first."""

from __future__ import annotations

import html as entities
import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import trafilatura
from bs4 import BeautifulSoup

from crawler.layouts.days import press
from crawler.layouts.text import attribute, clean_html, decode, meta, refuse, select, soup, text_of, tidy
from crawler.page import LayoutChanged, Page, Source
from store.records import Stamp

OPTIONS = frozenset({"article_title", "article_body", "article_day", "zone"})
ARTICLES = ("NewsArticle", "Article", "BlogPosting", "Report")
DAYS = ("article:published_time", "datePublished", "publishdate", "pubdate", "date", "dc.date")
LARGEST = 5_000_000  # characters; no article is longer, and tree builders are slow on what is not one
SHORTEST = 40  # characters of text that make a body


def read_article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """What an outlet's page says. Raises LayoutChanged where no title or no text can be told."""
    text = decode(body, headers)
    refuse(text)
    if len(text) > LARGEST:
        raise LayoutChanged(f"article: {len(text)} characters are no article")
    tree = soup(text)
    linked = _linked_data(tree)
    payload = _payload(tree)
    title = _title(source, tree, linked, payload)
    found = _body(source, tree, text, payload)
    if not title or len(soup(found).get_text(strip=True)) < SHORTEST:
        raise LayoutChanged(
            f"article: wanted a title and a text, found title {title!r} and {len(found)} characters"
        )
    return Page(
        title=title,
        body_html=found,
        published=_published(source, tree, linked, payload),
        source_printed=meta(tree, "source"),
        site_name=meta(tree, "og:site_name"),
        warnings=_warnings(linked, tree),
    )


def _linked_data(tree: BeautifulSoup) -> dict[str, Any]:
    """The article among the page's JSON-LD (a dict, a list or a graph); empty where there is none."""
    for script in tree.select('script[type="application/ld+json"]'):
        try:
            data = json.loads(script.get_text(), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(data):
            kinds = thing.get("@type")
            if any(str(k).endswith(ARTICLES) for k in (kinds if isinstance(kinds, list) else [kinds])):
                return thing
    return {}


def _things(data: object) -> Iterator[dict[str, Any]]:
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            yield from (t for t in thing.get("@graph") or () if isinstance(t, dict))


def _payload(tree: BeautifulSoup) -> dict[str, Any]:
    """The article in a Next.js page's data; empty where there is none."""
    script = tree.select_one("script#__NEXT_DATA__")
    try:
        data: object = json.loads(script.get_text(), strict=False) if script else {}
    except (ValueError, RecursionError):
        return {}
    for key in ("props", "pageProps", "payload", "data", "article"):
        data = data.get(key) if isinstance(data, dict) else None
    return data if isinstance(data, dict) else {}


def _title(source: Source, tree: BeautifulSoup, linked: dict[str, Any], payload: dict[str, Any]) -> str:
    chosen = select(tree, str(source.options.get("article_title", "")))
    candidates = (text_of(chosen), linked.get("headline"), payload.get("headline"), meta(tree, "og:title"))
    fallback = (text_of(tree.h1), text_of(tree.title))
    return next((tidy(str(title)) for title in (*candidates, *fallback) if title), "")


def _published(
    source: Source, tree: BeautifulSoup, linked: dict[str, Any], payload: dict[str, Any]
) -> Stamp | None:
    zone = str(source.options.get("zone", "Asia/Shanghai"))
    chosen = select(tree, str(source.options.get("article_day", "")))
    shown = attribute(tree.select_one("time[datetime]"), "datetime")
    for text in (
        text_of(chosen),
        str(linked.get("datePublished") or ""),
        meta(tree, *DAYS),
        _millis(payload),
        shown,
    ):
        stamp = press(text, zone) if text else None
        if stamp is not None:
            return stamp
    return None


def _millis(payload: dict[str, Any]) -> str:
    value = payload.get("publishedDate") or payload.get("updatedDate")
    if not isinstance(value, int) or not 0 < value < 4_000_000_000_000:
        return ""
    return datetime.fromtimestamp(value / 1000, UTC).isoformat()


def _body(source: Source, tree: BeautifulSoup, text: str, payload: dict[str, Any]) -> str:
    chosen = tree.select(str(source.options["article_body"])) if source.options.get("article_body") else []
    if chosen:
        return "".join(f"<div>{clean_html(tag)}</div>" for tag in chosen)
    told = list(_paragraphs(payload))
    if told:
        return "".join(f"<p>{entities.escape(p)}</p>" for p in told)
    found = trafilatura.extract(
        text, output_format="html", include_comments=False, include_tables=True, deduplicate=False
    )
    return clean_html(soup(found)) if found else ""


def _paragraphs(payload: dict[str, Any]) -> Iterator[str]:
    for part in ("summary", "body"):
        holder = payload.get(part)
        nodes = holder.get("json") if isinstance(holder, dict) else None
        for node in nodes if isinstance(nodes, list) else ():
            line = tidy("".join(_words(node, 0)))
            if line:
                yield line


def _words(node: object, depth: int) -> Iterator[str]:
    if not isinstance(node, dict) or depth > 30:
        return
    if node.get("type") == "text":
        yield str(node.get("data") or "")
    for child in node.get("children") or ():
        yield from _words(child, depth + 1)


def _warnings(linked: dict[str, Any], tree: BeautifulSoup) -> tuple[str, ...]:
    closed = str(linked.get("isAccessibleForFree")).lower() == "false"
    metered = re.fullmatch(r"metered|locked|paid", meta(tree, "article:content_tier"))
    return (
        ("the outlet says that its full text is not free: this may be its beginning",)
        if closed or metered
        else ()
    )
