"""The hours in which a source may be asked, Asia/Shanghai."""

from __future__ import annotations

from datetime import datetime, timedelta

from crawler.layouts.days import CHINA

DAY = timedelta(days=1)


def closes(window: str, now: datetime) -> datetime | None:
    """When the window ("07:00-23:00") that is open now closes; None where it is closed. It may reach over midnight."""
    first, last = (_minutes(text) for text in window.split("-"))
    length = timedelta(minutes=(last - first) % 1440 or 1440)
    midnight = now.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)
    opened = midnight + timedelta(minutes=first)
    if opened > now:
        opened -= DAY
    return opened + length if now < opened + length else None


def _minutes(text: str) -> int:
    hour, _, minute = text.partition(":")
    return int(hour) * 60 + int(minute)
