"""Lists that are JSON: the catalogue says where their items stand and which keys hold address, title and day.

Their articles are pages, read by the layout that `articles` names: jpaas, or the selectors of the plain one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from crawler.layouts import jpaas, plain
from crawler.layouts.address import resolve
from crawler.layouts.days import CHINA
from crawler.layouts.text import read_json, unmarked
from crawler.page import Ask, LayoutChanged, Link, Listing, Page, Source

OPTIONS = plain.OPTIONS | jpaas.ARTICLE_OPTIONS | {"items", "url", "page", "per_page", "articles", "state"}
MILLIS = 10**12  # a number above is an instant in milliseconds, below in seconds


def start(source: Source) -> list[Ask]:
    """Each question."""
    return [Ask(url=source.join(path), kind="list", headers=headers(source, path)) for path in source.lists]


def listing(source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
    """A link for each item, and the next page where the address has the parameter `page`."""
    answer = read_json(body, headers)
    where = str(source.options.get("items", ""))
    found = [_link(source, url, item) for item in at(answer, where) if isinstance(item, dict)]
    links = tuple(dict.fromkeys(link for link in found if link is not None))
    if not links and ask.page == 1:
        raise LayoutChanged(f"list gave 0 rows: wanted items at {where!r}, found {str(answer)[:100]!r}")
    following = _next(source, ask, url) if links else ""
    return Listing(
        links=links, then=(Ask(url=following, kind="list", page=ask.page + 1),) if following else ()
    )


def at(value: Any, path: str) -> Iterator[Any]:  # foreign JSON
    """What stands at `data.rows`, each element of a list one by one; `*` is any key or element."""
    if isinstance(value, list):
        for element in value:
            yield from at(element, path.removeprefix("*").removeprefix("."))
        return
    name, _, rest = path.partition(".")
    if not name:
        yield value
    elif isinstance(value, dict):
        for key in value if name == "*" else [name]:
            yield from at(value.get(key), rest)


def _link(source: Source, url: str, item: dict[str, Any]) -> Link | None:
    def read(option: str, usual: str) -> str:
        return unmarked(_text(item, str(source.options.get(option, usual))))

    template = str(source.options.get("url", "url"))
    address = resolve(source, url, _filled(template, item) if "{" in template else _text(item, template))
    title = read("title", "title")
    return Link(address, title, _day(read("day", "day")), read("state", "")) if address and title else None


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key) if key else None
    return str(value).strip() if isinstance(value, str | int) else ""


def _filled(template: str, item: dict[str, Any]) -> str:
    return re.sub(r"\{(\w+)\}", lambda name: _text(item, name.group(1)), template)


def _day(text: str) -> str:
    """A day as printed; an instant that is a number, as China time."""
    if not text.isdigit() or len(text) not in (10, 13):
        return text
    seconds = int(text) / 1000 if int(text) >= MILLIS else int(text)
    return datetime.fromtimestamp(seconds, CHINA).strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")


def _next(source: Source, ask: Ask, url: str) -> str:
    name = re.escape(str(source.options.get("page", "")))
    pattern = re.compile(rf"(?<=[?&]{name}=)\d+")
    if not name or not pattern.search(urlsplit(url)._replace(fragment="").geturl()):
        return ""
    step = int(source.options.get("per_page", 0))  # where the parameter counts items, not pages
    return pattern.sub(lambda no: str(int(no.group(0)) + (step or 1)), url)


def article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """A page, by the layout that the catalogue names for this list's articles."""
    read = jpaas.article if source.options.get("articles") == "jpaas" else plain.article
    return read(source, body, headers, url)


def headers(source: Source, url: str) -> Mapping[str, str]:
    """As plain sites."""
    return plain.headers(source, url)
