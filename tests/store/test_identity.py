"""Who is who: curated groups, legal entities, and bare names that prove nothing.

Real names stand here without any violation: the claims only say that they were mentioned.
"""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from store import identity, save
from store.archive import Archive
from store.db import reading
from store.kinds import is_legal
from store.tables import App, Company, Entry, Name
from tests.store.making import app, firm, notice, put, record, seen, seen_app

URLS = [f"https://www.example.org/{number}.html" for number in range(9)]


def companies(engine: Engine) -> dict[str, Company]:
    """Company by the name that entries have for it."""
    with reading(engine) as session:
        entries = session.exec(select(Entry).where(Entry.subject == "company")).all()
        return {e.name: session.get_one(Company, e.company_id) for e in entries if e.company_id}


def app_ids(engine: Engine, name: str) -> list[str | None]:
    with reading(engine) as session:
        return list(session.exec(select(Entry.app_id).where(Entry.name == name)))


def test_wechat_leads_to_tencent_by_any_name(engine: Engine, archive: Archive) -> None:
    for url, name in zip(URLS, ["微信", "WeChat", "Weixin"], strict=False):
        notice(engine, archive, seen_app(name), url=url)
    with reading(engine) as session:
        found = session.exec(select(App)).one()
        company = session.get_one(Company, found.company_id)
        names = {n.text: n.basis for n in session.exec(select(Name).where(Name.subject_id == company.id))}
    assert (found.name, found.name_en, found.curated) == ("微信", "WeChat", "wechat")
    assert (company.name, company.name_en, company.group_id) == ("腾讯", "Tencent", company.id)
    assert names["腾讯"] == names["Tencent"] == "curated"


def test_tencent_its_chinese_name_and_its_legal_entity_are_one_group(
    engine: Engine, archive: Archive
) -> None:
    legal = "深圳市腾讯计算机系统有限公司"
    for url, name in zip(URLS, ["Tencent", "腾讯", legal], strict=False):
        notice(engine, archive, seen(name), url=url)
    found = companies(engine)
    assert found["Tencent"].id == found["腾讯"].id
    assert found[legal].id != found["腾讯"].id
    assert {c.group_id for c in found.values()} == {found["腾讯"].id}
    assert found[legal].name == legal


def test_a_firm_of_a_group_keeps_its_own_record_below_the_head(engine: Engine, archive: Archive) -> None:
    # an extraction names the head of the group as canonical: a member is still no other name of its head
    notice(
        engine,
        archive,
        seen("Sogou", canonical="tencent"),
        seen("搜狗", canonical="tencent"),
        seen("Tencent"),
    )
    found = companies(engine)
    assert found["Sogou"].id == found["搜狗"].id != found["Tencent"].id
    assert found["Sogou"].group_id == found["Tencent"].id


def test_apps_of_one_name_and_two_developers_stay_two_and_of_one_developer_are_one(
    engine: Engine, archive: Archive
) -> None:
    for url, firm_ in zip(
        URLS, ["虚构一号科技有限公司", "虚构二号科技有限公司", "虚构一号科技有限公司"], strict=False
    ):
        notice(engine, archive, app("有看头", firm_, 1), url=url)
    first, second, third = app_ids(engine, "有看头")
    assert first == third != second


def test_a_bare_name_is_never_merged_over_notices(engine: Engine, archive: Archive) -> None:
    for url in URLS[:2]:
        notice(engine, archive, app("有看头", row=1), app("记账虎", "虚构科技", 2), firm("虚构科技"), url=url)
    assert len(set(app_ids(engine, "有看头"))) == 2
    assert len(set(app_ids(engine, "记账虎"))) == 2
    with reading(engine) as session:
        assert len(session.exec(select(Company)).all()) == 2


def test_a_bare_name_is_one_identity_within_its_notice(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, app("画图宝", "虚构科技", 1), app("记账虎", "虚构科技", 2), firm("虚构科技"))
    with reading(engine) as session:
        assert len({e.company_id for e in session.exec(select(Entry))}) == 1


def test_width_case_spaces_and_traditional_characters_make_no_new_firm(
    engine: Engine, archive: Archive
) -> None:
    names = ["虚构一号（北京）科技有限公司", "虛構一號(北京)科技有限公司", "虚构一号 （北京） 科技有限公司"]
    for url, name in zip(URLS, names, strict=False):
        notice(engine, archive, firm(name), url=url)
    assert len({c.id for c in companies(engine).values()}) == 1


