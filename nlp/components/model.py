"""English apps by a statistical model: names that stand in prose without a mark. Trained by `bench/train.py`.

The model is this project's own (see `nlp/models/en/meta.json`): its first layers come from spaCy's small English model, what
it tells apart was learned from the project's gold texts. It reads line by line, as it was trained.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language as Pipeline

from nlp.components.appnames import NO_NAME_EN, person_en, trim_en
from nlp.found import Found
from store.records import Language

MODELS = Path(__file__).resolve().parents[1] / "models"
_LINE = re.compile(r"[^\n]*\w[^\n]*")
_SENTENCE = re.compile(r"[a-z)\"”][.;:!?]|, ")  # lines without one are titles, cells and menus
_MOST = 2_000  # code points of a line that are read at once
_FIRM = re.compile(
    r" (?:Securities|Partners|Capital|Ventures|Bank|Holdings|Group|Press|Insurance|Consulting|Advisors|LLP|Studios?|Labs)$"
)
_PLACE_BEFORE = re.compile(r"\b(?:in|at|near|around|from) $")
_EDGES = " \t.,;:!?\"'“”‘’()[]《》|-–—"


@cache
def model(language: Language) -> Pipeline | None:
    """The trained model of a language; None where there is none."""
    home = MODELS / language
    return spacy.load(home) if home.is_dir() else None


def find(view: str, language: Language) -> Iterator[Found]:
    """Every app that the model sees. What it takes for firms is left alone: it cost more precision than it gave recall."""
    nlp = model(language)
    if nlp is None:
        return
    lines = (m for m in _LINE.finditer(view) if _SENTENCE.search(m[0]))
    places = [(m.start() + at, m[0][at : at + _MOST]) for m in lines for at in range(0, len(m[0]), _MOST)]
    for doc, at in nlp.pipe(((line, at) for at, line in places), as_tuples=True):
        for entity in doc.ents:
            name = entity.text.strip(_EDGES)
            offset, kept = trim_en(name)
            if entity.label_ == "APP" and kept and _may_be(kept, doc.text[: entity.start_char]):
                start = at + entity.start_char + entity.text.index(name) + offset
                yield Found(start, start + len(kept), "app", "", "model", ("app",))


def _may_be(name: str, before: str) -> bool:
    """Whether nothing in a name or just before it speaks against an app: an office, a person, a firm, a place."""
    return not (
        NO_NAME_EN.search(name)
        or person_en().match(name)
        or _FIRM.search(name)
        or _PLACE_BEFORE.search(before[-8:])
    )
