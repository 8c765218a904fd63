"""What the crawl knows of the store and notes there besides articles: rows seen, visits, progress, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from crawler.layouts.days import any_day
from crawler.page import Link, Source
from crawler.work import Target, Work
from store import load, save
from store.db import Engine
from store.ids import normal_url, posting_id

RECENT = timedelta(days=30)  # items younger than this are looked at again …
DAILY = timedelta(hours=20)  # … at most once a day, whatever the minute of the run
TOLD_EVERY = timedelta(seconds=1)


@dataclass
class Memory:
    """The store as one crawl sees it."""

    engine: Engine
    known: dict[str, dict[str, load.Known]] = field(
        default_factory=dict
    )  # by source, then normalised address

    def begin(self, source: Source) -> tuple[str, bool]:
        """Start a run of `source`; returns its id and whether an earlier crawl saw every page."""
        self.known[source.id] = load.known(self.engine, source.id)
        return save.run_started(self.engine, "crawl", source.id), load.backfilled(self.engine, source.id)

    def usual(self, source: Source) -> int | None:
        """How many rows the first pages of the source's lists used to give."""
        return load.usual(self.engine, source.id, "rows")

    def listed(self, source: Source, links: Sequence[Link], origin: str) -> tuple[list[Target], list[Target]]:
        """Note a list's rows; returns the articles that were never fetched and those due for another look."""
        rows = [(link.url, link.title, link.day) for link in links]
        fresh = set(save.listed(self.engine, source.id, rows, origin))
        targets = {posting_id(source.id, link.url): link for link in links}
        new = [Target(id_, link.url, link.title, link.day) for id_, link in targets.items() if id_ in fresh]
        again = [
            target
            for id_, link in targets.items()
            if id_ not in fresh
            and (target := self._due(self.known[source.id].get(normal_url(link.url)), link.day, True))
        ]
        return new, again

    def waiting(self, source: Source) -> list[Target]:
        """Articles that an earlier crawl listed and did not bring, and recent ones that are due for another look."""
        found = []
        for known in self.known[source.id].values():
            if known.state == "listed":
                found.append(Target(known.posting_id, known.url, day=known.list_day))
            elif (target := self._due(known, known.list_day, False)) is not None:
                found.append(target)
        return found

    @staticmethod
    def _due(known: load.Known | None, day: str, dateless: bool) -> Target | None:
        """Another look at a recent item. A list without days tells of recent ones by showing them first."""
        printed = any_day(day)
        if known is None or known.state == "listed" or not (printed or dateless):
            return None
        now = datetime.now(UTC)
        born = datetime.fromisoformat(printed).replace(tzinfo=UTC) if printed else known.first_seen
        if now - born > RECENT or now - (known.last_checked or known.first_seen) < DAILY:
            return None
        read = known.state == "fetched"
        etag, modified = (known.etag, known.last_modified) if read else ("", "")
        return Target(known.posting_id, known.url, "", day, etag, modified, revisit=read)

    def named(self, source: Source, urls: Iterable[str], origin: str) -> list[Target]:
        """Postings for addresses that a person gave."""
        found = list(urls)
        save.listed(self.engine, source.id, [(url, "", "") for url in found], origin)
        return [Target(posting_id(source.id, url), url) for url in found]

    def not_modified(self, target: Target) -> None:
        """The page is as it was."""
        save.not_modified(self.engine, target.posting_id)

    def gone(self, target: Target, status: int, news_days: int) -> None:
        """The page was not there."""
        save.gone(self.engine, target.posting_id, status, news_days)

    def tell(self, work: Work, force: bool = False) -> bool:
        """Write the progress line, at most once a second; returns whether it was written."""
        now = datetime.now(UTC)
        if not force and work.told_at is not None and now - work.told_at < TOLD_EVERY:
            return False
        work.told_at = now
        save.run_progress(self.engine, work.run_id, work.line(), work.counts)
        return True

    def end(self, work: Work) -> None:
        """Close the run of a source, and note what its site said."""
        error = "; ".join([*work.list_faults, *filter(None, [work.given_up])])
        save.run_progress(self.engine, work.run_id, work.line(), work.counts)
        save.run_ended(self.engine, work.run_id, work.verdict, work.counts, work.checks, error)
        came = work.counts["lists"] + work.counts["fetched"] > 0
        said = "answered" if came else work.blocked or error
        if said:
            save.answered(self.engine, work.source.id, came, said)

    def backfilled(self, source: Source) -> None:
        """Every page of every list was seen."""
        save.backfilled(self.engine, source.id)
