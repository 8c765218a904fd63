"""The one spider: all given sources side by side, one request at a time per host, newest items first.

A source is crawled in waves. The first wave is the first page of each of its lists with the articles that these show;
each further wave is the next pages with theirs. An earlier crawl that saw all pages makes later ones stop at the
first page without an unknown item; one that was cut short goes on at the pages where it was, and articles that came
are not asked for again.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Self

import scrapy
from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler import asking, health
from crawler.articles import Articles
from crawler.layouts.days import any_day
from crawler.manners import Left
from crawler.memory import Memory
from crawler.page import Ask, Blocked, LayoutChanged, Listing
from crawler.pipeline import Keeper
from crawler.work import Work, key

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
        self.articles = Articles(plan.memory, plan.keeper, plan.news_days, self.download, self._settle)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_error, signal=signals.spider_error)
        return spider

    async def download(self, request: Request) -> Response:
        """The answer to a request outside the queue."""
        assert self.crawler.engine is not None
        return await self.crawler.engine.download_async(request)

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
            yield from self.articles.requests(
                work, self.memory.named(work.source, wanted, work.source.origin)
            )
            return
        work.later += work.resumed
        work.deep |= {key(ask) for ask in work.resumed}
        for ask in work.layout.start(work.source):
            yield self._ask(work, ask)

    def _ask(self, work: Work, ask: Ask) -> Request:
        work.pending += 1
        return Request(**asking.list_request(work, ask), callback=self.parse_list, errback=self.list_failed)

    # --- lists

    async def parse_list(self, response: Response, work: Work, ask: Ask) -> AsyncIterator[Request]:
        """The rows of a list page, their articles, and what follows."""
        answer = asking.answer(response, ask.url, work)
        try:
            if response.status != 200:
                text, blocked = asking.refusal(answer)
                raise (Blocked if blocked else LayoutChanged)(f"answered {text}")
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
        work.refusal = ""
        taken = work.taken(listing.links)
        if listing.links:
            work.counts["lists"] += 1
            work.counts["listed"] += len(taken)
            work.untitled += sum(not link.title for link in listing.links)
            work.dated(*(any_day(link.day) for link in listing.links))
        new = self.memory.listed(work.source, taken, origin)
        repeats = bool(listing.links) and {link.url for link in listing.links} <= work.seen
        work.seen |= {link.url for link in listing.links}
        if ask.page == 1 and (listing.links or (ask.kind == "list" and not listing.then)):
            work.first_page(_name(ask), len(listing.links), listing.total)
        work.page = max(work.page, ask.page)
        yield from self.articles.requests(work, new)
        unknown = any(target.posting_id not in work.known for target in new)
        deep = not work.backfilled and (not work.resumed or key(ask) in work.deep)
        for follow in listing.then:
            if follow.page == 1:
                yield self._ask(work, follow)
            elif not repeats and (unknown or deep):
                work.deep |= {key(follow)} if deep else set()
                work.later.append(follow)

    def _list_fault(self, work: Work, ask: Ask, text: str, blocked: bool) -> Iterator[Request]:
        if ask.otherwise is not None and not work.ended:
            yield self._ask(work, ask.otherwise)
            return
        if blocked:
            work.blocked = work.blocked or text
        if blocked and "robots.txt" not in text:
            work.refused(text)
        work.list_faults.append(f"{ask.url}: {text}")
        if ask.page > 1:
            work.broken.append(ask)

    def list_failed(self, failure: Failure) -> Iterator[Request]:
        """A list that did not come at all."""
        request, text = asking.failed(failure)
        work, ask = request.cb_kwargs["work"], request.cb_kwargs["ask"]
        if not isinstance(failure.value, Left):
            yield from self._list_fault(work, ask, text, "robots.txt" in text)
        elif ask.page > 1:
            work.later.append(ask)
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
        if self.memory.tell(work):
            self._report(work)
        if work.pending > 0 or work.verdict:
            return
        work.pending += 1
        self._remember(work)
        if not work.ended:
            yield from self._wave(work)
        work.pending -= 1
        if not work.pending:
            self._finish(work)

    def _wave(self, work: Work) -> Iterator[Request]:
        """The next list pages; the first time also what earlier crawls left over and what is due for another look."""
        if not work.taken_up and not self.plan.urls:
            work.taken_up = True
            yield from self.articles.requests(work, self.memory.waiting(work.source))
        following, work.later = work.later, []
        for ask in following:
            yield self._ask(work, ask)

    def _remember(self, work: Work) -> None:
        """Where a back-fill goes on if this crawl is cut short from now."""
        if not work.backfilled and not self.plan.urls:
            self.memory.resume_at(work.source, [*work.broken, *work.later])

    def _finish(self, work: Work) -> None:
        found = health.checks(work, given=bool(self.plan.urls))
        work.verdict, work.checks = health.verdict(work, found), found
        whole = not self.plan.urls and not work.list_faults and not work.ended
        if whole and not work.backfilled:
            self.memory.backfilled(work.source)
        self.memory.end(work)
        self._report(work)

    def _report(self, work: Work) -> None:
        if self.plan.on_progress is not None:
            self.plan.on_progress(work.source.id, work.line(), work.counts)


def _name(ask: Ask) -> str:
    return f"{ask.state.get('column') or ask.url} {ask.form.get('channelCode', '')}".strip()
