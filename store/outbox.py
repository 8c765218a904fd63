"""What is to be told to whom: deliveries and their states.

A delivery is due, sending, sent, failed, or later (waits for the next digest). `claim` alone moves it to
sending, in a transaction of its own, so that two jobs never hold the same one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import insert
from sqlmodel import col, select, update

from store.copies import led
from store.db import reading, writing
from store.ids import digest
from store.kinship import kin
from store.occasions import Occasion, occasions
from store.parcels import Parcel
from store.tables import Delivery, Subscription, Trigger
from store.watchers import Engine, Watch

Channel = Literal["mail", "digest"]


@dataclass(frozen=True)
class Told:
    """One thing that a subscriber has been told, or will be, about a notice."""

    kind: str
    state: str
    entity: str
    name: str


@dataclass(frozen=True)
class Planned:
    """A delivery to be put down."""

    watch: Watch
    occasion: Occasion
    entity: str
    channel: Channel


def told(
    engine: Engine, notices: Iterable[str], subscribers: Collection[str]
) -> dict[tuple[str, str], set[Told]]:
    """By subscriber and notice (the one that answers for others, or leads them): what was told, or will be."""
    found: dict[tuple[str, str], set[Told]] = defaultdict(set)
    with reading(engine) as session:
        known = kin(session)
        acts = {notice: notice for notice in notices}
        acts |= led(session, acts)
        aliases = {alias for notice in acts for alias in known.aliases(notice)}
        rows = session.exec(
            select(Delivery, Trigger)
            .join(Trigger, col(Trigger.id) == col(Delivery.trigger_id))
            .where(col(Delivery.notice_id).in_(aliases), col(Delivery.subscriber_id).in_(subscribers))
        ).all()
        was = {o.trigger_id: o for o in occasions(session, [trigger for _, trigger in rows])}
    for delivery, trigger in rows:
        o = was[trigger.id]
        entry = Told(o.kind, o.state, o.subject_id, o.name)
        act = known.follow(delivery.notice_id)
        found[delivery.subscriber_id, acts.get(act, act)].add(entry)
    return found


def put_down(engine: Engine, plans: Iterable[Planned], matched: Sequence[str], now: datetime) -> int:
    """Write the planned deliveries that are not there yet, mark these triggers as compared; how many were written."""
    rows = {key: _delivery(plan, key, now).model_dump() for plan in plans for key in (_key(plan),)}
    with writing(engine) as session:
        for keys in _chunks(list(rows)):
            for known in session.exec(select(Delivery.key).where(col(Delivery.key).in_(keys))).all():
                del rows[known]
        if rows:
            session.execute(insert(Delivery), list(rows.values()))
        for ids in _chunks(matched):
            session.exec(update(Trigger).where(col(Trigger.id).in_(ids)).values(matched=now))
    return len(rows)


def _chunks(ids: Sequence[str], size: int = 1000) -> Iterator[Sequence[str]]:
    return (ids[start : start + size] for start in range(0, len(ids), size))


def caught_up(engine: Engine, ids: Iterable[str], now: datetime) -> None:
    """These subscriptions have been compared with the past."""
    with writing(engine) as session:
        session.exec(update(Subscription).where(col(Subscription.id).in_(list(ids))).values(caught_up=now))


def _key(plan: Planned) -> str:
    o = plan.occasion
    return digest(plan.watch.subscriber_id, o.kind, o.notice, plan.entity, o.state)


def _delivery(plan: Planned, key: str, now: datetime) -> Delivery:
    return Delivery(
        key=key,
        subscriber_id=plan.watch.subscriber_id,
        trigger_id=plan.occasion.trigger_id,
        subscription_id=plan.watch.id,
        notice_id=plan.occasion.notice,
        channel=plan.channel,
        state="due" if plan.channel == "mail" else "later",
        created=now,
    )


def waiting(engine: Engine, state: Literal["due", "later"]) -> int:
    """How many notices wait for their subscribers in this state, counted once a subscriber."""
    with reading(engine) as session:
        pairs = select(Delivery.subscriber_id, Delivery.notice_id).where(Delivery.state == state).distinct()
        return len(session.exec(pairs).all())


def claim(engine: Engine, parcel: Parcel, message_id: str, now: datetime) -> bool:
    """Take a parcel for sending; False where another job has it, or its subscription ended meanwhile."""
    with writing(engine) as session:
        rows = [session.get_one(Delivery, key) for key in parcel.keys]
        ended = {session.get_one(Subscription, d.subscription_id).ended for d in rows} - {None}
        if ended or any(d.state not in ("due", "later") for d in rows):
            return False
        for delivery in rows:
            delivery.state, delivery.message_id, delivery.tried = "sending", message_id, now
            session.add(delivery)
        return True


def settle(
    engine: Engine, keys: Iterable[str], state: str, now: datetime, error: str = "", released: bool = False
) -> None:
    """What became of claimed deliveries: sent, failed, due again, or later; `released`: it certainly did not leave."""
    with writing(engine) as session:
        for key in keys:
            delivery = session.get_one(Delivery, key)
            delivery.state, delivery.error, delivery.attempts = state, error, delivery.attempts + 1
            delivery.sent = now if state == "sent" else None
            delivery.message_id = "" if released else delivery.message_id
            session.add(delivery)


def interrupted(engine: Engine, before: datetime) -> dict[str, list[str]]:
    """Deliveries that were claimed before this instant and never settled: keys by Message-ID."""
    found: dict[str, list[str]] = defaultdict(list)
    with reading(engine) as session:
        held = select(Delivery).where(Delivery.state == "sending", col(Delivery.tried) < before)
        for delivery in session.exec(held).all():
            found[delivery.message_id].append(delivery.key)
    return found


def used(engine: Engine, message_id: str) -> bool:
    """Whether a message with this id was sent, or may have been."""
    with reading(engine) as session:
        return session.exec(select(Delivery.key).where(Delivery.message_id == message_id)).first() is not None
