"""Lists in running text: 《名》（版本x，来源） under headings that say the problem."""

from __future__ import annotations

import pytest

from nlp.grid import lists
from nlp.rows import AppList
from store.records import Reading

NOTICE = """检测发现5款移动应用存在问题。依据《网络安全法》《个人信息保护法》和《某项检测报告》，现通报如下。
1、未公开收集使用规则。涉及2款App如下：
《示例相册》(版本5.7.0(277)，小米应用商店)、《示例书法》（版本1.1.1，360手机助手）。
2、未提供注销账号功能。涉及4款App如下：
《示例相册》(版本5.7.0(277)，小米应用商店)、《示例点餐》(微信小程序)、《示例导航》(版本V3.9.3.2,vivo应用商店)、《示例旧版》(版本2.3.5)。
特此通报。"""


def read(text: str) -> AppList:
    (found,) = lists([Reading(file="", media_type="text/plain", text=text)])
    return found


def test_an_app_under_several_problems_is_one_row_with_all_of_them() -> None:
    rows = read(NOTICE).rows
    assert [row.app for row in rows] == ["示例相册", "示例书法", "示例点餐", "示例导航", "示例旧版"]
    assert [p.text for p in rows[0].problems] == ["未公开收集使用规则", "未提供注销账号功能"]
    assert [p.text for p in rows[1].problems] == ["未公开收集使用规则"]


def test_brackets_give_version_and_store_with_brackets_inside_and_parts_missing() -> None:
    values = {row.app: row.values for row in read(NOTICE).rows}
    assert values["示例相册"] == {"app": "示例相册", "version": "5.7.0(277)", "store": "小米应用商店"}
    assert values["示例点餐"] == {"app": "示例点餐", "store": "微信小程序"}
    assert values["示例旧版"] == {"app": "示例旧版", "version": "2.3.5"}


def test_every_value_and_problem_stands_where_its_span_says() -> None:
    for row in read(NOTICE).rows:
        for role, (start, end) in row.spans.items():
            assert NOTICE[start:end] == row.values[role]
        for problem in row.problems:
            assert problem.span
            assert NOTICE[slice(*problem.span)] == problem.text


def test_titles_of_laws_and_reports_are_no_apps() -> None:
    text = (
        "1、未公开收集使用规则。涉及2款App如下：《某某管理办法》、《读法》（版本1.0，应用宝）、《示例点餐》"
    )
    assert [row.app for row in read(text).rows] == ["读法", "示例点餐"]
    assert (
        lists(
            [Reading(file="", media_type="text/plain", text="依据《网络安全法》《某项报告》（2019年）通报。")]
        )
        == []
    )


def test_a_section_that_states_another_count_is_an_issue() -> None:
    (issue,) = read("1、未公开收集使用规则。涉及3款App如下：《示例点餐》（版本1.0，应用宝）。").issues
    assert issue.code == "count_differs"


def test_a_list_without_problems_is_read_too() -> None:
    rows = read(
        "下列应用：《示例甲》（版本1.0，应用宝）、《示例乙》（版本号：2.0；来源：豌豆荚）存在问题。"
    ).rows
    assert [row.values for row in rows] == [
        {"app": "示例甲", "version": "1.0", "store": "应用宝"},
        {"app": "示例乙", "version": "2.0", "store": "豌豆荚"},
    ]


def test_square_brackets_slashes_and_a_bracket_of_another_kind_at_the_end_are_read() -> None:
    rows = read(
        "1、未提供注销功能。涉及3款App如下：《示例甲》【版本1.0，应用宝】、《示例乙》(v2.3.5,vivo应用商店]、"
        "《示例丙》（版本1.0.0/豌豆荚）。"
    ).rows
    assert [(row.values["version"], row.values["store"]) for row in rows] == [
        ("1.0", "应用宝"),
        ("v2.3.5", "vivo应用商店"),
        ("1.0.0", "豌豆荚"),
    ]


def test_a_count_behind_the_names_is_checked_too() -> None:
    text = (
        "一是违规收集个人信息。涉及《示例甲》（1.0，应用宝）、《示例乙》（2.0，豌豆荚）等2款App。\n"
        "二是账号注销难。涉及《示例丙》（3.0，应用宝）等5款App。"
    )
    found = read(text)
    assert [[p.text for p in row.problems] for row in found.rows] == [
        ["违规收集个人信息"],
        ["违规收集个人信息"],
        ["账号注销难"],
    ]
    assert [issue.where for issue in found.issues] == ["账号注销难"]


def test_a_law_without_a_bracket_in_a_list_is_no_app() -> None:
    rows = read(
        "1、未公开收集使用规则。涉及1款App如下：《示例甲》（版本1.0，应用宝）、《个人信息保护法》。"
    ).rows
    assert [row.app for row in rows] == ["示例甲"]


PLAIN = [
    (
        "检测发现3款App存在问题，具体如下：栎岚相册、汐禾记账、杉町日历。",
        ["栎岚相册", "汐禾记账", "杉町日历"],
    ),
    ("2款应用分别为栎岚相册和汐禾记账，现予以下架。", ["栎岚相册", "汐禾记账"]),
    (
        "以下2款App存在问题：\n1.栎岚相册（杭州栎岚网络科技有限公司）\n2.汐禾记账（个人开发者）\n请整改。",
        ["栎岚相册", "汐禾记账"],
    ),
]


@pytest.mark.parametrize(("text", "names"), PLAIN)
def test_names_without_marks_are_read_where_their_number_is_the_stated_one(
    text: str, names: list[str]
) -> None:
    found = read(text)
    assert [row.app for row in found.rows] == names
    assert all(text[slice(*row.spans["app"])] == row.app for row in found.rows)


def test_what_announces_names_without_marks_says_their_problem() -> None:
    text = "检测发现2款App存在违规收集个人信息行为，具体如下：栎岚相册、汐禾记账。"
    for row in read(text).rows:
        assert [(p.text, p.span and text[slice(*p.span)]) for p in row.problems] == [
            ("违规收集个人信息",) * 2
        ]


@pytest.mark.parametrize(
    "text",
    [
        "检测发现4款App存在问题，具体如下：栎岚相册、汐禾记账、杉町日历。",
        "检查了3个方面，包括：收集、使用、存储。",
        "2款App的问题包括违规收集个人信息、账号注销难。",
        "以下3款App存在问题：\n1.栎岚相册\n2.汐禾记账\n请整改。",
    ],
)
def test_words_in_another_number_than_stated_make_no_list(text: str) -> None:
    assert lists([Reading(file="", media_type="text/plain", text=text)]) == []


def test_a_firm_before_the_name_or_behind_its_bracket_is_the_developer() -> None:
    text = (
        "江西省通信管理局通报。杭州栎岚网络科技有限公司运营的《栎岚相册》（版本1.2，来源：栗子应用商店）违规收集个人信息。\n"
        "《汐禾记账》（版本3.1，来源：栗子应用商店），长沙汐禾信息技术有限公司，账号注销难。\n"
    )
    rows = read(text).apps
    assert [(row.app, row.values.get("developer")) for row in rows] == [
        ("栎岚相册", "杭州栎岚网络科技有限公司"),
        ("汐禾记账", "长沙汐禾信息技术有限公司"),
    ]
