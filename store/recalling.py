"""Messages that turn out wrong: whoever was told of something because of an identity that is no more gets one correction.

What was sent is compared with what would be asked for now; the correction goes through the outbox like every message.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete, select

from store import clock
from store.db import reading
from store.ids import digest
from store.kinship import kin
from store.occasions import Occasion, occasions
from store.tables import Correction, Decision, Delivery, Entry, Notice, Subscription, Trigger
from store.watchers import Engine, watched_as

OPEN = ("due", "later")  # not sent, and not being sent


@dataclass(frozen=True)
class Told:
    """One delivery as it stood, with the occasion that it told of."""

    key: str
    state: str
    subscriber_id: str
    subscription_id: str
    act: str  # the notice that the delivery is filed under
    notice_id: str
    occasion: Occasion


@dataclass(frozen=True)
class Recalled:
    """What a correcting message takes back, and why."""

    name: str  # of what was watched, in both languages
    name_en: str
    told_at: datetime | None
    reason: str


def told_rightly(session: Session, notices: Collection[str]) -> dict[str, Told]:
    """What was told, or is to be, of these notices to watchers of firms and apps, and is right as things stand."""
    session.flush()
    session.expire_all()
    rows = session.exec(
        select(Delivery, Trigger, Subscription)
        .join(Trigger, col(Trigger.id) == col(Delivery.trigger_id))
        .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
        .where(
            col(Trigger.notice_id).in_(notices),
            col(Subscription.kind).in_(("company", "app")),
            Trigger.kind != "recalled",
        )
    ).all()
    known = kin(session)
    found = {o.trigger_id: o for o in occasions(session, list({t.id: t for _, t, _ in rows}.values()))}
    named = {
        (e.notice_id, known.follow(id_))
        for e in session.exec(select(Entry).where(col(Entry.notice_id).in_(notices)))
        for id_ in (e.app_id, e.company_id)
        if id_
    }
    right: dict[str, Told] = {}
    for delivery, trigger, what in rows:
        o = found[trigger.id]
        if o.subject != "notice" and (trigger.notice_id, o.subject_id) not in named:
            continue
        meant = (
            known.head(what.target) in o.firms
            if what.kind == "company"
            else known.follow(what.target) in o.apps
        )
        if meant:
            right[delivery.key] = Told(
                delivery.key, delivery.state, delivery.subscriber_id, delivery.subscription_id,
                delivery.notice_id, trigger.notice_id, o,
            )  # fmt: skip
    return right


def recall(session: Session, before: dict[str, Told], notices: Collection[str], decision_id: str) -> int:
    """Take back what was right before and is not now: unsent messages go, sent ones are corrected; how many are.

    What a notice told of several things that one reader watches was one message.
    """
    after = told_rightly(session, notices)
    wrong = [told for key, told in sorted(before.items()) if key not in after]
    unsent = [told.key for told in wrong if told.state in OPEN]
    session.exec(delete(Delivery).where(col(Delivery.key).in_(unsent)))
    sent = [told for told in wrong if told.state in ("sent", "sending")]
    return len({(t.subscriber_id, t.act) for t in sent if _correct(session, t, decision_id)})


def _correct(session: Session, told: Told, decision_id: str) -> bool:
    """One correction for each message that went out, whatever is decided later."""
    key = digest("recalled", told.key)
    if session.get(Delivery, key) is not None:
        return False
    o, now = told.occasion, clock.now()
    trigger_id = "g_" + digest("recalled", told.notice_id, o.subject, o.subject_id, decision_id)
    if session.get(Trigger, trigger_id) is None:
        notice = session.get_one(Notice, told.notice_id)
        session.add(
            Trigger(
                id=trigger_id, kind="recalled", notice_id=notice.id, subject=o.subject, subject_id=o.subject_id,
                state=decision_id, origin=notice.origin, at=now, matched=now,
            )
        )  # fmt: skip
        session.flush()
    session.add(
        Delivery(
            key=key, subscriber_id=told.subscriber_id, trigger_id=trigger_id,
            subscription_id=told.subscription_id, notice_id=told.act, created=now,
        )
    )  # fmt: skip
    session.flush()
    return True


def repoint(session: Session, subject: str, notices: Collection[str], wrong: str, right: str) -> None:
    """Let occasions speak of `right` where the notice does not name `wrong` any more."""
    session.flush()
    column = col(Entry.app_id) if subject == "app" else col(Entry.company_id)
    naming = {
        id_: set(
            session.exec(select(Entry.notice_id).where(col(Entry.notice_id).in_(notices), column == id_))
        )
        for id_ in (wrong, right)
    }
    meant = select(Trigger).where(
        col(Trigger.notice_id).in_(naming[right] - naming[wrong]),
        Trigger.subject == subject,
        Trigger.subject_id == wrong,
        Trigger.kind != "recalled",
    )
    for trigger in session.exec(meant):
        trigger.subject_id = right
    session.flush()


def taken_back(engine: Engine, keys: Iterable[str]) -> list[Recalled]:
    """What the correcting deliveries with these keys take back, each subscription and reason once."""
    found: dict[tuple[str, str], Recalled] = {}
    with reading(engine) as session:
        rows = session.exec(
            select(Delivery, Trigger)
            .join(Trigger, col(Trigger.id) == col(Delivery.trigger_id))
            .where(col(Delivery.key).in_(list(keys)))
        ).all()
        for delivery, trigger in rows:
            what = watched_as(session, session.get_one(Subscription, delivery.subscription_id))
            found[what.id, trigger.state] = Recalled(
                name=what.name or what.asked,
                name_en=what.name_en,
                told_at=_first_told(session, delivery),
                reason=_reason(session, trigger.state),
            )
    return list(found.values())


def _first_told(session: Session, correcting: Delivery) -> datetime | None:
    """When the message that this one corrects was sent."""
    sent = select(Delivery).where(
        Delivery.subscriber_id == correcting.subscriber_id,
        Delivery.notice_id == correcting.notice_id,
        Delivery.subscription_id == correcting.subscription_id,
        col(Delivery.sent).is_not(None),
    )
    for delivery in session.exec(sent):
        if digest("recalled", delivery.key) == correcting.key:
            return delivery.sent
    return None


def _reason(session: Session, id_: str) -> str:
    decision = session.get(Decision, id_) or session.get(Correction, id_)
    return (decision.undone_reason or decision.reason) if decision else ""
