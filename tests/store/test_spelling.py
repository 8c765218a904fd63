"""What a name's spelling is: taken away where it says nothing, kept where it does. All names are made up."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from store.archive import Archive
from store.db import reading, writing
from store.kinds import is_legal
from store.spelling import app_key, core, firm_key
from store.tables import App, Company, Entry
from tests.store.making import app, firm, notice, seen_app

URLS = [f"https://www.example.org/{number}.html" for number in range(9)]
FIRM = "杭州虚构鹤科技有限公司"


@pytest.mark.parametrize(
    "written",
    [
        "画图宝App", "画图宝 APP", "《画图宝》", "【画图宝】", "“画图宝”软件", "画图宝APP软件", "畫圖寶客户端", "画图宝-app",
        "画图宝（App）", "画图宝V3.2.1", "画图宝（版本2.0）", "画图宝3.2.10", "画图宝（安卓版）", "画图宝 iOS版",
        "画图宝应用程序",
    ],
)  # fmt: skip
def test_what_stands_around_an_apps_name_is_no_part_of_it(written: str) -> None:
    assert app_key(written) == "画图宝"


@pytest.mark.parametrize(
    "written",
    [
        "画图宝极速版",
        "画图宝Pro",
        "画图宝2",
        "画图宝SDK",
        "画图宝小程序",
        "画图宝国际版",
        "画图宝（大字版）",
        "画图宝V",
        "画图宝2.0",
    ],
)
def test_an_edition_a_number_or_another_word_makes_another_app(written: str) -> None:
    assert app_key(written) != "画图宝"


def test_an_edition_is_the_same_with_and_without_brackets() -> None:
    assert app_key("画图宝（极速版）") == app_key("画图宝极速版App")


@pytest.mark.parametrize(
    "name", ["App", "软件", "Snapp", "WhichApp", "1.1.1.1", "红苹果", "CCTV5.1", "大家爱苹果"]
)
def test_a_name_that_only_looks_like_an_addition_is_kept(name: str) -> None:
    assert app_key(name) == name.casefold()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Heron & Fen Co., Ltd.", "HERON AND FEN COMPANY LIMITED"),
        ("Heron Fen Pte. Ltd.", "Heron Fen Pte Limited"),
        ("Heron Fen, L.L.C.", "Heron Fen LLC"),
        ("Heron Fen Corporation", "Heron Fen Corp."),
        ("杭州虚构鹤科技有限公司。", FIRM),
        ("[杭州]虚构鹤科技有限公司", "（杭州）虚构鹤科技有限公司"),
        ("杭州虚构•鹤科技有限公司", "杭州虚构·鹤科技有限公司"),
        ("杭州虚构鹤科技有限公司（以下简称虚构鹤）", FIRM),
        ("运营者：杭州虚构鹤科技有限公司", FIRM),
    ],
)
def test_spellings_of_one_firm_agree(one: str, other: str) -> None:
    assert firm_key(one) == firm_key(other)
    assert is_legal(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Heron Fen Ltd", "Heron Fen LLC"),
        ("Heron Fen Holdings Ltd", "Heron Fen Ltd"),
        ("杭州虚构鹤科技有限公司", "杭州虚构鹤科技有限责任公司"),
        ("虚构鹤（杭州）科技有限公司", "虚构鹤（上海）科技有限公司"),
        ("杭州虚构鹤科技有限公司", "杭州市虚构鹤科技有限公司"),
    ],
)
def test_place_and_form_are_parts_of_a_firms_name(one: str, other: str) -> None:
    assert firm_key(one) != firm_key(other)


@pytest.mark.parametrize(
    "name",
    [
        "信息技术有限公司",
        "北京网络科技有限公司",
        "分公司",
        "某科技有限公司",
        "北京**科技有限公司",
        "上海分公司",
    ],
)
def test_a_firms_name_without_a_sign_of_its_own_is_no_full_name(name: str) -> None:
    assert not is_legal(name)


def test_a_supermarket_is_no_town() -> None:
    assert core("虚构鹤超市股份有限公司") == "虚构鹤超市"
    assert is_legal("虚构鹤超市股份有限公司")


def test_a_word_that_is_curated_only_with_app_is_no_app_without_it(engine: Engine, archive: Archive) -> None:
    for url, name in zip(URLS, ["灵光App", "灵光软件", "灵光"], strict=False):
        notice(engine, archive, seen_app(name), url=url)
    with reading(engine) as session:
        curated = dict(session.exec(select(App.id, App.curated)).all())
        found = {e.name: curated[e.app_id or ""] for e in session.exec(select(Entry))}
    assert found["灵光App"] == found["灵光软件"] != ""
    assert found["灵光"] == ""


def test_a_firm_is_told_by_what_is_neither_place_nor_trade_nor_form() -> None:
    assert core("乌兰察布虚构鹤网络科技有限公司") == core("虚构鹤网络科技") == "虚构鹤"


def test_an_app_is_one_however_it_is_written_and_an_sdk_is_another(engine: Engine, archive: Archive) -> None:
    for url, name in zip(
        URLS, ["画图宝", "《画图宝》APP", "画图宝SDK", "“画图宝”sdk", "画图宝小程序"], strict=False
    ):
        notice(engine, archive, app(name, FIRM, 1), url=url)
    notice(engine, archive, app("画图宝", FIRM, 1, kind="sdk"), url=URLS[5])
    with reading(engine) as session:
        kinds = dict(session.exec(select(App.id, App.kind)).all())
        found = {e.name: kinds[e.app_id or ""] for e in session.exec(select(Entry))}
    assert sorted(kinds.values()) == ["app", "mini_program", "sdk"]
    assert found["画图宝SDK"] == found["“画图宝”sdk"] == "sdk"


def test_two_spellings_in_one_notice_are_both_kept_as_names(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, app("画图宝", FIRM, 1), app("画图宝App", FIRM, 2))
    with reading(engine) as session:
        assert len({e.app_id for e in session.exec(select(Entry))}) == 1


def test_an_identity_made_under_an_earlier_spelling_keeps_its_id(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, app("画图宝App", FIRM + "。", 1))
    with writing(engine) as session:  # as an earlier version wrote the keys
        found, company = session.exec(select(App)).one(), session.exec(select(Company)).one()
        app_id, company_id = found.id, company.id
        found.key = f"app/画图宝app/{company.id}"
        company.key = f"legal/{FIRM}。"
    for url, name in zip(URLS, ("画图宝App", "画图宝"), strict=False):
        notice(engine, archive, app(name, FIRM + "。", 1), url=url)
    with reading(engine) as session:
        assert {e.app_id for e in session.exec(select(Entry))} == {app_id}
        assert {e.company_id for e in session.exec(select(Entry))} == {company_id}


def test_a_short_form_holds_in_the_notice_that_gives_it_whatever_the_order(
    engine: Engine, archive: Archive
) -> None:
    notice(engine, archive, firm("鹤网"), firm(FIRM, aliases=["鹤网"]))
    notice(engine, archive, firm("鹤网"), url=URLS[1])
    with reading(engine) as session:
        names = [
            session.get_one(Company, e.company_id).name
            for e in session.exec(select(Entry).order_by(Entry.id))
        ]
    assert sorted(names) == sorted([FIRM, FIRM, "鹤网"])


def test_a_short_form_of_two_firms_of_a_notice_stands_for_neither(engine: Engine, archive: Archive) -> None:
    other = "成都虚构鹤科技有限公司"
    notice(engine, archive, firm(FIRM, aliases=["鹤网"]), firm(other, aliases=["鹤网"]), firm("鹤网"))
    with reading(engine) as session:
        assert len({e.company_id for e in session.exec(select(Entry))}) == 3


def test_a_branch_is_a_company_of_its_own_in_its_parents_group(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, firm(f"{FIRM}上海分公司"))
    notice(engine, archive, firm(FIRM), url=URLS[1])
    with reading(engine) as session:
        branch, parent = sorted(session.exec(select(Company)), key=lambda c: -len(c.name))
    assert (branch.group_id, parent.group_id, parent.name) == (parent.id, parent.id, FIRM)
