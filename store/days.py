"""Days: what day a notice is of, and whether it was news when it was first seen."""

from __future__ import annotations

import calendar
import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from store.records import PageFacts, Stamp

SHANGHAI = ZoneInfo("Asia/Shanghai")
_PRINTED = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")


def iso_day(stamp: Stamp, official: bool) -> str:
    """The stamp's day, month or year. An official instant counts in Shanghai, another in the zone it is printed in."""
    if stamp.precision != "instant":
        return stamp.value[:10]
    at = datetime.fromisoformat(stamp.value)
    return (at.astimezone(SHANGHAI) if official and at.tzinfo else at).date().isoformat()


def published(facts: PageFacts, list_day: str) -> Stamp | None:
    """When the page was published: by itself, else by the list that led to it."""
    if facts.published is not None:
        return facts.published
    found = _PRINTED.search(list_day)
    if found is None:
        return None
    try:
        day = date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
    return Stamp(value=day.isoformat(), precision="day", basis="stated", printed=list_day)


def is_late(day: str, sight: datetime, news_days: int) -> bool:
    """Whether what happened on `day` was more than `news_days` old at first sight: no news, but found later."""
    last = last_day(day)
    return last is not None and (sight.astimezone(SHANGHAI).date() - last).days > news_days


def last_day(day: str) -> date | None:
    """The last day that "2021-07-19", "2021-07" or "2021" may stand for; None for anything else."""
    try:
        parts = [int(part) for part in day.split("-")]
        if len(parts) == 3:
            return date(*parts)
        if len(parts) == 2:
            return date(parts[0], parts[1], calendar.monthrange(*parts)[1])
        return date(parts[0], 12, 31) if len(parts) == 1 else None
    except ValueError:
        return None
