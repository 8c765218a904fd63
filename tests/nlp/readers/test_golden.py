"""Golden files of made-up lists, every carrier but pictures: no cell worse than pinned, no false row, every promise kept.

Pictures take long; `make gate` reads them too.
"""

from __future__ import annotations

from itertools import combinations

import pytest

from bench.reading import digest, figures, read_pinned
from tests.nlp.readers.accuracy import FOLDER, HALVES, SHOWN, by_carrier, truth

PINNED = read_pinned()
QUICK = [(h, c) for h, carriers in PINNED.floors.items() for c in carriers if "picture" not in c]


@pytest.mark.parametrize(("half", "carrier"), QUICK)
def test_a_carrier_is_read_no_worse_than_pinned(half: str, carrier: str) -> None:
    result = by_carrier(half, [carrier])[carrier]
    shown = result.wrong if half in SHOWN else []
    measured, faults = figures(result), result.faults
    for name, floor in PINNED.floors[half][carrier].items():
        assert measured[name] >= floor, shown
    assert faults <= PINNED.faults.get(half, {}).get(carrier, 0), shown


def test_the_golden_files_are_the_pinned_ones() -> None:
    assert {half: digest(half) for half in HALVES} == PINNED.gold


def test_every_file_of_a_half_stands_in_its_truth() -> None:
    for half in HALVES:
        named = {file for golden in truth(half).values() for file in golden.files}
        assert named == {p.name for p in (FOLDER / half).iterdir()} - {"truth.json"}


def test_no_made_up_name_of_one_half_is_in_another() -> None:
    names = [{str(r["app"]) for g in truth(h).values() for rows in g.lists for r in rows} for h in HALVES]
    assert len(names[0]) > 300
    assert not any(one & other for one, other in combinations(names, 2))
