"""What persons decided on identities and values, for everybody to see: who, when, why, from what to what. Read-only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, or_
from sqlmodel import Session, col, select

from store.corrections import said
from store.db import reading
from store.merging import absorbed, follow
from store.persons import hide, mask
from store.show_notices import persons
from store.tables import App, Company, Correction, Decision, Entry, Notice


@dataclass(frozen=True)
class Decided:
    """One decision on identity. The names are today's, natural persons' masked."""

    id: str
    kind: str  # merge | split | not_same
    subject: str
    one: tuple[str, str]  # id, name
    other: tuple[str, str]
    reason: str
    by: str
    at: datetime
    undone_at: datetime | None
    undone_by: str
    undone_reason: str


@dataclass(frozen=True)
class Corrected:
    """One correction as everybody may see it: natural persons masked."""

    id: str
    notice_id: str
    title: str
    field: str
    row: str  # the entry's name; empty for the notice itself
    was: str
    value: str
    by: str
    reason: str
    at: datetime
    undone_at: datetime | None
    undone_by: str
    undone_reason: str


def corrected(engine: Engine, limit: int = 200) -> list[Corrected]:
    """The newest corrections."""
    with reading(engine) as session:
        newest = select(Correction).order_by(col(Correction.at).desc(), col(Correction.id)).limit(limit)
        rows = session.exec(newest).all()
        people = persons(session, sorted({c.notice_id for c in rows}))
        return [_corrected(session, c, people.get(c.notice_id, ())) for c in rows]


def _corrected(session: Session, c: Correction, people: Sequence[str]) -> Corrected:
    notice = session.get(Notice, follow(session, c.notice_id))
    entry = session.get(Entry, c.target_id) if c.target == "entry" else None
    row = entry.name if entry else said(c.was) if c.field == "drop" else ""
    texts = (notice.title if notice else c.notice_id, row, said(c.was), said(c.value))
    title, row, was, value = (hide(text, people) for text in texts)
    return Corrected(
        c.id, c.notice_id, title, c.field, row, was, value, c.by, c.reason, c.at, c.undone_at, c.undone_by,
        c.undone_reason,
    )  # fmt: skip


def decided(engine: Engine, limit: int = 200) -> list[Decided]:
    """The newest decisions on apps and firms."""
    with reading(engine) as session:
        newest = select(Decision).where(Decision.subject != "notice").order_by(col(Decision.at).desc())
        return [_decided(session, d) for d in session.exec(newest.order_by(col(Decision.id)).limit(limit))]


def shown(engine: Engine, id_: str) -> dict[str, Any]:
    """One identity, what was merged into it, and the decisions that concern it. Raises ValueError for no id."""
    with reading(engine) as session:
        today = follow(session, id_)
        if session.get(App, today) is None and session.get(Company, today) is None:
            raise ValueError(f"there is no app or company {id_!r}")
        ids = {today, id_, *absorbed(session, {today})[today]}
        mine = select(Decision).where(or_(col(Decision.from_id).in_(ids), col(Decision.to_id).in_(ids)))
        return {
            "id": today,
            "name": name_of(session, today),
            "merged_into_it": sorted(ids - {today}),
            "decisions": [
                asdict(_decided(session, d)) for d in session.exec(mine.order_by(col(Decision.at)))
            ],
        }


def _decided(session: Session, d: Decision) -> Decided:
    one, other = ((id_, name_of(session, id_)) for id_ in (d.from_id, d.to_id))
    return Decided(
        d.id, d.kind, d.subject, one, other, d.reason, d.by, d.at, d.undone_at, d.undone_by, d.undone_reason
    )


def name_of(session: Session, id_: str) -> str:
    """The name of an app or firm, a natural person's masked; the id where there is none."""
    app = session.get(App, id_)
    company = None if app else session.get(Company, id_)
    if company is not None and company.type == "person":
        return mask(company.name)
    found = app or company
    return found.name if found else id_
