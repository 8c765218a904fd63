"""Merges are decisions: recorded, followed, reversible."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from store import decisions, merging
from store.archive import Archive
from store.db import reading
from store.search import search
from store.tables import App, Company, Decision, Entry, Name, Redirect
from tests.store.making import app, firm, notice
from tests.store.test_save import dump

ONE, TWO, THREE = "虚构一号科技有限公司", "虚构二号科技有限公司", "虚构三号科技有限公司"


@pytest.fixture
def ids(engine: Engine, archive: Archive) -> Iterator[dict[str, str]]:
    """Three firms, each with an app of the same name, in a notice each."""
    for number, name in enumerate((ONE, TWO, THREE)):
        notice(engine, archive, app("画图宝", name, 1), firm(name), url=f"https://www.example.org/{number}")
    with reading(engine) as session:
        yield {c.name: c.id for c in session.exec(select(Company))}


def follow(engine: Engine, id_: str) -> str:
    with reading(engine) as session:
        return merging.follow(session, id_)


def test_a_merge_moves_entries_apps_and_names_and_leaves_a_redirect_with_its_reason(
    engine: Engine, ids: dict[str, str]
) -> None:
    decision = decisions.merge(engine, "company", ids[ONE], ids[TWO], "renamed in 2025", "a person")
    with reading(engine) as session:
        assert session.exec(select(Entry).where(Entry.company_id == ids[ONE])).all() == []
        assert session.exec(select(App).where(App.company_id == ids[ONE])).all() == []
        assert {n.text for n in session.exec(select(Name).where(Name.subject_id == ids[TWO]))} == {ONE, TWO}
        redirect = session.get_one(Redirect, ids[ONE])
        recorded = session.get_one(Decision, decision)
    assert (redirect.new_id, redirect.reason, redirect.decision_id) == (ids[TWO], "renamed in 2025", decision)
    assert (recorded.kind, recorded.by, recorded.undone_at) == ("merge", "a person", None)
    assert follow(engine, ids[ONE]) == ids[TWO]


def test_an_undo_restores_everything(engine: Engine, ids: dict[str, str]) -> None:
    before = dump(engine)
    decisions.undo(engine, decisions.merge(engine, "company", ids[ONE], ids[TWO], "r", "b"), "r", "b")
    after = dump(engine)
    decision = after.pop("Decision")
    before.pop("Decision")
    assert [c["cause"] for c in after.pop("Change")] == ["identity", "identity"] * (
        before.pop("Change") == []
    )
    assert after == before
    assert decision[0]["undone_at"] is not None
    assert follow(engine, ids[ONE]) == ids[ONE]


def test_a_new_notice_finds_the_firm_and_its_app_behind_the_redirect(
    engine: Engine, archive: Archive, ids: dict[str, str]
) -> None:
    notice(engine, archive, app("记账虎", ONE, 1), url="https://www.example.org/before")
    decisions.merge(engine, "company", ids[ONE], ids[TWO], "r", "b")
    claims = [app("画图宝", ONE, 1), app("记账虎", TWO, 2)]
    saved = notice(engine, archive, *claims, firm(ONE), url="https://www.example.org/new")
    with reading(engine) as session:
        entries = session.exec(select(Entry).where(Entry.notice_id == saved.notice_id)).all()
        assert {e.company_id for e in entries} == {ids[TWO]}
        assert len(session.exec(select(App)).all()) == 4


def test_chains_of_merges_are_followed_and_undone_from_the_end(engine: Engine, ids: dict[str, str]) -> None:
    first = decisions.merge(engine, "company", ids[ONE], ids[TWO], "r", "b")
    second = decisions.merge(engine, "company", ids[TWO], ids[THREE], "r", "b")
    assert follow(engine, ids[ONE]) == ids[THREE]
    with pytest.raises(ValueError, match="merged away since"):
        decisions.undo(engine, first, "r", "b")
    decisions.undo(engine, second, "r", "b")
    decisions.undo(engine, first, "r", "b")
    assert follow(engine, ids[ONE]) == ids[ONE]


def test_apps_can_be_merged_and_searched_by_either_name(
    engine: Engine, archive: Archive, ids: dict[str, str]
) -> None:
    other = notice(engine, archive, app("画图大师", THREE, 1), url="https://www.example.org/other")
    with reading(engine) as session:
        apps = session.exec(select(App).where(App.company_id == ids[THREE]).order_by(col(App.name))).all()
    decisions.merge(engine, "app", apps[0].id, apps[1].id, "renamed", "b")
    assert other.notice_id in search(engine, "画图宝")


@pytest.mark.parametrize(("one", "two"), [(ONE, ONE), (ONE, "nobody")])
def test_a_merge_that_makes_no_sense_is_refused(
    engine: Engine, ids: dict[str, str], one: str, two: str
) -> None:
    with pytest.raises(ValueError, match=r"one already|there is no company"):
        decisions.merge(engine, "company", ids[one], ids.get(two, "c_nobody"), "r", "b")


def test_a_merge_is_not_undone_twice(engine: Engine, ids: dict[str, str]) -> None:
    decision = decisions.merge(engine, "company", ids[ONE], ids[TWO], "r", "b")
    decisions.undo(engine, decision, "r", "b")
    with pytest.raises(ValueError, match="was undone on"):
        decisions.undo(engine, decision, "r", "b")
    with pytest.raises(ValueError, match="there is no decision"):
        decisions.undo(engine, "j_nothing", "r", "b")
