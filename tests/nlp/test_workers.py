"""Several processes: the same answers in the same order, and a death that costs one item."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from types import ModuleType

import pytest

from nlp.batch import extract_file
from nlp.workers import in_order


@pytest.fixture(autouse=True)
def _plain_main(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new process runs the main module of its parent, which Streamlit's own tests leave to be the dashboard's script."""
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))


def _square(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number * number


def _none(number: int) -> int:
    return -number


def test_an_item_that_brings_its_process_down_costs_that_item_alone() -> None:
    assert list(in_order(_square, range(12), 2, _none)) == [-n if n == 3 else n * n for n in range(12)]


def test_two_processes_write_what_one_does(tmp_path: Path) -> None:
    notices = [
        f"关于侵害用户权益行为的APP通报\n《松果账本{n}》（版本1.{n}）存在违规收集个人信息问题。"
        for n in range(6)
    ]
    lines = [json.dumps({"id": f"n{n}", "text": text}) for n, text in enumerate(notices)]
    given = tmp_path / "items.jsonl"
    given.write_text("\n".join([*lines[:3], "{not json", *lines[3:]]), "utf-8")
    outcomes = []
    for workers in (1, 2):
        output = tmp_path / f"by{workers}.jsonl"
        outcomes.append((extract_file(given, output, lambda *_: None, workers), output.read_bytes()))
    assert outcomes[0] == outcomes[1]
    (written, failed), _ = outcomes[0]
    assert written == 7
    assert len(failed) == 1 and failed[0].startswith("line 4")
