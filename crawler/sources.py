"""The catalogue: which places are crawled, from `*.toml`, checked so that a wrong entry names its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawler import cron
from crawler.cadence import words
from crawler.layouts import LAYOUTS, OPTIONS
from crawler.page import ADDED, Source
from settings import ConfigurationError
from store import vocab
from store.records import SourceInfo

REQUIRED: dict[str, type] = {
    "id": str,
    "title": str,
    "kind": str,
    "language": str,
    "base": str,
    "lists": list,
    "layout": str,
    "cron": str,
}
OPTIONAL: dict[str, type] = {
    "title_en": str,
    "issuer": str,
    "options": dict,
    "enabled": bool,
    "why_not": str,
    "silent_days": int,
    "min_rows": int,
    "match": str,
    "tier": int,
    "yields": str,
    "yields_en": str,
    "checked": str,
    "window": str,
    "user_agent": str,
    "proxy": str,
    "budget": int,
    "browser": bool,
}
KEYS = REQUIRED | OPTIONAL
WINDOW = re.compile(r"([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)")
EXAMPLE = 'for example "17 */6 * * *": minute, hour, day, month, weekday'


@dataclass(frozen=True)
class Entry:
    """One `[[source]]` table and where it stands, so that a fault can be pointed at."""

    file: Path
    data: dict[str, Any]
    lines: list[str]
    first: int  # 1-based line of the table's head

    def fault(self, key: str, text: str) -> ConfigurationError:
        """An error that names the line of `key`, else of the entry."""
        return ConfigurationError(f"{self.file}:{self.line(key)}: {text}")

    def line(self, key: str) -> int:
        """The line where `key` is set, else that of the table's head."""
        for number, line in enumerate(self.lines[self.first :], self.first + 1):
            if line.lstrip().startswith("[[source]]"):
                break
            if re.search(rf"(?:^|[\s{{{{,.\[])[\"']?{re.escape(key)}[\"']?\s*[=\]]", line.partition("#")[0]):
                return number
        return self.first


