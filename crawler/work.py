"""One source during one crawl: what is still to do, what was brought, and what went wrong."""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from math import ceil

from crawler.page import Ask, Layout, Link, Source
from store.records import Check

COUNTS = ("lists", "rows", "listed", "fetched", "new", "changed", "unchanged", "failed", "attachments")
PATIENCE = 6  # requests in a row that a host refused before a source is left alone until its next run
EARLIEST = "1994"  # before it nobody published on the web
TOLD = 5  # failures that a check quotes


@dataclass(frozen=True)
class Target:
    """An article that is to be fetched. `etag` and `last_modified` make a re-visit conditional."""

    posting_id: str
    url: str
    title: str = ""
    day: str = ""
    etag: str = ""
    last_modified: str = ""
    revisit: bool = False
    files_lost: int = 0  # attachments that the version kept before lacks


@dataclass(frozen=True)
class Limit:
    """The moment at which a crawl stops politely, and why then."""

    at: float  # on the monotonic clock
    why: str
    soon: bool = False  # the rest goes on at once, not by the source's own clock


@dataclass
class Work:
    """The state of a source's crawl. A wave is a set of list pages and their articles; waves follow one another."""

    source: Source
    layout: Layout
    run_id: str
    backfilled: bool  # an earlier crawl saw every page
    pending: int = 0  # requests of this wave that are not finished
    later: list[Ask] = field(default_factory=list)  # list pages of the next wave
    resumed: list[Ask] = field(default_factory=list)  # list pages at which an earlier back-fill was cut short
    deep: set[str] = field(default_factory=set)  # those of this crawl that belong to the back-fill (`key`)
    broken: list[Ask] = field(default_factory=list)  # further list pages that did not come
    limit: Limit | None = None
    asked: int = 0  # requests of this run
    unready: str = ""  # why the source cannot be asked by this deployment
    left: str = ""  # why the rest is left to the next run, though nothing is wrong
    soon: bool = False
    refusal: str = ""  # how the host refused to be asked, in this run's last answers
    rest: float = 0.0  # seconds after which it wants to be asked again
    known: set[str] = field(default_factory=set)  # posting ids that earlier crawls listed
    seen: set[str] = field(default_factory=set)  # addresses that this crawl's lists showed
    taken_up: bool = False  # what earlier crawls left over was asked for
    planned: set[str] = field(default_factory=set)  # posting ids taken up in this crawl
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    rows: dict[str, int] = field(default_factory=dict)  # rows of each list's first page
    totals: dict[str, int] = field(default_factory=dict)  # items that each list says it has
    page: int = 1
    pages: int = 1
    untitled: int = 0
    empty: int = 0
    newest: str = ""
    odd_days: set[str] = field(default_factory=set)  # days that cannot be: before the web, or to come
    usual: int | None = None  # rows of all first pages in earlier runs
    blocked: str = ""
    list_faults: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)  # attachments that did not come
    in_a_row: int = 0
    given_up: str = ""
    verdict: str = ""
    checks: list[Check] = field(default_factory=list)
    told_at: datetime | None = None

    def first_page(self, name: str, rows: int, total: int | None) -> None:
        """Note the size of a list by its first page."""
        self.counts["rows"] += rows - self.rows.get(name, 0)
        self.rows[name] = rows
        if total is not None and rows:
            self.totals[name] = total
            self.pages = max(self.pages, ceil(total / rows))

    def taken(self, links: Sequence[Link]) -> list[Link]:
        """The rows that the catalogue takes: a wide list is read for its subject, by title (without one: by address)."""
        wanted = re.compile(self.source.match, re.IGNORECASE)
        return [link for link in links if wanted.search(link.title or link.url)]

    def dated(self, *days: str) -> None:
        """Note the days of items, ISO; one that cannot be is remembered as such and makes nothing the newest."""
        tomorrow = (datetime.now(UTC).date() + timedelta(days=1)).isoformat()
        for day in filter(None, days):
            if not EARLIEST <= day[:10] <= tomorrow:
                self.odd_days.add(day[:10])
            elif len(day) >= 10:
                self.newest = max(self.newest, day[:10])

    def fault(self, text: str, hard: bool = False) -> None:
        """One more item that failed; `hard`: its host refused or did not answer. Too many of those end the source."""
        self.counts["failed"] += 1
        self.faults.append(text)
        self.in_a_row += hard
        if self.in_a_row >= PATIENCE and not self.given_up:
            self.given_up = f"{self.in_a_row} requests in a row failed, the last: {text}"

    @property
    def ended(self) -> str:
        """Why nothing more is asked in this run; empty while it goes on."""
        return self.given_up or self.left

    def may_ask(self, begun: bool = False) -> bool:
        """Count one more request, unless the run's time is over or its budget is used.

        `begun`: for a file of an article that came; an article is taken whole.
        """
        if self.given_up or (self.left and not begun):
            return False
        if begun:
            self.asked += 1
            return True
        if self.limit is not None and time.monotonic() >= self.limit.at:
            self.left, self.soon = self.limit.why, self.limit.soon
        elif self.source.budget is not None and self.asked >= self.source.budget:
            self.left = f"its budget of {self.source.budget} requests is used"
        else:
            self.asked += 1
        return not self.left

    def refused(self, text: str, seconds: float = 0.0) -> None:
        """The host does not want to be asked now, and says for how long."""
        self.refusal, self.rest = text, max(self.rest, seconds)

    def good(self, state: str) -> None:
        """One more item that came."""
        self.counts["fetched"] += 1
        self.counts[state] += 1
        self.in_a_row, self.refusal = 0, ""

    def line(self) -> str:
        """Progress for a person."""
        done = self.counts["fetched"] + self.counts["failed"]
        parts = [f"page {self.page} of {max(self.pages, self.page)}", f"{done} of {self._items()} items"]
        if self.counts["failed"]:
            parts.append(f"{self.counts['failed']} failed")
        if self.left:
            parts.append(f"{self.left}, the rest is left to the next run")
        return " · ".join(parts)

    def _items(self) -> int:
        """How many there are to fetch: what the lists say while a first crawl goes on, then what was taken up."""
        expected = sum(self.totals.values()) if not self.backfilled and not self.verdict else 0
        return max(len(self.planned), expected)


def key(ask: Ask) -> str:
    """What tells one list page from another."""
    return f"{ask.method} {ask.url} {sorted(ask.form.items())}"
