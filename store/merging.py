"""Two ids found to be one thing: a redirect, a recorded decision, and the way back (asked for in `store/decisions.py`)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Literal

from sqlmodel import Session, col, select, update

from store import clock
from store.ids import draw
from store.tables import App, Company, Decision, Entry, Name, Redirect

Subject = Literal["app", "company"]
CHUNK = 500


def follow(session: Session, id_: str) -> str:
    """The id that answers for `id_` today."""
    return follow_all(session, {"": id_})[""]


def follow_all(session: Session, ids: Mapping[str, str]) -> dict[str, str]:
    """`ids` with each value replaced by the id that answers for it today."""
    found = dict(ids)
    while True:
        moved: dict[str, str] = {}
        values = sorted(set(found.values()))
        for start in range(0, len(values), CHUNK):
            part = select(Redirect.old_id, Redirect.new_id).where(
                col(Redirect.old_id).in_(values[start : start + CHUNK])
            )
            moved |= dict(session.exec(part).all())
        if not moved:
            return found
        found = {key: moved.get(value, value) for key, value in found.items()}


def absorbed(session: Session, ids: Collection[str]) -> dict[str, set[str]]:
    """The ids that were merged into each of `ids`, directly or by way of others."""
    found: dict[str, set[str]] = {id_: set() for id_ in ids}
    owner = {id_: id_ for id_ in ids}
    while owner:
        redirects = session.exec(select(Redirect).where(col(Redirect.new_id).in_(owner))).all()
        owner = {r.old_id: owner[r.new_id] for r in redirects}
        for old, top in owner.items():
            found[top].add(old)
    return found


def join(session: Session, subject: Subject, from_id: str, to_id: str, reason: str, by: str) -> Decision:
    """Let `to_id` answer for `from_id`. Raises ValueError where that makes no sense."""
    from_id, to_id = follow(session, from_id), follow(session, to_id)
    if from_id == to_id:
        raise ValueError(f"{from_id} and {to_id} are one already")
    for id_ in (from_id, to_id):
        exists(session, subject, id_)
    decision = Decision(
        id=draw("j"), kind="merge", subject=subject, from_id=from_id, to_id=to_id, reason=reason, by=by,
        moved=_move(session, subject, from_id, to_id), at=clock.now(),
    )  # fmt: skip
    session.add(decision)
    session.flush()
    redirect(session, from_id, to_id, decision)
    return decision


def part(session: Session, decision: Decision) -> None:
    """Take a merge back: what it moved goes back to where it was. Raises ValueError when it cannot be undone."""
    if session.exec(select(Redirect).where(Redirect.old_id == decision.to_id)).first():
        raise ValueError(f"{decision.to_id} was merged away since: undo that merge first")
    session.delete(session.get_one(Redirect, decision.from_id))
    for what, ids in decision.moved.items():
        _set(session, what, ids, decision.from_id, decision.to_id if what != "group" else "")
    session.flush()


def exists(session: Session, subject: Subject, id_: str) -> App | Company:
    """The app or company; raises ValueError where there is none."""
    found = session.get(App, id_) if subject == "app" else session.get(Company, id_)
    if found is None:
        raise ValueError(f"there is no {subject} {id_!r}")
    return found


def redirect(session: Session, old_id: str, new_id: str, decision: Decision) -> None:
    """From now on `new_id` answers for `old_id`."""
    session.add(
        Redirect(
            old_id=old_id, new_id=new_id, subject=decision.subject, decision_id=decision.id, reason=decision.reason,
            at=clock.now(),
        )
    )  # fmt: skip
    session.flush()


_Column = tuple[type[Entry] | type[App] | type[Company] | type[Name], str]
_MOVES: dict[Subject, dict[str, _Column]] = {
    "app": {"app_entries": (Entry, "app_id"), "app_names": (Name, "subject_id")},
    "company": {
        "company_entries": (Entry, "company_id"),
        "company_names": (Name, "subject_id"),
        "apps": (App, "company_id"),
        "group": (Company, "group_id"),
    },
}
_COLUMNS = _MOVES["app"] | _MOVES["company"]


def _move(session: Session, subject: Subject, from_id: str, to_id: str) -> dict[str, list[str | int]]:
    """Point everything at `to_id`; returns the ids of what was moved, by kind."""
    moved: dict[str, list[str | int]] = {}
    taken = {(n.key, n.kind) for n in session.exec(select(Name).where(Name.subject_id == to_id))}
    for what, (table, column) in _MOVES[subject].items():
        here = getattr(table, column) == from_id
        if table is Name:
            names = session.exec(select(Name).where(here))
            moved[what] = [name.id for name in names if name.id and (name.key, name.kind) not in taken]
        else:
            moved[what] = [id_ for id_ in session.exec(select(table.id).where(here)) if id_ is not None]
        _set(session, what, moved[what], _head(session, from_id, to_id) if what == "group" else to_id)
    return moved


def _head(session: Session, from_id: str, to_id: str) -> str:
    head = session.get_one(Company, to_id).group_id
    return head if head and head != from_id else to_id


def _set(session: Session, what: str, ids: list[str | int], value: str, held: str = "") -> None:
    """Write `value` to these rows; with `held` only where that stands there still."""
    table, column = _COLUMNS[what]
    for start in range(0, len(ids), CHUNK):
        part = col(table.id).in_(ids[start : start + CHUNK])
        if held:
            part = part & (getattr(table, column) == held)
        session.exec(update(table).where(part).values({column: value}))
