"""How often things are named: official notices, press reports and copies, each counted apart. Read-only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, distinct, func, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from store.copies import originals
from store.tables import Entry, Notice


@dataclass(frozen=True)
class Counted:
    """How often something is named. A copy is neither a notice nor a report: it is a further place of one."""

    notices: int = 0  # official ones
    rows: int = 0  # in these
    reports: int = 0  # of the press
    copies: int = 0

    @property
    def rank(self) -> tuple[int, int, int]:
        """By what those that are named most come first; reports decide only where notices do not."""
        return -self.notices, -self.rows, -self.reports


def official() -> ColumnElement[bool]:
    """The condition that a notice is official and no copy."""
    return (col(Notice.kind) == "official") & originals()


def reports() -> ColumnElement[bool]:
    """The condition that a notice is a press report and no copy."""
    return (col(Notice.kind) == "press") & originals()


def columns() -> tuple[ColumnElement[int], ...]:
    """The columns of a `Counted`, over entries joined with their notices."""
    notices, told, copied = (
        func.count(distinct(case((condition, col(Notice.id)))))
        for condition in (official(), reports(), ~originals())
    )
    return notices, func.coalesce(func.sum(case((official(), 1), else_=0)), 0), told, copied


def count(session: Session, condition: ColumnElement[bool]) -> Counted:
    """Of the entries of which this holds."""
    query = select(*columns()).select_from(Entry).join(Notice, col(Notice.id) == col(Entry.notice_id))
    return Counted(*session.execute(query.where(condition)).one())


def counts(session: Session, column: Mapped[str | None], ids: Iterable[str]) -> dict[str, Counted]:
    """By id, of the entries that have it in this column; what is named nowhere is left out."""
    query = select(column, *columns()).join(Notice, col(Notice.id) == col(Entry.notice_id)).group_by(column)
    wanted, found = sorted(ids), dict[str, Counted]()
    for start in range(0, len(wanted), 500):
        for id_, *numbers in session.execute(query.where(column.in_(wanted[start : start + 500]))):
            found[id_] = Counted(*numbers)
    return found
