"""The schema's history leads to the tables as they are."""

from __future__ import annotations

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, text
from sqlmodel import SQLModel, select

from store.archive import Archive
from store.db import reading
from store.migrations.run import _config, upgrade
from store.migrations.shape import is_ours
from store.tables import Entry
from tests.store.making import app, notice


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


def test_numbers_that_entries_carry_are_found_by_after_an_upgrade(engine: Engine, archive: Archive) -> None:
    code, number = "91350100M000100Y43", "京ICP备12345678号-1A"
    row = app("画图宝", "虚构一号科技有限公司", 1, filing_number=number, raw=["1", "画图宝", code])
    notice(engine, archive, row)
    with engine.begin() as connection:
        command.downgrade(_config(connection), "0007")
    with engine.begin() as connection:
        upgrade(connection)
    with reading(engine) as session:
        entry = session.exec(select(Entry)).one()
    assert (entry.credit_code, entry.filing) == (code, "京icp备12345678号-1a")
