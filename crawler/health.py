"""Whether sites answer, and whether a crawl brought what it should: the named checks at the end of a run."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from crawler.guard import address_refusal, refusal
from crawler.layouts import written_in
from crawler.page import Source
from crawler.work import TOLD, Work
from settings import USER_AGENT
from store.records import Check

IN_ALL = 18.0  # seconds for all hosts together


@dataclass(frozen=True)
class Answer:
    """What a site said when it was asked for its base address."""

    ok: bool
    text: str


def probe(
    sources: Sequence[Source], timeout: float = 10.0, allow: frozenset[str] = frozenset()
) -> dict[str, Answer]:
    """Ask each distinct host once, all side by side; by source id. Any HTTP answer counts as one."""
    return asyncio.run(_probe(sources, timeout, allow))


async def _probe(sources: Sequence[Source], timeout: float, allow: frozenset[str]) -> dict[str, Answer]:
    bases: dict[str, str] = {}
    for source in sources:
        bases.setdefault(urlsplit(source.base).netloc, source.base)
    connector = aiohttp.TCPConnector(resolver=GuardedNames(allow), ssl=False, limit=0)
    async with aiohttp.ClientSession(connector=connector, headers={"User-Agent": USER_AGENT}) as session:
        asked = {host: asyncio.create_task(_ask(session, url, timeout, allow)) for host, url in bases.items()}
        if asked:
            await asyncio.wait(asked.values(), timeout=IN_ALL)
        answers = {
            host: task.result() if task.done() else Answer(False, "timed out") for host, task in asked.items()
        }
        for task in asked.values():
            task.cancel()
    return {source.id: answers[urlsplit(source.base).netloc] for source in sources}


async def _ask(session: aiohttp.ClientSession, url: str, timeout: float, allow: frozenset[str]) -> Answer:
    reason = refusal(url, allow)
    if reason:
        return Answer(False, reason)
    try:
        limit = aiohttp.ClientTimeout(total=timeout)
        async with session.get(f"{url}/", timeout=limit, allow_redirects=False) as response:
            return Answer(True, f"answered {response.status}")
    except TimeoutError:
        return Answer(False, "timed out")
    except aiohttp.ClientConnectorDNSError as error:
        return Answer(
            False, str(error.os_error) if isinstance(error.os_error, PrivateAddress) else "no such host"
        )
    except aiohttp.ClientConnectorError as error:
        refused = isinstance(error.os_error, ConnectionRefusedError)
        return Answer(False, "refused" if refused else f"no connection: {error.os_error}")
    except (aiohttp.ClientError, OSError) as error:
        return Answer(False, f"no answer: {type(error).__name__}")


class PrivateAddress(OSError):
    """A name that leads to an address inside."""


class GuardedNames(AbstractResolver):
    """Names, except those that lead to private addresses and are not allowed."""

    def __init__(self, allow: frozenset[str]) -> None:
        self.allow, self.plain = allow, ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        """The addresses of `host`. Raises PrivateAddress."""
        found = await self.plain.resolve(host, port, family)
        if not {host, f"{host}:{port}"} & self.allow:
            for one in found:
                reason = address_refusal(one["host"])
                if reason:
                    raise PrivateAddress(f"{host} leads to {reason}")
        return found

    async def close(self) -> None:
        """Nothing is held."""


def checks(work: Work, given: bool = False) -> list[Check]:
    """What must hold at the end of a source's crawl; `given`: of addresses that a person gave, without its lists."""
    return _items(work) if given else [*_lists(work), *_items(work)]


def _items(work: Work) -> list[Check]:
    return [
        Check(
            name="no empty answers", passed=not work.empty, text=f"{work.empty} answers with nothing in them"
        ),
        Check(name="items read", passed=not work.faults, text=_told(work.faults, "all items read")),
        Check(name="attachments", passed=not work.missing, text=_told(work.missing, "all attachments came")),
    ]


def _lists(work: Work) -> list[Check]:
    source = work.source
    least = min(work.rows.values(), default=0)
    quiet = _silence(work.newest)
    found = [
        Check(
            name="lists answered",
            passed=not work.list_faults and not work.given_up,
            text="; ".join([*work.list_faults, work.given_up])[:500].strip("; ")
            or f"{len(work.rows)} lists read",
        ),
        Check(
            name="rows",
            passed=bool(work.rows) and least >= source.min_rows,
            text=f"{source.id}: list gave {least} rows, wanted {source.min_rows} ({where(source)})",
        ),
        Check(name="titles", passed=not work.untitled, text=f"{work.untitled} rows without a title"),
    ]
    if source.silent_days is not None:
        late = quiet is None or quiet > source.silent_days
        text = f"newest item is {quiet} days old" if quiet is not None else "no item shows a day"
        found.append(
            Check(name="not silent", passed=not late, text=f"{text}, {source.silent_days} are usual")
        )
    return found


def where(source: Source) -> str:
    """The files to open when a source has changed."""
    return f"{source.file}, {written_in(source.layout)}, tests/fixtures/sites/{source.id}"


def _told(faults: list[str], good: str) -> str:
    more = f" … and {len(faults) - TOLD} more" if len(faults) > TOLD else ""
    return "; ".join(faults[:TOLD]) + more if faults else good


def _silence(newest: str) -> int | None:
    return (datetime.now(UTC).date() - datetime.fromisoformat(newest).date()).days if newest else None


def verdict(work: Work, found: Sequence[Check]) -> str:
    """ok, warning, failed or blocked."""
    if work.blocked and not work.counts["fetched"] and not work.rows:
        return "blocked"
    failed = {check.name for check in found if not check.passed}
    if failed & {"lists answered", "rows"}:
        return "failed"
    return "warning" if failed else "ok"
