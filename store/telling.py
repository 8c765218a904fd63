"""What a message or feed says of one notice: its facts with the source's words, natural persons masked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from store.db import reading
from store.doubt import unreviewed
from store.kinship import Kin, kin
from store.persons import hide, mask
from store.search import phrase
from store.series import OWN
from store.tables import (
    App,
    Company,
    Deadline,
    Entry,
    EntryProblem,
    ExtractionRow,
    Finding,
    Mention,
    Notice,
    NoticeIssuer,
    Posting,
    Source,
)
from store.watchers import Engine

_SENTENCE = re.compile(r"[^。！？!?\n]+(?:[。！？!?]+|$)", re.MULTILINE)


@dataclass(frozen=True)
class Called:
    """A name in both languages; `en` may be empty."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The name that a reader of this language knows."""
        return (self.en or self.zh) if language == "en" else (self.zh or self.en)

    def both(self) -> str:
        """Both names, once where they are the same."""
        return f"{self.zh} {self.en}" if self.en and self.en != self.zh else self.zh


@dataclass(frozen=True)
class Named:
    """One app or company that a notice names."""

    subject: str
    kind: str
    role: str
    outcome: str
    as_written: str
    app: Called | None
    company: Called | None
    group: Called | None  # where it is not the company itself
    developer: str  # as the source has it
    problems: tuple[tuple[str, str], ...]  # code (may be empty), the source's words
    quote: str
    unreviewed: bool = False  # not sure enough to stand unread

    def headline(self) -> Called:
        """What a subject line calls it."""
        return self.app or self.group or self.company or Called(self.as_written, "")


@dataclass(frozen=True)
class Term:
    """One deadline, and the words that it rests on."""

    id: str
    on: str
    kind: str
    text: str
    provisional: bool
    quote: str


@dataclass(frozen=True)
class Facts:
    """One notice as it is told."""

    id: str
    title: str
    document: str
    kind: str  # official | press
    url: str
    source: Called
    issuers: tuple[str, ...]
    published: tuple[str, str, str]  # day, precision, basis
    signed: tuple[str, str, str]
    first_seen: datetime
    last_changed: datetime
    named: tuple[Named, ...]
    violations: tuple[tuple[str, str], ...]  # of the whole notice: code, words
    terms: tuple[Term, ...]
    seal: tuple[str, int | None, int]  # state, entries stated, entries read
    origin: str
    said: tuple[str, ...] = ()  # where the words stand that were watched for


def facts(
    engine: Engine, notice_id: str, subjects: Collection[str] = (), words: Collection[str] = ()
) -> Facts | None:
    """One notice; of what it names only these apps and companies, or everything where none is given.

    `words` are phrases of the search index that the reader watches for.
    """
    with reading(engine) as session:
        known = kin(session)
        notice = session.get(Notice, known.follow(notice_id))
        return _facts(session, known, notice, frozenset(subjects), words) if notice else None


def _facts(
    session: Session, known: Kin, notice: Notice, subjects: frozenset[str], words: Collection[str]
) -> Facts:
    entries = session.exec(
        select(Entry).where(Entry.notice_id == notice.id).order_by(col(Entry.list_number), col(Entry.row))
    ).all()
    persons = _persons(session, entries)
    mine = [e for e in entries if _meant(known, e, subjects)]
    run = {e.company_id for e in mine if e.subject == "app"}  # their firms stand with the apps
    mine = [e for e in mine if e.subject == "app" or e.role == "target" or e.company_id not in run]
    posting = session.get(Posting, notice.posting_id)
    source = session.get(Source, posting.source_id) if posting else None
    return Facts(
        id=notice.id,
        title=hide(notice.title, persons) or notice.url,
        document=notice.document,
        kind=notice.kind,
        url=notice.url,
        source=Called(source.title, source.title_en) if source else Called("", ""),
        issuers=_issuers(session, notice.id),
        published=(notice.published_on, notice.published_precision, notice.published_basis),
        signed=(notice.signed_on, notice.signed_precision, notice.signed_basis),
        first_seen=notice.first_seen,
        last_changed=notice.last_changed,
        named=tuple(_named(session, known, mine, persons)),
        violations=_violations(session, notice.id, persons),
        terms=_terms(session, notice.id, persons),
        seal=(notice.seal_state, notice.seal_stated, notice.seal_read),
        origin=notice.origin,
        said=tuple(hide(quote, persons) for quote in _said(session, notice, entries, words)),
    )


