"""Natural persons who are fined or warned in English texts: "its president, Liu Anran, was fined 1 million yuan"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.found import Found
from nlp.lexicon import load
from store.records import Language

_WORD = r"[A-Z][a-z]+(?:-[A-Z]?[a-z]+)?"
_NAME = rf"(?P<name>{_WORD} {_WORD})"
_OFFICE = (
    r"(?:chief (?:\w+ )?(?:executive|officer|technology officer)(?: officer)?|CEO|CTO|CFO|COO"
    r"|chairman|chairwoman|chairperson|chair|(?:vice[- ])?president|co-?founder|founder|owner"
    r"|legal representative|representative|director|manager|supervisor"
    r"|executive|officer|programmer|developer|engineer|administrator|head|boss|person (?:directly |primarily )?"
    r"(?:in charge|responsible)|landlord|broker|salesman|clerk|employee|host|blogger|shareholder)"
)
_TOLD = (
    rf"(?i:\b{_OFFICE}),? (?:(?-i:Mr|Ms|Mrs|Miss|Dr)\.? )?{_NAME}\b",
    rf"\b(?:Mr|Ms|Mrs|Miss)\.? {_NAME}\b",
    rf"\b(?:fined|fine|penalty|warning|warned|sum|yuan|laid|imposed)\b[^.;\n]{{0,40}} (?:up)?on (?:one )?{_NAME}\b",
    rf"\bone {_NAME}\b",
    rf"\b{_NAME}, (?:aged )?\d\d,",
    rf"\b{_NAME},? (?:the|its|a|an|then) (?i:[\w' -]{{0,40}}{_OFFICE})\b",
    rf"\bfin(?:ed|ing) {_NAME}(?=,| (?:\d|RMB|an? |about))",
    rf"\b{_NAME} (?:was|were|has been|had been) (?:also |both |each |personally )?fined\b",
)
_ONE_WORD = re.compile(r"\b(?:one|surnamed) (?P<name>[A-Z][a-z]+)(?=[,.;]| (?:was|were|\d))")
_PUNISHED = re.compile(
    r"\b(?:fin(?:e|es|ed|ing)|penalt\w+|warning|detention|detained|arrested)\b", re.IGNORECASE
)
_SENTENCE = re.compile(r"(?:[^.\n]|\.(?!\s)|(?<=\b[A-Z])\.|(?<=Mr)\.|(?<=Ltd)\.|(?<=Co)\.|(?<=Inc)\.)+")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in _TOLD)


@cache
def _surnames() -> frozenset[str]:
    names = load("names")
    return frozenset([*names["surnames_en"], *names["more_surnames_en"]])


def find(view: str, language: Language) -> Iterator[Found]:
    """The persons in sentences of an English text that tell of a fine or a warning."""
    if language != "en":
        return
    for sentence in _SENTENCE.finditer(view):
        if _PUNISHED.search(sentence[0]):
            yield from _persons(view, *sentence.span())


def _persons(view: str, start: int, end: int) -> Iterator[Found]:
    for pattern in _patterns():
        for match in pattern.finditer(view, start, end):
            if _is_person(match["name"]) or re.search(
                r"\b(?:one|Mr|Ms|Mrs)\.? $", view[: match.start("name")][-6:]
            ):
                yield Found(*match.span("name"), "company", "", "person")
    for match in _ONE_WORD.finditer(view, start, end):
        if match["name"] in _surnames():
            yield Found(*match.span("name"), "company", "", "person")


def _is_person(name: str) -> bool:
    """Whether one of two words is a Chinese family name and neither begins no name."""
    words = name.split(" ")
    common = set(load("names")["not_name_en"]) - _surnames()
    return bool(_surnames() & {words[0], words[-1]}) and not set(words) & common