def load_catalogue(folder: Path) -> list[Source]:
    """Every source of the folder's `*.toml`, in order of file and place.

    Raises ConfigurationError with file, line and what to do for the first entry that cannot work.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise ConfigurationError(
            f"{folder}: no *.toml there; set TONGBAO_CATALOGUE to a folder of catalogue files"
        )
    found: dict[str, Source] = {}
    for file in files:
        for entry, origin in _entries(file):
            source = _source(entry, origin)
            if source.id in found:
                raise entry.fault(
                    "id", f"id {source.id!r} is taken by {found[source.id].file}; choose another id"
                )
            found[source.id] = source
    return list(found.values())


def _entries(file: Path) -> Iterator[tuple[Entry, str]]:
    try:
        text = file.read_text(encoding="utf-8")
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigurationError(f"{file}: not readable as TOML: {error}; mend that line") from None
    lines = text.splitlines()
    strange = sorted(set(data) - {"source", "origin"})
    if strange:
        raise ConfigurationError(
            f"{file}:1: unknown key {strange[0]!r}; only [[source]] tables and origin stand here"
        )
    origin = data.get("origin", "live")
    if origin not in ("live", "example"):
        raise ConfigurationError(f'{file}:1: origin is {origin!r}; leave it out or write origin = "example"')
    heads = [number for number, line in enumerate(lines, 1) if line.strip().startswith("[[source]]")]
    for head, table in zip(heads, data.get("source", []), strict=False):
        yield Entry(file, table, lines, head), origin


def _source(entry: Entry, origin: str) -> Source:
    _keys(entry)
    _values(entry)
    _options(entry)
    data = {**entry.data, "base": entry.data["base"].rstrip("/"), "lists": tuple(entry.data["lists"])}
    return Source(
        **data, origin="example" if origin == "example" else "live", file=f"{entry.file}:{entry.first}"
    )


def _keys(entry: Entry) -> None:
    for key, value in entry.data.items():
        if key not in KEYS:
            raise entry.fault(key, f"unknown key {key!r}; known are {', '.join(KEYS)}")
        if type(value) is not KEYS[key]:
            raise entry.fault(key, f"{key} must be a {KEYS[key].__name__}, not {value!r}")
    for key in REQUIRED:
        if key not in entry.data:
            raise entry.fault("id", f"{key} is missing; add it to [[source]] {entry.data.get('id', '')!r}")


def _values(entry: Entry) -> None:
    data = entry.data
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", data["id"]):
        raise entry.fault("id", f"id {data['id']!r} must be of small letters, digits and hyphens")
    for key, allowed in (
        ("kind", ("official", "press")),
        ("language", ("zh", "en")),
        ("layout", tuple(LAYOUTS)),
    ):
        if data[key] not in allowed:
            raise entry.fault(key, f"unknown {key} {data[key]!r}; choose one of {', '.join(allowed)}")
    connected = data.get("enabled", True)
    if not _is_url(data["base"]) and (connected or data["base"]):
        raise entry.fault(
            "base", f"base {data['base']!r} is no http(s) address of a host; write https://host[:port][/path]"
        )
    _lists(entry)
    _issuer(entry)
    _manners(entry)
    fault = cron.fault(data["cron"]) or cron.unsuited(data["cron"], data.get("tier", 2))
    if fault:
        raise entry.fault("cron", f"cron {data['cron']!r}: {fault}; {EXAMPLE}")
    if not data.get("enabled", True) and not data.get("why_not", "").strip():
        raise entry.fault("enabled", 'enabled = false needs why_not = "…": say why it is not crawled')


def _manners(entry: Entry) -> None:
    """How a source is to be asked."""
    data = entry.data
    if data.get("tier", 2) not in (1, 2):
        raise entry.fault("tier", f"tier {data['tier']!r} must be 1 (watched closely) or 2")
    if data.get("checked") and not _is_day(data["checked"]):
        raise entry.fault("checked", f'checked {data["checked"]!r} must be a day such as "2026-03-01"')
    if data.get("window") and not WINDOW.fullmatch(data["window"]):
        raise entry.fault("window", f'window {data["window"]!r} must be hours such as "07:00-23:00"')
    if data.get("proxy") and not re.fullmatch(r"[A-Z][A-Z0-9_]*", data["proxy"]):
        raise entry.fault(
            "proxy", "proxy must be the name of an environment variable that holds the proxy's address"
        )
    if data.get("match") is not None and not _is_pattern(data["match"]):
        raise entry.fault("match", f"match {data['match']!r} is no pattern: write words between | signs")
    if data.get("budget", 1) < 1:
        raise entry.fault(
            "budget", f"budget {data['budget']} allows no request; give a number of requests a run"
        )


def _is_pattern(text: str) -> bool:
    try:
        return bool(text) and re.compile(text) is not None
    except re.error:
        return False


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _lists(entry: Entry) -> None:
    lists = entry.data["lists"]
    if not lists and entry.data.get("enabled", True):
        raise entry.fault("lists", "lists is empty; name at least one list page or feed")
    for path in lists:
        if not isinstance(path, str) or not (
            path.startswith("/") or _is_url(path) or entry.data["layout"] == "cac"
        ):
            raise entry.fault(
                "lists", f"list {path!r} must be a path that starts with / or an http(s) address"
            )


def _issuer(entry: Entry) -> None:
    data = entry.data
    issuer = data.get("issuer")
    if data["kind"] == "press" and issuer is not None:
        raise entry.fault("issuer", f"a press source has no issuer; remove {issuer!r}")
    if (
        data["kind"] == "official" and issuer is None and data["layout"] != "jpaas"
    ):  # whose pages name their site
        raise entry.fault("id", "an official source needs issuer; take a code of store/vocab/issuers.toml")
    if issuer is not None and issuer not in vocab.issuers():
        raise entry.fault(
            "issuer", f"unknown issuer {issuer!r}; take a code of store/vocab/issuers.toml or add it there"
        )


def _options(entry: Entry) -> None:
    known = OPTIONS[entry.data["layout"]]
    for key, value in entry.data.get("options", {}).items():
        if key not in known:
            layout = entry.data["layout"]
            raise entry.fault(
                key, f"unknown option {key!r} of layout {layout}; known are {', '.join(sorted(known))}"
            )
        if key in ("hosts", "import_days") and not (
            isinstance(value, list) and all(isinstance(v, str) for v in value)
        ):
            raise entry.fault(key, f"option {key} must be a list of texts, not {value!r}")


def _is_url(text: str) -> bool:
    try:
        at = urlsplit(text)
        return at.scheme in ("http", "https") and bool(at.hostname) and (at.port is None or at.port > 0)
    except ValueError:
        return False


def info(source: Source) -> SourceInfo:
    """What the store, the dashboard and the scheduler know of a source."""
    cadence, cadence_en = words(source.cron, source.window)
    return SourceInfo(
        id=source.id,
        title=source.title,
        title_en=source.title_en,
        kind=source.kind,
        issuer=source.issuer,
        language=source.language,
        home=source.base,
        layout=source.layout,
        cron=source.cron,
        enabled=source.enabled,
        why_not=source.why_not,
        silent_days=source.silent_days,
        min_rows=source.min_rows,
        tier=1 if source.tier == 1 else 2,
        lists=[_address(source, path) for path in source.lists],
        cadence=cadence,
        cadence_en=cadence_en,
        yields=source.yields,
        yields_en=source.yields_en,
        checked=source.checked,
    )


def added() -> Source:
    """The source of pages that a person gave; the layout tells WeChat's articles from the others."""
    return Source(
        id=ADDED,
        title="单独添加的网页",
        title_en="Pages added one by one",
        kind="press",
        language="en",
        base="",
        lists=(),
        layout="feed",
        cron="",
        enabled=False,
        why_not="not a place that is crawled: pages that a person added",
    )


def _address(source: Source, path: str) -> str:
    """Where a person finds a list; the source's home for one that has an id instead of a page."""
    return source.join(path) if path.startswith(("/", "http://", "https://")) else source.base
