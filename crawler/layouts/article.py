"""Press articles of any outlet: JSON-LD, OpenGraph, data for scripts, or the text, best evidence first."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import trafilatura
from bs4 import BeautifulSoup, Tag

from crawler.layouts.days import press
from crawler.layouts.files import attachments
from crawler.layouts.furniture import is_furniture, trimmed
from crawler.layouts.linked import linked_data, names
from crawler.layouts.payload import Story, story
from crawler.layouts.text import attribute, clean_html, decode, meta, refuse, select, soup, text_of, tidy
from crawler.page import Attachment, LayoutChanged, Page, Source
from store.records import Stamp

OPTIONS = frozenset(
    {"article_title", "article_body", "article_day", "article_drop", "article_source", "article_paid", "zone"}
)
DAYS = (
    "article:published_time", "og:article:published_time", "datePublished", "publishdate", "pubdate", "publish-date", "date",
    "dc.date", "dc.date.issued", "sailthru.date", "parsely-pub-date", "firstpublishedtime", "weibo:article:create_at",
)  # fmt: skip
CHANGES = (
    "article:modified_time",
    "og:updated_time",
    "dateModified",
    "lastmod",
    "last-modified",
    "weibo:article:update_at",
)
KNOWN = (  # what content systems call an article's text
    "[itemprop~=articleBody]", ".RichTextStoryBody", "[data-module=ArticleBody]", ".entry-content", ".post-content",
    ".article-body", ".article__body", ".article__content", ".article-content", ".article_content", ".rm_txt_con",
    "#detailContent", "#appContent", "#Content",
)  # fmt: skip
PARAGRAPHS = "[data-testid^=paragraph-]"
LARGEST = 5_000_000  # characters; no article is longer, and tree builders are slow on what is not one
SHORTEST = 40  # characters of text that make a body
ENOUGH = 150  # characters below which a known element is a teaser
EVERGREEN = timedelta(days=365)
CLOSED = "the outlet says that its full text is not free: this may be its beginning"
SAYS_UPDATED = re.compile(r"(?:last\s)?(?:updated|modified)(?:\s(?:at|on))?\s*:?\s*(.{6,60})", re.IGNORECASE)


@dataclass(frozen=True)
class Read:
    """A page and the kinds of evidence in it."""

    source: Source
    url: str
    text: str
    tree: BeautifulSoup
    linked: Mapping[str, Any]
    story: Story

    def option(self, name: str) -> str:
        """A selector of the catalogue; empty where it has none."""
        return str(self.source.options.get(name, ""))

    def told(self, name: str) -> str:
        """A text of the linked data; empty where it has none or something else."""
        value = self.linked.get(name)
        return value if isinstance(value, str) else ""


def read_article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """What an outlet's page says. Raises LayoutChanged where no title or no text can be told."""
    text = decode(body, headers)
    refuse(text)
    if len(text) > LARGEST:
        raise LayoutChanged(f"article: {len(text)} characters are no article")
    tree = soup(text)
    page = Read(source, url, text, tree, linked_data(tree), story(tree))
    closed = _is_closed(page)
    title, found = _title(page), _body(page)
    if closed and len(text_of(soup(found))) < SHORTEST:
        found = _free(page) or found
    if not title or len(text_of(soup(found))) < (1 if closed else SHORTEST):
        raise LayoutChanged(
            f"article: wanted a title and a text, found title {title!r} and {len(found)} characters"
        )
    published, updated = _published(page), _updated(page)
    return Page(
        title=title,
        body_html=found,
        published=published,
        source_printed=_printed_source(page),
        site_name=_site(page),
        attachments=_files(source, url, found),
        warnings=(*((CLOSED,) if closed else ()), *_evergreen(published, updated)),
        updated=updated,
    )


def _site(page: Read) -> str:
    return meta(page.tree, "og:site_name") or next(iter(names(page.linked.get("publisher"))), "")


def _title(page: Read) -> str:
    chosen = select(page.tree, page.option("article_title"))
    candidates = (text_of(chosen), page.told("headline"), page.story.title, meta(page.tree, "og:title"))
    fallback = (text_of(page.tree.h1), text_of(page.tree.title))
    title = next((tidy(title) for title in (*candidates, *fallback) if title), "")
    site = re.escape(_site(page))
    return re.sub(rf"\s*(?:-|–|—|--|\||_)\s*{site}$", "", title, flags=re.IGNORECASE) if site else title


