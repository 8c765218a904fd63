"""Whether two mentions lead to one identity: labelled pairs through the store, precision and recall.

usage: python -m bench.resolve [--test] [--errors N]
       python -m bench.resolve --scale [NAMES]

Every mention becomes a notice of its own in a fresh example store, saved as a crawl saves it; then the rule of numbers runs
as after each `process`, and the ids that the mentions have are compared. All pairs of a half share one store, so each
stands among hundreds of others. Wrong pairs are printed for the development half only. Exit status 1 where a limit is
missed. `--scale` measures how the work grows with the names in the store (`bench/names.py`).
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import select

import settings
from bench import names, testruns
from bench.goldset import MalformedGold
from bench.pairs import HALVES, PAIRS, Mentioned, Pair, load
from bench.storing import SOURCE, address, keep, source
from store import save
from store.archive import Archive
from store.db import open_store, reading
from store.ids import posting_id
from store.kinship import Kin, kin
from store.numbers import join_by_number
from store.proposals import proposals
from store.records import AppClaim, CompanyClaim, Evidence, Extraction
from store.tables import Entry, Posting

LEAST = {"precision": 0.995, "recall": 0.95}
DAYS = ("2023-03-01", "2025-03-03")  # of a pair's notices, where the pair names none
ALL = 1_000_000  # proposals


@dataclass(frozen=True)
class Answer:
    """What the store made of a pair."""

    pair: Pair
    joined: bool
    proposed: bool


@dataclass(frozen=True)
class Figures:
    """Counts of one kind of pair."""

    right: int  # same, and joined
    wrong: int  # different, and joined
    missed: int  # same, and not joined
    pairs: int
    flagged: int  # that a person should be asked about, and is
    to_flag: int

    @property
    def precision(self) -> float:
        """Of what was joined, the share that is the same."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Of what is the same, the share that was joined."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def claim(said: Mentioned, asks: str, pair: str) -> AppClaim | CompanyClaim:
    """A mention as an extraction has it; a firm with a credit code stands in the row of an app, as lists have it."""
    evidence = [Evidence(table=0, row=2, col=2, text=said.name)]
    also = [said.also] if said.also else []
    if asks == "app":
        number = said.number or None
        cells = ["1", said.name, said.firm, said.number]
        return AppClaim.model_validate(
            {"name": said.name, "aliases": also, "kind": said.kind, "role": "mentioned", "developer": said.firm or None,
             "filing_number": number, "row": 1, "raw": cells, "evidence": evidence}
        )  # fmt: skip
    if said.number:
        cells = ["1", pair, said.name, said.number]
        return AppClaim(name=pair, role="mentioned", developer=said.name, row=1, raw=cells, evidence=evidence)
    return CompanyClaim.model_validate(
        {"name": said.name, "aliases": also, "type": said.kind, "role": "mentioned", "evidence": evidence,
         "anonymous": said.name.startswith("某")}
    )  # fmt: skip


def run(engine: Engine, archive: Archive, pairs: Sequence[Pair]) -> list[Answer]:
    """Put the pairs through the store."""
    for pair in pairs:
        claims = [claim(said, pair.asks, pair.id) for said in (pair.one, pair.other)]
        if pair.together:
            _keep(engine, archive, pair, "ab", pair.one, claims)
        else:
            _keep(engine, archive, pair, "a", pair.one, claims[:1])
            _keep(engine, archive, pair, "b", pair.other, claims[1:])
    join_by_number(engine)
    asked = {frozenset((p.one, p.other)) for p in proposals(engine, ALL)}
    with reading(engine) as session:
        known = kin(session)
        rows = session.exec(select(Posting.id, Entry).join(Entry, Entry.notice_id == Posting.notice_id))  # type: ignore[arg-type]
        entries: dict[str, list[Entry]] = defaultdict(list)
        for posting, entry in rows:
            entries[posting].append(entry)
        return [_answer(pair, _sides(entries, pair), known, asked) for pair in pairs]


def _keep(
    engine: Engine,
    archive: Archive,
    pair: Pair,
    side: str,
    said: Mentioned,
    claims: Iterable[AppClaim | CompanyClaim],
) -> None:
    given = list(claims)
    record = Extraction.model_validate(
        {"id": f"{pair.id}-{side}", "language": said.language, "document": "app_list", "extractor": "bench",
         "apps": [c for c in given if isinstance(c, AppClaim)],
         "companies": [c for c in given if isinstance(c, CompanyClaim)]}
    )  # fmt: skip
    keep(engine, archive, record, said.day or DAYS[side == "b"])


def _sides(entries: dict[str, list[Entry]], pair: Pair) -> tuple[Entry, Entry]:
    if pair.together:
        both = entries[posting_id(SOURCE, _address(pair, "ab"))]
        one = next(e for e in both if e.name == pair.one.name)
        return one, next(e for e in both if e.name == pair.other.name)
    return entries[posting_id(SOURCE, _address(pair, "a"))][0], entries[
        posting_id(SOURCE, _address(pair, "b"))
    ][0]


