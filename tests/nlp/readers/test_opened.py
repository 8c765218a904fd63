"""Open tables of pictures: headers over several lines, rows by their numbers, cuts between words."""

from __future__ import annotations

import numpy as np

from nlp.readers.bands import row_cuts
from nlp.readers.gaps import untangled
from nlp.readers.heads import find_heads
from nlp.readers.opened import under_head
from nlp.readers.rules import Bar, find_bars
from nlp.readers.signs import settled
from nlp.readers.words import Word


def word(text: str, x: float, y: float, height: float = 20) -> Word:
    return Word(text, x, y, x + 18 * len(text), y + height)


def test_a_header_broken_over_two_lines_is_one_header() -> None:
    top = [word("序", 10, 0), word("应用", 60, 0), word("应用", 160, 0), word("所涉", 260, 0)]
    low = [word("号", 10, 22), word("名称", 60, 22), word("版本", 160, 22), word("问题", 260, 22)]
    row = [word("1", 10, 60), word("云帆记账", 60, 60), word("1.2.0", 160, 60), word("账号注销难", 260, 60)]
    (head,) = find_heads([*top, *low, *row])
    assert [cell.text for cell in head.cells] == ["序号", "应用名称", "应用版本", "所涉问题"]


def test_a_row_of_values_is_no_header() -> None:
    values = ["2", "App Store", "违规使用个人信息", "公司", "版本9"]
    assert find_heads([word(text, 200 * i, 0) for i, text in enumerate(values)]) == []


def test_lines_of_a_cell_go_to_the_number_that_they_stand_around() -> None:
    anchors = [word("1", 0, 122), word("2", 0, 200)]
    tall = [word("一", 50, 100), word("二", 50, 122), word("三", 50, 144), word("四", 50, 200)]
    cuts = row_cuts(anchors, [tall], 90, [])
    assert 164 <= cuts[1] <= 200


def test_a_rule_below_the_last_number_ends_the_table() -> None:
    anchors = [word("1", 0, 100), word("2", 0, 140)]
    column = [word("甲", 50, 100), word("乙", 50, 140), word("签章", 50, 175)]
    assert row_cuts(anchors, [column], 90, [130.0, 168.0]) == [90, 130.0, 168.0]


def test_pale_rules_are_seen() -> None:
    pixels = np.full((100, 300, 3), 255, np.uint8)
    pixels[50, 20:280] = 236
    (bar,) = find_bars(pixels)
    assert abs(bar.y - 50) < 3
    assert bar.covers(20, 280) > 0.95


def test_a_place_does_not_begin_in_the_one_before_it() -> None:
    assert untangled([(0, 0, 100, 20), (93, 1, 200, 21)]) == [(0, 0, 100, 20), (100, 1, 200, 21)]


def test_company_suffixes_get_the_space_that_was_lost_after_their_point() -> None:
    assert settled("BELORIX Pte.Ltd.", []) == "BELORIX Pte. Ltd."
    assert settled("BELORIX CO.,LTD.", []) == "BELORIX CO., LTD."


def test_the_last_row_keeps_all_its_lines_where_they_stand_as_close_as_in_other_rows() -> None:
    anchors = [word("1", 0, 100), word("2", 0, 190)]
    lines = [word("一", 50, 100), word("二", 50, 135), word("三", 50, 190), word("四", 50, 225)]
    assert row_cuts(anchors, [lines], 90, [180.0])[-1] > 245


def test_what_stands_further_below_than_lines_of_a_row_ends_the_last_row() -> None:
    anchors = [word("1", 0, 100), word("2", 0, 190)]
    lines = [word("一", 50, 100), word("二", 50, 135), word("三", 50, 190), word("四", 50, 225)]
    note = word("注", 50, 290)
    assert 245 <= row_cuts(anchors, [[*lines, note]], 90, [180.0])[-1] < 290


HEADINGS = ("序号", "应用名称", "应用开发者", "所涉问题")
WHITE = np.full((400, 900, 3), 255, np.uint8)
SHORT = [Bar(0, 170, y) for y in (95.0, 145.0)]  # rules that were seen in part
BARS = [*SHORT, *(Bar(560, 900, y) for y in (95.0, 145.0)), Bar(0, 900, 195.0)]


def developers(texts: list[Word]) -> list[int]:
    """Over how many rows each cell of the column of developers goes, in a list of four rows."""
    head = [word(text, 10 + 200 * i, 0) for i, text in enumerate(HEADINGS)]
    rows = [word(str(i + 1), 10, 60 + 50 * i) for i in range(4)]
    rows += [word(text, x, 60 + 50 * i) for text, x in (("栎岚", 210), ("违规", 610)) for i in range(4)]
    (found,) = find_heads(head)
    grid = under_head(WHITE, found, [*rows, *texts], BARS)
    assert grid is not None
    return [place.rows for place in grid.places if place.col == 3 and place.row > 1]


def test_developers_that_stand_level_with_each_number_are_not_one_where_a_rule_was_overlooked() -> None:
    assert developers([word("汐禾公司", 410, 60 + 50 * i) for i in range(4)]) == [1, 1, 1, 1]


def test_a_developer_between_two_numbers_stays_one_for_both() -> None:
    merged = [word("汐禾公司", 410, 85), word("萤砂公司", 410, 160), word("萤砂公司", 410, 210)]
    assert developers(merged)[0] > 1
