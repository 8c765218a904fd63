"""Writes a catalogue whose sources are the replica's sites: the only change that crawling it needs."""

from __future__ import annotations

from pathlib import Path
from string import Template

HERE = Path(__file__).parent
MARK = "[[source]]\n"


def write(base: str, folder: Path, *ids: str) -> Path:
    """Write a catalogue for a replica at `base`; returns the folder, ready to be the catalogue.

    With `ids`, of these sources alone.
    """
    template = Template((HERE / "catalogue.toml").read_text(encoding="utf-8"))
    head, *entries = template.substitute(base=base.rstrip("/")).split(MARK)
    kept = [entry for entry in entries if not ids or entry.startswith(tuple(f'id = "{id_}"' for id_ in ids))]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "replica.toml").write_text(head + "".join(MARK + entry for entry in kept), encoding="utf-8")
    return folder
