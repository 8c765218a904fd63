"""Search over text, titles and names, in both languages; nothing a person types breaks it."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from store import save
from store.archive import Archive
from store.db import reading, writing
from store.records import AppClaim, CompanyClaim
from store.search import group_of, search
from tests.store.making import app, firm, notice, put, record, seen, seen_app

TEXT = "虚构局组织检测，发现下列应用存在违规收集个人信息行为。Developers must Rectify by 2026年3月20日。"


@pytest.fixture
def found(engine: Engine, archive: Archive) -> str:
    """A notice with a text."""
    claims = [app("画图宝", "虚构一号科技有限公司", 1), app("记账虎", "虚构二号科技有限公司", 2)]
    return notice(engine, archive, *claims, text=TEXT, title="关于下架《画图宝》等应用的通报").notice_id


@pytest.mark.parametrize(
    "query",
    [
        "个人信息", "信", "信息行", "rectify", "RECTIFY", "developers rectify", "画图宝", "图宝", "虚构二号", "3月20日",
        "下架", "個人信息", "ｒｅｃｔｉｆｙ", '"must rectify"', "通报 rectify", "违规收集个人信息", "2026",
    ],
)  # fmt: skip
def test_words_and_parts_of_words_are_found(engine: Engine, found: str, query: str) -> None:
    assert search(engine, query) == [found]


@pytest.mark.parametrize(
    "query",
    [
        "息信", "rectif", "个息", '"rectify must"', "rectify 保险", "宝记账", "司记账", "", " ", "《》", "*", "rect*",
        "title:通报 zz",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(engine: Engine, found: str, query: str) -> None:
    assert search(engine, query) == []


@pytest.mark.parametrize(
    "query",
    [
        '"',
        '""',
        "'",
        "a AND",
        "OR",
        "NOT x",
        "NEAR(a b)",
        "(",
        "^a",
        "a:b",
        "-a",
        "a'; DROP TABLE notice; --",
        "\x00",
        "%_",
    ],
)
def test_syntax_of_the_index_is_only_text(engine: Engine, found: str, query: str) -> None:
    assert isinstance(search(engine, query), list)
    assert search(engine, "通报") == [found]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=30))
def test_no_text_breaks_a_search(engine: Engine, query: str) -> None:
    assert search(engine, query) == []


def test_all_names_of_a_group_in_any_language_find_the_same_notices(engine: Engine, archive: Archive) -> None:
    claims: list[AppClaim | CompanyClaim] = [
        seen_app("微信"),
        seen("Tencent"),
        seen("深圳市腾讯计算机系统有限公司"),
        seen_app("QQ"),
    ]
    ids = {
        notice(engine, archive, claim, url=f"https://www.example.org/{number}").notice_id
        for number, claim in enumerate(claims)
    }
    notice(engine, archive, app("画图宝", row=1), url="https://www.example.org/other")
    for query in ("微信", "WeChat", "tencent", "腾讯", "深圳市腾讯计算机系统有限公司", "騰訊"):
        assert set(search(engine, query)) == ids, query


def test_the_group_of_a_name_is_the_same_by_every_name(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, seen_app("微信"), seen("深圳市腾讯计算机系统有限公司"))
    with reading(engine) as session:
        groups = [group_of(session, name) for name in ("微信", "Tencent", "腾讯")]
    assert groups[0] == groups[1] == groups[2]
    assert len(groups[0][0]) == 2


def test_a_bare_name_shared_by_two_apps_finds_both(engine: Engine, archive: Archive) -> None:
    ids = {
        notice(engine, archive, app("有看头", firm_, 1), url=f"https://www.example.org/{firm_}").notice_id
        for firm_ in ("虚构一号科技有限公司", "虚构二号科技有限公司")
    }
    assert set(search(engine, "有看头")) == ids


def test_newest_notices_come_first_and_a_limit_holds(engine: Engine, archive: Archive) -> None:
    days = ["2026-01-05", "2026-03-01", "2025-06-01"]
    ids = {
        day: notice(engine, archive, url=f"https://www.example.org/{day}", day=day).notice_id for day in days
    }
    assert search(engine, "通报") == [ids[day] for day in sorted(days, reverse=True)]
    assert search(engine, "通报", limit=1) == [ids["2026-03-01"]]


def test_an_edited_text_is_found_by_its_new_words_only(engine: Engine, archive: Archive) -> None:
    for body in ("旧的文字", "新的内容"):
        version = put(engine, archive, body=body).version_id
        saved = save.extraction(engine, version, record(firm("虚构一号科技有限公司")), body, {})
    assert search(engine, "旧的文字") == []
    assert search(engine, "新的内容") == [saved.notice_id]


def test_one_row_of_the_index_stands_for_one_notice(engine: Engine, found: str) -> None:
    with writing(engine) as session:
        assert session.execute(text("SELECT count(*) FROM notice_search")).scalar_one() == 1
