"""Opening a store: what can go wrong, each with one message that says what to do; many readers, one writer."""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError
from sqlmodel import select

from settings import ROOT, ConfigurationError, load
from store import runs
from store.db import open_store, origin_of, reading, writing
from store.migrations.run import upgrade as migrate
from store.tables import Run
from tests.store.making import at


def test_a_new_store_is_made_with_its_folders_and_can_be_opened_again(tmp_path: Path) -> None:
    home = tmp_path / "deep" / "home"
    open_store(at(home)).dispose()
    engine = open_store(at(home))
    with reading(engine) as session:
        assert origin_of(session) == "live"
        assert session.exec(text("PRAGMA journal_mode")).one() == ("wal",)  # type: ignore[call-overload]
        assert session.exec(text("PRAGMA foreign_keys")).one() == (1,)  # type: ignore[call-overload]
    assert (home / "archive").is_dir()


@pytest.mark.parametrize(("made", "opened"), [("live", "example"), ("example", "live")])
def test_a_store_is_not_opened_as_what_it_is_not(tmp_path: Path, made: str, opened: str) -> None:
    open_store(at(tmp_path), made)  # type: ignore[arg-type]
    with pytest.raises(ConfigurationError, match=rf"origin '{made}'.*as '{opened}'.*TONGBAO_HOME"):
        open_store(at(tmp_path), opened)  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [b"no database" * 500, b"SQLite format 3\x00" + b"\xff" * 8000])
def test_a_damaged_database_is_named_and_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "tongbao.db"
    file.write_bytes(content)
    with pytest.raises(
        ConfigurationError, match=r"tongbao.db is damaged.*restore it from a backup"
    ) as raised:
        open_store(at(tmp_path))
    assert "\n" not in str(raised.value)
    assert file.read_bytes() == content


def test_pages_overwritten_inside_a_database_are_reported_on_opening(tmp_path: Path) -> None:
    open_store(at(tmp_path)).dispose()
    file = tmp_path / "tongbao.db"
    file.write_bytes(file.read_bytes()[:100] + b"\xee" * 30_000)
    with pytest.raises(ConfigurationError, match="damaged"):
        open_store(at(tmp_path))


def test_a_home_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match=r"cannot be made.*--home or TONGBAO_HOME"):
        open_store(at(tmp_path / "file" / "home"))


def test_a_store_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    engine = open_store(at(tmp_path))
    with writing(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(ConfigurationError, match="newer version"):
        open_store(at(tmp_path))


@pytest.mark.parametrize("url", ["postgresql://host/db", "sqlite://", "nonsense"])
def test_a_database_url_that_cannot_work_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigurationError, match=r"TONGBAO_DATABASE_URL is .*sqlite:///path"):
        open_store(load({"TONGBAO_DATABASE_URL": url}, home=tmp_path))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user of this machine can reach."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.parametrize("what", ["home", "tongbao.db"])
def test_read_only_things_give_one_message(open_folder: Path, what: str) -> None:
    home = open_folder / "home"
    open_store(at(home)).dispose()
    for path in [home, *home.iterdir()]:
        path.chmod(0o777 if path.is_dir() else 0o666)
    if what == "home":
        home.chmod(0o555)
    else:
        (home / what).chmod(0o444)
    said = _opened_by_an_ordinary_user(home)
    assert said.count("\n") == 1
    assert str(home) in said
    assert "--home or TONGBAO_HOME" in said


def _opened_by_an_ordinary_user(home: Path) -> str:
    """What ConfigurationError says when somebody without root's rights opens the store; run in a child of its own."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        if os.geteuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        try:
            open_store(at(home))
            said = "opened"
        except ConfigurationError as error:
            said = str(error)
        os.write(write, f"{said}\n".encode())
        os._exit(0)
    os.close(write)
    os.waitpid(child, 0)
    with os.fdopen(read) as pipe:
        return pipe.read()


def test_a_reading_session_cannot_write_and_its_connection_can_again_afterwards(engine: Engine) -> None:
    with reading(engine) as session, pytest.raises(OperationalError, match="readonly"):
        session.execute(text("DELETE FROM store_mark"))
    with writing(engine) as session:
        session.execute(text("UPDATE store_mark SET origin = origin"))


def test_a_failed_writing_leaves_nothing_behind(engine: Engine) -> None:
    with pytest.raises(RuntimeError), writing(engine) as session:
        session.execute(text("UPDATE store_mark SET origin = 'example'"))
        raise RuntimeError
    with reading(engine) as session:
        assert origin_of(session) == "live"


def test_a_reader_sees_one_state_while_another_writes(engine: Engine) -> None:
    with reading(engine) as session:
        before = len(session.exec(select(Run)).all())
        runs.started(engine, "crawl")
        assert len(session.exec(select(Run)).all()) == before
    with reading(engine) as session:
        assert len(session.exec(select(Run)).all()) == before + 1


def test_a_second_process_waits_while_a_store_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def upgrade(connection: Connection) -> None:
        other = os.open(tmp_path, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(other)
        migrate(connection)

    monkeypatch.setattr("store.db.upgrade", upgrade)
    open_store(at(tmp_path)).dispose()
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    os.close(handle)


WRITER = """
import sys
from pathlib import Path
from settings import load
from store import runs
from store.db import open_store
engine = open_store(load({}, home=Path(sys.argv[1])))
for number in range(20):
    runs.ended(engine, runs.started(engine, sys.argv[2]), "ok", {"number": number}, [])
"""


def test_two_processes_open_a_new_store_at_once_and_both_write_while_threads_read(tmp_path: Path) -> None:
    home = tmp_path / "home"
    command = [sys.executable, "-c", WRITER, str(home)]
    writers = [subprocess.Popen([*command, job], cwd=ROOT) for job in ("crawl", "process")]
    engine = open_store(at(home))
    torn: list[Run] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            with reading(engine) as session:
                torn.extend(r for r in session.exec(select(Run)).all() if r.ended and not r.verdict)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    codes = [writer.wait(timeout=60) for writer in writers]
    done.set()
    for thread in threads:
        thread.join()
    assert codes == [0, 0]
    assert torn == []
    with reading(engine) as session:
        assert len(session.exec(select(Run).where(Run.verdict == "ok")).all()) == 40


def test_the_database_is_one_ordinary_sqlite_file(engine: Engine, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "tongbao.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
