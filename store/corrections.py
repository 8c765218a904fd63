"""A person's changes to values: they beat the extractor at every derivation, until they are taken back.

A correction is a row that names an entry or deadline by its lasting id, so a better extractor does not lose it. What
was mailed of the value before is told anew, once, to those who had that mail.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from store import clock, triggers, vocab
from store.days import is_late
from store.db import reading, writing
from store.ids import digest, draw
from store.kinship import kin
from store.merging import follow
from store.occasions import occasions
from store.persons import mask
from store.recalling import recall, told_rightly
from store.records import DeadlineKind, DocumentKind, Outcome, Role
from store.save_notice import again
from store.tables import (
    Correction,
    Deadline,
    Delivery,
    Entry,
    EntryProblem,
    Notice,
    NoticeIssuer,
    Subscription,
    Trigger,
)

NEWS_DAYS = 14
TEXT = 500  # signs of a corrected text
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def correct(
    engine: Engine,
    notice_id: str,
    name: str,
    value: str,
    reason: str,
    by: str,
    of: str = "",
    news_days: int = NEWS_DAYS,
) -> str:
    """Set a field of a notice, or of the entry or deadline `of`; returns the correction's id.

    `drop` takes an entry away, `add` gives the notice one (a name, or a JSON object of its fields). Raises ValueError
    where the field, the value or the row makes no sense.
    """
    if not reason.strip() or not by.strip():
        raise ValueError("a correction needs a reason, and who made it")
    with writing(engine) as session:
        notice = _notice(session, notice_id)
        target = _target(session, notice, of)
        wanted = _value(target, name, value)
        correction = Correction(
            id=draw("k"), notice_id=notice.id, target=target, target_id=of or notice.id, field=name, value=wanted,
            was=_was(session, notice, target, of, name), by=by, reason=reason, at=clock.now(),
        )  # fmt: skip
        _carry_out(session, notice, correction, correction.id, news_days, lambda: session.add(correction))
        return correction.id


def undo(engine: Engine, correction_id: str, reason: str, by: str, news_days: int = NEWS_DAYS) -> None:
    """Take a correction back: the extractor's value stands again. Raises ValueError when that cannot be done."""
    if not reason.strip() or not by.strip():
        raise ValueError("taking back needs a reason, and who does it")
    with writing(engine) as session:
        found = session.get(Correction, correction_id)
        if found is None:
            raise ValueError(f"there is no correction {correction_id!r}")
        if found.undone_at is not None:
            raise ValueError(f"{correction_id!r} was taken back on {found.undone_at:%Y-%m-%d}")
        correction, now = found, clock.now()

        def take_back() -> None:
            correction.undone_at, correction.undone_by, correction.undone_reason = now, by, reason

        notice = _notice(session, correction.notice_id)
        _carry_out(session, notice, correction, f"{correction_id} undone", news_days, take_back)


def _notice(session: Session, notice_id: str) -> Notice:
    notice = session.get(Notice, follow(session, notice_id))
    if notice is None:
        raise ValueError(f"there is no notice {notice_id!r}")
    return notice


def _target(session: Session, notice: Notice, of: str) -> str:
    """What kind of row `of` is."""
    if not of:
        return "notice"
    for kind, table in (("entry", Entry), ("deadline", Deadline)):
        row = session.get(table, of)
        if isinstance(row, (Entry, Deadline)) and row.notice_id == notice.id:
            return kind
    raise ValueError(f"{of!r} is no entry or deadline of {notice.id}")


def _text(value: str) -> str:
    if not value.strip() or len(value) > TEXT or not value.isprintable():
        raise ValueError(f"a text of 1 to {TEXT} printable signs is wanted")
    return value.strip()


def _one_of(allowed: Iterable[str]) -> Callable[[str], str]:
    def check(value: str) -> str:
        if value not in allowed:
            raise ValueError(f"{value!r} is none of {', '.join(allowed)}")
        return value

    return check


def _codes(allowed: Iterable[str]) -> Callable[[str], list[str]]:
    def check(value: str) -> list[str]:
        codes = list(dict.fromkeys(code.strip() for code in value.split(",") if code.strip()))
        if unknown := [code for code in codes if code not in allowed]:
            raise ValueError(f"{', '.join(unknown)}: no code of the taxonomy")
        return codes

    return check


def _day(value: str) -> str:
    if not _DAY.fullmatch(value):
        raise ValueError(f"{value!r} is no day: write 2026-03-09, 2026-03 or 2026")
    date.fromisoformat((value + "-01-01")[:10])
    return value


def _whole_day(value: str) -> str:
    return date.fromisoformat(value).isoformat() if value else ""


def _added(value: str) -> dict[str, Any]:
    """An entry that was missed: its fields, checked as corrections of them are."""
    given = json.loads(value) if value.lstrip().startswith("{") else {"name": value}
    if not isinstance(given, dict) or "name" not in given:
        raise ValueError("an added entry needs a name")
    subject = _one_of(("app", "company"))(str(given.pop("subject", "app")))
    fields = {name: _value("entry", name, str(text)) for name, text in given.items()}
    return {"subject": subject, **fields}


_CHECKS: dict[str, dict[str, Callable[[str], Any]]] = {
    "notice": {
        "title": _text,
        "document": _one_of(get_args(DocumentKind)),
        "published": _day,
        "issuers": _codes(vocab.issuers()),
        "add": _added,
    },
    "entry": {
        "name": _text,
        "developer": _text,
        "role": _one_of(get_args(Role)),
        "outcome": _one_of(get_args(Outcome)),
        "violations": _codes(vocab.violations()),
        "drop": lambda _: True,
    },
    "deadline": {"date": _whole_day, "kind": _one_of(get_args(DeadlineKind))},
}


