"""The audit: stored live records drawn for a person to judge against the source, and what the judgements say.

Records are drawn over strata (dataset, carrier, issuer, language, year), in turn from each, so that rare ones are seen too.
Precision is the share of judged records that are right. Recall is counted over the drawn notices: the records of a dataset
that the store has of them, over those and the ones that the person found missing. Intervals are Wilson's, at 95 %.
"""

from __future__ import annotations

import csv
import hashlib
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from settings import ConfigurationError
from store import clock
from store.db import origin_of, reading, writing
from store.export import cell
from store.export_rows import Row, exported
from store.ids import draw
from store.tables import AuditRow

SHOWN = {  # of each dataset: the key, and what a person judges
    "notices": ("notice_id", "title document issuers published_on batch_in_year batch_overall counts"),
    "entries": ("entry_id", "subject name role outcome developer version store filing_number violations"),
    "deadlines": ("deadline_id", "date kind duration working_days addressee report_to"),
    "penalties": ("penalty_id", "kind amount currency target"),
    "actions": ("action_id", "kind regulator targets date"),
}
COLUMNS = (
    *(
        "dataset",
        "record_id",
        "notice_id",
        "carrier",
        "issuers",
        "language",
        "year",
        "url",
        "title",
        "record",
    ),
    *("quote", "place", "in_notice", "right", "missing", "remark"),
)
ANSWERS = {"yes": True, "no": False}


@dataclass(frozen=True)
class Share:
    """A share with its 95 % interval; `n` is what it is a share of."""

    right: int
    n: int

    @property
    def value(self) -> float:
        return self.right / self.n if self.n else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's interval (E. B. Wilson, 1927), which also holds for shares near 1."""
        if not self.n:
            return 0.0, 1.0
        z, p, n = 1.96, self.value, self.n
        middle, reach = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return max(0.0, (middle - reach) / (1 + z * z / n)), min(1.0, (middle + reach) / (1 + z * z / n))


@dataclass(frozen=True)
class Result:
    """One dataset's figures."""

    dataset: str
    precision: Share
    recall: Share


@dataclass(frozen=True)
class Audit:
    """A judged sample."""

    at: datetime
    by: str
    results: tuple[Result, ...]


class BadSheet(ValueError):
    """The judged sheet cannot be used; says which lines and why."""


def sample(engine: Engine, path: Path, size: int, seed: str) -> int:
    """Write a sheet of at most `size` live records to `path`; returns how many.

    The same store and seed give the same sheet. Raises ConfigurationError where the store or the path will not do.
    """
    with reading(engine) as session:
        if origin_of(session) != "live":
            raise ConfigurationError("this store holds examples: only live records can be audited")
        rows = _drawn(session, size, seed)
    try:
        with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as out:
            write = csv.writer(out).writerow
            write(COLUMNS)
            for row in rows:
                write([cell(row[name]) for name in COLUMNS])
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}") from error
    return len(rows)


def _drawn(session: Session, size: int, seed: str) -> list[Row]:
    """In turn the first of each stratum, by a number drawn from the seed."""
    strata: dict[tuple[str, ...], list[tuple[str, Row]]] = defaultdict(list)
    for row in _rows(session):
        stratum = tuple(str(row[name]) for name in ("dataset", "carrier", "issuers", "language", "year"))
        number = hashlib.sha256(f"{seed} {row['record_id']}".encode()).hexdigest()
        strata[stratum].append((number, row))
        if len(strata[stratum]) > 2 * size:
            strata[stratum] = sorted(strata[stratum], key=lambda drawn: drawn[0])[:size]
    ranked = [
        (place, number, row)
        for drawn in strata.values()
        for place, (number, row) in enumerate(sorted(drawn, key=lambda one: one[0])[:size])
    ]
    ranked.sort(key=lambda one: one[:2])
    return sorted((row for _, _, row in ranked[:size]), key=lambda r: (r["notice_id"], r["dataset"]))


def _rows(session: Session) -> Iterator[Row]:
    """Every record that can be judged, with what its notice is; notice by notice, as they are exported."""
    held: list[tuple[str, Row]] = []
    for name, row in exported(session):
        if name == "notices":
            yield from _judged_rows(held)
            held = []
        if name in SHOWN and row["origin"] == "live":
            held.append((name, row))
    yield from _judged_rows(held)


