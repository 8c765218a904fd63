"""Reprints and joint postings of one act on other official sites, and of one article in other outlets of the press.

A copy stays a notice of its own, with its own rows and proofs; it is linked (`copies`) to the one that leads, and never
counted. Of postings that are alike the site of a lead issuer leads, then that of a joint one, then the earliest day,
then the first seen. Nothing but what the two notices say decides, so it does not matter in which order they come.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from store.likeness import WINDOW, Content, same_article, sign
from store.pointing import point
from store.series import OWN, tier
from store.tables import Entry, ExtractionRow, Notice, NoticeIssuer, NoticeLink, Posting, Source
from store.vocab import fold

KIND = "copies"
LONGER = 3  # an article that is so many times as long as another is no reprint of it
_CHUNK = 500


def relink(session: Session, notice: Notice) -> set[str]:
    """Bring the links of a notice, and of those that are or were alike it, up to date; those whose leader changed."""
    alike = {n.id for n, _ in _alike(session, notice)}
    stored = select(NoticeLink).where(
        NoticeLink.kind == KIND, or_(NoticeLink.from_id == notice.id, NoticeLink.to_id == notice.id)
    )
    touched = {id_ for link in session.exec(stored) for id_ in (link.from_id, link.to_id)} | alike
    return {id_ for id_ in sorted(touched | {notice.id}) if _lead(session, session.get_one(Notice, id_))}


def _lead(session: Session, notice: Notice) -> bool:
    """Link the notice to the best of those alike it, if one is better than itself; True where that is new."""
    ranked = sorted((_rank(session, n), n.id, why) for n, why in _alike(session, notice))
    found = ranked[0][1:] if ranked and ranked[0][0] < _rank(session, notice) else None
    return point(session, notice.id, KIND, found)


def leaders(session: Session, ids: Collection[str]) -> dict[str, str]:
    """Of each of these notices that is a copy: the notice that leads."""
    found = dict(_links(session, ids))
    while further := dict(_links(session, set(found.values()))):
        found = {copy: further.get(lead, lead) for copy, lead in found.items()}
    return found


def originals() -> ColumnElement[bool]:
    """The condition that a notice is no copy: what counts of notices count."""
    return col(Notice.id).not_in(select(col(NoticeLink.from_id)).where(col(NoticeLink.kind) == KIND))


def copies_of(session: Session, notice_id: str) -> list[str]:
    """The copies of the notice, and copies of them."""
    return list(led(session, [notice_id]))


def led(session: Session, leads: Collection[str]) -> dict[str, str]:
    """The copies of these notices, and copies of them, each with the one of these that leads it."""
    found: dict[str, str] = {}
    wanted = {lead: lead for lead in leads}
    while wanted:
        ids, fresh = sorted(wanted), dict[str, str]()
        for start in range(0, len(ids), _CHUNK):
            query = select(NoticeLink.from_id, NoticeLink.to_id).where(
                NoticeLink.kind == KIND, col(NoticeLink.to_id).in_(ids[start : start + _CHUNK])
            )
            fresh |= {copy: wanted[lead] for copy, lead in session.exec(query.order_by(NoticeLink.from_id))}
        wanted = {copy: lead for copy, lead in fresh.items() if copy not in found}
        found |= wanted
    return found


def _links(session: Session, ids: Collection[str]) -> Iterable[tuple[str, str]]:
    some = sorted(ids)
    for start in range(0, len(some), _CHUNK):
        query = select(NoticeLink.from_id, NoticeLink.to_id).where(
            NoticeLink.kind == KIND, col(NoticeLink.from_id).in_(some[start : start + _CHUNK])
        )
        yield from session.exec(query)


def _around(session: Session, notice: Notice) -> list[Notice]:
    """Notices of the same kind of other sites, of the days that let them be one act or article."""
    try:
        day = date.fromisoformat(notice.day)
    except ValueError:
        return []
    days = col(Notice.day).between((day - WINDOW).isoformat(), (day + WINDOW).isoformat())
    source = session.get_one(Posting, notice.posting_id).source_id
    query = (
        select(Notice)
        .join(Posting, col(Posting.id) == col(Notice.posting_id))
        .where(Notice.kind == notice.kind, days, Posting.source_id != source)
    )
    if notice.kind == "press":  # where nothing but the text decides, and most are of some other length
        length = len(session.get_one(ExtractionRow, notice.version_id).text)
        query = query.join(ExtractionRow, col(ExtractionRow.version_id) == col(Notice.version_id)).where(
            func.length(ExtractionRow.text).between(length // LONGER, length * LONGER)
        )
    return list(session.exec(query.order_by(col(Notice.id))))


def _rank(session: Session, notice: Notice) -> tuple[int, str, datetime, str]:
    """The lowest leads."""
    posting = session.get_one(Posting, notice.posting_id)
    site = session.get_one(Source, posting.source_id).issuer
    roles = select(NoticeIssuer.code, NoticeIssuer.role).where(NoticeIssuer.notice_id == notice.id)
    return tier(site, dict(session.exec(roles).all())), notice.day, posting.first_seen, posting.id


def _alike(session: Session, notice: Notice) -> list[tuple[Notice, str]]:
    """The notices that are postings of the same act or article, each with why."""
    around = _around(session, notice)
    issuers: dict[str, set[str]] = {n.id: set() for n in (notice, *around)}
    own = col(NoticeIssuer.role).in_(OWN)
    query = select(NoticeIssuer).where(col(NoticeIssuer.notice_id).in_(issuers), own)
    for issuer in session.exec(query):
        issuers[issuer.notice_id].add(issuer.code)
    mine = issuers[notice.id]
    may = [n for n in around if not mine or not issuers[n.id] or mine & issuers[n.id]]
    if not may:
        return []
    rows = _rows(session, [n.id for n in (notice, *may)])
    here = _content(session, notice, mine, rows)
    compare = same_article if notice.kind == "press" else sign
    signs = [(n, compare(here, _content(session, n, issuers[n.id], rows))) for n in may]
    return [(n, why) for n, why in signs if why]


def _rows(session: Session, ids: Collection[str]) -> dict[str, set[tuple[str, str]]]:
    """Of each notice: the apps of its lists with their developers, folded."""
    found: dict[str, set[tuple[str, str]]] = {id_: set() for id_ in ids}
    query = select(Entry.notice_id, Entry.key, Entry.developer).where(
        col(Entry.notice_id).in_(ids), Entry.subject == "app", col(Entry.row).is_not(None)
    )
    for id_, key, developer in session.exec(query):
        found[id_].add((key, fold(developer)))
    return found


def _content(
    session: Session, notice: Notice, issuers: Collection[str], rows: Mapping[str, set[tuple[str, str]]]
) -> Content:
    version_id = notice.version_id
    return Content(
        document=notice.document,
        issuers=frozenset(issuers),
        title=notice.title,
        batch=(notice.batch_year, notice.batch_in_year, notice.batch_overall),
        rows=frozenset(rows[notice.id]),
        read=lambda: session.get_one(ExtractionRow, version_id).text,
    )
