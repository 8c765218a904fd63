"""Wordings of violations, by code. Titles of laws and campaigns in 《》 hold such words and are no wordings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.found import Found
from nlp.lexicon import coded
from store.records import Language

_TITLE = re.compile(r"《[^》\n]{0,120}》")


def find(view: str, language: Language) -> Iterator[Found]:
    """Every wording of every code in a text."""
    text = _TITLE.sub(lambda m: "□" * len(m[0]), view)
    for code, pattern in coded("wording", language):
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield Found(match.start(), match.end(), "violation", code, "wording")


def codes(wording: str) -> list[str]:
    """The codes of one problem cell or clause in the source's own words; the umbrella yields to exact codes."""
    found: list[str] = []
    for language in ("zh", "en"):
        for f in find(wording, language):
            if f.code not in found:
                found.append(f.code)
    return exact(found)


def exact(found: list[str]) -> list[str]:
    """The codes without the umbrella where something more exact is said."""
    if any(code.startswith("pi_") and code != "pi_unspecified" for code in found):
        return [code for code in found if code != "pi_unspecified"]
    return found
