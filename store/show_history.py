"""The history of one record for a reader: each change with its cause and what differed, persons masked. Read-only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, col, select

from store.corrections import said
from store.db import reading
from store.merging import follow
from store.persons import hide
from store.show_decisions import name_of
from store.show_notices import persons
from store.tables import Change, Deadline, Entry, Finding, Notice, Penalty

CHANGES, DIFFERENCES = 50, 30  # shown of one record, and of one change


@dataclass(frozen=True)
class Difference:
    """One row or field that changed; `row` is empty for the notice itself."""

    what: str  # added | removed | changed
    part: str  # notice | entry | deadline | penalty | issuer | finding
    row: str  # its name or words; of an authority, violation, law or act its code
    field: str = ""
    was: str = ""
    value: str = ""
    kind: str = ""  # of a finding: violation | law | act


@dataclass(frozen=True)
class Past:
    """One change of the record."""

    at: datetime
    cause: str
    detail: str
    differences: tuple[Difference, ...]
    more: int  # differences that are not shown


def history(engine: Engine, notice_id: str) -> tuple[Past, ...]:
    """The newest changes of a notice's record, newest first; the last is its first sight."""
    with reading(engine) as session:
        notice = session.get(Notice, follow(session, notice_id))
        if notice is None:
            return ()
        hidden = set(persons(session, [notice.id]).get(notice.id, ()))
        newest = select(Change).where(Change.notice_id == notice.id).order_by(col(Change.id).desc())
        changes = session.exec(newest.limit(CHANGES)).all()
        for change in changes:
            hidden |= set(_gone_persons(change.delta))
        rows = [_past(session, change, hidden) for change in changes]
        return (*rows, Past(notice.first_seen, "first", "", (), 0))


def _gone_persons(delta: dict[str, Any]) -> Iterator[str]:
    """Natural persons whose rows are no more."""
    for part in ("added", "removed"):
        for row in delta.get("entry", {}).get(part, {}).values():
            if row.get("kind") == "person":
                yield from (row["name"], *row.get("aliases", ()))


def _past(session: Session, change: Change, hidden: set[str]) -> Past:
    found = list(_differences(session, change.delta, hidden))
    shown = tuple(found[:DIFFERENCES])
    return Past(change.at, change.cause, change.detail, shown, len(found) - len(shown))


def _differences(session: Session, delta: dict[str, Any], hidden: set[str]) -> Iterator[Difference]:
    for part, kinds in delta.items():
        if part == "proof":
            continue
        for what in ("added", "removed"):
            for key, row in kinds.get(what, {}).items():
                yield Difference(what, part, hide(_called(part, row, key), hidden), kind=_kind(part, row))
        for key, fields in kinds.get("changed", {}).items():
            row = _today(session, part, key)
            called = hide(_called(part, row, key), hidden) if row else ""
            for name, (was, value) in fields.items():
                before, after = (hide(_words(session, name, v), hidden) for v in (was, value))
                yield Difference("changed", part, called, name, before, after, _kind(part, row))


_ROWS: dict[str, type[SQLModel]] = {
    "entry": Entry,
    "deadline": Deadline,
    "penalty": Penalty,
    "finding": Finding,
}


def _today(session: Session, part: str, key: str) -> dict[str, Any]:
    """The row as it is; nothing where it is no more, or stands for the whole notice."""
    if part == "issuer":
        return {"code": key}
    row = session.get(_ROWS[part], key) if part in _ROWS else None
    return row.model_dump() if row else {}


def _kind(part: str, row: dict[str, Any]) -> str:
    return str(row.get("kind", "")) if part == "finding" else ""


def _called(part: str, row: dict[str, Any], key: str) -> str:
    if part == "penalty" and row:
        return f"{Decimal(row['amount']).normalize():f} {row['currency']}"
    return str(row.get("name") or row.get("text") or row.get("code") or key)


def _words(session: Session, name: str, value: Any) -> str:
    if name == "problems":
        return said([code or wording for code, wording in value])
    if name in ("app_id", "company_id") and value:
        return name_of(session, value)
    return said(value)
