"""What proves that capitalised English words, met in an item on apps, are the name of one: the words around them."""

from __future__ import annotations

import re
from functools import cache

from nlp.context import Context
from nlp.done import counts as act_counts
from nlp.found import Found
from nlp.harm import counts as harm_counts
from nlp.lexicon import load
from nlp.membership import listed_with

_SORTS = (
    r"apps?|applications?|mini[- ]?programs?|SDKs?|websites?|sites?|platforms?|games?|browsers?|clients?|programs?|chatbots?"
    r"|software|services?|bots?|kits?"
)
_ROLES = (
    r"(?:makers?|operators?|developers?|publishers?|producers?|creators?|users|customers|founders?|members)"
)
_BEFORE = re.compile(
    rf"\b(?:{_ROLES} of|(?:{_SORTS}) (?:is|was|are|called|named|by the name of|known as)"
    r"|by the name of|downloaded|uninstalled"
    rf"|(?:{_SORTS}),|fake|bogus) [“\"]?$"
)
_AFTER = re.compile(
    rf"[”\"]?(?:'s?)? (?:{_ROLES}|privacy policy|pop-ups?|permissions?)\b"
    rf"|[”\"]?,? (?:as|which|that) the (?:{_SORTS}) (?:is|was)"
    rf"|[”\"]? \((?:an? |the )?(?:[a-z][\w-]* )?(?:{_SORTS})\)"
    rf"|[”\"]?(?:, (?:an?|the|which is an?) (?:[a-z][\w'-]* ){{0,4}}(?:{_SORTS})\b"
    r"(?! (?:firm|company|giant|maker|user|store)))"
    r"|[”\"]? (?:asks?|asked|asking|requests?|requested|collects?|collected|gathers?|gathered|harvest\w*"
    r"|uploads?|uploaded|keeps?"
    r"|reads?|hides?|shares?|shared|opened|turns? on|lets|obliges|forces|forced|has no|had no|still had no|sends?|shows?)"
    r" (?:[\w'-]+ ){0,6}(?:microphone|camera|location|contacts?|contact lists?|permissions?|privacy|consent|personal|data"
    r"|phone numbers?|text messages|clipboards?|accounts?|ads|advertisements|push|pop-ups?|rules|photos"
    r"|users|faces|address books?)\b"
)
_JOINED_BEFORE = re.compile(r"(?:, and |, | and |; and |; | or )(?:the (?:[a-z][\w'-]* ){1,3})?[“\"]?$")
_JOINED_AFTER = re.compile(
    r"[”\"]?(?:, and |, | and |; and |; | or )(?:the (?:[a-z][\w'-]* ){1,3})?[“\"]?(?=[A-Z0-9])"
)
_SURE = ("gazetteer", "quoted", "noun", "own_app", "apposition", "title")
_NAME = r"[A-Z0-9][\w&'.-]*(?: (?:[A-Z0-9&][\w&'.-]*|of|to|the|for|by)){0,5}"
_SERIES_SO_FAR = re.compile(rf"(?:{_NAME}(?:, and |, | and |; and |; ))*(?:the (?:[a-z'-]+ ){{1,3}})?[“\"]?")
_LIST_NEAR = re.compile(rf"\b(?:{_SORTS})\b", re.IGNORECASE)
_LISTS = re.compile(
    r"\b(?:list|batch|notice|named|names|removed|going|gone|users' rights|offenders)\b", re.IGNORECASE
)


def proved(ctx: Context, start: int, end: int) -> bool:
    """Whether the words around a capitalised name tell that it is an app, in an item that speaks of apps."""
    if start < ctx.title_end or not ctx.of_apps or ctx.foreign(start):
        return False
    if _person(ctx.view[start:end]):
        return False
    return (
        accused(ctx, start) or _told(ctx, start, end) or joined(ctx, start, end) or in_list(ctx, start, end)
    )


_UNSURE = ("capital", "noun", "title", "enumeration", "apposition", "accused", "weak_legal", "possessive")
_SMALL = re.compile(r"\b[a-z][a-z]{4,}\b(?![-’'])")
_WORDS = re.compile(r"\b[A-Za-z][\w'’-]*")
_FEWEST = 5  # words of a line before it is called a heading


