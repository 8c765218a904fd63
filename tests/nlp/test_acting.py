"""Who did each act and when: authorities of the sentence, "the ministry" after a name, days that are told of an act."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

Told = list[tuple[str, str | None, str | None]]  # kind, regulator, day

CASES: list[tuple[str, Told]] = [
    (
        "On July 2, the Cyberspace Administration of China launched a cybersecurity review of Didi. "
        "The watchdog later ordered app stores to remove the Didi app.",
        [("cybersecurity_review", "CAC", "2024-07-02"), ("removal", "CAC", None)],
    ),
    (
        "The Ministry of Industry and Information Technology named three apps. "
        "Ondura Chat was fined 300,000 yuan by the Guangdong Communications Administration on July 3.",
        [("naming", "MIIT", None), ("fine", "CA-GD", "2024-07-03")],
    ),
    (
        "7月2日，国家网信办对“云杉相册”App启动网络安全审查。7月4日，国家网信办通知应用商店下架“云杉相册”App。",
        [("cybersecurity_review", "CAC", "2024-07-02"), ("removal", "CAC", "2024-07-04")],
    ),
    ("去年12月28日，工信部通报了“云杉相册”App。", [("naming", "MIIT", "2023-12-28")]),
    ("12月28日，工信部通报了“云杉相册”App。", [("naming", "MIIT", "2023-12-28")]),
    ("工信部通报“云杉相册”App，要求7月20日前完成整改。", [("naming", "MIIT", None), ("rectification_order", "MIIT", None)]),
    ("工信部、公安部联合通报了“云杉相册”App。", [("naming", "MIIT", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), CASES)
def test_an_act_has_the_authority_and_the_day_that_its_sentence_tells(text: str, told: Told) -> None:
    made = record(text, published="2024-07-10").actions
    assert [(act.kind, act.regulator, act.date) for act in made] == told


def test_a_plain_description_after_a_local_office_means_that_office() -> None:
    text = (
        "The market regulator of Guangdong province has fined Ondura Retail 300,000 yuan for false prices. "
        "The market regulator said the firm had corrected them."
    )
    made = record(text)
    assert (made.issuers, made.regulators) == (["AMR-GD"], ["AMR-GD"])
    alone = record(text.replace(" of Guangdong province", ""))
    assert alone.issuers == alone.regulators == ["SAMR"]


LISTS = [
    "The MIIT named three apps for collecting data illegally. The apps are: Lumiqa Pay, Ondura Chat and Verdo Maps.",
    "The MIIT has named three apps on Tuesday. They include Lumiqa Pay, Ondura Chat and Verdo Maps.",
    "工信部近日通报3款App。这3款App分别是“云杉相册”“栎岚记账”“汐禾出行”。",
]


@pytest.mark.parametrize("text", LISTS)
def test_apps_that_the_next_sentence_lists_are_the_targets_of_the_act(text: str) -> None:
    made = record(text)
    assert [(app.role, app.outcome) for app in made.apps] == [("target", "named")] * 3
    assert made.actions[0].kind == "naming" and made.actions[0].targets == [app.name for app in made.apps]
    calm = text.replace("for collecting data illegally", "on Tuesday").replace("通报3款", "谈到3款")
    quiet = record(calm.replace("named three apps", "spoke of three apps"))
    assert {app.role for app in quiet.apps} <= {"mentioned"}