def _said(
    session: Session, notice: Notice, entries: Sequence[Entry], words: Collection[str]
) -> Iterator[str]:
    """For each of the phrases the first sentence, or else the first row of a list, that has it."""
    if not words:
        return
    text = session.get_one(ExtractionRow, notice.version_id).text
    places = [notice.title, *_SENTENCE.findall(text), *(" · ".join(e.raw) or e.name for e in entries)]
    prepared = [(place, f" {phrase(place)} ") for place in places]
    for one in sorted(words):
        found = next((place for place, said in prepared if f" {one} " in said), None)
        if found:
            yield " ".join(found.split())


def _meant(known: Kin, entry: Entry, subjects: frozenset[str]) -> bool:
    if not subjects:
        return entry.role == "target" or entry.subject == "app"
    own = entry.app_id if entry.subject == "app" else entry.company_id
    return own is not None and known.follow(own) in subjects


def _persons(session: Session, entries: Iterable[Entry]) -> set[str]:
    """Every name by which this notice knows a natural person."""
    found: set[str] = set()
    for entry in entries:
        company = session.get(Company, entry.company_id) if entry.company_id else None
        if entry.kind == "person":
            found |= {entry.name, *entry.aliases}
        if company and company.type == "person":
            found |= {company.name, company.name_en, entry.developer}
    return found - {""}


def _issuers(session: Session, notice_id: str) -> tuple[str, ...]:
    rows = session.exec(select(NoticeIssuer).where(NoticeIssuer.notice_id == notice_id)).all()
    own = [issuer for issuer in rows if issuer.role in OWN]
    return tuple(i.code for i in sorted(own, key=lambda i: (OWN.index(i.role), i.code)))


def _named(session: Session, known: Kin, entries: list[Entry], persons: set[str]) -> Iterable[Named]:
    ids = [e.id for e in entries]
    problems: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for p in session.exec(
        select(EntryProblem)
        .where(col(EntryProblem.entry_id).in_(ids))
        .order_by(col(EntryProblem.entry_id), col(EntryProblem.position))
    ).all():
        problems[p.entry_id].append((p.code, hide(p.wording, persons)))
    quotes = _quotes(session, "entry", ids, persons)
    for e in entries:
        app = session.get(App, known.follow(e.app_id)) if e.app_id else None
        owner = e.company_id or (app.company_id if app else None)
        company = session.get(Company, known.follow(owner)) if owner else None
        head = session.get(Company, known.head(company.id)) if company else None
        yield Named(
            subject=e.subject,
            kind=e.kind,
            role=e.role,
            outcome=e.outcome,
            as_written=hide(e.name, persons),
            app=Called(app.name, app.name_en) if app else None,
            company=_firm(company),
            group=_firm(head) if head and company and head.id != company.id else None,
            developer=hide(e.developer, persons),
            problems=tuple(problems[e.id]),
            quote=quotes.get(e.id, ""),
            unreviewed=unreviewed(e.confidence),
        )


def _firm(company: Company | None) -> Called | None:
    if company is None:
        return None
    called = Called(company.name, company.name_en)
    return Called(mask(called.zh), mask(called.en)) if company.type == "person" else called


def _violations(session: Session, notice_id: str, persons: set[str]) -> tuple[tuple[str, str], ...]:
    rows = session.exec(
        select(Finding)
        .where(Finding.notice_id == notice_id, Finding.kind == "violation")
        .order_by(Finding.code)
    ).all()
    return tuple((f.code, hide(f.wording, persons)) for f in rows)


def _terms(session: Session, notice_id: str, persons: set[str]) -> tuple[Term, ...]:
    rows = session.exec(select(Deadline).where(Deadline.notice_id == notice_id).order_by(Deadline.on)).all()
    quotes = _quotes(session, "deadline", [d.id for d in rows], persons)
    return tuple(
        Term(d.id, d.on, d.kind, hide(d.text, persons), d.provisional, quotes.get(d.id, "")) for d in rows
    )


def _quotes(session: Session, subject: str, ids: list[str], persons: set[str]) -> dict[str, str]:
    """The first quote of each of these; that of the name comes before those of other fields."""
    found: dict[str, str] = {}
    rows = session.exec(
        select(Mention).where(Mention.subject == subject, col(Mention.subject_id).in_(ids))
    ).all()
    for m in sorted(rows, key=lambda m: (m.field != "name", m.field, m.id)):
        found.setdefault(m.subject_id, hide(m.quote, persons))
    return found
