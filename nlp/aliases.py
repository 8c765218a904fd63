"""Names of one item that are one thing: short forms, forms said in brackets, one label each, every place."""

from __future__ import annotations

import re
from collections import defaultdict

from nlp.context import Context
from nlp.named import Name, shortens
from store import vocab

_MOST_NAMES = 400  # no prose has more; beyond, names stand as they were found


def introduced(ctx: Context, groups: dict[tuple[str, str], Name], text: str) -> list[Name]:
    """（以下简称“X”）: the short form belongs to the name just before the bracket."""
    found = list(groups.values())
    for f in ctx.of("company"):
        if f.rule != "short":
            continue
        bracket = ctx.view.rfind("(", 0, f.start)
        owner = next((n for n in found for a, b in n.places if bracket - 2 <= b <= bracket), None)
        if owner is None or re.fullmatch(r"《.*", ctx.view[f.start : f.end]):
            continue
        short = vocab.fold(text[f.start : f.end])
        for other in [
            n
            for n in found
            if n is not owner
            and n.label == owner.label
            and all(vocab.fold(x) == short for x in n.forms(text))
        ]:
            owner.places += other.places
            found.remove(other)
        places = [(m.start(), m.end()) for m in re.finditer(re.escape(text[f.start : f.end]), text)]
        inside = [(a, b) for n in found if n.label == owner.label for a, b in n.places]
        owner.places += [(a, b) for a, b in places if not any(a >= x and b <= y for x, y in inside)]
        owner.places.sort()
    return found


def short_forms(found: list[Name], text: str) -> list[Name]:
    """ "Didi Chuxing", then "Didi": an uncurated later form that begins or is held by a longer one joins it."""
    kept: list[Name] = []
    for name in found:
        if len(kept) > _MOST_NAMES:
            kept.append(name)
            continue
        forms = name.forms(text)
        longer = next(
            (
                k
                for k in kept
                if _initials_of(name, k, forms[0], text)
                or (
                    k.label == name.label
                    and not (name.key and k.key and name.key != k.key)
                    and any(shortens(s, full) or _full_of(full, s) for s in forms for full in k.forms(text))
                )
            ),
            None,
        )
        if longer is not None and not (name.key and not longer.key and name.label == "app"):
            longer.places = sorted(set(longer.places + name.places))
            longer.key = longer.key or name.key
        else:
            kept.append(name)
    return kept


_GENERIC_EN = re.compile(
    r"(?:,? (?:Inc|Corp|Corporation|Co|Company|Ltd|Limited|PLC|LLC|Group|Holdings?|International|Global|Technology"
    r"|Technologies|Platforms)\b\.?,?)+",
    re.IGNORECASE,
)


_WORD_EN = re.compile(r"[A-Z][\w'-]*")


def _initials_of(name: Name, firm: Name, form: str, text: str) -> bool:
    """Whether an uncurated name is the initials of a firm named before it: Full Truck Alliance, then FTA."""
    if name.key or firm.label != "company" or not re.fullmatch(r"[A-Z]{2,6}", form):
        return False
    words = _WORD_EN.findall(firm.forms(text)[0])
    initials = "".join(word[0] for word in words)
    return len(words) > 1 and initials.startswith(form) and len(initials) - len(form) <= 2


def _full_of(short: str, full: str) -> bool:
    """Whether a later English name is an earlier one with nothing but words of its legal form behind it."""
    return (
        full.isascii()
        and len(short) > 2
        and full.casefold().startswith(short.casefold())
        and bool(_GENERIC_EN.fullmatch(full, len(short)))
    )


def _without_parts(found: list[Name], text: str) -> list[Name]:
    """Without places that are only a part of an app's longer name: Youku in another "Youku Kids Lite"."""
    forms = {
        f for n in found[:_MOST_NAMES] if n.label == "app" and not n.key for f in n.forms(text) if " " in f
    }
    if not forms:
        return found
    longer = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(forms, key=len, reverse=True))) + r")\b")
    wholes = [m.span() for m in longer.finditer(text)]
    for name in found:
        name.places = [
            (a, b)
            for a, b in name.places
            if not any(x <= a and b <= y and (x, y) != (a, b) for x, y in wholes)
        ]
    return [n for n in found if n.places]


def one_label(ctx: Context, found: list[Name], text: str) -> list[Name]:
    """A new name taken for an app here and for a company there is what its stronger rule says."""
    strength = {
        "quoted": 5,
        "legal": 5,
        "noun": 4,
        "title": 3,
        "apposition": 3,
        "enumeration": 2,
        "possessive": 1,
        "weak_legal": 2,
    }
    by_form: dict[str, list[Name]] = defaultdict(list)
    for name in found:
        if not name.key:
            by_form[vocab.fold(name.forms(text)[0])].append(name)
    if ctx.language == "en":
        found = _without_parts(found, text)
    keyed = {vocab.fold(f) for n in found if n.key for f in n.forms(text)}
    dropped: set[int] = set()
    for form, same in by_form.items():
        if form in keyed:
            dropped |= {id(n) for n in same}
        elif len(same) > 1:
            best = max(same, key=lambda n: strength.get(n.rule, 0))
            for other in same:
                if other is not best:
                    best.places = sorted(best.places + other.places)
                    dropped.add(id(other))
    return sorted((n for n in found if id(n) not in dropped), key=lambda n: n.places[0])


def every_place(ctx: Context, found: list[Name], text: str) -> list[Name]:
    """A name that one place has proved is a name wherever its words stand."""
    taken = {i for n in found for a, b in n.places for i in range(a, b)}
    for name in found[:_MOST_NAMES]:
        if name.key:
            continue
        for form in name.forms(text):
            if len(form) < 3:
                continue
            for m in re.finditer(
                rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])" if form.isascii() else re.escape(form),
                text,
            ):
                if (
                    not any(i in taken for i in range(m.start(), m.end()))
                    and ctx.view[m.start() : m.end()].strip()
                ):
                    name.places.append((m.start(), m.end()))
        name.places.sort()
    return found
