"""The jobs (crawl, process, ingest, deliver, export) and when they run: the one place where all parts meet.

A job reads stored records and writes stored records, so any of them can be run again, alone. `Scheduler` runs them by
the catalogue's clock, each crawl and each processing in a process of its own; `run` adds the dashboard, `demo` the
replica.
"""

from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import traceback
import urllib.request
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger

from crawler.live import Look
from crawler.page import Source
from crawler.sources import added, info, load_catalogue
from crawler.window import closes
from settings import ROOT, ConfigurationError, Settings, demo_of
from store import clock, hosts, load, moved, numbers, runs, save, show_work
from store.archive import Archive
from store.condition import Condition, condition, disk
from store.db import Engine, open_store
from store.records import Check

log = logging.getLogger("tongbao")
Report = Callable[[int, int, str], None]  # done, of how many, one line for a person
Say = Callable[[str], None]
T = TypeVar("T")
Start = Callable[..., subprocess.Popen[bytes]]  # settings, then the words of a command
INGESTED = "ingested"  # the source id of files that a person gave


def quiet(done: int, total: int, text: str) -> None:
    """A report that nobody reads."""


@dataclass
class Done:
    """What a job did: counts for a reader and for --json, and what failed, each named."""

    counts: dict[str, int] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def count(self, name: str, by: int = 1) -> None:
        """Add to a count."""
        self.counts[name] = self.counts.get(name, 0) + by


@contextmanager
def costing_itself_alone(done: Done, what: str) -> Iterator[None]:
    """Record what fails inside under `what` and go on: bad input costs that item alone."""
    try:
        yield
    except Exception as error:  # noqa: BLE001  the one broad handler: whatever it is, it is named and recorded
        done.failed.append(f"{what}: {error or type(error).__name__}")
        log.warning("%s failed\n%s", what, traceback.format_exc())


