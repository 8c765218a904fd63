"""Cell accuracy of the readers on the golden files: `python -m tests.nlp.readers.accuracy [dev|test] [-v]`."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nlp.grid import lists
from nlp.read import read
from nlp.rows import Row

FOLDER = Path(__file__).resolve().parents[2] / "fixtures" / "files"


@dataclass
class Score:
    """Cells right of all, and rows read that the truth does not have."""

    right: int = 0
    all: int = 0
    false_rows: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def accuracy(self) -> float:
        return self.right / self.all if self.all else 1.0


def truth() -> dict[str, list[list[dict[str, Any]]]]:
    """What must be read, by file name."""
    loaded: dict[str, list[list[dict[str, Any]]]] = json.loads(
        (FOLDER / "truth.json").read_text(encoding="utf-8")
    )
    return loaded


def score(name: str, expected: list[list[dict[str, Any]]]) -> Score:
    """One file read and compared cell by cell, list by list, row by row in order."""
    found = lists([read((FOLDER / name).read_bytes(), name)])
    result = Score(false_rows=sum(len(app_list.apps) for app_list in found[len(expected) :]))
    for i, rows in enumerate(expected):
        apps = found[i].apps if i < len(found) else []
        result.false_rows += max(0, len(apps) - len(rows))
        for j, row in enumerate(rows):
            _compare(result, f"{name} list {i + 1} row {j + 1}", row, apps[j] if j < len(apps) else None)
    return result


def _compare(result: Score, where: str, expected: dict[str, Any], row: Row | None) -> None:
    for role, value in expected.items():
        got: Any = None
        if row is not None:
            got = [p.text for p in row.problems] if role == "problems" else row.values.get(role, "")
        result.all += 1
        if got == value:
            result.right += 1
        else:
            result.wrong.append(f"{where} {role}: {got!r} is not {value!r}")


def carrier(name: str) -> str:
    """What kind of file a golden is."""
    suffix = name.rsplit(".", 1)[1]
    return f"unruled {suffix}" if "unruled" in name else suffix


def by_carrier(half: str) -> dict[str, Score]:
    """The scores of one half by carrier."""
    total: dict[str, Score] = defaultdict(Score)
    for name, expected in truth().items():
        if name.startswith(f"{half}-"):
            one, into = score(name, expected), total[carrier(name)]
            into.right, into.all = into.right + one.right, into.all + one.all
            into.false_rows += one.false_rows
            into.wrong += one.wrong
    return dict(total)


def main() -> None:
    """Prints the table; what is wrong only for the half that may be used for tuning."""
    halves = [arg for arg in sys.argv[1:] if arg in ("dev", "test")] or ["dev", "test"]
    for half in halves:
        for kind, result in sorted(by_carrier(half).items()):
            print(
                f"{half:5} {kind:12} {result.right:5}/{result.all:<5} {result.accuracy:.4f}  false rows {result.false_rows}"
            )
            if half == "dev":
                print(
                    "\n".join(f"      {line}" for line in result.wrong[:12]), end="\n" if result.wrong else ""
                )


if __name__ == "__main__":
    main()
