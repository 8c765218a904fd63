"""How long after its publication a notice is stored: `make bench-latency`, a simulated day against the replica.

The scheduler and its children are the real ones. Only the clock is set: it jumps to the next moment at which a source
falls due, and runs at its own speed while crawls go on. One more host, of the same tier, takes every request and never
answers. Published means shown by the list; stored means that the page is in the archive and its version in the store.
"""

from __future__ import annotations

import math
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import settings as settings_module
from crawler.layouts.days import CHINA
from crawler.sources import load_catalogue
from scheduler import Scheduler, Start, environment
from settings import ROOT, Settings
from store import clock, load
from store.db import open_store
from tests.replica.items import Item
from tests.replica.items import load as load_items
from tests.replica.server import Replica

PROMISED = 30.0  # minutes, for 95 of 100 notices of tier 1
HANGING = "hangs"
COLUMN = "/zwgk/wlaqgl/index.html"
SITES = {
    "cac": ("CAC", "cac", "/wxzw/wxfb/A093702index_1.htm", "A093702", "/2026-03/02/c_17{:014d}.htm"),
    "gdca": (
        "CA-GD",
        "jpaas",
        "/zwgk/wlaqgl/index.html",
        "/zwgk/wlaqgl/index.html",
        "/zwgk/wlaqgl/art/2026/art_{:032x}.html",
    ),
}
ENTRY = """
[[source]]
id = "{id}"
title = "示例"
kind = "official"
issuer = "{issuer}"
language = "zh"
base = "{base}/{site}"
lists = ["{path}"]
layout = "{layout}"
cron = "*/15 7-22 * * *"
tier = 1
"""


@dataclass(frozen=True)
class Figures:
    """Minutes from publication to store, of every notice published; `lost`: those that never came."""

    minutes: list[float]
    lost: int
    children: int

    @property
    def p50(self) -> float:
        return statistics.median(self.minutes)

    @property
    def p95(self) -> float:
        return statistics.quantiles(self.minutes, n=20, method="inclusive")[-1]


@dataclass
class FastClock:
    """A clock that can be set ahead."""

    ahead: timedelta = timedelta(0)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def jump(self, to: datetime) -> None:
        """Go on from `to`, unless it is past."""
        self.ahead += max(timedelta(0), to - self.now())


@contextmanager
def told_by(fast: FastClock) -> Iterator[None]:
    """The store's clock is `fast` until the block ends."""
    kept, clock.now = clock.now, fast.now
    try:
        yield
    finally:
        clock.now = kept


def measure(home: Path, hours: float, every: float = 10.0) -> Figures:
    """Publish a notice every so many minutes from 07:00 on, in turn on each site, and crawl as the scheduler does."""
    fast, launched = FastClock(), list[str]()
    seven = _seven(fast.now())
    plan = _published(seven, hours, every)
    with told_by(fast), ExitStack() as stack:
        fast.jump(seven - timedelta(minutes=5))
        sites = {name: stack.enter_context(Replica(items=_old(name))) for name in SITES}
        hanging = stack.enter_context(Replica(items=[]))
        hanging.hang("")
        settings = _settings(home, sites, hanging)
        engine = open_store(settings, "example")
        stack.callback(engine.dispose)
        sources = load_catalogue(settings.catalogue)
        scheduler = Scheduler(settings, engine, sources, lambda _: None, _starter(fast, launched))
        scheduler.looked = math.inf  # nothing is extracted here
        scheduler.begin([*SITES, HANGING])
        try:
            _crawl(scheduler)
            waiting = list(plan)
            while fast.now() < seven + timedelta(hours=hours):
                fast.jump(scheduler.timetable.earliest())
                while waiting and waiting[0][1] <= fast.now():
                    item, _ = waiting.pop(0)
                    sites[item.site].add(item)
                _crawl(scheduler)
        finally:
            hanging.stop()
            scheduler.finish()
        stored = {known.url: known for name in SITES for known in load.known(engine, name).values()}
    took = [_took(at, stored.get(f"{sites[i.site].base}/{i.site}{i.path}")) for i, at in plan]
    return Figures([t for t in took if t is not None], took.count(None), len(launched))