class CrawlProgress:
    """Adds up what the sources of one crawl say, so that the whole has a number done and a number known."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.counts: dict[str, Mapping[str, int]] = {}

    def __call__(self, source_id: str, line: str, counts: Mapping[str, int]) -> None:
        self.counts[source_id] = dict(counts)
        known = sum(c.get("listed", 0) for c in self.counts.values())
        done = sum(c.get("fetched", 0) + c.get("failed", 0) for c in self.counts.values())
        self.report(min(done, known), known, f"{source_id}: {line}")


# --- the jobs ---------------------------------------------------------------------------------------------------------


def catalogue(settings: Settings, engine: Engine) -> list[Source]:
    """The catalogue's sources, the store's made to agree with them."""
    sources = load_catalogue(settings.catalogue)
    save.sources(engine, [info(source) for source in sources])
    return sources


def chosen(sources: list[Source], names: list[str]) -> list[Source]:
    """The enabled sources, or those named. Raises ConfigurationError for a name that the catalogue lacks."""
    by_id = {source.id: source for source in sources}
    for name in names:
        if name not in by_id:
            near = [i for i in by_id if name.split("-")[0] in i] or list(by_id)[:8]
            raise ConfigurationError(
                f"the catalogue has no source {name!r}; it has for example: {', '.join(near)}"
            )
        if not by_id[name].enabled:
            raise ConfigurationError(f"source {name!r} is not connected: {by_id[name].why_not}")
    return [by_id[name] for name in names] if names else [source for source in sources if source.enabled]


def crawl(
    settings: Settings,
    engine: Engine,
    names: list[str],
    urls: list[str] | None = None,
    report: Report = quiet,
    minutes: float | None = None,
) -> Done:
    """Crawl the named sources (none: all enabled ones), or fetch `urls` alone, in this process, which ends with it.

    After `minutes` the rest is left to the next run.
    """
    from crawler.run import crawl as run_spider

    sources = catalogue(settings, engine)
    if urls is None:
        sources = chosen(sources, names)
    done = Done()
    progress = CrawlProgress(report)
    for outcome in run_spider(settings, engine, Archive(settings.archive), sources, urls, progress, minutes):
        done.count("sources")
        for name, number in outcome.counts.items():
            done.count(name, number)
        if outcome.verdict in ("failed", "blocked", "stopped") or outcome.counts.get("failed"):
            reasons = "; ".join(check.text for check in outcome.checks if not check.passed)
            done.failed.append(f"{outcome.source_id}: {outcome.error or reasons or outcome.verdict}")
    return done


def add(settings: Settings, engine: Engine, url: str) -> Done:
    """Fetch one address as an article of the source that it belongs to, and process it."""
    done = crawl(settings, engine, [], [url])
    if not done.failed:
        processed = process(settings, engine)
        done.counts |= processed.counts
        done.failed += processed.failed
    return done


def process(
    settings: Settings,
    engine: Engine,
    source: str | None = None,
    everything: bool = False,
    report: Report = quiet,
) -> Done:
    """Read and extract every version that the current extractor has not seen (`everything`: every version).

    Archived pages that no layout could read are tried with today's layouts first.
    """
    from crawler.pipeline import read_again
    from nlp.pipeline import EXTRACTOR

    done = Done()
    sources = {s.id: s for s in [*load_catalogue(settings.catalogue), added()]}
    if source is not None and source not in sources and source != INGESTED:
        chosen(list(sources.values()), [source])
    for page in load.unread(engine, source):
        if page.source_id in sources:
            with costing_itself_alone(done, page.fetched.asked_url):
                read_again(engine, Archive(settings.archive), sources[page.source_id], page)
    versions = load.stale(engine, EXTRACTOR, source, everything)
    if not versions:
        return done
    for source_id in moved.sources_of(engine, versions):
        moved.look(engine, source_id)
    run = save.run_started(engine, "process", source or "")
    for number, version_id in enumerate(versions, 1):
        version, faults = load.version(engine, version_id), len(done.failed)
        with costing_itself_alone(done, version.url):
            state, unread = process_version(settings, engine, sources.get(version.source_id), version)
            done.count(state)
            done.failed += [f"{version.url}: {text}" for text in unread]
        if done.failed[faults:]:
            save.failed(engine, version.posting_id, done.failed[-1])
        text = f"{number} of {len(versions)} items read and extracted"
        save.run_progress(engine, run, text, done.counts)
        report(number, len(versions), text)
    numbers.join_by_number(engine)
    error = "; ".join(done.failed[:20])
    save.run_ended(engine, run, "failed" if error else "ok", done.counts, [], error)
    return done


def process_version(
    settings: Settings, engine: Engine, source: Source | None, version: load.VersionFiles
) -> tuple[str, list[str]]:
    """Read one version, extract it and save what it says; returns its state and which files could not be read."""
    from crawler.layouts import layout
    from nlp.pipeline import extract
    from nlp.read import unreadable
    from nlp.stored import stored_item

    family = layout(source.layout) if source else None
    stored = stored_item(version, source, family, Archive(settings.archive).get)
    for document_id, reading in stored.fresh.items():
        save.reading(engine, document_id, reading)
    record = extract(stored.item)
    text = record.text if record.text is not None else stored.item.readings[0].text
    saved = save.extraction(engine, version.id, record, text, stored.documents, news_days=settings.news_days)
    return saved.state, [text for reading in stored.item.readings for text in unreadable(reading)]


def ingest(settings: Settings, engine: Engine, paths: Iterable[Path], report: Report = quiet) -> Done:
    """Store local files or items files (*.jsonl) and process them."""
    from nlp.items import BadItem, items_file, local_file

    done = Done()
    known = {source.id for source in catalogue(settings, engine)}
    save.ingesting(engine, INGESTED, "Ingested files", "zh")
    used: set[str] = set()
    for path in paths:
        try:
            items = items_file(path) if path.suffix == ".jsonl" else iter([local_file(path)])
            for item in items:
                if isinstance(item, BadItem):
                    done.failed.append(f"{path.name}: {item.ident}: {item}")
                    continue
                with costing_itself_alone(done, f"{path.name}: {item.line.id}"):
                    source_id = item.line.source if item.line.source in known else INGESTED
                    page, *attachments = [save.File(fetched, body) for fetched, body in item.fetched()]
                    archive = Archive(settings.archive)
                    saved = save.fetched(engine, archive, source_id, page, item.facts(), attachments)
                    done.count("stored" if saved.state == "new" else saved.state)
                    used.add(source_id)
        except (BadItem, OSError) as error:
            done.failed.append(f"{path}: {getattr(error, 'strerror', None) or error}")
    for source_id in sorted(used):
        processed = process(settings, engine, source_id, report=report)
        done.failed += processed.failed
        for name, number in processed.counts.items():
            done.count(name, number)
    return done


def deliver(settings: Settings, engine: Engine) -> Done:
    """Send what subscribers are due."""
    from alerts.deliver import deliver as send

    sent = send(engine, settings)
    counts = {"sent": sent.sent, "failed": sent.failed, "later": sent.later, "waiting": sent.waiting}
    return Done(counts, list(sent.problems))


def digests(settings: Settings, engine: Engine) -> Done:
    """Send subscribers the digest of what was found later, once a day each."""
    from alerts.digest import send_digests

    sent = send_digests(engine, settings)
    return Done({"sent": sent.sent, "failed": sent.failed}, list(sent.problems))


def export(settings: Settings, engine: Engine, folder: Path, at: datetime | None = None) -> Done:
    """Write the data sets into a new folder below `folder`; with `at` as they were known at that instant."""
    from store.export import export as write

    manifest = write(engine, folder, settings, at)
    return Done(counts=dict(manifest.counts))


def health(settings: Settings, engine: Engine) -> tuple[Condition, dict[str, str]]:
    """The condition of this deployment, and by source the files to open when it has changed."""
    from crawler.health import where
    from nlp.pipeline import EXTRACTOR

    files = {source.id: where(source) for source in catalogue(settings, engine)}
    return condition(settings, engine, LEASE, len(load.stale(engine, EXTRACTOR))), files


def doctor(settings: Settings) -> list[Check]:
    """Whether this installation can work: named checks that say what to do. Makes the home where it is missing."""
    from crawler.installation import checks

    settings.home.mkdir(parents=True, exist_ok=True)
    return [*checks(settings), disk(settings), _said("port", check_port, settings.port), _catalogue(settings)]


def _catalogue(settings: Settings) -> Check:
    return _said("catalogue", load_catalogue, settings.catalogue)


def _said(name: str, ask: Callable[[T], object], given: T) -> Check:
    try:
        ask(given)
    except ConfigurationError as error:
        return Check(name=name, passed=False, text=str(error))
    return Check(name=name, passed=True, text=f"{given} is good")


def look_live(settings: Settings, names: list[str], out: Path | None, write: bool = False) -> list[Look]:
    """One list and one article of each source, kept as cases below `out`; `write` sets the day in the catalogue."""
    from crawler.live import look, set_checked

    found = look(chosen(load_catalogue(settings.catalogue), names), settings, out)
    for one in found:
        if write and one.counts:
            set_checked(one.source, clock.now().date())
    return found


def checked_lines(found: list[Look], written: bool) -> list[str]:
    """Which days of a live check could be, or were, set in the catalogue."""
    verb = "set" if written else "could be set"
    day = clock.now().date().isoformat()
    return [f'{one.source.file}: checked = "{day}" {verb} for {one.source.id}' for one in found if one.counts]


def save_page(
    settings: Settings,
    engine: Engine,
    source_id: str,
    url: str,
    case: str,
    folder: Path,
    archived: bool,
    force: bool,
) -> Path:
    """Save a page of a source as a test case: fetched now, or `archived`: as the store has it."""
    from crawler.live import fetch
    from crawler.saved_page import Taken
    from crawler.saved_page import save as write

    source = chosen(load_catalogue(settings.catalogue), [source_id])[0]
    if archived:
        kept = load.page(engine, source_id, url)
        if kept is None:
            raise ConfigurationError(f"the store has no page of {source_id} at {url}: leave --archived out")
        headers = {"content-type": kept.media_type, **kept.headers}
        taken = Taken("article", kept.final_url, headers, Archive(settings.archive).get(kept.sha256))
    else:
        taken = fetch(source, url, settings)
    return write(source, case, taken, folder, force)


def source_lines(settings: Settings, engine: Engine) -> list[dict[str, str | int]]:
    """One line a source: what it is, whether it is watched, what it answered last, how many items it gave."""
    catalogue(settings, engine)
    return [
        {
            "id": line.id,
            "title": line.title,
            "items": sum(line.postings.values()),
            "state": source_state(line),
            "newest": line.newest_day,
            "last_run": line.run.started.isoformat() if line.run else "",
            "why_not": line.why_not,
        }
        for line in show_work.sources(engine)
    ]


def source_state(line: show_work.SourceLine) -> str:
    """A source's state in a word or two."""
    if not line.enabled:
        return "not connected"
    if line.paused:
        return "paused"
    if line.run is not None:
        return line.run.verdict or "running"
    return "not crawled yet" if line.answered is not False else "no answer"


