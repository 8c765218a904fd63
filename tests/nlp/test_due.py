"""Deadlines: printed days, terms, the working-day calendar, and what is no deadline."""

from __future__ import annotations

from datetime import date

import pytest

from nlp import workdays
from tests.nlp.items import record

Expected = list[tuple[str | None, str, str | None]]  # date, kind, duration

CASES: list[tuple[str, Expected, str]] = [
    (
        "省通信管理局通报：上述APP应在5月20日前完成整改。",
        [("2024-05-20", "rectify_by", None)],
        "the year is the publication's",
    ),
    ("工信部要求相关企业于2024年6月3日前完成整改。", [("2024-06-03", "rectify_by", None)], "a full day"),
    (
        "国务院公布《网络数据安全管理条例》，自2025年1月1日起施行。",
        [("2025-01-01", "effective_from", None)],
        "in force",
    ),
    (
        "《某某管理办法（征求意见稿）》向社会公开征求意见，意见反馈截止时间为2024年6月7日。",
        [("2024-06-07", "comment_until", None)],
        "comments",
    ),
    (
        "网信办开展专项行动，各平台应于5月31日前将自查情况报送我办。",
        [("2024-05-31", "report_by", None)],
        "a report",
    ),
    ("5月3日，工信部通报了12款APP。", [], "the day of an act is none"),
    ("办法规定，发现泄露的，应当在两日内报告主管部门。", [], "a standing duty inside a rule is none"),
    (
        "The regulator said the apps must fix the problems before May 20.",
        [("2024-05-20", "rectify_by", None)],
        "before a day is that day",
    ),
    (
        "The new rules issued by the Cyberspace Administration of China take effect on June 1.",
        [("2024-06-01", "effective_from", None)],
        "in force",
    ),
    (
        "In May, new regulations from the ministry came into effect.",
        [("2024-05-01", "effective_from", None)],
        "a month is its first",
    ),
    (
        "The watchdog gave the operators. They have 10 days to rectify the problem.",
        [(None, "rectify_by", "P10D")],
        "nobody knows from when",
    ),
    (
        "The CAC said operators have less than 15 days to fix it. They now have 10 days to rectify the problem.",
        [(None, "rectify_by", "P15D"), (None, "rectify_by", "P10D")],
        "contradictions are kept",
    ),
    (
        "Firms must report a leak within two days, the law says, and keep records for at least 180 days.",
        [],
        "standing duties",
    ),
    ("The app was launched on May 1 and has been named by the MIIT.", [], "no cue"),
]


@pytest.mark.parametrize(("text", "expected", "why"), CASES)
def test_what_falls_due_is_found_with_its_day(text: str, expected: Expected, why: str) -> None:
    made = [(d.date, d.kind, d.duration) for d in record(text).deadlines]
    assert made == expected, why


def test_working_days_of_an_official_notice_run_by_the_mainland_calendar() -> None:
    text = "关于3款APP的通报\n相关运营者应当于本通报发布之日起10个工作日内完成整改。\n某省通信管理局\n2021年4月29日"
    (due,) = record(text, published="2021-04-29", issuer="CA-JX").deadlines
    # 30 April, then 6, 7, 8 May (a Saturday worked for the holiday of 1 to 5 May), 10 to 14 May, 17 May
    assert (due.date, due.duration, due.working_days, due.provisional) == ("2021-05-17", "P10D", True, False)


def test_a_make_up_saturday_is_a_working_day_and_a_holiday_is_none() -> None:
    assert workdays.is_workday(date(2021, 5, 8))
    assert not workdays.is_workday(date(2021, 5, 3))


def test_a_count_into_a_year_without_published_make_up_days_is_provisional() -> None:
    assert workdays.provisional(date(2026, 12, 28), workdays.add_workdays(date(2026, 12, 28), 15))


def test_a_term_of_months_ends_on_the_last_day_of_a_short_month() -> None:
    assert workdays.after(date(2024, 1, 31), "P1M", working=False) == date(2024, 2, 29)


def test_a_term_in_a_report_that_tells_no_day_has_none() -> None:
    (due,) = record(
        "China's CAC said that 33 apps broke the rules. They have 10 working days to rectify.",
        published="2021-05-02",
    ).deadlines
    assert (due.date, due.duration, due.working_days) == (None, "P10D", True)
