"""How a source is asked: its agent and proxy, no more than its budget, in its hours, by one process, with rests."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

import settings as settings_module
from crawler.hosts import HostLocks
from crawler.manners import proxy, seconds_after, unready
from crawler.page import Source
from crawler.window import closes
from store import hosts, load
from store.db import open_store
from tests.crawler.site import Answer, Site, serving
from tests.crawler.test_crawl import catalogue, crawl, entry, states


def source(**given: str) -> Source:
    return Source("a", "示例", "official", "zh", "https://a.example", ("/",), "plain", "0 */6 * * *", **given)  # type: ignore[arg-type]


def test_retry_after_is_seconds_or_a_date() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    later = format_datetime(at + timedelta(minutes=5), usegmt=True)
    assert [seconds_after(text, at.timestamp()) for text in ("120", later, "", "soon", "-5")] == [
        120, 300, 0, 0, 0,
    ]  # fmt: skip


def test_a_proxy_is_read_from_the_environment_and_its_login_is_kept_apart() -> None:
    environ = {"P": "http://me:s%40t@proxy.example:3128"}
    address, login = proxy(source(proxy="P"), environ)
    assert address == "http://proxy.example:3128" and login.startswith(b"Basic ")
    assert unready(source(proxy="P"), environ) == "" and "set P to" in unready(source(proxy="P"), {})


@pytest.mark.parametrize(
    ("window", "clock", "left"),
    [
        ("07:00-23:00", "06:59", None), ("07:00-23:00", "07:00", 960), ("07:00-23:00", "23:00", None),
        ("22:00-06:00", "23:30", 390), ("22:00-06:00", "05:00", 60), ("22:00-06:00", "12:00", None),
        ("00:00-24:00", "12:00", 720),
    ],
)  # fmt: skip
def test_a_window_is_in_china_and_may_reach_over_midnight(window: str, clock: str, left: int | None) -> None:
    now = datetime.fromisoformat(f"2026-03-02T{clock}:00+08:00")
    end = closes(window, now.astimezone(UTC))
    assert (None if end is None else (end - now).total_seconds() / 60) == left


def test_a_budget_ends_a_run_and_the_next_ones_bring_the_rest(tmp_path: Path) -> None:
    with serving(Site(10)) as site:
        folder, home = catalogue(tmp_path / "c", entry(site, more="budget = 6\n")), tmp_path / "home"
        first = crawl(folder, home)["one"]
        assert first["verdict"] == "ok" and 0 < first["counts"]["new"] < 10
        runs = 1
        while states(home).count("fetched") < 10 and runs < 8:
            crawl(folder, home)
            runs += 1
        assert runs < 8 and len(site.asked("/art/")) == 10  # nothing that came was asked for again


def test_a_run_whose_time_is_over_says_that_it_goes_on_at_once(tmp_path: Path) -> None:
    with serving(Site(10)) as site:
        folder, home = catalogue(tmp_path / "c", entry(site)), tmp_path / "home"
        crawl(folder, home, CRAWL_MINUTES="0")
        engine = open_store(settings_module.load({}, home=home), "example")
        assert load.unfinished(engine, ["one"]) == ["one"] and not site.asked("/art/")
        assert crawl(folder, home)["one"]["counts"]["new"] == 10
        assert load.unfinished(engine, ["one"]) == []
        engine.dispose()


def test_a_source_has_its_own_agent_and_is_not_asked_outside_its_hours(tmp_path: Path) -> None:
    agents: list[str] = []

    def robots(headers: dict[str, str]) -> Answer:
        agents.append(headers["User-Agent"])
        return 404, {}, b""

    now = datetime.now(UTC) + timedelta(hours=8)
    closed = f"{now + timedelta(hours=2):%H:%M}-{now + timedelta(hours=3):%H:%M}"
    with serving(Site(2)) as site, serving(Site(2)) as other:
        site.special["/robots.txt"] = other.special["/robots.txt"] = robots
        site.special["/list/1.html"] = lambda h: (agents.append(h["User-Agent"]), site._list(1))[1]  # type: ignore[func-returns-value]
        entries = [
            entry(site, more='user_agent = "Example/1"\n'),
            entry(other, "shut", more=f'window = "{closed}"\n'),
        ]
        found = crawl(catalogue(tmp_path / "c", *entries), tmp_path / "home")
        assert agents == ["Example/1", "Example/1"]
        assert found["shut"]["verdict"] == "stopped" and "outside its window" in found["shut"]["error"]
        assert other.log == []


def test_a_proxy_carries_the_requests_of_its_source(tmp_path: Path) -> None:
    with serving(Site(2)) as behind:
        entry_ = entry(behind, more='proxy = "EXAMPLE_PROXY"\n').replace(behind.base, "http://far.example")
        folder, home = catalogue(tmp_path / "c", entry_), tmp_path / "home"
        bare = crawl(folder, home)["one"]
        assert bare["verdict"] == "blocked" and "EXAMPLE_PROXY" in bare["error"]
        crawl(folder, home, EXAMPLE_PROXY=f"http://me:secret@127.0.0.1:{behind.port}")
        assert "http://far.example/list/1.html" in behind.log


def test_a_host_that_refuses_rests_longer_each_time_until_it_answers(tmp_path: Path) -> None:
    later = ["7200"]
    with serving(Site(3)) as site:
        site.special["/list/1.html"] = lambda _: (429, {"Retry-After": later[0]}, b"")
        folder, home = catalogue(tmp_path / "c", entry(site)), tmp_path / "home"
        assert "left alone for 120 minutes" in crawl(folder, home)["one"]["error"]
        assert len(site.asked("/list/")) == 1  # not tried again meanwhile
        engine = open_store(settings_module.load({}, home=home), "example")
        host = f"127.0.0.1:{site.port}"
        assert hours_left(hosts.resting(engine)[host]) == pytest.approx(2, abs=0.1)
        later[0] = "999999"
        crawl(folder, home)
        assert hours_left(hosts.resting(engine)[host]) == pytest.approx(6, abs=0.1)
        del site.special["/list/1.html"]
        crawl(folder, home)
        assert hosts.resting(engine) == {}
        engine.dispose()


def hours_left(until: datetime) -> float:
    return (until - datetime.now(UTC)).total_seconds() / 3600


def test_rests_double_from_a_quarter_of_an_hour(tmp_path: Path) -> None:
    engine = open_store(settings_module.load({}, home=tmp_path), "example")
    rests = [hours_left(hosts.refused(engine, "a.example", "HTTP 403")) for _ in range(7)]
    assert rests == pytest.approx([0.25, 0.5, 1, 2, 4, 6, 6], abs=0.01)
    engine.dispose()


def test_one_process_at_a_time_asks_a_host(tmp_path: Path) -> None:
    with serving(Site(3)) as site, HostLocks(tmp_path / "home" / "hosts") as locks:
        folder = catalogue(tmp_path / "c", entry(site))
        assert locks.take(f"127.0.0.1:{site.port}")
        found = crawl(folder, tmp_path / "home")["one"]
        assert found["verdict"] == "stopped" and "another crawl" in found["error"] and site.log == []


def test_a_lock_is_waited_for_and_is_free_when_its_holder_leaves(tmp_path: Path) -> None:
    with HostLocks(tmp_path) as one, HostLocks(tmp_path) as two:
        assert one.take("a.example") and one.take("a.example") and not two.take("a.example")
        threading.Timer(0.1, lambda: one.__exit__(None, None, None)).start()
        begun = time.monotonic()
        assert two.take("a.example", 10) and time.monotonic() - begun < 5
