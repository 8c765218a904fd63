"""Gold sets on disk: items and labels in step, labels well formed, files known by their digest.

A malformed label is an error, never a silent zero: codes must be in the vocabulary, names must stand in the item.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.score import Line, read_lines
from store import vocab

HALVES = ("dev", "retired", "test")
SHOWN = ("dev", "retired")  # a test half that was looked at too often is development data from then on
LANGUAGES = ("zh", "en")
FIELDS = {
    *("id", "lang", "document", "document_alt", "issuers", "issuers_ok", "apps", "companies", "either"),
    *("optional", "violations", "violations_optional", "deadlines", "penalties", "laws", "laws_optional"),
    *("actions", "counts", "batch"),
}


class MalformedGold(Exception):
    """The gold set cannot be used; says which item and why."""


@dataclass(frozen=True)
class Part:
    """One half of one language."""

    half: str
    language: str
    items: list[Line]
    gold: list[Line]


def load(folder: Path, half: str, language: str) -> Part:
    """One part, checked."""
    try:
        items = read_lines(folder / half / f"items.{language}.jsonl")
        gold = read_lines(folder / half / f"gold.{language}.jsonl")
    except (OSError, json.JSONDecodeError) as problem:
        raise MalformedGold(f"{half}/{language}: {problem}") from problem
    if [i.get("id") for i in items] != [g.get("id") for g in gold]:
        raise MalformedGold(f"{half}/{language}: items and labels are not the same ids in the same order")
    problems = [p for item, label in zip(items, gold, strict=True) for p in faults(item, label)]
    if problems:
        raise MalformedGold("\n  ".join(problems))
    return Part(half, language, items, gold)


def faults(item: Line, gold: Line, to_the_letter: bool = True) -> list[str]:
    """What is wrong with the labels of an item. Not `to_the_letter`: names may be mended ones, days unknown."""
    found = [*_unknown_fields(gold), *_unknown_codes(gold)]
    if to_the_letter:
        found += [*_absent_names(item, gold), *_bad_days(gold)]
    return [f"{gold['id']}: {fault}" for fault in found]


def _unknown_fields(gold: Line) -> Iterator[str]:
    yield from (f"unknown field {field}" for field in sorted(set(gold) - FIELDS))


def _unknown_codes(gold: Line) -> Iterator[str]:
    closed = [
        (vocab.issuers(), [*gold["issuers"], *gold.get("issuers_ok", [])]),
        (vocab.violations(), [*gold["violations"], *gold.get("violations_optional", [])]),
        (vocab.violations(), [v for a in gold["apps"] for v in a.get("violations", [])]),
        (vocab.laws(), [*gold["laws"], *gold.get("laws_optional", [])]),
        (vocab.codes("actions"), [a["kind"] for a in gold["actions"]]),
        (vocab.codes("deadlines"), [d["kind"] for d in gold["deadlines"]]),
        (vocab.codes("documents"), [gold["document"], *gold.get("document_alt", [])]),
        (vocab.codes("roles"), [x["role"] for x in (*gold["apps"], *gold["companies"])]),
        (vocab.codes("app_kinds"), [a["kind"] for a in gold["apps"] if "kind" in a]),
    ]
    yield from (f"unknown code {code}" for known, used in closed for code in used if code not in known)


def _absent_names(item: Line, gold: Line) -> Iterator[str]:
    names = [*gold.get("either", []), *gold.get("optional", [])]
    for thing in (*gold["apps"], *gold["companies"]):
        names += [thing["name"], *thing.get("aliases", [])]
        names += [thing[field] for field in ("developer", "version", "store") if thing.get(field)]
    yield from (f"{name} is not in the text" for name in names if name not in item["text"])


def _bad_days(gold: Line) -> Iterator[str]:
    for due in gold["deadlines"]:
        if not due.get("date") and not due.get("duration"):
            yield "a deadline without date and duration"
        elif due.get("date"):
            try:
                date.fromisoformat(due["date"])
            except ValueError:
                yield f"{due['date']} is no day"


def digests(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of items and labels."""
    files = sorted(folder.glob("*/*.jsonl"))
    return {f.relative_to(folder).as_posix(): hashlib.sha256(f.read_bytes()).hexdigest() for f in files}
