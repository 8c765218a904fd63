"""Between Scrapy and the rest: what a request carries, and an answer as a plain record."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler.failures import reason
from crawler.layouts import wechat
from crawler.layouts.address import aliases
from crawler.layouts.challenge import challenge
from crawler.layouts.text import decode
from crawler.page import Ask
from crawler.pipeline import Answer
from crawler.work import Target, Work

FIRST, ARTICLE, LATER = 1000, 100, 0  # priorities: newest lists, articles, older lists
CLOSE = 10_000  # on top, for sources that are watched closely
REFUSALS = (401, 403, 412, 429, 521)
PAGE_SECONDS = 30  # for a list or article, from the first byte asked to the last that came
FILE_SECONDS = 60  # for a file
LARGEST_PAGE = 10 * 1024 * 1024  # bytes of a list or article; the largest seen has 2 MB


def meta(work: Work, anywhere: bool = False) -> dict[str, Any]:
    """What middlewares know of a request; `anywhere`: a file, which may lie on any public host."""
    host = urlsplit(work.source.base).hostname
    carried: dict[str, Any] = {
        "work": work,
        "hosts": None if anywhere or not host else {host, wechat.HOST, *aliases(work.source)},
        "autothrottle_dont_adjust_delay": "delay" in work.source.options,
        "begun": anywhere,
        "download_timeout": FILE_SECONDS if anywhere else PAGE_SECONDS,
    }
    return carried if anywhere else {**carried, "download_maxsize": LARGEST_PAGE}


def list_request(work: Work, ask: Ask) -> dict[str, Any]:
    """The arguments of the request that a layout wants made."""
    headers = {**work.layout.headers(work.source, ask.url), **ask.headers}
    if ask.method == "POST":
        headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
    return {
        "url": ask.url,
        "method": ask.method,
        "body": urlencode(ask.form),
        "headers": headers,
        "cb_kwargs": {"work": work, "ask": ask},
        "meta": meta(work),
        "priority": (FIRST if ask.page == 1 else LATER) + CLOSE * (work.source.tier == 1),
        "dont_filter": True,
    }


def article_request(work: Work, target: Target) -> dict[str, Any]:
    """The arguments of the request for an article, conditional where it is a re-visit."""
    asked = {"If-None-Match": target.etag, "If-Modified-Since": target.last_modified}
    conditions = {name: value for name, value in asked.items() if value}
    return {
        "url": target.url,
        "headers": {**work.layout.headers(work.source, target.url), **conditions},
        "cb_kwargs": {"work": work, "target": target},
        "meta": meta(work),
        "priority": ARTICLE + CLOSE * (work.source.tier == 1),
        "dont_filter": True,
    }


def answer(response: Response, asked: str, work: Work) -> Answer:
    """Scrapy's answer as a plain record; a site that calls itself an example is one, whatever the catalogue says."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    example = work.source.origin == "example" or headers.get("x-tongbao-origin", "").strip() == "example"
    return Answer(
        asked, response.url, response.status, headers, response.body, "example" if example else "live"
    )


def refusal(answer: Answer) -> tuple[str, bool]:
    """What an answer other than 200 says, and whether it keeps us out."""
    found = (
        challenge(decode(answer.body, answer.headers), answer.headers, answer.status) if answer.body else ""
    )
    if not found and answer.status == 521:
        found = "a script challenge (jsl)"
    return f"HTTP {answer.status}" + (f", {found}" if found else ""), bool(found) or answer.status in REFUSALS


def failed(failure: Failure) -> tuple[Request, str]:
    """The request that did not come at all, and why."""
    request: Request = failure.request  # type: ignore[attr-defined]
    host = urlsplit(request.url).hostname or ""
    return request, reason(failure.value, host) if failure.value else "no answer"