def _address(pair: Pair, side: str) -> str:
    return address(f"{pair.id}-{side}")


def _answer(pair: Pair, sides: tuple[Entry, Entry], known: Kin, asked: set[frozenset[str]]) -> Answer:
    ids = [e.app_id if pair.asks == "app" else e.company_id for e in sides]
    today = [known.follow(id_) for id_ in ids if id_]
    if pair.asks == "group":
        today = [known.head(id_) for id_ in today]
    one = len(today) == 2 and today[0] == today[1]
    return Answer(pair, one, len(today) == 2 and frozenset(today) in asked)


def figures(answers: Iterable[Answer]) -> Figures:
    """The counts of some answers."""
    found = list(answers)
    flag = [a for a in found if a.pair.flagged]
    return Figures(
        sum(a.joined and a.pair.same for a in found), sum(a.joined and not a.pair.same for a in found),
        sum(not a.joined and a.pair.same for a in found), len(found), sum(a.proposed for a in flag), len(flag),
    )  # fmt: skip


def table(answers: Sequence[Answer], title: str) -> list[str]:
    """Precision and recall by kind of pair, and of all."""
    kinds = sorted({a.pair.kind for a in answers})
    rows = [(kind, figures(a for a in answers if a.pair.kind == kind)) for kind in kinds]
    lines = [title, f"{'kind':18} {'pairs':>5} {'P':>6} {'R':>6}  joined wrongly, missed; asked about"]
    for kind, f in (*rows, ("all", figures(answers))):
        asked = f"; {f.flagged} of {f.to_flag}" if f.to_flag else ""
        lines.append(
            f"{kind:18} {f.pairs:5} {f.precision:6.3f} {f.recall:6.3f}  {f.wrong}, {f.missed}{asked}"
        )
    return lines


def errors(answers: Iterable[Answer], limit: int) -> list[str]:
    """The pairs that were answered wrongly, and those that a person is not asked about."""
    lines = []
    for a in answers:
        fault = "JOINED" if a.joined and not a.pair.same else "MISSED" if a.pair.same and not a.joined else ""
        if a.pair.flagged and not a.joined and not a.proposed:
            fault = "NOT ASKED"
        if fault:
            lines.append(
                f"  {fault} {a.pair.id} ({a.pair.asks}): {_said(a.pair.one)} | {_said(a.pair.other)}"
            )
    return lines[:limit]


def _said(said: Mentioned) -> str:
    return " ".join(
        filter(None, (said.name, said.also and f"+{said.also}", said.firm and f"@{said.firm}", said.number))
    )


def measure(half: str, folder: Path = PAIRS) -> list[Answer]:
    """The answers of one half, in a fresh store."""
    with tempfile.TemporaryDirectory() as home:
        given = settings.load({}, home=Path(home))
        engine = open_store(given, "example")
        try:
            save.sources(engine, [source()])
            return run(engine, Archive(given.archive), load(half, folder))
        finally:
            engine.dispose()


def _note(found: Figures) -> None:
    """Write a look at the test half down."""
    gold = hashlib.sha256((PAIRS / "test.tsv").read_bytes()).hexdigest()
    told = {"headline": found.precision * found.recall * 2 / (found.precision + found.recall),
            "precision": found.precision, "recall": found.recall}  # fmt: skip
    testruns.note(testruns.RUNS, f"identity {testruns.commit()}", gold, "pairs", told)


def main(argv: list[str] | None = None, folder: Path = PAIRS) -> int:
    """Prints what was measured; 1 where a limit is missed."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.resolve", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--test", action="store_true", help="the test half too; each look is written down")
    parser.add_argument("--errors", type=int, default=40, help="wrong pairs to print, development half only")
    parser.add_argument(
        "--scale", type=int, nargs="?", const=names.MOST, help="names to go up to; no pairs are read"
    )
    a = parser.parse_args(argv)
    if a.scale:
        return names.scale(a.scale)
    missed = False
    try:
        for half in HALVES if a.test else HALVES[:1]:
            answers = measure(half, folder)
            found = figures(answers)
            print(*table(answers, f"{half}: {len(answers)} pairs"), sep="\n")
            if half == "dev":
                print(*errors(answers, a.errors), sep="\n")
            elif folder == PAIRS:
                _note(found)
            missed |= found.precision < LEAST["precision"] or found.recall < LEAST["recall"]
    except MalformedGold as problem:
        print(f"The pairs are malformed:\n  {problem}")
        return 1
    print(
        f"{'Below' if missed else 'At or above'} precision {LEAST['precision']} and recall {LEAST['recall']}."
    )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
