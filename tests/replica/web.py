"""What passes between the server and the families of sites: request, answer, and where a site is mounted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template

FOLDER = Path(__file__).resolve().parent
MARK = '<div class="replica-mark">示例 example — replica, not an official page</div>'


@dataclass(frozen=True)
class Request:
    """One request to a site; `path` is below the site's root, names of headers are lower case."""

    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    """One answer, before the server adds the headers that all answers carry.

    `pause` is waited after each byte; `short` closes the connection when half of the promised body is sent.
    """

    body: bytes
    media_type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    pause: float = 0.0
    short: bool = False


@dataclass(frozen=True)
class Place:
    """Where a site is mounted: `host` with port; `root`, the path before its own, has no slash at its end."""

    host: str
    root: str

    def path(self, path: str) -> str:
        """`path` as a root-relative link, as the real pages write it."""
        return f"{self.root}{path}"

    def bare(self, path: str) -> str:
        """`path` as a protocol-relative link."""
        return f"//{self.host}{self.root}{path}"

    def full(self, path: str) -> str:
        """`path` as an absolute address."""
        return f"http://{self.host}{self.root}{path}"


def html(text: str, charset: str = "") -> Answer:
    """An HTML answer. With a `charset`, only the page itself declares it, as old pages do."""
    if charset:
        return Answer(text.encode("gb18030" if charset.startswith("gb") else charset), "text/html")
    return Answer(text.encode())


def js(value: object) -> Answer:
    """A JSON answer."""
    return Answer(json.dumps(value, ensure_ascii=False).encode(), "application/json;charset=UTF-8")


def xml(text: str, kind: str = "application/xml") -> Answer:
    """An XML answer."""
    return Answer(text.encode(), f"{kind}; charset=UTF-8")


def missing() -> Answer:
    """A page that is not there."""
    return Answer(f"<html><body><h1>404</h1>{MARK}</body></html>".encode(), status=404)


def fill(template: str, raw: Mapping[str, str] | None = None, **text: str) -> str:
    """The template with `text` escaped and `raw` as it is; the visible mark is put in everywhere."""
    values = {name: escape(value) for name, value in text.items()} | dict(raw or {}) | {"mark": MARK}
    return Template((FOLDER / "templates" / template).read_text(encoding="utf-8")).substitute(values)
