"""Days of notices and what counts as news."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from store.days import is_late, iso_day, published
from store.records import PageFacts, Stamp


def _facts(stamp: Stamp | None = None) -> PageFacts:
    return PageFacts(title="t", published=stamp, digest="d")


def test_an_official_instant_counts_in_shanghai_and_a_press_instant_where_it_is_printed() -> None:
    stamp = Stamp(value="2026-03-09T20:00:00-05:00", precision="instant", basis="stated")
    assert iso_day(stamp, official=True) == "2026-03-10"
    assert iso_day(stamp, official=False) == "2026-03-09"


def test_a_month_stays_a_month() -> None:
    assert iso_day(Stamp(value="2021-07", precision="month", basis="stated"), official=True) == "2021-07"


@pytest.mark.parametrize(
    "printed", ["2026-03-09", "[2026-03-09]", "2026年3月9日", "发布：2026/3/9", "2026.03.09"]
)
def test_a_page_without_a_day_has_that_of_its_list(printed: str) -> None:
    found = published(_facts(), printed)
    assert found is not None
    assert (found.value, found.printed) == ("2026-03-09", printed)


@pytest.mark.parametrize("printed", ["", "03-09", "12026-03-099", "2026-13-40"])
def test_a_list_that_prints_no_whole_day_gives_none(printed: str) -> None:
    assert published(_facts(), printed) is None


@pytest.mark.parametrize(
    ("day", "late"),
    [
        ("2026-03-09", False), ("2026-02-24", False), ("2026-02-23", True), ("2026-03", False), ("2026-02", False),
        ("2026-01", True), ("2025", True), ("2026", False), ("2026-03-20", False), ("", False), ("soon", False),
    ],
)  # fmt: skip
def test_what_is_more_than_fourteen_days_old_at_first_sight_is_late(day: str, late: bool) -> None:
    assert is_late(day, datetime(2026, 3, 9, 17, 0, tzinfo=UTC), 14) is late  # 10 March, 01:00 in Shanghai
