"""What Alembic runs for each migration: on the connection that `store.migrations.run` hands over."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from store import tables
from store.migrations.shape import is_ours, render

assert tables.__name__  # importing the tables fills SQLModel.metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    include_object=is_ours,
    render_item=render,
    transactional_ddl=True,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
