"""Sums: those imposed, in units of their currency, and the many that are not."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

CASES: list[tuple[str, list[tuple[str, float, str]], str]] = [
    ("市场监管总局对栎岚科技有限公司处以28万元罚款。", [("fine", 280000, "CNY")], "万"),
    ("国家网信办对该公司处以罚款80.26亿元。", [("fine", 8026000000, "CNY")], "亿"),
    (
        "市场监管局没收违法所得12万元，并处罚款50万元，罚没合计62万元。",
        [("confiscation", 120000, "CNY"), ("fine", 500000, "CNY")],
        "the parts, not the total",
    ),
    ("按照规定，情节严重的，最高可处五百万元罚款。网信办约谈了该公司。", [], "a maximum that the law allows"),
    (
        "市场监管总局以其2019年销售额4557.12亿元计，处以4%的罚款，计182.28亿元。",
        [("fine", 18228000000, "CNY")],
        "sales are no penalty",
    ),
    (
        "SAMR fined the retailer a record 18.2 billion yuan ($2.8 billion).",
        [("fine", 18200000000, "CNY")],
        "a converted figure in brackets is none",
    ),
    (
        "E-commerce giant Larkmoor was fined a record $ 2.77 billion by Chinese regulators.",
        [("fine", 2770000000, "USD")],
        "as printed",
    ),
    ("The law sets fines of up to 50mil yuan for such offences, Chinese regulators said.", [], "a maximum"),
    ("The firm, which raised $4.4 billion, was fined by the CAC.", [], "a deal's value"),
    ("Ireland's regulator fined the company 345 million euros.", [], "another country's"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_only_sums_imposed_are_penalties(text: str, expected: list[tuple[str, float, str]], why: str) -> None:
    assert [(p.kind, p.amount, p.currency) for p in record(text).penalties] == expected, why


def test_a_sum_on_each_is_one_record_for_each_target() -> None:
    text = "市场监管总局对上海栎岚科技有限公司、长沙汐禾信息技术有限公司各处50万元罚款。"
    made = record(text).penalties
    assert [p.amount for p in made] == [500000, 500000]
    assert len({p.target for p in made}) == 2


ONCE = [
    (
        "Guangdong market regulator fines retailer 300,000 yuan\n"
        "The market regulator of Guangdong has fined Ondura Retail 300,000 yuan for false prices.",
        1,
        "the title names no target",
    ),
    (
        "Ondura fined 2.5 billion yuan\nSAMR has fined e-commerce company Ondura Group 2.5 billion yuan.",
        1,
        "the title has the short name",
    ),
]


@pytest.mark.parametrize(("text", "count", "why"), ONCE)
def test_a_sum_in_title_and_text_is_one_penalty_with_both_quotes(text: str, count: int, why: str) -> None:
    made = record(text, title=text.split("\n")[0]).penalties
    assert len(made) == count, why
    assert [e.start is not None for e in made[0].evidence] == [True, True]
    assert made[0].target


def test_a_titles_sum_does_not_add_to_those_of_each_target() -> None:
    text = (
        "市场监管总局对两家企业各处50万元罚款\n"
        "市场监管总局对上海栎岚科技有限公司、长沙汐禾信息技术有限公司各处50万元罚款。"
    )
    made = record(text, title=text.split("\n")[0]).penalties
    assert [p.amount for p in made] == [500000, 500000]
    assert len({p.target for p in made}) == 2


def test_a_sum_in_dollars_that_says_a_fine_in_yuan_again_is_none() -> None:
    text = (
        "The Cyberspace Administration of China hit Larkmoor Ltd. with a US$1.2bil fine. "
        "The regulator fined Larkmoor Ltd. 8.026 billion yuan (S$1.6 billion) for illegally collecting user data."
    )
    assert [(p.amount, p.currency) for p in record(text).penalties] == [(8_026_000_000, "CNY")]
