"""The articles of a crawl: each with its files, kept as one version."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from twisted.python.failure import Failure

from crawler import asking
from crawler.failures import NETWORK, reason
from crawler.manners import Left
from crawler.memory import Memory
from crawler.page import Attachment, Blocked, LayoutChanged, Page, Vanished
from crawler.pipeline import Answer, Keeper, is_file
from crawler.unpack import Spoilt
from crawler.work import Target, Work

log = logging.getLogger(__name__)
MOST_FILES = 100  # of one article
GONE = (404, 410)


@dataclass(frozen=True)
class Articles:
    """Asks for articles and keeps what comes. `settle` is told of each that is finished, whatever came of it."""

    memory: Memory
    keeper: Keeper
    news_days: int
    download: Callable[[Request], Awaitable[Response]]
    settle: Callable[[Work], Iterator[Request]]

    def requests(self, work: Work, targets: Iterable[Target]) -> Iterator[Request]:
        """A request for each article that this crawl has not taken up yet."""
        for target in targets:
            if target.posting_id in work.planned:
                continue
            work.planned.add(target.posting_id)
            work.pending += 1
            yield Request(**asking.article_request(work, target), callback=self.parse, errback=self.failed)

    async def parse(self, response: Response, work: Work, target: Target) -> AsyncIterator[Request]:
        """An article with its files, kept as one version."""
        if response.status == 304:
            self.memory.not_modified(target)
            work.good("unchanged")
        elif response.status in GONE:
            self.memory.gone(target, response.status, self.news_days)
            work.fault(f"{target.url}: HTTP {response.status}")
        elif response.status != 200:
            self._refused(work, target, asking.answer(response, target.url, work))
        else:
            await self._read(work, target, asking.answer(response, target.url, work))
        for request in self.settle(work):
            yield request

    def _refused(self, work: Work, target: Target, answer: Answer) -> None:
        text, blocked = asking.refusal(answer)
        if blocked:
            work.blocked = work.blocked or text
            work.refused(text)
        self.memory.missed(target, text)
        work.fault(f"{target.url}: {text}", hard=True)

    async def _read(self, work: Work, target: Target, answer: Answer) -> None:
        try:
            page = work.layout.article(work.source, answer.body, answer.headers, answer.url)
        except Vanished as error:
            self.memory.gone(target, answer.status, self.news_days, str(error))
            work.fault(f"{target.url}: {error}")
            return
        except LayoutChanged as error:
            self.keeper.unreadable(target.posting_id, answer, str(error))
            work.fault(f"{target.url}: {error}")
            return
        except Blocked as error:
            work.blocked = work.blocked or str(error)
            work.refused(str(error))
            work.empty += not answer.body
            self.memory.missed(target, str(error))
            work.fault(f"{target.url}: {error}", hard=True)
            return
        files = [(a, await self._fetch(work, a, answer)) for a in page.attachments[:MOST_FILES]]
        self._keep(work, target, answer, page, files)

    def _keep(
        self,
        work: Work,
        target: Target,
        answer: Answer,
        page: Page,
        files: list[tuple[Attachment, Answer | None]],
    ) -> None:
        """Keep the page, unless an earlier visit brought more of its files than this one."""
        lost = [attachment.url for attachment, file in files if file is None]
        work.missing += lost
        if lost and target.revisit and len(lost) >= max(target.files_lost, 1):
            self.memory.files_missed(target)
            work.fault(f"{target.url}: its files did not come, the version kept before stays")
            return
        came = [(attachment.name, file) for attachment, file in files if file is not None]
        work.counts["attachments"] += len(came)
        if page.published is not None and page.published.precision != "year":
            work.dated(page.published.value)
        state = self.keeper.article(
            work.source.id, answer, page, came, target.title, target.day, lost=len(lost)
        )
        work.good(state)

    async def _fetch(self, work: Work, wanted: Attachment, answer: Answer) -> Answer | None:
        """An attachment from the first of its addresses that has it."""
        addresses = (wanted.url, *wanted.alternatives)
        for number, url in enumerate(addresses, 1):
            meta = {**asking.meta(work, anywhere=True), "tries": 1 if number == len(addresses) else 0}
            try:
                response = await self.download(Request(url, headers={"Referer": answer.url}, meta=meta))
            except (*NETWORK, ValueError) as error:  # ValueError: an address that is none
                log.info("%s: %s", url, reason(error, urlsplit(url).hostname or ""))
                continue
            found = asking.answer(response, url, work)
            if response.status == 200 and is_file(found):
                return found
        return None

    def failed(self, failure: Failure) -> Iterator[Request]:
        """An article that did not come at all."""
        request, text = asking.failed(failure)
        work, target = request.cb_kwargs["work"], request.cb_kwargs["target"]
        if isinstance(failure.value, Left):
            pass
        elif isinstance(failure.value, IgnoreRequest) and not isinstance(failure.value, Spoilt):
            self.keeper.unreadable(target.posting_id, None, text)
            work.fault(f"{target.url}: {text}")
        elif not work.given_up:
            self.memory.missed(target, text)
            work.fault(f"{target.url}: {text}", hard=not isinstance(failure.value, Spoilt))
        yield from self.settle(work)
