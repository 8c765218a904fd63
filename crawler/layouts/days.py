"""Days and instants as sites print them. Official clocks are China time without saying so."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from crawler.layouts.instants import FIRST, instant
from store.records import Stamp

CHINA = timezone(timedelta(hours=8))
DAY = re.compile(r"(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s*[:：时]\s*([0-5]\d)")


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
