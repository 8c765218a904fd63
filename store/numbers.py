"""Identities that carry one exact number are one by rule: a firm's unified credit code, an app's own filing number.

Each merge is a recorded decision in the rule's name, and is undone like any other; a pair that a person took apart is
never joined by rule again. Where kinds contradict (a firm's name on an app, a natural person, an app and a mini-program,
two curated identities) the number was misread or is another's: nothing is merged, and a person may decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, func, select

from store import decisions
from store.db import reading
from store.identity import codes_of
from store.kinds import is_legal
from store.merging import Subject, follow_all
from store.proposals import RULE, decided
from store.tables import App, Company, Entry, Name
from store.vocab import fold

_NAMED = {"company": "unified social credit code", "app": "filing number"}


@dataclass(frozen=True)
class _Pair:
    subject: Subject
    gone: str
    kept: str
    number: str


def join_by_number(engine: Engine) -> list[str]:
    """Merge what carries one number, and return the decisions' ids. Only what shares a number is looked at."""
    made: list[str] = []
    with reading(engine) as session:
        pairs = _pairs(session)
        apart = list(decided(session)) if pairs else []
    for pair in pairs:
        with reading(engine) as session:
            today = follow_all(session, {id_: id_ for ids in (*apart, (pair.gone, pair.kept)) for id_ in ids})
        gone, kept = today[pair.gone], today[pair.kept]
        if gone != kept and {gone, kept} not in [{today[one], today[other]} for one, other in apart]:
            reason = f"same {_NAMED[pair.subject]}: {pair.number}"
            made.append(decisions.merge(engine, pair.subject, gone, kept, reason, RULE))
    return made


def _pairs(session: Session) -> list[_Pair]:
    """What is to be merged into what: curated identities stay, else those that were seen first."""
    found: list[_Pair] = []
    for number, ids in _shared(session, col(Entry.credit_code), col(Entry.company_id)):
        kept, *firms = sorted((session.get_one(Company, id_) for id_ in ids), key=_rank)
        found += [_Pair("company", f.id, kept.id, number) for f in firms if _one_firm(session, kept, f)]
    for number, ids in _shared(session, col(Entry.filing), col(Entry.app_id)):
        first, *apps = sorted((session.get_one(App, id_) for id_ in ids), key=_rank)
        found += [_Pair("app", a.id, first.id, number) for a in apps if _one_app(session, first, a)]
    return found


def _shared(session: Session, number: Mapped[Any], owner: Mapped[Any]) -> Iterator[tuple[str, set[str]]]:
    """The numbers that more than one identity of today carries, with these."""
    several = select(number).where(number != "").group_by(number).having(func.count(owner.distinct()) > 1)
    found: dict[str, set[str]] = defaultdict(set)
    for value, id_ in session.exec(
        select(number, owner).where(number.in_(several), owner.is_not(None)).distinct()
    ):
        found[value].add(id_)
    today = follow_all(session, {id_: id_ for ids in found.values() for id_ in ids})
    for value in sorted(found):
        ids = {today[id_] for id_ in found[value]}
        if len(ids) > 1:
            yield value, ids


def _rank(row: App | Company) -> tuple[bool, str, str, str]:
    return not row.curated, row.first_seen.isoformat(), row.name, row.id


def _one_firm(session: Session, one: Company, other: Company) -> bool:
    """Whether two firms of one code may be one: each has no other code, and neither is a person or an app."""
    if one.type != other.type or one.type == "person" or (one.curated and other.curated):
        return False
    if codes_of(session, one.id) != codes_of(session, other.id):
        return False
    return all(is_legal(row.name) or not _names_an_app(session, row.name) for row in (one, other))


def _names_an_app(session: Session, name: str) -> bool:
    key = fold(name)
    named = select(App.name).join(Name, col(Name.subject_id) == col(App.id))
    rows = session.exec(named.where(Name.subject == "app", Name.key == key))
    return any(fold(app) == key for app in rows)


def _one_app(session: Session, one: App, other: App) -> bool:
    """Whether two apps of one filing number may be one: of one kind, neither named as a firm, run by like parties."""
    if (
        one.kind != other.kind
        or is_legal(one.name)
        or is_legal(other.name)
        or (one.curated and other.curated)
    ):
        return False
    owners = follow_all(session, {id_: id_ for id_ in (one.company_id, other.company_id) if id_})
    return len({session.get_one(Company, id_).type for id_ in owners.values()}) <= 1
