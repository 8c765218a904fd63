"""Wordings of acts of authorities, by code."""

from __future__ import annotations

from collections.abc import Iterator

from nlp.found import Found
from nlp.lexicon import coded
from store.records import Language


def find(view: str, language: Language) -> Iterator[Found]:
    """Every wording of every act in a text."""
    for code, pattern in coded("actions", language):
        for match in pattern.finditer(view):
            if match.end() > match.start():
                yield Found(match.start(), match.end(), "action", code, "wording")
