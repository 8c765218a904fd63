"""Which firm an English text says stands behind an app: "X, run by Y", "Y, which operates X", "Its developer, Y"."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.context import Context

_VERB = (
    r"(?:developed|operated|run|made|published|owned|built|created|offered|launched|provided|marketed|backed)"
)
_NOUN = (
    r"(?:developer|operator|maker|owner|publisher|producer|(?:company|firm|business) behind(?: it| the app)?|company|parent"
    r"|operating (?:company|entity|firm)|founder)"
)
_THING = r"(?:apps?|mini[- ]?programs?|sites?|websites?|platforms?|games?|services?|SDKs?|software|browsers?)"
_SORT = r"(?:(?:the|an?|its|their) (?:[\w'’\-]+ ){0,5}?)?"
_BRACKET = r"(?: \([^()\n]{1,40}\))?"
_AFTER_APP = re.compile(
    rf"[”\"]?{_BRACKET}(?:, | is | was | are | were | )?(?:{_SORT}(?:that|which)? ?(?:is |was )?)?"
    rf"{_VERB}(?: and [a-z]+)? by (?:the )?"
    rf"|[”\"]?{_BRACKET}(?: {_THING})?,? (?:by|from|of|under) (?:the )?"
    r"|[”\"]?, (?:an?|the) (?:[a-z][\w'’\-]* ){1,6}(?:by|from|of) (?:the )?"
    r"(?:[A-Z]\w+(?:-based)? )?(?:(?:start-?up|firm|developer) )?"
    r"|[”\"]? (?:is|was) (?:an?|the|one) (?:[a-z][\w'’\-]* ){1,4}of (?:the )?"
    r"|[”\"]?,? \((?:by |from |developer:? |operator:? |maker:? |owner:? |publisher:? )?"
    rf"|[”\"]?(?:'s)?,? (?:whose )?{_NOUN}(?: is)?,? "
    r"|[”\"]?(?:, [a-z][\w '’\-]{2,40},)? (?:(?:which|that) )?belong(?:s|ed|ing)? to (?:the )?"
    rf"|[”\"]?{_BRACKET}(?: \| |\t| [-–—] |; |, |: )"
)
_AFTER_FIRM = re.compile(
    rf",? (?:which|who|that) (?:\w+ )?(?:runs?|ran|operates?|develop(?:s|ed)?|makes?|made|owns?|publish(?:es|ed)?|offers?)"
    rf" {_SORT}[“\"]?"
    rf"|(?:,| is| was)? ?(?:the )?{_NOUN}s? of {_SORT}[“\"]?"
    rf"|,? the (?:company|firm) behind {_SORT}[“\"]?"
    rf"|,? (?:the [\w\- ]{{2,40}} )?whose (?:[\w\-]+ ){{0,4}}{_THING}(?:,| is| called)? ?[“\"]?"
    r"|'s (?:[a-z][\w\-]* ){0,4}[“\"]?"
)
_ITS_FIRM = re.compile(r",? \(?(?:the |which is )?[“\"]?")  # "Y (X's operator)"
_IS_ITS = re.compile(rf"[”\"]?(?:'s?|{_THING})? {_NOUN}\b")
_OF_APP = re.compile(rf"\b{_NOUN}s? of {_SORT}[“\"]?$")
_ALONE_BEFORE = re.compile(
    rf"(?:\b(?:[Tt]he|[Ii]ts|[Tt]he app's|[Tt]he app’s) |'s )?\b(?:{_NOUN}|[Cc]ompany)"
    r"(?:,| is|, which is)? (?:a firm called |the )?$"
)
_ALONE_AFTER = re.compile(
    rf",? (?:is )?(?:the|its) (?:app.s )?{_NOUN}\b(?! of)"
    r"|,? (?:which )?(?:makes|made|runs|ran|operates|developed|develops|owns|is behind|publishes) (?:it|the app|both|them)\b"
)
_LEGAL = re.compile(r"\b(?:Ltd|Limited|Inc|Corp|LLC|PLC|GmbH)\b\.?$")
Place = tuple[int, int]
Where = tuple[int, int, int]  # where an app's name stands, and which app it is


def makers(ctx: Context, text: str, apps: list[list[Place]], firms: list[Place]) -> list[Place | None]:
    """For each app, given by its places, where the firm stands that the text says is behind it."""
    where = sorted((a, b, i) for i, places in enumerate(apps) for a, b in places)
    made: list[Place | None] = [None] * len(apps)
    for firm in sorted(firms):
        for i in _apps_of(ctx, text, where, firm):
            made[i] = made[i] or firm
    legal = [firm for firm in sorted(firms) if _LEGAL.search(text[slice(*firm)])]
    for i, places in enumerate(apps):
        made[i] = made[i] or _namesake(text, places, legal)
    return made


def only_one(text: str, apps: list[list[Place]], firms: list[list[Place]]) -> Place | None:
    """The firm of the only app of an item that names one legal entity alone."""
    legal = [places for places in firms if any(_LEGAL.search(text[a:b]) for a, b in places)]
    if len(apps) != 1 or len(legal) != 1:
        return None
    return next((a, b) for a, b in legal[0] if _LEGAL.search(text[a:b]))


def _namesake(text: str, places: list[Place], legal: list[Place]) -> Place | None:
    """The one legal entity that has the app's whole name in its own."""
    name = text[slice(*places[0])]
    if len(name) < 5:
        return None
    own = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    found = {text[slice(*firm)]: firm for firm in reversed(legal) if own.search(text[slice(*firm)])}
    return next(iter(found.values())) if len(found) == 1 else None


