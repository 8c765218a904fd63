"""Identities that may be one are proposed with their reasons; look-alikes and what was decided stay two."""

from __future__ import annotations

import time as clocks

import pytest
from sqlalchemy import Engine, insert
from sqlmodel import select

from store import clock, decisions, show_entities
from store.archive import Archive
from store.carried import credit_code, filing
from store.db import reading, writing
from store.proposals import Proposal, proposals
from store.spelling import core
from store.tables import App, Company, Decision, Entry
from tests.store.making import app, firm, notice

ONE, TWO, NEAR_ONE = "虚构一号科技有限公司", "样例二号网络有限公司", "虚构壹号科技有限公司"
URLS = [f"https://www.example.org/notices/{number}.html" for number in range(5)]
CREDIT = "91350100M000100Y43"


def of(engine: Engine, subject: str) -> list[Proposal]:
    return [p for p in proposals(engine) if p.subject == subject]


def test_nearly_the_same_app_name_of_one_developer_is_proposed(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, app("画图小助手", ONE, 1), url=URLS[0])
    notice(engine, archive, app("画图小助手 ", ONE, 1), app("画图小帮手", ONE, 2), url=URLS[1])
    [found] = of(engine, "app")
    assert (found.reasons, found.score) == (("near_name", "same_developer"), 0.72)
    assert set(found.names) == {"画图小助手", "画图小帮手"}


def test_one_name_of_two_operators_is_no_proposal_and_each_page_says_so(
    engine: Engine, archive: Archive
) -> None:
    notice(engine, archive, app("画图宝", ONE, 1), app("画图宝", TWO, 2))
    assert of(engine, "app") == []
    with reading(engine) as session:
        pages = [show_entities.entity(engine, id_) for id_ in session.exec(select(App.id))]
    assert sorted((name, firm) for page in pages if page for _, name, firm in page.others) == [
        ("画图宝", TWO),
        ("画图宝", ONE),
    ]


def test_firms_of_one_credit_code_are_proposed_and_of_two_codes_never(
    engine: Engine, archive: Archive
) -> None:
    assert credit_code([f"代码：{CREDIT}", "91350100M000100Y44"]) == CREDIT
    for url, name in zip(URLS, (ONE, NEAR_ONE), strict=False):
        notice(engine, archive, firm(name), url=url)
    [found] = of(engine, "company")
    assert found.reasons == ("near_name",)
    with writing(engine) as session:
        for entry in session.exec(select(Entry)):
            entry.credit_code = CREDIT
    [found] = of(engine, "company")
    assert (found.score, found.reasons) == (1.0, ("same_credit_code",))
    with writing(engine) as session:
        other = session.exec(select(Entry).where(Entry.name == ONE)).one()
        tails = (f"5{sign}" for sign in "0123456789ABCDEFGHJKLMNPQRTUWXY")
        other.credit_code = next(code for tail in tails if credit_code([code := CREDIT[:16] + tail]))
    assert of(engine, "company") == []


def test_apps_of_one_filing_number_are_proposed_whatever_they_are_called(
    engine: Engine, archive: Archive
) -> None:
    for firms in (
        "京ICP备12345678号",
        "京ICP备12345678号-2",
    ):  # a firm's and a site's, beside all apps of the firm
        assert filing([firms]) == ""
    number = "京ICP备12345678号-2A"
    notice(engine, archive, app("画图宝", ONE, 1, filing_number=number), url=URLS[0])
    notice(engine, archive, app("绘画大王", ONE, 1, filing_number=number.lower()), url=URLS[1])
    [found] = of(engine, "app")
    assert (found.score, found.reasons) == (1.0, ("same_filing",))


def test_a_full_and_a_short_name_are_proposed_until_they_are_decided_to_be_two(
    engine: Engine, archive: Archive
) -> None:
    notice(engine, archive, firm("晨屿网络科技（杭州）有限公司"), url=URLS[0])
    notice(engine, archive, firm("晨屿"), url=URLS[1])
    [found] = of(engine, "company")
    assert (found.score, found.reasons) == (0.7, ("legal_and_short",))
    decision = decisions.not_same(engine, "company", found.one, found.other, "a namesake", "li")
    assert of(engine, "company") == []
    decisions.undo(engine, decision, "not a namesake", "li")
    assert of(engine, "company") == [found]


def test_what_was_split_is_not_proposed_nor_merged_again(engine: Engine, archive: Archive) -> None:
    for url in URLS[:2]:
        notice(engine, archive, app("画图宝", ONE, 1), url=url)
    with reading(engine) as session:
        entry = session.exec(select(Entry).where(Entry.subject == "app")).first()
    assert entry is not None and entry.app_id
    decision = decisions.split(engine, "app", entry.app_id, "a namesake", "li", entries=[entry.id])
    assert of(engine, "app") == []
    with reading(engine) as session:
        split = session.get_one(Decision, decision)
    with pytest.raises(ValueError, match="a namesake"):
        decisions.merge(engine, "app", split.to_id, split.from_id, "alike", "wang")


@pytest.mark.parametrize("names", [("画图宝1", "画图宝2"), ("记账虎", "背词熊")])
def test_names_that_differ_in_a_number_or_in_all_are_two(
    engine: Engine, archive: Archive, names: tuple[str, str]
) -> None:
    notice(engine, archive, *(app(name, ONE, row) for row, name in enumerate(names, 1)))
    assert of(engine, "app") == []


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("晨屿网络科技（杭州）有限公司", "晨屿"),
        ("杭州晨屿科技股份有限公司", "晨屿"),
        ("湖南省晨屿集团有限公司", "晨屿"),
    ],
)
def test_the_core_of_a_firms_name(name: str, wanted: str) -> None:
    assert core(name) == wanted


def test_the_work_grows_with_the_table_not_with_its_square(engine: Engine) -> None:
    now, number = clock.now(), 3000
    rows = [
        {"id": f"c_{n}", "name": f"样例{n:05d}科技有限公司", "name_en": "", "type": "organisation", "curated": "",
         "key": f"k{n}", "origin": "live", "first_seen": now, "last_changed": now}
        for n in range(number)
    ]  # fmt: skip
    apps = [{**row, "id": f"a_{n}", "kind": "app", "name": "画图宝"} for n, row in enumerate(rows)]
    for row in apps:
        row.pop("type")
    with writing(engine) as session:
        session.execute(insert(Company), rows)
        session.execute(insert(App), apps)
    begun = clocks.process_time()
    assert len(proposals(engine)) == 500
    assert clocks.process_time() - begun < 5
