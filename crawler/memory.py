"""What the crawl knows of the store and notes there besides articles: rows seen, visits, progress, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from crawler import visits
from crawler.layouts.days import any_day
from crawler.page import Ask, Link, Source
from crawler.work import Target, Work
from store import clock, hosts, load, save
from store.db import Engine
from store.ids import posting_id

TOLD_EVERY = timedelta(seconds=1)


@dataclass
class Memory:
    """The store as one crawl sees it."""

    engine: Engine
    known: dict[str, dict[str, load.Known]] = field(
        default_factory=dict
    )  # by source, then normalised address
    whole: dict[str, datetime | None] = field(default_factory=dict)  # by source: when its back-fill ended

    def begin(self, source: Source) -> str:
        """Start a run of `source`; returns its id."""
        self.known[source.id] = load.known(self.engine, source.id)
        self.whole[source.id] = load.backfilled_at(self.engine, source.id)
        return save.run_started(self.engine, "crawl", source.id)

    def usual(self, source: Source) -> int | None:
        """How many rows the first pages of the source's lists used to give."""
        return load.usual(self.engine, source.id, "rows")

    def resume(self, source: Source) -> list[Ask]:
        """The list pages at which a back-fill that was cut short goes on."""
        return [_ask(data) for data in load.resume(self.engine, source.id)]

    def resume_at(self, source: Source, asks: Sequence[Ask]) -> None:
        """Note where the back-fill goes on when it is cut short from now."""
        save.resume_at(self.engine, source.id, [asdict(ask) for ask in asks])

    def listed(self, source: Source, links: Sequence[Link], origin: str) -> list[Target]:
        """Note a list's rows; returns the articles that were never fetched and may be asked for now."""
        rows = [(link.url, link.title, link.day) for link in links]
        states = {link.url: link.state for link in links if link.state}
        fresh = set(save.listed(self.engine, source.id, rows, origin, states))
        targets = {posting_id(source.id, link.url): link for link in links}
        held = {k.posting_id for k in self.known[source.id].values() if k.tries and not self._rested(k)}
        return [
            Target(id_, link.url, link.title, link.day)
            for id_, link in targets.items()
            if id_ in fresh and id_ not in held
        ]

    def waiting(self, source: Source) -> list[Target]:
        """Articles listed and never brought, then those that are due for another look, newest first."""
        known = sorted(self.known[source.id].values(), key=lambda k: self._born(source, k), reverse=True)
        rested = [k for k in known if self._rested(k)]
        missing = [Target(k.posting_id, k.url, day=k.list_day) for k in rested if k.state == "listed"]
        return missing + [_again(k) for k in rested if k.state != "listed" and self._due(source, k)]

    @staticmethod
    def _rested(known: load.Known) -> bool:
        """Whether an address whose last visits failed was left alone long enough."""
        checked = known.last_checked or known.first_seen
        return not known.tries or clock.now() - checked >= visits.pause(known.tries)

    def _due(self, source: Source, known: load.Known) -> bool:
        """Whether an article is due for another look: by its age, or for files that did not come."""
        now, checked = clock.now(), known.last_checked or known.first_seen
        if known.files_lost and known.files_tries < visits.MOST_TRIES:
            return now - checked >= visits.pause(known.files_tries)
        pause = visits.interval(now - self._born(source, known))
        return pause is not None and now - checked >= pause

    def _born(self, source: Source, known: load.Known) -> datetime:
        """From when an article's age counts: its last edit, its day, or when it was first seen."""
        if known.versions > 1 and known.last_changed is not None:
            return known.last_changed
        day = any_day(known.published) or any_day(known.list_day)
        if day:
            return datetime.fromisoformat(day).replace(tzinfo=UTC)
        whole = self.whole[source.id]
        fresh = whole is not None and known.first_seen > whole
        return known.first_seen if fresh else known.first_seen - visits.OLD

    def named(self, source: Source, urls: Iterable[str], origin: str) -> list[Target]:
        """Postings for addresses that a person gave."""
        found = list(urls)
        save.listed(self.engine, source.id, [(url, "", "") for url in found], origin)
        return [Target(posting_id(source.id, url), url) for url in found]

    def not_modified(self, target: Target) -> None:
        """The page is as it was."""
        save.not_modified(self.engine, target.posting_id)

    def gone(self, target: Target, status: int, news_days: int, said: str = "") -> None:
        """The page was not there, by its status or by what was `said` in its place."""
        save.gone(self.engine, target.posting_id, status, news_days, said)

    def missed(self, target: Target, text: str) -> None:
        """The page did not come; the next visit waits a little longer each time."""
        save.missed(self.engine, target.posting_id, text)

    def files_missed(self, target: Target) -> None:
        """The page's files did not come, and what was kept before stays."""
        save.files_missed(self.engine, target.posting_id)

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
        error = "; ".join([*work.list_faults, *filter(None, [work.given_up, work.unready])])
        save.run_progress(self.engine, work.run_id, work.line(), work.counts)
        save.run_ended(self.engine, work.run_id, work.verdict, work.counts, work.checks, error)
        save.soon(self.engine, work.source.id, work.soon)
        came = work.counts["lists"] + work.counts["fetched"] > 0
        said = "answered" if came else work.blocked or error
        if said:
            save.answered(self.engine, work.source.id, came, said)

    def host(self, name: str, works: Sequence[Work]) -> None:
        """Note whether a host let itself be asked: one that refuses is left alone for a while."""
        refusals = [work for work in works if work.refusal]
        least = max((work.rest for work in refusals), default=0.0)
        if refusals and (least or len(refusals) == len(works)):
            hosts.refused(self.engine, name, refusals[0].refusal, timedelta(seconds=least))
        elif any(work.counts["lists"] + work.counts["fetched"] for work in works):
            hosts.answered(self.engine, name)

    def backfilled(self, source: Source) -> None:
        """Every page of every list was seen."""
        save.backfilled(self.engine, source.id)


def _again(known: load.Known) -> Target:
    """Another look: conditional where the last answer allows it, unless files are to be tried for again."""
    read = known.state == "fetched" and not known.files_lost
    etag, modified = (known.etag, known.last_modified) if read else ("", "")
    revisit = known.state == "fetched"
    return Target(known.posting_id, known.url, "", known.list_day, etag, modified, revisit, known.files_lost)


def _ask(data: dict[str, Any]) -> Ask:
    other = data.pop("otherwise", None)
    return Ask(**data, otherwise=_ask(other) if other else None)
