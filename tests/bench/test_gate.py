"""The gate: floors hold, edited gold demands a new pinning, the test half stays unseen, looks at it are counted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bench import gate, testruns
from bench.goldset import HALVES, LANGUAGES, MalformedGold, load
from bench.score import Line, read_lines
from store.records import Evidence, Extraction, Item

Extractor = Callable[[Item], Extraction]


def _labels() -> dict[str, Line]:
    parts = [load(gate.GOLD, half, language) for half in HALVES for language in LANGUAGES]
    return {g["id"]: g for part in parts for g in part.gold}


def _evidence(text: str, quote: str) -> list[Line]:
    start = max(text.find(quote), 0)
    return [{"start": start, "end": start + len(quote), "text": text[start : start + len(quote)]}]


def _answer(item: Item, gold: Line) -> Extraction:
    """The record that the labels ask for."""
    text = item.readings[0].text
    first = _evidence(text, text[:1])
    labelled = {n for x in (*gold["apps"], *gold["companies"]) for n in (x["name"], *x.get("aliases", []))}
    names = [{"name": n, "role": "mentioned"} for n in gold.get("either", []) if n not in labelled]
    known = ("name", "aliases", "kind", "type", "role", "developer", "version", "store", "violations")

    def things(records: list[Line]) -> list[Line]:
        kept = [{k: v for k, v in r.items() if k in known} for r in records]
        return [r | {"evidence": _evidence(text, r["name"])} for r in kept]

    def plain(records: list[Line]) -> list[Line]:
        kept = [{k: v for k, v in r.items() if k not in ("optional", "kind_ok")} for r in records]
        return [r | {"evidence": first} for r in kept]

    return Extraction.model_validate(
        {
            "id": item.id,
            "language": gold["lang"],
            "document": gold["document"],
            "issuers": gold["issuers"],
            "apps": things(gold["apps"]),
            "companies": things([*gold["companies"], *names]),
            "violations": [{"code": c, "evidence": first} for c in gold["violations"]],
            "deadlines": [{"date": None, "text": "…"} | d for d in plain(gold["deadlines"])],
            "penalties": plain(gold["penalties"]),
            "laws": [{"code": c, "evidence": first} for c in gold["laws"]],
            "actions": plain(gold["actions"]),
            "counts": gold.get("counts") or {},
            "batch": gold.get("batch"),
            "extractor": "labels",
        }
    )


@pytest.fixture
def perfect() -> Extractor:
    labels = _labels()
    return lambda item: _answer(item, labels[item.id])


@pytest.fixture
def blind() -> Extractor:
    """Finds everything but apps."""
    labels = _labels()
    return lambda item: _answer(item, labels[item.id]).model_copy(update={"apps": []})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A gold folder of its own, without floors."""
    copy = tmp_path / "gold"
    shutil.copytree(gate.GOLD, copy)
    (copy / "floors.json").unlink(missing_ok=True)
    return copy


@pytest.fixture
def pinned(folder: Path, perfect: Extractor) -> Path:
    """The same, pinned at what the labels themselves reach."""
    assert gate.main(["--update"], folder, perfect) == 0
    return folder


def _edit(file: Path, change: Callable[[Line], Line]) -> None:
    lines = [change(line) for line in read_lines(file)]
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")


def test_the_labels_are_reachable_with_evidence(perfect: Extractor) -> None:
    for half in HALVES:
        for language in LANGUAGES:
            tallies = gate.measure(load(gate.GOLD, half, language), perfect)
            assert {k: t.prf()[2] for k, t in tallies.items() if t.prf()[2] < 1.0} == {}


def test_a_value_whose_evidence_does_not_stand_in_the_item_is_not_found(perfect: Extractor) -> None:
    def shifted(item: Item) -> Extraction:
        record = perfect(item)
        moved = [a.model_copy(update={"evidence": [_moved(a.evidence[0])]}) for a in record.apps]
        return record.model_copy(update={"apps": moved})

    assert gate.measure(load(gate.GOLD, "dev", "zh"), shifted)["apps"].prf()[1] == 0.0


def _moved(evidence: Evidence) -> Evidence:
    return evidence.model_copy(update={"start": (evidence.start or 0) + 1, "end": (evidence.end or 0) + 1})


