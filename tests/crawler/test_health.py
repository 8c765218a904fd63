"""What sites say when they are asked whether they are there, and what a crawl's end is judged by."""

from __future__ import annotations

import socket
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from crawler.health import checks, verdict
from crawler.layouts import layout
from crawler.page import Link, Source
from crawler.probe import probe
from crawler.work import Work
from tests.crawler.site import Site, serving

SOURCE = Source(
    id="one", title="示例", kind="official", language="zh", base="https://one.example", lists=("/l/",), layout="plain",
    cron="0 * * * *", min_rows=3, silent_days=30, file="x.toml:1",
)  # fmt: skip


def work() -> Work:
    found = Work(SOURCE, layout("plain"), "r_1", backfilled=True)
    found.first_page("https://one.example/l/", 5, None)
    found.newest = datetime.now(UTC).date().isoformat()
    return found


def failed(found: Work) -> set[str]:
    return {check.name for check in checks(found) if not check.passed}


def test_every_host_is_asked_once_and_all_at_the_same_time() -> None:
    silent = socket.socket()
    silent.bind(("127.0.0.1", 0))
    silent.listen(5)  # takes connections and never answers
    with serving(Site(1)) as site:
        bases = {
            "here": site.base,
            "here too": site.base,
            "silent": f"http://127.0.0.1:{silent.getsockname()[1]}",
            "silent too": f"http://localhost:{silent.getsockname()[1]}",
            "closed": "http://127.0.0.1:9",
            "nowhere": "http://no-such-host.invalid",
            "private": "http://10.0.0.1",
        }
        sources = [replace(SOURCE, id=id_, base=base) for id_, base in bases.items()]
        began = time.monotonic()
        found = probe(sources, timeout=1.0, allow=frozenset({"127.0.0.1", "localhost"}))
        assert time.monotonic() - began < 4
        assert site.log == ["/"]
    silent.close()
    said = {id_: answer.text for id_, answer in found.items()}
    assert said == {
        "here": "answered 404", "here too": "answered 404", "silent": "timed out", "silent too": "timed out",
        "closed": "refused", "nowhere": "no such host", "private": "10.0.0.1 is not a public address",
    }  # fmt: skip
    assert [id_ for id_, answer in found.items() if answer.ok] == ["here", "here too"]


def test_a_good_crawl_passes_all_checks() -> None:
    assert failed(work()) == set()
    assert verdict(work(), checks(work())) == "ok"


def test_a_list_that_answers_with_nothing_is_never_a_quiet_success() -> None:
    found = work()
    found.rows["https://one.example/m/"] = 0
    assert failed(found) == {"rows"} and verdict(found, checks(found)) == "failed"
    assert failed(Work(SOURCE, layout("plain"), "r_1", backfilled=True)) >= {"rows"}


def test_the_smaller_faults_are_warnings() -> None:
    for change in (
        {"untitled": 1}, {"empty": 1}, {"faults": ["x"]}, {"missing": ["y"]},
        {"newest": (datetime.now(UTC) - timedelta(days=40)).date().isoformat()},
    ):  # fmt: skip
        found = work()
        for name, value in change.items():
            setattr(found, name, value)
        assert len(failed(found)) == 1, change
        assert verdict(found, checks(found)) == "warning"


def test_far_fewer_rows_than_usual_are_told_with_the_files_to_open() -> None:
    found = work()
    found.usual = 10
    assert failed(found) == set()
    found.usual = 12
    assert failed(found) == {"rows as usual"} and verdict(found, checks(found)) == "warning"
    text = next(c.text for c in checks(found) if c.name == "rows as usual")
    assert "5 rows, 12 are usual" in text and "x.toml:1" in text and "fixtures/sites/one" in text
    found.usual = None
    assert failed(found) == set()


def test_a_list_that_says_more_than_is_known_is_told() -> None:
    found = work()
    found.known, found.planned = {"p1", "p2"}, {"p2", "p3"}
    found.totals["https://one.example/l/"] = 3
    assert failed(found) == set()
    found.totals["https://one.example/l/"] = 4
    assert failed(found) == {"list total"}
    found.first_page("https://one.example/m/", 5, None)  # a second list that says no total
    assert failed(found) == set()


def test_a_feed_with_old_items_only_is_a_stale_feed() -> None:
    found = work()
    found.source = replace(SOURCE, layout="feed")
    found.newest = "2017-12-12"
    assert failed(found) == {"stale feed"} and verdict(found, checks(found)) == "warning"


def test_days_that_cannot_be_are_told_and_make_nothing_new() -> None:
    found = work()
    newest = found.newest
    found.dated("2099-01-01", "1970-01-01", "", "2024-03")
    assert failed(found) == {"days in range"} and found.newest == newest
    assert found.odd_days == {"2099-01-01", "1970-01-01"}


def test_a_source_that_only_refused_is_blocked() -> None:
    found = Work(SOURCE, layout("plain"), "r_1", backfilled=False, blocked="HTTP 521")
    assert verdict(found, checks(found)) == "blocked"


def test_of_a_wide_list_the_rows_are_taken_whose_title_or_address_fits() -> None:
    titled = Link("https://one.example/1", "关于问题APP的通报"), Link("https://one.example/2", "会议召开")
    wordless = Link("https://one.example/china-apps", ""), Link("https://one.example/football", "")
    wanted = work()
    wanted.source = replace(wanted.source, match="app|数据")
    assert wanted.taken((*titled, *wordless)) == [titled[0], wordless[0]]
    wanted.source = replace(wanted.source, match="")
    assert len(wanted.taken((*titled, *wordless))) == 4
