"""The audit: drawn over all strata, the same for the same seed, judged by a person, never of examples."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from sqlalchemy import Engine

from settings import ConfigurationError
from store import audit
from store.archive import Archive
from store.audit import Share
from store.db import open_store
from tests.store.making import app, at, notice

FIRM = "虚构一号科技有限公司"


@pytest.fixture
def store(engine: Engine, archive: Archive) -> Engine:
    """A long list of one year and a short one of another."""
    many = [app(f"测试应用{n}号", FIRM, n) for n in range(1, 41)]
    notice(engine, archive, *many, day="2025-03-09")
    notice(engine, archive, app("=记账虎", FIRM, 1), url="https://www.example.org/2.html", day="2024-03-09")
    return engine


def _sheet(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _judged(path: Path, answers: dict[str, tuple[str, str]]) -> Path:
    """The sheet filled in: by dataset whether right, and how many are missing."""
    rows = _sheet(path)
    for row in rows:
        row["right"], row["missing"] = answers[row["dataset"]]
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.DictWriter(out, audit.COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_a_rare_stratum_is_drawn_beside_a_long_list(store: Engine, tmp_path: Path) -> None:
    assert audit.sample(store, tmp_path / "a.csv", 8, "1") == 8
    drawn = _sheet(tmp_path / "a.csv")
    assert {row["year"] for row in drawn if row["dataset"] == "entries"} == {"2024", "2025"}
    assert all(row["quote"] and row["place"] and row["url"] and not row["right"] for row in drawn)


def test_a_seed_draws_the_same_sheet_and_another_seed_another(store: Engine, tmp_path: Path) -> None:
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        audit.sample(store, tmp_path / f"{name}.csv", 8, seed)
    a, b, c = ((tmp_path / f"{name}.csv").read_bytes() for name in "abc")
    assert a == b
    assert a != c


def test_the_sheet_runs_nothing_in_a_spreadsheet(store: Engine, tmp_path: Path) -> None:
    audit.sample(store, tmp_path / "a.csv", 100, "1")
    cells = [cell for row in _sheet(tmp_path / "a.csv") for cell in row.values()]
    assert any("=记账虎" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_judgements_give_precision_and_recall_with_intervals_and_are_kept(
    store: Engine, tmp_path: Path
) -> None:
    assert audit.told(audit.latest(store)) == ["not yet audited"]
    size = audit.sample(store, tmp_path / "a.csv", 1000, "1")
    rows = _sheet(tmp_path / "a.csv")
    entries = sum(row["dataset"] == "entries" for row in rows)
    answers = dict.fromkeys(audit.SHOWN, ("yes", "")) | {"entries": ("no", "2"), "notices": ("Yes", "0")}
    made = audit.judge(store, _judged(tmp_path / "a.csv", answers), "li")
    figures = {r.dataset: r for r in made.results}
    assert size == len(rows)
    assert (figures["entries"].precision.right, figures["entries"].precision.n) == (0, entries)
    assert (figures["entries"].recall.right, figures["entries"].recall.n) == (entries, entries + 4)
    assert figures["notices"].precision.value == 1.0
    assert audit.latest(store) == made
    assert audit.told(made)[0].endswith("by li")


def test_wilsons_interval_is_the_published_one() -> None:
    low, high = Share(9, 10).interval
    assert (round(low, 3), round(high, 3)) == (0.596, 0.982)


@pytest.mark.parametrize(
    "answers, complaint",
    [
        ({"entries": ("perhaps", "")}, "must be yes or no"),
        ({"entries": ("yes", "few")}, "must be a number"),
    ],
)
def test_a_line_that_is_not_judged_is_named_and_nothing_is_kept(
    store: Engine, tmp_path: Path, answers: dict[str, tuple[str, str]], complaint: str
) -> None:
    audit.sample(store, tmp_path / "a.csv", 4, "1")
    filled = _judged(tmp_path / "a.csv", dict.fromkeys(audit.SHOWN, ("yes", "")) | answers)
    with pytest.raises(audit.BadSheet, match=complaint):
        audit.judge(store, filled, "li")
    assert audit.latest(store) is None


def test_examples_are_not_audited(tmp_path: Path) -> None:
    examples = open_store(at(tmp_path / "examples"), "example")
    with pytest.raises(ConfigurationError, match="only live records"):
        audit.sample(examples, tmp_path / "a.csv", 8, "1")
