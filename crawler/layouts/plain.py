"""Sites that say what they mean in plain HTML: the catalogue's selectors tell rows, links, days and bodies.

The layout to read first. A family of such sites is a set of defaults for these options (`presets.py`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from crawler.layouts import pager
from crawler.layouts.address import resolve
from crawler.layouts.article import OPTIONS as ARTICLE_OPTIONS
from crawler.layouts.article import read_article
from crawler.layouts.days import DAY, official, press, published
from crawler.layouts.files import attachments
from crawler.layouts.infobox import infobox
from crawler.layouts.rows import day_of, state_of, title_of
from crawler.layouts.text import attribute, clean_html, decode, densest, meta, page, select, text_of
from crawler.page import Ask, LayoutChanged, Link, Listing, Page, Source
from store.records import Stamp

LIST_OPTIONS = frozenset({"row", "link", "title", "day", "next", "pages", "address", "call", "call_to"})
PAGE_OPTIONS = frozenset({"article_source", "article_box", "attachment", "import_days"})
OPTIONS = frozenset({"hosts", "delay", "referer"}) | LIST_OPTIONS | PAGE_OPTIONS | ARTICLE_OPTIONS
PRINTED = re.compile(r"(?:发布时间|发布日期|发表时间|Published)\s*[:：]?\s*([^\n来]{8,40})")
ORIGIN = re.compile(r"来源\s*[:：]\s*([^\s|【]+)")
DENSEST = "densest"  # in place of a selector: where the page's running text is
DAYS = ("PubDate", "firstpublishedtime", "publishdate")


def start(source: Source) -> list[Ask]:
    """Each list page."""
    return [Ask(url=source.join(path), kind="list") for path in source.lists]


def listing(source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
    """A link for each `row`, and the page that `next`, `pages` or the page's own pager leads to."""
    if ask.page > 1 and not body.strip():
        return Listing()  # a static list ends with a page that is there and empty
    tree = page(body, headers)
    row = option(source, "row", "li")
    found = dict.fromkeys(link for tag in tree.select(row) if (link := _link(source, url, tag)) is not None)
    if not found and ask.page == 1:
        raise LayoutChanged(
            f"list gave 0 rows: wanted {row!r} with a link {option(source, 'address')}".rstrip()
        )
    text = decode(body, headers)
    then = _next(source, ask, tree, text, url, len(found)) if found else ()
    return Listing(links=tuple(found), then=then, total=pager.items(text))


def option(source: Source, name: str, otherwise: str = "") -> str:
    """An option that is text."""
    return str(source.options.get(name, otherwise))


def _link(source: Source, url: str, row: Tag) -> Link | None:
    anchors = [row] if row.name == "a" else row.select(option(source, "link") or "a[href], a[onclick]")
    wanted = re.compile(option(source, "address"))
    fitting = [(a, to) for a in anchors if (to := _address(source, url, a)) and wanted.search(to)]
    if not fitting:
        return None
    anchor, address = max(fitting, key=lambda pair: len(title_of(pair[0])))
    title = text_of(select(row, option(source, "title"))) or title_of(anchor)
    shown = text_of(select(row, option(source, "day")))
    return Link(address, title, shown or day_of(row, anchor), state_of(row)) if title else None


def _address(source: Source, url: str, anchor: Tag) -> str:
    """Where a link leads; `call` finds the id in its script and `call_to` says where that is."""
    call = option(source, "call")
    if not call:
        return resolve(source, url, attribute(anchor, "href"))
    found = re.search(call, attribute(anchor, "onclick") or attribute(anchor, "href"))
    return resolve(source, url, option(source, "call_to").replace("{}", found.group(1))) if found else ""


def _next(source: Source, ask: Ask, tree: BeautifulSoup, text: str, url: str, rows: int) -> tuple[Ask, ...]:
    no, size = ask.page + 1, int(ask.state.get("rows", rows))
    address = resolve(source, url, attribute(select(tree, option(source, "next")), "href"))
    named = option(source, "pages") or pager.pattern(text)
    if not address and named:
        last = pager.pages(text, size)
        endless = named.startswith("?")  # a page past the end is answered, and shows nothing new
        if no <= (last or 0) or (endless and last is None):
            address = resolve(source, url, urljoin(url, pager.name(named, no)))
    if not address or address == url:
        return ()
    return (Ask(url=address, kind="list", page=no, state={"rows": str(size)}),)


def article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """What the selectors find; a press source without them is read as any outlet's article."""
    if source.kind == "press":
        return read_article(source, body, headers, url)
    tree = page(body, headers)
    heading = select(tree, option(source, "article_title"), "h1")
    title = text_of(heading) or meta(tree, "ArticleTitle") or text_of(tree.title)
    wanted = option(source, "article_body", ".TRS_Editor")
    place = densest(tree) if wanted == DENSEST else tree.select_one(wanted)
    if place is None or not title:
        sought = "an element with most of the text" if wanted == DENSEST else repr(wanted)
        raise LayoutChanged(f"article: wanted a title and {sought}, found title {title!r}")
    box = infobox(select(tree, option(source, "article_box")))
    shown = (_stated(source, tree) or box.get("发布日期", "") or _between(heading, place), meta(tree, *DAYS))
    day, warnings = _published(source, shown, title, url)
    return Page(
        title=title,
        body_html=clean_html(place),
        published=day,
        signed=official(box.get("成文日期", "")),
        source_printed=_origin(source, tree, place),
        site_name=meta(tree, "SiteName"),
        attachments=attachments(source, url, [place, *_outside(source, tree)]),
        warnings=warnings,
    )


def _stated(source: Source, tree: BeautifulSoup) -> str:
    """The day of publication, by selector or behind its label."""
    printed = PRINTED.search(tree.get_text("\n"))
    return text_of(select(tree, option(source, "article_day"))) or (printed.group(1) if printed else "")


def _between(heading: Tag | None, place: Tag) -> str:
    """The day printed without a label between title and text."""
    if heading is None or place in heading.parents:
        return ""
    for part in heading.next_elements:
        if part is place:
            break
        if isinstance(part, NavigableString) and DAY.search(part):
            return str(part)
    return ""


def _published(
    source: Source, shown: tuple[str, str], title: str, url: str
) -> tuple[Stamp | None, tuple[str, ...]]:
    zone = option(source, "zone")
    if zone:
        return press(next(filter(None, shown), ""), zone), ()
    days: list[str] = source.options.get("import_days", [])
    return published(shown, title, url, days)


def _origin(source: Source, tree: BeautifulSoup, place: Tag) -> str:
    """来源, by selector, by meta tag, or as the line above the text prints it."""
    said = text_of(select(tree, option(source, "article_source")))
    if said:
        named = ORIGIN.search(said)
        return named.group(1) if named else said
    above = ORIGIN.search(str(place.find_previous(string=ORIGIN) or ""))
    return meta(tree, "ContentSource") or (above.group(1) if above else "")


def _outside(source: Source, tree: BeautifulSoup) -> list[Tag]:
    wanted = option(source, "attachment")
    return tree.select(wanted) if wanted else []


def headers(source: Source, url: str) -> Mapping[str, str]:
    """The list, or the site itself, as Referer, where the catalogue says that the site wants one."""
    return {"Referer": source.join("/")} if source.options.get("referer") else {}
