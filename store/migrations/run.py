"""Bring a database to the newest revision, or write the next revision from the tables."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy import Connection

FOLDER = Path(__file__).resolve().parent


class UnknownRevision(Exception):
    """The database was written by a newer version of the program."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


@cache
def head() -> str:
    """The newest revision that this program knows."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def upgrade(connection: Connection) -> None:
    """Bring the database behind `connection` to `head()`, inside the connection's transaction."""
    if MigrationContext.configure(connection).get_current_revision() == head():
        return
    try:
        command.upgrade(_config(connection), "head")
    except (ResolutionError, CommandError) as error:
        raise UnknownRevision(str(error)) from error


def write(connection: Connection, message: str) -> None:
    """Write the revision that leads from the database behind `connection` to the tables as they are now."""
    command.revision(_config(connection), message, autogenerate=True)
