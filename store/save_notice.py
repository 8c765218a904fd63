"""From an extraction to a stored notice: derive its rows, write what differs, tell what is new. One short transaction.

Saving the same extraction again writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from store import clock, correcting, db, history, triggers, twins
from store.carrying import carried, carry, renamed
from store.days import is_late, iso_day
from store.derive import Derived, Where, derive
from store.identity import resolve
from store.ids import draw
from store.links import link
from store.moved import dated, on_or_signed
from store.records import Extraction, PageFacts, Reading, Stamp
from store.rows import agree, wipe
from store.search import index, prepared
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
    Penalty,
    Posting,
    ReadingRow,
    Source,
    Version,
)


@dataclass(frozen=True)
class SavedNotice:
    """What became of an extraction."""

    notice_id: str
    state: Literal["new", "changed", "unchanged"]


@dataclass(frozen=True)
class _Work:
    """One extraction to save, with all that is known of where it came from."""

    extraction: Extraction
    text: str
    version: Version
    posting: Posting
    source: Source
    documents: Mapping[str, str]


def reading(engine: Engine, document_id: str, reading: Reading) -> None:
    """Keep what a document says, so that extraction can run again without reading again."""
    body = reading.model_dump(mode="json")
    with db.writing(engine) as session:
        row = session.get(ReadingRow, document_id)
        if row is None:
            session.add(ReadingRow(document_id=document_id, reader=reading.reader, body=body))
        else:
            row.reader, row.body = reading.reader, body


def extraction(
    engine: Engine,
    version_id: str,
    extraction: Extraction,
    text: str,
    document_ids: Mapping[str, str],
    news_days: int = 14,
) -> SavedNotice:
    """Save what was extracted from a version. Rows of equal raw content keep their ids.

    `text` is what evidence offsets are into, `document_ids` the documents by the names that evidence gives files.
    """
    with db.writing(engine) as session:
        version = session.get_one(Version, version_id)
        posting = session.get_one(Posting, version.posting_id)
        newer = select(Version.id).where(Version.posting_id == posting.id, Version.number > version.number)
        if posting.notice_id and session.exec(newer).first():
            _keep(session, version_id, extraction, text)
            return SavedNotice(posting.notice_id, "unchanged")
        if posting.state == "fetched" and not posting.strikes:
            posting.error = ""
        source = session.get_one(Source, posting.source_id)
        work = _Work(extraction, text, version, posting, source, document_ids)
        return _place(session, work, news_days)


def _place(session: Session, work: _Work, news_days: int) -> SavedNotice:
    """Find the notice that the posting belongs to: the one it has, one that says the same, or a new one."""
    wanted = _notice(session, work)
    like = twins.likeness(session, wanted, work.extraction, work.text)
    shown = session.get(Notice, work.posting.notice_id) if work.posting.notice_id else None
    if shown is None:
        return _enter(session, work, wanted, _find(session, like, None), news_days)
    if shown.posting_id == work.posting.id:
        for other in twins.beside(session, shown.id, work.posting):
            _part(session, other, like, shown.id, news_days)
        return _enter(session, work, wanted, _united(session, shown, like), news_days)
    if shown.extractor != work.extraction.extractor or like == _shown_likeness(session, shown):
        return _enter(session, work, wanted, shown, news_days)
    return _enter(session, work, wanted, _find(session, like, shown.id), news_days)


def _shown_likeness(session: Session, notice: Notice) -> twins.Likeness | None:
    row = session.get_one(ExtractionRow, notice.version_id)
    return twins.likeness(session, _said(session, notice), Extraction.model_validate(row.record), row.text)


def _said(session: Session, notice: Notice) -> Notice:
    """The notice as its source has it, whatever persons corrected."""
    return _notice(session, _stored_work(session, notice))


def _find(session: Session, like: twins.Likeness | None, besides: str | None) -> Notice | None:
    return twins.find(session, like, besides, correcting.retitled(session), lambda n: _said(session, n))


def _part(
    session: Session,
    other: tuple[Posting, Version, ExtractionRow],
    like: twins.Likeness | None,
    notice_id: str,
    news_days: int,
) -> None:
    """Send a posting away from the notice if it no longer says what the leading one does."""
    posting, version, row = other
    extraction = Extraction.model_validate(row.record)
    source = session.get_one(Source, posting.source_id)
    work = _Work(extraction, row.text, version, posting, source, twins.documents(session, version.id))
    wanted = _notice(session, work)
    own = twins.likeness(session, wanted, extraction, row.text)
    if like is None or (own is not None and own.extractor == like.extractor and own != like):
        _enter(session, work, wanted, _find(session, own, notice_id), news_days)


def _united(session: Session, notice: Notice, like: twins.Likeness | None) -> Notice:
    """The notice, made one with another that says the same; the id of the one whose posting leads stays."""
    other = _find(session, like, notice.id)
    if other is None:
        return notice
    works = {n.id: _stored_work(session, n) for n in (notice, other)}
    kept, gone = sorted((notice, other), key=lambda n: _rank(session, works[n.id]))
    rows = [_derived(session, works[n.id], kept.id) for n in (gone, kept)]
    carry(session, renamed(*rows), [gone.id])
    twins.merge(session, gone, kept)
    again(session, kept.id, "joined", gone.id)
    link(session, kept)
    return kept


def _rank(session: Session, work: _Work) -> tuple[int, datetime, str]:
    return twins.rank(session, work.posting, work.extraction)


def _enter(
    session: Session, work: _Work, wanted: Notice, notice: Notice | None, news_days: int
) -> SavedNotice:
    """Put the posting under `notice` (None: a new one), and derive the notice from it if it leads."""
    left = work.posting.notice_id
    wanted.id = notice.id if notice else draw("n")
    follows = notice is not None and notice.posting_id != work.posting.id
    if notice and follows and _rank(session, _stored_work(session, notice)) < _rank(session, work):
        _keep(session, work.version.id, work.extraction, work.text)
        work.posting.notice_id = notice.id
        notice.first_seen = min(notice.first_seen, work.posting.first_seen)
        session.flush()
        return SavedNotice(notice.id, "unchanged" if left == notice.id else "changed")
    return _save(session, work, wanted, notice, news_days)


def again(session: Session, notice_id: str, cause: str, detail: str, news_days: int = 14) -> None:
    """Derive the notice once more from what was extracted, as decisions and corrections now are."""
    notice = session.get_one(Notice, notice_id)
    work = _stored_work(session, notice)
    wanted = _notice(session, work)
    wanted.id = notice_id
    _save(session, work, wanted, notice, news_days, history.Cause(cause, detail))


def _stored_work(session: Session, notice: Notice) -> _Work:
    """What the notice was derived from."""
    row = session.get_one(ExtractionRow, notice.version_id)
    version = session.get_one(Version, notice.version_id)
    posting = session.get_one(Posting, version.posting_id)
    source = session.get_one(Source, posting.source_id)
    extraction = Extraction.model_validate(row.record)
    return _Work(extraction, row.text, version, posting, source, twins.documents(session, version.id))


def _save(
    session: Session,
    work: _Work,
    wanted: Notice,
    notice: Notice | None,
    news_days: int,
    cause: history.Cause | None = None,
) -> SavedNotice:
    derived = _derived(session, work, wanted.id)
    led: dict[str, str] = {}
    if notice:
        wanted.first_seen = min(notice.first_seen, wanted.first_seen)
        if notice.posting_id != work.posting.id:
            led = renamed(_derived(session, _stored_work(session, notice), notice.id), derived)
            carry(session, led, [notice.id])
    correcting.apply(session, wanted, derived)
    is_new, left = notice is None, work.posting.notice_id
    told = _told(session, left) if left and left != wanted.id else set()
    was = carried(history.state(session, notice), led) if notice else None
    extracted = _keep(session, work.version.id, work.extraction, work.text)
    changed = _keep_notice(session, notice, wanted)
    session.flush()
    work.posting.notice_id = wanted.id
    session.flush()
    stored = session.exec(select(Entry).where(Entry.notice_id == wanted.id)).all()
    before = {led.get(row.id, row.id): row for row in stored}
    fresh = [e for e in derived.entries if e.id not in before and (e.subject, e.key) not in told]
    resolve(session, wanted.id, derived.entries, derived.claims, before, work.posting.origin)
    changed = _write(session, wanted.id, derived, is_new) or changed
    notice = session.get_one(Notice, wanted.id)
    is_first = is_new and left is None
    sight = triggers.first_sight(work.posting, work.version, extracted, is_first)
    triggers.named(session, notice, fresh, is_first, is_late(notice.day, sight, news_days))
    if left and extracted is None:
        late = is_late(notice.day, work.posting.first_seen, news_days)
        triggers.edited(session, notice, work.version, late)
    if was:
        cause = cause or history.cause_of(was, notice, work.version.number)
        changed = history.note(session, notice, was, cause) or changed
    if changed:
        notice.last_changed = clock.now()
        refused = [" ".join(issue.raw) for issue in derived.issues if issue.raw]
        index(session, notice, prepared([work.text, *refused]), _searched(derived))
        link(session, notice)
    return SavedNotice(notice.id, "new" if is_new else "changed" if changed else "unchanged")


def _derived(session: Session, work: _Work, notice_id: str) -> Derived:
    """The rows that the extraction stands for, whatever persons corrected."""
    page = session.exec(
        select(Document.id).where(Document.version_id == work.version.id, Document.position == 0)
    ).one()
    return derive(work.extraction, Where(notice_id, work.posting.id, work.text, page, work.documents))


def _told(session: Session, notice_id: str) -> set[tuple[str, str]]:
    """Whom the notice that a posting leaves has named: nobody is told of them again."""
    return set(session.exec(select(Entry.subject, Entry.key).where(Entry.notice_id == notice_id)))


def _keep(session: Session, version_id: str, extraction: Extraction, text: str) -> str | None:
    """Keep the record whole; returns the extractor whose record stood there."""
    data: dict[str, Any] = {
        "extractor": extraction.extractor,
        "text": text,
        "record": extraction.model_dump(mode="json"),
    }
    row = session.get(ExtractionRow, version_id)
    if row is None:
        session.add(ExtractionRow(version_id=version_id, at=clock.now(), **data))
        return None
    earlier = row.extractor
    if any(getattr(row, name) != value for name, value in data.items()):
        row.sqlmodel_update(data | {"at": clock.now()})
    return earlier


_OWN = ("first_seen", "last_changed", "last_checked", "extractor")  # not of the notice's content


def _keep_notice(session: Session, notice: Notice | None, wanted: Notice) -> bool:
    """Write the notice's row where it differs; True if its content did."""
    if notice is None:
        session.add(wanted)
        return True
    data = wanted.model_dump(exclude={"last_changed", "last_checked"})
    changed = any(getattr(notice, name) != value for name, value in data.items() if name not in _OWN)
    notice.sqlmodel_update(data)
    return changed


