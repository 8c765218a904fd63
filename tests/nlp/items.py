"""Items for tests of the extractor, made from plain text."""

from __future__ import annotations

from nlp.pipeline import extract
from store.records import Extraction, Item, Reading


def record(
    text: str, published: str | None = "2024-05-06", title: str | None = None, issuer: str | None = None
) -> Extraction:
    """The record of one text."""
    reading = Reading(file="", media_type="text/plain", text=text)
    return extract(Item(id="t", readings=[reading], published=published, title=title, issuer=issuer))


def quotes_stand(text: str, made: Extraction) -> bool:
    """Whether every quote is to be found where it says."""
    places = [e for a in made.apps for e in a.evidence] + [e for c in made.companies for e in c.evidence]
    places += [e for v in made.violations for e in v.evidence] + [e for w in made.laws for e in w.evidence]
    places += [e for d in made.deadlines for e in d.evidence] + [
        e for p in made.penalties for e in p.evidence
    ]
    places += [e for act in made.actions for e in act.evidence]
    return all(e.text and text[e.start : e.end] == e.text for e in places if e.start is not None)
