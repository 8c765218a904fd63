"""The counts that an item states, and its batch."""

from __future__ import annotations

import re

from nlp.context import Context
from nlp.found import Found
from store.records import Batch

_AND = re.compile(r"\s?(?:、|和|及|与|以及|,? and (?:the )?|, )\s?")
_TOTAL = re.compile(r"(?:共|合计|总计)[^，。；\d]{0,4}$")
_LOCAL = re.compile(r"(?:地方|属地|各(?:地|省)?[^，。；]{0,8})(?:通信管理局|通管局)(?:(?!我部|我局)[^。])*$")


# All lists since a day together, not this one.
_SINCE = re.compile(
    r"(?:累计|以来|历次|先后|\d+批)(?:(?!现|此次|本次|本批|尚有|仍有|其中)[^。；]){0,50}(?:通报|公布|公开|曝光)"
    r"(?:(?!现|此次|本次|尚有|仍有|发现)[^。；，]){0,10}$|(?:累计|以来|\d+批)[^。；]{0,30}共对$|(?:今年|去年|20\d\d年)以来[^。；]{0,50}(?:已|共)[^。；，]{0,24}$"
)


def tally(ctx: Context, title_end: int, background: bool) -> dict[str, int]:
    """Counts by key. The title's number of apps is the item's own; else the first that is not told as past."""
    made: dict[str, int] = {}
    named: list[tuple[Found, int]] = []
    for group in _groups(ctx):
        first = group[0]
        if first.code == "apps":
            if not _past(ctx, first):
                named.append((first, sum(int(f.data[0]) for f in group)))
                sdks = [int(f.data[0]) for f in group if _is_sdk(f)]
                if sdks and len(group) > 1:
                    made.setdefault("sdks", sum(sdks))
        else:
            made.setdefault(first.code, int(first.data[0]))
    if ctx.language == "en" and not named and "removed" in made:
        made["apps"] = made["removed"]  # a report of removals alone
    ranks = {f: _rank(ctx, f, title_end) for f, _ in named}
    if background and "removed" in made and 0 not in ranks.values():
        made["apps"] = made["removed"]
    elif named:
        best = min(named, key=lambda n: ranks[n[0]])
        made["apps"] = best[1]
        if ranks[best[0]] >= 2:  # neither the title's number nor a total
            made["apps"] += _local_part(ctx, best[0], [n for n in named if ranks[n[0]] == ranks[best[0]]])
        if ranks[best[0]]:
            apart = [n for n in named if ranks[n[0]] < 4]  # a part ("其中4款SDK") is in the number already
            made["apps"] += _sdk_part(best[0], apart, made)
        if ranks[best[0]] >= 2 and "rectified" in made and _says_unmended(ctx, best[0]):
            made["not_rectified"] = made["apps"]  # a check of an earlier list tells both numbers
    return made


def _is_sdk(f: Found) -> bool:
    return f.data[1].upper() in ("SDK", "SDKS")


def _says_unmended(ctx: Context, f: Found) -> bool:
    return bool(re.match(r"[^，。；]{0,6}(?:未|没有)[^，。；]{0,10}整改", ctx.view[f.end : f.end + 30]))


def _groups(ctx: Context) -> list[list[Found]]:
    """Counts of this item's country, those that one "and" joins ("15款App和16款SDK") together."""
    groups: list[list[Found]] = []
    for f in ctx.of("count"):
        if f.code == "earlier" or ctx.foreign(f.start):
            continue
        last = groups[-1][-1] if groups else None
        if (
            last
            and last.code == f.code == "apps"
            and last.data[1] != f.data[1]
            and _AND.fullmatch(ctx.view[last.end : f.start])
        ):
            groups[-1].append(f)
        else:
            groups.append([f])
    return groups


def _rank(ctx: Context, f: Found, title_end: int) -> int:
    """The title's number comes first, then a stated total, then one that says what is wrong; a part comes last."""
    if f.start < title_end:
        return 0
    start, _ = ctx.sentence(f.start)
    before = ctx.view[start : f.start]
    if _TOTAL.search(before) or _TOTAL.search(re.split(r"\d", ctx.view[f.start : f.end])[0]):
        return 1
    if re.search(r"其中[^。]*$", before):
        return 4
    return 2 if re.search(r"(?:尚有|仍有|共发现|发现)$", before) or _says_unmended(ctx, f) else 3


def _local_part(ctx: Context, own: Found, named: list[tuple[Found, int]]) -> int:
    """What local offices found beside the ministry's own number: both together are the notice's."""
    if _says_local(ctx, own):
        return 0
    return next((number for f, number in named if f.start > own.start and _says_local(ctx, f)), 0)


def _sdk_part(own: Found, named: list[tuple[Found, int]], made: dict[str, int]) -> int:
    """SDKs that a later sentence numbers by themselves: apps and SDKs together are the notice's number."""
    if own.data[1].upper() == "SDK" or "sdks" in made:
        return 0
    for f, number in named:
        if f.start > own.start and f.data[1].upper() == "SDK":
            made["sdks"] = number
            return number
    return 0


def _says_local(ctx: Context, f: Found) -> bool:
    """Whether a number is that of local offices: its sentence names them last before it."""
    start, _ = ctx.sentence(f.start)
    return bool(_LOCAL.search(ctx.view[start : f.start]))


def _past(ctx: Context, f: Found) -> bool:
    """Whether a number is of an earlier notice: its clause or the one before names an earlier day."""
    start, _ = ctx.sentence(f.start)
    before = ctx.view[start : f.start]
    if ctx.language == "zh":
        if f.start < ctx.title_end:
            return False
        clause = re.split(r"[。；]", before)[-1]
        if _SINCE.search(clause):
            return True
        return bool(
            re.search(
                (
                    r"(?:此前|前期|上一?批|第[一二三四五六]批|去年|\d月\d{1,2}日，[^，。]{0,12}(?:向社会"
                    r"|公开)?)[^。]{0,24}(?:通报|公布)了?[^。]{0,12}$"
                ),
                clause,
            )
        ) and not re.search(r"尚有|仍有", clause)
    return bool(
        re.search(
            r"\b(?:last|previous\w*|earlier|in the past|so far|average|first batch|out of)\b[^.;]{0,50}$",
            before,
            re.I,
        )
    )


def batch(ctx: Context, title_end: int, this_year: int | None) -> Batch | None:
    """2021年第6批，总第15批, from the title or the head of the text."""
    near = len(ctx.view) if ctx.language == "en" else max(title_end, 400)
    found = [f for f in ctx.of("batch") if f.start < near or f.code == "this_year"]
    if not found:
        return None
    first = sorted(found, key=lambda f: (f.start >= title_end, f.code != "year", f.start))
    year = in_year = overall = None
    for f in first:
        y, n, o = f.data
        if o and overall is None:
            overall = int(o)
        own = f.start < title_end or (f.start < near and ctx.view[f.start - 1 : f.start] == "(")
        if n and in_year is None and (f.code != "plain" or own):
            in_year, year = int(n), int(y) if y else this_year if f.code in ("this_year", "now") else None
        elif y and year is None and int(n) == in_year:
            year = int(y)  # the same batch, told once more with its year
    if in_year is None and overall is None:
        return None
    return Batch(year=year if year else _titled_year(ctx, title_end), in_year=in_year, overall=overall)


def _titled_year(ctx: Context, title_end: int) -> int | None:
    match = re.search(r"(20\d\d)年", ctx.view[:title_end])
    return int(match[1]) if match else None
