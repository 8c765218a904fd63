"""What a page says of its article in JSON-LD: a dict, a list or a graph, of whatever nesting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

KINDS = ("NewsArticle", "Article", "BlogPosting", "Report", "LiveBlogPosting")
INSIDE = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
DEEPEST = 6
FRAME = re.compile(r"^\s*(?://)?\s*(?:<!--|<!\[CDATA\[)|(?://)?\s*(?:-->|\]\]>)\s*;?\s*$|;\s*$")


def linked_data(tree: BeautifulSoup) -> dict[str, Any]:
    """The article among the page's JSON-LD, the one that says most; empty where there is none."""
    found = [
        thing
        for script in tree.select('script[type*="ld+json"]')
        for thing in _things(_read(script.get_text()), 0)
        if _is_article(thing)
    ]
    return max(found, key=_weight, default={})


def _read(text: str) -> object:
    try:
        return json.loads(FRAME.sub("", text), strict=False)
    except (ValueError, RecursionError):
        return None


def _things(data: object, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    for thing in data if isinstance(data, list) else [data]:
        if isinstance(thing, dict):
            yield thing
            for name in INSIDE:
                yield from _things(thing.get(name), depth + 1)
        elif isinstance(thing, list):
            yield from _things(thing, depth + 1)


def _is_article(thing: dict[str, Any]) -> bool:
    kinds = thing.get("@type")
    return any(str(kind).endswith(KINDS) for kind in (kinds if isinstance(kinds, list) else [kinds]))


def _weight(thing: dict[str, Any]) -> int:
    return sum(bool(thing.get(name)) for name in ("headline", "datePublished", "author", "articleBody"))


def names(value: object) -> tuple[str, ...]:
    """Whom an author or publisher names: a text, an object, or a list of these."""
    found = []
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, list):
            name = name[0] if name else ""
        if isinstance(name, str) and name.strip():
            found.append(" ".join(name.split()))
    return tuple(dict.fromkeys(found))