# --- when they run ----------------------------------------------------------------------------------------------------

LEASE = "scheduler"
LEASE_SECONDS = 120
DELIVER_SECONDS = 30
LOOK_SECONDS = 3
STOP_SECONDS = 20
CRAWL_MINUTES = (
    10  # of one child: longer work goes on in the next one, so that its host's newest lists are seen again
)
MOST_CRAWLS = 6  # children at a time, one host each …
NEVER = timedelta(days=36_500)
KEPT_FREE = 2  # … of which so many wait for sources of tier 1


def start(settings: Settings, *words: str, log_name: str = "") -> subprocess.Popen[bytes]:
    """`tongbao words…` as a child in a session of its own, so that Ctrl-C reaches us alone and we end it in order."""
    command = [sys.executable, "-m", "cli", *words, "--home", str(settings.home)]
    logs = settings.home / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    with (logs / f"{log_name or words[0]}.log").open("ab") as out:
        return subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(settings),
            stdin=subprocess.PIPE,  # never written to: a child that reads its end knows that we have died
            stdout=out,
            stderr=out,
            start_new_session=True,
        )


def environment(settings: Settings) -> dict[str, str]:
    """The environment that makes a child have these settings."""
    return os.environ | {
        "TONGBAO_DATABASE_URL": settings.database_url,
        "TONGBAO_ARCHIVE_URL": str(settings.archive),
        "TONGBAO_CATALOGUE": str(settings.catalogue),
        "TONGBAO_BASE_URL": settings.base_url,
        "TONGBAO_ALLOW_HOSTS": ",".join(sorted(settings.allow_hosts)),
        "TONGBAO_CRAWL_DELAY": str(settings.crawl_delay),
        "TONGBAO_PORT": str(settings.port),
        "PYTHONUNBUFFERED": "1",
        "TONGBAO_CHILD": "1",
    }


