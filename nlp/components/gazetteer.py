"""Names of the vocabulary (companies, apps, authorities, laws) and what shadows them, by one Aho-Corasick pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

import ahocorasick

from nlp.found import Found, Label, longest
from nlp.lexicon import load, spelt_out
from nlp.view import view as view_of
from store import vocab
from store.records import Language

_SHORT_CODES = ("CAC", "MPS", "NPC", "PBC")  # other codes of three letters are ordinary abbreviations too

Entry = tuple[
    Label, str, str, bool
]  # label, code or key, the name as the vocabulary has it, doubtful without context


def _names() -> Iterator[tuple[str, Label, str, bool]]:
    for company in vocab.companies().values():
        for name in (company.zh, company.en, *company.names, *company.legal):
            yield name, "company", company.key, getattr(company, "context", False)
    for app in vocab.apps().values():
        for name in (app.zh, app.en, *app.names):
            yield name, "app", app.key, getattr(app, "context", False)
    for name in load("names")["known_apps_zh"].split():
        yield name, "app", "", False
    for code, term in vocab.issuers().items():
        short = (code,) if (len(code) > 3 and "-" not in code) or code in _SHORT_CODES else ()
        for name in (term.zh, term.en, *short, *term.also):
            yield name, "authority", code, False
    for code, term in vocab.laws().items():
        for name in (term.zh, term.en, *term.also):
            yield name, "law", code, False
    for key in ("outlets", "others", "phrases"):
        for name in load("press")[key]:
            yield name, "shadow", key, False


@cache
def automaton() -> ahocorasick.Automaton:
    """All names in lower case; a name of several things leads to all of them."""
    entries: dict[str, list[Entry]] = {}
    for name, label, code, context in _names():
        plain = view_of(name)
        if len(plain) < 2 or (label == "authority" and len(plain) < 3):
            continue
        entry: Entry = (label, code, plain, context)
        bucket = entries.setdefault(plain.lower(), [])
        if all((e[0], e[1]) != (label, code) for e in bucket):
            bucket.append(entry)
    made = ahocorasick.Automaton()
    for key, bucket in entries.items():
        made.add_word(key, (len(key), bucket))
    made.make_automaton()
    return made


def find(view: str, language: Language) -> list[Found]:
    """The longest names that stand as words of their own. Context-bound names are kept with rule "context"."""
    lower = view.lower()
    if len(lower) != len(view):  # a few letters grow in lower case
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in view)
    hits: list[Found] = []
    for last, (length, bucket) in automaton().iter(lower):
        start, end = last - length + 1, last + 1
        if _is_word(view, start, end):
            hits += _found(view, start, end, bucket)
    offices = {i for f in hits if f.label == "authority" for i in (f.start, f.end - 1)}
    return longest(
        [*hits, *(f for f in _patterns(view, language) if not offices & set(range(f.start, f.end)))]
    )


def _found(view: str, start: int, end: int, bucket: list[Entry]) -> Iterator[Found]:
    written = view[start:end]
    for label, code, name, context in bucket:
        if _case_fits(written, name):
            yield Found(start, end, label, code, "context" if context else "gazetteer")


def _patterns(view: str, language: Language) -> Iterable[Found]:
    for pattern in load("press")["others_patterns"]:
        for match in re.finditer(pattern, view):
            yield Found(match.start(), match.end(), "shadow", "others", "pattern")
    if language == "en":
        yield from _laws(view)


@cache
def _law_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """How English texts write each law."""
    written = load("laws_en")
    return tuple(
        (
            code,
            re.compile("|".join(rf"\b(?:{spelt_out(p, written['words'])})" for p in patterns), re.IGNORECASE),
        )
        for code, patterns in written["patterns"].items()
    )


def _laws(view: str) -> Iterator[Found]:
    small = load("laws_en")["lower"]
    for code, pattern in _law_patterns():
        for match in pattern.finditer(view):
            if code in small or view[match.start()].isupper():
                yield Found(match.start(), match.end(), "law", code, "pattern")


def _is_word(view: str, start: int, end: int) -> bool:
    """Latin letters and digits must not go on beyond the name, except in plurals and possessives."""
    if start and _latin(view[start]) and _latin(view[start - 1]):
        return False
    return not (end < len(view) and _latin(view[end - 1]) and _latin(view[end]))


def _latin(char: str) -> bool:
    return char.isascii() and char.isalnum()


def _case_fits(written: str, name: str) -> bool:
    """A name with a capital is no ordinary word: it needs one in the text too."""
    return not name[0].isupper() or not name[0].isascii() or written[0].isupper()
