"""Apps and companies of running text, their roles, and the names that are neither."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

APPS: list[tuple[str, list[str], str]] = [
    ("工信部通报，“栎岚相册”App违规收集个人信息。", ["栎岚相册"], "quoted before App"),
    ("“栎岚相册”“汐禾记账”等2款APP被工信部下架。", ["栎岚相册", "汐禾记账"], "a chain of quotes"),
    (
        "栎岚相册、汐禾记账、青柚地图等12款App被工信部通报。",
        ["栎岚相册", "汐禾记账", "青柚地图"],
        "an enumeration before 等",
    ),
    ("多款违规App被工信部通报。", [], "no name"),
    ("工信部依据《网络安全法》通报了一批App。", [], "a law in 《》 is no app"),
    (
        "The MIIT named apps including Quillpad Lite, Zorbit and Larkmoor.",
        ["Quillpad Lite", "Zorbit", "Larkmoor"],
        "an enumeration after including",
    ),
    ("Zorbit, a popular download manager, was named by the MIIT.", ["Zorbit"], "apposition"),
    ("The MIIT said the Quillpad app had illegally collected data.", ["Quillpad"], "before app"),
    ("The notice was posted on the regulator's official WeChat account.", [], "a channel is no app"),
]


@pytest.mark.parametrize(("text", "expected", "why"), APPS)
def test_apps_first_met_in_an_item_are_found(text: str, expected: list[str], why: str) -> None:
    assert [a.name for a in record(text).apps] == expected, why


COMPANIES: list[tuple[str, list[str], str]] = [
    (
        "国家网信办约谈了杭州栎岚网络科技有限公司。",
        ["杭州栎岚网络科技有限公司"],
        "a legal entity without the verb before it",
    ),
    (
        "网信办要求栎岚（北京）科技有限公司整改。",
        ["栎岚（北京）科技有限公司"],
        "a place in brackets, width kept",
    ),
    (
        "Regulators in China summoned Ningbo Quillpad Technology Co., Ltd. over data.",
        ["Ningbo Quillpad Technology Co., Ltd."],
        "English entity",
    ),
    (
        "The CAC named Zhejiang Larkmoor Technology. These firms must rectify.",
        ["Zhejiang Larkmoor Technology"],
        "ends with its sentence",
    ),
    ("（记者 新华社）清华大学教授说，最高人民法院认为该法有效。", [], "agencies, universities and courts"),
    ("Wang Li, a professor at Peking University, told Reuters the CAC acted.", [], "experts and outlets"),
]


@pytest.mark.parametrize(("text", "expected", "why"), COMPANIES)
def test_companies_are_found_and_institutions_are_not(text: str, expected: list[str], why: str) -> None:
    assert [c.name for c in record(text).companies] == expected, why


def test_a_short_form_given_in_brackets_is_an_alias() -> None:
    text = "网信办对杭州栎岚网络科技有限公司（以下简称“栎岚网络”）处以罚款5万元。栎岚网络已缴纳。"
    (firm,) = record(text).companies
    assert (firm.name, firm.aliases, firm.role) == ("杭州栎岚网络科技有限公司", ["栎岚网络"], "target")


def test_group_and_legal_entity_share_a_canonical_group_and_keep_their_records() -> None:
    text = "网信办约谈腾讯。深圳市腾讯计算机系统有限公司表示配合。"
    made = record(text).companies
    assert [c.name for c in made] == ["腾讯", "深圳市腾讯计算机系统有限公司"]
    assert {c.canonical for c in made} == {"tencent"}


def test_the_owner_of_a_named_app_is_its_operator() -> None:
    made = record("The MIIT called out NetEase's Dashen, an online community for gamers, over permissions.")
    assert [(a.name, a.role) for a in made.apps] == [("Dashen", "target")]
    assert [(c.name, c.role) for c in made.companies] == [("NetEase", "operator")]


def test_a_firm_only_told_of_is_mentioned() -> None:
    made = record(
        "The CAC issued new rules. Tech firms including Tencent and Baidu are likely to be affected."
    )
    assert {c.role for c in made.companies} == {"mentioned"}


def test_another_countrys_enforcement_yields_names_only() -> None:
    made = record("Italy's privacy watchdog blocked DeepSeek over data and fined its owner 5 million euros.")
    assert {a.role for a in made.apps} <= {"mentioned"}
    assert not (made.violations or made.penalties or made.actions or made.deadlines)


def test_a_firms_own_decision_has_no_issuer_and_no_act() -> None:
    made = record("“栎岚笔记”宣布停止运营\n栎岚网络昨日发布公告，旗下“栎岚笔记”App将于5月31日停止服务。")
    assert not (made.issuers or made.actions or made.violations)


def test_a_sum_after_a_firm_is_no_part_of_its_name_and_its_short_form_is_an_alias() -> None:
    text = (
        "Alibaba fined 18.228 billion yuan\n"
        "The market regulator fined e-commerce company Alibaba Group 18.228 billion yuan."
    )
    (firm,) = record(text, title=text.split("\n")[0]).companies
    assert (firm.name, firm.aliases) == ("Alibaba Group", ["Alibaba"])


def test_a_name_accused_beside_an_app_is_an_app_and_not_its_firm() -> None:
    text = "Douyin Lite did not clearly show app information, and Huya deceived users, the industry ministry said."
    made = record(text)
    assert [(a.name, a.violations) for a in made.apps][1] == ("Huya", ["deceptive_conduct"])


THE_APP = [
    (
        "The MIIT named the Quillpad app. The app collected location data without users' consent.",
        {"Quillpad": ["pi_no_consent"]},
        "the app named before",
    ),
    (
        "The MIIT named the Quillpad app and the Zorbit app. The app collected location data without users' consent.",
        {"Zorbit": []},
        "which of two is not said",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), THE_APP)
def test_the_app_stands_for_the_one_app_named_before(
    text: str, expected: dict[str, list[str]], why: str
) -> None:
    made = {a.name: a.violations for a in record(text).apps}
    assert {name: made.get(name) for name in expected} == expected, why


def test_initials_of_a_firm_named_before_are_that_firm() -> None:
    text = (
        "The CAC opened a review of the Quillpad app of Larkmoor Freight Group. LFG said that LFG apps will go on "
        "working."
    )
    made = record(text)
    assert [a.name for a in made.apps] == ["Quillpad"]
    assert [(c.name, c.aliases) for c in made.companies] == [("Larkmoor Freight Group", ["LFG"])]


def test_stores_of_a_system_name_no_app() -> None:
    text = "The MIIT ordered the Quillpad app removed from iOS and Android stores."
    assert [a.name for a in record(text).apps] == ["Quillpad"]


def test_a_firm_of_a_city_keeps_the_city_before_its_name() -> None:
    text = "The SAMR fined several platforms, including Quillpad and Beijing Larkmoor Technology, 20,000 yuan each."
    assert [c.name for c in record(text).companies] == ["Beijing Larkmoor Technology"]


def test_a_list_gives_a_version_without_a_label() -> None:
    text = (
        "The MIIT named two apps.\nQuillpad (2.0.4), Heze Ambervale Data Co., Ltd.: illegal collection of personal "
        "information\nZorbit (1.3), Zibo Larkmoor Data Co., Ltd.: excessive permissions\n"
    )
    assert [(a.name, a.version) for a in record(text).apps] == [("Quillpad", "2.0.4"), ("Zorbit", "1.3")]
