"""What a layout says about a page: the links of a list, and what an article is. Pure: bytes in, records out.

A layout (`crawler/layouts/*.py`) knows one family of sites. The crawler calls it to find links; `process` calls
it again on archived bytes, so a mended selector re-reads the archive and nobody crawls again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from store.records import Stamp

ADDED = "added"  # the source of pages that a person gave and that belong to no other


class LayoutChanged(Exception):
    """The page is not what the layout expects. The text says what was wanted and what was found."""


class Vanished(LayoutChanged):
    """The answer is an error page in place of the page: what stood at the address is there no more."""


class Blocked(Exception):
    """The answer is a challenge, a refusal or an empty body, not the page. The text says which."""


@dataclass(frozen=True)
class Ask:
    """One request that a layout wants made. `kind` is what the answer is; `page` counts from 1 in a list."""

    url: str
    kind: Literal["shell", "list"]
    page: int = 1
    method: Literal["GET", "POST"] = "GET"
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    state: Mapping[str, str] = field(
        default_factory=dict
    )  # what the layout needs to read the answer or page on
    otherwise: Ask | None = (
        None  # a second way, taken when the first is refused or is not what the layout expects
    )


@dataclass(frozen=True)
class Link:
    """One row of a list. `url` is absolute; `day` as printed, empty where the list has none.

    `state`: where a call for comment stands, as the list says: 进行中, 已结束, or the ISO day on which it ends.
    """

    url: str
    title: str
    day: str = ""
    state: str = ""


@dataclass(frozen=True)
class Listing:
    """What one answer of a list shows. `then` follows: the unit behind a shell, or the next page."""

    links: tuple[Link, ...] = ()
    then: tuple[Ask, ...] = ()
    total: int | None = None  # items in the whole list, where it says so


@dataclass(frozen=True)
class Attachment:
    """A file that belongs to an article. `alternatives` are addresses to try when the first is dead."""

    url: str
    name: str = ""
    kind: Literal["link", "frame", "image"] = "link"
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """An article: title and days as printed, its body as HTML, its attachments in order."""

    title: str
    body_html: str  # the article's own element only: no navigation, no footer
    published: Stamp | None = None
    signed: Stamp | None = None  # 成文日期, where a box of facts beside the text states it
    also_titled: str = ""  # the number that a browser shows as title of a 公告 or 令
    source_printed: str = ""
    site_name: str = ""
    attachments: tuple[Attachment, ...] = ()
    warnings: tuple[str, ...] = ()
    updated: Stamp | None = None  # when the page says that it was changed


@dataclass(frozen=True)
class Source:
    """One entry of the catalogue, validated (see `crawler/sources.py`)."""

    id: str
    title: str
    kind: Literal["official", "press"]
    language: Literal["zh", "en"]
    base: str  # scheme, host, port and path prefix; no trailing slash
    lists: tuple[str, ...]
    layout: str
    cron: str
    title_en: str = ""
    issuer: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)
    enabled: bool = True
    why_not: str = ""
    silent_days: int | None = None
    min_rows: int = 1
    match: str = ""  # pattern of the titles that are taken, whatever their case; empty: all
    tier: int = (
        2  # 1: what clients wait for, asked every quarter of an hour by day; 2: at most every six hours
    )
    yields: str = ""  # what it publishes that concerns us, in Chinese; `yields_en` in English
    yields_en: str = ""
    checked: str = ""  # ISO day of the last live check; empty: never
    window: str = ""  # "07:00-23:00", Asia/Shanghai: outside it the source is not asked
    user_agent: str = ""  # instead of our own
    proxy: str = ""  # name of the environment variable that holds the proxy's address
    budget: int | None = None  # requests in one run
    browser: bool = False  # its pages need a browser (the optional extra)
    origin: Literal["live", "example"] = "live"
    file: str = ""  # the catalogue file and line, for messages

    def join(self, path: str) -> str:
        """`path` below this source's base, which may have a path prefix; an absolute address stays as it is."""
        if path.startswith(("http://", "https://")):
            return path
        return f"{self.base}/{path.lstrip('/')}"


class Layout(Protocol):
    """One family of sites."""

    def start(self, source: Source) -> list[Ask]:
        """The first request for each of the source's lists."""
        ...

    def listing(self, source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
        """What the answer to `ask` shows. Raises LayoutChanged, Blocked."""
        ...

    def article(self, source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
        """What an article page is. Raises LayoutChanged, Blocked."""
        ...

    def headers(self, source: Source, url: str) -> Mapping[str, str]:
        """Request headers that this family asks for, e.g. Referer."""
        ...
