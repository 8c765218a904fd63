"""Wordings of violations: many to many, the umbrella apart, and what targets did apart from what rules say."""

from __future__ import annotations

import pytest

from nlp.components.problems import codes
from tests.nlp.items import record

WORDINGS = [
    ("违规收集个人信息", ["pi_illegal_collection"]),
    ("超范围收集个人信息", ["pi_excessive_collection"]),
    ("违规使用个人信息", ["pi_illegal_use"]),
    ("违法违规收集使用个人信息", ["pi_unspecified"]),
    ("违反必要原则，收集与其提供的服务无关的个人信息", ["pi_excessive_collection"]),
    ("未经用户同意收集使用个人信息", ["pi_no_consent"]),
    ("未经用户同意向他人提供个人信息", ["pi_shared_without_consent"]),
    ("未公开收集使用规则", ["pi_rules_undisclosed"]),
    ("未明示收集使用个人信息的目的、方式和范围", ["pi_purpose_unstated"]),
    ("未按法律规定提供删除或更正个人信息功能", ["pi_rights_denied"]),
    ("账号注销难", ["account_deletion_obstructed"]),
    ("APP强制、频繁、过度索取权限", ["permission_abuse"]),
    ("APP频繁自启动和关联启动", ["auto_start"]),
    ("欺骗误导强迫用户", ["deceptive_conduct"]),
    ("强制用户使用定向推送功能", ["forced_personalisation"]),
    ("应用分发平台上的APP信息明示不到位", ["store_info_incomplete"]),
    ("SDK信息公示不到位", ["sdk_info_undisclosed"]),
    ("信息窗口通过摇一摇等方式乱跳转", ["popup_harassment"]),
    ("違規收集個人信息", ["pi_illegal_collection"]),
    ("illegal collection of personal information", ["pi_illegal_collection"]),
    ("frequent and excessive requests for permissions", ["permission_abuse"]),
    ("天气晴好", []),
]


@pytest.mark.parametrize(("wording", "expected"), WORDINGS)
def test_each_wording_has_its_codes(wording: str, expected: list[str]) -> None:
    from nlp.view import view

    assert codes(view(wording)) == expected


PROSE: list[tuple[str, set[str], str]] = [
    (
        "经检测，“栎岚相册”App存在违规收集个人信息问题，工信部予以通报。",
        {"pi_illegal_collection"},
        "said of a target",
    ),
    ("工信部新规要求，平台不得超范围收集个人信息。", set(), "what a rule forbids"),
    ("网信办开展专项行动，重点整治超范围收集个人信息、过度索权等问题。", set(), "the scope of a check"),
    (
        "为防范国家数据安全风险，网络安全审查办公室对“栎岚出行”实施网络安全审查。",
        set(),
        "the purpose of a review",
    ),
    ("依据《App违法违规收集使用个人信息行为认定方法》，网信办公布了新规。", set(), "the title of a rule"),
    (
        "The MIIT said Quillpad Lite had illegally collected user information.",
        {"pi_illegal_collection"},
        "said of a target",
    ),
    (
        "In March the CAC issued a regulation prohibiting apps from collecting excessive personal data.",
        set(),
        "what a rule forbids",
    ),
    (
        "The rules by the CAC are designed to prevent the spread of illegal and harmful information.",
        set(),
        "a purpose",
    ),
    (
        "The market regulator fined Larkmoor over its purchase of a rival, which had not been reported for review.",
        {"unreported_merger"},
        "a purchase not reported",
    ),
    (
        "The NPC adopted the law. Personal data leaks must be reported without delay.",
        set(),
        "a standing duty",
    ),
    (
        "Ireland's Data Protection Commission fined the firm for collecting data without users' consent.",
        set(),
        "another country's",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), PROSE)
def test_only_what_targets_did_is_a_violation(text: str, expected: set[str], why: str) -> None:
    assert {v.code for v in record(text).violations} == expected, why


def test_the_umbrella_yields_to_an_exact_code_of_the_item() -> None:
    text = "关于2款App违法违规收集使用个人信息的通报\n经检测，“栎岚相册”App存在未公开收集使用规则问题，现予通报。"
    assert [v.code for v in record(text, title=text.split("\n")[0]).violations] == ["pi_rules_undisclosed"]
