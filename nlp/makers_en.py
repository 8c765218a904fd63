"""Which firm an English text says stands behind an app: "X, run by Y", "Y, which operates X", "Its developer, Y"."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.context import Context

_VERB = r"(?:developed|operated|run|made|published|owned|built|created|offered|launched|provided)"
_NOUN = r"(?:developer|operator|maker|owner|publisher|(?:company|firm) behind(?: it)?|company|parent)"
_SORT = r"(?:(?:the|an?|its|their) (?:[\w'’\-]+ ){0,5}?)?"
_AFTER_APP = re.compile(
    rf"[”\"]?(?: \([^()\n]{{1,40}}\))?(?:, | is | was | are | were | )?(?:{_SORT}(?:that|which)? ?(?:is |was )?)?"
    rf"{_VERB}(?: and [a-z]+)? by (?:the )?"
    r"|[”\"]?(?: \([^()\n]{1,40}\))?,? (?:by|from|of) (?:the )?"
    r"|[”\"]?, (?:an?|the) (?:[a-z][\w'’\-]* ){1,6}(?:by|from|of) (?:the )?"
    r"|[”\"]?,? \((?:by |from |developer:? |operator:? |maker:? )?"
    rf"|[”\"]?(?:'s)?,? (?:whose )?{_NOUN}(?: is)?,? "
    r"|[”\"]?(?:, [a-z][\w '’\-]{2,40},)? (?:which )?belong(?:s|ed|ing)? to (?:the )?"
    r"|[”\"]?(?: \| |\t| [-–—] |; |, |: )"
)
_AFTER_FIRM = re.compile(
    rf",? (?:which|who|that) (?:\w+ )?(?:runs?|ran|operates?|develop(?:s|ed)?|makes?|made|owns?|publish(?:es|ed)?|offers?)"
    rf" {_SORT}[“\"]?"
    rf"|(?:,| is| was)? ?(?:the )?{_NOUN}s? of {_SORT}[“\"]?"
    rf"|,? the (?:company|firm) behind {_SORT}[“\"]?"
    r"|'s (?:[a-z][\w\-]* ){0,4}[“\"]?"
)
_ALONE_BEFORE = re.compile(
    rf"(?:\b(?:[Tt]he|[Ii]ts|[Tt]he app's|[Tt]he app’s) |'s )?\b{_NOUN},? (?:a firm called )?$"
)
_ALONE_AFTER = re.compile(rf",? (?:is )?(?:the|its) (?:app.s )?{_NOUN}\b(?! of)")
_LEGAL = re.compile(r"\b(?:Ltd|Limited|Inc|Corp|LLC|PLC)\b\.?$")
Place = tuple[int, int]


def makers(ctx: Context, text: str, apps: list[list[Place]], firms: list[Place]) -> list[Place | None]:
    """For each app, given by its places, where the firm stands that the text says is behind it."""
    where = sorted((a, b, i) for i, places in enumerate(apps) for a, b in places)
    made: list[Place | None] = [None] * len(apps)
    for firm in sorted(firms):
        for i in _apps_of(ctx, text, where, firm):
            made[i] = made[i] or firm
    return made


def _apps_of(ctx: Context, text: str, where: list[tuple[int, int, int]], firm: Place) -> list[int]:
    """The apps that one place of a firm is said to be behind."""
    start, end = ctx.sentence(firm[0])
    at = bisect_left(where, (firm[0], 0, 0))
    before = [w for w in where[max(0, at - 12) : at] if w[1] <= firm[0]]
    after = [w for w in where[at : at + 12] if firm[1] <= w[0] < end]
    if before and before[-1][0] >= start:
        between = text[before[-1][1] : firm[0]]
        if _AFTER_APP.fullmatch(between) and (
            re.search(r"[a-z(]{2}", between) or _in_list(ctx, before[-1], text[firm[0] : firm[1]])
        ):
            return [before[-1][2]]
    if after and _AFTER_FIRM.fullmatch(text[firm[1] : after[0][0]]):
        found = [after[0]]
        for w in after[1:]:
            if not re.fullmatch(r"[”\"]?(?:, | and |, and )(?:the )?[“\"]?", text[found[-1][1] : w[0]]):
                break
            found.append(w)
        return [w[2] for w in found]
    alone = _ALONE_BEFORE.search(text[start : firm[0]]) or _ALONE_AFTER.match(text, firm[1])
    return [before[-1][2]] if alone and before and len({w[2] for w in before[-2:]}) == 1 else []


def _in_list(ctx: Context, app: tuple[int, int, int], firm: str) -> bool:
    """Whether a legal entity follows a name at the beginning of a line: a list of apps and their developers."""
    line = ctx.view[ctx.view.rfind("\n", 0, app[0]) + 1 : app[0]]
    return bool(_LEGAL.search(firm)) and bool(
        re.fullmatch(r"[\s(]*(?:\d{1,3}[.)]?|[-•*–])?\)?[\s|]*[“\"]?", line)
    )
