"""Runs, requests and the lease."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import select

from store import load, runs, save
from store.db import reading
from store.records import Check
from store.tables import Run
from tests.store.conftest import Clock


def test_a_run_tells_how_far_it_is_and_how_it_ended(engine: Engine, time: Clock) -> None:
    run = save.run_started(engine, "crawl", "made-office")
    save.run_progress(engine, run, "3 of 10 pages", {"fetched": 3})
    time.move(minutes=2)
    checks = [Check(name="rows", passed=False, text="list gave 0 rows, wanted 5")]
    save.run_ended(engine, run, "failed", {"fetched": 3}, checks, "stopped")
    with reading(engine) as session:
        found = session.exec(select(Run)).one()
    assert (found.id, found.job, found.source_id, found.progress) == (
        run,
        "crawl",
        "made-office",
        "3 of 10 pages",
    )
    assert (found.verdict, found.counts, found.error, found.ended) == (
        "failed",
        {"fetched": 3},
        "stopped",
        time.at,
    )
    assert found.checks == [{"name": "rows", "passed": False, "text": "list gave 0 rows, wanted 5"}]


def test_a_run_that_was_killed_has_ended_when_the_next_one_begins(engine: Engine, time: Clock) -> None:
    killed, other = (save.run_started(engine, "crawl", source) for source in ("made-office", "made-paper"))
    time.move(minutes=5)
    new = save.run_started(engine, "crawl", "made-office")
    with reading(engine) as session:
        verdicts = {run.id: (run.verdict, run.ended) for run in session.exec(select(Run))}
    assert verdicts == {killed: ("stopped", time.at), other: ("", None), new: ("", None)}


def test_requests_are_handed_out_once_in_the_order_they_were_made(engine: Engine, time: Clock) -> None:
    runs.request(engine, "run", "made-office")
    time.move(seconds=1)
    runs.request(engine, "pause", "made-paper")
    assert runs.request(engine, "run", "made-office") == runs.request(engine, "run", "made-office")
    taken = save.take_requests(engine)
    assert [(asked.kind, asked.source_id) for asked in taken] == [
        ("run", "made-office"),
        ("pause", "made-paper"),
    ]
    assert runs.take_requests(engine) == []
    runs.request(engine, "run", "made-office")
    assert len(runs.take_requests(engine)) == 1


def test_one_scheduler_holds_the_lease_and_a_second_learns_who(engine: Engine, time: Clock) -> None:
    assert save.lease(engine, "scheduler", "host:1", 60)
    assert not save.lease(engine, "scheduler", "host:2", 60)
    assert load.holder(engine, "scheduler") == "host:1"
    time.move(seconds=30)
    assert save.lease(engine, "scheduler", "host:1", 60)
    time.move(seconds=59)
    assert not save.lease(engine, "scheduler", "host:2", 60)


def test_an_expired_lease_can_be_taken_and_the_late_owner_cannot_give_it_away(
    engine: Engine, time: Clock
) -> None:
    save.lease(engine, "scheduler", "host:1", 60)
    time.move(seconds=60)
    assert load.holder(engine, "scheduler") is None
    assert save.lease(engine, "scheduler", "host:2", 60)
    save.release(engine, "scheduler", "host:1")
    assert load.holder(engine, "scheduler") == "host:2"
    save.release(engine, "scheduler", "host:2")
    assert load.holder(engine, "scheduler") is None


def test_a_run_whose_process_was_killed_is_closed_as_stopped_and_an_ended_one_is_left(
    engine: Engine, time: Clock
) -> None:
    ended = save.run_started(engine, "crawl", "one")
    save.run_ended(engine, ended, "ok", {}, [])
    killed = save.run_started(engine, "crawl", "two")
    time.move(minutes=5)
    assert runs.close_open(engine) == 1
    assert runs.close_open(engine) == 0
    with reading(engine) as session:
        verdicts = {run.id: run.verdict for run in session.exec(select(Run))}
    assert verdicts == {ended: "ok", killed: "stopped"}


def test_the_usual_count_is_the_middle_of_the_runs_that_ended_well(engine: Engine) -> None:
    for rows, verdict in ((20, "ok"), (0, "failed"), (22, "warning")):
        runs.ended(engine, runs.started(engine, "crawl", "made-office"), verdict, {"rows": rows}, [])
    assert runs.usual(engine, "made-office", "rows") is None
    runs.ended(engine, runs.started(engine, "crawl", "made-office"), "ok", {"rows": 21}, [])
    assert runs.usual(engine, "made-office", "rows") == 21
    assert runs.usual(engine, "made-paper", "rows") is None
