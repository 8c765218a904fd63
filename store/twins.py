"""One notice at several addresses: which postings are one notice, and how two notices become one.

Two postings are one notice where both are of one kind and have the same set of issuers (none says nothing), the same
folded title, the same signed day (where none is stated the same published day, and in both cases a whole day), and the
same content: the same rows of a list, app and developer, or, where there are no rows, the same text and files. A
title alone never joins: one authority gives the same title to list after list.

This looks at nothing but the newest extraction of each posting, so it does not matter in which order they come. The
posting on the issuer's own site leads, else the one that was seen first: the notice is derived from it alone, and the
others are further addresses of it. They are compared when one extractor has read both. A posting that no longer says
the same leaves for a notice of its own, so that both texts are shown; when it says the same again, the two become one,
and a redirect stays.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from store import clock
from store.derive import issuers
from store.ids import digest, draw
from store.records import Extraction
from store.rows import wipe
from store.search import forget
from store.series import tier
from store.tables import (
    Correction,
    Deadline,
    Decision,
    Document,
    Entry,
    EntryProblem,
    ExtractionRow,
    Finding,
    Mention,
    Notice,
    NoticeIssue,
    NoticeIssuer,
    NoticeLink,
    Penalty,
    Posting,
    Redirect,
    Source,
    Trigger,
    Version,
)
from store.vocab import fold

RULE = "same issuers, title, day and content"
BY_NOTICE = (
    Entry,
    Finding,
    Deadline,
    Penalty,
    Mention,
    NoticeIssuer,
    NoticeIssue,
)  # derived, with `notice_id`
_DAY = len("2026-03-09")


@dataclass(frozen=True)
class Likeness:
    """What all postings of one notice have in common."""

    extractor: str
    kind: str
    issuers: frozenset[str]
    title: str
    signed: str
    published: str  # empty where the signed day is stated
    content: str


def likeness(session: Session, notice: Notice, extraction: Extraction, text: str) -> Likeness | None:
    """Of a notice's row with what its text was extracted to; None where too little is known to tell it by."""
    day = notice.signed_on or notice.published_on
    rows = [(fold(a.name), fold(a.developer or "")) for a in extraction.apps if a.row is not None]
    words = "".join(text.split())
    if not extraction.issuers or len(day) != _DAY or not (rows or words):
        return None
    return Likeness(
        extractor=extraction.extractor,
        kind=notice.kind,
        issuers=frozenset(extraction.issuers),
        title=fold(notice.title),
        signed=notice.signed_on,
        published="" if notice.signed_on else day,
        content=digest("rows", rows) if rows else digest("text", words, *_files(session, notice.version_id)),
    )


def find(
    session: Session,
    wanted: Likeness | None,
    besides: str | None,
    corrected: Collection[str] = (),
    said: Callable[[Notice], Notice] = lambda notice: notice,
) -> Notice | None:
    """The notice that has this likeness, other than `besides`; `said` gives a corrected one as its source has it."""
    if wanted is None:
        return None
    query = select(Notice).where(
        Notice.kind == wanted.kind, Notice.extractor == wanted.extractor, Notice.signed_on == wanted.signed
    )
    if wanted.published:
        query = query.where(or_(col(Notice.published_on) == wanted.published, col(Notice.id).in_(corrected)))
    for notice in session.exec(query.order_by(col(Notice.id))):
        by_hand = notice.id in corrected
        if notice.id != besides and (by_hand or fold(notice.title) == wanted.title):
            row = session.get_one(ExtractionRow, notice.version_id)
            source = said(notice) if by_hand else notice
            if likeness(session, source, Extraction.model_validate(row.record), row.text) == wanted:
                return notice
    return None


def rank(session: Session, posting: Posting, extraction: Extraction) -> tuple[int, datetime, str]:
    """The lowest of a notice's postings leads: that on an issuer's own site, then the one that was seen first."""
    site = session.get_one(Source, posting.source_id).issuer
    roles = {code: role for code, (role, _) in issuers(extraction).items()}
    return tier(site, roles), posting.first_seen, posting.id


def beside(
    session: Session, notice_id: str, posting: Posting
) -> list[tuple[Posting, Version, ExtractionRow]]:
    """The other postings of the notice with their newest extracted version, in order."""
    query = (
        select(Posting, Version, ExtractionRow)
        .join(Version, col(Version.posting_id) == col(Posting.id))
        .join(ExtractionRow, col(ExtractionRow.version_id) == col(Version.id))
        .where(Posting.notice_id == notice_id, Posting.id != posting.id)
        .order_by(col(Version.number))
    )
    newest = {found.id: (found, version, row) for found, version, row in session.exec(query)}
    return [newest[id_] for id_ in sorted(newest)]


def merge(session: Session, gone: Notice, kept: Notice) -> None:
    """Let `kept` have the postings and occasions of `gone`, which leaves nothing but a redirect."""
    kept.first_seen = min(kept.first_seen, gone.first_seen)
    session.exec(update(Posting).where(col(Posting.notice_id) == gone.id).values(notice_id=kept.id))
    session.exec(update(Trigger).where(col(Trigger.subject_id) == gone.id).values(subject_id=kept.id))
    session.exec(update(Trigger).where(col(Trigger.notice_id) == gone.id).values(notice_id=kept.id))
    session.exec(update(Correction).where(col(Correction.notice_id) == gone.id).values(notice_id=kept.id))
    entries = session.exec(select(Entry.id).where(Entry.notice_id == gone.id)).all()
    wipe(session, EntryProblem, "entry_id", entries)
    for derived in BY_NOTICE:
        wipe(session, derived, "notice_id", [gone.id])
    session.exec(
        delete(NoticeLink).where(or_(col(NoticeLink.from_id) == gone.id, col(NoticeLink.to_id) == gone.id))
    )
    forget(session, gone)
    decision = Decision(
        id=draw("j"), kind="merge", subject="notice", from_id=gone.id, to_id=kept.id, reason=RULE, by="store.twins",
        at=clock.now(),
    )  # fmt: skip
    session.add(decision)
    session.flush()
    session.add(
        Redirect(
            old_id=gone.id, new_id=kept.id, subject="notice", decision_id=decision.id, reason=RULE, at=decision.at
        )
    )  # fmt: skip
    session.delete(gone)
    session.flush()
    session.expire_all()


def documents(session: Session, version_id: str) -> dict[str, str]:
    """The version's documents by the names that its item gives them: the page has none, equal names are numbered."""
    found: dict[str, str] = {}
    for position, name, id_ in _documents(session, version_id):
        unique, number = (name or "attachment") if position else "", 2
        while unique in found:
            unique, number = f"{number}-{name}", number + 1
        found[unique] = id_
    return found


def _documents(session: Session, version_id: str) -> Iterable[tuple[int, str, str]]:
    query = select(Document.position, Document.name, Document.id).where(Document.version_id == version_id)
    return session.exec(query.order_by(col(Document.position))).all()


def _files(session: Session, version_id: str) -> Sequence[str]:
    query = select(Document.sha256).where(Document.version_id == version_id, Document.position > 0)
    return session.exec(query.order_by(col(Document.sha256))).all()
