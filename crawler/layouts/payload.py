"""Articles that a page carries as data for its scripts: Next.js payloads and Arc's `Fusion.globalContent`."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bs4 import BeautifulSoup

from crawler.layouts.text import clean_html, soup, tidy

FUSION = re.compile(r"Fusion\.globalContent\s*=\s*(?=\{)")
BODIES = (
    "body",
    "content",
    "contents",
    "content_elements",
    "articleBody",
    "article_body",
    "bodyHtml",
    "html",
    "blocks",
)
LEADS = ("summary", "subHeadline", "sub_headline", "standfirst", "description")
TITLES = ("headline", "title", "headlines")
PUBLISHED = (
    "publishedDate",
    "published_time",
    "datePublished",
    "display_date",
    "first_publish_date",
    "publishedAt",
    "publish_date",
)
UPDATED = ("updatedDate", "updated_time", "dateModified", "last_updated_date", "updatedAt", "modified_date")
BLOCKS = frozenset(
    {
        "p",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "td",
        "th",
    }
)
SPANS = frozenset(
    {"a", "b", "strong", "i", "em", "u", "s", "span", "sub", "sup", "mark", "font", "text", "br", "link"}
)
WRAPS = frozenset({"root", "div", "section", "article", "body", "doc", "document", "fragment"})
DEEPEST, MOST = 40, 20_000
HEADERS = {"header", "heading"}


@dataclass(frozen=True)
class Story:
    """What the data says; each part empty where it says nothing."""

    title: str = ""
    leads: tuple[str, ...] = ()
    body_html: str = ""
    published: str = ""
    updated: str = ""


def story(tree: BeautifulSoup) -> Story:
    """The article in the page's data."""
    found = _fusion(tree) or _next(tree)
    if not found:
        return Story()
    body = next((text for name in BODIES if (text := _markup(found.get(name)))), "")
    said = soup(body).get_text(" ")
    leads = dict.fromkeys(
        text for name in LEADS if (text := _words(found.get(name))) and text[:60] not in said
    )
    return Story(
        title=next((text for name in TITLES if (text := _words(found.get(name)))), ""),
        leads=tuple(leads)[:2],
        body_html=body,
        published=_when(found, PUBLISHED),
        updated=_when(found, UPDATED),
    )


def _fusion(tree: BeautifulSoup) -> dict[str, Any]:
    for script in tree.find_all("script"):
        text = script.get_text()
        found = FUSION.search(text)
        if not found:
            continue
        try:
            data, _ = json.JSONDecoder(strict=False).raw_decode(text, found.end())
        except (ValueError, RecursionError):
            continue
        inside = data.get("result") if isinstance(data, dict) else None
        return inside if isinstance(inside, dict) else data if isinstance(data, dict) else {}
    return {}


def _next(tree: BeautifulSoup) -> dict[str, Any]:
    """The first object, from the outside in, that has a title and a body that says something."""
    script = tree.select_one("script#__NEXT_DATA__")
    try:
        data: object = json.loads(script.get_text(), strict=False) if script else {}
    except (ValueError, RecursionError):
        return {}
    props = data.get("props") if isinstance(data, dict) else None
    level: list[object] = [props]
    seen = 0
    while level and seen < MOST:
        following: list[object] = []
        for node in level:
            seen += 1
            if isinstance(node, dict):
                if _is_story(node):
                    return node
                following.extend(node.values())
            elif isinstance(node, list):
                following.extend(node[:50])
        level = [node for node in following if isinstance(node, dict | list)]
    return {}


def _is_story(node: dict[str, Any]) -> bool:
    return any(node.get(name) for name in TITLES) and any(_markup(node.get(name)) for name in BODIES)


def _when(found: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = found.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 4_000_000_000_000:
            seconds = value / 1000 if value > 10_000_000_000 else value
            return datetime.fromtimestamp(seconds, UTC).isoformat()
    return ""


def _words(value: object) -> str:
    """A text, whether it comes as one, as markup or as nodes."""
    if isinstance(value, dict) and isinstance(value.get("basic"), str):
        value = value["basic"]
    if isinstance(value, str):
        return tidy(soup(value).get_text(" ")) if "<" in value else tidy(value)
    return tidy(soup(_markup(value)).get_text(" ")) if value else ""


def _markup(value: object) -> str:
    """A body as HTML: markup in a text, nodes, or the elements of a content system."""
    if isinstance(value, str):
        if "</" in value:
            return clean_html(soup(value))
        return "".join(f"<p>{html.escape(line)}</p>" for line in value.split("\n") if line.strip())
    if isinstance(value, dict):
        for name in ("json", "html", "content", "children", "blocks", "text"):
            if value.get(name):
                return _markup(value[name])
        return ""
    if isinstance(value, list):
        return "".join(part for node in value[:MOST] for part in _element(node, 0))
    return ""


def _element(node: object, depth: int) -> Iterator[str]:
    """One node: words, markup that stays, wrappers that are looked into; whatever else is furniture."""
    if isinstance(node, str):
        yield html.escape(node) if depth else f"<p>{html.escape(node)}</p>"
    if not isinstance(node, dict) or depth > DEEPEST:
        return
    kind = str(node.get("type") or node.get("tag") or "").lower()
    inner = node.get("children") or ()
    if kind == "text" and isinstance(node.get("data"), str):
        yield html.escape(node["data"])
    elif isinstance(node.get("content"), str) and kind in {"text", "paragraph", *HEADERS}:
        tag = "h2" if kind in HEADERS else "p"
        yield f"<{tag}>{clean_html(soup(node['content']))}</{tag}>"
    elif kind in {"list", "unordered-list"} and isinstance(node.get("items"), list):
        yield f"<ul>{''.join(f'<li>{_item(i)}</li>' for i in node['items'][:MOST])}</ul>"
    elif kind == "table" and isinstance(node.get("rows"), list):
        yield _table(node)
    elif kind in BLOCKS or kind in SPANS or kind in WRAPS:
        told = "".join(
            part for child in inner if isinstance(inner, list) for part in _element(child, depth + 1)
        )
        yield (
            f"<{kind}>{told}</{kind}>"
            if kind in BLOCKS and told.strip()
            else "<br>"
            if kind == "br"
            else told
        )


def _item(item: object) -> str:
    return _words(item.get("content") if isinstance(item, dict) else item)


def _table(node: dict[str, Any]) -> str:
    rows = [node.get("header") or [], *node["rows"][:MOST]]
    cells = [[html.escape(_item(cell)) for cell in row] for row in rows if isinstance(row, list) and row]
    return f"<table>{''.join('<tr>' + ''.join(f'<td>{cell}</td>' for cell in row) + '</tr>' for row in cells)}</table>"
