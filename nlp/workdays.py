"""The calendar of working days of mainland China: public holidays and make-up days included."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

import holidays

LAST_PUBLISHED = (
    2026  # make-up days are published each November for the year after; later years are provisional
)


@cache
def _year(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Days off and make-up working days of one year."""
    found = holidays.country_holidays("CN", years=year)
    makeup = frozenset(day for day in getattr(found, "weekend_workdays", ()) if day.year == year)
    return frozenset(found), makeup


def is_workday(day: date) -> bool:
    """Whether people work on that day."""
    off, makeup = _year(day.year)
    return day in makeup or (day.weekday() < 5 and day not in off)


def add_workdays(start: date, count: int) -> date:
    """The `count`-th working day after `start`, which is not counted itself."""
    day = start
    while count > 0:
        day += timedelta(days=1)
        count -= is_workday(day)
    return day


def after(start: date, duration: str, working: bool) -> date | None:
    """The last day of an ISO term that runs from the day after `start`; None where it leaves the calendar."""
    match = re.fullmatch(r"P(\d{1,3})([DWM])", duration)
    if not match:
        return None
    count = int(match[1])
    try:
        if match[2] == "M":
            months = start.month - 1 + count
            year, month = start.year + months // 12, months % 12 + 1
            return date(year, month, min(start.day, month_end(year, month)))
        if working:
            return add_workdays(start, count)
        return start + timedelta(days=count * (7 if match[2] == "W" else 1))
    except (ValueError, OverflowError):
        return None


def month_end(year: int, month: int) -> int:
    """The last day of a month."""
    return ((date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)).day


def provisional(start: date, end: date) -> bool:
    """Whether a count of working days ran over a year whose make-up days are not published."""
    return end.year > LAST_PUBLISHED or start.year > LAST_PUBLISHED
