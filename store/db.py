"""Opening a store: its folders, its SQLite database brought to the newest schema, and the mark of what it is.

All sessions come from `reading` and `writing`. Writers queue (BEGIN IMMEDIATE, 30 s); readers never wait (WAL).
"""

from __future__ import annotations

import fcntl
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from sqlalchemy import Connection, create_engine, event
from sqlalchemy import Engine as Engine  # the other packages know the engine by this name alone
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session, select

from settings import ConfigurationError, Settings
from store import clock
from store.migrations.run import UnknownRevision, upgrade
from store.tables import StoreMark

BUSY_SECONDS = 30
StoreOrigin = Literal["live", "example"]


def open_store(settings: Settings, origin: StoreOrigin = "live") -> Engine:
    """The store of `settings`, made and migrated where needed. Raises ConfigurationError saying what to do."""
    file = _file(settings.database_url)
    for folder in (settings.home, settings.archive, file.parent):
        _make(folder)
    if file.exists() and not os.access(file, os.R_OK | os.W_OK):
        raise ConfigurationError(f"{file} is read-only: {_ADVICE}")
    engine = _engine(settings.database_url)
    try:
        with _alone(file.parent):
            with closing(engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            with writing(engine) as session:
                upgrade(session.connection())
                found = _mark(session, origin)
    except UnknownRevision as error:
        engine.dispose()
        raise ConfigurationError(
            f"{file} was written by a newer version of Tongbao ({error}): use that version, or another TONGBAO_HOME"
        ) from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        engine.dispose()
        raise ConfigurationError(_explain(file, error)) from error
    if found != origin:
        engine.dispose()
        raise ConfigurationError(
            f"{file} is a store of origin '{found}' and cannot be opened as '{origin}': examples and real notices "
            "never share a store; choose another folder with --home or TONGBAO_HOME"
        )
    return engine


def origin_of(session: Session) -> str:
    """What this store is: live or example. It never changes, so a connection asks once."""
    known = session.connection().info
    if "origin" not in known:
        known["origin"] = session.exec(select(StoreMark.origin)).one()
    return str(known["origin"])


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """A session that sees one state of the store and cannot write."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        try:
            with Session(bind=connection) as session:
                yield session
        finally:
            connection.rollback()
            connection.exec_driver_sql("PRAGMA query_only = OFF")


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """A session inside one write transaction: commits on leaving, rolls back on an exception. Keep it short."""
    with (
        engine.connect().execution_options(tongbao_begin="BEGIN IMMEDIATE") as connection,
        connection.begin(),
        Session(bind=connection, join_transaction_mode="rollback_only") as session,
    ):
        yield session
        session.commit()


def _engine(url: str) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
        json_serializer=partial(json.dumps, ensure_ascii=False, separators=(",", ":")),
    )
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)
    return engine


def _on_connect(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver begins nothing by itself: `_on_begin` does
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = NORMAL")


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("tongbao_begin", "BEGIN"))


def _file(url: str) -> Path:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise ConfigurationError(
            f"TONGBAO_DATABASE_URL is {url!r}: write sqlite:///path/to/file.db"
        ) from None
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        raise ConfigurationError(
            f"TONGBAO_DATABASE_URL is {parsed.render_as_string()}: this version keeps its store in a SQLite file; "
            "write sqlite:///path/to/file.db or leave the variable unset"
        )
    return Path(parsed.database).absolute()


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"{folder} cannot be made ({error.strerror}): {_ADVICE}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ConfigurationError(f"{folder} is read-only: {_ADVICE}")


_ADVICE = "choose a folder that you may write to with --home or TONGBAO_HOME, or change its permissions"


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One process at a time makes or migrates the database in `folder`."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _mark(session: Session, origin: StoreOrigin) -> str:
    found = session.get(StoreMark, 1)
    if found is None:
        found = StoreMark(origin=origin, created=clock.now())
        session.add(found)
    return found.origin


def _explain(file: Path, error: DatabaseError | sqlite3.DatabaseError) -> str:
    cause = error.orig if isinstance(error, DatabaseError) else error
    said = str(cause)
    if "readonly" in said or "unable to open" in said:
        return f"{file} cannot be written ({said}): {_ADVICE}"
    if "locked" in said:
        return f"{file} has been locked for {BUSY_SECONDS} s by another program: stop that program, then try again"
    if "disk" in said and "full" in said:
        return f"{file} cannot grow, the disk is full: free some space, then try again"
    if isinstance(cause, sqlite3.OperationalError) and "malformed" not in said:
        return f"{file} cannot be used ({said}): move it away to start afresh, or restore it from a backup"
    return (
        f"{file} is damaged or is no Tongbao database ({said}): restore it from a backup, or move it away; "
        "the archive beside it is not touched and can be processed again"
    )


def found_origin(settings: Settings) -> StoreOrigin:
    """What the store at `settings` is; a store that is yet to be made is live."""
    file = _file(settings.database_url)
    if not file.is_file():
        return "live"
    try:
        with closing(sqlite3.connect(f"file:{quote(str(file))}?mode=ro", uri=True)) as connection:
            row = connection.execute("SELECT origin FROM store_mark").fetchone()
    except sqlite3.Error:  # a database that is damaged or older than its mark: opening it says what is wrong
        return "live"
    return "example" if row and row[0] == "example" else "live"