def test_a_short_name_beside_its_full_name_is_that_firm(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, firm("虚构一号", aliases=["虚构一号科技有限公司"]))
    notice(engine, archive, firm("虚构一号科技有限公司"), url=URLS[1])
    assert len({c.id for c in companies(engine).values()}) == 1


def test_a_known_app_of_another_developer_is_another_app(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, seen_app("微信"))
    notice(engine, archive, seen_app("微信", "虚构一号科技有限公司"), url=URLS[1])
    notice(engine, archive, seen_app("微信", "深圳市腾讯计算机系统有限公司"), url=URLS[2])
    real, other, same = app_ids(engine, "微信")
    assert real == same != other
    with reading(engine) as session:
        assert session.get_one(App, other).curated == ""


def test_what_the_extraction_resolved_counts_where_the_vocabulary_has_it(
    engine: Engine, archive: Archive
) -> None:
    notice(
        engine, archive, seen("企鹅公司", canonical="tencent"), seen("无名氏公司", canonical="no-such-key")
    )
    found = companies(engine)
    assert found["企鹅公司"].curated == "tencent"
    assert found["无名氏公司"].curated == ""


def test_an_anonymous_firm_has_no_identity_nor_has_an_app_one_by_it(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, firm("某科技有限公司", anonymous=True), app("画图宝", "某科技有限公司", 1))
    with reading(engine) as session:
        assert session.exec(select(Company)).all() == []
        assert session.exec(select(App)).one().company_id is None


def test_persons_of_one_name_are_never_made_one(engine: Engine, archive: Archive) -> None:
    for url in URLS[:2]:
        notice(engine, archive, firm("郑小明", type="person"), app("画图宝", "郑小明", 1), url=url)
    with reading(engine) as session:
        found = session.exec(select(Company)).all()
        assert [c.type for c in found] == ["person", "person"]
        assert len({a.company_id for a in session.exec(select(App))}) == 2


def test_a_person_is_not_the_firm_named_beside_him(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, firm("虚构一号科技有限公司"))
    notice(engine, archive, firm("郑小明", type="person", aliases=["虚构一号科技有限公司"]), url=URLS[1])
    found = companies(engine)
    assert found["郑小明"].id != found["虚构一号科技有限公司"].id


def test_an_identity_of_one_notice_keeps_its_id_when_its_name_is_read_better(
    engine: Engine, archive: Archive
) -> None:
    version = put(engine, archive).version_id
    claim = app("有看 头", row=1)
    save.extraction(engine, version, record(claim), "通报", {})
    before = app_ids(engine, "有看 头")
    save.extraction(
        engine, version, record(claim.model_copy(update={"name": "有看头儿"}), extractor="2"), "通报", {}
    )
    assert app_ids(engine, "有看头儿") == before
    with reading(engine) as session:
        assert session.exec(select(App)).one().name == "有看头儿"


def test_a_known_firm_can_be_had_before_any_notice_names_it_and_is_then_the_same(
    engine: Engine, archive: Archive
) -> None:
    company = identity.adopt(engine, "company", "tencent")
    wechat = identity.adopt(engine, "app", "wechat")
    assert identity.adopt(engine, "company", "tencent") == company
    notice(engine, archive, seen("腾讯"), seen_app("微信"))
    assert companies(engine)["腾讯"].id == company
    assert app_ids(engine, "微信") == [wechat]


def test_names_of_both_languages_and_all_aliases_are_kept(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, firm("虚构一号科技有限公司", aliases=["Made Up One Ltd", "虚构一号"]))
    with reading(engine) as session:
        names = {(n.text, n.kind, n.basis) for n in session.exec(select(Name))}
    assert names == {
        ("虚构一号科技有限公司", "legal", "stated"), ("Made Up One Ltd", "legal", "stated"), ("虚构一号", "name", "stated"),
    }  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [
        "虚构一号科技有限公司", "虚构股份有限公司", "虚构有限责任公司上海分公司", "虚构创业投资中心（有限合伙）",
        "上海市徐汇区虚构软件工作室", "天津虚构电子厂", "Made Up Ltd", "Made Up Co., Ltd.", "Made Up Inc.", "Fabrik GmbH",
    ],
)  # fmt: skip
def test_full_legal_names_are_told(name: str) -> None:
    assert is_legal(name)


@pytest.mark.parametrize(
    "name", ["腾讯", "虚构公司", "虚构科技", "Tencent", "Incorporate", "服务中心", "小店", "Disco"]
)
def test_short_names_are_no_legal_names(name: str) -> None:
    assert not is_legal(name)
