"""What jobs read: what a source has shown before, which versions wait for extraction, and what one version holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, and_, col, func, or_, select

from store import days, db
from store.ids import posting_id
from store.records import Fetched, PageFacts, Reading
from store.runs import holder, usual
from store.tables import (
    Deadline,
    Document,
    Entry,
    ExtractionRow,
    Notice,
    Posting,
    ReadingRow,
    Source,
    Version,
)

__all__ = [
    "Kept",
    "Known",
    "StoredDocument",
    "Unread",
    "VersionFiles",
    "backfilled",
    "backfilled_at",
    "holder",
    "known",
    "page",
    "resume",
    "stale",
    "unfinished",
    "unread",
    "usual",
    "version",
]


@dataclass(frozen=True)
class Known:
    """What is known of one address of a source."""

    posting_id: str
    state: str  # listed | fetched | unreadable | gone
    etag: str
    last_modified: str
    last_checked: datetime | None
    last_changed: datetime | None
    first_seen: datetime
    url: str = ""  # as it was listed
    list_day: str = ""
    published: str = ""  # as its newest version says
    versions: int = 0
    tries: int = 0  # visits in a row that failed
    files_lost: int = 0  # attachments that the newest version lacks
    files_tries: int = 0  # visits that tried for them


@dataclass(frozen=True)
class StoredDocument:
    """One page or attachment of a version; its bytes are in the archive under `sha256`."""

    id: str
    kind: str  # page | attachment
    name: str
    media_type: str
    sha256: str
    final_url: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class VersionFiles:
    """One version of a posting with all that reading and extracting it takes."""

    id: str
    posting_id: str
    source_id: str
    source_kind: str  # official | press | ingested
    issuer: str | None
    language: str
    url: str
    origin: str
    list_title: str
    list_day: str  # ISO day by which the list shows it, where the page says none
    facts: PageFacts
    documents: list[StoredDocument]  # the page first
    readings: dict[str, Reading]  # by document id, of those that were read before


@dataclass(frozen=True)
class Kept:
    """An archived page: where it came from, and what the archive needs to give it back."""

    final_url: str
    headers: Mapping[str, str]
    media_type: str
    sha256: str


@dataclass(frozen=True)
class Unread:
    """A page that its layout could not read, kept for a mended layout."""

    posting_id: str
    source_id: str
    fetched: Fetched
    reason: str


def known(engine: Engine, source_id: str) -> dict[str, Known]:
    """What the store knows of a source's addresses, by normalised address (`ids.normal_url`)."""
    with db.reading(engine) as session:
        published = col(Version.facts)["published"]["value"].as_string()
        versions = (
            select(Version.posting_id, Version.number, published)
            .join(Posting, col(Posting.id) == Version.posting_id)
            .where(Posting.source_id == source_id)
            .order_by(col(Version.number))
        )
        newest = {id_: (number, day or "") for id_, number, day in session.exec(versions)}
        postings = session.exec(select(Posting).where(Posting.source_id == source_id))
        return {p.url_normal: _known(p, *newest.get(p.id, (0, ""))) for p in postings}


def _known(p: Posting, versions: int, published: str) -> Known:
    return Known(
        posting_id=p.id,
        state=p.state,
        etag=p.etag,
        last_modified=p.last_modified,
        last_checked=p.last_checked,
        last_changed=p.last_changed,
        first_seen=p.first_seen,
        url=p.url,
        list_day=p.list_day,
        published=published,
        versions=versions,
        tries=p.tries,
        files_lost=p.files_lost,
        files_tries=p.files_tries,
    )


def backfilled(engine: Engine, source_id: str) -> bool:
    """Whether all pages of all lists of the source were seen once."""
    with db.reading(engine) as session:
        return _backfilled_at(session, source_id) is not None


def backfilled_at(engine: Engine, source_id: str) -> datetime | None:
    """When all pages of all lists of the source had been seen once."""
    with db.reading(engine) as session:
        return _backfilled_at(session, source_id)


def _backfilled_at(session: Session, source_id: str) -> datetime | None:
    source = session.get(Source, source_id)
    return source.backfilled_at if source else None


def resume(engine: Engine, source_id: str) -> list[dict[str, Any]]:
    """The list pages at which the source's unfinished back-fill goes on."""
    with db.reading(engine) as session:
        source = session.get(Source, source_id)
        return list(source.resume or []) if source else []


def unfinished(engine: Engine, source_ids: Sequence[str]) -> list[str]:
    """Those of the sources whose last run ended only because its time was over."""
    with db.reading(engine) as session:
        found = session.exec(select(Source.id).where(col(Source.id).in_(source_ids), col(Source.soon)))
        return list(found)


