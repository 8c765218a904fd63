"""Occasions to tell of: who was named for the first time, what was edited, what vanished. Each is written once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import insert
from sqlmodel import Session, col, select

from store import clock
from store.days import is_late
from store.ids import digest
from store.tables import App, Entry, Notice, Posting, Trigger, Version

TOLD = ("target", "operator")


def named(session: Session, notice: Notice, fresh: Iterable[Entry], is_new: bool, late: bool) -> None:
    """For a new notice, and for each app and company of its new entries. `fresh` entries were not there before."""
    entries = [entry for entry in fresh if entry.role in TOLD]
    apps = {entry.app_id for entry in entries if entry.app_id}
    firms = {entry.company_id for entry in entries if entry.company_id}
    firms |= {
        app.company_id for app in session.exec(select(App).where(col(App.id).in_(apps))) if app.company_id
    }
    subjects = [("notice", notice.id)] if is_new else []
    subjects += [("app", id_) for id_ in sorted(apps)]
    subjects += [("company", id_) for id_ in sorted(firms)]
    _write(session, [_trigger("named", notice, subject, id_, "", late) for subject, id_ in subjects])


def edited(session: Session, notice: Notice, version: Version, late: bool) -> None:
    """The source changed the text of a notice that had been extracted before."""
    _write(session, [_trigger("edited", notice, "notice", notice.id, version.id, late)])


def vanished(session: Session, notice: Notice, posting: Posting, news_days: int) -> None:
    """The page of a notice is gone; that takes nothing back."""
    late = is_late(notice.day, posting.first_seen, news_days)
    state = f"gone {posting.first_strike:%Y-%m-%d}" if posting.first_strike else "gone"
    _write(session, [_trigger("removed_notice", notice, "notice", notice.id, state, late)])


def first_sight(posting: Posting, version: Version, extracted: str | None, is_new: bool) -> datetime:
    """When what an extraction brings was first seen: with the posting, with an edit, or only by a better extractor.

    `extracted` is the extractor that has read this version before.
    """
    if is_new:
        return posting.first_seen
    return clock.now() if extracted else version.seen_at


def _trigger(
    kind: str, notice: Notice, subject: str, subject_id: str, state: str, late: bool
) -> dict[str, object]:
    return {
        "id": "g_" + digest(kind, notice.id, subject, subject_id, state),
        "kind": kind,
        "notice_id": notice.id,
        "subject": subject,
        "subject_id": subject_id,
        "state": state,
        "late": late,
        "origin": notice.origin,
        "at": clock.now(),
    }


def _write(session: Session, triggers: list[dict[str, object]]) -> None:
    known = set(session.exec(select(Trigger.id).where(col(Trigger.id).in_([t["id"] for t in triggers]))))
    if rows := [trigger for trigger in triggers if trigger["id"] not in known]:
        session.execute(insert(Trigger), rows)
