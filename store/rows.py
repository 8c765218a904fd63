"""Make stored rows equal to derived ones, writing only what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeVar

from sqlalchemy import delete, insert, inspect
from sqlmodel import Session, SQLModel

Row = TypeVar("Row", bound=SQLModel)
BATCH = 500


@cache
def columns(table: type[SQLModel]) -> tuple[str, ...]:
    """The names of a table's columns."""
    return tuple(column.key for column in inspect(table).columns)


def values(row: SQLModel) -> dict[str, object]:
    """The row's columns."""
    return {name: getattr(row, name) for name in columns(type(row))}


def agree(session: Session, table: type[Row], stored: Iterable[Row], wanted: Sequence[Row]) -> bool:
    """Insert, update and delete so that the table's rows for one notice are `wanted`; True if anything differed."""
    keys = [column.key for column in inspect(table).primary_key]
    old = {tuple(getattr(row, key) for key in keys): row for row in stored}
    new: list[dict[str, object]] = []
    differs = False
    for row in wanted:
        data = values(row)
        was = old.pop(tuple(data[key] for key in keys), None)
        if was is None:
            new.append(data)
        elif values(was) != data:
            was.sqlmodel_update(data)
            differs = True
    for row in old.values():
        session.delete(row)
    session.flush()
    if new:
        session.execute(insert(table), new)
    return differs or bool(new) or bool(old)


def wipe(session: Session, table: type[SQLModel], column: str, ids: Sequence[str]) -> None:
    """Delete the rows whose `column` is one of `ids`."""
    target = inspect(table).columns[column]
    for start in range(0, len(ids), BATCH):
        session.execute(delete(table).where(target.in_(ids[start : start + BATCH])))
