"""Accuracy of the readers on the golden files: `python -m tests.nlp.readers.accuracy [PART] [CARRIER or FILE …]`.

What a golden file is, and how it was made, is in `golden/README.md`. All parts are development data: their errors were
read and readers were mended by them, so that no figure of today says anything about files that nobody has seen.
"""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from nlp.clean import repair
from nlp.grid import lists
from nlp.read import read
from nlp.rows import AppList, Row

FOLDER = Path(__file__).resolve().parent / "golden"
HALVES = ("dev", "test", "fresh", "fourth", "fifth", "sixth")
SHOWN = HALVES  # a part that nobody has worked with would be left out here
Value = str | list[str]
_SEAM = re.compile(r"(?<=[一-鿿]) (?=[!-~])|(?<=[!-~]) (?=[一-鿿])")
REPAIRED = {"row_mended", "cell_repaired"}


class Golden(BaseModel):
    """The truth of one file, or of one list over several files."""

    model_config = ConfigDict(extra="forbid")

    carrier: str
    by: str  # the generator
    files: list[str]
    lists: list[list[dict[str, Value]]]  # role -> text as written, row by row in order
    refused: list[str] = []  # a text of each row that must be refused
    mended: list[str] = []  # names of rows that come with an issue of a repair
    gaps: bool = False  # its 序号 leave numbers out


@dataclass
class Score:
    """What was read of one file or one carrier."""

    right: int = 0  # cells, to the letter
    alike: int = 0  # cells, full and half width taken as one
    cells: int = 0
    found: int = 0  # rows of the truth, met by name
    rows: int = 0
    false_rows: int = 0  # apps that the truth does not have
    broken: int = 0  # promises that hold for every file and did not
    wrong: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        return self.right / self.cells if self.cells else 1.0

    @property
    def likeness(self) -> float:
        return self.alike / self.cells if self.cells else 1.0

    @property
    def recall(self) -> float:
        return self.found / self.rows if self.rows else 1.0

    @property
    def faults(self) -> int:
        """False rows and broken promises, which no file may have."""
        return self.false_rows + self.broken

    def add(self, other: Score) -> None:
        self.right, self.cells = self.right + other.right, self.cells + other.cells
        self.alike += other.alike
        self.found, self.rows = self.found + other.found, self.rows + other.rows
        self.false_rows, self.broken = self.false_rows + other.false_rows, self.broken + other.broken
        self.wrong += other.wrong


@cache
def truth(half: str) -> Mapping[str, Golden]:
    """What must be read from each file of one half."""
    entries = json.loads((FOLDER / half / "truth.json").read_text("utf-8"))
    return {name: Golden.model_validate(entry) for name, entry in entries.items()}


def score(half: str, name: str) -> Score:
    """One golden file read and compared list by list, row by row in order, cell by cell."""
    golden = truth(half)[name]
    readings = [read((FOLDER / half / file).read_bytes(), file) for file in golden.files]
    found = lists(readings)
    result = Score()
    for i in range(max(len(golden.lists), len(found))):
        expected = golden.lists[i] if i < len(golden.lists) else []
        compare_list(result, f"{name} list {i + 1}", expected, found[i].apps if i < len(found) else [])
    text = "".join(reading.model_dump_json() for reading in readings)
    broken = _broken(golden, found, text)
    result.broken += len(broken)
    result.wrong += [f"{name}: {promise}" for promise in broken]
    return result


def compare_list(
    result: Score, where: str, expected: Sequence[Mapping[str, Value]], apps: Sequence[Row]
) -> None:
    """Rows are met by their 序号 and by their name in order; what is left over on our side is false."""
    left, order = list(apps), []
    result.rows += len(expected)
    for row in expected:
        met = _met(row, left)
        if met is not None:
            left.remove(met)
            order.append(met.number)
        result.found += met is not None
        _compare(result, f"{where} row {row.get('number')}", row, met)
    if order != sorted(order):
        result.broken += 1
        result.wrong.append(f"{where}: the rows are not in their order")
    result.false_rows += len(left)
    result.wrong += [f"{where}: false row {row.raw}" for row in left]


def _met(row: Mapping[str, Value], left: Sequence[Row]) -> Row | None:
    """The row of this name, else the row of this 序号."""
    for role in ("app", "number"):
        for other in left:
            if role in row and other.values.get(role, "") == row[role]:
                return other
    return None


def _compare(result: Score, where: str, expected: Mapping[str, Value], row: Row | None) -> None:
    for role, value in expected.items():
        got: Value = ""
        if row is not None:
            got = [p.text for p in row.problems] if role == "problems" else row.values.get(role, "")
        result.cells += 1
        result.alike += row is not None and _folded(got) == _folded(value)
        if row is not None and _shown(got) == _shown(value):
            result.right += 1
        else:
            result.wrong.append(f"{where} {role}: {got!r} is not {value!r}")


def _shown(value: Value) -> str:
    """A value as a page can show it: a space between Han and Latin is swallowed where the line ends at it."""
    return _SEAM.sub("", value if isinstance(value, str) else "；".join(value))


def _folded(value: Value) -> str:
    return unicodedata.normalize("NFKC", _shown(value))


def _broken(golden: Golden, found: Sequence[AppList], text: str) -> list[str]:
    """The promises that do not hold: no lost characters, order and place kept, bad rows refused or repaired."""
    wrong = []
    if "\ufffd" in text:
        wrong.append("a character was lost (U+FFFD)")
    for app_list in found:
        printed = [row.values.get("number", "") for row in app_list.rows]
        places = [str(row.number) for row in app_list.rows]
        if any(printed) and printed != places and not golden.gaps:
            wrong.append(f"序号 {printed} is not the rows' order")
    refused = [  # a raw text has the line breaks and radicals of its carrier
        repair("".join(raw.split()))
        for app_list in found
        for row in app_list.rows
        if row.refused
        for raw in row.raw
    ]
    wrong += [
        f"the row of {text!r} is not refused"
        for text in golden.refused
        if "".join(text.split()) not in refused
    ]
    mended = {row.app: {issue.code for issue in row.issues} for app_list in found for row in app_list.rows}
    wrong += [
        f"{name!r} has no issue of a repair"
        for name in golden.mended
        if not mended.get(name, set()) & REPAIRED
    ]
    return wrong


def by_carrier(half: str, only: Sequence[str] = ()) -> dict[str, Score]:
    """The scores of one half by carrier; `only` names carriers or files."""
    total: dict[str, Score] = defaultdict(Score)
    for name, golden in truth(half).items():
        if not only or name in only or golden.carrier in only:
            total[golden.carrier].add(score(half, name))
    return dict(total)


def report(half: str, scores: Mapping[str, Score], limit: int = 12) -> list[str]:
    """The table of one half; with what is wrong for a half that is shown."""
    lines = []
    for carrier, one in sorted(scores.items()):
        lines.append(
            f"{half:5} {carrier:22} cells {one.right:4}/{one.cells:<4} {one.accuracy:.4f}, width aside {one.likeness:.4f}  "
            f"rows {one.found}/{one.rows}, false {one.false_rows}, promises broken {one.broken}"
        )
        lines += [f"      {line}" for line in one.wrong[:limit] if half in SHOWN]
    return lines


def main() -> None:
    """Prints the tables."""
    only = [arg for arg in sys.argv[1:] if arg not in HALVES]
    for half in [arg for arg in sys.argv[1:] if arg in HALVES] or HALVES:
        print("\n".join(report(half, by_carrier(half, only), limit=40)))


if __name__ == "__main__":
    main()