def _judged_rows(held: Sequence[tuple[str, Row]]) -> Iterator[Row]:
    if not held:
        return
    notice = held[0][1]
    counts: dict[str, int] = defaultdict(int)
    for name, _ in held:
        counts[name] += 1
    known = {
        "notice_id": notice["notice_id"],
        "issuers": " ".join(notice["issuers"]),
        "language": notice["language"],
        "year": notice["day"][:4],
        "title": notice["title"],
        "right": "",
        "missing": "",
        "remark": "",
    }
    for name, row in held:
        key, fields = SHOWN[name]
        said = [
            f"{field}: {_plain(row[field])}"
            for field in fields.split()
            if row[field] not in ("", None, [], {})
        ]
        yield known | {
            "dataset": name,
            "record_id": row[key],
            "carrier": _carrier(row["place"]),
            "url": row["url"],
            "record": " · ".join(said),
            "quote": row["quote"],
            "place": row["place"],
            "in_notice": counts[name],
        }


def _plain(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _carrier(place: str) -> str:
    """What a record stands in: the text, or a file of a kind."""
    file = place.partition(", ")[0]
    return Path(file).suffix.lower().lstrip(".") or ("table" if ", table " in place else "text")


def judge(engine: Engine, path: Path, by: str) -> Audit:
    """Keep what a person judged on a sheet. Raises BadSheet where a line is not judged, or is none of ours."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadSheet(f"{path} cannot be read: {error}") from error
    faults = [f"line {number}: {fault}" for number, row in enumerate(rows, 2) if (fault := _fault(row))]
    if faults or not rows:
        raise BadSheet("; ".join(faults[:20]) or f"{path} holds no record")
    made = Audit(clock.now(), by, tuple(_results(rows)))
    figures = {
        r.dataset: [r.precision.right, r.precision.n, r.recall.right, r.recall.n] for r in made.results
    }
    with writing(engine) as session:
        session.add(AuditRow(id=draw("u"), at=made.at, by=by, figures=figures))
    return made


def _fault(row: dict[str, str]) -> str:
    if row.get("dataset") not in SHOWN or not (row.get("in_notice") or "").isdigit():
        return "no record of a sheet that was drawn"
    if (row.get("right") or "").strip().lower() not in ANSWERS:
        return "“right” must be yes or no"
    if not (row.get("missing") or "0").strip().isdigit():
        return "“missing” must be a number: how many more of the kind the source has"
    return ""


def _results(rows: Iterable[dict[str, str]]) -> Iterator[Result]:
    by_dataset: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_dataset[row["dataset"]].append(row)
    for dataset, judged in sorted(by_dataset.items()):
        right = sum(ANSWERS[row["right"].strip().lower()] for row in judged)
        notices = {row["notice_id"]: int(row["in_notice"]) for row in judged}
        missing: dict[str, int] = defaultdict(int)
        for row in judged:
            missing[row["notice_id"]] = max(missing[row["notice_id"]], int((row["missing"] or "0").strip()))
        found = sum(notices.values())
        yield Result(dataset, Share(right, len(judged)), Share(found, found + sum(missing.values())))


def latest(engine: Engine) -> Audit | None:
    """The last audit; None where nothing was audited yet."""
    with reading(engine) as session:
        row = session.exec(select(AuditRow).order_by(col(AuditRow.at).desc()).limit(1)).first()
        if row is None:
            return None
        results = (Result(d, Share(*f[:2]), Share(*f[2:])) for d, f in sorted(row.figures.items()))
        return Audit(row.at, row.by, tuple(results))


def told(audit: Audit | None) -> list[str]:
    """The figures as lines of text."""
    if audit is None:
        return ["not yet audited"]
    return [f"audited {audit.at:%Y-%m-%d} by {audit.by}"] + [
        f"{r.dataset}: precision {_told(r.precision)}, recall {_told(r.recall)}" for r in audit.results
    ]


def _told(share: Share) -> str:
    low, high = share.interval
    return f"{share.value:.3f} ({low:.3f} to {high:.3f}, n = {share.n})"
