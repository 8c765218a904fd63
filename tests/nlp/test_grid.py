"""Tables into lists of apps: headers, merged and torn rows, several lists."""

from __future__ import annotations

import pytest

from nlp.problems import split_problems
from nlp.rows import AppList
from tests.nlp.tables import GOOD, HEADER, NEXT, codes, read_rows


def apps(app_list: AppList) -> list[tuple[str, list[str]]]:
    return [(row.app, [p.text for p in row.problems]) for row in app_list.apps]


def test_a_plain_list_gives_each_row_its_values_and_cells() -> None:
    (found,) = read_rows([HEADER, GOOD])
    (row,) = found.rows
    assert row.values == dict(
        zip(["number", "app", "developer", "store", "version", "problems"], GOOD, strict=True)
    )
    assert (row.cells["developer"].row, row.cells["developer"].col, row.table) == (2, 3, 0)
    assert found.issues == []


def test_titles_captions_notes_totals_and_repeated_headers_are_no_rows() -> None:
    title, total, note = (
        ["存在问题的应用名单", *"<<<<<"],
        ["合计", "2", "", "", "", ""],
        ["注：排名不分先后", *"<<<<<"],
    )
    (found,) = read_rows([title, HEADER, GOOD, HEADER, [*"2", *NEXT[1:]], total, note])
    assert [row.app for row in found.rows] == ["栎岚相册", "汐禾记账"]
    assert found.caption == "存在问题的应用名单"


def test_a_table_without_header_goes_on_with_the_one_before() -> None:
    (found,) = read_rows([HEADER, GOOD], [["2", *NEXT[1:]]])
    assert [(row.number, row.app, row.table) for row in found.rows] == [
        (1, "栎岚相册", 0),
        (2, "汐禾记账", 1),
    ]


def test_two_headers_that_both_count_from_one_are_two_lists() -> None:
    sdk = ["序号", "SDK名称", "SDK开发者", "SDK版本", "来源", "问题项"]
    first, second = read_rows(
        [HEADER, GOOD],
        [sdk, ["1", "汐禾推送SDK", "长沙汐禾信息技术有限公司", "3.0.1", "官网", "违规收集个人信息"]],
    )
    assert first.rows[0].app == "栎岚相册"
    assert second.rows[0].values["version"] == "3.0.1"


def test_merged_cells_and_rows_without_number_are_further_problems_of_the_app_above() -> None:
    merged = [*"^^^^^", "账号注销难"]
    bare = ["", "", "", "", "", "违规使用个人信息"]
    (found,) = read_rows([HEADER, GOOD, merged, bare])
    assert apps(found) == [("栎岚相册", ["违规收集个人信息", "账号注销难", "违规使用个人信息"])]


def test_the_same_number_and_app_again_is_a_further_problem() -> None:
    (found,) = read_rows([HEADER, GOOD, [*GOOD[:5], "账号注销难"]])
    assert apps(found) == [("栎岚相册", ["违规收集个人信息", "账号注销难"])]


def test_a_row_torn_by_the_page_end_is_joined_with_an_issue() -> None:
    top = ["1", "审计师准", "中大英岚（北京）网", "豌豆荚", "3.1", "APP强制、频繁、过"]
    rest = ["", "题库", "络教育科技有限公司", "", "", "度索取权限"]
    (found,) = read_rows([HEADER, top, rest], media_type="application/pdf")
    assert apps(found) == [("审计师准题库", ["APP强制、频繁、过度索取权限"])]
    assert found.rows[0].values["developer"] == "中大英岚（北京）网络教育科技有限公司"
    assert "row_joined" in codes(found)


def test_heading_rows_over_all_columns_give_their_problem_where_no_column_does() -> None:
    head = ["序号", "App名称", "开发者", "版本号"]
    rows = [
        head,
        ["（三）违规使用个人信息", *"<<<"],
        ["1", "栎岚相册", GOOD[2], "1.2"],
        ["（四）账号注销难", *"<<<"],
        ["2", "汐禾记账", NEXT[2], "2.0"],
    ]
    (found,) = read_rows(rows)
    assert apps(found) == [("栎岚相册", ["违规使用个人信息"]), ("汐禾记账", ["账号注销难"])]
    assert found.rows[1].section == "（四）账号注销难"


def test_stores_and_versions_under_each_others_heading_change_places() -> None:
    head = [*HEADER[:3], HEADER[4], HEADER[3], HEADER[5]]
    (found,) = read_rows([head, GOOD, ["2", *NEXT[1:]]])
    assert (found.rows[0].values["store"], found.rows[0].values["version"]) == ("应用宝", "1.2.3")
    assert "columns_swapped" in codes(found)


