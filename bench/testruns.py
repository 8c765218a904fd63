"""Every look at the test half, written down: `bench/test-runs.tsv`, one line a language.

A test half wears out by being looked at. The file says how often it was, on which commit and with what result. Runs of
one extractor on one gold file tell nothing new and are written once.
"""

from __future__ import annotations

import csv
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

RUNS = Path(__file__).resolve().parent / "test-runs.tsv"
COLUMNS = ("date", "commit", "extractor", "gold", "language", "headline", "figures")

Figures = Mapping[str, float]  # field → F1


def commit() -> str:
    """The commit that was measured, with a plus where the tree held more; empty outside a checkout."""
    told = subprocess.run(
        ["git", "describe", "--always", "--dirty=+", "--exclude=*"],
        cwd=RUNS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return told.stdout.strip()


def told(runs: Path) -> set[tuple[str, ...]]:
    """What was measured before: (extractor, digest of the gold file, language)."""
    if not runs.exists():
        return set()
    with runs.open(encoding="utf-8", newline="") as lines:
        return {(r["extractor"], r["gold"], r["language"]) for r in csv.DictReader(lines, delimiter="\t")}


def note(runs: Path, extractor: str, gold: str, language: str, figures: Figures) -> None:
    """Append one run of the test half of one language, unless it is there. `gold` is the digest of its labels."""
    if (extractor, gold[:10], language) in told(runs):
        return
    new = not runs.exists()
    rest = " ".join(f"{k.replace(' ', '_')}={v:.3f}" for k, v in figures.items() if k != "headline")
    today = datetime.now(UTC).date().isoformat()
    with runs.open("a", encoding="utf-8", newline="") as out:
        write = csv.writer(out, delimiter="\t", lineterminator="\n").writerow
        if new:
            write(COLUMNS)
        write([today, commit(), extractor, gold[:10], language, f"{figures['headline']:.3f}", rest])