def _seven(now: datetime) -> datetime:
    """The next 07:00 in China that is at least ten minutes away."""
    at = now.astimezone(CHINA).replace(hour=7, minute=0, second=0, microsecond=0)
    return at if at - now > timedelta(minutes=10) else at + timedelta(days=1)


def _published(seven: datetime, hours: float, every: float) -> list[tuple[Item, datetime]]:
    """The notices with the moments at which they appear; none in the last half hour, which could not be awaited."""
    found = []
    for number in range(int((hours * 60 - PROMISED) / every)):
        site = list(SITES)[number % len(SITES)]
        at = seven + timedelta(minutes=number * every + 1.5)
        _, _, _, column, path = SITES[site]
        shown = at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
        body = "<p>示例应用未按要求完成整改，特此通报。本条为虚构示例。</p>"
        found.append((Item(site, path.format(number + 1), column, f"示例通报{number}", shown, body), at))
    return found


def _old(site: str) -> list[Item]:
    """What the site shows before the day begins."""
    return [item for item in load_items() if item.site == site]


def _settings(home: Path, sites: Mapping[str, Replica], hanging: Replica) -> Settings:
    """A deployment whose catalogue is these sites, each a host of its own."""
    folder = home / "catalogue"
    folder.mkdir(parents=True)
    entries = [_entry(name, name, site) for name, site in sites.items()]
    entries.append(_entry(HANGING, "cac", hanging))
    (folder / "sites.toml").write_text('origin = "example"\n' + "".join(entries), encoding="utf-8")
    hosts = ",".join(site.host for site in (*sites.values(), hanging))
    given = {"TONGBAO_CRAWL_DELAY": "0", "TONGBAO_CATALOGUE": str(folder), "TONGBAO_ALLOW_HOSTS": hosts}
    return settings_module.load(given, home=home)


def _entry(id_: str, site: str, replica: Replica) -> str:
    issuer, layout, path, _, _ = SITES[site]
    return ENTRY.format(id=id_, issuer=issuer, base=replica.base, site=site, path=path, layout=layout)


def _starter(fast: FastClock, launched: list[str]) -> Start:
    """Starts a command of the scheduler's as a child whose clock shows what ours does."""

    def start(settings: Settings, *words: str) -> subprocess.Popen[bytes]:
        launched.append(words[0])
        ahead = str(fast.ahead.total_seconds())
        return subprocess.Popen(
            [sys.executable, "-m", "bench.later", ahead, *words, "--home", str(settings.home)],
            cwd=ROOT,
            env=environment(settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    return start


def _crawl(scheduler: Scheduler) -> None:
    """Work until all that is due was crawled, the host that hangs excepted."""
    while True:
        scheduler.step()
        going = {source for crawl in scheduler.crawls for source in crawl.sources} | set(scheduler.due)
        if going <= {HANGING}:
            return
        time.sleep(0.02)


def _took(published: datetime, known: load.Known | None) -> float | None:
    """Minutes until the article's version was in the store."""
    if known is None or known.state != "fetched" or known.last_changed is None:
        return None
    return (known.last_changed - published).total_seconds() / 60


def main() -> None:
    """The full form: 07:00 to 23:00, a notice every seven minutes."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        found = measure(Path(folder) / "home", hours=16, every=7)
    print(
        f"published to stored, tier 1, {len(found.minutes)} notices of a simulated day, one host hanging: "
        f"p50 {found.p50:.1f} min, p95 {found.p95:.1f} min, longest {max(found.minutes):.1f} min; {found.lost} lost; "
        f"{found.children} crawls in {time.monotonic() - begun:.0f} s"
    )
    if found.lost or found.p95 > PROMISED:
        sys.exit(f"p95 must be at most {PROMISED:g} minutes and nothing may be lost")


if __name__ == "__main__":
    main()
