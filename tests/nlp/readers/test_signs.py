"""Brackets get the width that the room around them tells."""

from __future__ import annotations

import pytest

from nlp.readers.signs import Sign, settled


def placed(text: str, bracket: float) -> list[Sign]:
    """Signs with their places, 20 units for a Han sign and `bracket` for a bracket."""
    signs, left = [], 0.0
    for sign in text:
        width = bracket if sign in "()（）" else 20.0
        signs.append((sign, left, left + width))
        left += width
    return signs


@pytest.mark.parametrize("read", ["云帆（深圳）科技", "云帆(深圳)科技", "云帆（深圳)科技"])
def test_brackets_are_as_wide_as_their_room(read: str) -> None:
    assert settled(read, placed(read, bracket=20)) == "云帆（深圳）科技"
    assert settled(read, placed(read, bracket=8)) == "云帆(深圳)科技"


def test_brackets_are_wide_beside_han_where_nothing_tells() -> None:
    assert settled("记账(极速版)", []) == "记账（极速版）"
    assert settled("5.7.0(277)", []) == "5.7.0(277)"


def test_an_o_between_v_and_a_point_is_a_nought() -> None:
    assert settled("VO.6.1", []) == "V0.6.1"
    assert settled("VOOV会议", []) == "VOOV会议"
