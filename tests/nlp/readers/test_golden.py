"""Golden files of made-up lists: every cell right, no false rows, on files that were never used for tuning too."""

from __future__ import annotations

import pytest

from tests.nlp.readers.accuracy import carrier, score, truth

FLOORS = {"unruled pdf": 0.99, "png": 0.99, "unruled png": 0.99, "jpg": 0.97}
PICTURES = ("png", "unruled png", "jpg")
READ_HERE = [name for name in truth() if name.startswith("test-") or carrier(name) not in PICTURES]


@pytest.mark.parametrize("name", READ_HERE)
def test_a_golden_file_is_read_cell_by_cell(name: str) -> None:
    result = score(name, truth()[name])
    assert result.false_rows == 0
    assert result.accuracy >= FLOORS.get(carrier(name), 1.0), result.wrong
