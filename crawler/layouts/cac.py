"""The CAC family: a list by JSON (`/cms/JsonList`), its static first page as a second way, and article pages.

Without a Referer these hosts answer 200 with nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bs4 import Tag

from crawler.layouts.address import resolve
from crawler.layouts.days import published
from crawler.layouts.files import attachments
from crawler.layouts.rows import rows
from crawler.layouts.text import clean_html, meta, page, read_json, select, text_of, unmarked
from crawler.page import Ask, LayoutChanged, Link, Listing, Page, Source

OPTIONS = frozenset({"hosts", "delay", "perPage"})
CHANNEL = re.compile(r"(A\d{4,})(?:index_\d+\.htm)?$")

LATER = re.compile(r"index_(?!1\.)\d+\.htm$")


def start(source: Source) -> list[Ask]:
    """One JSON question per channel; its static first page where that does not answer."""
    return [_ask(source, path, 1) for path in source.lists]


def _ask(source: Source, path: str, no: int) -> Ask:
    found = CHANNEL.search(path)
    if found is None:
        raise LayoutChanged(f"list {path!r} names no channel: wanted …/A093702index_1.htm or A093702")
    size = int(source.options.get("perPage", 20))
    form = {
        "channelCode": found.group(1),
        "perPage": str(size),
        "pageno": str(no),
        "condition": "0",
        "fuhao": "=",
        "value": "",
    }
    static = path.endswith(".htm")
    referer = source.join(path) if static else source.join("/")
    again = Ask(
        url=referer, kind="list", headers={"Referer": source.join("/")}, state={"path": path, "way": "static"}
    )
    return Ask(
        url=source.join("/cms/JsonList"),
        kind="list",
        page=no,
        method="POST",
        form=form,
        headers={"Referer": referer, "X-Requested-With": "XMLHttpRequest"},
        state={"path": path, "way": "json", "size": str(size)},
        otherwise=again if static and no == 1 else None,
    )


def listing(source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
    """Rows of the JSON answer or of the static page. The static way shows its first page only."""
    if ask.state["way"] == "static":
        if not body.strip() and LATER.search(ask.state["path"]):
            return Listing()  # the static list ends with its first page, what follows is there and empty
        tree = page(body, headers)
        links = rows(source, url, tree.select_one("#loadingInfoPage") or tree)
        if not links:
            raise LayoutChanged("list page gave 0 rows: wanted #loadingInfoPage li a")
        return Listing(links=links)
    answer = read_json(body, headers)
    found = answer.get("list") if isinstance(answer, dict) else None
    if not isinstance(found, list) or (not found and ask.page == 1):
        raise LayoutChanged(f"JsonList gave 0 rows: wanted 'list' of rows, found {str(answer)[:100]!r}")
    return _json(source, ask, url, found, answer.get("totalRec"))


def _json(source: Source, ask: Ask, url: str, found: list[Any], count: object) -> Listing:
    from_row = [_row(source, url, row) for row in found if isinstance(row, dict)]
    links = tuple(link for link in from_row if link.url)
    total = int(str(count)) if str(count).isdigit() else None
    more = bool(links) and total is not None and ask.page * int(ask.state["size"]) < total
    return Listing(
        links=links, then=(_ask(source, ask.state["path"], ask.page + 1),) if more else (), total=total
    )


def _row(source: Source, url: str, row: dict[str, Any]) -> Link:
    return Link(
        url=resolve(source, url, str(row.get("infourl") or "")),
        title=unmarked(str(row.get("topic") or "")),
        day=str(row.get("pubtime") or "").removesuffix(".0"),
    )


def article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """An article: its navigation is printed twice around it, so only its own elements count."""
    tree = page(body, headers)
    title = text_of(select(tree, ".main-title h1.title", "h1.title", ".main-title h1", "#title"))
    place = select(tree, "#BodyLabel", ".TRS_Editor", ".main-content")
    if place is None or not title:
        raise LayoutChanged(
            f"article: wanted h1.title and #BodyLabel, found title {title!r} in {text_of(tree.title)!r}"
        )
    info = text_of(select(tree, ".main-title .info", ".info"))
    named = re.search(r"来源\s*[:：]\s*([^\s【]+)", info)
    day, warnings = published((text_of(tree.select_one("#pubtime")) or info,), title, url)
    return Page(
        title=title,
        body_html=clean_html(place),
        published=day,
        source_printed=named.group(1) if named else "",
        site_name=meta(tree, "SiteName") or _site(tree.title),
        attachments=attachments(source, url, [place]),
        warnings=warnings,
    )


def _site(title: Tag | None) -> str:
    return text_of(title).rpartition("_")[2] if "_" in text_of(title) else ""


def headers(source: Source, url: str) -> Mapping[str, str]:
    """Nothing comes back without one."""
    return {"Referer": source.join("/")}
