"""A deployment's condition is told in words, and each thing that can be wrong is seen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine

from settings import Settings
from store import runs, save
from store.archive import Archive
from store.condition import Condition, condition
from store.records import Check
from store.report import report
from tests.store.conftest import Clock
from tests.store.making import at, notice, put


@pytest.fixture
def settings(engine: Engine, archive: Archive) -> Settings:
    return at(archive.folder.parent)


def look(settings: Settings, engine: Engine, unprocessed: int = 0) -> Condition:
    return condition(settings, engine, "scheduler", unprocessed)


def failed(found: Condition) -> set[str]:
    return {check.name for check in found.checks if not check.passed}


def ran(engine: Engine, verdict: str, *checks: Check, source: str = "made-office", error: str = "") -> None:
    runs.ended(engine, runs.started(engine, "crawl", source), verdict, {}, checks, error)


def works(engine: Engine) -> None:
    for source in ("made-office", "made-paper"):
        ran(engine, "ok", source=source)
    assert runs.lease(engine, "scheduler", "me", 3600 * 24 * 30)


def test_a_deployment_that_works_is_healthy(settings: Settings, engine: Engine, archive: Archive) -> None:
    works(engine)
    put(engine, archive)
    found = look(settings, engine)
    assert found.healthy and failed(found) == set()
    told = report(engine, found, {})
    assert (
        told.good and told.lines[0] == "healthy" and any(line.startswith("recall: ") for line in told.lines)
    )


def test_a_source_that_failed_is_told_with_its_checks_and_the_files_to_open(
    settings: Settings, engine: Engine
) -> None:
    works(engine)
    ran(engine, "failed", Check(name="rows", passed=False, text="list gave 0 rows, wanted 5"))
    found = look(settings, engine)
    assert not found.healthy
    told = report(engine, found, {"made-office": "miit.toml:1, jpaas.py"})
    text = "\n".join(told.lines)
    assert "FAIL  made-office: failed, last success 2026-03-10" in text
    assert "rows: list gave 0 rows, wanted 5" in text and "open: miit.toml:1, jpaas.py" in text
    [source] = [s for s in told.data["sources"] if s["id"] == "made-office"]
    assert (source["verdict"], source["healthy"], source["files"]) == (
        "failed",
        False,
        "miit.toml:1, jpaas.py",
    )


def test_a_warning_alarms_only_who_asks_for_it_and_a_pause_nobody(settings: Settings, engine: Engine) -> None:
    works(engine)
    ran(engine, "warning", Check(name="titles", passed=False, text="1 rows without a title"))
    found = look(settings, engine)
    assert report(engine, found, {}).good and not report(engine, found, {}, strict=True).good
    ran(engine, "failed")
    save.pause(engine, "made-office", True)
    assert look(settings, engine).healthy


def test_a_source_that_has_not_succeeded_for_long_or_never_is_told(
    settings: Settings, engine: Engine, time: Clock
) -> None:
    ran(engine, "ok")
    found = {s.id: s for s in look(settings, engine).sources}
    assert found["made-office"].healthy and not found["made-paper"].healthy
    assert found["made-paper"].verdict == "never"
    time.move(hours=49)
    assert not {s.id: s for s in look(settings, engine).sources}["made-office"].healthy


def test_a_scheduler_that_died_is_told(settings: Settings, engine: Engine, time: Clock) -> None:
    works(engine)
    runs.lease(engine, "scheduler", "me", 60)
    time.move(minutes=2)
    assert failed(look(settings, engine)) == {"scheduler"}


def test_requests_that_nobody_takes_and_processing_that_failed_are_told(
    settings: Settings, engine: Engine, time: Clock
) -> None:
    works(engine)
    runs.request(engine, "run", "made-office")
    assert failed(look(settings, engine)) == set() and look(settings, engine).waiting["requests"] == 1
    time.move(hours=2)
    runs.ended(engine, runs.started(engine, "process"), "failed", {}, [], "page 3 cannot be read")
    found = look(settings, engine, unprocessed=7)
    assert failed(found) == {"requests", "processing"} and found.waiting["to process"] == 7


def test_a_file_of_the_archive_that_was_changed_or_lost_is_told(
    settings: Settings, engine: Engine, archive: Archive
) -> None:
    works(engine)
    put(engine, archive)
    [file] = archive.folder.rglob("*.gz")
    good = file.read_bytes()
    file.write_bytes(b"not what it was")
    assert failed(look(settings, engine)) == {"archive"}
    file.write_bytes(good)
    assert failed(look(settings, engine)) == set()
    file.unlink()
    assert failed(look(settings, engine)) == {"archive"}


def test_a_full_disk_is_told(settings: Settings, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    works(engine)
    monkeypatch.setattr("store.condition.LEAST_FREE", 1 << 62)
    assert failed(look(settings, engine)) == {"disk"}


def test_mails_wait_without_a_server_and_alarm_nobody(settings: Settings, engine: Engine) -> None:
    works(engine)
    [mails] = [c for c in look(settings, engine).checks if c.name == "deliveries"]
    assert mails.passed and "TONGBAO_SMTP_URL" in mails.text
    with_mail = look(replace(settings, smtp_url="smtp://localhost:25"), engine)
    assert "TONGBAO_SMTP_URL" not in str(with_mail.checks)


def test_leads_stand_in_the_report_as_leads(settings: Settings, engine: Engine, archive: Archive) -> None:
    works(engine)
    for number in (1, 3):
        notice(
            engine, archive, url=f"https://www.example.org/{number}.html", day="2026-02-01", text=str(number),
            batch={"year": 2026, "in_year": number},
        )  # fmt: skip
    told = report(engine, look(settings, engine), {})
    [line] = [line for line in told.lines if line.startswith("lead: ")]
    assert "may be missing" in line and "https://www.example.org/1.html" in line
    assert told.good and told.data["leads"][0]["numbers"] == (2,)
