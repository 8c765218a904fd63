"""The record as it was known at an instant: a notice with its rows and proofs, and the rows of an app or firm. Read-only.

Values come from the history, and so do the proofs of those that changed since; other proofs come from what the version
known then was read to. Identities are today's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine, or_
from sqlmodel import Session, col, select

from store import show_cases, twins
from store.case_as_of import TABLES, rows_then
from store.db import reading
from store.derive import Where, derive
from store.history import Fields, as_of, named_before, proofs_then
from store.kinship import kin
from store.merging import follow
from store.persons import hide
from store.records import Extraction
from store.show_notice import Proofs, facts, place_in_list, row, sums, terms
from store.show_shapes import Fact, Problem, Quote, Row, Sum, Term
from store.tables import (
    App,
    Change,
    Company,
    Deadline,
    Entry,
    ExtractionRow,
    Finding,
    Mention,
    Notice,
    Penalty,
    Version,
)


@dataclass(frozen=True)
class KnownNotice:
    """One notice as it was known, natural persons masked."""

    id: str
    at: datetime
    title: str
    document: str
    kind: str
    url: str
    day: str
    published_on: str
    signed_on: str
    issuers: tuple[str, ...]
    version: int  # of the source's text
    rows: tuple[Row, ...]
    terms: tuple[Term, ...]
    sums: tuple[Sum, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class KnownRow:
    """A row of an app or firm as it was known, and its notice."""

    notice: KnownNotice
    row: Row


def end_of(day: str) -> datetime | None:
    """The instant at which a day (ISO) ends in UTC, which is what "as known on a day" means; None for no day."""
    try:
        return datetime.combine(date.fromisoformat(day) + timedelta(days=1), time(), UTC)
    except (ValueError, OverflowError):
        return None


def notice(engine: Engine, notice_id: str, at: datetime) -> KnownNotice | None:
    """The notice as it was known; None where it was not known yet."""
    with reading(engine) as session:
        found = session.get(Notice, follow(session, notice_id))
        return _notice(session, found, at) if found else None


def rows(engine: Engine, entity_id: str, at: datetime) -> tuple[KnownRow, ...]:
    """The rows that named an app, or a company, its group and their apps, the newest notice first."""
    with reading(engine) as session:
        known = kin(session)
        id_ = known.follow(entity_id)
        firms = {firm for firm in known.groups if known.head(firm) == id_ or known.follow(firm) == id_}
        own = {id_, *firms, *(app for app, firm in known.developers.items() if firm in firms)}
        naming = select(Entry.notice_id).where(
            or_(col(Entry.app_id).in_(own), col(Entry.company_id).in_(own))
        )
        before = named_before(session, at, {alias for one in own for alias in known.aliases(one)})
        some = or_(col(Notice.id).in_(naming), col(Notice.id).in_(before))
        notices = session.exec(
            select(Notice).where(some).order_by(col(Notice.day).desc(), col(Notice.id))
        ).all()
        then = [found for n in notices if (found := _notice(session, n, at))]
        named = ((n, r) for n in then for r in n.rows)
        return tuple(
            KnownRow(n, r)
            for n, r in named
            if {known.follow(i) for i in (r.link, r.developer_link) if i} & own
        )


def _notice(session: Session, found: Notice, at: datetime) -> KnownNotice | None:
    parts = as_of(session, found, at)
    if parts is None:
        return None
    entries = parts["entry"]
    people = [n for e in entries.values() if e["kind"] == "person" for n in (e["name"], *e["aliases"])]
    version, proofs = _proofs(session, found, at, people)
    said = {kind: rows_then(session, table, found.id, parts[kind]) for kind, table in TABLES.items()}
    named = [e for e in said["entry"] if isinstance(e, Entry)]
    fields = parts["notice"][""]
    same = ("document", "kind", "url", "day", "published_on", "signed_on")
    return KnownNotice(
        id=found.id,
        at=at,
        title=hide(fields["title"], people),
        **{name: fields[name] for name in same},
        issuers=tuple(sorted(parts["issuer"])),
        version=version,
        rows=tuple(_row(e, entries[e.id], proofs, people) for e in sorted(named, key=place_in_list)),
        terms=terms((d for d in said["deadline"] if isinstance(d, Deadline)), proofs, people),
        sums=sums((p for p in said["penalty"] if isinstance(p, Penalty)), proofs, people),
        facts=facts((f for f in said["finding"] if isinstance(f, Finding)), proofs, people),
    )


def _row(entry: Entry, fields: Fields, proofs: Proofs, people: Sequence[str]) -> Row:
    problems = tuple(Problem(code, hide(wording, people)) for code, wording in fields["problems"])
    return row(entry, problems, proofs.get(entry.id, ()), people)


def _proofs(
    session: Session, found: Notice, at: datetime, people: Sequence[str]
) -> tuple[int, dict[str, tuple[Quote, ...]]]:
    number, mentions = proofs(session, found, at)
    return number, {id_: tuple(_quote(session, p, people) for p in own) for id_, own in mentions.items()}


@dataclass(frozen=True)
class Proof:
    """Words that prove a value, and the name that their file has in its notice."""

    mention: Mention
    file: str


def proofs(session: Session, found: Notice, at: datetime) -> tuple[int, dict[str, list[Proof]]]:
    """The version that the record was read off then, and the proofs of each row.

    Of a row that changed since, they are what the history kept; else what its version says comes before others.
    """
    query = (
        select(Version, ExtractionRow)
        .join(ExtractionRow, col(ExtractionRow.version_id) == col(Version.id))
        .where(Version.posting_id == found.posting_id)
        .order_by(col(Version.number).desc())
    )
    number = _version(session, found, at)
    versions = sorted(session.exec(query).all(), key=lambda pair: pair[0].number != number)
    kept, names = proofs_then(session, found, at)
    made = {id_: [Proof(mention, names.get(mention.document_id, ""))] for id_, mention in kept.items()}
    for version, read in versions:
        for id_, own in _read(session, found, version, read).items():
            made.setdefault(id_, own)
    return number, made


def _version(session: Session, found: Notice, at: datetime) -> int:
    """The number of the version that was shown then: the first edit since says which it was."""
    edits = select(Change.detail).where(
        Change.notice_id == found.id, col(Change.at) > at, Change.cause == "edited"
    )
    first = session.exec(edits.order_by(col(Change.id))).first()
    return int(first.partition(" ")[0]) if first else session.get_one(Version, found.version_id).number


def _read(session: Session, found: Notice, version: Version, read: ExtractionRow) -> dict[str, list[Proof]]:
    documents = twins.documents(session, version.id)
    where = Where(found.id, version.posting_id, read.text, documents[""], documents)
    names = {id_: name for name, id_ in documents.items()}
    made: dict[str, list[Proof]] = {}
    for mention in derive(Extraction.model_validate(read.record), where).mentions:
        made.setdefault(mention.subject_id, []).append(Proof(mention, names[mention.document_id]))
    return made


def _quote(session: Session, proof: Proof, people: Sequence[str]) -> Quote:
    m = proof.mention
    drawn = m.id if m.box is not None and session.get(Mention, m.id) is not None else ""
    return Quote(m.field, hide(m.quote, people), proof.file, m.document_id, m.row, m.page, drawn)


def told(engine: Engine, id_: str, day: str) -> dict[str, Any]:
    """What was known of a notice, app or firm at the end of a day, as plain data. Raises ValueError for neither."""
    at = end_of(day)
    if at is None:
        raise ValueError(f"{day!r} is no day: write 2026-03-10")
    if (found := notice(engine, id_, at)) is not None:
        return asdict(found)
    with reading(engine) as session:
        today = follow(session, id_)
        if session.get(Notice, today) is not None:
            raise ValueError(f"{id_!r} was not known on {day}")
        if session.get(App, today) is None and session.get(Company, today) is None:
            raise ValueError(f"there is no notice, app or company {id_!r}")
    lives = show_cases.lives(engine, today, day, at)
    return {"id": today, "at": at, "rows": [asdict(one) for one in rows(engine, today, at)], **asdict(lives)}
