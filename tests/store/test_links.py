"""Press reports are linked to what they report by content, and never on one weak sign."""

from __future__ import annotations

import itertools

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from store.archive import Archive
from store.db import reading
from store.records import Batch, CodeClaim, DeadlineClaim
from store.tables import NoticeLink
from tests.store.making import app, notice, quote

APPS = [app("画图宝", row=1), app("记账虎", row=2), app("看天气", row=3)]


def official(engine: Engine, archive: Archive, number: int = 1, **given: object) -> str:
    base = {"day": "2026-03-04", "counts": {"apps": 45}, "url": f"https://www.example.org/{number}"}
    return notice(engine, archive, *APPS, **(base | given)).notice_id  # type: ignore[arg-type]


def press(engine: Engine, archive: Archive, *claims: object, **given: object) -> str:
    base = {
        "day": "2026-03-06", "counts": {"apps": 45}, "url": "https://paper.example/1", "source_id": "made-paper",
        "document": "news",
    }  # fmt: skip
    return notice(engine, archive, *claims, **(base | given)).notice_id  # type: ignore[arg-type]


def links(engine: Engine) -> list[tuple[str, str, str]]:
    with reading(engine) as session:
        return [(link.from_id, link.to_id, link.reason) for link in session.exec(select(NoticeLink))]


@pytest.mark.parametrize("press_first", [True, False])
def test_a_report_is_linked_whichever_comes_first(
    engine: Engine, archive: Archive, press_first: bool
) -> None:
    if press_first:
        report, act = press(engine, archive), official(engine, archive)
    else:
        act, report = official(engine, archive), press(engine, archive)
    assert links(engine) == [(report, act, "both of MIIT, within 7 days; 45 apps stated")]


@pytest.mark.parametrize(
    ("claims", "given", "reason"),
    [
        ([], {"counts": {}, "batch": Batch(overall=40)}, "batch 40 overall"),
        (APPS[:2], {"counts": {}}, "2 names in common: 画图宝, 记账虎"),
    ],
)
def test_a_batch_or_two_names_in_common_are_strong_signs(
    engine: Engine, archive: Archive, claims: list[object], given: dict[str, object], reason: str
) -> None:
    official(engine, archive, batch=Batch(overall=40))
    press(engine, archive, *claims, **given)
    assert reason in links(engine)[0][2]


@pytest.mark.parametrize(
    ("claims", "given"),
    [
        ([], {"issuers": ["CAC"]}),
        ([], {"counts": {"apps": 44}}),
        ([], {"day": "2026-03-12"}),
        ([], {"day": "2026-03-03"}),
        ([], {"day": "2026-03"}),
        (APPS[:1], {"counts": {}}),
        ([], {"counts": {}, "batch": Batch(overall=41)}),
    ],
)
def test_one_weak_sign_or_a_day_outside_the_window_links_nothing(
    engine: Engine, archive: Archive, claims: list[object], given: dict[str, object]
) -> None:
    official(engine, archive, batch=Batch(overall=40))
    press(engine, archive, *claims, **given)
    assert links(engine) == []


def test_a_small_count_says_nothing(engine: Engine, archive: Archive) -> None:
    official(engine, archive, counts={"apps": 2})
    press(engine, archive, counts={"apps": 2})
    assert links(engine) == []


def test_of_two_notices_that_fit_alike_none_is_guessed_and_more_signs_decide(
    engine: Engine, archive: Archive
) -> None:
    official(engine, archive, 1)
    right = official(engine, archive, 2, batch=Batch(overall=40))
    report = press(engine, archive)
    assert links(engine) == []
    press(engine, archive, batch=Batch(overall=40), text="edited")
    assert [(f, t) for f, t, _ in links(engine)] == [(report, right)]


def test_a_link_goes_when_a_better_reading_takes_its_reason_away(engine: Engine, archive: Archive) -> None:
    official(engine, archive)
    press(engine, archive)
    assert len(links(engine)) == 1
    official(engine, archive, counts={"apps": 50}, extractor="2")
    assert links(engine) == []


