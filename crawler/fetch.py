"""One page at a time without a crawl, for a look at a site: guarded like the crawl, as polite, and keeping nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser

import aiohttp

from crawler.guard import refusal
from crawler.layouts import layout
from crawler.page import Ask, Source
from crawler.probe import GuardedNames, PrivateAddress
from settings import USER_AGENT

LARGEST = 20 * 1024 * 1024  # bytes
HOPS = 5
SECONDS = 30.0


class Unreachable(Exception):
    """No answer: the text says why."""


class Forbidden(Exception):
    """The site's robots.txt, or our own guard, does not allow it."""


@dataclass(frozen=True)
class Got:
    """One answer, its headers' names in small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Visitor:
    """Asks pages of sources, each host one at a time with a pause between, its robots.txt first."""

    allow: frozenset[str]
    delay: float
    agent: str = USER_AGENT
    session: aiohttp.ClientSession | None = None
    asked: dict[str, float] = field(default_factory=dict)  # by host: when it was asked last
    robots: dict[str, RobotFileParser] = field(default_factory=dict)

    async def __aenter__(self) -> Self:
        connector = aiohttp.TCPConnector(resolver=GuardedNames(self.allow), limit=0)
        self.session = aiohttp.ClientSession(connector=connector)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.session is not None:
            await self.session.close()

    async def get(self, source: Source, url: str, ask: Ask | None = None) -> Got:
        """The answer to `ask`, or of the article at `url`. Raises Unreachable, Forbidden."""
        headers = {**layout(source.layout).headers(source, url), **(ask.headers if ask else {})}
        headers["User-Agent"] = source.user_agent or self.agent
        await self._may(url, headers)
        form = dict(ask.form) if ask and ask.method == "POST" else None
        for _ in range(HOPS):
            got = await self._once(url, headers, form)
            if got.status not in (301, 302, 303, 307, 308) or "location" not in got.headers:
                return got
            url, form = urljoin(url, got.headers["location"]), None
            await self._may(url, headers)
        raise Unreachable(f"more than {HOPS} redirects")

    async def _may(self, url: str, headers: Mapping[str, str]) -> None:
        reason = refusal(url, self.allow)
        if reason:
            raise Forbidden(reason)
        at = urlsplit(url)
        if at.netloc not in self.robots:
            rules = RobotFileParser()
            got = await self._once(f"{at.scheme}://{at.netloc}/robots.txt", headers, None)
            rules.parse(got.body.decode("utf-8", "replace").splitlines() if got.status == 200 else [])
            self.robots[at.netloc] = rules
        if not self.robots[at.netloc].can_fetch("Tongbao", url):
            raise Forbidden("robots.txt forbids")

    async def _once(self, url: str, headers: Mapping[str, str], form: Mapping[str, str] | None) -> Got:
        host = urlsplit(url).netloc
        await asyncio.sleep(max(0.0, self.asked.get(host, 0.0) + self.delay - time.monotonic()))
        assert self.session is not None
        method = "GET" if form is None else "POST"
        limit = aiohttp.ClientTimeout(total=SECONDS)
        try:
            async with self.session.request(
                method, url, headers=headers, data=form, timeout=limit, allow_redirects=False
            ) as answer:
                body = await answer.content.read(LARGEST + 1)
                while len(body) <= LARGEST and (more := await answer.content.read(LARGEST)):
                    body += more
                if len(body) > LARGEST:
                    raise Unreachable("answer too large")
                lower = {name.lower(): value for name, value in answer.headers.items()}
                return Got(url, answer.status, lower, body)
        except TimeoutError:
            raise Unreachable("timed out") from None
        except aiohttp.ClientConnectorDNSError as error:
            inside = isinstance(error.os_error, PrivateAddress)
            raise (Forbidden(str(error.os_error)) if inside else Unreachable("no such host")) from None
        except (aiohttp.ClientError, OSError) as error:
            cause = getattr(error, "os_error", None)
            refused = isinstance(cause, ConnectionRefusedError)
            raise Unreachable("refused" if refused else f"no answer: {type(error).__name__}") from None
        finally:
            self.asked[host] = time.monotonic()