def end(children: Iterable[subprocess.Popen[bytes]]) -> None:
    """Ask children to stop, wait for them, and kill what has not stopped in time."""
    going = [child for child in children if child.poll() is None]
    for child in going:
        child.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + STOP_SECONDS
    for child in going:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()


def host(source: Source) -> str:
    """The host that a source is asked from; one crawl at a time may ask it."""
    return urlsplit(source.base).netloc


class Timetable:
    """When each source falls due, by its cron in Asia/Shanghai and the store's clock."""

    def __init__(self, sources: Iterable[Source], now: datetime) -> None:
        self.triggers = {s.id: CronTrigger.from_crontab(s.cron, timezone="Asia/Shanghai") for s in sources}
        self.next = {source_id: self._after(source_id, now) for source_id in self.triggers}

    def _after(self, source_id: str, now: datetime) -> datetime:
        found: datetime | None = self.triggers[source_id].get_next_fire_time(None, now)
        return found or now + NEVER

    def fallen_due(self, now: datetime) -> list[str]:
        """The sources whose time has come since the last call; however often it came, each once."""
        due = [source_id for source_id, at in self.next.items() if at <= now]
        for source_id in due:
            self.next[source_id] = self._after(source_id, now + timedelta(seconds=1))
        return due

    def earliest(self) -> datetime:
        """When the next source falls due."""
        return min(self.next.values())


@dataclass(frozen=True)
class Crawl:
    """A child that crawls the sources of one host."""

    child: subprocess.Popen[bytes]
    host: str
    sources: tuple[str, ...]
    tier: int


