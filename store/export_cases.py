"""From the cases of apps and groups to exported rows, in the fields of `store/fields.py`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from sqlmodel import Session, select

from store.case_shapes import Case, Event, Proof
from store.cases import Subject, all_of
from store.db import origin_of
from store.export_rows import Row, instant
from store.ids import digest
from store.persons import hide, mask
from store.show_notices import persons
from store.tables import App, Company

CHUNK = 500


def exported_cases(session: Session, today: date, at: datetime | None = None) -> Iterator[tuple[str, Row]]:
    """All cases as they stand on this day, with their events after each, oldest first; with `at`, as known then."""
    origin, names = origin_of(session), _names(session)
    found = [(subject, case) for subject, own in all_of(session, today, at).items() for case in own]
    people = _people(session, (p.notice_id for _, case in found for e in case.events for p in e.proofs))
    known = {"as_of": instant(at)} if at else {}
    for subject, case in sorted(found, key=lambda pair: (pair[1].events[0].day, pair[1].id)):
        hidden = [name for id_ in _notices(case.events) for name in people.get(id_, ())]
        yield "cases", _case(subject, hide(names.get(subject.id, ""), hidden), case, people, origin) | known
        for position, event in enumerate(case.events):
            yield "case_events", _event(case, position, event, people, origin) | known


def _names(session: Session) -> dict[str, str]:
    found = dict(session.exec(select(App.id, App.name)).all())
    firms = session.exec(select(Company.id, Company.name, Company.type)).all()
    return found | {id_: mask(name) if kind == "person" else name for id_, name, kind in firms}


def _people(session: Session, notices: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found, ids = dict[str, tuple[str, ...]](), sorted(set(notices))
    for start in range(0, len(ids), CHUNK):
        found |= persons(session, ids[start : start + CHUNK])
    return found


def _notices(events: Sequence[Event]) -> list[str]:
    """The notices that tell of the events, in their order."""
    return list(dict.fromkeys(proof.notice_id for event in events for proof in event.proofs))


def _case(subject: Subject, name: str, case: Case, people: Mapping[str, tuple[str, ...]], origin: str) -> Row:
    return {
        "case_id": case.id,
        "notice_ids": _notices(case.events),
        "subject": subject.kind,
        "subject_id": subject.id,
        "name": name,
        "chain": case.chain,
        "status": case.state.status,
        "status_day": case.state.day,
        "status_basis": case.state.basis,
        "began": case.events[0].day,
        "last": case.events[-1].day,
        "events": len(case.events),
        "follows": case.follows,
        **_trace(case.events[0].proofs[0], people, origin),
    }


def _event(
    case: Case, position: int, event: Event, people: Mapping[str, tuple[str, ...]], origin: str
) -> Row:
    amount = event.amount
    return {
        "event_id": "v_" + digest(case.id, event.kind, event.entry_id, event.day, event.due, amount),
        "case_id": case.id,
        "notice_ids": _notices([event]),
        "position": position,
        "day": event.day,
        "day_basis": event.day_basis,
        "kind": event.kind,
        "basis": event.basis,
        "source": event.source,
        "authorities": sorted(event.authorities),
        "entities": list(event.entities),
        "due": event.due,
        "amount": None if amount is None else int(amount) if amount == int(amount) else float(amount),
        "currency": event.currency,
        "persons": event.persons,
        **_trace(event.proofs[0], people, origin),
    }


def _trace(proof: Proof, people: Mapping[str, tuple[str, ...]], origin: str) -> Row:
    return {
        "notice_id": proof.notice_id,
        "url": proof.url,
        "quote": hide(proof.quote, people.get(proof.notice_id, ())),
        "place": proof.place,
        "origin": origin,
    }
