"""English days not printed as dates: from which day a term runs, what "Friday" or "today" is, which year is meant."""

from __future__ import annotations

import re
from datetime import date, timedelta

from nlp import workdays
from nlp.components.times import MONTHS
from nlp.context import Context
from nlp.found import Found

_WEEKDAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_TOLD_DAY = re.compile(
    r"(?<!next )(?<!last )(?<!every )(?<!each )\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b(?!s)"
    r"|\b(?P<today>today|this (?:morning|afternoon|evening))\b|\b(?P<yesterday>yesterday)\b",
    re.I,
)
_DATELINE = re.compile(r"\A[^\n]*\n?\s*\(?[A-Z][A-Z/ ]{2,30}\)?, [A-Z][a-z]{2,8}\.? \d{1,2}\b")
_HAS_CALLED = re.compile(
    r"\b(?:has|have) (?:\w+ )?(?:called|told|ordered|given|named|summoned|listed|published|asked|issued)\b"
)
_ISSUED = re.compile(
    r"\b(?:notice|statement|list|announcement|notification|order|circular|decision)\b[^.;\n]{0,60}?\b(?:(?P<today>today)|(?P<yesterday>yesterday)"
    r"|on (?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b",
    re.I,
)
_DATED = re.compile(
    r"(?:^|\n|\b(?:of|dated|on|from|since|issued|notice of|published|after)(?: its notice of)? )$", re.I
)
_DUE_AFTER = re.compile(r",? (?:the last day|the deadline)")
_MUCH = 1200  # so far before a term its day may be told


def run_from(ctx: Context, f: Found, published: date | None) -> tuple[Found | None, date | None]:
    """The day from which a report's term runs, as found or as a day: that of its sentence, else the nearest told before."""
    start, end = ctx.sentence(f.start)
    for at, stop in [(start, end), *_earlier(ctx, start)]:
        dated = [d for d in ctx.within(at, stop, "day") if _told_as_day(ctx, d, at)]
        close = [d for d in dated if d.end <= f.start] or dated[:1]
        if close:
            return close[-1], None
        named = list(_TOLD_DAY.finditer(ctx.view, at, stop))
        if named and published and (at == start or ctx.within(at, stop, "authority", "action")):
            return None, _last(named[-1], published)
    after = ctx.sentence(end) if end < len(ctx.view) else (end, end)
    issued = _ISSUED.search(ctx.view, *after)
    if issued and published:
        return None, _last(issued, published)
    if published and _DATELINE.match(ctx.view):
        return None, published
    if _HAS_CALLED.search(ctx.view, 0, min(len(ctx.view), 400)):
        return None, published
    return None, None


def own_day(ctx: Context, f: Found) -> Found | None:
    """The date in a notice's sentence from which its term runs: "On 5 March ... within five working days"."""
    start, end = ctx.sentence(f.start)
    dated = [d for d in ctx.within(start, end, "day") if _told_as_day(ctx, d, start)]
    return ([d for d in dated if d.end <= f.start] or dated)[-1:][0] if dated else None


def _earlier(ctx: Context, start: int) -> list[tuple[int, int]]:
    """The sentences before a place, the nearest first."""
    made: list[tuple[int, int]] = []
    floor = max(0, start - _MUCH)
    while start > floor:
        made.append(ctx.sentence(start - 1))
        start = made[-1][0]
    return made


def _told_as_day(ctx: Context, d: Found, at: int) -> bool:
    """Whether a whole date is told as that of an act."""
    before = ctx.view[max(at, d.start - 24) : d.start]
    return (
        d.data[2].isdigit() and bool(_DATED.search(before or "\n")) and not _DUE_AFTER.match(ctx.view, d.end)
    )


def _last(told: re.Match[str], published: date) -> date:
    """The last such day up to the publication."""
    if told["today"]:
        return published
    if told["yesterday"]:
        return published - timedelta(days=1)
    back = (published.weekday() - _WEEKDAYS.index(told["weekday"].lower())) % 7
    return published - timedelta(days=back)


