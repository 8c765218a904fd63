"""The cases of apps and groups, computed from what is stored: nothing is kept, so no merge or undo can leave it stale.

A subject is an app, or a company with the companies of its group. An act against an app's registrations, a review or
an investigation of it is its firm's case too; what else befalls the app or the firm joins the other's running review.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from store.case_as_of import rewound
from store.case_chains import cases
from store.case_claims import claims
from store.case_events import events
from store.case_items import items
from store.case_shapes import RELIEF, REVIEW, SUMS, Case, Claim
from store.history import named_before
from store.kinship import Kin, kin
from store.tables import Entry, Finding, Notice

_DOWN = REVIEW | SUMS | {"warning"}  # what befalls a firm and is told in the running review of its app
MOST_VALUES = 10_000  # SQLite takes 32,766 values in one query
_UP = frozenset({"removal", "reinstatement"})


@dataclass(frozen=True, order=True)
class Subject:
    """Whose cases they are: an app, or the head of a group."""

    kind: str  # app | company
    id: str


def of(session: Session, subject: Subject, today: date, at: datetime | None = None) -> list[Case]:
    """The cases of one app or group, oldest first; with `at`, as the record was known then."""
    found = _of(session, kin(session), [subject], today, at)
    return found.get(subject, [])


def of_apps(
    session: Session, apps: Iterable[str], today: date, at: datetime | None = None
) -> dict[str, list[Case]]:
    """The cases of several apps, by id; apps without any are left out."""
    wanted = [Subject("app", id_) for id_ in apps]
    return {subject.id: found for subject, found in _of(session, kin(session), wanted, today, at).items()}


def all_of(session: Session, today: date, at: datetime | None = None) -> dict[Subject, list[Case]]:
    """The cases of every app and group that any notice is against; with `at`, as the record was known then."""
    known = kin(session)
    wanted = [Subject("app", known.follow(id_)) for id_ in known.developers]
    wanted += [Subject("company", known.head(id_)) for id_ in known.groups]
    if at is None:
        return _of(session, known, dict.fromkeys(wanted), today)
    every = items(session, list(session.exec(select(Notice.id))))
    told = (claim for item in rewound(session, every, at) for claim in claims(item))
    return _made(known, set(wanted), told, today)


def _of(
    session: Session, known: Kin, subjects: Iterable[Subject], today: date, at: datetime | None = None
) -> dict[Subject, list[Case]]:
    wanted = set(subjects)
    return _made(known, wanted, _claims(session, known, wanted, at), today)


def _made(known: Kin, wanted: set[Subject], told: Iterable[Claim], today: date) -> dict[Subject, list[Case]]:
    """The cases of these subjects from all that is claimed of anybody."""
    streams: dict[Subject, list[Claim]] = defaultdict(list)
    for claim in told:
        for subject, seen in _told(known, claim):
            streams[subject].append(seen)
    found = {
        subject: cases(subject.kind, events([*streams[subject], *_of_firm(known, streams, subject)]), today)
        for subject in sorted(wanted & streams.keys())
    }
    return {subject: made for subject, made in found.items() if made}


def _told(known: Kin, claim: Claim) -> Iterator[tuple[Subject, Claim]]:
    """In whose stream a claim stands; also in that of the app's firm, as kin unless it is of a review.

    A sum that is told of an app is its firm's.
    """
    id_ = known.follow(claim.entity)
    claim = claim if claim.entity == id_ else replace(claim, entity=id_)
    if not claim.is_app:
        yield Subject("company", known.head(id_)), claim
        return
    firm, owner = known.firm(id_), known.developers.get(id_)
    if firm and owner and claim.kind in SUMS:  # who pays is a firm, whatever a report calls it
        yield Subject("company", firm), replace(claim, entity=known.follow(owner), is_app=False)
        return
    yield Subject("app", id_), claim
    if firm and claim.kind in REVIEW | _UP:
        yield Subject("company", firm), replace(claim, is_kin=True) if claim.kind in _UP else claim


def _of_firm(known: Kin, streams: Mapping[Subject, list[Claim]], subject: Subject) -> Iterator[Claim]:
    """What befell the firm of an app that is under review itself."""
    firm = known.firm(subject.id) if subject.kind == "app" else None
    if firm and any(claim.kind in REVIEW for claim in streams[subject]):
        for claim in streams.get(Subject("company", firm), ()):
            if not claim.is_app and claim.kind in _DOWN:
                yield replace(claim, is_kin=True)


def _claims(
    session: Session, known: Kin, wanted: set[Subject], at: datetime | None = None
) -> Iterator[Claim]:
    """What notices claim of the subjects, of the firms of the apps among them and of the apps of the firms."""
    heads = {s.id for s in wanted if s.kind == "company"}
    apps = {s.id for s in wanted if s.kind == "app"} | {a for a in known.developers if known.firm(a) in heads}
    heads |= {firm for app in apps if (firm := known.firm(app))}
    firms = {c for c in known.groups if known.head(c) in heads}
    everything = len(apps) > MOST_VALUES or len(firms) > MOST_VALUES
    notices = _notices(session, None if everything else (sorted(apps), sorted(firms)))
    if at is not None:  # what a record names no more it may have named then
        ids = {alias for app in apps for alias in known.aliases(app)} | firms
        notices = sorted({*notices, *named_before(session, at, ids)})
    found = items(session, notices, None if everything else apps)
    for item in rewound(session, found, at) if at else found:
        yield from claims(item)


def _notices(session: Session, ids: tuple[Sequence[str], Sequence[str]] | None) -> list[str]:
    """The notices that are against some of these apps or companies, or lift a measure, or are against anybody."""
    lifting = select(Finding.notice_id).where(Finding.kind == "act", col(Finding.code).in_(RELIEF))
    named = or_(col(Entry.role) != "mentioned", col(Entry.notice_id).in_(lifting))
    query = select(Entry.notice_id).where(named).distinct()
    if ids is not None:
        query = query.where(or_(col(Entry.app_id).in_(ids[0]), col(Entry.company_id).in_(ids[1])))
    return list(session.exec(query))
