"""How often a source is asked, in words: "every 15 minutes, 07–23" for the catalogue's cron and window."""

from __future__ import annotations

from itertools import pairwise

HOURS = 24


def words(cron: str, window: str = "") -> tuple[str, str]:
    """The cadence in Chinese and English; the cron itself where it is none of the usual kinds."""
    fields = cron.split()
    if len(fields) != 5 or fields[2:4] != ["*", "*"] or fields[4] not in ("*", "1-5"):
        return (f"按时刻表 {cron}", f"by the clock {cron}") if cron else ("", "")
    minutes, hours = _numbers(fields[0], 60), _numbers(fields[1], HOURS)
    zh, en = _often(minutes, hours)
    between = _between(window) or (_range(hours) if len(hours) > 1 else "")
    if between:
        zh, en = f"{zh}，{between} 时", f"{en}, {between}"
    if fields[4] == "1-5":
        zh, en = f"{zh}，工作日", f"{en}, Monday to Friday"
    return zh, en


def _often(minutes: list[int], hours: list[int]) -> tuple[str, str]:
    whole = len(hours) == HOURS or (len(hours) > 1 and bool(_range(hours)))
    if whole and len(minutes) > 1:
        step = 60 // len(minutes)
        return f"每 {step} 分钟", f"every {step} minutes"
    if whole:
        return "每小时", "every hour"
    step = HOURS // len(hours)
    if len(hours) > 1 and len(minutes) == 1 and {b - a for a, b in pairwise(hours)} == {step}:
        return f"每 {step} 小时", f"every {step} hours"
    times = ", ".join(f"{hour:02d}:{minute:02d}" for hour in hours for minute in minutes)
    return f"每天 {times}", f"daily at {times}"


def _numbers(field: str, size: int) -> list[int]:
    """The numbers that a cron field stands for."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        low = 0 if first == "*" else int(first)
        high = int(last) if last else (size - 1 if first == "*" or step else low)
        found.update(range(low, high + 1, int(step or 1)))
    return sorted(found)


def _range(hours: list[int]) -> str:
    """ "07–23" for the hours 7 to 22; empty where there are gaps or no bounds."""
    if len(hours) == HOURS or hours != list(range(hours[0], hours[-1] + 1)):
        return ""
    return f"{hours[0]:02d}–{hours[-1] + 1:02d}"


def _between(window: str) -> str:
    """ "07–23" for "07:00-23:00"; minutes stay where there are any."""
    return "–".join(end.removesuffix(":00") for end in window.split("-")) if window else ""