_IN_FORCE_ON = re.compile(
    r"\b(?:took|came|went|entered|taking|coming|(?P<now>takes?|comes?|goes|enters?)) (?:effect|into (?:effect|force))"
    r"(?: on| from| as of)? (?P<day>(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|yesterday|tomorrow)\b)",
    re.I,
)
_DUE_ON = re.compile(
    r"\b(?:by|before|until|till|no later than)(?: the end of)? (?P<next>next |this |coming )?"
    r"(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tomorrow)\b",
    re.I,
)


def named_days(ctx: Context, published: date) -> list[tuple[Found, date]]:
    """Days called "Friday" or "tomorrow" on which something takes effect or falls due, each with its date."""
    made: list[tuple[Found, date]] = []
    for m in _IN_FORCE_ON.finditer(ctx.view):
        day = _named(m["day"], published, forward=bool(m["now"]))
        made.append(
            (Found(m.start("day"), m.end("day"), "day", "effective_from", "named", ("", "", "")), day)
        )
    for m in _DUE_ON.finditer(ctx.view):
        day = _named(m["day"], published, forward=True)
        if (m["next"] or "").lower().startswith("next") and (day - published).days < 4:
            day += timedelta(days=7)
        made.append((Found(m.start("day"), m.end("day"), "day", "", "named", ("", "", "")), day))
    return made + _ends(ctx.view, published)


_END_OF = re.compile(
    r"\b(?:by|before|until|till)(?: the)? "
    r"(?P<day>(?:end of (?:the|this) (?P<what>year|month)|(?P<short>year|month)[- ]end))\b",
    re.I,
)


def _ends(view: str, published: date) -> list[tuple[Found, date]]:
    """The last days of this month or year on which something falls due."""
    made = []
    for m in _END_OF.finditer(view):
        year = (m["what"] or m["short"]).lower() == "year"
        month = 12 if year else published.month
        day = date(published.year, month, workdays.month_end(published.year, month))
        made.append((Found(m.start("day"), m.end("day"), "day", "", "named", ("", "", "")), day))
    return made


def _named(word: str, published: date, forward: bool) -> date:
    word = word.lower()
    near = {"today": 0, "tomorrow": 1, "yesterday": -1}
    if word in near:
        return published + timedelta(days=near[word])
    ahead = (_WEEKDAYS.index(word.removesuffix("day")) - published.weekday()) % 7
    return published + timedelta(days=ahead if forward or not ahead else ahead - 7)


def in_year(ctx: Context) -> date | None:
    """The middle of the only year that a text without a day of publication names: days without one lie in it."""
    places = [m for m in re.finditer(r"\b20[12]\d\b", ctx.view) if not ctx.foreign(m.start())]
    years = {int(m[0]) for m in places}
    return date(years.pop(), 7, 1) if len(years) == 1 else None


_LAST_YEAR = re.compile(r"\b(?:last year|the year before)\b", re.I)
_IN_YEAR = re.compile(r"\b(?:(?P<month>[A-Z][a-z]{2,8}) (?:\d{1,2}, )?)?(?P<year>20\d\d)\b")
_RULE_OF = re.compile(
    r"\b(?:law|rule|regulation|provision|measure|method|document|notice|since|act)\w*(?: \w+){0,3} $", re.I
)


def told_year(ctx: Context, f: Found, published: date | None) -> int | None:
    """The past year that a day without one lies in: "last year" beside it, or a year named before it in its paragraph."""
    if published is None:
        return None
    start, _ = ctx.sentence(f.start)
    if _LAST_YEAR.search(ctx.view, start, f.start) or re.match(
        r",? (?:of )?last year\b", ctx.view[f.end : f.end + 16]
    ):
        return published.year - 1
    line = max(ctx.view.rfind("\n", 0, f.start) + 1, f.start - 600)
    told = [
        m
        for m in _IN_YEAR.finditer(ctx.view, line, f.start)
        if not _RULE_OF.search(ctx.view[line : m.start()])
    ]
    if not told:
        return None
    year = int(told[-1]["year"])
    month = MONTHS.index(told[-1]["month"]) + 1 if told[-1]["month"] in MONTHS else 1
    year += bool(f.data[1]) and int(f.data[1]) < month
    return year if published.year - 3 <= year <= published.year else None


def not_after(day: date | None, published: date | None) -> date | None:
    """A day on which something was done: without a year it lies before the publication."""
    late = day and published and day > published and (day.month, day.day) != (2, 29)
    return day.replace(year=day.year - 1) if day and late else day
