"""How often a crontab expression fires, and whether that suits a source's tier."""

from __future__ import annotations

import itertools
import re

FIELDS = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
DAY = 24 * 60  # minutes
OPENS, CLOSES = 7 * 60, 23 * 60  # the hours in which authorities publish, Asia/Shanghai
CLOSE = 15  # minutes between two looks at a source that is watched closely
SELDOM = 6 * 60  # minutes between two looks at any other


def fault(cron: str) -> str:
    """Why the expression is none; empty where it is one."""
    fields = cron.split()
    if len(fields) != len(FIELDS):
        return f"{len(fields)} fields where 5 are due"
    for field, (low, high) in zip(fields, FIELDS, strict=True):
        for part in field.split(","):
            found = re.fullmatch(r"(?:\*|(\d+)(?:-(\d+))?)(?:/(\d+))?", part)
            if not found:
                return f"{part!r} is not *, a number or a range"
            numbers = [int(n) for n in found.groups()[:2] if n]
            if any(not low <= n <= high for n in numbers) or (found.group(3) or "1").strip("0") == "":
                return f"{part!r} is outside {low}-{high}"
    return ""


def unsuited(cron: str, tier: int) -> str:
    """Why a sound expression does not suit a source of this tier; empty where it does."""
    minutes, hours, *days = cron.split()
    fires = [60 * h + m for h in _values(hours, FIELDS[1]) for m in _values(minutes, FIELDS[0])]
    if tier == 1:
        inside = [OPENS, *(at for at in fires if OPENS <= at <= CLOSES), CLOSES]
        gaps = [after - at for at, after in itertools.pairwise(inside)]
        if max(gaps) > CLOSE or days != ["*"] * 3:
            return f"tier 1 is asked at least every {CLOSE} minutes from 07:00 to 23:00, every day"
        return ""
    again = [*fires[1:], fires[0] + DAY] if fires else []
    if any(after - at < SELDOM for at, after in zip(fires, again, strict=True)):
        return f"tier 2 is asked at most every {SELDOM // 60} hours"
    return ""


def _values(field: str, bounds: tuple[int, int]) -> list[int]:
    """The numbers that one field of a sound expression stands for, in order."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        low = bounds[0] if first == "*" else int(first)
        high = bounds[1] if first == "*" or (step and not last) else int(last or first)
        found |= set(range(low, high + 1, int(step or 1)))
    return sorted(found)
