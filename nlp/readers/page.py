"""A whole web page of an unknown site into a Reading: its article alone, without navigation, comments and stories beside it.

trafilatura says which paragraphs are the article; the smallest element that holds them is then read whole, so that
tables and short lines (signatures, captions) stay.
"""

from __future__ import annotations

import re

import trafilatura
from lxml import html as lxml_html

from nlp.clean import tidy_line
from nlp.readers.html import parse, read_element
from store.records import Issue, Reading

_FURNITURE = ("nav", "header", "footer", "aside", "form", "script", "style", "noscript", "iframe")
_BESIDE = re.compile(
    r"(^|[\s_-])(nav|navbar|menu|breadcrumbs?|footer|sidebar|comments?|respond|related|recommend(ed)?|share|sharing|social"
    r"|newsletter|subscribe|advert(isement)?|ads?|promo|cookie|popup|most-read|trending|tags?|author-bio|pagination|zwfenye|position)"
    r"($|[\s_-])",
    re.IGNORECASE,
)
_ARTICLE = ("article", "main")
MOST_CHARACTERS = 5_000_000


def read_page(html: str, file: str) -> Reading:
    """What the article of a page says; the whole body where none can be told."""
    issues = []
    if len(html) > MOST_CHARACTERS:
        html = html[:MOST_CHARACTERS]
        issues.append(
            Issue(code="too_big", text="The page is very long; only its beginning was read.", where=file)
        )
    if "\ufffd" in html:
        issues.append(
            Issue(
                code="mojibake", text="Some characters could not be decoded; check the original.", where=file
            )
        )
    root = parse(html)
    if root is None:
        issues.append(Issue(code="empty", text="The page holds no text; open the original.", where=file))
        return Reading(file=file, media_type="text/html", text="", issues=issues)
    title = _title(root)
    body = root.find("body") if root.find("body") is not None else root
    paragraphs = _article_lines(html)
    _drop_furniture(body, paragraphs)
    reading = read_element(_container(body, paragraphs), file)
    text = reading.text
    if title and title not in text.split("\n")[:6]:
        text = f"{title}\n{text}" if text else title
    return reading.model_copy(update={"text": text, "issues": [*issues, *reading.issues]})


def _title(root: lxml_html.HtmlElement) -> str:
    headings = [tidy_line(h.text_content()) for h in root.iter("h1")]
    return next((h for h in headings if len(h) > 6), "")


def _article_lines(html: str) -> list[str]:
    """The paragraphs that trafilatura holds to be the article, white space removed."""
    text = trafilatura.extract(
        html, include_comments=False, include_tables=False, favor_recall=False, deduplicate=False
    )
    return [re.sub(r"\s+", "", line) for line in (text or "").split("\n") if len(line.strip()) > 15]


def _drop_furniture(body: lxml_html.HtmlElement, paragraphs: list[str]) -> None:
    """Takes out what is no article by its element or its name, unless the article itself is in it."""
    total = sum(map(len, paragraphs))
    for node in list(body.iter()):
        if not isinstance(node.tag, str) or node is body or node.getparent() is None:
            continue
        named = _BESIDE.search(f"{node.get('id') or ''} {node.get('class') or ''}")
        if (node.tag in _FURNITURE or named) and 2 * _held(node, paragraphs) <= total:
            node.drop_tree()


def _held(node: lxml_html.HtmlElement, paragraphs: list[str]) -> int:
    text = re.sub(r"\s+", "", node.text_content())
    return sum(len(p) for p in paragraphs if p in text)


def _container(body: lxml_html.HtmlElement, paragraphs: list[str]) -> lxml_html.HtmlElement:
    """The smallest element that holds nearly all of the article and every table of the page's main part."""
    total = sum(map(len, paragraphs))
    node = body
    if not total:
        return next((found for tag in _ARTICLE if (found := body.find(f".//{tag}")) is not None), body)
    while True:
        child = max(
            (c for c in node if isinstance(c.tag, str)), key=lambda c: _held(c, paragraphs), default=None
        )
        if child is None or child.tag in ("p", "table") or _held(child, paragraphs) < 0.9 * total:
            return node
        node = child
