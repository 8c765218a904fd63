"""Notices with what cases are made of: their rows, acts, terms to rectify, sums, and the words that prove each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, or_, select

from store.case_shapes import KINDS
from store.copies import leaders
from store.series import OWN
from store.tables import (
    Company,
    Deadline,
    Document,
    Entry,
    Finding,
    Mention,
    Notice,
    NoticeIssuer,
    NoticeLink,
    Penalty,
)

CHUNK = 500


@dataclass(frozen=True)
class Item:
    """One notice. `entries` are those of the apps that are asked for, and all of companies."""

    notice: Notice
    entries: Sequence[Entry]
    targets: int  # apps and organisations that the notice is against
    target_apps: int
    acts: Sequence[Finding]
    terms: Sequence[Deadline]
    sums: Sequence[Penalty]
    authorities: frozenset[str]
    reported: str  # of a press report the official notice that it reports, of a copy the one that leads
    mentions: Mapping[str, Mention]  # the first of each record
    files: Mapping[str, str]  # names of documents
    curated: Mapping[str, frozenset[str]]  # by company: its curated key and that of the head of its group


def items(session: Session, notices: Collection[str], apps: Collection[str] | None = None) -> Iterator[Item]:
    """The notices with these ids; with `apps`, the rows of other apps are left out."""
    ids = sorted(notices)
    for start in range(0, len(ids), CHUNK):
        yield from _items(session, ids[start : start + CHUNK], apps)


def _items(session: Session, ids: list[str], apps: Collection[str] | None) -> Iterator[Item]:
    mine = [] if apps is None else [or_(col(Entry.app_id).in_(apps), Entry.subject == "company")]
    entries = _by_notice(session, Entry, ids, *mine)
    acts = _by_notice(session, Finding, ids, col(Finding.kind) == "act", col(Finding.code).in_(KINDS))
    terms = _by_notice(session, Deadline, ids, col(Deadline.kind) == "rectify_by", col(Deadline.on) != "")
    sums = _by_notice(session, Penalty, ids)
    issuers = _by_notice(session, NoticeIssuer, ids)
    reports = select(NoticeLink.from_id, NoticeLink.to_id).where(
        col(NoticeLink.from_id).in_(ids), NoticeLink.kind == "reports"
    )
    reported = leaders(session, ids) | dict(session.exec(reports).all())
    records = [row.id for found in (entries, acts, terms, sums) for rows in found.values() for row in rows]
    mentions = _mentions(session, records)
    files = _named(session, {m.document_id for m in mentions.values()})
    curated = _curated(session, {e.company_id for rows in entries.values() for e in rows if e.company_id})
    against = _against(session, ids)
    for notice in session.exec(select(Notice).where(col(Notice.id).in_(ids))):
        target_apps, firms = (against.get((notice.id, subject), 0) for subject in ("app", "company"))
        yield Item(
            notice=notice,
            entries=entries[notice.id],
            targets=target_apps + firms,
            target_apps=target_apps,
            acts=acts[notice.id],
            terms=terms[notice.id],
            sums=sums[notice.id],
            authorities=authorities(issuers[notice.id]),
            reported=reported.get(notice.id, ""),
            mentions=mentions,
            files=files,
            curated=curated,
        )


def _by_notice(
    session: Session, table: type[Any], ids: list[str], *more: ColumnElement[bool]
) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = defaultdict(list)
    for row in session.exec(select(table).where(col(table.notice_id).in_(ids), *more)):
        found[row.notice_id].append(row)
    return found


def _against(session: Session, ids: list[str]) -> dict[tuple[str, str], int]:
    """How many rows each notice is against, apps and companies apart."""
    query = select(Entry.notice_id, Entry.subject, func.count()).where(
        col(Entry.notice_id).in_(ids), Entry.role == "target", Entry.kind != "person"
    )
    counted = session.exec(query.group_by(col(Entry.notice_id), col(Entry.subject)))
    return {(notice_id, subject): number for notice_id, subject, number in counted}


def authorities(issuers: Iterable[NoticeIssuer]) -> frozenset[str]:
    """Whose act it is; where only a tester or a reprint is known, that one."""
    all_ = list(issuers)
    return frozenset(i.code for i in all_ if i.role in OWN) or frozenset(i.code for i in all_)


def _mentions(session: Session, records: Sequence[str]) -> dict[str, Mention]:
    """The mention that proves each record: its name, date or sum rather than another of its fields."""
    found: dict[str, Mention] = {}
    for start in range(0, len(records), CHUNK):
        query = select(Mention).where(col(Mention.subject_id).in_(records[start : start + CHUNK]))
        for mention in session.exec(query):
            other = found.get(mention.subject_id)
            if other is None or _first(mention) < _first(other):
                found[mention.subject_id] = mention
    return found


def _first(mention: Mention) -> tuple[bool, str]:
    return mention.field not in ("name", "date", "amount"), mention.id


def _named(session: Session, documents: set[str]) -> dict[str, str]:
    wanted, found = sorted(documents), dict[str, str]()
    for start in range(0, len(wanted), CHUNK):
        part = col(Document.id).in_(wanted[start : start + CHUNK])
        found |= dict(session.exec(select(Document.id, Document.name).where(part)).all())
    return found


def _curated(session: Session, companies: set[str]) -> dict[str, frozenset[str]]:
    wanted, found = sorted(companies), dict[str, Company]()
    for start in range(0, len(wanted), CHUNK):
        part = col(Company.id).in_(wanted[start : start + CHUNK])
        found |= {c.id: c for c in session.exec(select(Company).where(part))}
    above = {c.group_id for c in found.values() if c.group_id} - found.keys()
    heads = {c.id: c for c in session.exec(select(Company).where(col(Company.id).in_(above)))} | found
    return {
        id_: frozenset(c.curated for c in (firm, heads.get(firm.group_id or "")) if c and c.curated)
        for id_, firm in found.items()
    }