def _apps_of(ctx: Context, text: str, where: list[Where], firm: Place) -> list[int]:
    """The apps that one place of a firm is said to be behind."""
    start, end = ctx.sentence(firm[0])
    at = bisect_left(where, (firm[0], 0, 0))
    before = [w for w in where[max(0, at - 12) : at] if w[1] <= firm[0]]
    after = [w for w in where[at : at + 12] if firm[1] <= w[0] < end]
    if before and before[-1][0] >= start:
        between = text[before[-1][1] : firm[0]]
        if _AFTER_APP.fullmatch(between) and (
            re.search(r"[a-z]{2}", re.sub(r"\([^()]*\)", "", between))
            or (between.endswith("(") and _LEGAL.search(text[slice(*firm)]))
            or _in_list(ctx, before[-1], text[firm[0] : firm[1]])
            or (between == ", " and _OF_APP.search(text[start : before[-1][0]]))
        ):
            return [before[-1][2]]
    if after and _AFTER_FIRM.fullmatch(text[firm[1] : after[0][0]]):
        return _series(text, after)
    if after and _ITS_FIRM.fullmatch(text[firm[1] : after[0][0]]) and _IS_ITS.match(text, after[0][1]):
        return [after[0][2]]
    alone = _ALONE_BEFORE.search(text[start : firm[0]]) or _ALONE_AFTER.match(text, firm[1])
    return _last(ctx, before, firm[0]) if alone else []


def _series(text: str, after: list[Where]) -> list[int]:
    """The first app behind a firm and those that are joined to it: "its apps A, B and C"."""
    found = [after[0]]
    for w in after[1:]:
        if not re.fullmatch(r"[”\"]?(?:, | and |, and )(?:the )?[“\"]?", text[found[-1][1] : w[0]]):
            break
        found.append(w)
    return [w[2] for w in found]


def _last(ctx: Context, before: list[Where], at: int) -> list[int]:
    """The app that "the operator" means: the only one of the paragraph so far, else the one last spoken of."""
    line = ctx.view.rfind("\n", 0, at) + 1
    here = {w[2] for w in before if w[0] >= line}
    if len(here) == 1:
        return list(here)
    return [before[-1][2]] if before and len({w[2] for w in before[-2:]}) == 1 else []


def _in_list(ctx: Context, app: Where, firm: str) -> bool:
    """Whether a legal entity follows a name at the beginning of a line: a list of apps and their developers."""
    line = ctx.view[ctx.view.rfind("\n", 0, app[0]) + 1 : app[0]]
    return bool(_LEGAL.search(firm)) and bool(
        re.fullmatch(r"[\s(]*(?:\d{1,3}[.)]?|[-•*–])?\)?[\s|]*[“\"]?", line)
    )
