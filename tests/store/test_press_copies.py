"""One article in two outlets of the press is one report: linked by its words, counted and told once."""

from __future__ import annotations

import itertools
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from alerts.match import match
from alerts.subscriptions import confirm, subscribe
from store import save, show
from store.archive import Archive
from store.cases import Subject, of
from store.db import reading
from store.deviations import of as deviations
from store.likeness import Content, same_article
from store.show_notice import whole
from store.show_notices import Filters, notices
from store.tables import App, Company, Delivery, Notice, NoticeLink
from tests.store.conftest import Clock
from tests.store.making import NOON, app, at, notice, source
from tests.store.test_copies import ROWS, put

ARTICLE = (
    "记者今天获悉，示例主管部门在一次专项检查中发现，虚构九号科技有限公司运营的示例应用没有说明收集个人信息的目的，"
    "已经要求这家企业在十个工作日内完成整改。企业回应说，将按照要求逐项核对，并且公布整改结果。"
)
OTHER = (
    "示例主管部门有关负责人在回答提问时表示，检查将覆盖更多类别的应用，不整改的将依法处理。本报此前的调查显示，"
    "不少应用在安装时索取与功能无关的权限，用户难以拒绝，有专家建议给出一键关闭的办法。"
)
TITLE = "示例主管部门要求一家企业整改"
PAPERS = ("paper", "wire", "times")
FIRM = "虚构九号科技有限公司"


@pytest.fixture(autouse=True)
def _outlets(engine: Engine) -> None:
    save.sources(engine, [source(id_, "press") for id_ in PAPERS])


def told(engine: Engine, archive: Archive, site: str, text: str = ARTICLE, **given: object) -> str:
    base = {
        "title": f"{TITLE}（{site}）", "day": "2026-03-09", "document": "news", "issuers": [], "source_id": site,
        "url": f"https://{site}.example/1",
    }  # fmt: skip
    claim = app("示例应用", FIRM, outcome="named")
    return notice(engine, archive, claim, text=text, **(base | given)).notice_id  # type: ignore[arg-type]


def links(engine: Engine) -> set[tuple[str, str]]:
    with reading(engine) as session:
        return {(k.from_id, k.to_id) for k in session.exec(select(NoticeLink)) if k.kind == "copies"}


@pytest.mark.parametrize("order", list(itertools.permutations(PAPERS)))
def test_the_earliest_of_one_article_leads_in_any_order(
    engine: Engine, archive: Archive, time: Clock, order: tuple[str, ...]
) -> None:
    days = {"paper": "2026-03-07", "wire": "2026-03-08", "times": "2026-03-09"}
    ids = {}
    for site in order:
        time.move(hours=1)
        text = f"{site}消息　{ARTICLE}（责任编辑：{site}）"
        ids[site] = told(engine, archive, site, text, day=days[site])
    assert links(engine) == {(ids["wire"], ids["paper"]), (ids["times"], ids["paper"])}
    assert show.figures(engine).press == notices(engine, Filters()).total == 1
    page = whole(engine, ids["paper"])
    assert page and {line.id for line in page.copies} == {ids["wire"], ids["times"]}
    with reading(engine) as session:
        firm = session.exec(select(Company.id).where(Company.name == FIRM)).one()
        named = session.exec(select(App.id).where(App.name == "示例应用")).one()
        assert session.get_one(App, named).company_id == firm
        (case,) = of(session, Subject("app", named), NOON.date())
    assert [[p.notice_id for p in event.proofs] for event in case.events] == [
        [ids["paper"], ids["wire"], ids["times"]]
    ]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("甲", ARTICLE), ("乙", ARTICLE), True),
        ((TITLE, ARTICLE + OTHER), (TITLE, ARTICLE), True),
        (("甲", ARTICLE + OTHER), ("乙", ARTICLE), False),
        ((TITLE, ARTICLE), (TITLE, OTHER), False),
        ((TITLE, ARTICLE[:30]), (TITLE, ARTICLE[:30]), False),
    ],
)
def test_words_decide_and_a_title_alone_never(
    one: tuple[str, str], other: tuple[str, str], same: bool
) -> None:
    def content(title: str, text: str) -> Content:
        return Content("news", frozenset(), title, (None, None, None), frozenset(), lambda: text)

    assert bool(same_article(content(*one), content(*other))) is same


def test_a_reprint_of_a_report_is_one_report_of_its_notice(engine: Engine, archive: Archive) -> None:
    save.sources(engine, [source("own", issuer="MIIT")])
    lead = put(engine, archive, "own", *ROWS, day="2026-03-09", counts={"apps": 45})
    given: dict[str, Any] = {"issuers": ["MIIT"], "counts": {"apps": 45}}
    first = told(engine, archive, "paper", **given)
    second = told(engine, archive, "wire", day="2026-03-10", **given)
    with reading(engine) as session:
        assert {(k.from_id, k.to_id, k.kind) for k in session.exec(select(NoticeLink))} == {
            (first, lead, "reports"), (second, lead, "reports"), (second, first, "copies"),
        }  # fmt: skip
        assert deviations(session, lead) == []
    page = whole(engine, lead)
    assert page and [line.id for line in page.reports] == [first]


@pytest.mark.parametrize("later", ["2026-03-08", "2026-03-10"])
def test_a_reprint_is_not_told_after_the_article_whichever_of_them_leads(
    engine: Engine, archive: Archive, time: Clock, later: str, tmp_path: Path
) -> None:
    started = NOON - timedelta(days=1)
    pending = subscribe(engine, at(tmp_path), "anna@example.com", "all", "", "en", started)
    confirm(engine, pending.link.partition("token=")[2], started)
    told(engine, archive, "paper")
    assert match(engine, NOON) == 1
    time.move(hours=2)
    told(engine, archive, "wire", day=later)
    assert len(links(engine)) == 1
    assert match(engine, NOON) == 0
    with reading(engine) as session:
        assert len(session.exec(select(Delivery)).all()) == 1
        assert len(session.exec(select(Notice)).all()) == 2
