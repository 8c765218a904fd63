"""Days and instants as sites print them. Official clocks are China time without saying so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from crawler.layouts.instants import FIRST, instant
from store.records import Stamp

CHINA = timezone(timedelta(hours=8))
DAY = re.compile(r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s*[:：时]\s*([0-5]\d)")
IN_ADDRESS = re.compile(  # alone, or the head of a stamp of 17 digits
    r"(?<!\d)(20[0-3]\d)[-_/]?(0[1-9]|1[0-2])[-_/]?(0[1-9]|[12]\d|3[01])(?=\D|$|\d{9}(?!\d))"
)
MONTH_IN_ADDRESS = re.compile(r"/(20[0-3]\d)[-_/]?(0[1-9]|1[0-2])/")
YEAR = re.compile(r"(?<!\d)(20[0-3]\d)\s*年|[〔［\[（(](20[0-3]\d)[〕］\]）)]")


def printed_day(text: str) -> str:
    """The first day printed in `text`, as ISO; empty where there is none that exists."""
    found = DAY.search(text)
    return _iso(*map(int, found.groups())) if found else ""


def any_day(text: str) -> str:
    """The day in `text`, however an official list or a feed prints it, as ISO; empty where there is none."""
    if printed_day(text):
        return printed_day(text)
    stamp = press(text, "Asia/Shanghai") if text else None
    return stamp.value[:10] if stamp else ""


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def official(text: str) -> Stamp | None:
    """The stamp of an official page: an instant at +08:00 where a time of day is printed, else a day."""
    found = DAY.search(text)
    day = printed_day(text)
    if not found or not day:
        return None
    clock = CLOCK.search(text, found.end())
    printed = " ".join(text.split())
    if not clock or clock.group(1, 2) in {("00", "00"), ("0", "00")}:
        return Stamp(value=day, precision="day", basis="stated", printed=printed)
    at = datetime.fromisoformat(day).replace(
        hour=int(clock.group(1)), minute=int(clock.group(2)), tzinfo=CHINA
    )
    return Stamp(value=at.isoformat(), precision="instant", basis="stated", printed=printed)


def in_address(url: str) -> Stamp | None:
    """The day or month that an address is built from, such as `/t20260521_1.shtml`: implied, not stated."""
    found = IN_ADDRESS.search(url)
    day = _iso(*map(int, found.groups())) if found else ""
    if day:
        return Stamp(value=day, precision="day", basis="implied", printed=url)
    month = MONTH_IN_ADDRESS.search(url)
    value = "-".join(month.groups()) if month else ""
    return Stamp(value=value, precision="month", basis="implied", printed=url) if value else None


def published(
    shown: Iterable[str], title: str, url: str, import_days: Iterable[str] = ()
) -> tuple[Stamp | None, tuple[str, ...]]:
    """When an official page was published, with warnings, from what it prints about that, best place first.

    A day on which a site was moved says nothing: then the year in the title counts, else that in the address.
    """
    printed = [text for text in shown if printed_day(text)]
    days = [printed_day(text) for text in printed]
    moved = [day for day in days if day in set(import_days)]
    good = [text for text, day in zip(printed, days, strict=True) if day not in moved]
    warnings = tuple(f"{day} is the day on which this site was moved, not the notice's" for day in moved[:1])
    if moved and not good:
        return _year(title, url, moved[0], printed[0]), warnings
    if len({day for day in days if day not in moved}) > 1:
        warnings += (f"page says that it was published on {' and on '.join(dict.fromkeys(days))}",)
    stamps = [
        stamp for text in good if printed_day(text) == printed_day(good[0]) and (stamp := official(text))
    ]
    exact = [stamp for stamp in stamps if stamp.precision == "instant"]
    return next(iter((*exact, *stamps)), None) or in_address(url), warnings


def _year(title: str, url: str, moved: str, printed: str) -> Stamp | None:
    """The year that is left of a notice whose day is that of a site's move."""
    named = YEAR.search(title)
    found = re.search(r"/art/(\d{4})/", url)
    year = (named.group(1) or named.group(2)) if named else found.group(1) if found else ""
    if not year or (not named and year in ("1970", moved[:4])):
        return None
    return Stamp(value=year, precision="year", basis="implied", printed=printed)


def press(text: str, zone: str) -> Stamp | None:
    """The stamp of a press item in its outlet's zone: ISO 8601, RFC 822, or an English or Chinese day."""
    text = " ".join(text.split())
    at = instant(text, zone)
    if at is not None:
        return _stamp(at, text, zone)
    stamp = official(text)
    return stamp if stamp and stamp.value >= str(FIRST) else None


def _stamp(at: datetime | date, text: str, zone: str) -> Stamp:
    if not isinstance(at, datetime):
        return Stamp(value=at.isoformat(), precision="day", basis="stated", printed=text)
    local = at.replace(tzinfo=ZoneInfo(zone)) if at.tzinfo is None else at.astimezone(ZoneInfo(zone))
    return Stamp(value=local.isoformat(timespec="seconds"), precision="instant", basis="stated", printed=text)
