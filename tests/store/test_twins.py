"""One notice at several addresses is one notice; what only looks alike stays apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import permutations

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from store import corrections, decisions, save, search
from store.archive import Archive
from store.db import reading
from store.history import as_of
from store.merging import follow
from store.records import AppClaim, IssuerClaim, Stamp
from store.show_history import history
from store.tables import App, Decision, Document, Entry, Mention, Notice, Posting, Trigger
from tests.store.conftest import Clock
from tests.store.making import app, put, record, source
from tests.store.test_save import dump

A, B, C = (f"https://www.example.org/{column}/art_{column}.html" for column in "abc")
LIST = (app("画图宝", "虚构一号科技有限公司", 1), app("记账虎", "虚构二号科技有限公司", 2))
OTHER = (app("画图宝", "虚构一号科技有限公司", 1), app("背词熊", "虚构三号科技有限公司", 2))


def signed(day: str = "2026-03-08") -> Stamp:
    """The day under the notice."""
    return Stamp(value=day, precision="day", basis="stated", printed=day)


def process(
    engine: Engine, version: str, claims: Sequence[AppClaim] = LIST, **given: object
) -> save.SavedNotice:
    """Save an extraction of a version, signed on 8 March where nothing else is given."""
    text = str(given.pop("text", "通报正文"))
    data = {"signed": signed()} | given
    return save.extraction(engine, version, record(*claims, **data), text, {})  # type: ignore[arg-type]


def groups(engine: Engine) -> list[tuple[str, list[str], list[str]]]:
    """Each notice as its shown address, all its addresses and its entries, whatever its drawn id."""
    with reading(engine) as session:
        return sorted(
            (
                notice.url,
                sorted(session.exec(select(Posting.url).where(Posting.notice_id == notice.id))),
                sorted(session.exec(select(Entry.name).where(Entry.notice_id == notice.id))),
            )
            for notice in session.exec(select(Notice))
        )


def kinds(engine: Engine) -> list[tuple[str, str]]:
    """Kind and subject of each trigger."""
    with reading(engine) as session:
        return sorted((t.kind, t.subject) for t in session.exec(select(Trigger)))


NAMES = ["画图宝", "记账虎"]


@pytest.mark.parametrize("order", list(permutations((0, 1, 2))))
def test_one_list_at_three_addresses_is_one_notice_whatever_order_they_come_in(
    engine: Engine, archive: Archive, time: Clock, order: tuple[int, ...]
) -> None:
    versions = []
    for number, url in enumerate((A, B, C)):
        time.move(minutes=1)
        versions.append(put(engine, archive, url, day=f"2026-03-{9 + number:02}").version_id)
    first, *_ = [process(engine, versions[number]) for number in order]
    assert groups(engine) == [(A, [A, B, C], NAMES)]
    with reading(engine) as session:
        notice = session.exec(select(Notice)).one()
        assert notice.id == first.notice_id
        assert notice.first_seen == session.exec(select(Posting.first_seen).where(Posting.url == A)).one()
        assert len(session.exec(select(Mention)).all()) == 2
    assert len(kinds(engine)) == len(told(engine))


OWN, CITY, JOINT = (f"https://{site}.example/1" for site in ("own", "city", "joint"))
SITES = {OWN: ("own", "MIIT"), CITY: ("city", "CA-GD"), JOINT: ("joint", "CAC")}
ROLES = [IssuerClaim(code="MIIT", role="lead"), IssuerClaim(code="CAC", role="joint")]


def posted(engine: Engine, archive: Archive, url: str) -> str:
    """The notice of MIIT with CAC, fetched from the site at `url`; its version."""
    site, code = SITES[url]
    save.sources(engine, [source(site, issuer=code)])
    return put(engine, archive, url, site).version_id


def joint(engine: Engine, version: str, **given: str | None) -> save.SavedNotice:
    return process(engine, version, issuers=["MIIT", "CAC"], issuer_roles=ROLES, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("order", list(permutations([OWN, CITY, JOINT])))
def test_the_issuers_own_site_leads_whatever_was_seen_first_and_nobody_is_told_twice(
    engine: Engine, archive: Archive, time: Clock, order: tuple[str, ...]
) -> None:
    ids, first = set(), time()
    versions = []
    for url in order:
        versions.append(posted(engine, archive, url))
        ids.add(joint(engine, versions[-1]).notice_id)
        time.move(hours=1)
    assert len(ids) == 1
    assert groups(engine) == [(OWN, sorted(SITES), NAMES)]
    assert len(kinds(engine)) == len(told(engine)) == 1 + 2 + 2
    with reading(engine) as session:
        notice = session.exec(select(Notice)).one()
        led = session.get_one(Posting, notice.posting_id)
        own = {session.get_one(Document, m.document_id).version_id for m in session.exec(select(Mention))}
        assert (notice.first_seen, led.source_id, own) == (first, "own", {notice.version_id})
        assert {p.notice_id for p in session.exec(select(Posting))} == ids
    before = dump(engine)
    time.move(days=1)
    for version in reversed(versions):
        assert joint(engine, version).state == "unchanged"
    assert dump(engine) == before


def test_where_no_issuers_own_site_has_it_a_joint_ones_leads(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    for url in (CITY, JOINT):
        joint(engine, posted(engine, archive, url))
        time.move(hours=1)
    assert groups(engine) == [(JOINT, sorted([CITY, JOINT]), NAMES)]


@pytest.mark.parametrize("apart", [False, True])
def test_what_persons_decided_stays_when_another_address_comes_to_lead(
    engine: Engine, archive: Archive, time: Clock, apart: bool
) -> None:
    """Also where the two were notices of their own, until a better extractor read them alike."""
    first = posted(engine, archive, CITY)
    id_ = joint(engine, first).notice_id
    with reading(engine) as session:
        one, two = session.exec(select(Entry).order_by(col(Entry.row))).all()
    time.move(hours=1)
    corrections.correct(engine, id_, "name", "画图宝王", "misread", "li", of=one.id)
    decisions.split(engine, "app", two.app_id or "", "another", "li", entries=[two.id], name="另一款")
    then = time()
    time.move(hours=1)
    second = posted(engine, archive, OWN)
    joint(engine, second, title="通报" if apart else None)
    if apart:
        assert len(groups(engine)) == 2
        for version in (first, second):
            joint(engine, version, extractor="2")
    assert groups(engine) == [(OWN, sorted([OWN, CITY]), ["画图宝王", "记账虎"])]
    with reading(engine) as session:
        notice = session.get_one(Notice, follow(session, id_))
        app_id = session.exec(select(Entry.app_id).where(Entry.name == "记账虎")).one()
        assert session.get_one(App, app_id).name == "另一款"
        if not apart:
            was = as_of(session, notice, then - timedelta(minutes=1))
            assert was and {e["name"] for e in was["entry"].values()} == {*NAMES}
            shown = history(engine, notice.id)
            assert {d.what for past in shown for d in past.differences} == {"changed"}


def told(engine: Engine) -> set[tuple[str, str, str]]:
    """Triggers by what they tell."""
    with reading(engine) as session:
        return {(t.kind, t.subject, t.subject_id) for t in session.exec(select(Trigger))}


def test_processing_twins_again_writes_nothing(engine: Engine, archive: Archive, time: Clock) -> None:
    versions = [put(engine, archive, url).version_id for url in (A, B)]
    for version in versions:
        process(engine, version)
    before = dump(engine)
    time.move(days=1)
    assert [process(engine, version).state for version in versions] == ["unchanged", "unchanged"]
    assert dump(engine) == before


@pytest.mark.parametrize(
    "differing",
    [
        {"signed": signed("2026-03-07")},
        {"signed": None},
        {"issuers": ["MIIT", "CAC"]},
        {"title": "关于侵害用户权益行为的APP通报（第二批）"},
        {"claims": OTHER},
        {"claims": LIST[:1]},
    ],
)
def test_postings_that_differ_in_one_point_stay_notices_of_their_own(
    engine: Engine, archive: Archive, differing: dict[str, object]
) -> None:
    process(engine, put(engine, archive, A).version_id)
    process(engine, put(engine, archive, B).version_id, **differing)  # type: ignore[arg-type]
    assert len(groups(engine)) == 2


def test_without_a_list_the_text_decides(engine: Engine, archive: Archive) -> None:
    for url, text in ((A, "通报 正文"), (B, "通报正文"), (C, "另一篇正文")):
        process(engine, put(engine, archive, url).version_id, (), text=text)
    assert [urls for _, urls, _ in groups(engine)] == [[A, B], [C]]


def test_where_no_issuer_is_known_nothing_is_joined(engine: Engine, archive: Archive) -> None:
    for url in (A, B):
        process(engine, put(engine, archive, url).version_id, issuers=[])
    assert len(groups(engine)) == 2


def test_a_press_report_is_never_the_notice_itself(engine: Engine, archive: Archive) -> None:
    process(engine, put(engine, archive, A).version_id)
    process(engine, put(engine, archive, B, "made-paper").version_id)
    assert len(groups(engine)) == 2


def edited(engine: Engine, archive: Archive, url: str, claims: Sequence[AppClaim]) -> save.SavedNotice:
    """The page at `url` is edited and names `claims` now."""
    return process(engine, put(engine, archive, url, text="edited", body="<p>edited</p>").version_id, claims)


@pytest.mark.parametrize("url", [A, B])
def test_an_edit_at_one_address_shows_both_texts_and_tells_only_what_is_new(
    engine: Engine, archive: Archive, time: Clock, url: str
) -> None:
    for address in (A, B):
        time.move(minutes=1)
        process(engine, put(engine, archive, address).version_id)
    before = kinds(engine)
    time.move(days=1)
    edited(engine, archive, url, OTHER)
    old = A if url == B else B
    assert groups(engine) == sorted([(old, [old], NAMES), (url, [url], ["画图宝", "背词熊"])])
    left = kinds(engine)
    for trigger in before:
        left.remove(trigger)
    assert left == [("edited", "notice"), ("named", "app"), ("named", "company")]


def test_an_edit_that_reaches_the_second_address_later_makes_them_one_again_with_a_redirect(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    first = process(engine, put(engine, archive, A).version_id)
    time.move(minutes=1)
    process(engine, put(engine, archive, B).version_id)
    time.move(days=1)
    apart = edited(engine, archive, B, OTHER)
    assert apart.notice_id != first.notice_id
    edited(engine, archive, A, OTHER)
    assert groups(engine) == [(A, [A, B], ["画图宝", "背词熊"])]
    with reading(engine) as session:
        assert follow(session, apart.notice_id) == first.notice_id
        decision = session.exec(select(Decision)).one()
        assert (decision.kind, decision.subject) == ("merge", "notice")
        assert {t.notice_id for t in session.exec(select(Trigger))} == {first.notice_id}
    assert search.search(engine, "背词熊") == [first.notice_id]
    with pytest.raises(ValueError, match="no decision"):
        decisions.undo(engine, decision.id, "r", "b")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_better_extractor_joins_what_it_finds_to_be_one_in_either_order(
    engine: Engine, archive: Archive, time: Clock, order: tuple[int, int]
) -> None:
    versions = []
    for url, claims in ((A, LIST), (B, OTHER)):
        time.move(minutes=1)
        versions.append(put(engine, archive, url).version_id)
        process(engine, versions[-1], claims)
    assert len(groups(engine)) == 2
    for number in order:
        process(engine, versions[number], LIST, extractor="2")
    assert groups(engine) == [(A, [A, B], NAMES)]


def test_a_better_extractor_does_not_part_twins_that_it_has_not_read_yet(
    engine: Engine, archive: Archive
) -> None:
    versions = [put(engine, archive, url).version_id for url in (A, B)]
    ids = {process(engine, version).notice_id for version in versions}
    for version in versions:
        ids.add(process(engine, version, OTHER, extractor="2").notice_id)
    assert len(ids) == 1


def test_a_notice_has_vanished_only_when_its_last_address_has(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    stored = [put(engine, archive, url) for url in (A, B)]
    for one in stored:
        process(engine, one.version_id)
    seen = []
    for one in stored:
        for _ in range(3):
            time.move(days=2)
            save.gone(engine, one.posting_id, 404)
        seen.append(("removed_notice", "notice") in kinds(engine))
    assert seen == [False, True]
