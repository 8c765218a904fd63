"""Who made a rule, as its own page says it; the site that shows it is the issuer only where the page names nobody."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

ARTICLES = "\n第一条 为了说明，制定本规则。\n第二条 略。\n第三条 略。"
RULES: list[tuple[str, str, set[str], str]] = [
    (
        "移动应用示例办法",
        "国家互联网信息办公室、工业和信息化部、财政部、公安部联合公布《移动应用示例办法》。",
        {"CAC", "MIIT", "MPS"},
        "the organs before 联合公布, one without a code among them",
    ),
    (
        "关于印发《移动应用示例办法》的通知",
        "国家互联网信息办公室秘书局、工业和信息化部办公厅联合印发《移动应用示例办法》。\n2019年11月28日",
        {"CAC", "MIIT"},
        "offices of the organs",
    ),
    (
        "移动应用示例办法",
        "《移动应用示例办法》已经国家互联网信息办公室2023年第12次室务会会议审议通过，"
        "并经国家发展和改革委员会、教育部同意，现予公布。",
        {"CAC", "NDRC", "MOE"},
        "those that agreed",
    ),
    (
        "移动应用示例办法",
        "国家互联网信息办公室 工业和信息化部令\n第9号\n现予公布。",
        {"CAC", "MIIT"},
        "the line that ends in 令",
    ),
    (
        "示例数据安全法",
        "（2021年6月10日第十三届全国人民代表大会常务委员会第二十九次会议通过）",
        {"NPC"},
        "the session that passed a law",
    ),
    ("示例数据安全法", "自2021年9月1日起施行。", {"NPC"}, "a law by its title"),
    ("网络示例管理条例", "条例自2025年1月1日起施行。", {"SC"}, "条例 by its title"),
    ("广东省示例管理条例", "自2025年1月1日起施行。", {"CAC"}, "a province's 条例 is not the State Council's"),
    (
        "移动应用示例办法",
        "根据国家互联网信息办公室、公安部联合印发的《认定方法》，制定本办法。",
        {"CAC"},
        "organs of the legal basis did not make the rule",
    ),
    ("移动应用示例办法", "自2025年1月1日起施行。", {"CAC"}, "nobody named: the site"),
]


@pytest.mark.parametrize(("title", "text", "expected", "why"), RULES)
def test_a_rule_is_issued_by_those_who_made_it(title: str, text: str, expected: set[str], why: str) -> None:
    made = record(f"{title}\n{text}{ARTICLES}", title=title, issuer="CAC")
    assert made.document == "rule"
    assert set(made.issuers) == expected, why


def test_an_act_without_a_code_has_an_issuer_and_a_firms_own_decision_has_none() -> None:
    told = "Larkmoor's apps to be inspected\nThe industry ministry has told Larkmoor to submit its new apps."
    own = "Larkmoor to close its app\nLarkmoor said it would close its app, citing the industry ministry's plans."
    assert record(told, title=told.split("\n")[0]).issuers == ["MIIT"]
    assert record(own, title=own.split("\n")[0]).issuers == []