class Scheduler:
    """Runs the jobs: what is due is crawled, what came in is processed, who subscribed is told."""

    def __init__(
        self, settings: Settings, engine: Engine, sources: list[Source], say: Say, start: Start = start
    ) -> None:
        self.settings, self.engine, self.say, self.start = settings, engine, say, start
        self.sources = {source.id: source for source in sources if source.enabled}
        self.owner = f"{socket.gethostname()}:{os.getpid()}"
        self.due: dict[
            str, bool
        ] = {}  # source ids in the order in which they fell due; whether a person asked
        self.crawls: list[Crawl] = []
        self.timetable = Timetable(self.sources.values(), clock.now())
        self.processing: subprocess.Popen[bytes] | None = None
        self.timer = BackgroundScheduler(timezone="Asia/Shanghai")
        self.tried: set[str] = set()  # versions given to processing: what failed is not tried again and again
        self.told: dict[str, str] = {}  # run id → the line last printed
        self.since = clock.now()
        self.renewed = self.looked = 0.0

    def begin(self, first: Iterable[str]) -> None:
        """Take the lease, set the clock, and let `first` fall due. Raises ConfigurationError if another one works."""
        if not save.lease(self.engine, LEASE, self.owner, LEASE_SECONDS):
            other = load.holder(self.engine, LEASE)
            raise ConfigurationError(
                f"another scheduler ({other}) works on {self.settings.home}: stop it, or wait two minutes if it died"
            )
        runs.close_open(self.engine)
        self.timer.add_job(
            self.tell_subscribers, "interval", seconds=DELIVER_SECONDS, max_instances=1, coalesce=True
        )
        self.timer.add_job(self.send_digests, "interval", hours=1, max_instances=1, coalesce=True)
        self.timer.start()
        for source_id in first:
            self.fall_due(source_id)

    def fall_due(self, source_id: str) -> None:
        """Note that a source is to be crawled."""
        if not load.paused(self.engine, source_id):
            self.due.setdefault(source_id, False)

    def tell_subscribers(self) -> None:
        """Deliver, and say what was sent and what failed."""
        self.tell("alerts", deliver)

    def send_digests(self) -> None:
        """Send what was found later, once a day for each subscriber."""
        self.tell("digests", digests)

    def tell(self, what: str, job: Callable[[Settings, Engine], Done]) -> None:
        """Run a job that sends mail; say what came of it, each failure once."""
        done = Done()
        with costing_itself_alone(done, what):
            done = job(self.settings, self.engine)
        if done.counts.get("sent") or done.counts.get("failed"):
            self.say(f"{what}: {done.counts['sent']} sent, {done.counts['failed']} failed")
        for failure in done.failed:
            if self.told.get(what) != failure:
                self.told[what] = failure
                self.say(f"{what}: {failure}")

    def step(self) -> None:
        """Start what can start, notice what has ended, print what has moved."""
        now = time.monotonic()
        if now - self.renewed > LEASE_SECONDS / 4:
            save.lease(self.engine, LEASE, self.owner, LEASE_SECONDS)
            self.renewed = now
        for asked in save.take_requests(self.engine):
            if asked.kind == "run" and asked.source_id in self.sources:
                self.due[asked.source_id] = True
            elif asked.kind in ("pause", "resume"):
                save.pause(self.engine, asked.source_id, asked.kind == "pause")
        for source_id in self.timetable.fallen_due(clock.now()):
            self.fall_due(source_id)
        self.end_crawls()
        self.start_crawls()
        if self.processing is not None and self.processing.poll() is not None:
            self.processing = None
        if self.processing is None and now - self.looked > LOOK_SECONDS:
            self.looked = now
            self.start_processing()
        self.print_progress()

    def start_processing(self) -> None:
        """One child at a time reads and extracts what has come in since the last one began."""
        fresh = self.unread()
        if fresh:
            self.tried |= fresh
            self.processing = self.start(self.settings, "process", "--json")

    def unread(self) -> set[str]:
        """Versions that wait for the extractor and were not given to it yet."""
        from nlp.pipeline import EXTRACTOR

        return set(load.stale(self.engine, EXTRACTOR)) - self.tried

    def end_crawls(self) -> None:
        """Forget the children that have ended; what only ran out of time falls due at once."""
        ended = [crawl for crawl in self.crawls if crawl.child.poll() is not None]
        for crawl in ended:
            self.crawls.remove(crawl)
            if crawl.child.returncode in (0, 1):  # else it was killed, and goes on by its own clock
                for source_id in load.unfinished(self.engine, crawl.sources):
                    self.fall_due(source_id)

    def start_crawls(self) -> None:
        """One child for each host that is due, nobody asks and wants to be asked: a slow one delays no other."""
        for name, sources in self.ready().items():
            tier = min(source.tier for source in sources)
            most = MOST_CRAWLS if tier == 1 else MOST_CRAWLS - KEPT_FREE
            if len(self.crawls) < most:
                ids = tuple(source.id for source in sources)
                words = ["crawl", *ids, "--minutes", str(CRAWL_MINUTES), "--json"]
                self.crawls.append(Crawl(self.start(self.settings, *words), name, ids, tier))
                for source_id in ids:
                    del self.due[source_id]

    def ready(self) -> dict[str, list[Source]]:
        """The sources that may be crawled now, by host: those watched closely first, then as they fell due."""
        busy = {crawl.host for crawl in self.crawls}
        now, resting = clock.now(), hosts.resting(self.engine) if self.due else {}
        found: dict[str, list[Source]] = {}
        for source_id, asked in sorted(self.due.items(), key=lambda due: self.sources[due[0]].tier):
            source = self.sources[source_id]
            closed = bool(source.window) and closes(source.window, now) is None
            if host(source) not in busy and not closed and (asked or host(source) not in resting):
                found.setdefault(host(source), []).append(source)
        return found

    def print_progress(self) -> None:
        """A line for each run of ours that has moved since the last one."""
        for run in runs.since(self.engine, self.since):
            text = f"{run.verdict}: {run.error or run.progress}" if run.verdict else run.progress
            if text and self.told.get(run.id) != text:
                self.told[run.id] = text
                self.say(f"{run.job} {run.source_id or '·'}  {text}")

    def idle(self) -> bool:
        """Whether nothing can be started, runs or waits."""
        return not (self.ready() or self.crawls or self.processing or self.unread())

    def finish(self) -> None:
        """Stop the clock and the children, and give the lease up."""
        if self.timer.running:
            self.timer.shutdown(wait=True)
        end([*(crawl.child for crawl in self.crawls), *([self.processing] if self.processing else [])])
        save.release(self.engine, LEASE, self.owner)


