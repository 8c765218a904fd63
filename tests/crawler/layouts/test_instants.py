"""Instants as feeds and outlets print them."""

from __future__ import annotations

import pytest

from crawler.layouts.days import any_day, press

SAME = "2026-06-11T18:30:00+08:00"
PRINTED = [
    "Thu, 11 Jun 2026 18:30:00 +0800",
    "Thu, 11 Jun 2026 10:30:00 GMT",
    "Thu, 11 Jun 2026 10:30:00 Z",
    "Thu, 11 Jun 2026 10:30 UT",
    "11 Jun 26 18:30:00 +08:00",
    "Thursday, 11 June 2026 18:30:00 HKT",
    "Thu, 11 Jun 2026 18:30:00 CST",
    "Thu, 11 Jun 2026 18:30:00 GMT+8",
    "Thu, 11 Jun 2026 18:30:00 UTC+08:00",
    "Thu, 11 Jun 2026 06:30:00 EDT",
    "Thu, 11 Jun 2026 03:30:00 PDT",
    "Thu, 11 Jun 2026 18:30:00",
    "2026-06-11T10:30:00Z",
    "2026-06-11T10:30:00.000Z",
    "2026-06-11T10:30Z",
    "2026-06-11T10:30:00+0000",
    "2026-06-11T06:30:00-04:00",
    "2026-06-11T18:30:00+08",
    "2026-06-11 18:30:00  +0800",
    "20260611T103000Z",
    "2026/06/11 18:30",
    "2026-06-11 18:30:00",
    "Published: Jun 11, 2026 06:30 PM Updated: Jun 12, 2026 08:02 PM",
    "June 11, 2026 at 6:30 p.m.",
    "Jun 11, 2026 06:30 PM",
    "11 June 2026, 18:30",
    "June 11, 2026 6:30 AM ET",
    "Updated 6:30 AM EDT, Thu June 11, 2026",
    "2026年6月11日 18:30",
]


@pytest.mark.parametrize("text", PRINTED)
def test_an_instant_is_one_in_whatever_form_and_zone(text: str) -> None:
    stamp = press(text, "Asia/Shanghai")
    assert stamp is not None
    assert (stamp.value, stamp.precision) == (SAME, "instant")


@pytest.mark.parametrize(
    "text", ["2026-06-11", "Jun 11, 2026", "11 June 2026", "June 11th, 2026", "2026/6/11", "2026年6月11日"]
)
def test_a_day_without_a_clock_stays_a_day(text: str) -> None:
    stamp = press(text, "America/New_York")
    assert stamp is not None
    assert (stamp.value, stamp.precision) == ("2026-06-11", "day")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "yesterday",
        "0001-01-01T00:00:00Z",
        "2026-13-40T10:00:00Z",
        "99:99",
        "Thu, 45 Foo 2026 10:00:00 GMT",
    ],
)
def test_what_names_no_day_gives_none(text: str) -> None:
    assert press(text, "Asia/Shanghai") is None


def test_an_outlets_clock_is_its_own() -> None:
    stamp = press("2026-06-11 06:30", "America/New_York")
    assert stamp is not None and stamp.value == "2026-06-11T06:30:00-04:00"
    winter = press("January 11, 2026 6:30 AM ET", "America/New_York")
    assert winter is not None and winter.value == "2026-01-11T06:30:00-05:00"


def test_the_day_of_a_row_is_told_for_every_form() -> None:
    assert {any_day(text) for text in PRINTED} == {"2026-06-11"}
