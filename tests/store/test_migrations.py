"""The schema's history leads to the tables as they are."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlmodel import SQLModel

from store.db import reading
from store.migrations.shape import is_ours


def test_migrated_and_modelled_tables_are_the_same(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": is_ours, "compare_type": True}
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_full_text_index_is_there_and_is_not_compared(engine: Engine) -> None:
    with reading(engine) as session:
        names = set(
            session.execute(text("SELECT name FROM sqlite_master WHERE name LIKE 'notice_search%'")).scalars()
        )
    assert "notice_search" in names
    assert len(names) > 1
    assert not any(is_ours(None, name, "table", True, None) for name in names)
