"""A whole web page of an unknown site into a Reading: its article alone, without navigation, comments and stories beside it.

Where the page names its article as the authorities' publishing systems do, that is it. Else trafilatura says which
paragraphs are the article; the smallest element that holds them is then read whole, so that tables and short lines
(signatures, captions) stay.
"""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache

import trafilatura
from lxml import etree

from nlp.clean import tidy_line
from nlp.readers.cells import Element
from nlp.readers.encoding import misread
from nlp.readers.html import drop, elements, lists_apps, parse, read_element, text_of
from store.records import Issue, Reading

_BESIDE = re.compile(
    r"(^|[\s_-])(nav|navbar|menu|breadcrumbs?|footer|sidebar|comments?|respond|related|recommend(ed)?|share|sharing|social"
    r"|newsletter|subscribe|advert(isement)?|ads?|promo|cookie|popup|most-read|trending|tags?|author-bio|pagination|zwfenye|position)"
    r"($|[\s_-])",
    re.IGNORECASE,
)
_labelled = etree.XPath(
    "descendant::*/@*[name() = 'id' or name() = 'class']/.."
)  # in half the time of a union
_suspects = etree.XPath(
    "descendant::*/@id/.. | descendant::*/@class/.. | descendant::nav | descendant::header | descendant::footer"
    " | descendant::aside | descendant::form"
)
_FURNITURE = ("nav", "header", "footer", "aside", "form")
_ARTICLE_IDS = ("con_con", "UCAP-CONTENT", "articlebody", "BodyLabel", "zoom", "js_content")
_ARTICLE = ("article", "main")
MOST_CHARACTERS = 5_000_000
_PARAGRAPH = 15  # characters of a line that is no paragraph yet
_LEAST = 8  # characters of an article worth the name


def read_page(html: str, file: str) -> Reading:
    """What the article of a page says; the whole body where none can be told."""
    issues = []
    if len(html) > MOST_CHARACTERS:
        html = html[:MOST_CHARACTERS]
        issues.append(
            Issue(code="too_big", text="The page is very long; only its beginning was read.", where=file)
        )
    root, doubts = parse(html, file)
    issues += doubts
    if root is None:
        issues.append(Issue(code="empty", text="The page holds no text; open the original.", where=file))
        return Reading(file=file, media_type="text/html", text="", issues=issues)
    title = _title(root)
    reading = read_element(_article(root), file)
    text = reading.text
    if title and title not in text.split("\n")[:6]:
        text = f"{title}\n{text}" if text else title
    issues += misread(text, file)
    return reading.model_copy(update={"text": text, "issues": [*issues, *reading.issues]})


def _title(root: Element) -> str:
    headings = [tidy_line(text_of(h)) for h in root.iter("h1")]
    return next((h for h in headings if len(h) > 6), "")


def _article(root: Element) -> Element:
    """The element that holds the article, what stands beside it taken out."""
    body = root.find("body")
    if body is None:
        body = root
    labelled = elements(_labelled, body)
    named = [node for node in labelled if _is_named_article(node)]
    if named and _alone(named):
        article = named[0]
        total = len(text_of(article))
        for node in _beside(article, elements(_labelled, article)):
            if 2 * len(text_of(node)) <= total:
                drop(node)
        return article
    paragraphs = _article_lines(root) if _has_prose(root) else []
    total = sum(map(len, paragraphs))
    for node in _beside(body, labelled):
        if 2 * _held(node, paragraphs) <= total:
            drop(node)
    return _container(body, paragraphs)


def _is_named_article(node: Element) -> bool:
    kind = str(node.get("class") or "")
    return node.get("id") in _ARTICLE_IDS or "TRS_Editor" in kind or "trs_editor_view" in kind


def _alone(named: list[Element]) -> bool:
    """Whether the first of these holds all others, and an article's worth of text."""
    first = named[0]
    inside = all(first in other.iterancestors() for other in named[1:])
    return inside and len(text_of(first)) >= _LEAST


def _has_prose(root: Element) -> bool:
    """Whether there is enough text outside tables for one paragraph of an article: seldom, and much to look for."""
    stack, signs = [root], 0
    while stack and signs <= _PARAGRAPH:
        node = stack.pop()
        texts = ((text or "").strip() for text in (node.text, *(child.tail for child in node)))
        signs += sum(len(text) + 1 for text in texts if text)
        stack += [child for child in node if child.tag != "table"]
    return signs > _PARAGRAPH


def _article_lines(root: Element) -> list[str]:
    """The paragraphs that trafilatura holds to be the article, white space removed."""
    prose = deepcopy(root)
    etree.strip_elements(prose, "table", with_tail=False)
    html = etree.tostring(prose, encoding="unicode", method="html")
    text = trafilatura.extract(
        html, include_comments=False, include_tables=False, favor_recall=False, deduplicate=False
    )
    return [re.sub(r"\s+", "", line) for line in (text or "").split("\n") if len(line.strip()) > _PARAGRAPH]


def _beside(whole: Element, labelled: list[Element]) -> list[Element]:
    """What is no article by its element or its name, perhaps; `labelled` are the elements that have a name."""
    furnished = next(whole.iterdescendants(*_FURNITURE), None) is not None
    return [
        node
        for node in (elements(_suspects, whole) if furnished else labelled)
        if node.tag in _FURNITURE or _named_beside(f"{node.get('id') or ''} {node.get('class') or ''}")
    ]


@lru_cache(maxsize=4096)
def _named_beside(name: str) -> bool:
    return _BESIDE.search(name) is not None


def _held(node: Element, paragraphs: list[str]) -> int:
    text = re.sub(r"\s+", "", text_of(node))
    return sum(len(p) for p in paragraphs if p in text)


def _container(body: Element, paragraphs: list[str]) -> Element:
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
        if any(lists_apps(table) for other in node if other is not child for table in other.iter("table")):
            return node
        node = child
