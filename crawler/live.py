"""A look at live sources: one list and one article of each, and in a line whether they are what their layout expects."""

from __future__ import annotations

import asyncio
import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from crawler.fetch import Forbidden, Got, Unreachable, Visitor
from crawler.health import where
from crawler.layouts import layout
from crawler.page import Ask, Blocked, LayoutChanged, Listing, Source
from crawler.saved_page import Taken, save
from settings import USER_AGENT, ConfigurationError, Settings

STEPS = 4  # requests that lead from a list's address to its rows
REFUSALS = (401, 403, 412, 429, 521)
State = Literal["passed", "changed", "blocked", "unreachable"]


@dataclass(frozen=True)
class Look:
    """What one source showed. `pages` are the list and the article as they came."""

    source: Source
    state: State
    text: str
    pages: tuple[Taken, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether this was a live check: passed, and no example site passed itself off as the real one."""
        examples = any(p.headers.get("x-tongbao-origin", "").strip() == "example" for p in self.pages)
        return self.state == "passed" and not (examples and self.source.origin == "live")


def look(sources: Sequence[Source], settings: Settings, out: Path | None = None) -> list[Look]:
    """Look at each source, hosts side by side, and save the pages as cases below `out`."""
    found = asyncio.run(_look(sources, settings))
    return [_saved(one, out) for one in found] if out else found


def _saved(one: Look, out: Path) -> Look:
    """The same, with a word where a page could not be saved as a case."""
    for page in one.pages:
        try:
            save(one.source, f"live-{page.what}", page, out, force=True)
        except ConfigurationError as error:
            one = dataclasses.replace(one, text=f"{one.text}; {page.what} not saved: {error}")
    return one


def fetch(source: Source, url: str, settings: Settings) -> Taken:
    """One page of a source: a list if the catalogue has its address, an article otherwise. Raises ConfigurationError."""
    try:
        return asyncio.run(_fetch(source, url, settings))
    except (Unreachable, Forbidden, Blocked, LayoutChanged) as error:
        raise ConfigurationError(f"{url} did not come: {error}") from None


async def _look(sources: Sequence[Source], settings: Settings) -> list[Look]:
    by_host: dict[str, list[Source]] = {}
    for source in sources:
        by_host.setdefault(urlsplit(source.base).netloc, []).append(source)
    async with _visitor(settings) as visitor:
        found = await asyncio.gather(*(_one_host(visitor, group) for group in by_host.values()))
    by_id = {one.source.id: one for group in found for one in group}
    return [by_id[source.id] for source in sources]


def _visitor(settings: Settings) -> Visitor:
    contact = settings.contact
    agent = USER_AGENT.replace("https://tongbao.invalid/contact", contact) if contact else USER_AGENT
    return Visitor(settings.allow_hosts, settings.crawl_delay, agent)


async def _one_host(visitor: Visitor, sources: Sequence[Source]) -> list[Look]:
    return [await _one(visitor, source) for source in sources]


async def _one(visitor: Visitor, source: Source) -> Look:
    if source.browser or source.proxy:
        need = "a browser" if source.browser else f"the proxy in {source.proxy}"
        return Look(source, "unreachable", f"needs {need}, which this look does not use")
    pages: list[Taken] = []
    try:
        listing = await _list(visitor, source, pages)
        rows = len(listing.links)
        if rows < source.min_rows:
            raise LayoutChanged(f"list gave {rows} rows, wanted {source.min_rows}")
        article = await _article(visitor, source, listing.links[0].url)
        pages.append(article)
        page = layout(source.layout).article(source, article.body, article.headers, article.url)
        day = page.published.value[:10] if page.published else "no day"
        return Look(source, "passed", f"{rows} rows, the first reads ({day})", tuple(pages))
    except Unreachable as error:
        return Look(source, "unreachable", str(error), tuple(pages))
    except (Blocked, Forbidden) as error:
        return Look(source, "blocked", str(error), tuple(pages))
    except LayoutChanged as error:
        return Look(source, "changed", f"{error} ({where(source)})", tuple(pages))


async def _list(visitor: Visitor, source: Source, pages: list[Taken]) -> Listing:
    """The first list's rows, followed from its address through its shells; `pages` gets the last page, read or not."""
    ask: Ask | None = layout(source.layout).start(source)[0]
    for _ in range(STEPS):
        assert ask is not None
        got = await visitor.get(source, ask.url, ask)
        try:
            _good(got)
            pages[:] = [Taken("list", got.url, got.headers, got.body, ask)]
            listing = layout(source.layout).listing(source, ask, got.body, got.headers, got.url)
        except (Blocked, LayoutChanged):
            if ask.otherwise is None:
                raise
            ask = ask.otherwise
            continue
        follow = next((then for then in listing.then if then.page == 1), None)
        if listing.links or follow is None:
            return listing
        ask = follow
    raise LayoutChanged(f"no rows after {STEPS} requests")


async def _article(visitor: Visitor, source: Source, url: str) -> Taken:
    got = await visitor.get(source, url)
    _good(got)
    return Taken("article", got.url, got.headers, got.body)


async def _fetch(source: Source, url: str, settings: Settings) -> Taken:
    async with _visitor(settings) as visitor:
        if url not in {source.join(path) for path in source.lists}:
            return await _article(visitor, source, url)
        pages: list[Taken] = []
        try:
            await _list(visitor, source, pages)
        except (LayoutChanged, Blocked):
            if not pages:  # a page that its layout cannot read is what a case is wanted for
                raise
        return pages[0]


def _good(got: Got) -> None:
    if got.status in REFUSALS:
        raise Blocked(f"HTTP {got.status}")
    if got.status != 200:
        raise LayoutChanged(f"HTTP {got.status}")
    if not got.body:
        raise Blocked("an answer with nothing in it")


def set_checked(source: Source, day: date) -> None:
    """Write the day into the source's entry of the catalogue. Raises ConfigurationError if that cannot be done."""
    name, _, first = source.file.rpartition(":")
    path = Path(name)
    try:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        head = next(
            n
            for n, text in enumerate(lines)
            if re.match(rf'\s*id\s*=\s*["\']{re.escape(source.id)}["\']', text)
        )
    except (OSError, StopIteration):
        raise ConfigurationError(f"{path}: the entry {source.id} (line {first}) cannot be changed") from None
    end = next((n for n in range(head + 1, len(lines)) if lines[n].lstrip().startswith("[")), len(lines))
    line = f'checked = "{day.isoformat()}"\n'
    old = next((n for n in range(head, end) if re.match(r"\s*checked\s*=", lines[n])), None)
    if old is None:
        lines.insert(head + 1, line)
    else:
        lines[old] = line
    path.write_text("".join(lines), encoding="utf-8")
