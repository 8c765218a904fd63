"""Downloader middleware for sources whose pages need a browser: the optional extra `tongbao[browser]`.

A page is rendered by a Chromium without a screen; each request that the page makes of itself is guarded like ours.
"""

from __future__ import annotations

import asyncio
import base64
import importlib.util
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DownloadFailedError, DownloadTimeoutError
from scrapy.http import HtmlResponse, Request, Response

from crawler.guard import SCHEMES, address_refusal, refusal
from crawler.manners import proxy
from crawler.page import Source
from crawler.work import Work

if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import Playwright, ProxySettings, Route

SECONDS = 30.0  # for one page with all that it loads
LARGEST = 10 * 1024 * 1024  # characters of a rendered page
LOADED = ("document", "script", "xhr", "fetch", "stylesheet")  # no pictures, fonts or films


def missing(source: Source) -> str:
    """Why this deployment cannot render the source's pages; empty where it can or need not."""
    if not source.browser or importlib.util.find_spec("playwright"):
        return ""
    return "needs the browser extra: pip install 'tongbao[browser]'"


class Browser:
    """Renders the pages of sources that want it, files excepted; all other requests pass."""

    def __init__(self, crawler: Crawler) -> None:
        self.allow = frozenset(crawler.settings.getlist("GUARD_ALLOW"))
        self.agent = str(crawler.settings["USER_AGENT"])
        self.path = str(crawler.settings["CHROMIUM"]) or None
        self.playwright: Playwright | None = None
        self.chromium: Chromium | None = None
        self.alone = asyncio.Lock()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Browser:
        made = cls(crawler)
        crawler.signals.connect(made.close, signal=signals.spider_closed)
        return made

    async def process_request(self, request: Request) -> Response | None:
        """The rendered page as an answer."""
        work = request.meta.get("work")
        if not isinstance(work, Work) or not work.source.browser or request.meta.get("begun"):
            return None
        from playwright.async_api import Error

        try:
            async with self.alone, asyncio.timeout(SECONDS):
                return await self._render(request, work.source)
        except TimeoutError:
            raise DownloadTimeoutError("the page did not settle in the browser") from None
        except Error as error:
            raise DownloadFailedError(f"the browser says: {str(error).splitlines()[0][:150]}") from None

    async def _render(self, request: Request, source: Source) -> Response:
        chromium = await self._start()
        context = await chromium.new_context(
            user_agent=source.user_agent or self.agent,
            proxy=_proxy(source),
            service_workers="block",
            accept_downloads=False,
        )
        try:
            await context.route("**/*", self._guard)
            page = await context.new_page()
            answer = await page.goto(request.url, wait_until="networkidle", timeout=SECONDS * 1000)
            body = (await page.content())[:LARGEST].encode()
            status = answer.status if answer else 200
            headers = {"Content-Type": "text/html; charset=utf-8"}
            if answer and (origin := await answer.header_value("x-tongbao-origin")):
                headers["X-Tongbao-Origin"] = origin
            return HtmlResponse(page.url, status=status, headers=headers, body=body, request=request)
        finally:
            await context.close()

    async def _guard(self, route: Route) -> None:
        """Let a request through that leads to a public host and is needed to read the page."""
        url = route.request.url
        if route.request.resource_type in LOADED and not refusal(url, self.allow) and await self._public(url):
            await route.continue_()
        else:
            await route.abort()

    async def _public(self, url: str) -> bool:
        """Whether the name leads to public addresses only, unless the deployment allows it."""
        at = urlsplit(url)
        host, port = at.hostname or "", at.port or SCHEMES[at.scheme]
        if {host, f"{host}:{port}"} & self.allow:
            return True
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError:
            return False
        return not any(address_refusal(str(address[4][0])) for address in found)

    async def _start(self) -> Chromium:
        if self.chromium is None:
            from playwright.async_api import async_playwright

            self.playwright = await async_playwright().start()
            self.chromium = await self.playwright.chromium.launch(executable_path=self.path)
        return self.chromium

    async def close(self) -> None:
        """End the browser with the crawl."""
        if self.chromium is not None:
            await self.chromium.close()
        if self.playwright is not None:
            await self.playwright.stop()


def _proxy(source: Source) -> ProxySettings | None:
    """The source's proxy as the browser wants it told."""
    address, login = proxy(source)
    if not address:
        return None
    user, _, password = base64.b64decode(login.removeprefix(b"Basic ")).decode("latin-1").partition(":")
    return {"server": address, "username": user, "password": password} if login else {"server": address}
