"""One notice, whole: its text with the places that prove each value, its rows, acts, terms, versions and files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Engine, Select, select
from sqlmodel import Session, col

from store import deviations
from store.copies import copies_of, leaders, originals
from store.db import reading
from store.merging import follow
from store.persons import hide
from store.records import Stamp
from store.show_notices import Line, lines, persons
from store.show_shapes import (
    Copy,
    Day,
    Edition,
    Fact,
    Issuer,
    Mark,
    Place,
    Problem,
    Quote,
    Row,
    Sum,
    Term,
    Trouble,
    Whole,
)
from store.tables import (
    Deadline,
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
    Source,
    Version,
)

Proofs = Mapping[str, tuple[Quote, ...]]
Part = TypeVar("Part", Finding, Deadline, Penalty)


def whole(engine: Engine, notice_id: str) -> Whole | None:
    """The notice with this id, or the one that it was merged into; None where there is none."""
    with reading(engine) as session:
        notice = session.get(Notice, follow(session, notice_id))
        return _whole(session, notice) if notice else None


def _whole(session: Session, notice: Notice) -> Whole:
    extraction = session.get(ExtractionRow, notice.version_id)
    files = {d.id: d.name for d in _documents(session, notice.id) if d.kind == "attachment"}
    people = persons(session, [notice.id]).get(notice.id, ())
    quotes: dict[str, list[Quote]] = {}
    mentions = session.scalars(select(Mention).where(col(Mention.notice_id) == notice.id)).all()
    for m in mentions:
        name, words = files.get(m.document_id, ""), hide(m.quote, people)
        picture = m.id if m.box else ""
        quote = Quote(m.field, words, name, m.document_id, m.row, m.page, picture)
        quotes.setdefault(m.subject_id, []).append(quote)
    proofs = {key: tuple(values) for key, values in quotes.items()}
    entries = _entries(session, notice.id)
    issuers = session.scalars(select(NoticeIssuer).where(col(NoticeIssuer.notice_id) == notice.id)).all()
    text = hide(extraction.text, people) if extraction else ""  # a masked name is as long as the name
    n = notice
    return Whole(
        line=lines(session, [n])[0],
        published=Day(n.published_on, n.published_precision, n.published_basis, n.published_printed),
        signed=Day(n.signed_on, n.signed_precision, n.signed_basis, n.signed_printed),
        updated=_updated(session, n.version_id),
        batch=(n.batch_year, n.batch_in_year, n.batch_overall),
        counts={str(k): int(v) for k, v in n.counts.items()},
        seal_text=n.seal_text,
        origin=n.origin,
        extractor=n.extractor,
        first_seen=n.first_seen,
        last_changed=n.last_changed,
        last_checked=n.last_checked,
        issuers=tuple(Issuer(i.code, i.role, i.basis, proofs.get(i.code, ())) for i in issuers),
        text=text,
        marks=_marks(
            mentions,
            {e.id: "person" if e.kind == "person" else e.subject for e in entries},
            len(text),
        ),
        rows=_rows(session, entries, proofs, people),
        facts=facts(session.scalars(_of(Finding, notice.id)), proofs, people),
        terms=terms(session.scalars(_of(Deadline, notice.id)), proofs, people),
        sums=sums(session.scalars(_of(Penalty, notice.id)), proofs, people),
        troubles=_troubles(session, notice.id, people),
        editions=_editions(session, notice, people),
        places=_places(session, notice.id),
        reports=_linked(session, notice.id, reverse=True),
        reported=_linked(session, notice.id, reverse=False),
        copies=_lines(session, copies_of(session, notice.id)),
        copy_of=_lines(session, leaders(session, [notice.id]).values()),
        deviations=tuple(deviations.of(session, notice.id)),
    )


def _updated(session: Session, version_id: str) -> Day:
    """When the page of the version shown says that it was changed; empty where it says nothing."""
    said = session.get_one(Version, version_id).facts.get("updated")
    stamp = Stamp.model_validate(said) if said else Stamp(value="", precision="unknown", basis="observed")
    return Day(stamp.value, stamp.precision, stamp.basis, stamp.printed)


def _documents(session: Session, notice_id: str) -> Iterable[Document]:
    return session.scalars(
        select(Document)
        .join(Version, col(Version.id) == col(Document.version_id))
        .join(Posting, col(Posting.id) == col(Version.posting_id))
        .where(col(Posting.notice_id) == notice_id)
    ).all()


def _entries(session: Session, notice_id: str) -> list[Entry]:
    query = select(Entry).where(col(Entry.notice_id) == notice_id)
    return sorted(session.scalars(query), key=place_in_list)


def place_in_list(entry: Entry) -> tuple[int, int, str, str]:
    """By what the rows of a notice are put in order: those of its lists first."""
    last = 10**9
    return (
        entry.list_number if entry.list_number is not None else last, entry.row or last, entry.subject, entry.id,
    )  # fmt: skip


def _marks(mentions: Iterable[Mention], subjects: dict[str, str], length: int) -> tuple[Mark, ...]:
    found: dict[tuple[int, int, str], Mark] = {}
    for m in mentions:
        if m.start is None or m.end is None or not 0 <= m.start < m.end <= length:
            continue
        kind = subjects.get(m.subject_id, "app") if m.subject == "entry" else m.subject
        value = "" if kind == "person" else m.value
        found.setdefault((m.start, m.end, kind), Mark(m.start, m.end, kind, value, m.rule))
    return tuple(sorted(found.values(), key=lambda k: (k.start, -k.end, k.kind)))


def _rows(session: Session, entries: list[Entry], proofs: Proofs, people: tuple[str, ...]) -> tuple[Row, ...]:
    problems: dict[str, list[Problem]] = {}
    query = (
        select(EntryProblem)
        .where(col(EntryProblem.entry_id).in_([e.id for e in entries]))
        .order_by(col(EntryProblem.entry_id), col(EntryProblem.position))
    )
    for p in session.scalars(query):
        problems.setdefault(p.entry_id, []).append(Problem(p.code, p.wording))
    return tuple(row(e, tuple(problems.get(e.id, ())), proofs.get(e.id, ()), people) for e in entries)


def row(e: Entry, problems: tuple[Problem, ...], quotes: tuple[Quote, ...], people: Sequence[str]) -> Row:
    """One entry as a row, with its problems and their proof; `people` are the names to mask."""
    own = e.app_id if e.subject == "app" else e.company_id
    return Row(
        id=e.id,
        subject=e.subject,
        link=own or "",
        developer_link=(e.company_id or "") if e.subject == "app" else "",
        name=hide(e.name, people),
        aliases=tuple(hide(a, people) for a in e.aliases),
        kind=e.kind,
        role=e.role,
        developer=hide(e.developer, people),
        version=e.version,
        store=e.store,
        category=e.category,
        region=e.region,
        filing_number=e.filing_number,
        outcome=e.outcome,
        number=e.row,
        list_number=e.list_number,
        problems=problems,
        quotes=quotes,
        confidence=e.confidence,
    )


def _of(table: type[Part], notice_id: str) -> Select[Part]:
    return select(table).where(col(table.notice_id) == notice_id)


def facts(found: Iterable[Finding], proofs: Proofs, people: Sequence[str]) -> tuple[Fact, ...]:
    """Violations, laws and acts of a whole notice, with their proofs; `people` are the names to mask."""
    return tuple(
        Fact(
            kind=f.kind,
            code=f.code,
            wording=hide(f.wording, people),
            regulator=f.regulator,
            targets=tuple(hide(target, people) for target in f.targets),
            day=f.day,
            quotes=proofs.get(f.id, ()),
        )
        for f in sorted(found, key=lambda f: (f.kind, f.code))
    )


def terms(found: Iterable[Deadline], proofs: Proofs, people: Sequence[str]) -> tuple[Term, ...]:
    """Deadlines with their proofs."""
    return tuple(
        Term(
            day=d.on,
            kind=d.kind,
            duration=d.duration,
            working_days=d.working_days,
            text=hide(d.text, people),
            addressee=hide(d.addressee, people),
            report_to=d.report_to,
            provisional=d.provisional,
            basis=d.basis,
            quotes=proofs.get(d.id, ()),
        )
        for d in sorted(found, key=lambda d: (d.on, d.kind))
    )


def sums(found: Iterable[Penalty], proofs: Proofs, people: Sequence[str]) -> tuple[Sum, ...]:
    """Sums imposed, with their proofs."""
    return tuple(
        Sum(p.kind, f"{p.amount:,.2f}", p.currency, hide(p.target, people), proofs.get(p.id, ()))
        for p in sorted(found, key=lambda p: p.id)
    )


def _troubles(session: Session, notice_id: str, people: tuple[str, ...]) -> tuple[Trouble, ...]:
    found = session.scalars(select(NoticeIssue).where(col(NoticeIssue.notice_id) == notice_id))
    return tuple(
        Trouble(i.code, hide(i.text, people), hide(i.place, people), tuple(hide(r, people) for r in i.raw))
        for i in found
    )


def _editions(session: Session, notice: Notice, people: tuple[str, ...]) -> tuple[Edition, ...]:
    versions = session.scalars(
        select(Version)
        .join(Posting, col(Posting.id) == col(Version.posting_id))
        .where(col(Posting.notice_id) == notice.id)
        .order_by(col(Version.seen_at).desc(), col(Version.number).desc())
    ).all()
    copies: dict[str, list[Copy]] = {}
    query = (
        select(Document)
        .where(col(Document.version_id).in_([v.id for v in versions]))
        .order_by(col(Document.version_id), col(Document.position))
    )
    for d in session.scalars(query):
        copy = Copy(d.id, d.kind, d.name, d.media_type, d.size, d.final_url, d.fetched_at)
        copies.setdefault(d.version_id, []).append(copy)
    return tuple(
        Edition(
            id=v.id,
            number=v.number,
            seen_at=v.seen_at,
            title=hide(" · ".join(filter(None, map(v.facts.get, ("title", "also_titled")))), people),
            shown=v.id == notice.version_id,
            copies=tuple(copies.get(v.id, ())),
        )
        for v in versions
    )


def _places(session: Session, notice_id: str) -> tuple[Place, ...]:
    found = session.execute(
        select(Posting, col(Source.title), col(Source.title_en))
        .join(Source, col(Source.id) == col(Posting.source_id))
        .where(col(Posting.notice_id) == notice_id)
        .order_by(col(Posting.first_seen))
    )
    return tuple(
        Place(p.source_id, title, english, p.url, p.state, p.first_seen, p.last_checked, p.list_state)
        for p, title, english in found
    )


def _lines(session: Session, ids: Iterable[str]) -> tuple[Line, ...]:
    query = select(Notice).where(col(Notice.id).in_(list(ids))).order_by(col(Notice.day), col(Notice.id))
    return tuple(lines(session, session.scalars(query).all()))


def _linked(session: Session, notice_id: str, reverse: bool) -> tuple[Line, ...]:
    here, there = (
        (NoticeLink.to_id, NoticeLink.from_id) if reverse else (NoticeLink.from_id, NoticeLink.to_id)
    )
    query = (
        select(Notice)
        .join(NoticeLink, col(there) == col(Notice.id))
        .where(col(here) == notice_id, col(NoticeLink.kind) == "reports", *([originals()] if reverse else []))
        .order_by(col(Notice.day).desc())
    )
    return tuple(lines(session, session.scalars(query).all()))
