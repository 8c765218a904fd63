"""The gate of reading: floors, digests and the scorer behind them."""

from __future__ import annotations

import pytest

from bench.reading import Pinned, digest, failures, figures, floor_under, pin
from nlp.rows import Problem, Row
from tests.nlp.readers.accuracy import HALVES, Score, Value, compare_list, report

TRUTH: list[dict[str, Value]] = [
    {"number": "1", "app": "栎岚+", "problems": ["甲", "乙"]},
    {"number": "2", "app": "汐禾(版)", "problems": ["丙"]},
]


def read_as(*rows: tuple[str, str, list[str]]) -> Score:
    """The score of a list read as these rows."""
    found = [
        Row(i, {"number": number, "app": app}, [], [Problem(text) for text in problems])
        for i, (number, app, problems) in enumerate(rows, start=1)
    ]
    result = Score()
    compare_list(result, "", TRUTH, found)
    return result


def pinned(**floors: float) -> Pinned:
    return Pinned(floors={"dev": {"html": floors}}, gold={half: digest(half) for half in HALVES})


def test_a_list_read_to_the_letter_has_all_cells_and_rows() -> None:
    score = read_as(("1", "栎岚+", ["甲", "乙"]), ("2", "汐禾(版)", ["丙"]))
    assert figures(score) == {"cells": 1.0, "alike": 1.0, "rows": 1.0}
    assert not score.faults


def test_width_counts_to_the_letter_and_not_for_likeness() -> None:
    score = read_as(("1", "栎岚+", ["甲", "乙"]), ("2", "汐禾（版）", ["丙"]))
    assert (score.right, score.alike, score.cells) == (5, 6, 6)


def test_a_missing_row_costs_its_cells_only() -> None:
    score = read_as(("2", "汐禾(版)", ["丙"]))
    assert (score.right, score.found, score.false_rows) == (3, 1, 0)


def test_a_row_that_the_truth_lacks_is_false() -> None:
    score = read_as(("1", "栎岚+", ["甲", "乙"]), ("2", "汐禾(版)", ["丙"]), ("", "附件1", []))
    assert (score.right, score.false_rows) == (6, 1)
    assert failures({"dev": {"html": score}}, pinned(cells=1.0)) == [
        "dev html: 1 false rows, 0 broken promises"
    ]


def test_rows_out_of_order_are_a_fault() -> None:
    score = read_as(("2", "汐禾(版)", ["丙"]), ("1", "栎岚+", ["甲", "乙"]))
    assert (score.right, score.broken) == (6, 1)


def test_a_figure_under_its_floor_fails_the_gate() -> None:
    score = read_as(("1", "栎岚", ["甲", "乙"]), ("2", "汐禾(版)", ["丙"]))
    assert failures({"dev": {"html": score}}, pinned(cells=0.8)) == []
    assert failures({"dev": {"html": score}}, pinned(cells=0.9)) == [
        "dev html cells: 0.8333 is below the floor 0.900"
    ]


def test_an_edited_golden_file_and_a_carrier_without_a_floor_fail_the_gate() -> None:
    score = read_as(("1", "栎岚+", ["甲", "乙"]), ("2", "汐禾(版)", ["丙"]))
    found = failures({"dev": {"docx": score}}, Pinned(gold=pinned().gold | {"test": "0"}))
    assert found == ["test: not the pinned golden files", "dev docx: no floor is pinned"]


def test_pinning_refuses_to_lower_a_floor(capsys: pytest.CaptureFixture[str]) -> None:
    score = read_as(("1", "栎岚", ["甲", "乙"]), ("2", "汐禾(版)", ["丙"]))
    assert pin({"dev": {"html": score}}, pinned(cells=1.0), allow_regression=False) == 1
    assert "dev html cells: 1.000 → 0.833" in capsys.readouterr().out


def test_only_pictures_have_slack_under_their_figure() -> None:
    assert floor_under("html", 1.0) == 1.0
    assert floor_under("sharp picture", 1.0) == 0.995


def test_what_is_wrong_is_printed_for_every_half() -> None:
    score = read_as(("1", "栎岚", ["甲", "乙"]))
    printed = {half: len(report(half, {"html": score})) for half in HALVES}
    assert printed["dev"] == printed["test"] == printed["fresh"] > 1