def test_a_gap_in_the_numbers_and_an_unknown_heading_are_issues() -> None:
    (found,) = read_rows([[*HEADER, "星座"], [*GOOD, "x"], [*NEXT, "y"]])
    assert codes(found) == {"number_gap", "unknown_heading"}


def test_a_header_of_two_rows_takes_the_lower_headings() -> None:
    upper = ["序号", "应用信息", "<", "<", "所涉问题"]
    lower = ["^", "应用名称", "开发者", "版本号", "^"]
    (found,) = read_rows([upper, lower, ["1", "栎岚相册", GOOD[2], "1.2", GOOD[5]]])
    assert found.rows[0].values["version"] == "1.2"


def test_tables_that_list_no_apps_give_no_list() -> None:
    assert (
        read_rows(
            [["姓名", "电话"], ["张某", "010"]], [["序号", "企业名称", "地址"], ["1", GOOD[2], "某路1号"]]
        )
        == []
    )


def test_a_list_without_any_header_is_told_by_its_cells_with_an_issue() -> None:
    (found,) = read_rows([GOOD, ["2", *NEXT[1:]]])
    assert [row.app for row in found.rows] == ["栎岚相册", "汐禾记账"]
    assert "no_header" in codes(found)


def test_developer_before_app_and_filing_and_region_columns_are_known() -> None:
    head = ["序号", "运营者", "APP名称", "属地", "APP备案号", "问题类型"]
    (found,) = read_rows([head, ["1", GOOD[2], "栎岚相册", "杭州", "浙ICP备20001234号-5A", GOOD[5]]])
    assert found.rows[0].values["filing_number"] == "浙ICP备20001234号-5A"
    assert (found.rows[0].app, found.rows[0].values["region"]) == ("栎岚相册", "杭州")


def test_columns_side_by_side_are_one_list_in_the_order_of_their_numbers() -> None:
    half = ["序号", "应用名称", "开发者"]
    rows = [
        [*half, *half],
        ["1", "栎岚相册", GOOD[2], "3", "杉町日历", NEXT[2]],
        ["2", "汐禾记账", NEXT[2], "", "", ""],
    ]
    (found,) = read_rows(rows)
    assert [(row.app, row.cells["app"].col) for row in found.rows] == [
        ("栎岚相册", 2),
        ("汐禾记账", 2),
        ("杉町日历", 5),
    ]
    assert found.issues == []


def test_columns_side_by_side_may_have_a_blank_one_between() -> None:
    head = ["序号", "应用名称", "应用开发者"]
    rows = [
        [*head, "", *head],
        ["1", "栎岚甲", "杭州栎岚甲科技有限公司", "", "3", "栎岚丙", "杭州栎岚丙科技有限公司"],
        ["2", "栎岚乙", "杭州栎岚乙科技有限公司", "", "4", "栎岚丁", "杭州栎岚丁科技有限公司"],
    ]
    (found,) = read_rows(rows)
    assert [row.app for row in found.apps] == ["栎岚甲", "栎岚乙", "栎岚丙", "栎岚丁"]
    assert found.issues == []


def test_a_table_with_its_headings_in_the_first_column_is_read_to_the_right() -> None:
    rows = [
        ["应用名称", "栎岚相册", "汐禾记账"],
        ["开发者", GOOD[2], NEXT[2]],
        ["所涉问题", GOOD[5], NEXT[5]],
    ]
    (found,) = read_rows(rows)
    assert apps(found) == [("栎岚相册", [GOOD[5]]), ("汐禾记账", [NEXT[5]])]
    assert (found.rows[1].cells["app"].row, found.rows[1].cells["app"].col) == (1, 3)


def test_one_number_before_two_apps_is_an_issue() -> None:
    (found,) = read_rows([HEADER, GOOD, ["1", *NEXT[1:]]])
    assert codes(found) == {"number_twice"}


def test_a_problem_that_begins_the_next_page_belongs_to_the_last_app_of_the_page_before() -> None:
    (found,) = read_rows([HEADER, GOOD], [["", "", "", "", "", "账号注销难"], ["2", *NEXT[1:]]])
    assert apps(found)[0] == ("栎岚相册", ["违规收集个人信息", "账号注销难"])
    assert [p.table for p in found.rows[0].problems] == [None, 1]


def test_a_row_torn_between_two_pages_is_joined_and_not_refused() -> None:
    top, rest = ["1", "审计师准", "中大英岚（北京）"], ["", "题库", "网络教育科技有限公司"]
    (found,) = read_rows([["序号", "应用名称", "开发者"], top], [rest], media_type="application/pdf")
    assert [(row.app, row.values["developer"]) for row in found.rows] == [
        ("审计师准题库", "中大英岚（北京）网络教育科技有限公司")
    ]


