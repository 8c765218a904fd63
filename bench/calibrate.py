"""How sure each rule of the extractor is, measured: writes `store/vocab/confidence.toml` and prints the reliability table.

usage: python -m bench.calibrate [--write]

For every kind of value and every rule that found some, the share of its findings in the development texts that are right,
drawn towards the share of all rules of the kind where there are few (as if `PRIOR` more of the common kind had been seen).
The reliability table compares what the development half alone taught with what the retired half shows.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.gate import GOLD, item_of
from bench.goldset import LANGUAGES, SHOWN, load
from bench.score import Line, deadline_key, forms, norm, penalty_key
from nlp.confidence import rule_of
from nlp.pipeline import extract
from store.records import Extraction

TABLE = Path(__file__).resolve().parents[1] / "store" / "vocab" / "confidence.toml"
PRIOR = 4.0
BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.85), (0.85, 0.95), (0.95, 1.001))

Finding = tuple[str, str, str, bool]  # language, kind of value, rule, whether it is right
Table = dict[tuple[str, str, str], float]


def findings(half: str) -> Iterator[Finding]:
    """Every claim of the extractor on one half, judged by its labels."""
    for language in LANGUAGES:
        part = load(GOLD, half, language)
        for item, gold in zip(part.items, part.gold, strict=True):
            for kind, rule, right in judged(extract(item_of(item)), gold):
                yield language, kind, rule, right


def judged(record: Extraction, gold: Line) -> Iterator[tuple[str, str, bool]]:
    """Kind, rule and whether it is right, for each claim; what may be found but need not be is right."""
    free = {norm(n) for n in (*gold.get("either", []), *gold.get("optional", []))}
    for kind in ("apps", "companies"):
        known = {form for thing in gold[kind] for form in forms(thing)} | free
        for claim in getattr(record, kind):
            yield kind, rule_of(kind, claim), bool(forms(claim.model_dump()) & known)
    codes = {*gold["violations"], *gold.get("violations_optional", [])}
    for violation in record.violations:
        yield "violations", rule_of("violations", violation), violation.code in codes
    days = {deadline_key(d) for d in gold["deadlines"]}
    for deadline in record.deadlines:
        yield "deadlines", rule_of("deadlines", deadline), deadline_key(deadline.model_dump()) in days
    sums = {penalty_key(p) for p in gold["penalties"]}
    for penalty in record.penalties:
        yield "penalties", rule_of("penalties", penalty), penalty_key(penalty.model_dump()) in sums
    kinds = {a["kind"] for a in gold["actions"]} | {k for a in gold["actions"] for k in a.get("kind_ok", [])}
    for act in record.actions:
        yield "actions", rule_of("actions", act), act.kind in kinds


def learned(found: Iterable[Finding]) -> Table:
    """The confidence of each rule by language and kind of value; `""` stands for rules that were never seen."""
    by_rule: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    for language, kind, rule, right in found:
        by_rule[language, kind, rule].append(right)
        by_rule[language, kind, ""].append(right)
    table: Table = {}
    for (language, kind, rule), answers in by_rule.items():
        whole = by_rule[language, kind, ""]
        common = (sum(whole) + 1) / (len(whole) + 2)
        table[language, kind, rule] = round((sum(answers) + PRIOR * common) / (len(answers) + PRIOR), 3)
    return table


def reliability(table: Table, found: Iterable[Finding]) -> list[str]:
    """For bands of confidence: how many findings, what was promised, and what share is right."""
    bands: dict[tuple[float, float], list[tuple[float, bool]]] = defaultdict(list)
    for language, kind, rule, right in found:
        told = table.get((language, kind, rule), table[language, kind, ""])
        bands[next(b for b in BANDS if b[0] <= told < b[1])].append((told, right))
    lines = ["| confidence | findings | mean confidence | share right |", "| --- | --- | --- | --- |"]
    for low, high in BANDS:
        if seen := bands.get((low, high)):
            mean, share = (sum(x[i] for x in seen) / len(seen) for i in (0, 1))
            lines.append(f"| {low:.2f} to {min(high, 1):.2f} | {len(seen)} | {mean:.2f} | {share:.2f} |")
    return lines


def written(table: Table) -> str:
    """The table as TOML."""
    lines = [
        "# How often what a rule finds is right, on the development texts. Written by python -m bench.calibrate."
    ]
    heading = ("", "")
    for (language, kind, rule), value in sorted(table.items()):
        if (language, kind) != heading:
            heading = (language, kind)
            lines += ["", f"[{language}.{kind}]"]
        lines.append(f'"{rule}" = {value}')
    return "\n".join(lines) + "\n"


def main(argv: list[str] | None = None) -> int:
    """Measure, print, and write where told to."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.calibrate",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--write", action="store_true", help="write the table that the extractor uses")
    a = parser.parse_args(argv)
    halves = {half: list(findings(half)) for half in SHOWN}
    print("\n".join(reliability(learned(halves["dev"]), halves["retired"])))
    if a.write:
        TABLE.write_text(written(learned(f for half in halves.values() for f in half)), "utf-8")
        print(f"written to {TABLE.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
