"""Which identities go by a name that a person types: in the store, and in the curated list before any notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlmodel import Session, select

from store import vocab
from store.db import reading
from store.merging import follow
from store.tables import App, Company, Name
from store.watchers import Engine

NEAR = 60.0  # of 100: names less alike than this are no help to a reader
FUZZY_NAMES = 20_000  # so many names are compared with a misspelt one


@dataclass(frozen=True)
class Choice:
    """An identity that a name may stand for; the id is empty where only the curated list knows it yet."""

    subject: str  # company | app
    id: str
    name: str
    name_en: str
    curated: str


def called(engine: Engine, subject: str, text: str) -> list[Choice]:
    """The identities of this kind that go by `text`, or have it as their id or curated key; curated ones once."""
    key = vocab.fold(text)
    with reading(engine) as session:
        ids = session.exec(select(Name.subject_id).where(Name.subject == subject, Name.key == key)).all()
        found = {c.id: c for id_ in (*ids, text) if (c := _choice(session, subject, follow(session, id_)))}
    known = {c.curated for c in found.values()}
    fresh = [c for c in _curated(subject, text, key) if c.curated not in known]
    return [*found.values(), *fresh]


def near(engine: Engine, subject: str, text: str, limit: int = 5) -> list[str]:
    """Names a little like `text`, for someone who mistyped."""
    with reading(engine) as session:
        rows = session.exec(select(Name.text).where(Name.subject == subject).limit(FUZZY_NAMES)).all()
    names = {vocab.fold(n): n for n in (*rows, *(n for _, names in _vocabulary(subject) for n in names))}
    hits = process.extract(vocab.fold(text), names.keys(), scorer=fuzz.WRatio, limit=limit, score_cutoff=NEAR)
    return [names[key] for key, _, _ in hits]


def firms_of(engine: Engine, text: str) -> list[str]:
    """Firms whose app goes by this name: a hint for someone who typed an app's name for a firm's."""
    found = set()
    choices = called(engine, "app", text)
    with reading(engine) as session:
        for choice in choices:
            app = session.get(App, choice.id)
            firm = session.get(Company, app.company_id) if app and app.company_id else None
            curated = vocab.apps().get(choice.curated)
            known = vocab.companies().get(curated.company) if curated else None
            if firm:
                found.add(firm.name_en or firm.name)
            elif known:
                found.add(known.en or known.zh)
    return sorted(found)


def _choice(session: Session, subject: str, id_: str) -> Choice | None:
    thing = session.get(Company, id_) if subject == "company" else session.get(App, id_)
    return Choice(subject, thing.id, thing.name, thing.name_en, thing.curated) if thing else None


def _vocabulary(subject: str) -> Iterator[tuple[Choice, tuple[str, ...]]]:
    if subject == "company":
        for firm in vocab.companies().values():
            yield (
                Choice(subject, "", firm.zh, firm.en, firm.key),
                (firm.zh, firm.en, *firm.names, *firm.legal),
            )
    else:
        for app in vocab.apps().values():
            yield Choice(subject, "", app.zh, app.en, app.key), (app.zh, app.en, *app.names)


def _curated(subject: str, text: str, key: str) -> list[Choice]:
    return [
        choice
        for choice, names in _vocabulary(subject)
        if text == choice.curated or key in {vocab.fold(name) for name in names if name}
    ]
