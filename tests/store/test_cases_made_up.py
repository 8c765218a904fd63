"""A made-up list of apps and what became of each: follow-ups, silence, removal, reinstatement, relapse; merges."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from store import decisions, save
from store.archive import Archive
from store.case_shapes import Case
from store.cases import Subject, of
from store.db import reading
from store.records import AppClaim
from store.tables import App, Posting
from tests.store.conftest import Clock
from tests.store.lives import Told, act, cases_of, course, target, tell, until
from tests.store.making import app


def made(name: str, text: str, outcome: str | None = None, **given: object) -> AppClaim:
    """An app of a made-up firm of its own."""
    return target(name, text, outcome, developer=f"虚构{name}科技有限公司", **given)


NAMES = ("画图宝", "记账虎", "天气熊", "单车侠")
LIST = "通报4款App：画图宝、记账虎、天气熊、单车侠，须于3月11日前完成整改。"
CHECKED = "复查结果：画图宝已完成整改，记账虎未完成整改。"
GONE = "下架通报：记账虎、天气熊逾期未整改，予以下架。"
BACK = "天气熊完成整改，恢复上架。"
AGAIN = "通报1款App：天气熊，须于5月13日前完成整改。"
PRESS = "报道：记账虎、天气熊、画图宝被点名。"
MIIT = ("MIIT",)
STORY = (
    Told("2024-03-04", LIST, [
        *(made(name, LIST, "named", row=row, raw=[name]) for row, name in enumerate(NAMES, 1)),
        act("naming", "通报", LIST), until("2024-03-11", "3月11日前", LIST),
    ], MIIT),
    Told("2024-03-05", PRESS, [made(n, PRESS, "named") for n in NAMES[:3]], MIIT, "made-paper"),
    Told("2024-03-20", CHECKED, [made("画图宝", CHECKED, "rectified"), made("记账虎", CHECKED, "not_rectified")], MIIT),
    Told("2024-04-08", GONE, [
        made("记账虎", GONE, "removed"), made("天气熊", GONE, "removed"), act("removal", "予以下架", GONE),
    ], MIIT),
    Told("2024-09-02", BACK, [made("天气熊", BACK), act("reinstatement", "恢复上架", BACK, "天气熊")], MIIT),
    Told("2025-05-06", AGAIN, [made("天气熊", AGAIN, "named"), until("2025-05-13", "5月13日前", AGAIN)], MIIT),
)  # fmt: skip
COURSES = {
    "画图宝": [("2024-03-04", "naming"), ("2024-03-04", "deadline_set"), ("2024-03-20", "rectified")],
    "记账虎": [
        ("2024-03-04", "naming"),
        ("2024-03-04", "deadline_set"),
        ("2024-03-20", "not_rectified"),
        ("2024-04-08", "removal"),
    ],
    "天气熊": [
        ("2024-03-04", "naming"),
        ("2024-03-04", "deadline_set"),
        ("2024-04-08", "removal"),
        ("2024-09-02", "reinstatement"),
    ],
    "单车侠": [("2024-03-04", "naming"), ("2024-03-04", "deadline_set"), ("2024-04-10", "no_follow_up")],
}
ENDS = {"画图宝": "rectified", "记账虎": "removed", "天气熊": "reinstated", "单车侠": "overdue"}


@pytest.mark.parametrize("name", NAMES)
def test_each_app_of_a_list_goes_its_own_way(engine: Engine, archive: Archive, name: str) -> None:
    tell(engine, archive, STORY)
    case = cases_of(engine, "app", name, "2024-12-31")[0]
    assert course(case) == COURSES[name]
    assert case.state.status == ENDS[name]
    assert all(proof.quote and proof.place for event in case.events for proof in event.proofs)


def test_an_app_named_again_a_year_later_has_a_new_case_that_follows_the_old(
    engine: Engine, archive: Archive
) -> None:
    tell(engine, archive, STORY)
    first, second = cases_of(engine, "app", "天气熊", "2025-05-12")
    assert second.follows == first.id
    assert first.follows == ""
    assert (second.state.status, second.state.day) == ("open", "2025-05-13")
    assert first.state.status == "reinstated"


def test_what_a_notice_of_a_reinstatement_also_tells_belongs_to_the_same_case(
    engine: Engine, archive: Archive
) -> None:
    text = "通报：经复检，天气熊完成整改，恢复上架。"
    told = [
        made("天气熊", text, "named"), act("naming", "通报", text, "天气熊"), act("recheck", "复检", text, "天气熊"),
        act("reinstatement", "恢复上架", text, "天气熊"),
    ]  # fmt: skip
    tell(engine, archive, [*STORY[:4], Told("2024-09-02", text, told, MIIT)])
    (case,) = cases_of(engine, "app", "天气熊", "2024-12-31")
    assert course(case) == [
        *COURSES["天气熊"][:3],
        ("2024-09-02", "recheck"),
        ("2024-09-02", "reinstatement"),
    ]
    assert case.state.status == "reinstated"


@pytest.mark.parametrize("day, number", [("2024-06-09", 1), ("2024-06-10", 2)])
def test_a_follow_up_counts_for_ninety_days_after_the_deadline(
    engine: Engine, archive: Archive, day: str, number: int
) -> None:
    text = "通报画图宝未完成整改。"
    tell(engine, archive, [STORY[0], Told(day, text, [made("画图宝", text, "not_rectified")], MIIT)])
    found = cases_of(engine, "app", "画图宝", "2024-12-31")
    assert len(found) == number
    assert found[-1].follows == ("" if number == 1 else found[0].id)
    assert found[-1].state.status == "not_rectified"


def test_silence_is_seen_thirty_days_after_the_deadline_and_never_before(
    engine: Engine, archive: Archive
) -> None:
    tell(engine, archive, STORY[:1])
    (before,) = cases_of(engine, "app", "单车侠", "2024-04-09")
    assert (before.state.status, before.state.day) == ("open", "2024-03-11")
    (after,) = cases_of(engine, "app", "单车侠", "2024-04-10")
    silence = after.events[-1]
    assert (silence.kind, silence.day, silence.basis, silence.due) == (
        "no_follow_up", "2024-04-10", "observed", "2024-03-11",
    )  # fmt: skip
    assert after.state.status == "overdue"


def test_a_report_of_the_list_is_a_further_source_and_no_event(engine: Engine, archive: Archive) -> None:
    tell(engine, archive, STORY)
    (case,) = cases_of(engine, "app", "画图宝", "2024-12-31")
    assert [(p.kind, p.day) for p in case.events[0].proofs] == [
        ("official", "2024-03-04"),
        ("press", "2024-03-05"),
    ]
    assert {event.source for event in case.events} == {"official"}


def test_an_act_without_targets_is_of_no_row_that_the_list_says_something_else_of(
    engine: Engine, archive: Archive
) -> None:
    text = "点名画图宝；下架记账虎。"
    claims = [
        made("画图宝", text, "named"),
        made("记账虎", text, "removed"),
        act("removal", "下架", text),
    ]
    tell(engine, archive, [Told("2024-03-04", text, claims, MIIT)])
    assert [kind for _, kind in course(cases_of(engine, "app", "画图宝", "2024-03-05")[0])] == ["naming"]
    assert [kind for _, kind in course(cases_of(engine, "app", "记账虎", "2024-03-05")[0])] == ["removal"]


def test_an_act_without_targets_is_of_all_of_whom_nothing_else_is_said(
    engine: Engine, archive: Archive
) -> None:
    text = "下架画图宝、记账虎。"
    claims = [made("画图宝", text), made("记账虎", text), act("removal", "下架", text)]
    tell(engine, archive, [Told("2024-03-04", text, claims, MIIT)])
    for name in NAMES[:2]:
        (case,) = cases_of(engine, "app", name, "2024-03-05")
        assert (course(case), case.events[0].basis) == ([("2024-03-04", "removal")], "implied")


def test_another_line_of_authorities_has_a_case_of_its_own(engine: Engine, archive: Archive) -> None:
    other = "网信办通报画图宝。"
    local = "广东省通信管理局下架画图宝。"
    tell(engine, archive, [
        STORY[0],
        Told("2024-03-12", other, [made("画图宝", other, "named")], ["CAC"]),
        Told("2024-03-25", local, [made("画图宝", local, "removed")], ["CA-GD"]),
    ])  # fmt: skip
    first, second = cases_of(engine, "app", "画图宝", "2024-04-01")
    assert [kind for _, kind in course(first)] == ["naming", "deadline_set", "removal"]
    assert (course(second), second.follows) == ([("2024-03-12", "naming")], "")


def test_a_report_that_nobody_else_confirms_is_an_event_of_the_press_on_a_day_near_it(
    engine: Engine, archive: Archive
) -> None:
    text = "据报道，天气熊被下架。"
    tell(engine, archive, [Told("2024-03-04", text, [made("天气熊", text, "removed")], (), "made-paper")])
    (event,) = cases_of(engine, "app", "天气熊", "2024-03-05")[0].events
    assert (event.source, event.day, event.day_basis, event.authorities) == (
        "press", "2024-03-04", "implied", frozenset(),
    )  # fmt: skip


def test_the_official_day_leads_when_the_report_was_read_first(engine: Engine, archive: Archive) -> None:
    told = "报道：天气熊被下架。"
    tell(
        engine,
        archive,
        [Told("2024-04-10", told, [made("天气熊", told, "removed")], (), "made-paper"), STORY[3]],
    )
    (case,) = cases_of(engine, "app", "天气熊", "2024-05-01")
    assert course(case) == [("2024-04-08", "removal")]
    assert [proof.kind for proof in case.events[0].proofs] == ["official", "press"]


def test_a_page_that_vanished_reinstates_nobody(engine: Engine, archive: Archive, time: Clock) -> None:
    tell(engine, archive, STORY[:4])
    with reading(engine) as session:
        postings = session.exec(select(Posting.id)).all()
    before = same(cases_of(engine, "app", "天气熊", "2026-03-10"))
    for _ in range(3):
        for posting in postings:
            save.gone(engine, posting, 404)
        time.move(hours=40)
    with reading(engine) as session:
        assert set(session.exec(select(Posting.state))) == {"gone"}
    assert same(cases_of(engine, "app", "天气熊", "2026-03-10")) == before


def same(found: list[Case]) -> list[tuple[object, ...]]:
    """What is compared of cases."""
    return [(c.id, course(c), c.state, c.follows, [e.proofs for e in c.events]) for c in found]


def test_a_merge_joins_two_lives_and_its_undo_parts_them_as_they_were(
    engine: Engine, archive: Archive
) -> None:
    one, two = "虚构一号科技有限公司", "虚构二号科技有限公司"
    first, last = "通报画图宝", "下架画图宝"
    tell(engine, archive, [
        Told("2024-03-04", first, [app("画图宝", one, 1, evidence=made("画图宝", first).evidence)], MIIT),
        Told("2024-04-08", last, [
            app("画图宝", two, 1, outcome="removed", evidence=made("画图宝", last).evidence),
        ], MIIT),
    ])  # fmt: skip
    with reading(engine) as session:
        ids = [a.id for a in session.exec(select(App).order_by(App.key))]

    def lives() -> list[list[tuple[object, ...]]]:
        with reading(engine) as session:
            return [same(of(session, Subject("app", id_), date(2026, 3, 10))) for id_ in ids]

    before = lives()
    assert [len(life) for life in before] == [1, 1]
    decision = decisions.merge(engine, "app", ids[0], ids[1], "the same app", "a person")
    merged = lives()
    assert merged[0] == []
    assert [row[1] for row in merged[1]] == [[("2024-03-04", "naming"), ("2024-04-08", "removal")]]
    decisions.undo(engine, decision, "wrong", "a person")
    assert lives() == before
