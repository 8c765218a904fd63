"""The gate of reading: golden files of every carrier against pinned floors, cells and rows.

usage: python -m bench.reading [--pin] [--allow-regression] [--errors N]

Floors and the digest of each part of the golden files are in `bench/gold/reading.json`. No part may have a false row or a
broken promise (`tests/nlp/readers/golden/README.md`). All parts are development data by now: the floors guard against
getting worse, and prove nothing about unseen files.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from tests.nlp.readers.accuracy import FOLDER, HALVES, Score, by_carrier, report

PINNED = Path(__file__).resolve().parent / "gold" / "reading.json"
TARGETS = {
    **dict.fromkeys(("html", "docx", "doc", "xlsx", "xls", "ruled pdf", "picture without a list"), 1.0),
    **dict.fromkeys(("unruled pdf", "sharp picture"), 0.99),
    "degraded picture": 0.97,
}
OF_PICTURES = 0.005  # recognition may differ by a sign from one processor to another

Figures = dict[str, float]  # cells (to the letter), alike (width aside), rows; shares of the truth
Scores = Mapping[str, Mapping[str, Score]]  # half → carrier


class Pinned(BaseModel):
    """The floors by half and carrier, the faults still there, and the digest of each half."""

    model_config = ConfigDict(extra="forbid")

    floors: dict[str, dict[str, Figures]] = {}
    faults: dict[
        str, dict[str, int]
    ] = {}  # false rows and broken promises by half and carrier, none where absent
    gold: dict[str, str] = {}


def figures(score: Score) -> Figures:
    """What has a floor."""
    return {"cells": score.accuracy, "alike": score.likeness, "rows": score.recall}


def digest(half: str) -> str:
    """One SHA-256 for the names and bytes of all files of a half, its truth included."""
    whole = hashlib.sha256()
    for path in sorted((FOLDER / half).iterdir()):
        whole.update(f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def failures(scores: Scores, pinned: Pinned) -> list[str]:
    """One line for each figure under its floor, each false row or broken promise, and each edited half."""
    found = [
        f"{half}: not the pinned golden files" for half in HALVES if digest(half) != pinned.gold.get(half)
    ]
    for half, carriers in scores.items():
        for carrier, score in carriers.items():
            floors = pinned.floors.get(half, {}).get(carrier, {})
            found += [
                f"{half} {carrier} {name}: {figures(score)[name]:.4f} is below the floor {floor:.3f}"
                for name, floor in floors.items()
                if figures(score)[name] < floor
            ]
            if not floors:
                found.append(f"{half} {carrier}: no floor is pinned")
            if score.faults > pinned.faults.get(half, {}).get(carrier, 0):
                found.append(
                    f"{half} {carrier}: {score.false_rows} false rows, {score.broken} broken promises"
                )
    return found


def short_of_target(scores: Scores) -> list[str]:
    """The carriers that do not reach what is asked of them yet."""
    return [
        f"{half} {carrier}: {score.accuracy:.4f} of the target {TARGETS[carrier]:.2f}, faults {score.faults} of 0"
        for half, carriers in scores.items()
        for carrier, score in carriers.items()
        if score.accuracy < TARGETS[carrier] or score.faults
    ]


def floor_under(carrier: str, figure: float) -> float:
    """Where to pin the floor: the figure itself, a little less for what is read by recognition."""
    slack = OF_PICTURES if "picture" in carrier and carrier != "picture without a list" else 0.0
    return max(0.0, math.floor((figure - slack) * 1000 + 1e-9) / 1000)


def pin(scores: Scores, pinned: Pinned, allow_regression: bool) -> int:
    """Writes floors for what was measured; refuses to lower one unless told to."""
    floors = {
        half: {c: {n: floor_under(c, f) for n, f in figures(s).items()} for c, s in sorted(carriers.items())}
        for half, carriers in scores.items()
    }
    losses = [
        f"{half} {carrier} {name}: {old:.3f} → {new:.3f}"
        for half, carriers in pinned.floors.items()
        for carrier, named in carriers.items()
        for name, old in named.items()
        if (new := floors.get(half, {}).get(carrier, {}).get(name, 0.0)) < old
    ]
    faults = {h: {c: s.faults for c, s in sorted(cs.items()) if s.faults} for h, cs in scores.items()}
    losses += [
        f"{half} {carrier} faults: {pinned.faults[half].get(carrier, 0)} → {now}"
        for half, named in faults.items()
        for carrier, now in named.items()
        if half in pinned.faults and now > pinned.faults[half].get(carrier, 0)
    ]
    if losses and not allow_regression:
        print("Nothing written: these floors would fall (--allow-regression to do it):", *losses, sep="\n  ")
        return 1
    new_pinned = Pinned(floors=floors, faults=faults, gold={half: digest(half) for half in HALVES})
    PINNED.write_text(new_pinned.model_dump_json(indent=1) + "\n", "utf-8")
    print(f"Floors written to {PINNED.name}")
    return 0


def read_pinned() -> Pinned:
    """The pinned floors."""
    return Pinned.model_validate_json(PINNED.read_text("utf-8")) if PINNED.exists() else Pinned()


def main(argv: list[str] | None = None) -> int:
    """Measures, prints, and says whether the gate is passed."""
    parser = argparse.ArgumentParser(prog="python -m bench.reading", description=__doc__.split("\n")[0])
    parser.add_argument("--pin", action="store_true", help="write the floors for what is measured")
    parser.add_argument("--allow-regression", action="store_true", help="let --pin lower a floor")
    parser.add_argument("--errors", type=int, default=10, help="errors shown a carrier")
    a = parser.parse_args(argv)
    scores = {half: by_carrier(half) for half in HALVES}
    for half in HALVES:
        print("\n".join(report(half, scores[half], a.errors)), end="\n\n")
    if short := short_of_target(scores):
        print("Short of the target:", *short, sep="\n  ")
    if a.pin:
        return pin(scores, read_pinned(), a.allow_regression)
    wrong = failures(scores, read_pinned())
    print(*(["Below the gate:", *wrong] if wrong else ["Reading gate passed."]), sep="\n  ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
