"""From bytes to text: the charset a page declares, text without stray blanks, trees without noise."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement, PreformattedString

from crawler.layouts.challenge import refuse as refuse
from crawler.page import Blocked, LayoutChanged

BLOCKS = frozenset({"div", "article", "main", "section", "form", "center"})  # not tables: they are content
MOSTLY = 0.7  # of a page's running text stands in its article
NOISE = frozenset({"script", "style", "noscript", "form", "input", "button"})
WHOLE = frozenset({"[document]", "html", "body"})
BREAKS = frozenset({"br", "p", "div", "li", "td", "tr", "h1", "h2", "h3"})
CHINESE = "\u3000-\u303f\u3400-\u9fff\uff00-\uffef"  # with full-width punctuation
GB = {
    "gb2312",
    "gbk",
    "gb_2312-80",
    "x-gbk",
    "gb18030",
}  # sites declare the small set and print the large one


def decode(body: bytes, headers: Mapping[str, str]) -> str:
    """The text of `body`: by byte order mark, header, meta tag or XML declaration, the first that fits."""
    if body.startswith(b"\xef\xbb\xbf"):
        return body[3:].decode("utf-8", "replace").replace("\0", "")
    names = [_charset(headers.get("content-type", "")), _charset(body[:2048].decode("latin-1"))]
    for name in filter(None, [*names, "utf-8", "gb18030"]):
        try:
            return body.decode(name).replace("\0", "")
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("gb18030" if "gb18030" in names else "utf-8", "replace").replace("\0", "")


def _charset(text: str) -> str:
    found = re.search(r"""(?:charset|encoding)\s*=\s*["']?\s*([\w.-]+)""", text, re.IGNORECASE)
    name = found.group(1).lower() if found else ""
    return "gb18030" if name in GB else name


def tidy(text: str) -> str:
    """One line: tags such as a `<br/>` in a title gone, entities read, blanks single, ends trimmed."""
    plain = re.sub(
        r"<\s*/?\s*(?:br|p|font|span|b|em|strong)\b[^<>]*>", " ", html.unescape(text), flags=re.IGNORECASE
    )
    return re.sub(r"[\s\u200b\ufeff\u3000]+", " ", plain).strip()


def unmarked(text: str) -> str:
    """One line of a JSON value, which may hold markup such as the marks of a search hit."""
    return tidy(re.sub(r"<[^>]*>", "", text))


def text_of(tag: Tag | None) -> str:
    """The tidied text of an element on one line; a break between two Chinese characters leaves no blank."""
    if tag is None:
        return ""
    parts = []
    for node in tag.descendants:
        if isinstance(node, Tag):
            parts.append("\n" if node.name in BREAKS else "")
        elif type(node) is NavigableString:  # no comments, no scripts
            parts.append(str(node).replace("\n", " "))
    text = re.sub(rf"(?<=[{CHINESE}])\s*\n\s*(?=[{CHINESE}])", "", "".join(parts))
    return tidy(text)


def attribute(tag: Tag | None, name: str) -> str:
    """An attribute as text; empty where there is none."""
    value = tag.attrs.get(name) if tag else None
    return _joined(value).strip()


def _joined(value: str | list[str] | None) -> str:
    """An attribute as it is written: names such as those of `class` come as a list."""
    return " ".join(value) if isinstance(value, list) else value or ""


def meta(soup: BeautifulSoup, *names: str) -> str:
    """The content of the first `<meta>` that goes by one of `names`, whatever their case."""
    wanted = [name.lower() for name in names]
    found: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        key = (attribute(tag, "name") or attribute(tag, "property") or attribute(tag, "itemprop")).lower()
        found.setdefault(key, attribute(tag, "content"))
    return next((tidy(found[name]) for name in wanted if found.get(name)), "")


def page(body: bytes, headers: Mapping[str, str]) -> BeautifulSoup:
    """The parsed page. Raises Blocked where the answer is empty or a challenge."""
    text = decode(body, headers)
    refuse(text, headers)
    return soup(text)


def soup(text: str) -> BeautifulSoup:
    """Markup as a tree; from text, for lxml loses gb2312 pages that hold a character outside that set."""
    return BeautifulSoup(text, "lxml")


def read_json(body: bytes, headers: Mapping[str, str]) -> Any:  # the one place where foreign JSON enters
    """The value of a JSON answer. Raises Blocked where a page came, LayoutChanged where it is broken."""
    text = decode(body, headers)
    refuse(text, headers)
    if text.lstrip().startswith("<"):
        raise Blocked("answered with HTML where JSON was due")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise LayoutChanged(f"wanted JSON, found {tidy(text[:80])!r}: {error}") from None


def select(tree: BeautifulSoup | Tag, *selectors: str) -> Tag | None:
    """The first element that one of `selectors` finds, tried in order."""
    return next((found for css in selectors if css and (found := tree.select_one(css))), None)


def clean_html(tag: Tag) -> str:
    """An element's markup without scripts, styles, forms and comments; the contents alone of a page or its body."""
    root = tag.body or tag if isinstance(tag, BeautifulSoup) else tag
    todo: list[PageElement | str] = list(reversed(root.contents)) if root.name in WHOLE else [root]
    pieces = []
    while todo:
        node = todo.pop()
        if isinstance(node, Tag):
            if node.name in NOISE:
                continue
            pieces.append(_opening(node))
            if not node.is_empty_element:
                todo.append(f"</{node.name}>")
                todo.extend(reversed(node.contents))
        elif type(node) is str:  # an end tag
            pieces.append(node)
        elif not isinstance(node, NavigableString) or isinstance(node, PreformattedString):
            continue
        elif not (node.isspace() and pieces and pieces[-1].isspace()):  # blanks around what is left out
            pieces.append(html.escape(node, quote=False))
    return "".join(pieces)


def _opening(tag: Tag) -> str:
    """A start tag, its attributes in the order of their names."""
    if not tag.attrs:
        return f"<{tag.name}/>" if tag.is_empty_element else f"<{tag.name}>"
    values = ((name, _joined(value)) for name, value in sorted(tag.attrs.items()))
    shown = "".join(f" {name}={_quoted(html.escape(value, quote=False))}" for name, value in values)
    return f"<{tag.name}{shown}{'/' if tag.is_empty_element else ''}>"


def _quoted(value: str) -> str:
    """Between double quotes, unless only they are inside."""
    if '"' in value and "'" not in value:
        return f"'{value}'"
    return f'"{value.replace(chr(34), "&quot;")}"'


def text_in(markup: str) -> str:
    """The text of cleaned markup on one line."""
    return tidy(html.unescape(re.sub(r"<[^<>]*>", " ", markup)))


def densest(tree: BeautifulSoup) -> Tag | None:
    """The element that holds most of the page's running text, for sites whose markup nobody has described."""
    at, found = tree.body, None
    while at is not None:
        whole = _running(at)
        parts = [child for child in at.children if isinstance(child, Tag) and child.name in BLOCKS]
        inner = max(parts, key=_running, default=None)
        if inner is None or _running(inner) < MOSTLY * whole:
            return found
        at = found = inner
    return None


def _running(tag: Tag) -> int:
    """Characters of `tag` outside links, scripts and styles."""
    silent = sum(len(inner.get_text(strip=True)) for inner in tag.select("a, script, style"))
    return len(tag.get_text(strip=True)) - silent
