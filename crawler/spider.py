"""The one spider: all given sources side by side, one request at a time per host, newest items first.

A source is crawled in waves. The first wave is the first page of each of its lists with the articles that these show;
each further wave is the next pages with theirs. An earlier crawl that saw all pages makes later ones stop at the
first page without an unknown item; one that was cut short goes on, for articles that came are not asked again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode, urlsplit

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler import health
from crawler.failures import NETWORK, reason
from crawler.layouts import wechat
from crawler.layouts.address import aliases
from crawler.layouts.days import any_day
from crawler.memory import Memory
from crawler.page import Ask, Attachment, Blocked, LayoutChanged, Listing, Page
from crawler.pipeline import Answer, Keeper, is_file
from crawler.work import Target, Work

FIRST, ARTICLE, LATER = 1000, 100, 0  # priorities
MOST_FILES = 100  # of one article
REFUSALS = (401, 403, 412, 429, 521)
OnProgress = Callable[[str, str, Mapping[str, int]], None]


@dataclass
class Plan:
    """What one crawl is to do, and where it goes."""

    works: list[Work]
    memory: Memory
    keeper: Keeper
    urls: Mapping[str, list[str]]  # by source id: fetch just these
    news_days: int
    on_progress: OnProgress | None = None


class TongbaoSpider(scrapy.Spider):
    """Asks what the layouts want asked, and hands over what comes."""

    name = "tongbao"

    def __init__(self, plan: Plan, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.plan, self.memory = plan, plan.memory

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_error, signal=signals.spider_error)
        return spider

    async def start(self) -> AsyncIterator[Request]:
        """The first wave of every source."""
        for work in self.plan.works:
            work.pending += 1  # held until all is queued, so that the wave does not end before it has begun
            try:
                requests = list(self._opening(work))
            except LayoutChanged as error:
                work.list_faults.append(str(error))
                requests = []
            for request in [*requests, *self._settle(work)]:
                yield request

    def _opening(self, work: Work) -> Iterator[Request]:
        if self.plan.urls:
            wanted = self.plan.urls.get(work.source.id, [])
            yield from self._articles(work, self.memory.named(work.source, wanted, work.source.origin))
            return
        for ask in work.layout.start(work.source):
            yield self._ask(work, ask)

    # --- requests

    def _ask(self, work: Work, ask: Ask) -> Request:
        work.pending += 1
        headers = {**work.layout.headers(work.source, ask.url), **ask.headers}
        if ask.method == "POST":
            headers["Content-Type"] = "application/x-www-form-urlencoded; charset=UTF-8"
        return Request(
            ask.url,
            method=ask.method,
            body=urlencode(ask.form),
            headers=headers,
            callback=self.parse_list,
            errback=self.list_failed,
            cb_kwargs={"work": work, "ask": ask},
            meta=self._meta(work),
            priority=FIRST if ask.page == 1 else LATER,
            dont_filter=True,
        )

    def _articles(self, work: Work, targets: Iterable[Target]) -> Iterator[Request]:
        for target in targets:
            if target.posting_id in work.planned:
                continue
            work.planned.add(target.posting_id)
            work.pending += 1
            yield Request(
                target.url,
                headers={**work.layout.headers(work.source, target.url), **_conditions(target)},
                callback=self.parse_article,
                errback=self.article_failed,
                cb_kwargs={"work": work, "target": target},
                meta=self._meta(work),
                priority=ARTICLE,
                dont_filter=True,
            )

    def _meta(self, work: Work, anywhere: bool = False) -> dict[str, Any]:
        host = urlsplit(work.source.base).hostname
        hosts = None if anywhere or not host else {host, wechat.HOST, *aliases(work.source)}
        fixed = "delay" in work.source.options
        return {"work": work, "hosts": hosts, "autothrottle_dont_adjust_delay": fixed}

    # --- lists

    async def parse_list(self, response: Response, work: Work, ask: Ask) -> AsyncIterator[Request]:
        """The rows of a list page, their articles, and what follows."""
        answer = _answer(response, ask.url, work)
        try:
            if response.status != 200:
                raise (Blocked if response.status in REFUSALS else LayoutChanged)(
                    f"answered HTTP {response.status}"
                )
            listing = work.layout.listing(work.source, ask, answer.body, answer.headers, answer.url)
        except (LayoutChanged, Blocked) as error:
            work.empty += not answer.body
            blocked = isinstance(error, Blocked)
            hint = "" if blocked else f" ({health.where(work.source)})"
            requests = self._list_fault(work, ask, f"{error}{hint}", blocked)
        else:
            requests = self._take(work, ask, listing, answer.origin)
        for request in [*requests, *self._settle(work)]:
            yield request

    def _take(self, work: Work, ask: Ask, listing: Listing, origin: str) -> Iterator[Request]:
        if listing.links:
            work.counts["lists"] += 1
            work.counts["listed"] += len(listing.links)
            work.untitled += sum(not link.title for link in listing.links)
            work.dated(*(any_day(link.day) for link in listing.links))
        new, again = self.memory.listed(work.source, listing.links, origin)
        unknown = [t for t in new if t.posting_id not in work.known]
        unseen = [t for t in (*new, *again) if t.posting_id not in work.planned]
        repeats = bool(listing.links) and {link.url for link in listing.links} <= work.seen
        work.seen |= {link.url for link in listing.links}
        chosen = "match" in work.source.options and listing.total is not None
        rows = listing.total or 0 if chosen else len(listing.links)  # before the catalogue's choice
        if ask.page == 1 and (rows or (ask.kind == "list" and not listing.then)):
            work.first_page(_key(ask), rows, listing.total)
        work.page = max(work.page, ask.page)
        yield from self._articles(work, unseen)
        for follow in listing.then:
            if follow.page == 1:
                yield self._ask(work, follow)
            elif not repeats and not work.given_up and (unknown or not work.backfilled):
                work.later.append(follow)

    def _list_fault(self, work: Work, ask: Ask, text: str, blocked: bool) -> Iterator[Request]:
        if ask.otherwise is not None and not work.given_up:
            yield self._ask(work, ask.otherwise)
            return
        if blocked:
            work.blocked = work.blocked or text
        work.list_faults.append(f"{ask.url}: {text}")

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """A list that did not come at all."""
        request: Request = failure.request  # type: ignore[attr-defined]
        work, ask = request.cb_kwargs["work"], request.cb_kwargs["ask"]
        text = reason(failure.value, urlsplit(request.url).hostname or "") if failure.value else "no answer"
        yield from self._list_fault(work, ask, text, "robots.txt" in text)
        yield from self._settle(work)

    # --- articles

    async def parse_article(self, response: Response, work: Work, target: Target) -> AsyncIterator[Request]:
        """An article with its files, kept as one version."""
        answer = _answer(response, target.url, work)
        if response.status == 304:
            self.memory.not_modified(target)
            work.good("unchanged")
        elif response.status in (404, 410):
            self.memory.gone(target, response.status, self.plan.news_days)
            work.fault(f"{target.url}: HTTP {response.status}")
        elif response.status != 200:
            work.blocked = work.blocked or (f"HTTP {response.status}" if response.status in REFUSALS else "")
            work.fault(f"{target.url}: HTTP {response.status}", hard=True)
        else:
            await self._read(work, target, answer)
        for request in self._settle(work):
            yield request

    async def _read(self, work: Work, target: Target, answer: Answer) -> None:
        try:
            page = work.layout.article(work.source, answer.body, answer.headers, answer.url)
        except LayoutChanged as error:
            self.plan.keeper.unreadable(target.posting_id, answer, str(error))
            work.fault(f"{target.url}: {error}")
            return
        except Blocked as error:
            work.blocked = work.blocked or str(error)
            work.empty += not answer.body
            work.fault(f"{target.url}: {error}", hard=True)
            return
        files = [(a, await self._fetch(work, page, a, answer)) for a in page.attachments[:MOST_FILES]]
        lost = [attachment.url for attachment, file in files if file is None]
        work.missing += lost
        if lost and target.revisit:
            work.fault(f"{target.url}: its files did not come, the version kept before stays")
            return
        came = [(attachment.name, file) for attachment, file in files if file is not None]
        work.counts["attachments"] += len(came)
        if page.published is not None and page.published.precision != "year":
            work.dated(page.published.value)
        work.good(self.plan.keeper.article(work.source.id, answer, page, came, target.title, target.day))

    async def _fetch(self, work: Work, page: Page, wanted: Attachment, answer: Answer) -> Answer | None:
        """An attachment from the first of its addresses that has it."""
        engine = self.crawler.engine
        addresses = (wanted.url, *wanted.alternatives)
        for number, url in enumerate(addresses, 1):
            meta = {**self._meta(work, anywhere=True), "tries": 1 if number == len(addresses) else 0}
            try:
                assert engine is not None
                response = await engine.download_async(
                    Request(url, headers={"Referer": answer.url}, meta=meta)
                )
            except NETWORK as error:
                self.logger.info("%s: %s", url, reason(error, urlsplit(url).hostname or ""))
                continue
            found = _answer(response, url, work)
            if response.status == 200 and is_file(found):
                return found
        return None

    def article_failed(self, failure: Failure) -> Iterator[Request]:
        """An article that did not come at all."""
        request: Request = failure.request  # type: ignore[attr-defined]
        work, target = request.cb_kwargs["work"], request.cb_kwargs["target"]
        text = reason(failure.value, urlsplit(request.url).hostname or "") if failure.value else "no answer"
        foreign = isinstance(failure.value, IgnoreRequest)
        if foreign and not work.given_up:
            self.plan.keeper.unreadable(target.posting_id, None, text)
        if not work.given_up:
            work.fault(f"{target.url}: {text}", hard=not foreign)
        yield from self._settle(work)

    def on_error(self, failure: Failure, response: Response) -> None:
        """A fault of ours, or of the store, costs the one item."""
        request = response.request
        work = request.cb_kwargs.get("work") if request else None
        if isinstance(work, Work):
            work.fault(f"{response.url}: {failure.getErrorMessage()}")
            for following in self._settle(work):
                assert self.crawler.engine is not None
                self.crawler.engine.crawl(following)

    # --- waves

    def _settle(self, work: Work) -> Iterator[Request]:
        """One request is finished. The last of a wave opens the next one, or ends the source."""
        work.pending -= 1
        self._tell(work)
        if work.pending > 0 or work.verdict:
            return
        work.pending += 1
        for targets in self._left_over(work):
            yield from self._articles(work, targets)
        following, work.later = work.later, []
        for ask in following:
            yield self._ask(work, ask)
        work.pending -= 1
        if not work.pending:
            self._finish(work)

    def _left_over(self, work: Work) -> Iterator[list[Target]]:
        """Once, after the first wave: what an earlier crawl listed and did not bring."""
        if not work.taken_up and not self.plan.urls and not work.given_up:
            work.taken_up = True
            yield self.memory.waiting(work.source)

    def _finish(self, work: Work) -> None:
        found = health.checks(work, given=bool(self.plan.urls))
        work.verdict, work.checks = health.verdict(work, found), found
        whole = not self.plan.urls and not work.list_faults and not work.given_up
        if whole and not work.backfilled:
            self.memory.backfilled(work.source)
        self.memory.end(work)
        self._report(work)

    def _tell(self, work: Work) -> None:
        if self.memory.tell(work):
            self._report(work)

    def _report(self, work: Work) -> None:
        if self.plan.on_progress is not None:
            self.plan.on_progress(work.source.id, work.line(), work.counts)


def _conditions(target: Target) -> dict[str, str]:
    asked = {"If-None-Match": target.etag, "If-Modified-Since": target.last_modified}
    return {name: value for name, value in asked.items() if value}


def _key(ask: Ask) -> str:
    return f"{ask.state.get('column') or ask.url} {ask.form.get('channelCode', '')}".strip()


def _answer(response: Response, asked: str, work: Work) -> Answer:
    """Scrapy's answer as a plain record; a site that calls itself an example is one, whatever the catalogue says."""
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    example = work.source.origin == "example" or headers.get("x-tongbao-origin", "").strip() == "example"
    return Answer(
        asked, response.url, response.status, headers, response.body, "example" if example else "live"
    )
