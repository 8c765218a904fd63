"""Cases do not depend on the order in which anything comes: of claims, of saving, of merges and undos."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from shutil import copy

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import col, select

from store import decisions, save
from store.archive import Archive
from store.case_chains import cases
from store.case_claims import claims
from store.case_events import events
from store.case_items import items
from store.case_shapes import Case, Claim
from store.cases import Subject, all_of
from store.db import open_store, reading
from store.merging import follow
from store.tables import App, Notice
from tests.store import making
from tests.store.lives import course, tell
from tests.store.test_cases_made_up import STORY
from tests.store.test_cases_real import DIDI
from tests.store.test_save import dump

TODAY = date(2026, 3, 10)


def seen(found: dict[Subject, list[Case]]) -> Sequence[object]:
    """All cases with what they say, without the ids that are drawn."""
    return sorted(
        (c.id, subject.kind, c.chain, c.follows, c.state.status, c.state.day, course(c),
         [[(p.url, p.quote, p.place) for p in e.proofs] for e in c.events])
        for subject, own in found.items() for c in own
    )  # fmt: skip


def lives(engine: Engine) -> Sequence[object]:
    with reading(engine) as session:
        return seen(all_of(session, TODAY))


def proving(engine: Engine) -> set[str]:
    """The addresses of all notices that prove anything."""
    with reading(engine) as session:
        found = all_of(session, TODAY)
    return {p.url for own in found.values() for c in own for e in c.events for p in e.proofs}


@pytest.fixture(scope="module")
def merging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A store with all stories."""
    home = tmp_path_factory.mktemp("merging")
    opened = open_store(making.at(home))
    save.sources(opened, [making.source(), making.source("made-paper", "press")])
    tell(opened, Archive(home / "archive"), [*DIDI, *STORY])
    yield opened
    opened.dispose()


@pytest.fixture(scope="module")
def told(merging: Engine) -> list[Claim]:
    """All that the stories claim, to be taken as if it were of one app."""
    with reading(merging) as session:
        notices = session.exec(select(col(Notice.id))).all()
        return [claim for item in items(session, notices) for claim in claims(item)]


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_claims_in_any_order_and_twice_make_the_same_cases(told: list[Claim], data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(told), min_size=1, max_size=25))
    shuffled = data.draw(st.permutations(some))
    once = cases("app", events(some), TODAY)
    assert cases("app", events(shuffled), TODAY) == once
    assert cases("app", events([*some, *some]), TODAY) == once
    assert len({case.id for case in once}) == len(once)
    assert all(event.proofs for case in once for event in case.events)


@pytest.mark.parametrize("seed", range(3))
def test_notices_saved_in_any_order_and_twice_make_the_same_cases(
    engine: Engine, archive: Archive, tmp_path: Path, template: Path, seed: int
) -> None:
    told = [*DIDI, *STORY]
    tell(engine, archive, told)
    (tmp_path / "other").mkdir()
    copy(template, tmp_path / "other" / "tongbao.db")
    other = open_store(making.at(tmp_path / "other"))
    random.Random(seed).shuffle(told)
    tell(other, archive, told)
    assert lives(other) == lives(engine)
    stored = dump(other)
    assert {saved.state for saved in tell(other, archive, told)} == {"unchanged"}
    assert lives(other) == lives(engine)
    assert dump(other)["Entry"] == stored["Entry"]
    other.dispose()


@settings(max_examples=8, deadline=None, phases=[Phase.generate])
@given(data=st.data())
def test_any_merges_and_their_undos_bring_back_the_same_cases(merging: Engine, data: st.DataObject) -> None:
    before = lives(merging)
    with reading(merging) as session:
        ids = session.exec(select(col(App.id)).order_by(App.key)).all()
    done: list[str] = []
    for _ in range(data.draw(st.integers(1, 4))):
        one, other = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
        with reading(merging) as session:
            same = follow(session, one) == follow(session, other)
        if not same:
            done.append(decisions.merge(merging, "app", one, other, "drawn", "a test"))
    together = proving(merging)
    for decision in reversed(done):
        decisions.undo(merging, decision, "drawn", "a test")
    assert lives(merging) == before
    assert together == proving(merging)  # a merge loses no notice, whatever it does to the cases
