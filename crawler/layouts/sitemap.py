"""Sitemaps: what a news sitemap lists, and which sitemaps of an index are the newest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from crawler.layouts import xml
from crawler.layouts.days import any_day, printed_day
from crawler.layouts.text import tidy

OPENED = 3  # newest sitemaps of an index
DEEPEST = 2  # indexes below indexes
MOST = 500  # newest addresses of one sitemap: an archive lists all that an outlet ever wrote
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:[-_/]?(\d\d?|[a-z]{3})(?![a-z\d]*\d{3}))?", re.IGNORECASE)
NUMBER = re.compile(r"(\d+)(?:\.xml)?(?:\.gz)?$")


def newest(root: etree._Element) -> list[str]:
    """The addresses of an index's sitemaps that are opened: news first, then by day, then by number."""
    found = [(tidy(xml.text(c, "loc")), xml.text(c, "lastmod")) for c in root if xml.name(c) == "sitemap"]
    ordered = sorted(((loc, day) for loc, day in found if loc), key=_age, reverse=True)
    return [loc for loc, _ in ordered][:OPENED]


def _age(entry: tuple[str, str]) -> tuple[bool, str, int]:
    """What sorts a sitemap: `lastmod`, else the month or number in its address."""
    loc, lastmod = entry
    numbered = NUMBER.search(loc.partition("?")[0])
    news = bool(re.search(r"news(?!letter|room)", loc.rpartition("/")[2], re.IGNORECASE))
    return news, any_day(lastmod) or _month(loc), int(numbered.group(1)[:9]) if numbered else 0


def _month(loc: str) -> str:
    found = IN_ADDRESS.search(loc.partition("://")[2])
    if not found:
        return ""
    month = (found.group(2) or "").lower()
    number = MONTHS.index(month) + 1 if month in MONTHS else int(month) if month.isdigit() else 0
    return f"{found.group(1)}-{number:02d}"


def entries(root: etree._Element) -> Iterator[tuple[str, str, str]]:
    """Address, title and day of each page, the newest first where days are told."""
    found = [_entry(url) for url in root if xml.name(url) == "url"]
    yield from sorted(found, key=lambda entry: any_day(entry[2]) or printed_day(entry[0]), reverse=True)[
        :MOST
    ]


def _entry(url: etree._Element) -> tuple[str, str, str]:
    news = next((child for child in url if xml.name(child) == "news"), None)
    title = xml.text(news, "title") if news is not None else ""  # a picture's title is not the page's
    return xml.text(url, "loc"), title, tidy(xml.text(url, "publication_date", "lastmod"))
