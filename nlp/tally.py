"""The counts that an item states, and its batch."""

from __future__ import annotations

import re

from nlp.context import Context
from nlp.found import Found
from store.records import Batch


def tally(ctx: Context, title_end: int, background: bool) -> dict[str, int]:
    """Counts by key. The title's number of apps is the item's own; else the first that is not told as past."""
    made: dict[str, int] = {}
    named: list[tuple[int, int]] = []
    for f in ctx.of("count"):
        if f.code == "earlier" or ctx.foreign(f.start):
            continue
        number = int(f.data[0])
        if f.code == "apps":
            if not _past(ctx, f):
                named.append((_rank(ctx, f, title_end), number))
        elif f.code not in made:
            made[f.code] = number
    if background and "removed" in made and not any(rank == 0 for rank, _ in named):
        made["apps"] = made["removed"]
    elif named:
        made["apps"] = min(named, key=lambda n: n[0])[1]
    return made


def _rank(ctx: Context, f: Found, title_end: int) -> int:
    """The title's number comes first, then one that says what is still wrong."""
    if f.start < title_end:
        return 0
    return 1 if re.search(r"(?:尚有|仍有|共发现|发现)$", ctx.view[max(0, f.start - 4) : f.start]) else 2


def _past(ctx: Context, f: Found) -> bool:
    """Whether a number is of an earlier notice: its clause or the one before names an earlier day."""
    start, _ = ctx.sentence(f.start)
    before = ctx.view[start : f.start]
    if ctx.language == "zh":
        if f.start < ctx.title_end:
            return False
        clause = re.split(r"[。；]", before)[-1]
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
    found = [f for f in ctx.of("batch") if f.start < max(title_end, 400) or f.code == "this_year"]
    if not found:
        return None
    first = sorted(found, key=lambda f: (f.start >= title_end, f.code != "year", f.start))
    year = in_year = overall = None
    for f in first:
        y, n, o = f.data
        if o and overall is None:
            overall = int(o)
        if n and in_year is None and (f.code != "plain" or f.start < title_end):
            in_year, year = int(n), int(y) if y else this_year if f.code == "this_year" else None
    if in_year is None and overall is None:
        return None
    return Batch(year=year if year else _titled_year(ctx, title_end), in_year=in_year, overall=overall)


def _titled_year(ctx: Context, title_end: int) -> int | None:
    match = re.search(r"(20\d\d)年", ctx.view[:title_end])
    return int(match[1]) if match else None
