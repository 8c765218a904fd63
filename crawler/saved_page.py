"""A fetched page as a test case: `<folder>/<source>/<case>/{page.html, meta.json, expected.json}`."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from crawler.filler import page as without_prose
from crawler.layouts import layout
from crawler.page import Ask, Blocked, LayoutChanged, Source
from settings import ConfigurationError
from store.records import Stamp

HEADERS = ("content-type", "last-modified")
What = Literal["list", "article"]


@dataclass(frozen=True)
class Taken:
    """A page as it came. `ask` is what a list was asked by."""

    what: What
    url: str
    headers: Mapping[str, str]
    body: bytes
    ask: Ask | None = None


def save(source: Source, case: str, taken: Taken, folder: Path, force: bool = False) -> Path:
    """Write the case and return its folder. Raises ConfigurationError where there is one of that name already."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", case):
        raise ConfigurationError(f"case {case!r} must be of small letters, digits, dots and hyphens")
    target = folder / source.id / case
    if target.exists() and not force:
        raise ConfigurationError(
            f"{target} is there already: choose another name, or overwrite it with --force"
        )
    if source.kind == "press":
        taken = _filled(source, taken)
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("page.*"):
        old.unlink()
    (target / f"page.{_ending(taken)}").write_bytes(taken.body)
    _write(target / "meta.json", _meta(source, taken))
    _write(target / "expected.json", read(source, taken))
    return target


def read(source: Source, taken: Taken) -> dict[str, Any]:
    """What the source's layout says of the page, as plain data; also when it does not like it."""
    family = layout(source.layout)
    try:
        if taken.what == "article":
            data = dataclasses.asdict(family.article(source, taken.body, taken.headers, taken.url))
        else:
            ask = taken.ask or Ask(taken.url, "list")
            data = dataclasses.asdict(family.listing(source, ask, taken.body, taken.headers, taken.url))
    except (LayoutChanged, Blocked) as error:
        data = {"raises": type(error).__name__, "text": str(error)}
    plain: dict[str, Any] = json.loads(json.dumps(data, ensure_ascii=False, default=Stamp.model_dump))
    return plain


def _filled(source: Source, taken: Taken) -> Taken:
    """The page without its prose. Raises ConfigurationError if the layout would read other facts off it."""
    text = taken.body.decode(_charset(taken), "replace")
    body = re.sub(r"(?i)(charset=[\"']?|encoding=[\"'])[\w-]+", r"\1utf-8", without_prose(text)).encode()
    headers = {k: v for k, v in taken.headers.items() if k != "content-type"}
    headers["content-type"] = (
        taken.headers.get("content-type", "text/html").partition(";")[0] + "; charset=utf-8"
    )
    made = dataclasses.replace(taken, body=body, headers=headers)
    before, after = _facts(read(source, taken)), _facts(read(source, made))
    if before != after:
        raise ConfigurationError(
            f"without its sentences the page would read otherwise ({before} and {after}): make this case by hand"
        )
    return made


def _charset(taken: Taken) -> str:
    said = re.search(rb"charset=[\"']?([\w-]+)", taken.body[:2048])
    declared = taken.headers.get("content-type", "").partition("charset=")[2].strip()
    name = (declared or (said.group(1).decode() if said else "utf-8")).lower()
    return "gb18030" if name in ("gb2312", "gbk") else name


def _facts(found: Mapping[str, Any]) -> tuple[object, ...]:
    stamp = found.get("published") or {}
    links = [(link["url"], link["day"]) for link in found.get("links", [])]
    return (found.get("raises"), stamp.get("value"), [a["url"] for a in found.get("attachments", [])], links)


def _ending(taken: Taken) -> str:
    head = taken.body[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith((b"{", b"[")):
        return "json"
    return "xml" if head.startswith((b"<?xml", b"<rss", b"<feed", b"<urlset")) else "html"


def _meta(source: Source, taken: Taken) -> dict[str, Any]:
    meta: dict[str, Any] = {
        "layout": source.layout,
        "kind": source.kind,
        "language": source.language,
        "base": source.base,
        "url": taken.url,
        "what": taken.what,
        "headers": {k: v for k, v in taken.headers.items() if k in HEADERS},
        "options": dict(source.options),
        "lists": list(source.lists),
        "source": source.id,
        "saved": datetime.now(UTC).date().isoformat(),
    }
    if taken.what == "list":
        ask = taken.ask or Ask(taken.url, "list")
        given = {k: v for k, v in dataclasses.asdict(ask).items() if v and k != "otherwise"}
        meta["ask"] = given
    return meta


def _write(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
