"""What recognition gets wrong in the same way again and again: put right, and nothing else touched."""

from __future__ import annotations

import pytest

from nlp.grid import lists
from nlp.readers.misread import righted
from nlp.rows import AppList
from store.records import Reading
from tests.nlp.tables import GOOD, HEADER, codes, table


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("1.2.3_bui1d2608101", "1.2.3_build2608101"),
        ("1.2.3_bui\nId2608101", "1.2.3_build2608101"),
        ("1.2.3-\nrel ease", "1.2.3-\nrelease"),
        ("4.0.1_a1pha", "4.0.1_alpha"),
        ("20260416\n0 2", "20260416\n02"),
        ("杭州栎岚有限责往\n公司", "杭州栎岚有限责任\n公司"),
        ("岩阁（HD)", "岩阁(HD)"),
        ("岩阁(HD）", "岩阁(HD)"),
        ("粵ICP备20260001号-1A", "粤ICP备20260001号-1A"),
        ("账号注销难：违规使用个人信息", "账号注销难；违规使用个人信息"),
        (
            "账号注销难：违规使用\n个人信息；欺骗误导强迫用户",
            "账号注销难；违规使用\n个人信息；欺骗误导强迫用户",
        ),
    ],
)
def test_a_word_that_can_be_nothing_else_is_put_right(read: str, printed: str) -> None:
    assert righted(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "1.2.3_Build2608101",
        "1.0 beta",
        "v2.1-Release",
        "Buildmate",
        "杭州栎岚有限责任公司",
        "粵语学堂",
        "2026 年 4 月",
        "12 3",
        "栎岚：汐禾传奇",
        "账号注销难：找不到入口",
    ],
)
def test_what_may_be_meant_so_stays(text: str) -> None:
    assert righted(text) == text


def read_store(name: str, confidence: float | None) -> AppList:
    made = table([HEADER, [*GOOD[:3], name, *GOOD[4:]]])
    cells = [cell.model_copy(update={"confidence": confidence}) for cell in made.cells]
    picture = made.model_copy(update={"cells": cells})
    (found,) = lists([Reading(file="list", media_type="image/png", text="", tables=[picture])])
    return found


def test_a_store_with_one_sign_misread_is_spelt_as_it_is_with_an_issue() -> None:
    found = read_store("豌豆英", 0.9)
    assert found.apps[0].values["store"] == "豌豆荚"
    assert found.apps[0].cells["store"].text == "豌豆英"
    assert "cell_repaired" in codes(found) & {issue.code for issue in found.apps[0].issues}


@pytest.mark.parametrize(("name", "confidence"), [("豌豆英", None), ("酷玩", 0.9), ("萤砂商城", 0.9)])
def test_a_store_that_was_printed_so_or_is_not_known_stays(name: str, confidence: float | None) -> None:
    assert read_store(name, confidence).apps[0].values["store"] == name
