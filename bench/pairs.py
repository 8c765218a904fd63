"""Labelled pairs of mentions on disk: `bench/gold/pairs/{dev,test}.tsv`. The README there says what a label means.

A malformed line is an error, never a silent zero.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from bench.goldset import MalformedGold

Asks = Literal["app", "company", "group"]
PAIRS = Path(__file__).resolve().parent / "gold" / "pairs"
HALVES = ("dev", "test")
MENTION = ("name", "also", "firm", "number", "language", "day", "is")
COLUMNS = (
    *("pair", "kind", "asks", "label", "flagged", "together"),
    *(f"{field}_{side}" for side in "ab" for field in MENTION),
)
IS = {
    "app": {"app", "sdk", "mini_program"},
    "company": {"organisation", "person"},
    "group": {"organisation"},
}


@dataclass(frozen=True)
class Mentioned:
    """One app or company as one notice has it; an empty field is not said there."""

    name: str
    also: str  # 以下简称: another name that this notice gives
    firm: str  # of an app: its developer
    number: str  # an app's filing number, a firm's unified credit code
    language: str
    day: str  # of the notice
    kind: str  # app, sdk, mini_program; organisation, person


@dataclass(frozen=True)
class Pair:
    """Two mentions, and whether they are of one app, company or group."""

    id: str
    kind: str
    asks: Asks
    same: bool
    flagged: bool  # a person should be asked about it
    together: bool  # both in one notice
    one: Mentioned
    other: Mentioned


def load(half: str, folder: Path = PAIRS) -> list[Pair]:
    """The pairs of one half, checked."""
    path = folder / f"{half}.tsv"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
    except OSError as problem:
        raise MalformedGold(f"{path.name}: {problem}") from problem
    faults = [f"{path.name}: {fault}" for row in rows for fault in _faults(row)]
    faults += [
        f"{path.name}: {id_} stands twice" for id_, n in Counter(r["pair"] for r in rows).items() if n > 1
    ]
    if faults:
        raise MalformedGold("\n  ".join(faults))
    return [_pair(row) for row in rows]


def _faults(row: dict[str, str]) -> list[str]:
    if tuple(row) != COLUMNS or None in row.values():
        return [f"{row.get('pair')}: not the columns {' '.join(COLUMNS)}"]
    allowed = {
        "asks": get_args(Asks),
        "label": ("same", "different"),
        "flagged": ("", "yes"),
        "together": ("", "yes"),
    }
    found = [
        f"{row['pair']}: {name} is {row[name]!r}"
        for name, values in allowed.items()
        if row[name] not in values
    ]
    for side in "ab":
        if not row[f"name_{side}"].strip() or row[f"is_{side}"] not in IS.get(row["asks"], ()):
            found.append(f"{row['pair']}: no name, or no {row['asks']}, at {side}")
        if not re.fullmatch(r"(\d{4}-\d\d-\d\d)?", row[f"day_{side}"]) or row[f"language_{side}"] not in (
            "zh",
            "en",
        ):
            found.append(f"{row['pair']}: day or language at {side}")
    return found


def _pair(row: dict[str, str]) -> Pair:
    one, other = (Mentioned(*(row[f"{field}_{side}"] for field in MENTION)) for side in "ab")
    asks: Asks = "app" if row["asks"] == "app" else "company" if row["asks"] == "company" else "group"
    return Pair(
        row["pair"], row["kind"], asks, row["label"] == "same", row["flagged"] == "yes", row["together"] == "yes", one, other
    )  # fmt: skip
