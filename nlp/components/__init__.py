"""The components of both pipelines, in order. Each adds what it finds to `doc._.found` and decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.language import Language as Pipeline
from spacy.tokens import Doc

from nlp.components import (
    acts,
    appnames,
    authorities,
    entities,
    enumerations,
    gazetteer,
    listnames,
    marked,
    numbers,
    persons_en,
    plainzh,
    problems,
    sums,
    times,
)
from nlp.found import Found
from store.records import Language

Finder = Callable[[str, Language], Iterable[Found]]

COMPONENTS: dict[str, Finder] = {
    "gazetteer": gazetteer.find,
    "authorities": authorities.find,
    "entities": entities.find,
    "persons_en": persons_en.find,
    "appnames": appnames.find,
    "marked": marked.find,
    "enumerations": enumerations.find,
    "listnames": listnames.find,
    "plainzh": plainzh.find,
    "problems": problems.find,
    "acts": acts.find,
    "times": times.find,
    "sums": sums.find,
    "numbers": numbers.find,
}

if not Doc.has_extension("found"):
    Doc.set_extension("found", default=None)
    Doc.set_extension("view", default="")


def _component(name: str, finder: Finder) -> None:
    def create(nlp: Pipeline, name: str) -> Callable[[Doc], Doc]:
        language: Language = "zh" if nlp.lang == "zh" else "en"

        def component(doc: Doc) -> Doc:
            found = doc._.found if doc._.found is not None else []
            doc._.found = [*found, *finder(doc._.view, language)]
            return doc

        return component

    Pipeline.factory(f"tongbao_{name}", func=create)


for _name, _finder in COMPONENTS.items():
    _component(_name, _finder)
