"""Splits and "not the same" are kept through re-processing, and every decision can be taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from store import decisions, save, show_entities
from store.archive import Archive
from store.db import reading
from store.merging import follow
from store.show_decisions import decided, shown
from store.tables import App, Change, Company, Entry, Name, Notice, Posting, Version
from tests.store.conftest import Clock
from tests.store.making import app, firm, notice, record
from tests.store.test_save import dump

ONE, TWO = "虚构一号科技有限公司", "虚构二号科技有限公司"
URLS = [f"https://www.example.org/notices/{number}.html" for number in range(5)]


def again(engine: Engine, url: str, *claims: object, extractor: str = "2") -> None:
    """Extract the newest version at an address once more."""
    with reading(engine) as session:
        version = session.exec(
            select(Version.id).join(Posting, Posting.id == Version.posting_id).where(Posting.url == url)  # type: ignore[arg-type]
        ).one()
    save.extraction(engine, version, record(*claims, extractor=extractor), "通报", {})  # type: ignore[arg-type]


def entries(engine: Engine, **given: str) -> list[Entry]:
    with reading(engine) as session:
        found = session.exec(select(Entry)).all()
    return [e for e in found if all(getattr(e, name) == value for name, value in given.items())]


def test_a_split_gives_entries_to_a_new_identity_and_re_processing_keeps_it(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    for url in URLS[:3]:
        notice(engine, archive, app("画图宝", ONE, 1), url=url)
    first, second, third = sorted(entries(engine, subject="app"), key=lambda e: e.notice_id)
    assert first.app_id == second.app_id == third.app_id
    decision = decisions.split(engine, "app", first.app_id or "", "another app", "li", entries=[second.id])
    for url in URLS[:3]:
        again(engine, url, app("画图宝", ONE, 1))
    after = {e.id: e.app_id for e in entries(engine, subject="app")}
    assert after[first.id] == after[third.id] == first.app_id != after[second.id]
    page = show_entities.entity(engine, after[second.id] or "")
    assert page is not None and page.rows.total == 1 and page.name == "画图宝"
    assert decisions.undo(engine, decision, "it is the same", "li") == 0
    assert {e.app_id for e in entries(engine, subject="app")} == {first.app_id}
    page = show_entities.entity(engine, after[second.id] or "")
    assert page is not None and page.id == first.app_id and page.rows.total == 3


def test_a_split_by_developer_holds_for_notices_that_come_later(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, app("画图宝", ONE, 1), firm(ONE), url=URLS[0])
    [company] = {e.company_id for e in entries(engine)}
    decisions.split(engine, "company", company or "", "a namesake", "li", developer=ONE, name="另一家")
    notice(engine, archive, app("记账虎", ONE, 1), url=URLS[1])
    [later] = entries(engine, name="记账虎")
    with reading(engine) as session:
        assert session.get_one(Company, later.company_id).name == "另一家"


def test_two_that_were_decided_not_to_be_the_same_are_never_merged(engine: Engine, archive: Archive) -> None:
    for url, name in zip(URLS, (ONE, TWO), strict=False):
        notice(engine, archive, firm(name), url=url)
    one, two = (e.company_id or "" for e in (entries(engine, name=n)[0] for n in (ONE, TWO)))
    decision = decisions.not_same(engine, "company", one, two, "two registers", "li")
    assert decisions.not_same(engine, "company", two, one, "again", "wang") == decision
    with pytest.raises(ValueError, match="two registers"):
        decisions.merge(engine, "company", two, one, "alike", "wang")
    decisions.undo(engine, decision, "one register after all", "li")
    decisions.merge(engine, "company", two, one, "alike", "wang")
    assert [d.kind for d in decided(engine)].count("not_same") == 1


def test_what_came_while_a_merge_stood_goes_where_it_belongs_when_it_is_undone(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    for url, name in zip(URLS, (ONE, TWO), strict=False):
        notice(engine, archive, app("画图宝", name, 1), firm(name), url=url)
    one, two = (entries(engine, name=n)[0].company_id or "" for n in (ONE, TWO))
    time.move(hours=1)
    decision = decisions.merge(engine, "company", one, two, "renamed", "li")
    time.move(hours=1)
    notice(engine, archive, app("记账虎", ONE, 1), firm(ONE), url=URLS[2])
    assert entries(engine, name="记账虎")[0].company_id == two
    decisions.undo(engine, decision, "they are two", "li")
    assert entries(engine, name="记账虎")[0].company_id == one
    assert {e.company_id for e in entries(engine, name=ONE)} == {one}
    pages = {id_: show_entities.entity(engine, id_) for id_ in (one, two)}
    assert {id_: page.rows.total for id_, page in pages.items() if page} == {one: 4, two: 2}
    with reading(engine) as session:
        names = {n.subject_id for n in session.exec(select(Name).where(Name.text == ONE))}
    assert names == {one}


def test_a_split_beats_a_merge_that_is_undone_later(engine: Engine, archive: Archive, time: Clock) -> None:
    for url, name in zip(URLS, (ONE, TWO), strict=False):
        notice(engine, archive, firm(name), url=url)
    one, two = (entries(engine, name=n)[0] for n in (ONE, TWO))
    merged = decisions.merge(engine, "company", one.company_id or "", two.company_id or "", "r", "li")
    time.move(hours=1)
    decisions.split(engine, "company", two.company_id or "", "a third", "li", entries=[one.id])
    third = entries(engine, id=one.id)[0].company_id
    decisions.undo(engine, merged, "r", "li")
    assert entries(engine, id=one.id)[0].company_id == third
    assert third not in (one.company_id, two.company_id)


@pytest.mark.parametrize(
    ("given", "match"),
    [
        ({"entries": ["e_none"]}, "no entry of"),
        ({"developer": "无此公司"}, "has the developer"),
        ({}, "has the developer"),
    ],
)
def test_a_split_that_splits_nothing_off_is_refused(
    engine: Engine, archive: Archive, given: dict[str, str], match: str
) -> None:
    notice(engine, archive, firm(ONE))
    before = dump(engine)
    with pytest.raises(ValueError, match=match):
        decisions.split(engine, "company", entries(engine)[0].company_id or "", "r", "li", **given)
    assert dump(engine) == before


def test_a_decision_without_reason_or_author_is_refused(engine: Engine, archive: Archive) -> None:
    with pytest.raises(ValueError, match="needs a reason"):
        decisions.merge(engine, "app", "a_1", "a_2", " ", "li")
    with pytest.raises(ValueError, match="who made it"):
        decisions.undo(engine, "j_1", "wrong", "")


def test_each_notice_tells_which_decision_moved_its_rows(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    for url, name in zip(URLS, (ONE, TWO), strict=False):
        notice(engine, archive, firm(name), url=url)
    one, two = (entries(engine, name=n)[0] for n in (ONE, TWO))
    time.move(hours=1)
    decision = decisions.merge(engine, "company", one.company_id or "", two.company_id or "", "r", "li")
    with reading(engine) as session:
        [change] = session.exec(select(Change)).all()
        assert session.get_one(Notice, one.notice_id).last_changed == change.at
        assert follow(session, one.company_id or "") == two.company_id
        assert len(session.exec(select(App)).all()) == 0
    assert (change.notice_id, change.cause, change.detail) == (one.notice_id, "identity", decision)
    assert change.delta["entry"]["changed"][one.id] == {"company_id": [one.company_id, two.company_id]}
    assert shown(engine, one.company_id or "")["merged_into_it"] == [one.company_id]