def rule(engine: Engine, archive: Archive, **given: object) -> str:
    """A rule of two authorities, published on 4 March and in force on 1 May."""
    words = "自2026年5月1日起施行"
    force = DeadlineClaim(
        date="2026-05-01", kind="effective_from", text=words, evidence=[quote(words, words)]
    )
    base = {
        "title": "关于印发《示例信息服务管理规定》的通知", "document": "rule", "day": "2026-03-04", "text": words,
        "deadlines": [force], "issuers": ["CAC", "MPS"], "url": "https://www.example.org/rule",
    }  # fmt: skip
    return notice(engine, archive, **(base | given)).notice_id  # type: ignore[arg-type]


def told(engine: Engine, archive: Archive, number: int, text: str, *claims: object, **given: object) -> str:
    base = {"counts": {}, "issuers": [], "text": text, "url": f"https://paper.example/{number}"}
    return press(engine, archive, *claims, **(base | given))


@pytest.mark.parametrize("order", list(itertools.permutations([1, 2, 3])))
def test_three_differing_reports_lead_to_one_rule_whichever_comes_first(
    engine: Engine, archive: Archive, order: tuple[int, ...]
) -> None:
    texts: dict[int, tuple[str, dict[str, object]]] = {
        1: ("两部门发布《示例信息服务管理规定》，五月起施行", {"issuers": ["CAC"]}),
        2: ("《示例信息服务管理规定》共18条", {"day": "2026-03-04", "title": "示例新规"}),
        3: ("今日起，《示例信息服务管理规定》开始施行", {"day": "2026-05-01"}),
    }
    reports = []
    for number in order[:2]:
        reports.append(told(engine, archive, number, texts[number][0], **texts[number][1]))
    act = rule(engine, archive)
    reports.append(told(engine, archive, order[2], texts[order[2]][0], **texts[order[2]][1]))
    assert {(f, t) for f, t, _ in links(engine)} == {(report, act) for report in reports}
    assert all(why.startswith("names 《示例信息服务管理规定》; ") for _, _, why in links(engine))


def test_a_law_that_is_named_in_english_is_told_by_its_code(engine: Engine, archive: Archive) -> None:
    act = rule(engine, archive, title="中华人民共和国个人信息保护法", issuers=["NPC"])
    cited = CodeClaim(code="PIPL", evidence=[quote("Personal Information Protection Law")])
    report = told(
        engine, archive, 1, "The Personal Information Protection Law …", laws=[cited], day="2026-05-01"
    )
    assert [(f, t) for f, t, _ in links(engine)] == [(report, act)]


@pytest.mark.parametrize(("issuers", "day", "found"), [
    (["CAC", "MPS"], "2026-05-01", 1), (["CAC"], "2026-05-01", 0), (["CAC", "MPS"], "2026-05-02", 0),
])  # fmt: skip
def test_a_report_that_names_no_rule_is_told_by_all_its_authorities_and_its_day_in_force(
    engine: Engine, archive: Archive, issuers: list[str], day: str, found: int
) -> None:
    rule(engine, archive)
    force = DeadlineClaim(date=day, kind="effective_from", text=day, evidence=[quote(day, day)])
    told(engine, archive, 1, day, issuers=issuers, deadlines=[force])
    assert len(links(engine)) == found


@pytest.mark.parametrize(
    ("text", "claims", "given"),
    [
        ("发布《示例信息服务管理办法》", [], {"issuers": ["CAC"]}),
        ("两部门发布示例信息服务管理规定", [], {"issuers": ["CAC"]}),
        ("发布《示例信息服务管理规定》", [], {"day": "2026-03-05"}),
        ("发布《示例信息服务管理规定》", [], {"day": "2026-03-20", "issuers": ["CAC"]}),
        ("违反《示例信息服务管理规定》", APPS, {"issuers": ["CAC"]}),
        ("《示例信息服务管理规定（征求意见稿）》", [], {"issuers": ["CAC"], "title": "示例规定征求意见"}),
    ],
)
def test_a_rule_that_is_only_cited_or_is_another_one_is_not_reported(
    engine: Engine, archive: Archive, text: str, claims: list[object], given: dict[str, object]
) -> None:
    rule(engine, archive)
    told(engine, archive, 1, text, *claims, **given)
    assert links(engine) == []
