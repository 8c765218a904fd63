"""A record's history tells the source's change from ours, and the record as known on a day can be asked for."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from store import corrections, known, save, show_cases
from store.archive import Archive
from store.cases import all_of
from store.db import reading
from store.export import export
from store.history import as_of
from store.records import DeadlineClaim, PenaltyClaim
from store.show_history import history
from store.tables import App, Change, Company, Document, Notice, Version
from tests.store import making
from tests.store.conftest import Clock
from tests.store.making import app, firm, notice, put, quote, record
from tests.store.test_save import dump

ONE, TWO = "虚构一号科技有限公司", "虚构二号科技有限公司"
LIST = (app("画图宝", ONE, 1), app("记账虎", TWO, 2))


def reread(engine: Engine, *claims: object, extractor: str, text: str = "通报") -> None:
    with reading(engine) as session:
        version = session.exec(select(Version.id).order_by(col(Version.number).desc())).first() or ""
    save.extraction(engine, version, record(*claims, extractor=extractor), text, {})  # type: ignore[arg-type]


@pytest.fixture
def told(engine: Engine, archive: Archive, time: Clock) -> tuple[str, list[datetime]]:
    """A notice that is read better, then edited, then corrected, a day apart; its id and the days between."""
    id_, days = notice(engine, archive, *LIST).notice_id, []
    for step in range(3):
        days.append(time.at + timedelta(hours=1))
        time.move(days=1)
        if step == 0:
            reread(engine, app("画图宝", ONE, 1), extractor="2")
        elif step == 1:
            put(engine, archive, body="edited")
            reread(engine, app("画图宝", ONE, 1), app("背词熊", TWO, 2), extractor="2", text="edited")
        else:
            corrections.correct(engine, id_, "title", "更正后的标题", "misread", "li")
    return id_, [*days, time.at]


def test_each_change_has_its_cause_and_what_differed(
    engine: Engine, told: tuple[str, list[datetime]]
) -> None:
    found = history(engine, told[0])
    assert [(p.cause, p.detail) for p in found[1:]] == [
        ("edited", "1 → 2"),
        ("extractor", "1 → 2"),
        ("first", ""),
    ]
    assert found[0].cause == "correction"
    [retitled] = found[0].differences
    assert (retitled.field, retitled.value) == ("title", "更正后的标题")
    assert [(d.what, d.row) for d in found[1].differences if d.what != "changed"] == [("added", "背词熊")]
    assert [(d.what, d.row) for d in found[2].differences] == [("removed", "记账虎")]


def test_the_record_as_known_on_each_day(engine: Engine, told: tuple[str, list[datetime]]) -> None:
    id_, days = told
    seen = []
    with reading(engine) as session:
        row = session.get_one(Notice, id_)
        for day in days:
            parts = as_of(session, row, day)
            assert parts is not None
            seen.append(
                (parts["notice"][""]["title"][:2], sorted(e["name"] for e in parts["entry"].values()))
            )
        assert as_of(session, row, making.NOON - timedelta(days=1)) is None
    assert seen == [
        ("关于", ["画图宝", "记账虎"]),
        ("关于", ["画图宝"]),
        ("关于", ["画图宝", "背词熊"]),
        ("更正", ["画图宝", "背词熊"]),
    ]


def test_the_same_read_twice_writes_no_history(engine: Engine, archive: Archive, time: Clock) -> None:
    notice(engine, archive, *LIST)
    before = dump(engine)
    time.move(hours=1)
    reread(engine, *LIST, extractor="1")
    assert dump(engine) == before
    reread(engine, *LIST, extractor="2")
    assert dump(engine)["Change"] == []


def test_an_export_as_of_a_day_has_the_rows_of_that_day(
    engine: Engine, told: tuple[str, list[datetime]], tmp_path: Path
) -> None:
    def names(at: datetime | None) -> list[str]:
        made = export(engine, tmp_path / "out", making.at(tmp_path), at)
        with (made.folder / "entries.csv").open(encoding="utf-8-sig") as file:
            return [row["name"] for row in csv.DictReader(file)]

    assert sorted(names(told[1][0])) == ["画图宝", "记账虎"]
    made = export(engine, tmp_path / "out", making.at(tmp_path), told[1][1])
    with (made.folder / "entries.csv").open(encoding="utf-8-sig") as file:
        [row] = csv.DictReader(file)
    assert (row["quote"], row["place"], row["origin"]) == ("画图宝", ", table 0, row 2, column 1", "live")
    assert row["url"] == making.URL
    assert names(told[1][1]) == ["画图宝"]
    assert names(making.NOON - timedelta(days=1)) == []
    assert sorted(names(None)) == ["画图宝", "背词熊"]
    made = export(engine, tmp_path / "out", making.at(tmp_path))
    assert "更正后的标题,li,misread" in (made.folder / "corrections.csv").read_text(encoding="utf-8-sig")


def test_an_export_as_of_a_day_has_the_cases_as_they_were_known_then(
    engine: Engine, told: tuple[str, list[datetime]], tmp_path: Path
) -> None:
    def cases(at: datetime | None) -> dict[str, tuple[str, str]]:
        made = export(engine, tmp_path / "out", making.at(tmp_path), at)
        with (made.folder / "cases.csv").open(encoding="utf-8-sig") as file:
            return {row["name"]: (row["status"], row["began"]) for row in csv.DictReader(file)}

    named = ("unknown", "2026-03-09")
    assert cases(told[1][0]) == {"画图宝": named, "记账虎": named}
    assert cases(told[1][1]) == {"画图宝": named}
    assert cases(told[1][2]) == cases(None) == {"画图宝": named, "背词熊": named}
    assert cases(making.NOON - timedelta(days=1)) == {}


def test_cases_as_of_a_day_have_the_terms_and_sums_of_that_day(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    def due(day: str) -> dict[str, object]:
        term = DeadlineClaim(date=day, kind="rectify_by", text=day, evidence=[quote(day, day)])
        fine = PenaltyClaim(kind="fine", amount=20000, currency="CNY", evidence=[quote(day, day)])
        return {"deadlines": [term], "penalties": [fine], "text": day}

    notice(engine, archive, app("画图宝", ONE, 1), **due("2026-03-20"))  # type: ignore[arg-type]
    first = time.at + timedelta(hours=1)
    time.move(days=1)
    notice(engine, archive, app("画图宝", ONE, 1), **due("2026-03-25"))  # type: ignore[arg-type]
    with reading(engine) as session:
        for at, wanted in ((first, "2026-03-20"), (time.at, "2026-03-25")):
            found = [case for own in all_of(session, time.at.date(), at).values() for case in own]
            events = {e.kind: (e.due, e.amount) for case in found for e in case.events}
            assert events["deadline_set"] == (wanted, None)
            assert events["fine"] == ("", Decimal(20000))


def test_each_exported_row_says_since_when_it_stands_and_when_it_was_checked(
    engine: Engine, told: tuple[str, list[datetime]], tmp_path: Path
) -> None:
    made = export(engine, tmp_path / "out", making.at(tmp_path))
    with (made.folder / "entries.csv").open(encoding="utf-8-sig") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    days = {name: (row["first_seen"][:10], row["last_changed"][:10]) for name, row in rows.items()}
    first, edited = (told[1][n].date().isoformat() for n in (0, 2))
    assert days["画图宝"][0] == first
    assert days["背词熊"] == (edited, edited)
    assert all(row["last_checked"] for row in rows.values())


def test_a_person_whose_row_is_gone_stays_masked(engine: Engine, archive: Archive, time: Clock) -> None:
    id_ = notice(engine, archive, firm("郑小样", type="person")).notice_id
    reread(engine, extractor="2")
    assert [d.row for d in history(engine, id_)[0].differences] == ["郑**"]


def test_a_change_costs_what_it_changed(engine: Engine, archive: Archive) -> None:
    many = [app(f"样例应用{n}", ONE, n) for n in range(1, 201)]
    notice(engine, archive, *many)
    reread(engine, *many[:-1], app("样例应用200", TWO, 200), extractor="2")
    with reading(engine) as session:
        [change] = session.exec(select(Change)).all()
    assert len(str(change.delta)) < 2000


def test_a_notice_as_known_on_each_day_has_the_words_of_its_version_as_proof(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    """Also of rows that are no more, and with a person's name masked."""

    def read(name: str, sum_: int, extractor: str = "1") -> str:
        text = f"“{name}”由郑小样开发，处罚款{sum_}元，限3月20日前整改"
        fine = PenaltyClaim(kind="fine", amount=sum_, currency="CNY", evidence=[quote(f"罚款{sum_}元", text)])
        term = DeadlineClaim(
            date="2026-03-20", kind="rectify_by", text="3月20日前", evidence=[quote("3月20日前", text)]
        )
        claim = app(name, "郑小样", evidence=[quote(name, text)])
        person = firm("郑小样", type="person", evidence=[quote("郑小样", text)])
        return notice(
            engine, archive, claim, person, text=text, penalties=[fine], deadlines=[term], extractor=extractor
        ).notice_id  # fmt: skip

    id_ = read("画图宝", 20000)
    first = time.at + timedelta(hours=1)
    time.move(days=1)
    assert read("记账虎", 30000) == id_
    second = time.at + timedelta(hours=1)
    then, now = known.notice(engine, id_, first), known.notice(engine, id_, second)
    assert then and now
    for found, version, name, sum_ in ((then, 1, "画图宝", "20,000.00"), (now, 2, "记账虎", "30,000.00")):
        assert (found.version, [s.amount for s in found.sums]) == (version, [sum_])
        assert [(r.name, r.quotes[0].text) for r in found.rows if r.subject == "app"] == [(name, name)]
        quotes = [q for r in found.rows for q in r.quotes] + [q for s in found.sums for q in s.quotes]
        assert (
            all(r.quotes for r in found.rows) and all(t.quotes for t in found.terms) and found.sums[0].quotes
        )
        assert "郑小样" not in repr(found) and "郑**" in repr(found)
        documents = {q.document_id for q in quotes}
        with reading(engine) as session:
            [file] = (session.get_one(Document, d) for d in documents)
            assert session.get_one(Version, file.version_id).number == version
    assert known.notice(engine, id_, making.NOON - timedelta(days=1)) is None


def test_the_rows_and_cases_of_a_firm_as_known_on_a_day(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    notice(engine, archive, app("画图宝", ONE, 1), firm(ONE))
    with reading(engine) as session:
        [app_id] = session.exec(select(App.id)).all()
        firm_id = session.exec(select(Company.id).where(Company.name == ONE)).one()
    first = time.at + timedelta(hours=1)
    time.move(days=1)
    reread(engine, app("画图宝", TWO, 1), firm(TWO), extractor="2")
    for id_ in (app_id, firm_id):
        then, now = (known.rows(engine, id_, at) for at in (first, time.at))
        assert {(r.row.name, r.row.developer) for r in then} >= {("画图宝", ONE)}
        assert now == ()
        lives = [show_cases.lives(engine, id_, "2026-03-12", at) for at in (first, time.at)]
        assert [bool(found.cases or found.apps) for found in lives] == [True, False]


def test_only_a_day_is_asked_for() -> None:
    assert known.end_of("2026-03-10") == datetime(2026, 3, 11, tzinfo=UTC)
    assert [known.end_of(text) for text in ("2026-13-01", "today", "9999-12-31", "")] == [None] * 4
