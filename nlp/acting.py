"""Who did an act and on which day: the authority and the day that its sentence tells, or that "the ministry" stands for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from nlp import due
from nlp.context import Context
from nlp.found import Found
from nlp.issuing import in_basis
from nlp.lexicon import cue

_JOINED = re.compile(r"(?:[、,和与及\s]|以及|会同|联合|and|the|China's|\([^()]*\))*")
_BY = re.compile(r"\bby (?:the |China's )?$", re.I)
_AGAIN = re.compile(
    r"^\W*(?:The|It|Its|They)\b(?: (?:\w+ )?(?P<what>ministry|watchdog|regulator|administration|agency|authority|commission"
    r"|office|bureau))?"
)
_ON = re.compile(r"\b[Oo]n (?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?$")
_BEFORE_ZH = re.compile(r"(?:^|[，。；;\n,:：]|于|在|近日|此前)\s*$")
_DUE_ZH = re.compile(r"\s?(?:之?前|以前|起|至|止|底)")


@dataclass(frozen=True)
class Acting:
    """What one act's sentence says beside the act."""

    regulator: str | None
    day: str | None


def acting(ctx: Context, found: list[Found], f: Found, lead: str | None, published: date | None) -> Acting:
    """Who did the act `f`, else the item's first issuer; and when."""
    return Acting(_regulator(ctx, found, f) or lead, _day(ctx, f, published))


def _regulator(ctx: Context, found: list[Found], f: Found) -> str | None:
    start, end = ctx.sentence(f.start)
    basis = cue("basis", ctx.language)
    beside = [g for g in found if start <= g.start < end and not in_basis(ctx, g, basis)]
    before = [g for g in beside if g.end <= f.start]
    if before:
        return _first_of_group(ctx, before)
    by = [g for g in beside if f.start <= g.start and _BY.search(ctx.view[start : g.start])]
    if by:
        return by[0].code
    again = _AGAIN.match(ctx.view[start : f.start]) if ctx.language == "en" else None
    if not again or not again["what"]:
        return None
    earlier = (g for g in reversed(found) if g.end <= start and not in_basis(ctx, g, basis))
    return next((g.code for g in earlier), None)


def _first_of_group(ctx: Context, before: list[Found]) -> str:
    """The first of the authorities that act together just before an act."""
    first = before[-1]
    for g in reversed(before[:-1]):
        if not _JOINED.fullmatch(ctx.view[g.end : max(g.end, first.start)]):
            break
        first = g
    return first.code


def _day(ctx: Context, f: Found, published: date | None) -> str | None:
    """The last day before the act in its sentence that is told as the day of something, else the first after it."""
    start, end = ctx.sentence(f.start)
    days = [d for d in ctx.within(start, end, "day") if _dates(ctx, d, start)]
    told = [d for d in days if d.end <= f.start][-1:] or [
        d for d in days if d.start >= f.end and _close(f, d)
    ][:1]
    day = due.resolve(told[0], published, "effective_from") if told else None
    if day and published and day > published and not told[0].data[0].isdigit():
        day = None if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)
    return day.isoformat() if day else None


def _close(f: Found, d: Found) -> bool:
    return d.start - f.end <= 90


def _dates(ctx: Context, d: Found, start: int) -> bool:
    """Whether a whole day is told as the day on which something was done."""
    if not (d.data[1] and d.data[2].isdigit()):
        return False
    before, after = ctx.view[start : d.start], ctx.view[d.end : d.end + 6]
    if ctx.language == "en":
        return bool(_ON.search(before))
    return bool(_BEFORE_ZH.search(before)) and not _DUE_ZH.match(after)
