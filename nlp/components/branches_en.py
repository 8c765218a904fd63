"""Local offices that an English text calls branches of the authority named before: "its Beijing and Hebei branches"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.found import Found
from nlp.kin import LOCAL
from store import vocab

_BRANCHES_EN = re.compile(
    r"\b(?:[Ii]ts|[Tt]he (?:administration|ministry|regulator|watchdog)['’]s|[Tt]he) (?P<places>[A-Z][\w]+(?: [A-Z]\w+)?"
    r"(?:(?:, | and |, and )[A-Z]\w+(?: [A-Z]\w+)?){0,8}) (?:branch(?:es)?|offices?|arms?|counterparts?|bureaus?)\b(?! of)"
)


def branches(view: str, places: dict[str, str]) -> Iterator[Found]:
    """ "Its Beijing and Guangdong branches": local offices of the kind of the authority named last."""
    named = [(m.start(), _code_en()[m[0]]) for m in _national_en().finditer(view)]
    for match in _BRANCHES_EN.finditer(view):
        before = [code for at, code in named if at < match.start()]
        kind = LOCAL.get(before[-1].partition("-")[0]) or before[-1].partition("-")[0] if before else ""
        for place in re.finditer(r"[A-Z]\w+(?: [A-Z]\w+)?", match["places"]):
            code = f"{kind}-{places.get(place[0].lower(), '')}"
            if code in vocab.issuers():
                at = match.start("places") + place.start()
                yield Found(at, at + len(place[0]), "authority", code, "office")


@cache
def _national_en() -> re.Pattern[str]:
    names = [
        name
        for code in LOCAL
        for name in (code, vocab.issuers()[code].en, *vocab.issuers()[code].also)
        if name.isascii()
    ]
    return re.compile("|".join(rf"\b{re.escape(n)}\b" for n in sorted(names, key=len, reverse=True)))


@cache
def _code_en() -> dict[str, str]:
    return {
        name: code
        for code in LOCAL
        for name in (code, vocab.issuers()[code].en, *vocab.issuers()[code].also)
        if name.isascii()
    }
