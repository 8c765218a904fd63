"""Rows that went wrong: each is refused or repaired with an issue, never stored as it is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from nlp.rows import Row
from tests.nlp.tables import GOOD, HEADER, NEXT, codes, read_rows

FACTS = Path(__file__).resolve().parents[3] / "shared" / "facts" / "malformed.tsv"
NOT_ONE_ROW = ("individual developer", "same app, two", "two spellings", "wrong n", "traditional/full-width")


def read_one(*cells: str) -> tuple[Row, set[str]]:
    """The row of these cells (without 序号) between two good ones, and the list's issues."""
    row = ["2", *cells, *[""] * (5 - len(cells))]
    (found,) = read_rows([HEADER, GOOD, row, NEXT])
    assert [found.rows[0].app, found.rows[-1].app] == ["栎岚相册", "汐禾记账"]
    return found.rows[1], codes(found)


REFUSED = [
    ("附件1",),
    ("APP强制、频繁、过度索取权限",),
    ("2019全国某项满意度调查统计报告",),
    ("关于开展某项检测工作的函",),
    ("责令改正通知书",),
    ("上海栎岚网络科技股份有限公司",),
    ("某某山市广播电视台",),
    ("3.7.5",),
    ("业版", "络科技有限公司"),
    ("SDK", "技有限公司"),
    ("栎岚中国", "常州五千像素网络"),
    ("Libra", "小禾创新(北京)科"),
    ("栎岚旅行", "旅行服务有限"),
    ("富小岚", "使用个人信息的"),
    ("审计师准", "中大英岚（北京）"),
    ("实用工具", "2021年10月22日前完成整改"),
    ("杭州栎岚网络技术有限公司", "VIVO应用商店", "", "", "浙ICP备16000000号-5A"),
]


@pytest.mark.parametrize("cells", REFUSED)
def test_rows_without_one_fitting_reading_are_refused(cells: tuple[str, ...]) -> None:
    row, issues = read_one(*cells)
    assert row.refused
    assert row.app == ""
    assert "row_refused" in issues
    assert row.raw[1] == cells[0]


MENDED = [
    (("1.1.3", "小栎洗车管理端"), {"app": "小栎洗车管理端", "version": "1.1.3"}),
    (
        ("壹栎农业", "宁夏壹栎农业科技有限公司", "微信小程序", "违规收集个人信息", ""),
        {"app": "壹栎农业", "store": "微信小程序", "problems": "违规收集个人信息"},
    ),
    (
        ("杭州栎岚网络科技有限公司", "栎岚相册", "应用宝", "1.2", "账号注销难"),
        {"app": "栎岚相册", "developer": "杭州栎岚网络科技有限公司"},
    ),
]


@pytest.mark.parametrize(("cells", "values"), MENDED)
def test_shifted_rows_with_one_fitting_reading_are_mended(
    cells: tuple[str, ...], values: dict[str, str]
) -> None:
    row, issues = read_one(*cells)
    assert {role: row.values.get(role) for role in values} == values
    assert "row_mended" in issues


def test_small_signs_are_put_right() -> None:
    row, issues = read_one("|惠岚生活", "点点互禾（北京 科技有限公司）")
    assert (row.app, row.values["developer"]) == ("惠岚生活", "点点互禾（北京）科技有限公司")
    assert "cell_repaired" in issues


@pytest.mark.parametrize("app", ["读法", "12306", "某某银行", "小米应用商店", "本地生活", "权限管家", "2048"])
def test_odd_names_with_a_whole_row_behind_them_are_apps(app: str) -> None:
    row, issues = read_one(app, "长沙汐禾信息技术有限公司", "豌豆荚", "2.0.1", "违规收集个人信息")
    assert row.app == app
    assert not issues


def _facts() -> list[tuple[str, str, str]]:
    if not FACTS.exists():
        return []
    with FACTS.open(encoding="utf-8") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [(row[0], row[1], row[2]) for row in rows if len(row) > 2 and not row[0].startswith(NOT_ONE_ROW)]


@pytest.mark.skipif(not FACTS.exists(), reason="the shared facts are not beside this checkout")
@pytest.mark.parametrize(("kind", "app", "developer"), _facts())
def test_each_malformed_row_met_in_the_wild_is_refused_or_repaired(
    kind: str, app: str, developer: str
) -> None:
    if kind == "column shift: store/problem":
        row, issues = read_one(app, developer, "微信小程序", "违规收集个人信息")
    else:
        row, issues = read_one(app, developer)
    assert issues & {
        "row_refused",
        "row_mended",
        "cell_repaired",
        "radicals_repaired",
        "spaces_closed",
        "developer_label",
    }
    unchanged = (row.app, row.values.get("developer", "")) == (app, developer)
    assert row.refused or not unchanged or issues & {"developer_label", "row_mended"}


def test_a_shifted_row_with_two_fitting_readings_is_refused() -> None:
    head = ["序号", "应用名称", "类型", "应用类别", "版本号"]
    good = ["1", "栎岚相册", "App", "拍摄美化", "1.2.3"]
    (found,) = read_rows([head, good, ["2", "1.1.3", "实用工具", "小栎洗车", ""]])
    assert [row.refused for row in found.rows] == [False, True]
