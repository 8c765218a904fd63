"""The store as files: CSV and JSONL of every dataset, a data dictionary, a manifest.

A folder appears whole or not at all.
"""

from __future__ import annotations

import csv
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Engine
from sqlmodel import Session

from settings import VERSION, ConfigurationError, Settings
from store import clock, db
from store.days import SHANGHAI
from store.deviations import exported_deviations
from store.export_cases import exported_cases
from store.export_known import as_known
from store.export_rows import Row, exported
from store.fields import AS_OF, CSV_NOTE, DATASETS, LICENCE, LICENCE_TEXT, Dataset, dictionary, table_schema

_RISKY = ("=", "+", "-", "@", "\t", "\r")
_EXAMPLE = "Example data, made up: no app, firm or act in these files is real. 示例数据，纯属虚构。"


@dataclass(frozen=True)
class Manifest:
    """What an export holds."""

    folder: Path
    origin: str
    date: str
    counts: dict[str, int]  # rows by dataset
    files: dict[str, str]  # sha256 by file name


def export(engine: Engine, folder: Path, settings: Settings, at: datetime | None = None) -> Manifest:
    """Write the store to `folder`/tongbao-<date>-<digest>/; the same content on the same day is the same folder.

    With `at`, notices, entries and cases as they were known at that instant.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=".unfinished-", dir=folder))
    except OSError as error:
        raise ConfigurationError(
            f"{folder} cannot be written ({error.strerror}): export to a folder that you may write to"
        ) from error
    try:
        return _place(_fill(engine, unfinished, settings, at), folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _fill(engine: Engine, folder: Path, settings: Settings, at: datetime | None) -> Manifest:
    datasets = AS_OF if at else DATASETS
    with db.reading(engine) as session:
        origin = db.origin_of(session)
        mark = ".example" if origin == "example" else ""
        counts = dict.fromkeys((dataset.name for dataset in datasets), 0)
        with ExitStack() as stack:
            writers = {d.name: _Writer(stack, folder, d, mark) for d in datasets}
            for name, row in _then(session, at) if at else _now(session):
                writers[name].write(row)
                counts[name] += 1
    files = {path.name: _hash(path) for path in sorted(folder.iterdir())}
    manifest = Manifest(folder, origin, clock.now().date().isoformat(), counts, files)
    (folder / f"data-dictionary{mark}.md").write_text(
        (f"> {_EXAMPLE}\n\n" if mark else "") + dictionary(), encoding="utf-8"
    )
    _dump(folder / f"manifest{mark}.json", _manifest(manifest, settings))
    _dump(folder / f"datapackage{mark}.json", _package(manifest, mark, datasets))
    folder.chmod(0o755)
    return manifest


def _now(session: Session) -> Iterator[tuple[str, Row]]:
    today = clock.now().astimezone(SHANGHAI).date()
    return chain(exported(session), exported_cases(session, today), exported_deviations(session))


def _then(session: Session, at: datetime) -> Iterator[tuple[str, Row]]:
    """The record as known at an instant; cases as they stood on the day that it ends."""
    day = (at - timedelta(microseconds=1)).date()
    return chain(as_known(session, at), exported_cases(session, day, at))


class _Writer:
    """One dataset's two files."""

    def __init__(self, stack: ExitStack, folder: Path, dataset: Dataset, mark: str) -> None:
        self.names = [field.name for field in dataset.fields]
        self.jsonl = stack.enter_context(_open(folder / f"{dataset.name}{mark}.jsonl", "utf-8"))
        self.csv = csv.writer(stack.enter_context(_open(folder / f"{dataset.name}{mark}.csv", "utf-8-sig")))
        self.csv.writerow(self.names)

    def write(self, row: Row) -> None:
        """Write one row to both files."""
        ordered = {name: row[name] for name in self.names}
        self.jsonl.write(json.dumps(ordered, ensure_ascii=False) + "\n")
        self.csv.writerow([cell(value) for value in ordered.values()])


def _open(path: Path, encoding: str) -> IO[str]:
    return path.open("w", encoding=encoding, errors="backslashreplace", newline="")


def cell(value: Any) -> Any:
    """A CSV cell: nothing for null, true/false, JSON for lists; text that a spreadsheet would run is disarmed."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else value


def _manifest(made: Manifest, settings: Settings) -> dict[str, Any]:
    return {
        "name": "tongbao",
        "version": VERSION,
        "date": made.date,
        "origin": made.origin,
        "example": made.origin == "example",
        **({"warning": _EXAMPLE} if made.origin == "example" else {}),
        "contact": settings.contact,
        "counts": made.counts,
        "files": made.files,
        "licence": LICENCE,
        "terms": LICENCE_TEXT,
        "csv": CSV_NOTE,
    }


def _package(made: Manifest, mark: str, datasets: Sequence[Dataset]) -> dict[str, Any]:
    """The same as a Frictionless data package, with the schema of each table."""
    resources = [
        {
            "name": dataset.name,
            "path": f"{dataset.name}{mark}.csv",
            "title": f"{dataset.en} / {dataset.zh}",
            "format": "csv",
            "encoding": "utf-8",
            "hash": f"sha256:{made.files[f'{dataset.name}{mark}.csv']}",
            "rows": made.counts[dataset.name],
            "schema": table_schema(dataset),
        }
        for dataset in datasets
    ]
    return {
        "name": "tongbao-example" if mark else "tongbao",
        "profile": "tabular-data-package",
        "version": VERSION,
        "created": made.date,
        "origin": made.origin,
        "description": LICENCE_TEXT,
        "licenses": [{"name": LICENCE, "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": resources,
    }


def _place(made: Manifest, folder: Path) -> Manifest:
    """Rename the finished folder into place; where the same content stands there already, keep that."""
    digest = hashlib.sha256("".join(made.files.values()).encode()).hexdigest()[:8]
    example = "example-" if made.origin == "example" else ""
    target = folder / f"tongbao-{example}{made.date}-{digest}"
    if not target.exists():
        made.folder.rename(target)
    return Manifest(target, made.origin, made.date, made.counts, made.files)


def _dump(path: Path, data: dict[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
