"""List rows of official sites: one link per `li` or `tr`, its day beside it or in the row that follows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bs4 import BeautifulSoup, Tag

from crawler.layouts.address import resolve
from crawler.layouts.days import CHINA, printed_day
from crawler.layouts.text import attribute, text_of, tidy
from crawler.page import Link, Source

MILLIS = 13  # digits of an instant in milliseconds, from 2001 to 2286


def rows(
    source: Source, page_url: str, tree: BeautifulSoup | Tag, relative_to_base: bool = False
) -> tuple[Link, ...]:
    """The links of `tree`, each address once, in order.

    `relative_to_base`: an address without leading slash or dot counts from the site's root.
    """
    found: dict[str, Link] = {}
    for row in tree.select("li, tr"):
        anchor = _anchor(row)
        if anchor is None or row.find_parent(_pager) or _pager(row):
            continue
        href = attribute(anchor, "href")
        rootless = relative_to_base and not href.startswith((".", "/", "#", "?")) and ":" not in href
        url = resolve(source, page_url, f"/{href}" if rootless else href)
        if url:
            found.setdefault(url, Link(url, title_of(anchor), day_of(row, anchor), state_of(row)))
    return tuple(found.values())


def _anchor(row: Tag) -> Tag | None:
    """The row's own link: of several, the one with the longest title."""
    anchors = [a for a in row.select("a[href]") if a.find_parent(["li", "tr"]) is row]
    return max(anchors, key=lambda a: len(title_of(a)), default=None)


def _pager(tag: Tag) -> bool:
    classes = {*attribute(tag, "class").split(), attribute(tag, "id")}
    return bool(classes & {"pagination", "pagenation", "page", "pager", "Page"})


def title_of(anchor: Tag) -> str:
    """The longer of title attribute and text, for lists cut their texts."""
    given, shown = tidy(attribute(anchor, "title")), text_of(anchor)
    return given if len(given) >= len(shown.rstrip("…. ")) else shown


def day_of(row: Tag, anchor: Tag) -> str:
    """The day printed beside the row's link, in its row or in the one that follows; empty where there is none."""
    for text in _beside(_whole(row), anchor):
        if printed_day(text):
            return tidy(text).strip("[]()（）【】 ")
    return printed_day(text_of(row)) if row is not anchor else ""


def _whole(row: Tag) -> Tag:
    """The row around a link that was chosen as a row itself."""
    return (row.find_parent(["li", "tr", "dd"]) or row) if row.name == "a" else row


def _beside(row: Tag, anchor: Tag) -> Iterator[str]:
    for tag in row.find_all(["span", "div", "td", "em", "i", "p", "b", "font"]):
        if tag is not anchor and not tag.find_parent("a") and not tag.find("a"):
            yield tag.get_text(" ")
    following = row.find_next_sibling(row.name)
    if following is not None and not following.find("a") and "time" in attribute(following, "class").lower():
        yield following.get_text(" ")


def state_of(row: Tag) -> str:
    """Where a call for comment stands: the printed state, or the ISO day on which a hidden clock says that it ends."""
    clock = text_of(row.select_one(".endtime"))
    if clock.isdigit() and len(clock) == MILLIS:
        return datetime.fromtimestamp(int(clock) / 1000, CHINA).date().isoformat()
    return text_of(_whole(row).select_one(".docstatus, .state, .stu")).strip("[]()（）【】 ")
