"""One item in, one record out: `extract`. Builds one spaCy pipeline per language from one list of components."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language as Pipeline

from nlp.assemble import record
from nlp.components import COMPONENTS
from nlp.context import Context
from nlp.found import Found
from nlp.furniture import blank_furniture
from nlp.stray import moved_back, without_strays
from nlp.view import view as view_of
from store.records import Extraction, Item, Language
from store.vocab import FOLDER

_VERSION = "1.0.0"
_BLOCK = 100_000  # code points that one document of the pipeline holds at most, cut at a line's end


def _digest() -> str:
    """Of the extractor's code and vocabulary: what was made with another one is stale."""
    home = Path(__file__).resolve().parent
    made = hashlib.sha256()
    for path in sorted([*home.rglob("*.py"), *FOLDER.glob("*.toml")]):
        made.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()[:10]


EXTRACTOR = f"{_VERSION}+{_digest()}"


@cache
def pipeline(language: Language) -> Pipeline:
    """The pipeline of one language: by character in Chinese, by word in English, then every component."""
    nlp = spacy.blank(language)
    for name in COMPONENTS:
        nlp.add_pipe(f"tongbao_{name}", name=name)
    return nlp


def language_of(view: str) -> Language:
    """Chinese where Han characters are at least a fifth of the letters."""
    han = sum("\u4e00" <= c <= "\u9fff" for c in view)
    latin = sum(c.isascii() and c.isalpha() for c in view)
    return "zh" if han and han * 4 >= latin else "en"


def find(view: str, language: Language) -> list[Found]:
    """What the components find in a view, block by block."""
    found: list[Found] = []
    for start, block in _blocks(view):
        doc = pipeline(language).make_doc(block)
        doc._.view = block
        found += [f.moved(start) for f in pipeline(language)(doc)._.found or []]
    return found


def _blocks(view: str) -> Iterator[tuple[int, str]]:
    start = 0
    while start < len(view):
        end = min(start + _BLOCK, len(view))
        if end < len(view):
            line = view.rfind("\n", start, end)
            end = line + 1 if line > start else end
        yield start, view[start:end]
        start = end


def extract(item: Item) -> Extraction:
    """The record of one item. Never raises for what an item holds."""
    whole = "\n\n".join(reading.text for reading in item.readings)
    item, cuts = without_strays(item)
    text = "\n\n".join(reading.text for reading in item.readings) if cuts else whole
    view = blank_furniture(view_of(text))
    language = language_of(view if view.strip() else view_of(item.title or ""))
    made = record(item, text, Context(view, language, find(view, language)), EXTRACTOR)
    return moved_back(made, cuts, whole) if cuts else made


def extract_many(items: Iterable[Item]) -> Iterator[Extraction]:
    """The records of many items, one by one and in order."""
    return map(extract, items)
