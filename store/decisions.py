"""What a person decides on identity: merge, split, not the same, and the way back. Each is one transaction.

Decisions are rows that every derivation follows, so the order of decisions and re-processing does not matter. What a
decision takes apart is also taken back from those who were told of it (`store/recalling.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Engine, or_
from sqlmodel import Session, col, delete, select

from store import clock, history
from store.db import writing
from store.ids import draw
from store.merging import Subject, exists, follow, follow_all, join, part, redirect
from store.recalling import recall, repoint, told_rightly
from store.save_notice import again
from store.splitting import split_off
from store.tables import App, Company, Decision, Entry, ExtractionRow, Name, Notice, SplitRule
from store.vocab import fold


def merge(engine: Engine, subject: Subject, from_id: str, to_id: str, reason: str, by: str) -> str:
    """Let `to_id` answer for `from_id`, and return the decision's id. Raises ValueError where that makes no sense."""
    _signed(reason, by)
    with writing(engine) as session:
        apart = _apart(session, from_id, to_id)
        if apart is not None:
            raise ValueError(
                f"{from_id} and {to_id} were decided not to be the same by {apart.by} on {apart.at:%Y-%m-%d} "
                f"({apart.reason}): undo {apart.id} first"
            )
        before = history.owners(session, _naming(session, subject, follow(session, from_id)))
        decision = join(session, subject, from_id, to_id, reason, by)
        history.regrouped(session, before, history.Cause("identity", decision.id))
        return decision.id


def not_same(engine: Engine, subject: Subject, one: str, other: str, reason: str, by: str) -> str:
    """Never propose or merge these two; returns the decision's id."""
    _signed(reason, by)
    with writing(engine) as session:
        one, other = follow(session, one), follow(session, other)
        if one == other:
            raise ValueError(f"{one} is one identity today: undo the merge, or split it")
        for id_ in (one, other):
            exists(session, subject, id_)
        known = _apart(session, one, other)
        if known is not None:
            return known.id
        decision = _decision("not_same", subject, one, other, reason, by)
        session.add(decision)
        return decision.id


def split(
    engine: Engine,
    subject: Subject,
    id_: str,
    reason: str,
    by: str,
    entries: Collection[str] = (),
    developer: str = "",
    name: str = "",
) -> str:
    """Give entries of an identity, or all of one developer, to a new one; returns the decision's id.

    The rule is kept: re-processing, and later notices of that developer, follow it. Raises ValueError where nothing
    would be split off.
    """
    _signed(reason, by)
    with writing(engine) as session:
        id_ = follow(session, id_)
        old = exists(session, subject, id_)
        mine = _entries(session, subject, id_)
        wanted = [e for e in mine if e.id in entries or (developer and fold(e.developer) == fold(developer))]
        if missing := set(entries) - {e.id for e in wanted}:
            raise ValueError(f"{', '.join(sorted(missing))}: no entry of {id_}")
        if not wanted:
            raise ValueError(f"no entry of {id_} has the developer {developer!r}")
        notices = {e.notice_id for e in wanted}
        before, owners = told_rightly(session, notices), history.owners(session, notices)
        decision = _decision("split", subject, id_, draw(id_[0]), reason, by)
        _twin(session, old, decision, name or wanted[0].name, wanted)
        _rules(session, decision, entries, developer)
        split_off(session, wanted)
        history.regrouped(session, owners, history.Cause("identity", decision.id))
        repoint(session, subject, notices, id_, decision.to_id)
        recall(session, before, notices, decision.id)
        return decision.id


def undo(engine: Engine, decision_id: str, reason: str, by: str) -> int:
    """Take a decision back; how many messages that were sent because of it are corrected.

    Both addresses keep working. Raises ValueError when it cannot be undone.
    """
    _signed(reason, by)
    with writing(engine) as session:
        decision = session.get(Decision, decision_id)
        if decision is None or decision.subject == "notice":
            raise ValueError(f"there is no decision on identity {decision_id!r}")
        if decision.undone_at is not None:
            raise ValueError(f"{decision_id!r} was undone on {decision.undone_at:%Y-%m-%d}")
        notices = _naming(session, decision.subject, decision.to_id)
        before, owners = told_rightly(session, notices), history.owners(session, notices)
        if decision.kind == "merge":
            part(session, decision)
        elif decision.kind == "split":
            _unsplit(session, decision)
        decision.undone_at, decision.undone_by, decision.undone_reason = clock.now(), by, reason
        history.regrouped(session, owners, history.Cause("identity", decision.id))
        _derive_again(session, decision, notices)
        if decision.kind == "merge":
            _unname(session, decision)
        wrong, right = (
            (decision.to_id, decision.from_id)
            if decision.kind == "merge"
            else (decision.to_id, follow(session, decision.from_id))
        )
        repoint(session, decision.subject, notices, wrong, right)
        return recall(session, before, notices, decision.id)


def _signed(reason: str, by: str) -> None:
    if not reason.strip() or not by.strip():
        raise ValueError("a decision needs a reason, and who made it")


def _decision(kind: str, subject: Subject, from_id: str, to_id: str, reason: str, by: str) -> Decision:
    return Decision(
        id=draw("j"), kind=kind, subject=subject, from_id=from_id, to_id=to_id, reason=reason, by=by, at=clock.now()
    )  # fmt: skip


