"""Writes a catalogue whose sources are the replica's sites: the only change that crawling it needs."""

from __future__ import annotations

from pathlib import Path
from string import Template

HERE = Path(__file__).parent


def write(base: str, folder: Path, more: bool = False) -> Path:
    """Write a catalogue for a replica at `base`; returns the folder, ready to be the catalogue.

    `more` adds the sources of the items in `items/more`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for template, name in (("catalogue", "replica"), ("catalogue_more", "replica_more"))[: 1 + more]:
        text = Template((HERE / f"{template}.toml").read_text(encoding="utf-8"))
        (folder / f"{name}.toml").write_text(text.substitute(base=base.rstrip("/")), encoding="utf-8")
    return folder
