"""Columns headed 类型, 类别 and the like: whether they hold kinds of product or kinds of service."""

from __future__ import annotations

import pytest

from nlp.rows import AppList
from tests.nlp.tables import read_rows

FIRMS = ["杭州栎岚网络科技有限公司", "长沙汐禾信息技术有限公司", "青岛萤砂软件有限公司"]
NAMES = ["栎岚相册", "汐禾记账", "萤砂地图"]


def read(heading: str, texts: list[str], *more: list[list[str]]) -> AppList:
    head = ["序号", "应用名称", heading, "运营者", "所涉问题"]
    body = [[str(i + 1), NAMES[i], text, FIRMS[i], "违规收集个人信息"] for i, text in enumerate(texts)]
    (found,) = read_rows([head, *body], *([head, *rows] for rows in more))
    return found


def under(found: AppList, role: str) -> list[str]:
    return [row.values.get(role, "") for row in found.apps]


@pytest.mark.parametrize("heading", ["类型", "应用类型", "类别", "应用类别", "分类", "行业类型"])
def test_kinds_of_service_are_categories_whatever_the_heading(heading: str) -> None:
    found = read(heading, ["网络支付", "在线影音", "App开发平台"])
    assert under(found, "category") == ["网络支付", "在线影音", "App开发平台"]
    assert found.headings["category"] == heading and "kind" not in found.headings
    assert found.apps[0].cells["category"].text == "网络支付"


@pytest.mark.parametrize("heading", ["类型", "应用类别", "分类"])
def test_kinds_of_product_are_kinds_whatever_the_heading(heading: str) -> None:
    found = read(heading, ["APP（安卓）", "SDK", "微信小程序"])
    assert under(found, "kind") == ["APP（安卓）", "SDK", "微信小程序"]
    assert under(found, "category") == ["", "", ""]


def test_where_cells_are_as_often_one_as_the_other_the_heading_stands() -> None:
    assert under(read("类型", ["网络支付", "SDK"]), "kind") == ["网络支付", "SDK"]
    assert under(read("应用类别", ["网络支付", "SDK"]), "category") == ["网络支付", "SDK"]


def test_a_list_that_names_both_keeps_both() -> None:
    head = ["序号", "应用名称", "类型", "应用类别", "运营者"]
    (found,) = read_rows([head, ["1", NAMES[0], "网络支付", "APP", FIRMS[0]]])
    assert (found.apps[0].values["kind"], found.apps[0].values["category"]) == ("网络支付", "APP")


def test_a_merged_kind_of_service_counts_for_each_row_and_a_list_over_two_tables_stays_one() -> None:
    found = read("类型", ["网络支付", "^"], [["3", NAMES[2], "地图导航", FIRMS[2], "违规收集个人信息"]])
    assert under(found, "category") == ["网络支付", "网络支付", "地图导航"]


def test_a_kind_of_service_that_a_page_end_tears_is_joined() -> None:
    head = ["序号", "应用名称", "类型", "运营者", "所涉问题"]
    rows = [["1", NAMES[0], "邮件快件", FIRMS[0], "违规收集个人信息"], ["", "", "寄递", "", ""]]
    (found,) = read_rows([head, *rows])
    assert under(found, "category") == ["邮件快件寄递"]


def test_a_column_without_a_single_text_changes_nothing() -> None:
    found = read("类型", ["", ""])
    assert found.headings["kind"] == "类型"
