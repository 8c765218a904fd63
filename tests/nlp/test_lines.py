"""Lists of apps that stand one a line in running text."""

from __future__ import annotations

import time

import pytest

from store.records import Extraction
from tests.nlp.items import quotes_stand, record

HEAD = "江西省通信管理局关于2款APP的通报\n经检测，以下2款APP未完成整改，现予以公布。\n"
TAIL = "\n江西省通信管理局\n2024年5月6日\n"
ROWS = [
    ("栎岚相册", "杭州栎岚网络科技有限公司", "1.9.12", "栗子应用商店", "违规收集个人信息"),
    ("汐禾记账", "长沙汐禾信息技术有限公司", "1.0.5", "栗子应用商店", "账号注销难"),
]
CODES = [["pi_illegal_collection"], ["account_deletion_obstructed"]]
HEADINGS = ("应用名称", "运营者", "版本", "来源", "存在问题")
SHAPES = {
    "blanks between cells": "\n".join(" ".join((str(i), *row)) for i, row in enumerate(ROWS, 1)),
    "bars under a header": "\n".join("｜".join(row) for row in (HEADINGS, *ROWS)),
    "a box drawn with lines": "┌──┐\n" + "\n├──┤\n".join("│" + "│".join(row) + "│" for row in ROWS),
    "slashes": "\n".join("/".join(row) for row in (HEADINGS, *ROWS)),
    "commas": "\n".join(",".join((str(i), *row)) for i, row in enumerate(ROWS, 1)),
    "labels in a line": "\n".join(
        "；".join(f"{h}：{cell}" for h, cell in zip(HEADINGS, row, strict=True)) for row in ROWS
    ),
    "labels on lines of their own": "\n\n".join(
        "\n".join(f"{h}：{cell}" for h, cell in zip(HEADINGS, row, strict=True)) for row in ROWS
    ),
    "labels in brackets": "\n".join(
        "".join(f"【{h}】{cell}" for h, cell in zip(HEADINGS, row, strict=True)) for row in ROWS
    ),
    "a bracket behind the name": "\n".join(
        f"{i}．{app}（{firm}，{version}，{store}）：{wrong}；"
        for i, (app, firm, version, store, wrong) in enumerate(ROWS, 1)
    ),
    "all in one line": "；".join(
        f"{i}.{app}（{firm}，版本{version}，{store}）：{wrong}"
        for i, (app, firm, version, store, wrong) in enumerate(ROWS, 1)
    ),
    "the developer first": "\n".join(
        f"{i}、{firm}“{app}”（{version}，{store}），{wrong}。"
        for i, (app, firm, version, store, wrong) in enumerate(ROWS, 1)
    ),
    "a heading over each group": "一、违规收集个人信息（1款）\n栎岚相册（1.9.12，栗子应用商店，杭州栎岚网络科技有限公司）\n"
    "二、账号注销难（1款）\n汐禾记账（1.0.5，栗子应用商店，长沙汐禾信息技术有限公司）",
    "a version between name and bracket": "违规收集个人信息：栎岚相册 1.9.12（杭州栎岚网络科技有限公司，栗子应用商店）\n"
    "账号注销难：汐禾记账 1.0.5（长沙汐禾信息技术有限公司，栗子应用商店）",
    "a problem, a colon and the app": "1.违规收集个人信息。涉及1款："
    "栎岚相册（杭州栎岚网络科技有限公司，1.9.12，栗子应用商店）\n"
    "2.账号注销难。涉及1款：汐禾记账（长沙汐禾信息技术有限公司，1.0.5，栗子应用商店）",
}


def _told(made: Extraction) -> list[tuple[str | None, ...]]:
    return [(a.name, a.developer, a.version, a.store) for a in made.apps]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_list_gives_its_apps_with_all_that_is_said_of_each(shape: str) -> None:
    text = HEAD + SHAPES[shape] + TAIL
    made = record(text)
    assert _told(made) == [row[:4] for row in ROWS]
    assert [a.violations for a in made.apps] == CODES
    assert quotes_stand(text, made)


def test_bare_names_under_a_problem_count_only_as_many_as_are_stated() -> None:
    group = "一、违规收集个人信息\n　　栎岚相册、汐禾记账\n二、账号注销难\n　　汐禾记账\n"
    assert [a.name for a in record(HEAD + group + TAIL).apps] == ["栎岚相册", "汐禾记账"]
    assert [a.violations for a in record(HEAD + group + TAIL).apps] == [CODES[0], CODES[0] + CODES[1]]
    assert record(HEAD.replace("2款", "9款") + group + TAIL).apps == []


def test_a_line_below_an_app_adds_its_problem() -> None:
    text = "▲“栎岚相册”（版本：3.1；开发者：陆某（个人开发者））\n　　——违规收集个人信息。\n"
    text += "▲“汐禾记账”（版本：1.0.5）\n　　——账号注销难。"
    made = record(HEAD + text + TAIL)
    assert [a.violations for a in made.apps] == CODES
    assert made.apps[0].developer == "陆某"


def test_names_torn_by_a_carrier_are_put_together() -> None:
    text = "1 栎岚相 册 杭州栎岚网 络科技有限公司 2.1.0 违规收集个人 信息\n"
    text += "2 汐禾记账 长沙汐禾信息技术有限公 司 1.4 账号注销难"
    made = record(HEAD + text + TAIL)
    assert [a.name for a in made.apps] == ["栎岚相册", "汐禾记账"]
    assert [a.developer for a in made.apps] == ["杭州栎岚网络科技有限公司", "长沙汐禾信息技术有限公司"]
    assert [a.violations for a in made.apps] == CODES


@pytest.mark.parametrize(
    "text",
    [
        "1 杭州栎岚网络科技有限公司 罚款5万元\n2 长沙汐禾信息技术有限公司 罚款3万元",
        "一、违规收集个人信息\n江西省通信管理局\n2024年5月6日",
        "联系人：网络安全管理处，电话：0791-00000000\n地址：南昌市某路1号，邮编：330000",
        "《个人信息保护法》，2021年11月1日施行，违规收集个人信息的予以处罚。\n《电信条例》，违规收集个人信息。",
    ],
)
def test_lines_that_list_no_apps_give_none(text: str) -> None:
    assert record("江西省通信管理局关于APP的通报\n" + text + TAIL).apps == []


def test_long_texts_are_read_in_time_linear_in_their_length() -> None:
    def seconds(times: int) -> float:
        text = HEAD + (SHAPES["all in one line"] + "，“栎岚相册”由" * 20 + "\n") * times
        begun = time.perf_counter()
        record(text)
        return time.perf_counter() - begun

    seconds(5)
    assert seconds(80) < 12 * seconds(20) + 0.5


def test_a_cell_of_no_known_shape_beside_the_details_is_the_store() -> None:
    rows = "1 栎岚相册 杭州栎岚网络科技有限公司 2.1.0 青竹软件园 违规收集个人信息\n"
    rows += "2 汐禾记账 长沙汐禾信息技术有限公司 1.4 厦门 账号注销难"
    assert [a.store for a in record(HEAD + rows + TAIL).apps] == ["青竹软件园", None]
