"""The items that the replica publishes (`items/*.toml`) and the rows of their lists (`rows/*.tsv`)."""

from __future__ import annotations

import csv
import mimetypes
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from tests.replica.web import FOLDER, Answer


@dataclass(frozen=True)
class Item:
    """One notice or report. In `body`, HTML, {name} or {name:rows} stands for a list (see `lists.py`)."""

    site: str  # the site's root: a key of server.FAMILIES
    path: str  # below the site's root
    column: str  # the list that shows it
    title: str
    published: str  # "2021-07-19 17:30", the site's own clock
    body: str
    real: bool = False  # reproduces a real notice; else made up
    source: str = ""  # 来源, or the author of a report
    charset: str = ""  # declared by the page itself only
    stamped: str = ""  # jpaas: PubDate where it differs; cac: day and time of the footer; post: dateModified
    twins: Mapping[str, str] = field(default_factory=dict)  # further columns and the paths they link to
    files: Mapping[str, str] = field(default_factory=dict)  # path below the site's root: name in files/
    truth: Mapping[str, Any] = field(default_factory=dict)

    def paths(self) -> dict[str, str]:
        """The path that each column links to."""
        return {self.column: self.path, **self.twins}


@dataclass(frozen=True)
class Rows:
    """One list: `headings` are the printed columns (field, heading), `rows` hold every field by name."""

    headings: tuple[tuple[str, str], ...]
    rows: tuple[Mapping[str, str], ...]


def load() -> list[Item]:
    """Every item, newest first."""
    known = {f.name for f in fields(Item)}
    found: list[Item] = []
    for toml in sorted((FOLDER / "items").glob("*.toml")):
        for entry in tomllib.loads(toml.read_text(encoding="utf-8"))["item"]:
            unknown = set(entry) - known
            if unknown:
                raise ValueError(f"{toml.name}: {entry['path']} has unknown keys {sorted(unknown)}")
            found.append(Item(**entry))
    return newest_first(found)


def newest_first(items: Iterable[Item]) -> list[Item]:
    """The order of every list."""
    return sorted(items, key=lambda item: (item.published, item.path), reverse=True)


def rows(name: str) -> Rows:
    """The list `rows/NAME.tsv`: a heading `field=Heading` is printed, a bare `field` is not."""
    with (FOLDER / "rows" / f"{name}.tsv").open(encoding="utf-8", newline="") as tsv:
        lines = list(csv.reader(tsv, delimiter="\t", quoting=csv.QUOTE_NONE))
    heads = [tuple(cell.partition("=")[::2]) for cell in lines[0]]
    names = [name for name, _ in heads]
    return Rows(
        tuple((name, heading) for name, heading in heads if heading),
        tuple(dict(zip(names, line, strict=True)) for line in lines[1:]),
    )


def file(item: Item, path: str) -> Answer:
    """One of the item's files."""
    name = item.files[path]
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Answer((FOLDER / "files" / name).read_bytes(), kind)