def _apart(session: Session, one: str, other: str) -> Decision | None:
    """The decision that says that the two are not the same, as they are or as what they were merged into."""
    apart = col(Decision.kind).in_(("not_same", "split"))
    kept = session.exec(select(Decision).where(apart, col(Decision.undone_at).is_(None))).all()
    today = follow_all(
        session, {id_: id_ for d in kept for id_ in (d.from_id, d.to_id)} | {one: one, other: other}
    )
    pair = {today[one], today[other]}
    return next((d for d in kept if {today[d.from_id], today[d.to_id]} == pair), None)


def _entries(session: Session, subject: Subject, id_: str) -> Sequence[Entry]:
    column = col(Entry.app_id) if subject == "app" else col(Entry.company_id)
    return session.exec(select(Entry).where(column == id_).order_by(col(Entry.id))).all()


def _twin(
    session: Session, old: App | Company, decision: Decision, name: str, entries: Sequence[Entry]
) -> None:
    """The new identity, with the names that its entries have for it."""
    now = decision.at
    seen: dict[str, Any] = {
        "origin": old.origin,
        "first_seen": now,
        "last_changed": now,
        "key": f"split/{decision.id}",
    }
    if isinstance(old, App):
        firms = {entry.company_id for entry in entries}
        firm = firms.pop() if len(firms) == 1 else None
        session.add(App(id=decision.to_id, name=name, kind=old.kind, company_id=firm, **seen))
    else:
        session.add(Company(id=decision.to_id, name=name, type=old.type, **seen))
    session.flush()
    if isinstance(old, Company):
        session.get_one(Company, decision.to_id).group_id = decision.to_id
        texts = {e.name for e in entries if e.subject == "company"} | {name}
    else:
        texts = {text for e in entries for text in (e.name, *e.aliases)} | {name}
    for key, text in {fold(text): text for text in sorted(texts)}.items():
        session.add(Name(subject=decision.subject, subject_id=decision.to_id, text=text, key=key))
    session.add(decision)
    session.flush()


def _rules(session: Session, decision: Decision, entries: Collection[str], developer: str) -> None:
    values = [("entry", id_) for id_ in sorted(entries)] + (
        [("developer", fold(developer))] if developer else []
    )
    for position, (kind, value) in enumerate(values):
        session.add(
            SplitRule(
                decision_id=decision.id, position=position, subject=decision.subject, from_id=decision.from_id,
                to_id=decision.to_id, by=kind, value=value, at=decision.at,
            )
        )  # fmt: skip
    session.flush()


def _unsplit(session: Session, decision: Decision) -> None:
    """The split-off identity's address leads back to where it came from."""
    if follow(session, decision.to_id) != decision.to_id:
        raise ValueError(f"{decision.to_id} was merged away since: undo that merge first")
    session.exec(delete(SplitRule).where(col(SplitRule.decision_id) == decision.id))
    back = follow(session, decision.from_id)
    for entry in _entries(session, "app" if decision.subject == "app" else "company", decision.to_id):
        setattr(entry, f"{decision.subject}_id", back)
    redirect(session, decision.to_id, back, decision)


def _naming(session: Session, subject: str, id_: str) -> set[str]:
    """The notices with an entry of an identity, or of an app of it."""
    column = col(Entry.app_id) if subject == "app" else col(Entry.company_id)
    of_apps = select(col(App.id)).where(App.company_id == id_)
    mine = or_(column == id_, col(Entry.app_id).in_(of_apps))
    return set(session.exec(select(Entry.notice_id).where(mine).distinct()))


def _derive_again(session: Session, decision: Decision, notices: Collection[str]) -> None:
    """Notices that were read while the decision stood found their identities through it: they find them anew."""
    if decision.kind == "not_same":
        return
    read = (
        select(Notice.id)
        .join(ExtractionRow, col(ExtractionRow.version_id) == col(Notice.version_id))
        .where(col(Notice.id).in_(notices))
    )
    if decision.kind == "merge":
        ruled = select(Entry.notice_id).join(SplitRule, col(SplitRule.value) == col(Entry.id))
        read = read.where(or_(col(ExtractionRow.at) >= decision.at, col(Notice.id).in_(ruled)))
    for notice_id in session.exec(read.order_by(col(Notice.id))).all():
        again(session, notice_id, "identity", decision.id)


def _unname(session: Session, decision: Decision) -> None:
    """Names that came to the merged identity by notices that name the other one only go from it."""
    keys: dict[str, set[str]] = {}
    for id_ in (decision.from_id, decision.to_id):
        mine = _entries(session, "app" if decision.subject == "app" else "company", id_)
        texts = {e.developer if e.subject != decision.subject else e.name for e in mine}
        texts |= {alias for e in mine if e.subject == decision.subject for alias in e.aliases}
        keys[id_] = {fold(text) for text in texts}
    stray = sorted(keys[decision.from_id] - keys[decision.to_id])
    session.exec(
        delete(Name).where(
            col(Name.subject_id) == decision.to_id, col(Name.basis) == "stated", col(Name.key).in_(stray)
        )
    )