def _published(page: Read) -> Stamp | None:
    shown = select(page.tree, page.option("article_day"))
    printed = re.split(r"(?:last\s)?updated", text_of(shown), maxsplit=1, flags=re.IGNORECASE)[0] or text_of(
        shown
    )
    return _first(
        page,
        printed,
        page.told("datePublished"),
        meta(page.tree, *DAYS),
        page.story.published,
        attribute(page.tree.select_one("time[datetime]"), "datetime"),
        page.story.updated,
    )


def _updated(page: Read) -> Stamp | None:
    said = SAYS_UPDATED.search(text_of(select(page.tree, page.option("article_day"))))
    return _first(
        page,
        page.told("dateModified"),
        meta(page.tree, *CHANGES),
        said.group(1) if said else "",
        page.story.updated,
    )


def _first(page: Read, *texts: str) -> Stamp | None:
    zone = str(page.source.options.get("zone", "Asia/Shanghai"))
    return next((stamp for text in texts if text and (stamp := press(text, zone))), None)


def _evergreen(published: Stamp | None, updated: Stamp | None) -> Iterator[str]:
    """A page that is kept up to date for years says what is true today under the day of its birth."""
    if published and updated:
        born, changed = (datetime.fromisoformat(stamp.value[:10]) for stamp in (published, updated))
        if changed - born > EVERGREEN:
            yield f"first published on {born:%Y-%m-%d} and still changed on {changed:%Y-%m-%d}"


def _printed_source(page: Read) -> str:
    said = text_of(select(page.tree, page.option("article_source"))) or meta(
        page.tree, "source", "copyright-source"
    )
    return re.sub(r"^(?:source|来源|稿源)\s*[:：]\s*", "", said, flags=re.IGNORECASE)


def _body(page: Read) -> str:
    drop = page.option("article_drop")
    chosen = _outermost(page.tree.select(page.option("article_body"))) if page.option("article_body") else []
    if chosen:
        return _joined(chosen, drop)
    leads = "".join(f"<p>{html.escape(lead)}</p>" for lead in page.story.leads)
    if page.story.body_html and len(text_of(soup(leads + page.story.body_html))) >= SHORTEST:
        return leads + _joined([soup(page.story.body_html)], drop)
    known = _known(page.tree)
    if known:
        return _joined(known, drop)
    found = trafilatura.extract(
        page.text, output_format="html", include_comments=False, include_tables=True, deduplicate=False
    )
    if found:
        return _joined([soup(found)], drop)
    lines = page.told("articleBody").split("\n")
    return "".join(f"<p>{html.escape(tidy(line))}</p>" for line in lines if line.strip())


def _joined(tags: list[Tag], drop: str) -> str:
    """The elements without furniture: one as it is, several a paragraph each."""
    inner = [trimmed(tag, drop) for tag in tags if len(tags) == 1 or not is_furniture(text_of(tag))]
    kept = [markup for tag in inner if (markup := clean_html(tag)).strip()]
    return kept[0] if len(tags) == 1 and kept else "".join(f"<div>{markup}</div>" for markup in kept)


def _outermost(tags: list[Tag]) -> list[Tag]:
    chosen = {id(tag) for tag in tags}
    return [tag for tag in tags if not any(id(parent) in chosen for parent in tag.parents)]


def _known(tree: BeautifulSoup) -> list[Tag]:
    """The element that a content system marks as the text: of several the longest; or its marked paragraphs."""
    marked = _outermost(tree.select(PARAGRAPHS))
    if marked:
        return marked
    for css in KNOWN:
        best = max(tree.select(css), key=lambda tag: len(tag.get_text(strip=True)), default=None)
        if best is not None and len(best.get_text(strip=True)) >= ENOUGH:
            return [best]
    return []


def _is_closed(page: Read) -> bool:
    parts = page.linked.get("hasPart")
    said = [page.linked, *(parts if isinstance(parts, list) else [parts])]
    closed = any(
        str(one.get("isAccessibleForFree")).lower() == "false" for one in said if isinstance(one, Mapping)
    )
    tier = re.fullmatch(r"metered|locked|paid|premium", meta(page.tree, "article:content_tier").lower())
    tip = select(page.tree, page.option("article_paid"), ".cons-pay-tip")
    return closed or tier is not None or tip is not None


def _free(page: Read) -> str:
    """What a closed page gives away."""
    told = (
        " ".join(page.story.leads)
        or page.told("description")
        or meta(page.tree, "og:description", "description")
    )
    return f"<p>{html.escape(tidy(told))}</p>" if told else ""


def _files(source: Source, url: str, found: str) -> tuple[Attachment, ...]:
    """Documents that the text links; an outlet's pictures are decoration, an office's may be its list."""
    office = (urlsplit(url).hostname or "").endswith(".gov.cn")
    return tuple(a for a in attachments(source, url, [soup(found)]) if office or a.kind != "image")
