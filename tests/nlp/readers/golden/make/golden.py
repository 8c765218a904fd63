"""One golden file and its truth on disk."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tests.nlp.readers.golden.make.grids import Doc


@dataclass
class Golden:
    """A file, or a list over several files (`more`), made by `by`."""

    name: str
    carrier: str
    by: str
    doc: Doc
    body: bytes
    more: list[bytes] = field(default_factory=list)


def write(folder: Path, files: Iterable[Golden]) -> None:
    """Writes a half: its files and truth.json."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    truth: dict[str, object] = {}
    for one in files:
        stem, suffix = one.name.rsplit(".", 1)
        parts = [one.name, *(f"{stem}-{i}.{suffix}" for i in range(2, len(one.more) + 2))]
        if one.more:
            parts[0] = f"{stem}-1.{suffix}"
        for name, body in zip(parts, [one.body, *one.more], strict=True):
            (folder / name).write_bytes(_undated(body))
        truth[one.name] = _entry(one, parts)
    save(folder, truth)


def add(folder: Path, files: Iterable[Golden]) -> None:
    """Adds files of one part each to a half, or puts them in place of those of the same names."""
    truth = json.loads((folder / "truth.json").read_text("utf-8"))
    for one in files:
        (folder / one.name).write_bytes(one.body)
        truth[one.name] = _entry(one, [one.name])
    save(folder, truth)


def save(folder: Path, truth: dict[str, object]) -> None:
    """Writes the truth of a half, a row a line."""
    lines = ",\n".join(f'"{name}": {_json(entry)}' for name, entry in truth.items())
    (folder / "truth.json").write_text(f"{{\n{lines}\n}}\n", "utf-8")


def _entry(one: Golden, parts: list[str]) -> dict[str, object]:
    return {
        "carrier": one.carrier,
        "by": one.by,
        "files": parts,
        "lists": one.doc.lists,
        "refused": one.doc.refused,
        "mended": one.doc.mended,
    }


def _undated(body: bytes) -> bytes:
    """An Office file without the time of its making, so that a file made twice is the same."""
    if not body.startswith(b"PK"):
        return body
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(body)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = re.sub(rb"(<dcterms:\w+ [^>]*>)[^<]*", rb"\g<1>2026-03-02T00:00:00Z", source.read(name))
            target.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 0, 0, 0)), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _json(entry: object) -> str:
    return (
        json.dumps(entry, ensure_ascii=False)
        .replace('{"number"', '\n  {"number"')
        .replace('{"developer"', '\n  {"developer"')
    )
