"""Cases for readers: the course of each, who did what on which day, how it is known, and how it stands. Read-only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from store.case_shapes import Case, Event, Proof
from store.cases import Subject, all_of, of, of_apps
from store.db import reading
from store.kinship import kin
from store.persons import hide, mask
from store.show_notices import Line, lines, persons
from store.tables import App, Company, Notice, Posting, Source

CHUNK = 500
MOST_NAMES = 12  # of the apps that one event is of
MOST_STANDINGS = 400  # lines of a list by status; the total is always stated


@dataclass(frozen=True)
class Told:
    """One notice or report that tells of an event, in its own words."""

    line: Line
    source: str  # who published it
    source_en: str
    quote: str
    place: str


@dataclass(frozen=True)
class Happening:
    """One event of a case. `who` are the apps and firms that it is of, at most so many; `number` is how many."""

    kind: str
    day: str
    day_basis: str
    basis: str
    due: str
    amount: str
    currency: str
    persons: int
    is_kin: bool
    authorities: tuple[str, ...]
    who: tuple[tuple[str, str], ...]
    number: int
    told: tuple[Told, ...]


@dataclass(frozen=True)
class Life:
    """One case, its events in order."""

    id: str
    chain: str
    status: str
    status_day: str
    status_basis: str
    follows: str  # the first day of the case that it is a relapse from
    happenings: tuple[Happening, ...]


@dataclass(frozen=True)
class Standing:
    """How the newest case of an app or group stands."""

    subject: str
    id: str
    name: str
    status: str
    day: str
    basis: str
    cases: int


@dataclass(frozen=True)
class Lives:
    """The cases of an app or company, newest first, and how the apps of a company stand."""

    cases: tuple[Life, ...]
    apps: tuple[Standing, ...]


@dataclass(frozen=True)
class Standings:
    """Apps and groups by how their newest case stands: some of those asked for, and the number of each status."""

    found: tuple[Standing, ...]
    total: int
    counts: Mapping[str, int]


def lives(engine: Engine, entity_id: str, today: str, at: datetime | None = None) -> Lives:
    """The cases of an app or company, as they stand on this day (ISO); with `at`, as the record was known then."""
    on = date.fromisoformat(today)
    with reading(engine) as session:
        known = kin(session)
        id_ = known.follow(entity_id)
        if id_ in known.developers:
            return Lives(_lives(session, of(session, Subject("app", id_), on, at)), ())
        if id_ not in known.groups:
            return Lives((), ())
        head = known.head(id_)
        own = {id_} if id_ != head else {c for c in known.groups if known.head(c) == head}
        apps = [app for app, firm in known.developers.items() if firm and known.follow(firm) in own]
        found = of(session, Subject("company", head), on, at)
        if id_ != head:  # one firm of a group: the cases that are of it or of its apps
            found = [c for c in found if any({*own, *apps} & set(e.entities) for e in c.events)]
        return Lives(_lives(session, found), _standings(session, "app", of_apps(session, apps, on, at)))


def standings(engine: Engine, status: str, today: str) -> Standings:
    """Apps and groups whose newest case has this status, the latest first."""
    with reading(engine) as session:
        found = all_of(session, date.fromisoformat(today))
        counts: dict[str, int] = {}
        wanted: dict[str, dict[str, list[Case]]] = {"app": {}, "company": {}}
        for subject, own in found.items():
            now = own[-1].state.status
            counts[now] = counts.get(now, 0) + 1
            if now == status:
                wanted[subject.kind][subject.id] = own
        all_ = [s for kind, own in wanted.items() for s in _standings(session, kind, own)]
        newest = sorted(all_, key=lambda s: (s.day, s.name, s.id), reverse=True)
        return Standings(tuple(newest[:MOST_STANDINGS]), len(newest), counts)


def _standings(session: Session, kind: str, found: Mapping[str, Sequence[Case]]) -> tuple[Standing, ...]:
    names = _names(session, found)
    made = (
        Standing(kind, id_, names.get(id_, ""), now.status, now.day, now.basis, len(own))
        for id_, own in found.items()
        for now in (own[-1].state,)
    )
    return tuple(sorted(made, key=lambda s: (s.day, s.name, s.id), reverse=True))


def _lives(session: Session, found: Sequence[Case]) -> tuple[Life, ...]:
    events = [event for case in found for event in case.events]
    proofs = [proof for event in events for proof in event.proofs]
    told = _told(session, {proof.notice_id for proof in proofs})
    names = _names(session, {id_ for event in events for id_ in event.entities})
    begun = {case.id: case.events[0].day for case in found}
    return tuple(
        Life(
            id=case.id,
            chain=case.chain,
            status=case.state.status,
            status_day=case.state.day,
            status_basis=case.state.basis,
            follows=begun.get(case.follows, ""),
            happenings=tuple(_happening(event, told, names) for event in case.events),
        )
        for case in reversed(found)
    )


@dataclass(frozen=True)
class _Notice:
    line: Line
    source: str
    source_en: str
    people: tuple[str, ...]


def _happening(event: Event, told: Mapping[str, _Notice], names: Mapping[str, str]) -> Happening:
    who = [(id_, names[id_]) for id_ in event.entities if id_ in names]
    return Happening(
        kind=event.kind,
        day=event.day,
        day_basis=event.day_basis,
        basis=event.basis,
        due=event.due,
        amount=f"{event.amount:,.2f}".removesuffix(".00") if event.amount is not None else "",
        currency=event.currency,
        persons=event.persons,
        is_kin=event.is_kin,
        authorities=tuple(sorted(event.authorities)),
        who=tuple(who[:MOST_NAMES]),
        number=len(event.entities),
        told=tuple(_words(proof, told[proof.notice_id]) for proof in event.proofs),
    )


def _words(proof: Proof, notice: _Notice) -> Told:
    return Told(notice.line, notice.source, notice.source_en, hide(proof.quote, notice.people), proof.place)


def _told(session: Session, ids: Collection[str]) -> dict[str, _Notice]:
    found: dict[str, _Notice] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        query = (
            select(Notice, col(Source.title), col(Source.title_en))
            .join(Posting, col(Posting.id) == col(Notice.posting_id))
            .join(Source, col(Source.id) == col(Posting.source_id))
            .where(col(Notice.id).in_(part))
        )
        rows = session.execute(query).all()
        people = persons(session, part)
        by_id = {line.id: line for line in lines(session, [n for n, _, _ in rows])}
        found |= {n.id: _Notice(by_id[n.id], zh, en, people.get(n.id, ())) for n, zh, en in rows}
    return found


def _names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        part = wanted[start : start + CHUNK]
        found |= dict(session.execute(select(col(App.id), col(App.name)).where(col(App.id).in_(part))).all())
        firms = select(col(Company.id), col(Company.name), col(Company.type)).where(col(Company.id).in_(part))
        found |= {i: mask(n) if kind == "person" else n for i, n, kind in session.execute(firms)}
    return found