def stale(engine: Engine, extractor: str, source: str | None = None, all: bool = False) -> list[str]:
    """The newest version of each posting that `extractor` has not seen (`all`: of every posting), newest notice first."""
    published = col(Version.facts)["published"]["value"].as_string()
    newest = select(Version.posting_id, func.max(Version.number).label("number"))
    last = newest.group_by(col(Version.posting_id)).subquery()
    query = (
        select(Version.id)
        .join(last, and_(Version.posting_id == last.c.posting_id, Version.number == last.c.number))
        .join(Posting, col(Posting.id) == Version.posting_id)
        .outerjoin(ExtractionRow, col(ExtractionRow.version_id) == Version.id)
        .order_by(published.desc(), col(Version.seen_at).desc(), col(Version.id))
    )
    if not all:
        query = query.where(or_(col(ExtractionRow.extractor).is_(None), ExtractionRow.extractor != extractor))
    if source is not None:
        query = query.where(Posting.source_id == source)
    with db.reading(engine) as session:
        return list(session.exec(query))


def version(engine: Engine, version_id: str) -> VersionFiles:
    """One version, its documents in order and what was read of them."""
    with db.reading(engine) as session:
        found = session.get_one(Version, version_id)
        posting = session.get_one(Posting, found.posting_id)
        source = session.get_one(Source, posting.source_id)
        documents = session.exec(
            select(Document).where(Document.version_id == version_id).order_by(col(Document.position))
        ).all()
        facts = PageFacts.model_validate(found.facts)
        listed = days.published(facts, posting.list_day)
        return VersionFiles(
            id=found.id,
            posting_id=posting.id,
            source_id=source.id,
            source_kind=source.kind,
            issuer=source.issuer,
            language=source.language,
            url=posting.url,
            origin=posting.origin,
            list_title=posting.list_title,
            list_day=listed.value[:10] if listed else "",
            facts=facts,
            documents=[
                StoredDocument(d.id, d.kind, d.name, d.media_type, d.sha256, d.final_url, d.headers)
                for d in documents
            ],
            readings=_readings(session, [d.id for d in documents]),
        )


def page(engine: Engine, source_id: str, url: str) -> Kept | None:
    """The archived page of an address: the one that its layout could not read, else that of the newest version."""
    with db.reading(engine) as session:
        posting = session.get(Posting, posting_id(source_id, url))
        if posting is None:
            return None
        if posting.unread:
            found = Fetched.model_validate(posting.unread)
            return Kept(found.final_url, found.headers, found.media_type, found.sha256)
        newest = (
            select(Document)
            .join(Version, col(Version.id) == col(Document.version_id))
            .where(Version.posting_id == posting.id, Document.kind == "page")
            .order_by(col(Version.number).desc())
        )
        document = session.exec(newest).first()
        if document is None:
            return None
        return Kept(document.final_url, document.headers, document.media_type, document.sha256)


def unread(engine: Engine, source: str | None = None) -> list[Unread]:
    """Pages in the archive that no layout could read yet."""
    query = select(Posting).where(Posting.state == "unreadable")
    if source is not None:
        query = query.where(Posting.source_id == source)
    with db.reading(engine) as session:
        return [
            Unread(p.id, p.source_id, Fetched.model_validate(p.unread), p.error)
            for p in session.exec(query)
            if p.unread
        ]


def _readings(session: Session, document_ids: list[str]) -> dict[str, Reading]:
    rows = session.exec(select(ReadingRow).where(col(ReadingRow.document_id).in_(document_ids)))
    return {row.document_id: Reading.model_validate(row.body) for row in rows}


def paused(engine: Engine, source_id: str) -> bool:
    """Whether a person has paused the source."""
    with db.reading(engine) as session:
        source = session.get(Source, source_id)
        return bool(source and source.paused)


def totals(engine: Engine) -> dict[str, int]:
    """How much the store holds, by noun."""
    nouns = {
        "sources": Source,
        "postings": Posting,
        "notices": Notice,
        "entries": Entry,
        "deadlines": Deadline,
    }
    with db.reading(engine) as session:
        return {
            name: session.exec(select(func.count()).select_from(table)).one() for name, table in nouns.items()
        }


def is_empty(engine: Engine) -> bool:
    """Whether nothing was ever fetched or ingested."""
    with db.reading(engine) as session:
        return session.exec(select(Version.id).limit(1)).first() is None
