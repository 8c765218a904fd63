"""Stores that the dashboard's tests show: one of examples, filled once; an empty live one for each test."""

from __future__ import annotations

import pytest

import settings as settings_module
from dashboard import context
from dashboard.context import Context
from settings import Settings
from store.db import open_store
from store.show import Engine
from tests.dashboard.example import example


@pytest.fixture(scope="session")
def examples(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Engine]:
    """A filled store of examples, made once; tests read it only."""
    settings = settings_module.load({}, home=tmp_path_factory.mktemp("example"))
    return settings, example(settings)


@pytest.fixture
def filled(examples: tuple[Settings, Engine]) -> Context:
    """The pages show the store of examples."""
    return context.use(*examples)


@pytest.fixture
def empty(settings: Settings) -> Context:
    """The pages show an empty live store."""
    return context.use(settings, open_store(settings))
