"""Deliveries as people get them: one parcel a message, one item a notice in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from store.copies import leaders
from store.db import reading
from store.kinship import Kin, kin
from store.tables import Delivery, Entry, Notice, Subscriber, Subscription, Trigger
from store.watchers import Engine, Reader, reader_of

Row = tuple[Delivery, Trigger, Subscription]
BACK_OFF = tuple(
    timedelta(minutes=m) for m in (1, 5, 30, 120, 360, 720, 1440)
)  # after the first failure, second …
KINDS = (
    "removed_notice",
    "edited",
    "named",
    "corrected",
    "recalled",
)  # what a message is called after, weakest first


@dataclass(frozen=True)
class Item:
    """What a message says of one notice: which one, why, and which of the things it names are meant."""

    notice_id: str
    kind: str
    subjects: frozenset[str]  # ids of apps and companies; empty = whatever the notice names
    because: frozenset[str]  # the subscriptions that asked for it
    words: frozenset[str] = frozenset()  # of those subscriptions that watch for words


@dataclass(frozen=True)
class Parcel:
    """What one message tells one subscriber: one item in an alert, many in a digest."""

    reader: Reader
    items: tuple[Item, ...]
    keys: tuple[str, ...]  # of its deliveries
    attempts: int


def alerts(engine: Engine, now: datetime) -> list[Parcel]:
    """The alerts that are due now, oldest first: one a subscriber and notice; what takes a message back stands alone."""
    with reading(engine) as session:
        rows = [row for row in _open(session, "due") if _ripe(row[0], now)]
        return _parcels(session, rows, lambda d, t: (d.subscriber_id, d.notice_id, str(t.kind == "recalled")))


def digests(engine: Engine) -> list[Parcel]:
    """What waits for a digest: one parcel a subscriber."""
    with reading(engine) as session:
        return _parcels(session, _open(session, "later"), lambda d, _: (d.subscriber_id,))


def _open(session: Session, state: str) -> list[Row]:
    """Deliveries in this state whose subscriptions still live, with triggers and subscriptions."""
    rows = session.exec(
        select(Delivery, Trigger, Subscription)
        .join(Trigger, col(Trigger.id) == col(Delivery.trigger_id))
        .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
        .where(Delivery.state == state, col(Subscription.ended).is_(None))
        .order_by(col(Delivery.created), col(Delivery.key))
    )
    return list(rows.all())


def _ripe(delivery: Delivery, now: datetime) -> bool:
    if not delivery.attempts or delivery.tried is None:
        return True
    return now >= delivery.tried + BACK_OFF[min(delivery.attempts, len(BACK_OFF)) - 1]


def _parcels(
    session: Session,
    rows: Iterable[Row],
    together: Callable[[Delivery, Trigger], tuple[str, ...]],
) -> list[Parcel]:
    groups: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[together(*row[:2])].append(row)
    known = kin(session)
    return [
        Parcel(
            reader=reader_of(session, session.get_one(Subscriber, group[0][0].subscriber_id)),
            items=tuple(_items(session, known, group)),
            keys=tuple(d.key for d, _, _ in group),
            attempts=max(d.attempts for d, _, _ in group),
        )
        for group in groups.values()
    ]


def _items(session: Session, known: Kin, group: Iterable[Row]) -> Iterator[Item]:
    """One item a notice, called after the strongest of its kinds; the act itself before copies and reports of it."""
    notices: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(group, key=lambda row: row[0].notice_id != known.follow(row[1].notice_id)):
        notices[known.follow(row[1].notice_id)].append(row)
    for notice_id, rows in notices.items():
        whole = any(s.kind not in ("company", "app") for _, _, s in rows)
        meant = (id_ for _, t, s in rows for id_ in _meant(session, known, t, s))
        yield Item(
            notice_id=notice_id,
            kind=max((t.kind for _, t, _ in rows), key=lambda k: KINDS.index(k) if k in KINDS else -1),
            subjects=frozenset() if whole else frozenset(meant),
            because=frozenset(s.id for _, _, s in rows),
            words=frozenset(s.target for _, _, s in rows if s.kind == "words"),
        )


def _meant(session: Session, known: Kin, trigger: Trigger, what: Subscription) -> Iterator[str]:
    """What one trigger tells someone who watches a firm or app: the thing named, or all of his in a notice."""
    if trigger.subject != "notice":
        yield known.follow(trigger.subject_id)
    elif what.kind == "app":
        yield known.follow(what.target)
    else:
        head = known.head(what.target)
        for entry in session.exec(select(Entry).where(Entry.notice_id == trigger.notice_id)).all():
            if entry.app_id and head in (known.firm(entry.app_id), known.head(entry.company_id or "")):
                yield known.follow(entry.app_id)
            elif entry.subject == "company" and entry.company_id and known.head(entry.company_id) == head:
                yield known.follow(entry.company_id)


def tidings(engine: Engine, subscriber_id: str, limit: int) -> list[Item]:
    """What a subscriber's feed shows: his alerts, newest first, whether or not they were mailed."""
    with reading(engine) as session:
        rows = session.exec(
            select(Delivery, Trigger, Subscription)
            .join(Trigger, col(Trigger.id) == col(Delivery.trigger_id))
            .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
            .where(Delivery.subscriber_id == subscriber_id, Delivery.channel == "mail")
            .order_by(col(Trigger.at).desc(), col(Trigger.id))
            .limit(limit * 20)
        ).all()
        return list(_items(session, kin(session), rows))[:limit]


def public_tidings(engine: Engine, limit: int) -> list[str]:
    """The notices that the public feed shows: those that were news, newest first, a copy as the one that leads."""
    with reading(engine) as session:
        newest = (
            select(Trigger.notice_id)
            .where(col(Trigger.late).is_(False), Trigger.kind != "recalled")
            .group_by(Trigger.notice_id)
            .order_by(func.max(Trigger.at).desc(), Trigger.notice_id)
            .limit(limit)
        )
        found = session.exec(newest).all()
        leading = leaders(session, found)
        return list(dict.fromkeys(leading.get(id_, id_) for id_ in found))


def newest(engine: Engine, items: Iterable[Item], limit: int) -> list[Item]:
    """So many of these items, those of the newest notices first."""
    wanted = {item.notice_id: item for item in items}
    ids = list(wanted)
    days: list[tuple[str, str]] = []
    with reading(engine) as session:
        for start in range(0, len(ids), 500):
            some = select(Notice.day, Notice.id).where(col(Notice.id).in_(ids[start : start + 500]))
            days += session.exec(some).all()
    return [wanted[id_] for _, id_ in sorted(days, reverse=True)[:limit]]
