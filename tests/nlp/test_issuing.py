"""Issuers, document kinds, counts, batches and seals."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

BASIS = "按照中央网信办、工业和信息化部、公安部、市场监管总局四部门的统一安排，"

ISSUERS: list[tuple[str, list[str], str]] = [
    (
        f"江西省通信管理局关于APP的通报\n{BASIS}我局组织抽测，现予通报。\n江西省通信管理局\n2024年5月6日",
        ["CA-JX"],
        "authorities of the basis sentence are none",
    ),
    ("四川省通信管理局、重庆市通信管理局关于APP的通报\n现予通报。", ["CA-SC", "CA-CQ"], "a joint title"),
    (
        "杭州市网信办依法查处一起数据安全案\n经查，该公司未履行数据安全保护义务。",
        ["CAC-ZJ"],
        "a city office takes its province's code",
    ),
    ("工信部今天通报了12款App，记者了解到，网信办此前也有行动。", ["MIIT"], "the first that acts"),
    (
        "China's internet regulator on Monday ordered the app removed from app stores.",
        ["CAC"],
        "a plain description",
    ),
    ("The Shanghai Communications Administration named 5 apps.", ["CA-SH"], "a provincial administration"),
    ("Beijing has ordered apps to rectify, Chinese authorities say.", [], "Beijing is nobody"),
]


@pytest.mark.parametrize(("text", "expected", "why"), ISSUERS)
def test_who_issues(text: str, expected: list[str], why: str) -> None:
    assert record(text, title=text.split("\n")[0] if "\n" in text else None).issuers == expected, why


def test_each_issuer_is_proved_by_the_place_that_decides_it() -> None:
    text = f"江西省通信管理局关于APP的通报\n{BASIS}江西省通信管理局组织抽测。\n江西省通信管理局\n2024年5月6日"
    (titled,) = record(text, title=text.split("\n")[0]).issuer_roles
    assert [(titled.basis, e.start, e.text) for e in titled.evidence] == [("title", 0, "江西省通信管理局")]
    signed = "关于APP的通报\n现予通报。\n江西省通信管理局\n2024年5月6日"
    (by,) = record(signed, title="关于APP的通报").issuer_roles
    assert [(by.basis, signed[e.start : e.end]) for e in by.evidence] == [("signature", "江西省通信管理局")]


KINDS = [
    ("某省通信管理局关于下架9款APP的通报\n我局决定下架。\n江西省通信管理局\n2024年5月6日", "removal_notice"),
    ("江西省通信管理局关于4款APP的通报\n现予通报。\n江西省通信管理局\n2024年5月6日", "app_list"),
    (
        "国家互联网信息办公室关于《某办法（征求意见稿）》公开征求意见的通知\n现公开征求意见。\n国家互联网信息办公室\n2024年5月6日",
        "draft_rule",
    ),
    ("工信部通报4款App\n记者获悉，工信部通报4款App。", "news"),
    ("MIIT names four apps\nThe MIIT said four apps were named.", "news"),
]


@pytest.mark.parametrize(("text", "expected"), KINDS)
def test_what_an_item_is(text: str, expected: str) -> None:
    assert record(text, title=text.split("\n")[0]).document == expected


def test_the_title_of_a_removal_notice_names_no_one_beside_the_removal() -> None:
    text = (
        "关于下架“栎岚相册”App的通报\n国家互联网信息办公室通知应用商店下架“栎岚相册”App，要求其运营者整改。"
    )
    made = record(text, title=text.split("\n")[0], issuer="CAC")
    assert {a.kind for a in made.actions} == {"removal", "rectification_order"}


COUNTS: list[tuple[str, dict[str, int]]] = [
    ("工信部检测了1000款App，尚有38款App未完成整改。", {"checked": 1000, "apps": 38}),
    ("截至目前，工信部累计通报2049款违规App，下架540款App。", {"cumulative_named": 2049, "removed": 540}),
    (
        "The MIIT named 145 apps. The ministry has singled out more than 1,300 apps to date.",
        {"apps": 145, "cumulative_named": 1300},
    ),
]


@pytest.mark.parametrize(("text", "expected"), COUNTS)
def test_different_counts_are_kept_apart(text: str, expected: dict[str, int]) -> None:
    assert record(text).counts == expected


def test_a_batch_has_its_year_its_number_and_the_overall_number() -> None:
    title = "关于侵害用户权益行为的APP通报（2021年第6批，总第15批）"
    batch = record(title + "\n现予通报。", title=title).batch
    assert batch and (batch.year, batch.in_year, batch.overall) == (2021, 6, 15)


INLINE = "\n".join(
    [
        "江西省通信管理局关于2款APP的通报",
        "经检测，2款APP存在问题：",
        "1.《栎岚相册》（版本2.1.6，来源：栗子应用商店），违规收集个人信息；",
        "2.《汐禾记账》（版本5.0.2，来源：栗子应用商店），账号注销难。",
        "江西省通信管理局",
        "2024年5月6日",
    ]
)


def test_rows_of_an_inline_list_carry_version_store_and_problem_and_the_list_is_sealed() -> None:
    made = record(INLINE, title=INLINE.split("\n")[0])
    assert [(a.name, a.version, a.store, a.violations, a.row) for a in made.apps] == [
        ("栎岚相册", "2.1.6", "栗子应用商店", ["pi_illegal_collection"], 1),
        ("汐禾记账", "5.0.2", "栗子应用商店", ["account_deletion_obstructed"], 2),
    ]
    assert made.seal and (made.seal.state, made.seal.text) == ("complete", "2 of 2 read")


def test_a_cut_list_is_sealed_incomplete_with_an_issue() -> None:
    made = record(INLINE.replace("2款", "9款"), title="江西省通信管理局关于9款APP的通报")
    assert made.seal and (made.seal.state, made.seal.text) == ("incomplete", "9 stated, 2 read")
    assert "count_differs" in {i.code for i in made.issues}


def test_news_expects_no_list() -> None:
    seal = record("MIIT names four apps\nThe MIIT said four apps were named.").seal
    assert seal and seal.state == "no_list_expected"


SURVEY = """China Data Protection Monthly Update

The Cyberspace Administration of China ("CAC") and the Ministry of Public Security jointly issued rules on faces on 2 May.

On 6 May the State Administration for Market Regulation fined Zibo Larkmoor Network Technology Co., Ltd. 20,000 yuan.

Lawyers expect that the Ministry of Industry and Information Technology will have its say in the coming months too.
"""


def test_a_survey_is_about_the_acts_of_each_authority_that_acts_in_it() -> None:
    assert record(SURVEY).issuers == ["CAC", "MPS", "SAMR"]


@pytest.mark.parametrize(
    "text",
    [
        "At the direction of the Cyberspace Administration of China, Shanghai's cyberspace office warned the Quillpad app.",
        "The Cyberspace Administration of China had the Shanghai Cyberspace Administration fine Larkmoor Ltd. 20,000 yuan.",
        "The Cyberspace Administration of China said its Shanghai branch had warned the Quillpad app.",
    ],
)
def test_a_local_office_that_acts_for_the_national_one_issues_too(text: str) -> None:
    assert record(text).issuers == ["CAC", "CAC-SH"]


def test_a_local_office_that_only_has_a_view_is_no_issuer() -> None:
    text = "The Cyberspace Administration of China warned the Quillpad app. Shanghai's cyberspace office is nearby."
    assert record(text).issuers == ["CAC"]
