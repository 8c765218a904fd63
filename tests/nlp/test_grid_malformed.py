"""Rows that went wrong: each is refused or repaired with an issue, never stored as it is."""

from __future__ import annotations

import pytest

from nlp.rows import Row
from store.vocab import fold
from tests.nlp.tables import GOOD, HEADER, NEXT, codes, read_rows


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


# The 46 shapes of the shared list of malformed rows, in its order, each with made-up names: what a row holds and the
# issue that it must cost. Shapes that are no single row (twins of one app, a count that differs) have tests below.
SHAPES: list[tuple[str, tuple[str, ...], str]] = [
    ("attachment caption", ("附件1",), "row_refused"),
    ("attachment caption", ("附件2",), "row_refused"),
    ("category heading", ("APP强制、频繁、过度索取权限",), "row_refused"),
    ("report title", ("2019某地网民网络安全感满意度调查统计报告",), "row_refused"),
    ("report title", ("2023年度某省互联网发展报告",), "row_refused"),
    ("company name", ("上海栎图网络科技股份有限公司",), "row_refused"),
    ("version as app", ("1.1.3", "小栎洗车管理端"), "row_mended"),
    ("version as app", ("3.7.5",), "row_refused"),
    ("store and problem shifted", ("壹栎农业", "", "微信小程序", "违规收集个人信息"), "row_mended"),
    ("tail of a wrapped row", ("业版", "络科技有限公司"), "row_refused"),
    ("tail of a wrapped row", ("SDK", "技有限公司"), "row_refused"),
    ("tail of a wrapped row", ("Android SDK", "息技术有限公司"), "row_refused"),
    ("truncated developer", ("500栎 中国", "常州五百栎岚网络"), "row_refused"),
    ("truncated developer", ("Oakratone", "小栎创新(北京)科"), "row_refused"),
    ("stray rule of OCR, truncated developer", ("|惠栎生活", "湖南惠栎网络"), "row_refused"),
    ("column bleed", ("Oakmomo", "网络科技有限"), "row_refused"),
    ("column bleed", ("i栎诊-", "科技有限公司"), "row_refused"),
    ("column bleed", ("中栎旅行", "旅行服务有限"), "row_refused"),
    ("column bleed", ("东栎", "有限公司"), "row_refused"),
    ("Kangxi radicals", ("⽕⻰栎", "北京⾹栎慧语科 技有限责任公司"), "radicals_repaired"),
    (
        "radicals that NFKC leaves",
        ("栎iF⼝语训 练 - 学⽣ 版", "北京科⼤栎⻜教 育科技有限公司"),
        "radicals_repaired",
    ),
    ("space inside a name", ("栎体美化大 师", "济南晟栎源通信 息科技有限公司"), "spaces_closed"),
    ("space inside a name", ("Larva 爆 栎虫子- 12 星座系 列智能毛 绒玩具",), "spaces_closed"),
    ("space inside a Latin word", ("OakTower.a i", "深圳栎塔信息技 术有限公司"), "spaces_closed"),
    (
        "space inside a Latin word",
        ("OakCloudS DK-Android", "海栎致远数字 科技（上海）有 限公司"),
        "spaces_closed",
    ),
    ("short label of a developer", ("599 栎分", "伍玖玖栎体育"), "developer_label"),
    ("title of a letter", ("关于开展属地APP数据安全评估检测工作的函",), "row_refused"),
    ("category and deadline", ("实用工具", "2021年10月22日前完成整改"), "row_refused"),
    ("company name", ("新栎线集团(天长)运输有限公司",), "row_refused"),
    ("problem in the developer cell", ("富小栎", "使用个人信息的"), "row_refused"),
    ("tail of a wrapped row", ("小栎版", "技术有限公司"), "row_refused"),
    ("both truncated", ("审栎师准", "中大栎才（北京）"), "row_refused"),
    ("displaced bracket", ("天天栎场", "点点互栎（北京 科技有限公司）"), "cell_repaired"),
    (
        "company, store and filing number",
        ("杭州九栎网络技术有限公司", "VIVO应用商店", "", "", "浙ICP备00000009号-5A"),
        "row_refused",
    ),
    ("category and deadline", ("本地生活", "2021年10月22日前完成整改"), "row_refused"),
    ("title of an order", ("责令改正通知书",), "row_refused"),
    ("title of an order", ("责令整改通知书",), "row_refused"),
    ("section heading", ("（三）违规使用个人信息",), "row_refused"),
    ("section heading", ("（五）APP强制、频繁、过度索取权限",), "row_refused"),
    ("company name", ("黄栎市广播电视台",), "row_refused"),
    ("company name", ("阜栎市广播电视台",), "row_refused"),
    ("truncated app and developer", ("车栎界科", "北京车栎界文化"), "row_refused"),
]


@pytest.mark.parametrize(("shape", "cells", "code"), SHAPES)
def test_each_shape_of_a_malformed_row_is_refused_or_repaired(
    shape: str, cells: tuple[str, ...], code: str
) -> None:
    row, issues = read_one(*cells)
    assert code in issues, shape
    as_it_stood = (row.app, row.values.get("developer", "")) == (cells[0], cells[1] if len(cells) > 1 else "")
    assert row.refused == (code == "row_refused")
    assert not as_it_stood or code in ("developer_label", "row_mended")


TWINS = [
    ("示例 Android SDK", "示例 Android  SDK"),
    ("栎岚分 析 Android SDK", "栎岚分析 Android SDK"),
    ("閃蜂", "闪蜂"),
    ("ｅ栎源", "e栎源"),
]


@pytest.mark.parametrize(("one", "other"), TWINS)
def test_two_spellings_of_one_name_share_their_match_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_traditional_and_wide_names_are_kept_as_written() -> None:
    for name in ("閃蜂", "濰V", "ｅ栎源"):
        row, issues = read_one(name, "长沙汐禾信息技术有限公司", "豌豆荚", "2.0.1", "违规收集个人信息")
        assert (row.app, issues) == (name, set())


def test_a_person_as_developer_is_kept() -> None:
    row, issues = read_one("栎岚相册", "栎**(个人开发者）", "豌豆荚", "2.0.1", "违规收集个人信息")
    assert (row.values["developer"], issues) == ("栎**(个人开发者）", set())


def test_a_shifted_row_with_two_fitting_readings_is_refused() -> None:
    head = ["序号", "应用名称", "类型", "应用类别", "版本号"]
    good = ["1", "栎岚相册", "App", "拍摄美化", "1.2.3"]
    (found,) = read_rows([head, good, ["2", "1.1.3", "实用工具", "小栎洗车", ""]])
    assert [row.refused for row in found.rows] == [False, True]
