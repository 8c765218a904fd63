"""The real part: notices and news of the world, labelled by reference; no text of theirs is in this project.

usage: python -m bench.real --texts FOLDER [--errors N]

`bench/real/{dev,test}/refs.{zh,en}.jsonl` say where each text is found and its SHA-256, `gold.{zh,en}.jsonl` hold the
labels. FOLDER holds the texts as items files, `{dev,test}/items.{zh,en}.jsonl`, with `id`, `title` and `text`. An item whose
text is not there, or is another one, is left out and counted. Errors are printed for the development half only.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path

from bench.gate import measure
from bench.goldset import LANGUAGES, MalformedGold, Part, faults
from bench.score import Line, errors, read_lines, table
from nlp.pipeline import EXTRACTOR, extract

REAL = Path(__file__).resolve().parent / "real"
HALVES = ("dev", "test")


def digest(text: str) -> str:
    """What a reference says of a text: SHA-256 of its words with single blanks between."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def part(half: str, language: str, texts: Path, real: Path = REAL) -> tuple[Part, int]:
    """The items of one half whose texts are at hand, and how many are not. Raises MalformedGold."""
    try:
        refs = read_lines(real / half / f"refs.{language}.jsonl")
        gold = {g["id"]: g for g in read_lines(real / half / f"gold.{language}.jsonl")}
        given = {i["id"]: i for i in _lines(texts / half / f"items.{language}.jsonl")}
    except json.JSONDecodeError as problem:
        raise MalformedGold(f"{half}/{language}: {problem}") from problem
    if {r["id"] for r in refs} != set(gold):
        raise MalformedGold(f"{half}/{language}: references and labels are not of the same ids")
    known = [r for r in refs if r["id"] in given and digest(given[r["id"]]["text"]) == r["sha256"]]
    items = [_item(r, given[r["id"]]) for r in known]
    labels = [gold[i["id"]] for i in items]
    problems = [
        p for item, label in zip(items, labels, strict=True) for p in faults(item, label, to_the_letter=False)
    ]
    if problems:
        raise MalformedGold("\n  ".join(problems))
    return Part(half, language, items, labels), len(refs) - len(items)


def _lines(path: Path) -> list[Line]:
    return read_lines(path) if path.exists() else []


def _item(ref: Line, given: Line) -> Line:
    known = {k: v for k, v in ref.items() if k in ("id", "url", "published", "source") and v}
    return known | {"text": given["text"]} | ({"title": given["title"]} if given.get("title") else {})


def main(argv: list[str] | None = None) -> int:
    """Prints the table of each half and language."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.real", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--texts", type=Path, required=True, help="folder of {dev,test}/items.{zh,en}.jsonl")
    parser.add_argument("--errors", type=int, default=10, help="errors a field, development half only")
    a = parser.parse_args(argv)
    for half in HALVES:
        for language in LANGUAGES:
            try:
                found, missing = part(half, language, a.texts)
            except MalformedGold as problem:
                print(f"The labels are malformed:\n  {problem}")
                return 1
            count = f"{len(found.gold)} of {len(found.gold) + missing}"
            heading = f"real items, {half}, {language}: {count}, extractor {EXTRACTOR}"
            tallies = measure(found, extract)
            print(
                "\n".join([*table(tallies, heading), *(errors(tallies, a.errors) if half == "dev" else [])]),
                end="\n\n",
            )
    return 0


if __name__ == "__main__":
    sys.exit(main())
