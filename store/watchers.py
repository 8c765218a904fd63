"""Who watches what: subscribers and their subscriptions, from the first wish to the last unsubscribe.

Tokens come in as hashes: the tokens themselves stand in mails only.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Literal

from sqlalchemy import Engine as Engine
from sqlmodel import Session, col, select

from store.db import reading, writing
from store.ids import draw
from store.kinship import Kin, kin
from store.merging import follow
from store.tables import App, Company, StoreMark, Subscriber, Subscription

MAIL_AGAIN = timedelta(hours=1)  # one mail per wish and hour asks for confirmation
MAILS_AN_HOUR = 5  # and so many per address
TOKEN_LASTS = timedelta(days=7)


@dataclass(frozen=True)
class Wish:
    """What came of asking: `mail` tells the caller to send the mail that asks for confirmation."""

    state: Literal["mail", "waiting", "confirmed", "too_many"]
    subscription_id: str


@dataclass(frozen=True)
class Watched:
    """One subscription as its owner sees it."""

    id: str
    kind: str
    target: str
    asked: str
    name: str  # of the company or app today; empty for codes
    name_en: str
    confirmed: bool


@dataclass(frozen=True)
class Reader:
    """A subscriber with what he watches."""

    id: str
    address: str
    language: str
    zone: str
    feed: str
    confirmed: bool
    watched: list[Watched]


@dataclass(frozen=True)
class Watch:
    """One live subscription of a confirmed subscriber. A company is the head of its group here."""

    id: str
    subscriber_id: str
    kind: str
    target: str
    since: datetime


def origin(engine: Engine) -> str:
    """What the store is: live or example."""
    with reading(engine) as session:
        mark = session.exec(select(StoreMark)).first()
        return mark.origin if mark else "live"


def watches(engine: Engine, fresh: bool = False) -> list[Watch]:
    """All live subscriptions of confirmed subscribers; `fresh` ones have not been compared with the past yet."""
    with reading(engine) as session:
        known = kin(session)
        live = select(Subscription).where(
            col(Subscription.confirmed).is_not(None), col(Subscription.ended).is_(None)
        )
        if fresh:
            live = live.where(col(Subscription.caught_up).is_(None))
        return [
            Watch(s.id, s.subscriber_id, s.kind, _watched_id(known, s), s.confirmed)
            for s in session.exec(live).all()
            if s.confirmed
        ]


def _watched_id(known: Kin, what: Subscription) -> str:
    if what.kind == "company":
        return known.head(what.target)
    return known.follow(what.target) if what.kind == "app" else what.target


def ask(
    engine: Engine,
    address: str,
    language: str,
    wish: tuple[str, str, str],
    token: str,
    manage: Callable[[str], str],
    now: datetime,
) -> Wish:
    """Put down a wish (kind, target, words typed); `manage` gives the hash of a subscriber's manage token."""
    kind, target, asked = wish
    with writing(engine) as session:
        who = session.exec(select(Subscriber).where(Subscriber.address == address)).first()
        if who is None:
            id_ = draw("s")
            who = Subscriber(id=id_, address=address, token=manage(id_), feed=token_urlsafe(18), created=now)
        who.language = language if not who.confirmed else who.language
        session.add(who)
        session.flush()
        what = session.exec(
            select(Subscription).where(
                Subscription.subscriber_id == who.id, Subscription.kind == kind, Subscription.target == target
            )
        ).first()
        if what and what.confirmed and not what.ended:
            return Wish("confirmed", what.id)
        if what and what.mailed and now - what.mailed < MAIL_AGAIN:
            return Wish("waiting", what.id)
        if _mailed_lately(session, who.id, now) >= MAILS_AN_HOUR:
            return Wish("too_many", what.id if what else "")
        if what is None:
            what = Subscription(
                id=draw("w"), subscriber_id=who.id, kind=kind, target=target, asked=asked, created=now
            )
        what.asked, what.token, what.mailed = asked, token, now
        what.confirmed = what.ended = what.caught_up = None
        session.add(what)
        return Wish("mail", what.id)


def _mailed_lately(session: Session, subscriber_id: str, now: datetime) -> int:
    lately = select(Subscription.id).where(
        Subscription.subscriber_id == subscriber_id, col(Subscription.mailed) > now - MAIL_AGAIN
    )
    return len(session.exec(lately).all())


def not_mailed(engine: Engine, subscription_id: str) -> None:
    """The mail that asks for confirmation did not leave: the wish may be repeated at once."""
    with writing(engine) as session:
        if what := session.get(Subscription, subscription_id):
            what.mailed = None
            session.add(what)


def confirm(engine: Engine, token: str, now: datetime) -> Reader | None:
    """Confirm the subscription whose token this is; None where there is none, or none any more. Twice is once."""
    with writing(engine) as session:
        what = session.exec(select(Subscription).where(Subscription.token == token)).first()
        if not token or what is None or what.ended:
            return None
        if not what.confirmed:
            if what.mailed and now - what.mailed > TOKEN_LASTS:
                return None
            what.confirmed = now
        who = session.get_one(Subscriber, what.subscriber_id)
        who.confirmed = who.confirmed or now
        session.add_all([what, who])
        return reader_of(session, who)


def end(engine: Engine, token: str, subscription_id: str, now: datetime) -> Reader | None:
    """End one subscription of the subscriber with this manage token, or all ("all"); None for a wrong token."""
    with writing(engine) as session:
        who = _owner(session, token)
        if who is None:
            return None
        for what in session.exec(select(Subscription).where(Subscription.subscriber_id == who.id)).all():
            if subscription_id in ("all", what.id) and not what.ended:
                what.ended = now
                session.add(what)
        session.flush()
        return reader_of(session, who)


def reader(engine: Engine, token: str) -> Reader | None:
    """The subscriber with this manage token."""
    with reading(engine) as session:
        who = _owner(session, token)
        return reader_of(session, who) if who else None


def by_feed(engine: Engine, feed: str) -> Reader | None:
    """The confirmed subscriber whose feed this is."""
    with reading(engine) as session:
        who = session.exec(select(Subscriber).where(Subscriber.feed == feed)).first() if feed else None
        return reader_of(session, who) if who and who.confirmed else None


def one(engine: Engine, subscription_id: str) -> Watched:
    """One subscription."""
    with reading(engine) as session:
        return watched_as(session, session.get_one(Subscription, subscription_id))


def _owner(session: Session, token: str) -> Subscriber | None:
    return session.exec(select(Subscriber).where(Subscriber.token == token)).first() if token else None


def reader_of(session: Session, who: Subscriber) -> Reader:
    """A subscriber with the subscriptions that have not ended."""
    mine = select(Subscription).where(Subscription.subscriber_id == who.id, col(Subscription.ended).is_(None))
    watched = [
        watched_as(session, what) for what in session.exec(mine.order_by(col(Subscription.created))).all()
    ]
    return Reader(who.id, who.address, who.language, who.zone, who.feed, who.confirmed is not None, watched)


def watched_as(session: Session, what: Subscription) -> Watched:
    """A subscription with today's name of what it watches."""
    name = name_en = ""
    if what.kind in ("company", "app"):
        id_ = follow(session, what.target)
        thing = session.get(Company, id_) if what.kind == "company" else session.get(App, id_)
        if thing:
            name, name_en = thing.name, thing.name_en
    return Watched(what.id, what.kind, what.target, what.asked, name, name_en, what.confirmed is not None)
