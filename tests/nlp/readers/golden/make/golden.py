"""One golden file and its truth on disk."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from golden.make.grids import Doc


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
    truth = {}
    for one in files:
        stem, suffix = one.name.rsplit(".", 1)
        parts = [one.name, *(f"{stem}-{i}.{suffix}" for i in range(2, len(one.more) + 2))]
        if one.more:
            parts[0] = f"{stem}-1.{suffix}"
        for name, body in zip(parts, [one.body, *one.more], strict=True):
            (folder / name).write_bytes(body)
        truth[one.name] = {
            "carrier": one.carrier,
            "by": one.by,
            "files": parts,
            "lists": one.doc.lists,
            "refused": one.doc.refused,
            "mended": one.doc.mended,
        }
    lines = ",\n".join(f'"{name}": {_json(entry)}' for name, entry in truth.items())
    (folder / "truth.json").write_text(f"{{\n{lines}\n}}\n", "utf-8")


def _json(entry: object) -> str:
    return json.dumps(entry, ensure_ascii=False).replace('{"number"', '\n  {"number"').replace('{"developer"', '\n  {"developer"')