def _write(session: Session, notice_id: str, derived: Derived, is_new: bool) -> bool:
    """Make the derived rows of the notice what they should be; True if anything differed."""
    rows: dict[type[SQLModel], list[Any]] = {
        Entry: derived.entries,
        Finding: derived.findings,
        Deadline: derived.deadlines,
        Penalty: derived.penalties,
        Mention: derived.mentions,
        NoticeIssuer: derived.issuers,
        NoticeIssue: derived.issues,
    }
    stored = {t: [] if is_new else _stored(session, t, notice_id) for t in twins.BY_NOTICE}
    old = [entry.id for entry in stored[Entry]]
    kept = {entry.id for entry in derived.entries}
    problems = [] if is_new else _problems(session, old)
    wipe(session, EntryProblem, "entry_id", [id_ for id_ in old if id_ not in kept])
    differs = [agree(session, table, stored[table], rows[table]) for table in twins.BY_NOTICE]
    differs.append(
        agree(session, EntryProblem, [p for p in problems if p.entry_id in kept], derived.problems)
    )
    return any(differs)


def _stored(session: Session, table: type[Any], notice_id: str) -> list[Any]:
    return list(session.exec(select(table).where(col(table.notice_id) == notice_id)))


def _problems(session: Session, entry_ids: list[str]) -> list[EntryProblem]:
    return list(session.exec(select(EntryProblem).where(col(EntryProblem.entry_id).in_(entry_ids))))


