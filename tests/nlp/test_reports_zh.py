"""Chinese reports and notices by other phrasings and shapes; every app, firm and place named in a list is made up."""

from __future__ import annotations

import pytest

from tests.nlp.items import quotes_stand, record

GLOSSED = (
    "工信部5月6日通報(bào)，“青竹記(jì)賬”“栎岚相冊(cè)”等2款App違(wéi)規(guī)收集個(gè)人信息，"
    "應(yīng)在 5 月 16 日前整改。"
)


def test_pinyin_between_characters_is_not_read_and_quotes_stand_in_the_text_as_given() -> None:
    made = record(GLOSSED)
    assert [a.name for a in made.apps] == ["青竹記賬", "栎岚相冊"]
    assert [d.date for d in made.deadlines] == ["2024-05-16"] and quotes_stand(GLOSSED, made)


def test_brackets_with_letters_stay_where_a_text_is_not_glossed() -> None:
    assert [a.name for a in record("“青竹记账”App（bao）被工信部通报。").apps] == ["青竹记账"]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("一、青竹记账（1.0）、栎岚相册（2.1）——违规收集个人信息", ["pi_illegal_collection"]),
        ("青竹记账、栎岚相册（超范围收集个人信息）；", ["pi_excessive_collection"]),
        ("1、青竹记账、杭州青竹网络有限公司、云杉商店、1.0.2、账号注销难\n2、栎岚相册、杭州栎岚科技有限公司、云杉商店、1.1.0、账号注销难",
         ["account_deletion_obstructed"]),
        ("【青竹记账】 ver 1.0.1 · 杭州青竹网络有限公司\n问题：账号注销难\n"
         "【栎岚相册】 ver 1.2 · 杭州栎岚科技有限公司\n问题：账号注销难",
         ["account_deletion_obstructed"]),
    ],
)  # fmt: skip
def test_lists_are_read_whatever_parts_their_names(text: str, wanted: list[str]) -> None:
    made = record(
        f"江西省通信管理局关于2款APP的通报\n下列2款APP存在问题：\n{text}\n江西省通信管理局\n2024年5月6日"
    )
    assert [(a.name, a.violations) for a in made.apps] == [("青竹记账", wanted), ("栎岚相册", wanted)]


def test_names_before_their_number_are_apps_without_any_mark() -> None:
    made = record("江西省通信管理局通报，尚有青竹记账、栎岚相册、云杉货运3款APP未完成整改。")
    assert [a.name for a in made.apps] == ["青竹记账", "栎岚相册", "云杉货运"] and made.counts["apps"] == 3


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("江西、湖南、湖北三省通信管理局5月6日通报3款App。", ["CA-JX", "CA-HN", "CA-HB"]),
        ("江西省网信办会同省市场监管局约谈一家平台。", ["CAC-JX", "AMR-JX"]),
        ("国家网信办指导江西省网信办约谈一家平台。", ["CAC", "CAC-JX"]),
        ("据国家网络与信息安全信息通报中心微博消息，公安部通报3款App。", ["MPS"]),
    ],
)
def test_joint_guided_and_second_hand_authorities_are_told_apart(text: str, codes: list[str]) -> None:
    assert record(text).issuers == codes


def test_each_sum_falls_on_its_own_target_and_officers_are_persons() -> None:
    made = record(
        "国家网信办对青竹全球股份有限公司处10亿元罚款，对青竹全球股份有限公司董事长程某远、总裁柳某各处100万元罚款。"
    )
    assert [(c.name, c.type) for c in made.companies] == [
        ("青竹全球股份有限公司", "organisation"),
        ("程某远", "person"),
        ("柳某", "person"),
    ]
    assert [(p.target, p.amount) for p in made.penalties] == [
        ("青竹全球股份有限公司", 1e9),
        ("程某远", 1e6),
        ("柳某", 1e6),
    ]


def test_what_this_firm_did_makes_it_a_target() -> None:
    made = record("江西省网信办检查了杭州青竹网络有限公司。因该公司未履行网络安全保护义务，罚款5万元。")
    assert [(c.name, c.role) for c in made.companies] == [("杭州青竹网络有限公司", "target")]


def test_a_firm_s_own_word_and_advice_are_no_reports() -> None:
    assert record("尊敬的用户：我司App被通报，现已整改。", title="关于被通报事宜的说明").document == "other"
    assert record("打开设置，点击权限管理。", title="如何关闭App权限").document == "other"
