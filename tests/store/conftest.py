"""A store of its own for each test: a real SQLite file and a real archive folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from store import clock, save
from store.archive import Archive
from store.db import open_store
from tests.store import making


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.at = making.NOON

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """10 March 2026, noon in Shanghai, until it is moved."""
    standing = Clock()
    monkeypatch.setattr(clock, "now", standing)
    return standing


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a live store with one official and one press source, made once."""
    home = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", Clock())
        opened = open_store(making.at(home))
        save.sources(opened, [making.source(), making.source("made-paper", "press")])
        opened.dispose()
    return home / "tongbao.db"


@pytest.fixture
def engine(tmp_path: Path, time: Clock, template: Path) -> Iterator[Engine]:
    """A live store with one official and one press source, a file of its own."""
    shutil.copy(template, tmp_path / "tongbao.db")
    opened = open_store(making.at(tmp_path))
    yield opened
    opened.dispose()


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An empty archive."""
    return Archive(tmp_path / "archive")
