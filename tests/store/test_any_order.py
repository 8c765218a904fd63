"""Corrections, decisions and re-processing in any order give one store; a step that is killed and run again too."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from store import clock, corrections, decisions, history, save
from store.archive import Archive
from store.db import open_store, reading
from store.tables import App, Company, Entry, EntryProblem, Name, Notice, Version
from tests.store import making
from tests.store.making import app, firm, notice, record

ONE, TWO = "虚构一号科技有限公司", "虚构二号科技有限公司"
LISTS = {
    "https://www.example.org/a.html": (app("画图宝", ONE, 1), app("记账虎", TWO, 2), firm(ONE)),
    "https://www.example.org/b.html": (app("画图宝", TWO, 1), firm(TWO)),
}
FEW = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def process(engine: Engine, extractor: str) -> None:
    with reading(engine) as session:
        found = session.exec(
            select(Version.id, Notice.url).join(Notice, col(Notice.version_id) == Version.id)
        ).all()
    for version, url in found:
        save.extraction(engine, version, record(*LISTS[url], extractor=extractor), "通报", {})


def entry(engine: Engine, name: str, developer: str) -> Entry:
    """By its raw cells, which no correction changes."""
    with reading(engine) as session:
        rows = session.exec(select(Entry)).all()
    return next(e for e in rows if e.raw[1:] == [name, developer])


def company(engine: Engine, name: str) -> str:
    with reading(engine) as session:
        return session.exec(select(Company.id).where(Company.key == f"legal/{name}")).one()


def rename(engine: Engine) -> None:
    row = entry(engine, "记账虎", TWO)
    corrections.correct(engine, row.notice_id, "name", "记账王", "misread", "li", of=row.id)


def retitle(engine: Engine) -> None:
    row = entry(engine, "画图宝", TWO)
    corrections.correct(engine, row.notice_id, "title", "更正", "misread", "li")


def merge(engine: Engine) -> None:
    decisions.merge(engine, "company", company(engine, ONE), company(engine, TWO), "renamed", "li")


def split(engine: Engine) -> None:
    row = entry(engine, "画图宝", ONE)
    decisions.split(engine, "app", row.app_id or "", "another", "li", entries=[row.id], name="另一款")


def reprocess(engine: Engine) -> None:
    process(engine, "2")


STEPS: tuple[Callable[[Engine], None], ...] = (rename, retitle, merge, split, reprocess)


def content(engine: Engine) -> list[object]:
    """What readers see, drawn ids replaced by names."""
    with reading(engine) as session:
        return [_notice(session, n) for n in session.exec(select(Notice).order_by(col(Notice.url)))]


def _notice(session: Session, row: Notice) -> object:
    rows = []
    for e in session.exec(select(Entry).where(Entry.notice_id == row.id).order_by(col(Entry.id))):
        codes = session.exec(select(EntryProblem.code).where(EntryProblem.entry_id == e.id)).all()
        named = session.get(App, e.app_id) if e.app_id else None
        firm_ = session.get(Company, e.company_id) if e.company_id else None
        rows.append((e.id, e.name, e.outcome, codes, named and named.name, firm_ and firm_.key))
    return row.url, row.title, row.extractor, rows


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with two notices, read once."""
    home = tmp_path_factory.mktemp("started")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: making.NOON)
        engine = open_store(making.at(home))
        save.sources(engine, [making.source()])
        for url, claims in LISTS.items():
            notice(engine, Archive(home / "archive"), *claims, url=url)
        engine.dispose()
    return home


def ran(started: Path, steps: list[Callable[[Engine], None]], killed: int = -1) -> list[object]:
    """The content after these steps, an hour apart; the one that is killed is run again."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        shutil.copytree(started, Path(folder) / "home")
        engine = open_store(making.at(Path(folder) / "home"))
        try:
            for hour, step in enumerate(steps, 1):
                at = making.NOON + timedelta(hours=hour)
                patch.setattr(clock, "now", lambda at=at: at)
                if hour == killed:
                    _kill(engine, step)
                step(engine)
            return content(engine)
        finally:
            engine.dispose()


class Killed(Exception):
    pass


def _kill(engine: Engine, step: Callable[[Engine], None]) -> None:
    """Run a step that dies when it writes down what it changed, after it has written all else."""

    def die(*_: object) -> None:
        raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(history, "note", die)
        patch.setattr(history, "regrouped", die)
        with pytest.raises(Killed):
            step(engine)


@FEW
@given(steps=st.permutations(STEPS))
def test_corrections_decisions_and_re_processing_in_any_order_give_one_store(
    started: Path, steps: list[Callable[[Engine], None]]
) -> None:
    assert ran(started, steps) == ran(started, list(STEPS))


@FEW
@given(steps=st.permutations(STEPS), killed=st.integers(1, len(STEPS)))
def test_a_step_that_is_killed_and_run_again_gives_the_same_store(
    started: Path, steps: list[Callable[[Engine], None]], killed: int
) -> None:
    assert ran(started, steps, killed) == ran(started, steps)


@FEW
@given(steps=st.permutations(STEPS))
def test_processing_the_same_bytes_again_writes_nothing(
    started: Path, steps: list[Callable[[Engine], None]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: making.NOON + timedelta(hours=1))
        shutil.copytree(started, Path(folder) / "home")
        engine = open_store(making.at(Path(folder) / "home"))
        for step in (*steps, reprocess):
            step(engine)
        with reading(engine) as session:
            before = [
                row.model_dump()
                for table in (Notice, Entry, Name, App, Company)
                for row in session.exec(select(table))
            ]
        process(engine, "2")
        with reading(engine) as session:
            after = [
                row.model_dump()
                for table in (Notice, Entry, Name, App, Company)
                for row in session.exec(select(table))
            ]
        engine.dispose()
    assert after == before
