"""When sources fall due, and which children the scheduler starts for them."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from crawler.page import Source
from crawler.sources import info
from scheduler import CRAWL_MINUTES, KEPT_FREE, MOST_CRAWLS, Scheduler, Timetable
from settings import ROOT, Settings
from store import clock, hosts, save
from store.db import Engine, open_store


def source(id_: str, tier: int = 2, host: str = "", window: str = "") -> Source:
    cron = "*/15 7-22 * * *" if tier == 1 else "17 */6 * * *"
    return Source(
        id_, "示例", "official", "zh", f"https://{host or id_}.example", ("/",), "plain", cron, tier=tier, window=window,
        issuer="CAC",
    )  # fmt: skip


class Started:
    """Children that do nothing until they are told to end; `words` are what they were started with."""

    def __init__(self) -> None:
        self.words: list[tuple[str, ...]] = []
        self.children: list[subprocess.Popen[bytes]] = []

    def __call__(self, settings: Settings, *words: str) -> subprocess.Popen[bytes]:
        self.words.append(words)
        child = subprocess.Popen(["cat"], stdin=subprocess.PIPE, start_new_session=True)
        self.children.append(child)
        return child

    def finish(self, number: int) -> None:
        child = self.children[number]
        assert child.stdin is not None
        child.stdin.close()
        child.wait()

    def crawled(self) -> list[tuple[str, ...]]:
        return [words[1 : words.index("--minutes")] for words in self.words]


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    made = open_store(settings)
    yield made
    made.dispose()


@pytest.fixture
def started() -> Iterator[Started]:
    made = Started()
    yield made
    for child in made.children:
        child.kill()
        child.wait()


def scheduler(settings: Settings, engine: Engine, started: Started, *sources: Source) -> Scheduler:
    save.sources(engine, [info(one) for one in sources])
    return Scheduler(settings, engine, list(sources), lambda _: None, started)


def test_each_source_falls_due_once_by_its_own_cron_however_long_nobody_looked() -> None:
    at = datetime.fromisoformat("2026-03-02T06:50:00+08:00")
    table = Timetable([source("near", 1), source("far")], at)
    assert table.earliest() == datetime.fromisoformat("2026-03-02T07:00:00+08:00")
    assert table.fallen_due(at) == []
    assert table.fallen_due(at + timedelta(minutes=10)) == ["near"]
    assert table.fallen_due(at + timedelta(minutes=10, seconds=1)) == []
    assert table.fallen_due(at + timedelta(hours=8)) == ["near", "far"]
    assert table.fallen_due(at + timedelta(hours=8, seconds=1)) == []


def test_a_host_that_goes_on_and_on_delays_no_other(
    settings: Settings, engine: Engine, started: Started
) -> None:
    work = scheduler(settings, engine, started, source("slow"), source("twin", host="slow"), source("quick"))
    for id_ in ("slow", "quick"):
        work.fall_due(id_)
    work.start_crawls()
    assert started.crawled() == [("slow",), ("quick",)]
    assert started.words[0][2:] == ("--minutes", str(CRAWL_MINUTES), "--json")
    work.fall_due("twin")
    started.finish(1)
    work.fall_due("quick")
    work.end_crawls()
    work.start_crawls()
    assert started.crawled()[2:] == [("quick",)]  # and `twin` waits, for its host is asked
    started.finish(0)
    work.end_crawls()
    work.start_crawls()
    assert started.crawled()[3:] == [("twin",)]


def test_sources_of_tier_1_go_first_and_find_a_place_free(
    settings: Settings, engine: Engine, started: Started
) -> None:
    many = [source(f"far-{n}") for n in range(8)]
    work = scheduler(settings, engine, started, *many, source("near", 1))
    for one in many:
        work.fall_due(one.id)
    work.start_crawls()
    assert len(started.words) == MOST_CRAWLS - KEPT_FREE
    work.fall_due("near")
    work.start_crawls()
    assert started.crawled()[-1] == ("near",)
    assert list(work.due) == [f"far-{n}" for n in range(MOST_CRAWLS - KEPT_FREE, 8)]


def test_a_host_that_rests_is_asked_when_its_rest_is_over_or_a_person_asks(
    settings: Settings, engine: Engine, started: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    work = scheduler(settings, engine, started, source("tired"), source("other"))
    hosts.refused(engine, "tired.example", "HTTP 403")
    hosts.refused(engine, "other.example", "HTTP 403")
    work.fall_due("tired")
    work.due["other"] = True
    work.start_crawls()
    assert started.crawled() == [("other",)]
    later = datetime.now(UTC) + timedelta(minutes=16)
    monkeypatch.setattr(clock, "now", lambda: later)
    work.start_crawls()
    assert started.crawled()[1:] == [("tired",)]


def test_outside_its_window_a_source_waits(settings: Settings, engine: Engine, started: Started) -> None:
    now = datetime.now(UTC) + timedelta(hours=8)
    shut = f"{now + timedelta(hours=2):%H:%M}-{now + timedelta(hours=3):%H:%M}"
    work = scheduler(settings, engine, started, source("shut", window=shut))
    work.fall_due("shut")
    work.start_crawls()
    assert started.words == [] and work.idle() and list(work.due) == ["shut"]


def test_what_only_ran_out_of_time_goes_on_at_once(
    settings: Settings, engine: Engine, started: Started
) -> None:
    work = scheduler(settings, engine, started, source("long"), source("done"))
    for id_ in ("long", "done"):
        work.fall_due(id_)
    work.start_crawls()
    save.soon(engine, "long", True)
    started.finish(0)
    started.finish(1)
    work.end_crawls()
    assert list(work.due) == ["long"]


PARENT = """
import sys, time
from dataclasses import replace
from pathlib import Path
import settings, scheduler
child = scheduler.start(replace(settings.load({}, home=Path(sys.argv[1])), port=1), "scheduler")
print(child.pid, flush=True)
time.sleep(600)
"""


def test_children_end_in_order_when_their_parent_is_killed(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PARENT, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 60
    while alive(child) and time.monotonic() < until:
        threading.Event().wait(0.05)
    assert not alive(child)


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and is not yet reaped does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
