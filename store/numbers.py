"""Identities that carry one exact number are one by rule: a firm's unified credit code, an app's own filing number.

Each merge is a recorded decision in the rule's name, and is undone like any other; a pair that a person took apart is
never joined by rule again. Where kinds contradict (a firm's name on an app, a natural person, an app and a mini-program,
two curated identities) the number was misread or is another's: nothing is merged, and a person may decide.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine
from sqlmodel import Session

from store import decisions
from store.db import reading
from store.kinds import is_legal
from store.kinship import Kin, kin
from store.merging import Subject
from store.proposals import RULE, Known, all_apps, companies, decided
from store.tables import App, Company
from store.vocab import fold

_NAMED = {"company": "unified social credit code", "app": "filing number"}


@dataclass(frozen=True)
class _Pair:
    subject: Subject
    gone: str
    kept: str
    number: str


def join_by_number(engine: Engine) -> list[str]:
    """Merge what carries one number, and return the decisions' ids."""
    made: list[str] = []
    with reading(engine) as session:
        pairs = _pairs(session)
    for pair in pairs:
        with reading(engine) as session:
            known = kin(session)
            apart = {frozenset(map(known.follow, ids)) for ids in decided(session)}
        gone, kept = known.follow(pair.gone), known.follow(pair.kept)
        if gone != kept and frozenset((gone, kept)) not in apart:
            reason = f"same {_NAMED[pair.subject]}: {pair.number}"
            made.append(decisions.merge(engine, pair.subject, gone, kept, reason, RULE))
    return made


def _pairs(session: Session) -> list[_Pair]:
    """What is to be merged into what: curated identities stay, else those that were seen first."""
    known = kin(session)
    firms, apps = companies(session, known), all_apps(session, known)
    found: list[_Pair] = []
    names = {fold(app.name) for app in apps.values()}
    for number, ids in sorted(_by_number({id_: f.credits for id_, f in firms.items()}).items()):
        rows = sorted((session.get_one(Company, id_) for id_ in ids), key=_rank)
        for row in rows[1:]:
            if _one_firm(firms[rows[0].id], firms[row.id], rows[0], row, names):
                found.append(_Pair("company", row.id, rows[0].id, number))
    for number, ids in sorted(_by_number({id_: a.filings for id_, a in apps.items()}).items()):
        kept, *others = sorted((session.get_one(App, id_) for id_ in ids), key=_rank)
        found += [_Pair("app", a.id, kept.id, number) for a in others if _one_app(session, known, kept, a)]
    return found


def _by_number(numbers: Mapping[str, set[str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for id_, own in numbers.items():
        for number in own:
            found[number].append(id_)
    return {number: ids for number, ids in found.items() if len(ids) > 1}


def _rank(row: App | Company) -> tuple[bool, str, str, str]:
    return not row.curated, row.first_seen.isoformat(), row.name, row.id


def _one_firm(one: Known, other: Known, row: Company, second: Company, apps: set[str]) -> bool:
    """Whether two firms of one code may be one: each has no other code, and neither is a person or an app."""
    if one.credits != other.credits or row.type != second.type or row.type == "person":
        return False
    if row.curated and second.curated:
        return False
    return all(is_legal(name) or fold(name) not in apps for name in (row.name, second.name))


def _one_app(session: Session, known: Kin, one: App, other: App) -> bool:
    """Whether two apps of one filing number may be one: of one kind, neither named as a firm, run by like parties."""
    if (
        one.kind != other.kind
        or is_legal(one.name)
        or is_legal(other.name)
        or (one.curated and other.curated)
    ):
        return False
    owners = {known.follow(id_) for id_ in (one.company_id, other.company_id) if id_}
    return len({session.get_one(Company, id_).type for id_ in owners}) <= 1
