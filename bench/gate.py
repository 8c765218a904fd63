"""The quality gate: the extractor on the project's own gold set, field by field, against pinned floors.

usage: python -m bench.gate [--update] [--allow-regression] [--errors N]

The floors and the digest of every gold file are in `bench/gold/floors.json`. An edited gold file demands a new
pinning; `--update` measures again and writes floors just under the figures, but refuses to lower one without
`--allow-regression`. Errors are printed for the development data only (`dev`, and the test half that was retired), so that
the test half stays unseen; each new look at the test half is written to `bench/test-runs.tsv`.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from bench import testruns
from bench.goldset import HALVES, LANGUAGES, SHOWN, MalformedGold, Part, digests, load
from bench.score import Line, Tallies, errors, headline, proven_all, score, table
from nlp.pipeline import EXTRACTOR, extract
from store.records import Extraction, Item, Reading

GOLD = Path(__file__).resolve().parent / "gold"
SLACK = 0.005  # a floor lies this much under what was measured, then is cut to three decimals

KINDS = {"dev": "development set", "retired": "retired test set", "test": "synthetic test set"}

Figures = dict[str, float]  # field → F1
Extractor = Callable[[Item], Extraction]


class Floors(BaseModel):
    """What is pinned: F1 by part ("dev.zh") and field, and the SHA-256 of each gold file."""

    model_config = ConfigDict(extra="forbid")

    floors: dict[str, Figures] = {}
    gold: dict[str, str] = {}


def read_floors(folder: Path) -> Floors:
    """The pinned floors; none yet where the file is missing."""
    path = folder / "floors.json"
    try:
        return Floors.model_validate_json(path.read_text("utf-8")) if path.exists() else Floors()
    except ValidationError as problem:
        raise MalformedGold(f"floors.json: {problem}") from problem


def item_of(line: Line) -> Item:
    """An input line as the extractor takes it."""
    reading = Reading(file="", media_type="text/plain", text=line["text"])
    known = {k: line[k] for k in ("url", "title", "published", "source") if k in line}
    return Item(id=line["id"], readings=[reading], **known)


def measure(part: Part, extractor: Extractor) -> Tallies:
    """Tallies of one part; a value counts only where its evidence stands in the item."""
    records = [extractor(item_of(line)).model_dump(mode="json", exclude_none=True) for line in part.items]
    return score(part.gold, proven_all(records, part.items))


def figures(tallies: Tallies) -> Figures:
    """F1 of every field, and of the headline."""
    return {k: t.prf()[2] for k, t in tallies.items()} | {"headline": headline(tallies)[2]}


def run(folder: Path, extractor: Extractor, limit: int) -> dict[str, Figures]:
    """Measure and print every part; at most `limit` errors a field."""
    measured: dict[str, Figures] = {}
    parts = [load(folder, half, language) for half in HALVES for language in LANGUAGES]
    for part in parts:
        tallies = measure(part, extractor)
        measured[f"{part.half}.{part.language}"] = figures(tallies)
        print("\n".join(report(part, tallies, limit)), end="\n\n")
    return measured


def report(part: Part, tallies: Tallies, limit: int) -> list[str]:
    """The table of one part; with errors where it is development data."""
    kind = KINDS[part.half]
    lines = table(tallies, f"{kind}, {part.language}, {len(part.gold)} items, extractor {EXTRACTOR}")
    return [*lines, *errors(tallies, limit)] if part.half in SHOWN else lines


def below(measured: dict[str, Figures], pinned: Floors) -> list[str]:
    """One line for each field that is under its floor, or that has a floor and was not measured."""
    return [
        f"{part} {field}: {measured.get(part, {}).get(field, 0.0):.4f} is below the floor {floor:.3f}"
        for part, floors in pinned.floors.items()
        for field, floor in floors.items()
        if measured.get(part, {}).get(field, 0.0) < floor
    ]


def edited(folder: Path, pinned: Floors) -> list[str]:
    """One line for each gold file that is not the pinned one."""
    now = digests(folder)
    names = sorted({*now, *pinned.gold})
    return [f"{n}: not the pinned gold" for n in names if now.get(n) != pinned.gold.get(n)]


def floor_under(figure: float) -> float:
    """Where to pin the floor for a figure."""
    return max(0.0, math.floor((figure - SLACK) * 1000) / 1000)


def lowered(old: Floors, new: Floors) -> list[str]:
    """One line for each floor that the new pinning would lower or lose."""
    return [
        f"{part} {field}: {floor:.3f} → {new.floors.get(part, {}).get(field, 0.0):.3f}"
        for part, floors in old.floors.items()
        for field, floor in floors.items()
        if new.floors.get(part, {}).get(field, 0.0) < floor
    ]


def update(folder: Path, measured: dict[str, Figures], pinned: Floors, allow_regression: bool) -> int:
    """Write floors for what was measured; refuse to lower one unless told to."""
    floors = {part: {k: floor_under(v) for k, v in sorted(f.items())} for part, f in measured.items()}
    new = Floors(floors=floors, gold=digests(folder))
    losses = lowered(pinned, new)
    if losses and not allow_regression:
        print("Nothing written: these floors would fall (--allow-regression to do it):", *losses, sep="\n  ")
        return 1
    (folder / "floors.json").write_text(new.model_dump_json(indent=1) + "\n", "utf-8")
    print(f"Floors written to {folder.name}/floors.json")
    return 0


def verdict(folder: Path, measured: dict[str, Figures], pinned: Floors) -> int:
    """Say whether the gate is passed."""
    changed, failed = edited(folder, pinned), below(measured, pinned)
    if changed:
        print("The gold has changed; pin it again (python -m bench.gate --update):", *changed, sep="\n  ")
    if failed:
        print("Below the floor:", *failed, sep="\n  ")
    if not changed and not failed:
        print("Gate passed: every field at or above its floor, gold as pinned.")
    return 1 if changed or failed else 0


def _note_test_runs(folder: Path, measured: dict[str, Figures]) -> None:
    known = digests(folder)
    for language in LANGUAGES:
        gold = known[f"test/gold.{language}.jsonl"]
        testruns.note(testruns.RUNS, EXTRACTOR, gold, language, measured[f"test.{language}"])


def _arguments(argv: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench.gate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--update", action="store_true", help="measure again and write the floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower a floor")
    parser.add_argument("--errors", type=int, default=10, help="errors a field, development half only")
    return parser.parse_args(argv)


def main(argv: list[str] | None = None, folder: Path = GOLD, extractor: Extractor = extract) -> int:
    a = _arguments(argv)
    try:
        pinned = read_floors(folder)
        measured = run(folder, extractor, a.errors)
        if folder == GOLD:
            _note_test_runs(folder, measured)
    except MalformedGold as problem:
        print(f"The gold set is malformed:\n  {problem}")
        return 1
    if a.update:
        return update(folder, measured, pinned, a.allow_regression)
    return verdict(folder, measured, pinned)


if __name__ == "__main__":
    sys.exit(main())
