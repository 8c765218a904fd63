"""Downloader middlewares for how a source wants to be asked: by which agent, through which proxy, how much, until when."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from urllib.parse import unquote, urlsplit

from scrapy.crawler import Crawler
from scrapy.http import Request
from w3lib.http import basic_auth_header

from crawler.guard import Refused
from crawler.page import Source
from crawler.work import Work
from settings import USER_AGENT, Settings


class Left(Refused):
    """A request that this run does not make any more: nothing is held against its address."""


class Manners:
    """Gives each request its source's agent and proxy, and ends a source's run when its time or budget is used."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.by_host = {urlsplit(source.base).hostname: source for source in reversed(sources)}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Manners:
        return cls(crawler.settings["TONGBAO_SOURCES"])

    def process_request(self, request: Request) -> None:
        """Raise Left for what is left to the next run. A robots.txt is asked as its host's pages are."""
        work = request.meta.get("work")
        if isinstance(work, Work):
            if not work.may_ask(bool(request.meta.get("begun"))):
                raise Left(f"left to the next run: {work.ended}")
            source: Source | None = work.source
        else:
            source = self.by_host.get(urlsplit(request.url).hostname)
        if source is not None:
            _dress(request, source)


def _dress(request: Request, source: Source) -> None:
    if source.user_agent:
        request.headers["User-Agent"] = source.user_agent
    if source.proxy:
        address, login = proxy(source)
        request.meta["proxy"] = address
        if login:
            request.headers["Proxy-Authorization"] = login


def proxy(source: Source, environ: Mapping[str, str] = os.environ) -> tuple[str, bytes]:
    """The address of a source's proxy without its login, and the header for the login; nothing where it is not set."""
    at = urlsplit(environ.get(source.proxy, "") if source.proxy else "")
    if at.scheme not in ("http", "https") or not at.hostname:
        return "", b""
    login = basic_auth_header(unquote(at.username), unquote(at.password or "")) if at.username else b""
    return f"{at.scheme}://{at.netloc.rpartition('@')[2]}", login


def unready(source: Source, environ: Mapping[str, str] = os.environ) -> str:
    """Why this deployment cannot ask the source; empty where it can."""
    if source.proxy and not proxy(source, environ)[0]:
        return f"needs a proxy: set {source.proxy} to http://[user:password@]host:port"
    return ""


def agent(settings: Settings) -> str:
    """How the crawler names itself."""
    return USER_AGENT.replace(
        "https://tongbao.invalid/contact", settings.contact or "https://tongbao.invalid/contact"
    )


def seconds_after(header: str, now: float) -> float:
    """What `Retry-After` asks for: seconds, or the time until its date; `now` is a Unix time."""
    text = header.strip()
    if text.isdigit():
        return float(text[:9])
    try:
        return max(0.0, parsedate_to_datetime(text).timestamp() - now)
    except (ValueError, OverflowError):
        return 0.0
