"""How Alembic sees our schema: which tables are ours to compare, and how our column types are written down."""

from __future__ import annotations

from typing import Any, Literal

from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString

from store.tables import Instant

SEARCH = "notice_search"  # an FTS5 table: SQLite keeps five shadow tables beside it


def is_ours(item: object, name: str | None, kind: str, reflected: bool, other: object) -> bool:
    """False for the full-text index and its shadow tables, which no model describes."""
    return not (kind == "table" and name is not None and name.startswith(SEARCH))


def render(kind: str, item: Any, context: AutogenContext) -> str | Literal[False]:
    """Plain types in migrations: a revision must not change when our own types do."""
    if isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    if isinstance(item, AutoString):
        return "sa.String()"
    return False
