"""The stories that the replica tells come out of the whole line as whole cases: each is asserted as text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlmodel import Session, col, select

from settings import Settings
from store import deviations
from store.case_shapes import Case
from store.cases import Subject, all_of, of
from store.db import Engine, reading
from store.export import export
from store.show_cases import lives
from store.show_entities import entity
from store.show_notice import whole
from store.tables import App, Company, Deadline, Notice, NoticeLink

TODAY = date(2026, 11, 25)
STORIES = {
    "company 滴滴": """
        review closed 2023-01-16
        2021-07-02 cybersecurity_review CAC
        2021-07-02 registration_suspension CAC
        2021-07-04 removal CAC
        2021-07-09 removal CAC
        2021-07-16 onsite_inspection CAC MNR MOT MPS MSS SAMR STA
        2022-07-21 investigation CAC
        2022-07-21 fine CAC 8026000000
        2022-07-21 fine CAC 1000000 on each of 2 persons
        2023-01-16 registration_resumed CAC (press)
    """,
    "app 滴滴车主": """
        rectification removed 2021-07-09
        2021-07-09 removal CAC
    """,
    "app BOSS直聘": """
        review closed 2022-06-29
        2021-07-05 cybersecurity_review CAC
        2021-07-05 registration_suspension CAC
        2022-06-29 registration_resumed CAC (press)
    """,
    "company 满帮": """
        review closed 2022-06-29
        2021-07-05 cybersecurity_review CAC
        2021-07-05 registration_suspension CAC
        2022-06-29 registration_resumed CAC (press)
    """,
    "company 阿里巴巴": """
        review fined 2021-04-10
        2020-12-24 investigation SAMR
        2021-04-10 rectification_order SAMR
        2021-04-10 fine SAMR 18228000000
        2021-04-10 administrative_guidance SAMR
    """,
    "company 美团": """
        review fined 2021-10-08
        2021-04-26 investigation SAMR
        2021-10-08 rectification_order SAMR
        2021-10-08 fine SAMR 3442000000
        2021-10-08 administrative_guidance SAMR
    """,
    "app 澜汀天气": """
        rectification reinstated 2024-09-02
        2024-03-04 naming MIIT
        2024-03-04 rectification_order MIIT
        2024-03-04 deadline_set MIIT until 2024-03-11
        2024-04-08 recheck MIIT
        2024-04-08 removal MIIT
        2024-09-02 recheck MIIT
        2024-09-02 rectified MIIT
        2024-09-02 reinstatement MIIT
        rectification overdue 2025-05-13 (again)
        2025-05-06 naming MIIT
        2025-05-06 rectification_order MIIT
        2025-05-06 deadline_set MIIT until 2025-05-13
        2025-06-12 no_follow_up MIIT until 2025-05-13
    """,
    "app 澜汀记账": """
        rectification removed 2024-04-08
        2024-03-04 naming MIIT
        2024-03-04 rectification_order MIIT
        2024-03-04 deadline_set MIIT until 2024-03-11
        2024-04-08 recheck MIIT
        2024-04-08 removal MIIT
    """,
}


def lines(cases: list[Case]) -> list[str]:
    """Cases as a person would note them down."""
    found = []
    for case in cases:
        again = " (again)" if case.follows else ""
        found.append(f"{case.chain} {case.state.status} {case.state.day}{again}")
        for e in case.events:
            sum_ = f" {e.amount.normalize():f}" if e.amount else ""
            each = f" on each of {e.persons} persons" if e.persons else ""
            until, press = f" until {e.due}" if e.due else "", " (press)" if e.source == "press" else ""
            found.append(f"{e.day} {e.kind} {' '.join(sorted(e.authorities))}{sum_}{each}{until}{press}")
    return found


def called(session: Session, name: str) -> Subject:
    """The app or company of the store that goes by this name."""
    kind, _, text = name.partition(" ")
    table = App if kind == "app" else Company
    return Subject(kind, session.exec(select(table.id).where(table.name == text)).one())


@pytest.mark.parametrize("name", STORIES)
def test_a_story_comes_out_as_it_went(demo_store: Engine, name: str) -> None:
    with reading(demo_store) as session:
        told = lines(of(session, called(session, name), TODAY))
    assert told == [line.strip() for line in STORIES[name].strip().splitlines()]


def test_fined_persons_have_no_case_and_are_masked_wherever_they_are_shown_or_exported(
    demo_store: Engine, tmp_path: Path, demo_settings: Settings
) -> None:
    with reading(demo_store) as session:
        persons = session.exec(select(Company).where(Company.type == "person")).all()
        names = {person.name: person.id for person in persons if person.name in ("程维", "柳青")}
        ids = {subject.id for subject in all_of(session, TODAY)}
        firm = called(session, "company 滴滴")
        notice = session.exec(
            select(Notice.id).where(col(Notice.title).contains("滴滴全球股份有限公司"))
        ).one()
    assert len(names) == 2 and not ids & set(names.values())
    told = [whole(demo_store, notice), entity(demo_store, firm.id), lives(demo_store, firm.id, str(TODAY))]
    told += [entity(demo_store, id_) for id_ in names.values()]
    shown = repr(told)
    assert "程*" in shown and "柳*" in shown
    made = export(demo_store, tmp_path, demo_settings)
    files = "".join(path.read_text("utf-8") for path in made.folder.iterdir())
    assert "程*" in files
    assert [name for name in names for text in (shown, files) if name in text] == []


def rule(session: Session, title: str) -> Notice:
    return session.exec(select(Notice).where(Notice.document == "rule", col(Notice.title) == title)).one()


def test_three_differing_reports_lead_to_one_rule_and_the_odd_one_is_told(demo_store: Engine) -> None:
    with reading(demo_store) as session:
        found = rule(session, "具有舆论属性或社会动员能力的互联网信息服务安全评估规定")
        reports = select(NoticeLink.from_id).where(NoticeLink.to_id == found.id, NoticeLink.kind == "reports")
        assert len(session.exec(reports).all()) == 3
        odd = [(d.field, d.official, d.value, d.quote) for d in deviations.of(session, found.id)]
    assert odd == [("in_force", "2018-11-30", "2018-12-01", "自2018年12月1日起施行")]


def test_a_law_is_found_from_its_draft_to_its_day_in_force(demo_store: Engine) -> None:
    law = "中华人民共和国个人信息保护法"
    with reading(demo_store) as session:
        draft = session.exec(select(Notice).where(col(Notice.title).contains(f"《{law}（草案）》"))).one()
        passed = rule(session, law)
        days = [
            (d.kind, d.on)
            for notice in (draft, passed)
            for d in session.exec(select(Deadline).where(Deadline.notice_id == notice.id))
        ]
        [report] = session.exec(select(NoticeLink.from_id).where(NoticeLink.to_id == passed.id)).all()
        told = session.get_one(Notice, report).day
    assert (draft.document, draft.day, passed.day) == ("draft_rule", "2020-10-21", "2021-08-20")
    assert days == [("comment_until", "2020-11-19"), ("effective_from", "2021-11-01")]
    assert told == "2021-11-01"


def test_a_list_of_33_apps_of_the_day_a_rule_came_into_force_is_reported_as_itself(
    demo_store: Engine,
) -> None:
    with reading(demo_store) as session:
        listed = session.exec(
            select(Notice).where(Notice.kind == "official", col(Notice.title).contains("输入法等33款App"))
        ).one()
        provisions = rule(session, "关于印发《常见类型移动互联网应用程序必要个人信息范围规定》的通知")
        force = session.exec(select(Deadline.on).where(Deadline.notice_id == provisions.id)).all()
        links = session.exec(select(NoticeLink).where(NoticeLink.to_id == listed.id)).all()
        cited = session.exec(select(NoticeLink).where(NoticeLink.to_id == provisions.id)).all()
    assert (listed.day, force) == ("2021-05-01", ["2021-05-01"])
    assert (len(links), cited) == (1, [])


def test_one_act_on_two_sites_is_counted_once(demo_store: Engine) -> None:
    with reading(demo_store) as session:
        copies = session.exec(select(NoticeLink).where(NoticeLink.kind == "copies")).all()
        titles = sorted(session.get_one(Notice, link.from_id).title for link in copies)
    assert titles == ["示例：关于川渝两地侵害用户权益APP名单的通报（2026年第九期）", "网络数据安全管理条例"]
