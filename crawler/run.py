"""One crawl of some sources, from settings to outcomes: the only way into Scrapy. Blocks until all are done.

The Twisted reactor starts once per process: a second crawl needs a process of its own.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from scrapy.crawler import AsyncCrawlerProcess

from crawler.failures import BackOff
from crawler.guard import Guard, GuardedResolver
from crawler.layouts import layout
from crawler.layouts.address import aliases
from crawler.memory import Memory
from crawler.page import ADDED, Source
from crawler.pipeline import Keeper
from crawler.sources import added, info
from crawler.spider import OnProgress, Plan, TongbaoSpider
from crawler.work import Work
from settings import USER_AGENT, Settings
from store import save
from store.archive import Archive
from store.db import Engine
from store.records import Check

LARGEST = 50 * 1024 * 1024  # bytes of one answer, unpacked


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
) -> list[Outcome]:
    """Crawl `sources`, or fetch just `urls` as articles of the sources that they belong to."""
    given = _by_source(sources, urls) if urls is not None else {}
    chosen = list(sources) if urls is None else [added(), *sources]
    chosen = [source for source in chosen if urls is None or source.id in given]
    if not chosen:
        return []
    save.sources(engine, [info(source) for source in chosen])
    memory = Memory(engine)
    works = [_work(memory, source) for source in chosen]
    plan = Plan(works, memory, Keeper(engine, archive), given, settings.news_days, on_progress)
    _run(scrapy_settings(settings, chosen), plan)
    for work in works:
        if not work.verdict:
            work.verdict = "stopped"
            memory.end(work)
    return [_outcome(work) for work in works]


def _work(memory: Memory, source: Source) -> Work:
    run_id, backfilled = memory.begin(source)
    known = {known.posting_id for known in memory.known[source.id].values()}
    return Work(source, layout(source.layout), run_id, backfilled, known=known, usual=memory.usual(source))


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


def scrapy_settings(settings: Settings, sources: Sequence[Source]) -> dict[str, Any]:
    """Polite, bounded and guarded."""
    delays = {
        urlsplit(source.base).hostname or "": {"concurrency": 1, "delay": float(source.options["delay"])}
        for source in sources
        if "delay" in source.options
    }
    agent = (
        USER_AGENT.replace("https://tongbao.invalid/contact", settings.contact)
        if settings.contact
        else USER_AGENT
    )
    return {
        "USER_AGENT": agent,
        "ROBOTSTXT_OBEY": True,
        "CONCURRENT_REQUESTS": 4 * max(4, len(sources)),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": settings.crawl_delay,
        "DOWNLOAD_SLOTS": delays,
        "AUTOTHROTTLE_ENABLED": settings.crawl_delay > 0,
        "AUTOTHROTTLE_START_DELAY": settings.crawl_delay,
        "DOWNLOAD_TIMEOUT": 30,
        "DNS_TIMEOUT": 10,
        "REACTOR_THREADPOOL_MAXSIZE": 40,  # look-ups of all hosts side by side
        "DOWNLOAD_MAXSIZE": LARGEST,
        "DOWNLOAD_WARNSIZE": 0,
        "HTTPERROR_ALLOW_ALL": True,
        "HTTPPROXY_ENABLED": False,  # behind a proxy nobody here would see which address a name leads to
        "METAREFRESH_ENABLED": False,
        "RETRY_ENABLED": False,  # `BackOff` does it, with pauses
        "REMOTE_CONTROL_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "GUARD_ALLOW": sorted(settings.allow_hosts),
        "TWISTED_DNS_RESOLVER": GuardedResolver,
        "DOWNLOADER_MIDDLEWARES": {
            "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
            Guard: 50,
            BackOff: 550,
        },
        "LOG_ENABLED": False,  # the application decides where logs go
        "LOG_INSTALL_ROOT_HANDLER": False,
        "EXTENSIONS": {"scrapy.extensions.logstats.LogStats": None},
    }


def _run(options: dict[str, Any], plan: Plan) -> None:
    main = threading.current_thread() is threading.main_thread()
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)} if main else {}
    logging.getLogger("scrapy").setLevel(logging.WARNING)
    process = AsyncCrawlerProcess(options)
    process.crawl(TongbaoSpider, plan=plan)
    try:
        process.start(install_signal_handlers=main)
    finally:
        for number, handler in kept.items():
            signal.signal(number, handler)
