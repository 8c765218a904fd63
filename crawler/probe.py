"""Whether sites answer: every host is asked once, all side by side."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver

from crawler.guard import address_refusal, refusal
from crawler.page import Source
from settings import USER_AGENT

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
