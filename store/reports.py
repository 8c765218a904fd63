"""What readers report: a notice that is missing, or something wrong in one. Bounded, limited, and closed by a person.

The store says at once why a notice may be missing, or a value wrong, as far as it can tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from urllib.parse import urlsplit

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from store import clock
from store.copies import leaders
from store.correcting import standing
from store.db import reading, writing
from store.doubt import UNSURE
from store.ids import digest, normal_url
from store.merging import follow
from store.tables import Entry, Host, Notice, NoticeIssue, Posting, ReaderLead, Source, Version

WORDS, ADDRESS, CONTACT = 2000, 2000, 200  # signs that are taken
AN_HOUR, OF_ONE = 20, 5  # reports that are taken in an hour, and in a day on one notice
Cause = Literal[
    "here", "listed", "unreadable", "gone", "blocked", "off", "not_listed", "outside", "no_address",  # missing
    "corrected", "copied", "vanished", "edited", "incomplete", "issues", "unsure", "as_read", "no_notice",  # wrong
]  # fmt: skip


class TooManyReports(Exception):
    """More reports than a person can read."""


@dataclass(frozen=True)
class Report:
    """One report as the operator sees it; the contact is for him alone."""

    id: str
    kind: str
    notice_id: str
    address: str
    words: str
    cause: str
    at: datetime


def report(
    engine: Engine,
    kind: Literal["missing", "wrong"],
    words: str,
    address: str = "",
    contact: str = "",
    notice_id: str = "",
) -> Report:
    """Put a report down; the same words about the same thing are one report.

    Raises ValueError where it says nothing, TooManyReports where the hour or the notice has had its share.
    """
    words, address, contact = (_clean(text) for text in (words, address, contact))
    if not words and not address:
        raise ValueError("say what is wrong or missing")
    if len(words) > WORDS or len(address) > ADDRESS or len(contact) > CONTACT:
        raise ValueError(
            f"at most {WORDS} signs of words, {ADDRESS} of address and {CONTACT} of contact are taken"
        )
    if address and not address.startswith(("http://", "https://")):
        raise ValueError("an address begins with http:// or https://")
    with writing(engine) as session:
        notice_id = follow(session, notice_id) if notice_id else ""
        if notice_id and session.get(Notice, notice_id) is None:
            raise ValueError("there is no such notice")
        id_ = "r_" + digest(kind, notice_id, normal_url(address), words)
        known = session.get(ReaderLead, id_)
        if known is None:
            _limit(session, notice_id)
            known = ReaderLead(
                id=id_, kind=kind, notice_id=notice_id, address=address, words=words, contact=contact,
                cause=cause_of(session, address) if kind == "missing" else fault_of(session, notice_id), at=clock.now(),
            )  # fmt: skip
            session.add(known)
            session.flush()
        return _shown(known)


def _clean(text: str) -> str:
    """Without control characters, which could break a terminal or a mail."""
    return "".join(sign if sign.isprintable() else " " for sign in text).strip()


def _limit(session: Session, notice_id: str) -> None:
    now, count = clock.now(), select(func.count()).select_from(ReaderLead)
    lately = session.exec(count.where(col(ReaderLead.at) > now - timedelta(hours=1))).one()
    on_it = count.where(ReaderLead.notice_id == notice_id, col(ReaderLead.at) > now - timedelta(days=1))
    if lately >= AN_HOUR or (notice_id and session.exec(on_it).one() >= OF_ONE):
        raise TooManyReports("too many reports came lately: try again later")


def cause_of(session: Session, address: str) -> Cause:
    """Why the notice at an address is not here: as far as the catalogue, its lists and its host tell."""
    if not address:
        return "no_address"
    posting = session.exec(select(Posting).where(Posting.url_normal == normal_url(address))).first()
    if posting is not None:
        if posting.notice_id:
            return "here"
        if posting.state in ("unreadable", "gone"):
            return "unreadable" if posting.state == "unreadable" else "gone"
        return "listed"
    host = _host(address)
    sources = [s for s in session.exec(select(Source)) if host in {_host(u) for u in (s.home, *s.lists)}]
    if not host or not sources:
        return "outside"
    resting = session.get(Host, host)
    if resting is not None and resting.rest_until and resting.rest_until > clock.now():
        return "blocked"
    if any(s.enabled and s.answered is False for s in sources):
        return "blocked"
    return "not_listed" if any(s.enabled for s in sources) else "off"


def fault_of(session: Session, notice_id: str) -> Cause:
    """Why something in a notice may be wrong, the likeliest first: as far as its record tells."""
    notice = session.get(Notice, notice_id)
    if notice is None:
        return "no_notice"
    posting = session.get_one(Posting, notice.posting_id)
    versions = select(func.count()).select_from(Version).where(Version.posting_id == posting.id)
    unsure = select(Entry.id).where(Entry.notice_id == notice.id, Entry.confidence < UNSURE)
    if standing(session, notice.id):
        return "corrected"
    if notice.id in leaders(session, [notice.id]):
        return "copied"
    if posting.state == "gone":
        return "vanished"
    if session.exec(versions).one() > 1:
        return "edited"
    if notice.seal_state in ("incomplete", "list_not_found"):
        return "incomplete"
    if session.exec(select(NoticeIssue.id).where(NoticeIssue.notice_id == notice.id)).first():
        return "issues"
    return "unsure" if session.exec(unsure).first() else "as_read"


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def reports(engine: Engine, limit: int = 100) -> list[Report]:
    """The reports that nobody has closed, newest first."""
    with reading(engine) as session:
        waiting = select(ReaderLead).where(col(ReaderLead.closed_at).is_(None))
        return [_shown(r) for r in session.exec(waiting.order_by(col(ReaderLead.at).desc()).limit(limit))]


def close(engine: Engine, id_: str, by: str) -> str:
    """A person has dealt with a report; how to reach who wrote it. Raises ValueError where there is none."""
    with writing(engine) as session:
        found = session.get(ReaderLead, id_)
        if found is None or found.closed_at is not None:
            raise ValueError(f"no report {id_!r} waits")
        found.closed_at, found.closed_by = clock.now(), by
        return found.contact


def _shown(row: ReaderLead) -> Report:
    return Report(row.id, row.kind, row.notice_id, row.address, row.words, row.cause, row.at)