def test_a_table_without_header_that_fits_no_list_is_an_issue_with_its_cells() -> None:
    (found,) = read_rows([HEADER, GOOD], [["2", *NEXT[1:4]]])
    (issue,) = found.issues
    assert (issue.code, issue.raw) == ("table_not_read", ["2", *NEXT[1:4]])


def test_two_columns_of_problems_are_both_read() -> None:
    (found,) = read_rows(
        [["序号", "应用名称", "问题类型", "问题描述"], ["1", "栎岚相册", "账号注销难", "违规收集个人信息"]]
    )
    assert apps(found) == [("栎岚相册", ["账号注销难", "违规收集个人信息"])]


NUMBERED = [
    "①违规收集个人信息②账号注销难",
    "（1）违规收集个人信息（2）账号注销难",
    "1.违规收集个人信息2.账号注销难",
    "1、违规收集个人信息；\n2、账号注销难。",
    "一是违规收集个人信息；二是账号注销难",
    "违规收集个人信息、账号注销难",
]


@pytest.mark.parametrize("cell", NUMBERED)
def test_problems_in_one_cell_are_split_however_they_are_counted(cell: str) -> None:
    (found,) = read_rows([HEADER, [*GOOD[:5], cell]])
    assert apps(found) == [("栎岚相册", ["违规收集个人信息", "账号注销难"])]


@pytest.mark.parametrize(
    "cell",
    [
        "信息窗口乱跳转、违规收集个人信息",
        "信息窗口乱\n跳转\n违规收集个人信息",
        "信息窗口乱跳转\n违规收集个\n人信息",
    ],
)
def test_a_problem_in_words_of_its_own_is_split_from_the_next(cell: str) -> None:
    assert split_problems(cell, soft=True) == ["信息窗口乱跳转", "违规收集个人信息"]


@pytest.mark.parametrize("cell", ["APP强制、频\n繁、过度索取权限", "APP\n强制、频繁、过度\n索取权限"])
def test_a_wrapped_wording_stays_whole(cell: str) -> None:
    assert split_problems("违规使用个人信息\n" + cell, soft=True) == [
        "违规使用个人信息",
        "APP强制、频繁、过度索取权限",
    ]


def test_numbers_of_articles_and_versions_do_not_split_a_problem() -> None:
    cell = "违反《某法》第13条第2款，在5.0版本中违规收集个人信息"
    (found,) = read_rows([HEADER, [*GOOD[:5], cell]])
    assert apps(found) == [("栎岚相册", [cell])]


def test_a_column_without_a_heading_is_told_by_its_cells_with_an_issue() -> None:
    (found,) = read_rows([[*HEADER[:5], ""], GOOD, NEXT])
    assert apps(found) == [("栎岚相册", ["违规收集个人信息"]), ("汐禾记账", ["违规使用个人信息"])]
    assert "no_heading" in codes(found)


def test_stores_may_stand_under_a_bare_platform() -> None:
    rows = [
        ["序号", "小程序名称", "主体名称", "平台"],
        ["1", "栎岚", GOOD[2], "微信小程序"],
        ["2", "汐禾", NEXT[2], "支付宝小程序"],
    ]
    (found,) = read_rows(rows)
    assert [row.values["store"] for row in found.apps] == ["微信小程序", "支付宝小程序"]
    other = [[*rows[0][:3], "平台"], [*rows[1][:3], "Android"], [*rows[2][:3], "iOS"]]
    assert "store" not in read_rows(other)[0].apps[0].values


def test_the_legal_form_in_brackets_behind_a_firm_does_not_cut_its_name_short() -> None:
    (found,) = read_rows([HEADER, [*GOOD[:2], "济南栎岚科技工作室（个体工商户）", *GOOD[3:]]])
    assert [row.values["developer"] for row in found.apps] == ["济南栎岚科技工作室（个体工商户）"]


def test_english_headings_are_known() -> None:
    head = ["No.", "App name", "Developer", "Version", "Issues"]
    row = [
        "1",
        "Oakridge Notes",
        "Oakridge Technology Co., Ltd.",
        "1.2.3",
        "Excessive permissions; no deletion",
    ]
    (found,) = read_rows([head, row])
    assert (found.rows[0].values["developer"], found.issues) == (row[2], [])
    assert apps(found) == [("Oakridge Notes", ["Excessive permissions", "no deletion"])]
