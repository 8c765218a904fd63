"""`tongbao run` as a user meets it: offline, with a port taken, stopped by Ctrl-C, started again."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

import settings as settings_module
from store.db import open_store, reading
from store.runs import holder
from store.tables import Source
from tests.flow.conftest import tongbao

MAIN = "from cli import main; main()"  # as the installed command does
ENTRY = """
[[source]]
id = "{id}"
title = "示例"
kind = "official"
issuer = "CAC"
language = "zh"
base = "{base}"
lists = ["/list"]
layout = "cac"
cron = "0 6 * * *"
"""


def two_free_ports() -> int:
    """The first of two neighbouring free ports."""
    for port in range(18500, 19500, 2):
        with socket.socket() as one, socket.socket() as two, contextlib.suppress(OSError):
            one.bind(("127.0.0.1", port))
            two.bind(("127.0.0.1", port + 1))
            return port
    raise AssertionError("no two free ports")


def health(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def until(what: str, seconds: float, true: object) -> None:
    deadline = time.monotonic() + seconds
    assert callable(true)
    while not true():
        assert time.monotonic() < deadline, f"{what}: not within {seconds} s"
        time.sleep(0.2)  # waits for another process, which has no event to wait on


@pytest.fixture
def offline(tmp_path: Path) -> dict[str, str]:
    """A catalogue of two sources where nobody listens."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    entries = [ENTRY.format(id=f"nobody-{n}", base=f"http://127.0.0.1:{n}") for n in (1, 2)]
    (folder / "offline.toml").write_text("\n".join(entries), encoding="utf-8")
    return {"TONGBAO_CATALOGUE": str(folder), "TONGBAO_ALLOW_HOSTS": "127.0.0.1:1,127.0.0.1:2"}


class Running:
    """A `tongbao run` in the background, with what it has said so far."""

    def __init__(self, home: Path, port: int, env: dict[str, str], *words: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("TONGBAO_")}
        self.log = home.parent / f"run-{time.monotonic_ns()}.log"
        with self.log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-c", MAIN, "run", "--home", str(home), "--port", str(port), *words],
                cwd="/",
                env=clean | env,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def ctrl_c(self) -> int:
        os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(40)


@pytest.fixture
def running() -> Iterator[list[Running]]:
    started: list[Running] = []
    yield started
    for each in started:
        if each.process.poll() is None:
            each.ctrl_c()


def test_offline_it_says_so_per_source_and_stops_cleanly(
    tmp_path: Path, offline: dict[str, str], running: list[Running]
) -> None:
    home, port = tmp_path / "home", two_free_ports()
    begun = time.monotonic()
    run = Running(home, port, offline, "--no-demo")
    running.append(run)
    until("the dashboard answers", 60, lambda: health(port))
    answered = time.monotonic()
    until("every source is told", 20, lambda: "0 of 2 sources answer" in run.said())
    assert "nobody-1: does not answer" in run.said() and "nobody-2: does not answer" in run.said()
    assert "Demo" not in run.said()
    assert answered - begun < 60
    assert run.ctrl_c() == 0
    assert not health(port)
    engine = open_store(settings_module.load({}, home=home))
    with reading(engine) as session:
        source = session.get_one(Source, "nobody-1")
        assert source.answered is False and source.answer
    assert holder(engine, "scheduler") is None  # the next start need not wait for the lease

    again = Running(home, port, offline, "--no-demo")
    running.append(again)
    until("the dashboard answers again", 30, lambda: health(port))
    assert again.ctrl_c() == 0


def test_offline_and_empty_it_starts_the_demo_beside_itself(
    tmp_path: Path, offline: dict[str, str], running: list[Running]
) -> None:
    home, port = tmp_path / "home", two_free_ports()
    run = Running(home, port, offline)
    running.append(run)
    until("the demo answers", 90, lambda: health(port + 1))
    assert "starting the demo" in run.said()
    assert health(port)
    assert (home / "demo" / "tongbao.db").is_file()
    assert run.ctrl_c() == 0
    assert not health(port) and not health(port + 1)


def test_a_port_in_use_is_one_message(tmp_path: Path, offline: dict[str, str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = tongbao("run", "--no-demo", "--port", str(port), home=tmp_path / "home", env=offline)
    assert done.returncode == 2
    assert f"port {port}" in done.stderr and "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_scheduler_is_refused_and_told_who_works(
    tmp_path: Path, offline: dict[str, str], running: list[Running]
) -> None:
    home, port = tmp_path / "home", two_free_ports()
    run = Running(home, port, offline, "--no-demo")
    running.append(run)
    until("the dashboard answers", 60, lambda: health(port))
    second = tongbao("scheduler", home=home, env=offline)
    assert second.returncode == 2
    assert "another scheduler" in second.stderr and str(run.process.pid) in second.stderr