def no_name_en(ctx: Context, start: int, end: int, found: list[Found]) -> bool:
    """Whether unsure findings are words of a fault or of a rule, or of a line in which every word has a capital."""
    if not all(f.rule in _UNSURE for f in found):
        return False
    fault = all(f.label == "app" for f in found) and _faults().search(ctx.view, start, end)
    return bool(fault) or _heading(ctx.view, start, end)


@cache
def _faults() -> re.Pattern[str]:
    return re.compile(load("names")["never_app_en"])


def _heading(view: str, start: int, end: int) -> bool:
    first, stop = view.rfind("\n", 0, start) + 1, view.find("\n", end)
    line = view[first : stop if stop >= 0 else len(view)]
    return (
        len(line) < 200
        and not line.rstrip().endswith(".")
        and not _SMALL.search(line)
        and len(_WORDS.findall(line)) >= _FEWEST
    )


def _person(name: str) -> bool:
    """Whether two words are a person's name as Chinese persons are named."""
    words = name.split(" ")
    return len(words) == 2 and bool(_surnames() & set(words))


@cache
def _surnames() -> frozenset[str]:
    return frozenset(load("names")["surnames_en"])


def accused(ctx: Context, at: int) -> bool:
    """Whether the sentence tells of a violation, or of an act in the passive that is done to the name."""
    start, end = ctx.sentence(at)
    evil = [f for f in ctx.within(start, end, "violation") if harm_counts(ctx, f)]
    acts = [f for f in ctx.within(start, end, "action") if act_counts(ctx, f)]
    return bool(evil) or any(f.code in ("removal", "naming") and _before_act(ctx, at, f) for f in acts)


def _before_act(ctx: Context, at: int, act: Found) -> bool:
    """Whether a name is what an act in the passive is done to: "X and Y had been removed"."""
    return at < act.start and bool(
        re.search(r"\b(?:has|have|had|was|were) (?:all |both )?(?:been )?$", ctx.view[at : act.start])
    )


def _told(ctx: Context, start: int, end: int) -> bool:
    """Whether the words just before or behind say so, or the sentence says that the name is on the list."""
    begin, stop = ctx.sentence(start)
    if _BEFORE.search(ctx.view[max(begin, start - 60) : start]) or _AFTER.match(ctx.view[end : end + 140]):
        return True
    acts = [f for f in ctx.within(max(0, begin - 1500), stop, "action") if act_counts(ctx, f)]
    return listed_with(ctx, start, [], acts)


def joined(ctx: Context, start: int, end: int) -> bool:
    """Whether the name stands in one series with an app that is known or proved otherwise."""
    before = _JOINED_BEFORE.search(ctx.view[max(0, start - 60) : start])
    if before:
        at = start - len(before[0])
        if any(f.end in (at, at - 1) and _sure(ctx, f) for f in ctx.within(max(0, at - 60), at, "app")):
            return True
    after = _JOINED_AFTER.match(ctx.view, end)
    return bool(after) and any(
        _sure(ctx, f)
        for f in ctx.within(after.end() if after else end, (after.end() if after else end) + 1, "app")
    )


def _sure(ctx: Context, f: Found) -> bool:
    """Whether a finding is an app beyond doubt, and not also a firm."""
    return f.rule in _SURE and not any(g.end == f.end for g in ctx.within(f.start, f.start + 1, "company"))


def in_list(ctx: Context, start: int, end: int) -> bool:
    """Whether the name stands in a bare series, after a colon or as a sentence, that words on a list of apps precede."""
    begin, _ = ctx.sentence(start)
    colon = ctx.view.rfind(": ", max(begin, start - 400), start)
    first = colon + 2 if colon >= 0 else begin
    so_far = ctx.view[first:start]
    if len(so_far) > 400 or not _SERIES_SO_FAR.fullmatch(so_far.lstrip()):
        return False
    if not so_far.strip() and not _JOINED_AFTER.match(ctx.view, end):
        return False
    if any(f.rule in ("legal", "weak_legal") for f in ctx.within(first, end, "company")):
        return False
    near = ctx.view[max(0, first - 160) : first]
    return bool(_LIST_NEAR.search(near) and _LISTS.search(near))
