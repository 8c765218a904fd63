"""The whole line once, as a user runs it: `tongbao demo --no-serve` into a home that the flow tests share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import settings as settings_module
from settings import Settings
from store.db import Engine, open_store

TRUTH = Path(__file__).parent.parent / "replica" / "truth.jsonl"


def tongbao(
    *words: str | Path, home: Path | None = None, env: dict[str, str] | None = None, timeout: float = 240
) -> subprocess.CompletedProcess[str]:
    """Run the command as a user does; nothing of this process's TONGBAO_ variables reaches it."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TONGBAO_")}
    command = [sys.executable, "-c", "from cli import main; main()", *map(str, words)]
    if home is not None:
        command += ["--home", str(home)]
    return subprocess.run(
        command,
        cwd="/",  # as the installed command: nothing of the checkout is importable but what is installed
        env=clean | {"TONGBAO_CRAWL_DELAY": "0"} | (env or {}),
        capture_output=True,
        text=True,
        timeout=timeout,
        check=False,
    )


def facing(settings: Settings, host: str, catalogue: Path) -> Settings:
    """`settings` with the replica at `host` as the only catalogue."""
    return replace(settings, catalogue=catalogue, allow_hosts=frozenset({host}), crawl_delay=0.0)


def environment(host: str, catalogue: Path) -> dict[str, str]:
    """The same as variables, for a process of its own."""
    return {"TONGBAO_CATALOGUE": str(catalogue), "TONGBAO_ALLOW_HOSTS": host}


@pytest.fixture(scope="session")
def truth() -> Sequence[dict[str, Any]]:
    """What the replica's items say, written down beside them."""
    return [json.loads(line) for line in TRUTH.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="session")
def demo_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a demo that has run once."""
    home = tmp_path_factory.mktemp("demo")
    fresh = {"TLDEXTRACT_CACHE": str(tmp_path_factory.mktemp("cache"))}  # as on a machine that never ran it
    done = tongbao("demo", "--no-serve", "--json", home=home, env=fresh)
    assert done.returncode == 0, done.stderr[-4000:]
    return home


@pytest.fixture(scope="session")
def demo_settings(demo_home: Path) -> Settings:
    return settings_module.load({}, home=demo_home)


@pytest.fixture(scope="session")
def demo_store(demo_settings: Settings) -> Engine:
    return open_store(demo_settings, "example")
