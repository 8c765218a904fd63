"""What the pages show of cases: names, authorities, words and their notices; lists by status."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import col, select

from store.archive import Archive
from store.db import reading
from store.show_cases import lives, standings
from store.tables import App, Company
from tests.store.lives import tell
from tests.store.test_cases_export import PERSON
from tests.store.test_cases_made_up import STORY
from tests.store.test_cases_real import DIDI

TODAY = "2026-03-10"


def company(engine: Engine, name: str) -> str:
    with reading(engine) as session:
        return session.exec(select(Company.id).where(Company.name == name)).one()


def test_a_firm_shows_its_case_and_how_the_cases_of_its_apps_stand(engine: Engine, archive: Archive) -> None:
    tell(engine, archive, DIDI)
    found = lives(engine, company(engine, "滴滴"), TODAY)
    (case,) = found.cases
    assert (case.status, case.status_day) == ("closed", "2023-01-16")
    removed = case.happenings[3]
    assert {name for _, name in removed.who} == {"滴滴企业版", "滴滴车主"}
    assert removed.told[0].line.day == "2021-07-09"
    assert case.happenings[5].amount == "8,026,000,000"
    assert {a.name: a.status for a in found.apps} == {
        "滴滴出行": "closed", "滴滴企业版": "removed", "滴滴车主": "removed",
    }  # fmt: skip


def test_one_legal_entity_of_a_group_shows_the_case_that_it_takes_part_in(
    engine: Engine, archive: Archive
) -> None:
    tell(engine, archive, DIDI)
    assert len(lives(engine, company(engine, "滴滴出行科技有限公司"), TODAY).cases) == 1


def test_an_unknown_id_has_no_cases(engine: Engine) -> None:
    assert lives(engine, "c_nobody", TODAY).cases == ()


def test_the_newest_case_comes_first_and_says_when_the_one_before_began(
    engine: Engine, archive: Archive
) -> None:
    tell(engine, archive, STORY)
    with reading(engine) as session:
        id_ = session.exec(select(App.id).where(App.name == "天气熊")).one()
    newest, oldest = lives(engine, id_, "2025-05-10").cases
    assert (newest.follows, oldest.follows) == ("2024-03-04", "")
    assert (newest.status, oldest.status) == ("open", "reinstated")


def test_a_list_by_status_has_those_whose_newest_case_stands_so(engine: Engine, archive: Archive) -> None:
    tell(engine, archive, STORY)
    found = standings(engine, "removed", "2024-12-31")
    assert [s.name for s in found.found] == ["记账虎"]
    assert found.total == 1
    assert found.counts == {"removed": 1, "rectified": 1, "reinstated": 1, "overdue": 1}


def test_a_person_in_the_words_is_masked(engine: Engine, archive: Archive) -> None:
    tell(engine, archive, [PERSON])
    shown = repr(lives(engine, company(engine, "虚构一号科技有限公司"), TODAY))
    assert "郑**处1万元罚款" in shown
    assert "郑小明" not in shown
    with reading(engine) as session:
        person = session.exec(select(Company.id).where(col(Company.type) == "person")).one()
    assert lives(engine, person, TODAY).cases == ()
