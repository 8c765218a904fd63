"""Why a request brought nothing, in a few words; and the second and third try, with growing pauses."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from scrapy.http import Request, Response

from crawler.guard import GuardedResolver
from crawler.manners import seconds_after
from crawler.work import PATIENCE, Work

AGAIN = frozenset({403, 408, 429, 500, 502, 503, 504, 521, 522, 524})
REFUSING = frozenset({403, 429, 503, 521})  # answers of a host that does not want to be asked now
TRIES = 2  # after the first
LONGEST = 60.0  # seconds between two tries
PASSING = (DownloadConnectionRefusedError, DownloadTimeoutError, DownloadFailedError, ResponseDataLossError)
NETWORK = (
    *PASSING,
    CannotResolveHostError,
    DownloadCancelledError,
    UnsupportedURLSchemeError,
    IgnoreRequest,
    OSError,
)
WORDS = {
    CannotResolveHostError: "no such host",
    DownloadConnectionRefusedError: "refused",
    DownloadTimeoutError: "timed out",
    DownloadCancelledError: "answer too large",
    ResponseDataLossError: "answer cut short",
}


def reason(error: BaseException, host: str = "") -> str:
    """What went wrong, for a person."""
    if isinstance(error, CannotResolveHostError) and host in GuardedResolver.refused:
        return GuardedResolver.refused[host]
    known = next((text for kind, text in WORDS.items() if isinstance(error, kind)), "")
    said = str(error).strip().splitlines()
    return known or (said[0][:200] if said else type(error).__name__)


class BackOff:
    """Downloader middleware: tries again what may pass, and slows an overloaded host down meanwhile.

    A host that is not there at all is not overloaded: it is not slowed down, and after `PATIENCE` connections in a row
    that failed nothing more is tried twice, so that its sources end soon when a network is cut in the middle of a crawl.
    """

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.silent: Counter[str] = Counter()  # by host: connections in a row that failed
        self.pause = crawler.settings.getfloat("DOWNLOAD_DELAY")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> BackOff:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """A refusal, an overload or an empty page is tried again."""
        self.silent[_host(request)] = 0
        empty = response.status == 200 and not response.body and "work" in request.meta
        if response.status not in AGAIN and not empty:
            return response
        self._slow(request)
        after = (response.headers.get("Retry-After") or b"").decode("latin-1")
        least = seconds_after(after, time.time())
        if response.status in REFUSING:
            _refused(request, f"HTTP {response.status}", least)
        if least > LONGEST:
            return response
        return await self._again(request, f"HTTP {response.status}", least) or response

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """So is a connection that failed, unless the host seems to be gone."""
        if not isinstance(exception, PASSING):
            return None
        self.silent[_host(request)] += 1
        return await self._again(request, exception, 0) if self.silent[_host(request)] < PATIENCE else None

    async def _again(self, request: Request, why: str | Exception, least: float) -> Request | None:
        done = int(request.meta.get("retry_times", 0))
        spider = self.crawler.spider
        if spider is None or "work" not in request.meta:
            return None
        again = get_retry_request(
            request,
            spider=spider,
            reason=why,
            max_retry_times=request.meta.get("tries", TRIES),
            give_up_log_level="DEBUG",
        )
        if again is not None:
            await self._rest(min(LONGEST, max(least, self.pause * 4 * 2**done)))
        return again if self.crawler.crawling else None

    async def _rest(self, seconds: float) -> None:
        """Wait, but not longer than the crawl goes on: who stops it does not wait for a second try."""
        until = time.monotonic() + seconds
        while self.crawler.crawling and (left := until - time.monotonic()) > 0:
            await asyncio.sleep(min(left, 0.2))

    def _slow(self, request: Request) -> None:
        engine = self.crawler.engine
        slot = engine.downloader.slots.get(str(request.meta.get("download_slot"))) if engine else None
        if slot is not None:
            slot.delay = min(LONGEST, slot.delay * 2)


def _refused(request: Request, text: str, least: float) -> None:
    """Tell the source whose own host refuses; one that wants to be left alone for long is left at once."""
    work = request.meta.get("work")
    if not isinstance(work, Work) or _host(request) != urlsplit(work.source.base).netloc:
        return
    work.refused(text, least)
    if least > LONGEST and not work.given_up:
        work.given_up = f"{text}: the host asks to be left alone for {round(least / 60)} minutes"


def _host(request: Request) -> str:
    return urlsplit(request.url).netloc
