"""The controlled vocabulary: every code that a record may carry, the names they go by, curated identities.

The data are `store/vocab/*.toml`; this module only reads them. One list of issuers serves catalogue and
extraction.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import opencc

FOLDER = Path(__file__).resolve().parent / "vocab"


@dataclass(frozen=True)
class Term:
    """A code with its labels; `also` are other wordings or names for it."""

    code: str
    zh: str
    en: str
    also: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True)
class CuratedCompany:
    """A firm or group that is known beforehand. `parent` is another company's key: the head of its group."""

    key: str
    zh: str
    en: str
    names: tuple[str, ...] = ()  # short, English, pinyin and former names
    legal: tuple[str, ...] = ()  # legal entities that belong to it
    parent: str = ""
    context: bool = (
        False  # its names are also ordinary words: a firm only with a corporate word, 《》 or quotes near
    )


@dataclass(frozen=True)
class CuratedApp:
    """An app that is known beforehand, and the key of the company that runs it."""

    key: str
    zh: str
    en: str
    company: str
    names: tuple[str, ...] = ()
    kind: str = "app"
    service: bool = False  # its name is also a firm's: an app only where the sentence speaks of the service
    context: bool = False  # its names are also ordinary words: an app only with App, 《》 or quotes near


@dataclass(frozen=True)
class KnownNotice:
    """A notice known to exist before any crawl: where it stands, and what it states of itself."""

    issuers: tuple[str, ...]  # lead first
    day: str  # "2021-07-19", "2021", or "" where not even the year is known
    precision: str  # day, year, unknown
    basis: str  # stated, observed (only the address tells)
    title: str = ""
    url: str = ""
    also: tuple[str, ...] = ()  # other official addresses of the same posting
    number: int | None = None  # 总第N批 of its series
    year: int | None = None
    in_year: int | None = None
    stated: str = ""  # as the notice has it: "145", "93+45", "107+13 SDK"
    rectify_by: str = ""
    carrier: str = ""
    checked: bool = False  # a second source agrees

    @property
    def apps(self) -> int | None:
        """The stated number; its parts added up."""
        return sum(map(int, re.findall(r"\d+", self.stated))) if self.stated else None


@dataclass(frozen=True)
class RunningTotal:
    """What an authority itself said of its series by a day."""

    issuer: str
    day: str
    lists: int
    apps: int
    source: str
    source_en: str


def _toml(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _terms(entries: dict[str, Any]) -> dict[str, Term]:
    return {
        code: Term(code, d["zh"], d["en"], tuple(d.get("match", d.get("also", ()))), d.get("group", ""))
        for code, d in entries.items()
    }


@cache
def violations() -> dict[str, Term]:
    """Violation types by code; `also` are further wordings."""
    return _terms(_toml("violations.toml"))


@cache
def issuers() -> dict[str, Term]:
    """Authorities by code, provincial ones included."""
    return _terms(_toml("issuers.toml"))


@cache
def laws() -> dict[str, Term]:
    """Laws and rules by code."""
    return _terms(_toml("laws.toml"))


@cache
def codes(section: str) -> dict[str, Term]:
    """A small closed list: actions, deadlines, documents, app_kinds, outcomes, issuer_roles, roles."""
    return _terms(_toml("codes.toml")[section])


@cache
def companies() -> dict[str, CuratedCompany]:
    """Curated companies by key."""
    return {
        d["key"]: CuratedCompany(
            d["key"],
            d["zh"],
            d["en"],
            tuple(d.get("names", ())),
            tuple(d.get("legal", ())),
            d.get("parent", ""),
            d.get("context", False),
        )
        for d in _toml("companies.toml").get("company", [])
    }


@cache
def apps() -> dict[str, CuratedApp]:
    """Curated apps by key."""
    return {
        d["key"]: CuratedApp(
            d["key"],
            d["zh"],
            d["en"],
            d["company"],
            tuple(d.get("names", ())),
            d.get("kind", "app"),
            d.get("service", False),
            d.get("context", False),
        )
        for d in _toml("apps.toml").get("app", [])
    }


@cache
def traps() -> tuple[str, ...]:
    """Ordinary phrases that hold a curated name's characters by chance: a match inside one is no match."""
    return tuple(_toml("traps.toml")["traps"])


@cache
def known_notices() -> tuple[KnownNotice, ...]:
    """The index of known notices: MIIT's series in order, then the others, newest first."""
    return tuple(
        KnownNotice(**{**d, "issuers": tuple(d["issuers"]), "also": tuple(d.get("also", ()))})
        for d in _toml("known_notices.toml")["notice"]
    )


@cache
def running_totals() -> tuple[RunningTotal, ...]:
    """What authorities said of their own series, the earliest first."""
    return tuple(RunningTotal(**entry) for entry in _toml("running_totals.toml")["total"])


@cache
def places() -> frozenset[str]:
    """Short Chinese names of provinces and of cities: 广东, 深圳."""
    provinces = {entry["short"] for entry in _toml("provinces.toml").values()}
    return frozenset(provinces.union(*(entry["zh"] for entry in _toml("cities.toml").values())))


@cache
def hosts() -> dict[str, str]:
    """Official host (without www.) → the code of the authority that runs it."""
    return dict(_toml("hosts.toml")["hosts"])


@cache
def reprinting_hosts() -> frozenset[str]:
    """Official hosts that also carry what others issued: there a title or signature goes before the host."""
    return frozenset(_toml("hosts.toml")["reprints"])


def issuer_of_host(address: str) -> str | None:
    """The authority whose site an address (or bare host) is on; None for anybody else's."""
    host = (urlsplit(address if "//" in address else f"//{address}").hostname or "").removeprefix("www.")
    return hosts().get(host)


def label(section: str, code: str, language: str) -> str:
    """What readers see for a code; the code itself where it has no label."""
    tables = {"violations": violations, "issuers": issuers, "laws": laws}
    terms = tables[section]() if section in tables else codes(section)
    term = terms.get(code)
    return (term.zh if language == "zh" else term.en) if term else code


@cache
def _simplify() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """NFKC, simplified characters, case folded."""
    plain = text.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate breaks the converter
    return str(_simplify().convert(unicodedata.normalize("NFKC", plain))).casefold()


@lru_cache(maxsize=50_000)
def fold(name: str) -> str:
    """The match key of a name: NFKC, case folded, simplified characters, no white space, quotes or 《》."""
    return re.sub(r"[\s\"'“”‘’«»《》〈〉「」『』]+", "", simplified(name))
