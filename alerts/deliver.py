"""Deliver: compare what is new with the subscriptions, and send every alert that is due (how:
`alerts/post.py`).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage

from alerts.channels import NotSent
from alerts.match import match
from alerts.message import alert, recall
from alerts.post import Posted, post, release_stale
from settings import Settings
from store import clock, outbox, parcels
from store.corrections import corrected
from store.parcels import Item, Parcel
from store.recalling import taken_back
from store.telling import Facts, facts
from store.watchers import Engine, origin

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Delivered:
    """What one delivery run did; every number counts a notice once for each subscriber."""

    sent: int
    failed: int
    later: int  # wait for the next digest
    waiting: int = 0  # due, but not sent yet
    problems: tuple[str, ...] = ()  # one line each, for a person


def deliver(engine: Engine, settings: Settings, now: datetime | None = None) -> Delivered:
    """Match, then send. Without a mail server alerts stay due, and feeds show them."""
    at = now or clock.now()
    match(engine, at)
    problems = release_stale(engine, at)
    due = parcels.alerts(engine, at)
    posted = Posted()
    if due and not settings.smtp_url:
        problems.append(
            f"no mail server is set (TONGBAO_SMTP_URL): alerts waiting: {len(due)}; the feeds show them"
        )
    elif due:
        try:
            posted = post(engine, settings, _letters(engine, settings, due, at), "due", at)
        except NotSent as error:
            problems.append(f"{error}: alerts waiting: {len(due)}")
    problems += posted.problems
    for line in problems:
        log.warning("%s", line)
    later, waiting = outbox.waiting(engine, "later"), outbox.waiting(engine, "due")
    return Delivered(posted.sent, posted.failed, later, waiting, tuple(problems))


def _letters(
    engine: Engine, settings: Settings, due: list[Parcel], at: datetime
) -> Iterator[tuple[Parcel, EmailMessage]]:
    mark = origin(engine)
    for parcel in due:
        item = parcel.items[0]
        told = facts(engine, item.notice_id, item.subjects, item.words)
        if told is not None:
            if item.kind == "recalled":
                yield parcel, recall(settings, parcel, told, taken_back(engine, parcel.keys), mark, at)
            else:
                fixed = corrected(engine, parcel.keys) if item.kind == "corrected" else []
                yield parcel, alert(settings, parcel, told, mark, at, fixed, _also(engine, parcel))


def _also(engine: Engine, parcel: Parcel) -> list[tuple[Item, Facts]]:
    """What reports of the same act say of others of those watched."""
    found = [(item, facts(engine, item.notice_id, item.subjects, item.words)) for item in parcel.items[1:]]
    return [(item, told) for item, told in found if told is not None]
