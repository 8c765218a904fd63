"""The daily digest: what was found later, one mail a subscriber and day of his own time zone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from alerts.channels import NotSent
from alerts.content import LISTED
from alerts.match import match
from alerts.message import digest_id, later
from alerts.post import Posted, post, release_stale
from settings import Settings
from store import clock, outbox, parcels
from store.parcels import Item, Parcel
from store.telling import Facts, facts
from store.watchers import Engine, origin


def send_digests(engine: Engine, settings: Settings, now: datetime | None = None) -> Posted:
    """Send today's digests. A second call on the same day sends what came since tomorrow only."""
    at = now or clock.now()
    match(engine, at)
    stale = release_stale(engine, at)
    waiting = [
        p
        for p in parcels.digests(engine)
        if not outbox.used(engine, digest_id(settings, p.reader, _day(p, at)))
    ]
    posted = Posted()
    if waiting and not settings.smtp_url:
        posted.problems.append(f"no mail server is set (TONGBAO_SMTP_URL): digests waiting: {len(waiting)}")
    elif waiting:
        try:
            posted = post(engine, settings, _letters(engine, settings, waiting, at), "later", at)
        except NotSent as error:
            posted.problems.append(f"{error}: digests waiting: {len(waiting)}")
    posted.problems[:0] = stale
    return posted


def _day(parcel: Parcel, at: datetime) -> str:
    return at.astimezone(ZoneInfo(parcel.reader.zone)).date().isoformat()


def _letters(
    engine: Engine, settings: Settings, waiting: list[Parcel], at: datetime
) -> Iterator[tuple[Parcel, EmailMessage]]:
    mark = origin(engine)
    for parcel in waiting:
        yield parcel, later(settings, parcel, _newest(engine, parcel), mark, _day(parcel, at), at)


def _newest(engine: Engine, parcel: Parcel) -> list[tuple[Item, Facts]]:
    """The items with their facts, as many as a mail lists, newest first."""
    shown = parcels.newest(engine, parcel.items, LISTED)
    found = [(item, facts(engine, item.notice_id, item.subjects, item.words)) for item in shown]
    return [(item, told) for item, told in found if told is not None]
