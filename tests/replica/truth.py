"""What is true of each item: what a crawl, reading and extraction of it should find."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from typing import Any

from tests.replica.items import Item, rows
from tests.replica.lists import problems, sections
from tests.replica.web import FOLDER

SOURCES = {
    "miit": "miit-app-tzgg",
    "gdca": "gdca-tzgg",
    "cac": "cac-wxfb",
    "post": "example-post",
    "miit-calls": "miit-yjzj",
    "cqca": "cqca-tzgg",
    "scca": "scca-wlaqgl",
    "zjca": "zjca-tzgg",
    "gzca": "gzca-gztz",
    "samr": "samr",
    "mofcom": "mofcom",
    "jswx": "jswx-zhifa",
    "mstl": "mstl",
    "mps": "mps",
    "cverc": "cverc",
    "amr": "amr-example",
    "gov": "gov-zuixin",
    "wechat": "wechat-example",
    "daily": "example-daily",
    "wire": "example-wire",
    "times": "example-times",
    "paper": "example-paper",
}
FACTS: dict[str, Any] = {
    "document": None,
    "signed": None,
    "issuers": [],
    "counts": {},
    "batch": None,
    "deadlines": [],
    "penalties": [],
    "apps": [],
    "actions": None,
    "laws": None,
    "violations": None,
    "companies": None,
}
STATED = ("apps", "removed", "rectified", "not_rectified")  # what the number of rows is compared with


@cache
def codes() -> dict[str, str]:
    """The code of each wording that the lists use."""
    with (FOLDER / "rows" / "problems.tsv").open(encoding="utf-8", newline="") as file:
        return {line["wording"]: line["code"] for line in csv.DictReader(file, delimiter="\t")}


def truth(item: Item) -> dict[str, Any]:
    """One line of truth.jsonl. `rows` are the list's apps in order, `apps` those that prose names.

    Null means not written down here, as with the actions of an ordinary list; an empty list means none.
    """
    facts = dict(item.truth)
    listed = [
        _row(row, part["outcome"]) for part in facts.pop("lists", []) for row in _printed(item, part["rows"])
    ]
    line = {
        "source": SOURCES[item.site],
        "site": item.site,
        "path": item.path,
        "twins": sorted(item.twins.values()),
        "real": item.real,
        "title": item.title,
        "published": facts.pop("published", item.published[:10]),
        "rows": listed,
        **{name: facts.pop(name, default) for name, default in FACTS.items()},
    }
    if facts:
        raise ValueError(f"{item.path}: unknown facts {sorted(facts)}")
    counts = line["counts"]
    listed_kind = line["document"] in ("app_list", "removal_notice")
    line["stated"] = sum(counts.get(name, 0) for name in STATED) or None if listed_kind else None
    line["read"] = len(listed) + len(line["apps"]) if listed_kind else 0
    return line


def _printed(item: Item, name: str) -> list[Mapping[str, str]]:
    """The rows in the order of the page: in an inline list, that of their first mention."""
    if f"{{inline:{name}}}" not in item.body:
        return list(rows(name).rows)
    mentioned = {row["name"]: row for found in sections(name).values() for row in found}
    return list(mentioned.values())


def _row(row: Mapping[str, str], outcome: str) -> dict[str, Any]:
    """One row. What no column prints is null; a version of `/` or dashes is kept as printed."""
    wording = problems(row)
    return {
        "name": row["name"],
        "developer": row.get("developer") or None,
        "version": row.get("version") or None,
        "store": row.get("store") or None,
        "kind": row["kind"],
        "outcome": outcome,
        "violations": sorted({codes()[text] for text in wording}),
        "wording": wording,
    }
