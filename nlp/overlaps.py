"""Which of the findings that overlap stands: the longest, and what is sure before what is only likely."""

from __future__ import annotations

import re
from collections import defaultdict

from nlp.context import Context
from nlp.found import Found, longest

_WEAK = {  # rules that only make a name likely, the surest first
    "launched": 2,
    "own_app": -1,
    "quoted": 0,
    "noun": 1,
    "enumeration": 2,
    "accused": 3,
    "title": 3,
    "apposition": 3,
    "possessive": 3,
    "weak_legal": 4,
    "capital": 5,
    "plain": 5,
}


def spans(ctx: Context) -> dict[tuple[int, int], list[Found]]:
    """Findings by place: the longest of those that overlap, apart from shadows, authorities and laws."""
    usable = [
        f
        for f in dict.fromkeys(ctx.found)
        if f.label in ("company", "app", "authority", "law", "shadow") and f.rule != "short"
    ]
    dropped: set[Found] = set()
    firm = [f for f in usable if f.rule not in _WEAK]
    kept = longest(firm)
    owner = {i: f for f in kept for i in range(f.start, f.end)}
    curated = {(f.start, f.end) for f in kept}
    for f in sorted((f for f in usable if f.rule in _WEAK), key=lambda f: (_WEAK[f.rule], f.start - f.end)):
        inside = list(dict.fromkeys(owner[i] for i in range(f.start, f.end) if i in owner))
        if f.rule == "plain" and inside:
            if any(k.rule != "context" or not (f.start <= k.start and k.end <= f.end) for k in inside):
                continue
            dropped |= set(inside)  # ordinary words that a name holds
            inside = []
        called = f.rule == "title" and ctx.view.endswith(" app ", 0, f.start)
        if (
            f.label == "app"
            and f.rule in ("capital", "enumeration", "title")
            and not called
            and _is_firm(f, inside)
        ):
            continue
        if f.rule == "capital" and _product(ctx, f, inside):
            dropped |= set(inside)
            kept.append(f)
            owner |= dict.fromkeys(range(f.start, f.end), f)
            continue
        if (f.start, f.end) in curated or all((k.start, k.end) == (f.start, f.end) for k in inside):
            kept.append(f)
            owner |= dict.fromkeys(range(f.start, f.end), f)
        elif (
            inside
            and all(f.start <= k.start and k.end <= f.end and k.label != "law" for k in inside)
            and f.rule in ("quoted", "own_app", "enumeration", "noun", "weak_legal", "title", "apposition")
        ):
            shadowed = any(k.label in ("shadow", "authority") and not _outdone(k, f) for k in inside)
            if shadowed or _is_possessive(ctx, f, inside):
                continue
            if f.rule == "enumeration" and not (
                f.label == "app" and inside[0].start == f.start and ctx.view[inside[0].end] == " "
            ):
                continue
            dropped |= set(inside)  # "X Maps" holds the firm X: the whole is the name
            kept.append(f)
            owner |= dict.fromkeys(range(f.start, f.end), f)
    found: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for f in kept:
        if f not in dropped:
            found[f.start, f.end].append(f)
    return found


_PRODUCT = re.compile(
    r" (?:Translat(?:e|or|ion)|Maps?|Browser|Input(?: Method)?|Keyboard|Video|Music|Reader|Reading|Cloud|Drive|NetDisk"
    r"|Mail|Wallet|Pay|News|Live|Weather|Photos?|Camera|Assistant|Search|Chat|Messenger|Games?|Sports|Health|Docs|Meeting|Books?|Travel"
    r"|Dictionary|Store|Finance|Comics?|Radio|Lite|Pro|Express)(?: (?:Lite|Pro|App|Express|HD|International))?"
)


def _product(ctx: Context, f: Found, inside: list[Found]) -> bool:
    """Whether capitalised words are a known firm's name and the kind of its product: "Sogou Translate"."""
    first = [k for k in inside if k.start == f.start and k.code and k.label == "company"]
    return len(inside) == 1 and bool(first) and bool(_PRODUCT.fullmatch(ctx.view, first[0].end, f.end))


def _is_firm(f: Found, inside: list[Found]) -> bool:
    """Whether a place that looks like an app's is just the curated name of a firm, which no app has."""
    same = [k for k in inside if (k.start, k.end) == (f.start, f.end) and k.code]
    return bool(same) and all(k.label == "company" for k in same)


def _outdone(shadow: Found, f: Found) -> bool:
    """Whether a list or quotes name an app that is only called like an institution ("Noodle School")."""
    return shadow.label == "shadow" and shadow.rule == "pattern" and f.label == "app" and f.rule == "quoted"


def _is_possessive(ctx: Context, f: Found, inside: list[Found]) -> bool:
    return (
        any(ctx.view[k.end : k.end + 2] == "'s" and k.end < f.end for k in inside)
        or "和" in ctx.view[f.start : f.end]
        or "、" in ctx.view[f.start : f.end]
    )