# --- everything at once -----------------------------------------------------------------------------------------------


def check_port(port: int) -> None:
    """Raises ConfigurationError if the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ConfigurationError(
                f"port {port} cannot be used ({error.strerror}): stop what listens there, or choose another with --port"
            ) from None


def wait_for(url: str, child: subprocess.Popen[bytes], seconds: float, stop: threading.Event) -> bool:
    """Whether `url` answers within `seconds` while its process lives."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and child.poll() is None and not stop.is_set():
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310  our own dashboard on 127.0.0.1
                return True
        except OSError:
            stop.wait(0.3)
    return False


def start_dashboard(settings: Settings, say: Say, stop: threading.Event) -> subprocess.Popen[bytes]:
    """The dashboard as a child; returns when it answers. Raises ConfigurationError if it does not."""
    check_port(settings.port)
    child = start(settings, "dashboard", "--port", str(settings.port))
    if wait_for(f"http://127.0.0.1:{settings.port}/health", child, 60, stop):
        say(f"Dashboard: {settings.base_url}")
        return child
    end([child])
    if stop.is_set():
        return child
    log_file = settings.home / "logs" / "dashboard.log"
    raise ConfigurationError(f"the dashboard does not answer on port {settings.port}: see {log_file}")


def probe(settings: Settings, engine: Engine, sources: list[Source], say: Say) -> list[str]:
    """Ask every source's host at once, say what each answered, and return the ids of those that did."""
    from crawler.probe import probe as ask

    answers = ask([source for source in sources if source.enabled], allow=settings.allow_hosts)
    for source_id, answer in answers.items():
        save.answered(engine, source_id, answer.ok, answer.text)
    good = [source_id for source_id, answer in answers.items() if answer.ok]
    for source_id, answer in answers.items():
        if not answer.ok:
            say(f"{source_id}: does not answer ({answer.text})")
    say(f"{len(good)} of {len(answers)} sources answer.")
    return good


