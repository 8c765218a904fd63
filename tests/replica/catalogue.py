"""Writes a catalogue whose sources are the replica's sites: the only change that crawling it needs."""

from __future__ import annotations

from pathlib import Path
from string import Template

TEMPLATE = Path(__file__).with_name("catalogue.toml")


def write(base: str, folder: Path) -> Path:
    """Write `folder`/replica.toml for a replica at `base`; returns the folder, ready to be the catalogue."""
    folder.mkdir(parents=True, exist_ok=True)
    text = Template(TEMPLATE.read_text(encoding="utf-8")).substitute(base=base.rstrip("/"))
    (folder / "replica.toml").write_text(text, encoding="utf-8")
    return folder
