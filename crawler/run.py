"""One crawl of some sources, from settings to outcomes: the only way into Scrapy. Blocks until all are done.

The Twisted reactor starts once per process: a second crawl needs a process of its own.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess

from crawler.browser import missing
from crawler.hosts import HostLocks
from crawler.layouts import layout
from crawler.layouts.address import aliases
from crawler.manners import unready
from crawler.memory import Memory
from crawler.options import scrapy_settings
from crawler.page import ADDED, Source
from crawler.pipeline import Keeper
from crawler.sources import added, info
from crawler.spider import OnProgress, Plan, TongbaoSpider
from crawler.window import closes
from crawler.work import Limit, Work
from settings import Settings
from store import clock, save
from store.archive import Archive
from store.db import Engine
from store.records import Check

YOUNG = 20_000  # new objects after which those that nobody needs are looked for
PUBLIC_SUFFIXES = "TLDEXTRACT_PUBLIC_SUFFIX_LIST_URLS"  # empty: cookies go by the packaged list, and nobody is asked for one
WAIT = 20.0  # seconds for which an address that a person gave waits for its host


@dataclass(frozen=True)
class Outcome:
    """How the crawl of one source ended."""

    source_id: str
    verdict: str  # ok | warning | failed | blocked | stopped
    counts: Mapping[str, int]
    checks: tuple[Check, ...] = ()
    error: str = ""


def crawl(
    settings: Settings,
    engine: Engine,
    archive: Archive,
    sources: Sequence[Source],
    urls: Sequence[str] | None = None,
    on_progress: OnProgress | None = None,
    minutes: float | None = None,
) -> list[Outcome]:
    """Crawl `sources`, or fetch just `urls` as articles of the sources that they belong to.

    After `minutes` the rest is left to the next run, as it is at the end of a source's window or budget.
    """
    given = _by_source(sources, urls) if urls is not None else {}
    chosen = list(sources) if urls is None else [added(), *sources]
    chosen = [source for source in chosen if urls is None or source.id in given]
    if not chosen:
        return []
    save.sources(engine, [info(source) for source in chosen])
    with HostLocks(settings.home / "hosts") as locks:
        kept_out = {source.id: why for source in chosen if (why := _kept_out(source, locks, given))}
        memory = Memory(engine)
        works = [_work(memory, source, minutes) for source in chosen if source.id not in kept_out]
        plan = Plan(
            [work for work in works if not work.verdict],
            memory,
            Keeper(engine, archive),
            given,
            settings.news_days,
            on_progress,
        )
        if plan.works:
            _run(scrapy_settings(settings, [work.source for work in plan.works]), plan)
        _close(memory, plan.works)
    not_asked = [Outcome(id_, "stopped", {}, error=why) for id_, why in kept_out.items()]
    return [*map(_outcome, works), *not_asked]


def _kept_out(source: Source, locks: HostLocks, given: Mapping[str, list[str]]) -> str:
    """Why a source is not asked now; empty where it is. What a person gave waits a little for its host."""
    if source.window and closes(source.window, clock.now()) is None:
        return f"not asked outside its window {source.window}"
    hosts = {urlsplit(url).netloc for url in given.get(source.id, [source.base])}
    busy = [host for host in hosts if not locks.take(host, WAIT if given else 0)]
    return f"not asked: another crawl asks {', '.join(busy)} just now" if busy else ""


def _work(memory: Memory, source: Source, minutes: float | None) -> Work:
    """A source's crawl; one that this deployment cannot ask has ended before it begins."""
    run_id = memory.begin(source)
    work = Work(source, layout(source.layout), run_id, memory.whole[source.id] is not None)
    work.known = {known.posting_id for known in memory.known[source.id].values()}
    work.usual = memory.usual(source)
    work.resumed = memory.resume(source)
    work.limit = _limit(source, minutes)
    work.unready = work.blocked = unready(source) or missing(source)
    if work.unready:
        work.verdict = "blocked"
        memory.end(work)
    return work


def _limit(source: Source, minutes: float | None) -> Limit | None:
    """The earlier of the end of this run and the end of the source's window."""
    limits = []
    if minutes is not None:
        limits.append(Limit(time.monotonic() + minutes * 60, f"{minutes:g} minutes are over", soon=True))
    end = closes(source.window, clock.now()) if source.window else None
    if end is not None:
        left = (end - clock.now()).total_seconds()
        limits.append(Limit(time.monotonic() + left, f"its window {source.window} has closed"))
    return min(limits, key=lambda limit: limit.at, default=None)


def _close(memory: Memory, works: Sequence[Work]) -> None:
    """End what was interrupted, and note how each host took being asked."""
    by_host: dict[str, list[Work]] = {}
    for work in works:
        if not work.verdict:
            work.verdict = "stopped"
            memory.end(work)
        by_host.setdefault(urlsplit(work.source.base).netloc, []).append(work)
    for host, found in by_host.items():
        memory.host(host, found)


def _outcome(work: Work) -> Outcome:
    error = "; ".join([*work.list_faults, *filter(None, [work.given_up, work.blocked])])
    return Outcome(work.source.id, work.verdict, dict(work.counts), tuple(work.checks), error)


def _by_source(sources: Sequence[Source], urls: Sequence[str]) -> dict[str, list[str]]:
    """Each address under the source whose base or hosts it belongs to, the longest base first."""
    found: dict[str, list[str]] = {}
    for url in urls:
        fitting = [source for source in sources if _belongs(source, url)]
        best = max(fitting, key=lambda source: len(source.base), default=None)
        found.setdefault(best.id if best else ADDED, []).append(url)
    return found


def _belongs(source: Source, url: str) -> bool:
    at, base = urlsplit(url), urlsplit(source.base)
    inside = at.netloc == base.netloc and f"{at.path}/".startswith(f"{base.path.rstrip('/')}/")
    return inside or (at.hostname or "") in aliases(source)


def _run(options: dict[str, Any], plan: Plan) -> None:
    main = threading.current_thread() is threading.main_thread()
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)} if main else {}
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    os.environ.setdefault(PUBLIC_SUFFIXES, "")
    process = AsyncCrawlerProcess(options)
    process.crawl(TongbaoSpider, plan=plan)
    gc.freeze()  # a page leaves thousands of objects that point at one another: look for them in what came since,
    gc.set_threshold(YOUNG)  # and several pages at a time; a tenth of a crawl's work is saved
    try:
        process.start(install_signal_handlers=main)
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
