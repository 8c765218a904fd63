"""How often a source is asked is said in words that agree with its clock."""

from __future__ import annotations

import pytest

from crawler.cadence import words
from crawler.overview import markdown
from crawler.page import Source
from crawler.sources import info

SOURCE = Source(
    id="one", title="示例", kind="official", language="zh", base="https://one.example/p", lists=("/l/", "A0937"),
    layout="plain", cron="*/15 7-22 * * *", tier=1, yields="示例通报", yields_en="Made-up notices", checked="2026-03-01",
)  # fmt: skip


@pytest.mark.parametrize(
    ("cron", "window", "zh", "en"),
    [
        ("17 */6 * * *", "", "每 6 小时", "every 6 hours"),
        ("*/15 7-22 * * *", "", "每 15 分钟，07–23 时", "every 15 minutes, 07–23"),
        ("7,22,37,52 * * * *", "07:00-23:00", "每 15 分钟，07–23 时", "every 15 minutes, 07–23"),
        ("5 * * * *", "", "每小时", "every hour"),
        ("0 9 * * 1-5", "", "每天 09:00，工作日", "daily at 09:00, Monday to Friday"),
        ("0 0 1 * *", "", "按时刻表 0 0 1 * *", "by the clock 0 0 1 * *"),
        ("", "", "", ""),
    ],
)
def test_a_clock_is_said_in_words(cron: str, window: str, zh: str, en: str) -> None:
    assert words(cron, window) == (zh, en)


def test_the_page_of_sources_says_what_each_yields_how_often_it_is_asked_and_when_it_was_checked() -> None:
    page = markdown([SOURCE])
    row = next(line for line in page.splitlines() if line.startswith("| `one`"))
    assert "示例通报 · Made-up notices" in row and "every 15 minutes, 07–23, watched closely" in row
    assert row.endswith("| 2026-03-01 |") and "1 of 1 connected sources have been checked live" in page


def test_the_store_learns_where_a_person_finds_the_lists() -> None:
    found = info(SOURCE)
    assert found.lists == ["https://one.example/p/l/", "https://one.example/p"]
    assert (found.tier, found.cadence_en, found.yields_en) == (
        1,
        "every 15 minutes, 07–23",
        "Made-up notices",
    )
    assert found.checked == "2026-03-01"