def _value(target: str, name: str, value: str) -> Any:
    check = _CHECKS[target].get(name)
    if check is None:
        raise ValueError(f"{name!r} is no field of a {target}: {', '.join(_CHECKS[target])}")
    return check(value)


def _was(session: Session, notice: Notice, target: str, of: str, name: str) -> Any:
    """What stands there now."""
    if name == "add":
        return None
    if name == "published":
        return notice.published_on
    if name == "issuers":
        query = select(NoticeIssuer.code).where(NoticeIssuer.notice_id == notice.id)
        return sorted(session.exec(query))
    if name == "violations":
        problems = select(EntryProblem.code).where(EntryProblem.entry_id == of)
        return list(dict.fromkeys(session.exec(problems.order_by(col(EntryProblem.position)))))
    row = notice if target == "notice" else session.get_one(Entry if target == "entry" else Deadline, of)
    found = getattr(row, {"date": "on", "drop": "name"}.get(name, name))
    is_person = isinstance(row, Entry) and row.kind == "person" and name in ("name", "drop")
    return mask(found) if is_person else found


def _carry_out(
    session: Session,
    notice: Notice,
    correction: Correction,
    state: str,
    news_days: int,
    change: Callable[[], None],
) -> None:
    """Change the correction's row, derive the notice again, and tell those who were told what is no more."""
    before = told_rightly(session, {notice.id})
    mailed = _mailed(session, notice, correction)
    owners = _owners(session, notice.id)
    change()
    session.flush()
    again(session, notice.id, "correction", correction.id, news_days)
    late = is_late(notice.day, clock.now(), news_days)
    after = _owners(session, notice.id)
    moved = [e for id_, (e, owner) in after.items() if id_ in owners and owners[id_][1] != owner]
    triggers.named(session, notice, moved, False, late)
    recall(session, before, {notice.id}, correction.id)
    right = told_rightly(session, {notice.id})
    wrong = before.keys() - right.keys()
    _tell(session, notice, state, [d for d in mailed if d.key not in wrong])


def _owners(session: Session, notice_id: str) -> dict[str, tuple[Entry, tuple[str | None, str | None]]]:
    session.flush()
    entries = session.exec(select(Entry).where(Entry.notice_id == notice_id)).all()
    return {e.id: (e, (e.app_id, e.company_id)) for e in entries}


@dataclass(frozen=True)
class _Mailed:
    """A message that said what is corrected now."""

    key: str
    subscriber_id: str
    subscription_id: str
    act: str


def _mailed(session: Session, notice: Notice, correction: Correction) -> list[_Mailed]:
    """The mails that spoke of the row: of an entry those on its app or firm, of all else each mail on the notice."""
    rows = session.exec(
        select(Delivery, Trigger, Subscription)
        .join(Trigger, col(Trigger.id) == col(Delivery.trigger_id))
        .join(Subscription, col(Subscription.id) == col(Delivery.subscription_id))
        .where(
            Trigger.notice_id == notice.id,
            col(Delivery.state).in_(("sent", "sending")),
            Delivery.channel == "mail",
        )
        .order_by(col(Delivery.key))
    ).all()
    entry = session.get(Entry, correction.target_id) if correction.target == "entry" else None
    known = kin(session)
    mine = {known.follow(id_) for id_ in (entry.app_id, entry.company_id) if id_} if entry else set()
    spoke = {o.trigger_id: o for o in occasions(session, [t for _, t, _ in rows])}
    return [
        _Mailed(d.key, d.subscriber_id, d.subscription_id, d.notice_id)
        for d, t, s in rows
        if t.kind != "recalled"
        and (entry is None or s.kind not in ("company", "app") or spoke[t.id].subject_id in mine)
    ]


def _tell(session: Session, notice: Notice, state: str, mailed: list[_Mailed]) -> None:
    """One update for each reader who was mailed, through the outbox."""
    readers = {m.subscriber_id: m for m in reversed(mailed)}
    if not readers:
        return
    now, trigger_id = clock.now(), "g_" + digest("corrected", notice.id, "notice", notice.id, state)
    session.add(
        Trigger(
            id=trigger_id, kind="corrected", notice_id=notice.id, subject="notice", subject_id=notice.id, state=state,
            origin=notice.origin, at=now, matched=now,
        )
    )  # fmt: skip
    session.flush()
    for subscriber_id, m in readers.items():
        session.add(
            Delivery(
                key=digest("corrected", subscriber_id, notice.id, state), subscriber_id=subscriber_id,
                trigger_id=trigger_id, subscription_id=m.subscription_id, notice_id=m.act, created=now,
            )
        )  # fmt: skip


@dataclass(frozen=True)
class Corrected:
    """What an updating message says was corrected."""

    field: str
    was: str
    value: str
    reason: str


def corrected(engine: Engine, keys: Iterable[str]) -> list[Corrected]:
    """What the deliveries with these keys tell of, oldest first."""
    with reading(engine) as session:
        states = session.exec(
            select(Trigger.state)
            .join(Delivery, col(Delivery.trigger_id) == col(Trigger.id))
            .where(col(Delivery.key).in_(list(keys)), Trigger.kind == "corrected")
            .order_by(col(Trigger.at))
        ).all()
        found: list[Corrected] = []
        for id_, _, undone in (state.partition(" ") for state in states):
            c = session.get_one(Correction, id_)
            pair = (said(c.was), said(c.value))
            was, value = (pair[1], pair[0]) if undone else pair
            found.append(Corrected(c.field, was, value, c.undone_reason if undone else c.reason))
    return found


def said(value: Any) -> str:
    """A value in words."""
    if isinstance(value, dict):
        return str(value.get("name", ""))
    return (
        ", ".join(map(str, value)) if isinstance(value, list) else "" if value in (None, True) else str(value)
    )
