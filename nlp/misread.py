"""Names of app stores that were read from pixels with one sign wrong, and dashes that were read as a one in Han."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from nlp import shapes
from nlp.headings import vocabulary
from nlp.rows import Row
from nlp.settle import row_issue
from store.records import Issue

LEAST = 3  # signs of a name that one of them can be told from the others


def with_stores(rows: Sequence[Row]) -> tuple[list[Row], list[Issue]]:
    """Rows with the stores that recognition spelt wrong as they are spelt, and an issue for each of these."""
    righted = [_righted(row) for row in map(_dashed, rows)]
    return righted, [
        new.issues[-1] for old, new in zip(rows, righted, strict=True) if new.issues != old.issues
    ]


def _dashed(row: Row) -> Row:
    """A row whose version was read as the number one in Han: a dash, for no version."""
    cell = row.cells.get("version")
    if row.refused or cell is None or cell.confidence is None or row.values["version"] != "一":
        return row
    return replace(row, values=row.values | {"version": "—"})


def _righted(row: Row) -> Row:
    cell = row.cells.get("store")
    if row.refused or cell is None or cell.confidence is None:
        return row
    name = row.values["store"]
    meant = _meant(name)
    if meant is None:
        return row
    text = f"The store {name!r} was misread in the picture and is taken for {meant!r}."
    issues = [*row.issues, row_issue("cell_repaired", text, row)]
    return replace(row, values=row.values | {"store": meant}, issues=issues)


@lru_cache(maxsize=1024)
def _meant(name: str) -> str | None:
    """The one known store that differs from a name in one sign, None where there is none or more than one."""
    if len(name) < LEAST or shapes.is_store(name):
        return None
    near = [
        store
        for store in vocabulary()["shapes"]["stores"]
        if len(store) == len(name) and sum(a != b for a, b in zip(store, name, strict=True)) == 1
    ]
    return near[0] if len(near) == 1 else None