def run(settings: Settings, say: Say, stop: threading.Event, allow_demo: bool = True) -> None:
    """The dashboard, and the crawl behind it, until `stop`; the demo beside it where nothing can be crawled."""
    engine = open_store(settings)
    sources = catalogue(settings, engine)
    scheduler = Scheduler(settings, engine, sources, say)
    scheduler.begin(())
    children: list[subprocess.Popen[bytes]] = []
    try:
        children.append(start_dashboard(settings, say, stop))
        answering = probe(settings, engine, sources, say)
        for source_id in answering:
            scheduler.fall_due(source_id)
        if not answering and allow_demo and load.is_empty(engine):
            beside = demo_of(settings, settings.home / "demo", settings.port + 1)
            say(f"No source answers and the store is empty: starting the demo on port {beside.port} instead.")
            say(f"Demo: {beside.base_url} (made-up examples, a store of their own)")
            children.append(start(beside, "demo", "--port", str(beside.port)))
        elif not answering:
            say("No source answers; each is tried again by its own clock. `make demo` shows examples.")
        attend(scheduler, children, stop, say)
    finally:
        say("Stopping …")
        scheduler.finish()
        end(children)
        engine.dispose()


def schedule(settings: Settings, engine: Engine, say: Say, stop: threading.Event) -> None:
    """The scheduler alone, until `stop`."""
    scheduler = Scheduler(settings, engine, catalogue(settings, engine), say)
    scheduler.begin(scheduler.sources)
    try:
        attend(scheduler, [], stop, say)
    finally:
        scheduler.finish()


def attend(
    scheduler: Scheduler, children: list[subprocess.Popen[bytes]], stop: threading.Event, say: Say
) -> None:
    """Let the scheduler work until `stop`; a child that died is said once."""
    while not stop.wait(1):
        scheduler.step()
        for child in [child for child in children if child.poll() not in (None, 0)]:
            say(
                f"a part of it ended by itself (status {child.returncode}): see {scheduler.settings.home / 'logs'}"
            )
            children.remove(child)


def demo(settings: Settings, say: Say, stop: threading.Event, serve: bool = True) -> Done:
    """The same line against the bundled replica, in the example store of `settings`; `serve` keeps it running."""
    engine = open_store(settings, "example")
    children: list[subprocess.Popen[bytes]] = []
    done = Done()
    try:
        replica, base = start_replica(settings)
        children.append(replica)
        settings = demo_settings(settings, base)
        sources = catalogue(settings, engine)
        scheduler = Scheduler(settings, engine, sources, say)
        scheduler.begin(source.id for source in sources)
        try:
            if serve:
                children.append(start_dashboard(settings, say, stop))
            while not stop.wait(0.5):
                scheduler.step()
                if scheduler.idle():
                    break
            done.counts = load.totals(engine)
            say("The example store is ready: " + ", ".join(f"{n} {name}" for name, n in done.counts.items()))
            if serve:
                attend(scheduler, children, stop, say)
        finally:
            scheduler.finish()
    finally:
        end(children)
        engine.dispose()
    return done


def start_replica(settings: Settings) -> tuple[subprocess.Popen[bytes], str]:
    """The replica as a child, on a port that stays the same over runs, and its base; its catalogue is in the home."""
    kept = settings.home / "replica-port"
    port = kept.read_text() if kept.exists() else "0"
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.replica", "--port", port, "--catalogue", str(demo_catalogue(settings))],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert child.stdout is not None
    line = child.stdout.readline()
    if not line:
        raise ConfigurationError(f"the replica did not start on port {port}: delete {kept} and try again")
    told = json.loads(line)
    kept.write_text(str(told["port"]))
    return child, str(told["base"])


def demo_catalogue(settings: Settings) -> Path:
    """The folder into which the replica writes its catalogue."""
    return settings.home / "catalogue"


def demo_settings(settings: Settings, base: str) -> Settings:
    """The settings that make the catalogue of the replica at `base` the only one."""
    return replace(
        settings,
        catalogue=demo_catalogue(settings),
        allow_hosts=frozenset({urlsplit(base).netloc}),
        crawl_delay=0.0,
    )