def _searched(derived: Derived) -> list[str]:
    """What the index has beside title and text: the names and words of the list's rows."""
    found: dict[str, None] = {}
    for entry in derived.entries:
        found |= dict.fromkeys([entry.name, *entry.aliases, entry.developer])
    found |= dict.fromkeys(problem.wording for problem in derived.problems)
    return [name for name in found if name]


def _notice(session: Session, work: _Work) -> Notice:
    """The row of a notice that is derived from this; its id is put in later."""
    claimed, facts = work.extraction, PageFacts.model_validate(work.version.facts)
    kind = _kind(work)
    stamps = {
        "published": dated(session, work.posting, facts),
        "signed": claimed.signed,
    }
    days = {name: iso_day(stamp, kind == "official") for name, stamp in stamps.items() if stamp}
    now = clock.now()
    return Notice(
        id="",
        title=claimed.title or facts.title or work.posting.list_title,
        document=claimed.document,
        kind=kind,
        language=claimed.language,
        url=work.posting.url,
        posting_id=work.posting.id,
        version_id=work.version.id,
        day=on_or_signed(days.get("published", ""), days.get("signed", ""))
        or work.posting.first_seen.date().isoformat(),
        origin=work.posting.origin,
        extractor=claimed.extractor,
        first_seen=work.posting.first_seen,
        last_changed=now,
        last_checked=work.posting.last_checked or now,
        counts=dict(claimed.counts),
        **_days(stamps, days),
        **_batch_and_seal(claimed),
    )


def _kind(work: _Work) -> str:
    if work.source.kind in ("official", "press"):
        return work.source.kind
    return "press" if work.extraction.document == "news" else "official"


def _days(stamps: Mapping[str, Stamp | None], days: Mapping[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, stamp in stamps.items():
        if stamp:
            found |= {
                f"{name}_on": days[name],
                f"{name}_precision": stamp.precision,
                f"{name}_basis": stamp.basis,
                f"{name}_printed": stamp.printed,
            }
    return found


def _batch_and_seal(claimed: Extraction) -> dict[str, Any]:
    batch, seal = claimed.batch, claimed.seal
    return {
        "batch_year": batch.year if batch else None,
        "batch_in_year": batch.in_year if batch else None,
        "batch_overall": batch.overall if batch else None,
        "seal_state": seal.state if seal else "no_list_expected",
        "seal_stated": seal.stated if seal else None,
        "seal_read": seal.read if seal else 0,
        "seal_text": seal.text if seal else "",
    }
