"""Which app of the prose a wording of a violation is said of: the names of its sentence, or the one "the app" means."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.components.problems import exact
from nlp.context import Context
from nlp.found import Found
from nlp.names import Name
from nlp.quotes import Quotes
from store.records import Wording

_JOINS = re.compile(r"(?:[“”\"《》、，,和与及\s]|APP|App|小程序|SDK|以及|and|\([^()]{0,80}\)){1,90}")


def _subjects(ctx: Context, f: Found, places: list[tuple[int, int]]) -> set[int]:
    """Where the apps stand that a wording is said of: the group just before it in its sentence, else all of the sentence."""
    start, end = ctx.sentence(f.start)
    if ctx.language == "en":
        start, end = _part(ctx, f, places, start, end)
    here = [(a, b) for a, b in places if start <= a < end]
    before = [(a, b) for a, b in here if b <= f.start]
    if not before:
        return {a for a, _ in here}
    if ctx.language == "en" and _ALL.search(ctx.view[start : f.start]):
        return {a for a, _ in before}
    group = [before[-1]]
    for a, b in reversed(before[:-1]):
        if not _JOINS.fullmatch(ctx.view[b : group[-1][0]]):
            break
        group.append((a, b))
    return {a for a, _ in group}


_ALL = re.compile(r"\b(?:all|both|each)\b(?: [\w-]+){0,4} ?$")
_OPEN = re.compile(r"\([^()\n]*$")


def _part(ctx: Context, f: Found, places: list[tuple[int, int]], start: int, end: int) -> tuple[int, int]:
    """The part of an English sentence that a wording is of: the name whose brackets hold it, or its stretch between ";"."""
    bracket = _OPEN.search(ctx.view, start, f.start)
    if bracket:
        named = [(a, b) for a, b in places if start <= a and b <= bracket.start()]
        if named and bracket.start() - named[-1][1] <= 40:
            return named[-1][0], f.end
    left = (
        start if _ALL.search(ctx.view[start : f.start]) else ctx.view.rfind(";", start, f.start) + 1 or start
    )
    right = ctx.view.find(";", f.end, end)
    right = right if right >= 0 else end
    inside = any(left <= a < right for a, _ in places)
    return (left, right) if inside else (start, end)


def only_problem(ctx: Context, evil: list[Found]) -> list[Found]:
    """The wordings of an item that tells of one problem alone: it is every target's, unless said of "the app"."""
    starts = [ctx.sentence(f.start)[0] for f in evil]
    if any(
        p.search(ctx.view, at, f.start)
        for p in (_THE_APP, _THE_APPS)
        for f, at in zip(evil, starts, strict=True)
    ):
        return []
    codes = set(exact(list(dict.fromkeys(f.code for f in evil)))) - {"failed_to_rectify"}
    return [f for f in evil if f.code in codes][:1] if len(codes) == 1 else []


_NUMBERS = ("", "", "two", "three", "four", "five", "six")
_THE_APPS = re.compile(
    r"\b(?:[Tt]he|[Bb]oth|[Tt]hese) (?P<n>two|three|four|five|six) (?:apps|applications|platforms)\b"
)
_THE_APP = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]his) (?:app|application|platform|service)\b|(?:该|此|这款)(?:App|APP|应用|软件|小程序)"
)


def meant_apps(ctx: Context, f: Found, places: list[tuple[int, int]]) -> list[int]:
    """The apps that "the app" or "the two apps" stands for where a wording's sentence names none.

    They are those of the last sentence that names any, if they are as many as the words say.
    """
    start, end = ctx.sentence(f.start)
    before = places[: bisect_left(places, (start, start))]
    if not before or any(a < end for a, _ in places[len(before) : len(before) + 1]):
        return []
    said = _THE_APP.search(ctx.view, start, f.start)
    several = _THE_APPS.search(ctx.view, start, f.start)
    if not said and not several:
        return []
    last = before[bisect_left(before, (ctx.sentence(before[-1][0])[0], 0)) :]
    names = len({ctx.view[a:b] for a, b in last})
    wanted = 1 if said else _NUMBERS.index(several["n"].lower()) if several else 0
    return [a for a, _ in last] if names == wanted else []


def wordings(
    ctx: Context,
    quotes: Quotes,
    name: Name,
    evil: list[Found],
    places: list[tuple[int, int]],
    meant: list[tuple[Found, int]],
) -> list[Wording]:
    """The wordings of the sentences that name an app, or go on to speak of "the app", with their codes."""
    made: dict[str, list[str]] = {}
    for a, _ in name.places:
        start, end = ctx.sentence(a)
        here = [f for f in evil if start <= f.start < end and a in _subjects(ctx, f, places)]
        for f in [*here, *(f for f, at in meant if at == a)]:
            codes = made.setdefault(quotes.text[f.start : f.end], [])
            if f.code not in codes:
                codes.append(f.code)
    return [Wording(text=text, codes=codes) for text, codes in made.items()]


def told_of_all(quotes: Quotes, found: list[Found]) -> list[Wording]:
    """The wordings that are said of every target."""
    return [Wording(text=quotes.text[f.start : f.end], codes=[f.code]) for f in found]
