"""One exact number makes two identities one, by a recorded rule that a person may undo for good."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from store import decisions
from store.archive import Archive
from store.carried import credit_code
from store.db import reading, writing
from store.kinship import kin
from store.numbers import join_by_number
from store.proposals import RULE, proposals
from store.tables import App, Company, Decision, Entry
from tests.store.conftest import Clock
from tests.store.making import app, firm, notice

ONE, TWO = "虚构一号科技有限公司", "示例远航信息有限公司"
URLS = [f"https://www.example.org/notices/{number}.html" for number in range(5)]
CREDIT, OTHER = "91350100M000100Y43", "91350100M000100Y44"
FILING = "京ICP备12345678号-1A"


def today(engine: Engine, table: type[App] | type[Company]) -> set[str]:
    """The names of the identities that stand."""
    with reading(engine) as session:
        known, rows = kin(session), session.exec(select(table.id, table.name)).all()
        return {name for id_, name in rows if known.follow(id_) == id_}


@pytest.fixture
def firms(engine: Engine, archive: Archive, time: Clock) -> Engine:
    """Two notices, each with an app of a firm whose row carries the same code."""
    for url, name in zip(URLS, (ONE, TWO), strict=False):
        row = app(f"画图宝{name[:3]}", name, 1, raw=["1", "画图宝", name, CREDIT])
        notice(engine, archive, row, firm(name), url=url)
        time.move(hours=1)
    return engine


def test_firms_whose_rows_carry_one_credit_code_become_one_by_a_recorded_rule(firms: Engine) -> None:
    [made] = join_by_number(firms)
    assert today(firms, Company) == {ONE}
    with reading(firms) as session:
        decision = session.get_one(Decision, made)
        assert (decision.kind, decision.subject, decision.by) == ("merge", "company", RULE)
        assert decision.reason == f"same unified social credit code: {CREDIT}"
        assert len(set(session.exec(select(Entry.company_id)))) == 1
    assert join_by_number(firms) == []


def test_a_curated_identity_stays_though_another_was_seen_first(firms: Engine) -> None:
    with writing(firms) as session:
        session.exec(select(Company).where(Company.name == TWO)).one().curated = "made-up"
    assert len(join_by_number(firms)) == 1
    assert today(firms, Company) == {TWO}


def test_an_undone_merge_is_never_made_or_proposed_again(firms: Engine) -> None:
    [made] = join_by_number(firms)
    decisions.undo(firms, made, "two firms, one misprinted code", "editor")
    assert today(firms, Company) == {ONE, TWO}
    assert join_by_number(firms) == []
    assert [p for p in proposals(firms) if p.subject == "company"] == []


def test_apps_of_one_filing_number_with_its_app_suffix_become_one(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    for url, name, number in zip(
        URLS, ("画图宝", "画图大师", "记账虎"), (FILING, FILING, FILING[:-3]), strict=False
    ):
        notice(engine, archive, app(name, ONE, 1, filing_number=number), url=url)
        time.move(hours=1)
    notice(engine, archive, app("看天气", ONE, 1, filing_number=FILING[:-3]), url=URLS[4])
    assert len(join_by_number(engine)) == 1
    assert today(engine, App) == {"画图宝", "记账虎", "看天气"}


@pytest.mark.parametrize(
    "second",
    [
        app("画图宝有限公司", ONE, 1, filing_number=FILING),
        app("画图大师", ONE, 1, filing_number=FILING, kind="mini_program"),
    ],
)
def test_kinds_that_contradict_are_left_to_a_person(engine: Engine, archive: Archive, second: object) -> None:
    notice(engine, archive, app("画图宝", ONE, 1, filing_number=FILING), url=URLS[0])
    notice(engine, archive, second, url=URLS[1])  # type: ignore[arg-type]
    assert join_by_number(engine) == []


def test_a_code_with_a_wrong_check_digit_and_a_second_code_say_nothing(
    engine: Engine, archive: Archive
) -> None:
    for url, name in zip(URLS, (ONE, TWO), strict=False):
        notice(engine, archive, app("画图宝", name, 1, raw=["1", "画图宝", name, OTHER]), url=url)
    assert join_by_number(engine) == []


def test_what_a_person_decided_to_be_two_stays_two(firms: Engine) -> None:
    with reading(firms) as session:
        one, two = session.exec(select(Company.id).order_by(Company.id)).all()
    decisions.not_same(firms, "company", one, two, "shared a printer", "editor")
    assert join_by_number(firms) == []


def coded(engine: Engine, archive: Archive, number: int, code: str, name: str = ONE) -> str:
    """Save a row of a firm with this code, and give the firm's id."""
    row = app(f"画图宝{number}号", name, 1, raw=["1", f"画图宝{number}号", name, code])
    notice(engine, archive, row, url=URLS[number])
    with reading(engine) as session:
        return session.exec(select(Entry.company_id).where(Entry.name == row.name)).one() or ""


def second_code() -> str:
    tails = (f"5{sign}" for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY")
    return next(code for tail in tails if credit_code([code := CREDIT[:16] + tail]))


def test_firms_of_one_full_name_and_two_credit_codes_are_two_and_stay_two(
    engine: Engine, archive: Archive
) -> None:
    first, second = coded(engine, archive, 0, CREDIT), coded(engine, archive, 1, second_code())
    assert first != second
    assert coded(engine, archive, 2, second_code()) == second
    assert coded(engine, archive, 3, "") == first
    again = [coded(engine, archive, number, code) for number, code in enumerate((CREDIT, second_code()))]
    assert again == [first, second]
    assert join_by_number(engine) == []
    with reading(engine) as session:
        apps = dict(session.exec(select(App.name, App.company_id)).all())
    assert (apps["画图宝0号"], apps["画图宝1号"]) == (first, second)


def test_a_renamed_firm_of_the_second_code_joins_the_second_firm(engine: Engine, archive: Archive) -> None:
    coded(engine, archive, 0, CREDIT)
    second, renamed = coded(engine, archive, 1, second_code()), coded(engine, archive, 2, second_code(), TWO)
    assert len(join_by_number(engine)) == 1
    with reading(engine) as session:
        known = kin(session)
    assert known.follow(renamed) == known.follow(second)


def test_two_firms_of_one_name_in_one_notice_are_told_by_their_codes(
    engine: Engine, archive: Archive
) -> None:
    rows = [
        app(f"画图宝{place}号", ONE, place, raw=[str(place), f"画图宝{place}号", ONE, code])
        for place, code in enumerate((CREDIT, second_code()), 1)
    ]
    notice(engine, archive, *rows)
    with reading(engine) as session:
        assert len(set(session.exec(select(Entry.company_id)))) == 2