def test_each_part_has_its_items_and_no_item_is_in_two() -> None:
    parts = [load(gate.GOLD, half, language) for half in HALVES for language in LANGUAGES]
    assert all(len(part.gold) >= 10 for part in parts)
    ids = [g["id"] for part in parts for g in part.gold]
    assert len(ids) == len(set(ids))
    assert all(g["lang"] == part.language for part in parts for g in part.gold)


def test_the_gate_passes_at_its_floors(
    pinned: Path, perfect: Extractor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate.main([], pinned, perfect) == 0
    assert "Gate passed" in capsys.readouterr().out


def test_a_figure_below_its_floor_fails_and_is_named(
    pinned: Path, blind: Extractor, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate.main([], pinned, blind) == 1
    assert "test.zh apps: 0.0000 is below the floor 0.995" in capsys.readouterr().out


def test_edited_gold_fails_until_it_is_pinned_again(
    pinned: Path, perfect: Extractor, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(pinned / "dev" / "gold.zh.jsonl", lambda g: g | {"document_alt": ["other"]})
    assert gate.main([], pinned, perfect) == 1
    assert "dev/gold.zh.jsonl: not the pinned gold" in capsys.readouterr().out
    assert gate.main(["--update"], pinned, perfect) == 0
    assert gate.main([], pinned, perfect) == 0


def test_update_refuses_to_lower_a_floor_unless_told_to(pinned: Path, blind: Extractor) -> None:
    before = (pinned / "floors.json").read_bytes()
    assert gate.main(["--update"], pinned, blind) == 1
    assert (pinned / "floors.json").read_bytes() == before
    assert gate.main(["--update", "--allow-regression"], pinned, blind) == 0
    assert gate.read_floors(pinned).floors["test.zh"]["apps"] == 0.0


def test_errors_are_printed_for_development_data_only(
    folder: Path, blind: Extractor, capsys: pytest.CaptureFixture[str]
) -> None:
    gate.main([], folder, blind)
    printed = capsys.readouterr().out
    assert printed.count("synthetic test set") == len(LANGUAGES)
    assert "apps miss: zh-01: 信江学堂" in printed
    tested = {g["id"] for language in LANGUAGES for g in load(folder, "test", language).gold}
    assert not [line for line in printed.splitlines() if any(f": {i}:" in line for i in tested)]


@pytest.mark.parametrize(
    "change, complaint",
    [
        ({"violations": ["pi_invented"]}, "unknown code pi_invented"),
        ({"optional": ["没有的名字"]}, "没有的名字 is not in the text"),
        ({"vendors": []}, "unknown field vendors"),
        ({"deadlines": [{"date": "2024-02-30", "kind": "rectify_by"}]}, "2024-02-30 is no day"),
        ({"deadlines": [{"date": None, "kind": "rectify_by"}]}, "a deadline without date and duration"),
        ({"id": "zz"}, "not the same ids"),
    ],
)
def test_a_malformed_label_fails_loudly(folder: Path, change: Line, complaint: str) -> None:
    _edit(folder / "dev" / "gold.zh.jsonl", lambda g: g | change)
    with pytest.raises(MalformedGold, match=complaint):
        load(folder, "dev", "zh")


def test_unreadable_floors_fail_the_gate(
    folder: Path, perfect: Extractor, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "floors.json").write_text('{"floor": 1}', "utf-8")
    assert gate.main([], folder, perfect) == 1
    assert "malformed" in capsys.readouterr().out


def test_a_look_at_the_test_half_is_written_down_once_for_each_extractor_and_gold(tmp_path: Path) -> None:
    runs = tmp_path / "test-runs.tsv"
    figures = {"headline": 0.91234, "app version": 0.5}
    for extractor, gold in [("1.0+a", "aa" * 32), ("1.0+a", "aa" * 32), ("1.0+b", "aa" * 32)]:
        testruns.note(runs, extractor, gold, "zh", figures)
    lines = [line.split("\t") for line in runs.read_text("utf-8").splitlines()]
    assert lines[0] == list(testruns.COLUMNS)
    assert [line[2:] for line in lines[1:]] == [
        ["1.0+a", "aaaaaaaaaa", "zh", "0.912", "app_version=0.500"],
        ["1.0+b", "aaaaaaaaaa", "zh", "0.912", "app_version=0.500"],
    ]
