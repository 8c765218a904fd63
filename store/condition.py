"""The condition of one deployment: what each source's last crawl came to, what waits, and whether the store is sound.

Read-only and made for monitoring: everything is a named check with words that say what is wrong.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, col

from settings import Settings
from store import clock
from store.archive import Archive, ArchiveError
from store.db import reading
from store.records import Check
from store.runs import holder
from store.tables import Delivery, Document, Posting, Request, Run, Source

LEAST_FREE = 1 << 30  # bytes
SAMPLE = 50  # archived files whose hash is checked
PATIENCE = timedelta(hours=1)  # a mail or a request that waits for longer is stuck
FRESH = timedelta(hours=48)  # a source without a success for longer is told
GOOD = ("ok", "warning")


@dataclass(frozen=True)
class SourceCondition:
    """One connected source: its last crawl, the checks that failed, its last success, what waits."""

    id: str
    title: str
    verdict: str  # never, running, paused, or of the last crawl: ok, warning, failed, blocked, stopped
    ran: datetime | None
    succeeded: datetime | None
    waiting: int  # items listed and not fetched
    failed: tuple[Check, ...]
    error: str = ""
    late: bool = False  # no success for too long

    @property
    def healthy(self) -> bool:
        """A warning is told and alarms nobody; a pause is a person's wish."""
        return self.verdict == "paused" or (self.verdict in (*GOOD, "running") and not self.late)


@dataclass(frozen=True)
class Condition:
    """All of it."""

    sources: tuple[SourceCondition, ...]
    checks: tuple[Check, ...]
    waiting: Mapping[str, int] = field(default_factory=dict)

    @property
    def healthy(self) -> bool:
        """Whether a monitor may stay quiet."""
        return all(check.passed for check in self.checks) and all(source.healthy for source in self.sources)


def condition(settings: Settings, engine: Engine, lease: str, unprocessed: int) -> Condition:
    """Look at everything. `lease` is the scheduler's; `unprocessed` counts versions that no extractor has seen."""
    now = clock.now()
    with reading(engine) as session:
        sources = _sources(session, now)
        waiting = _waiting(session) | {"to process": unprocessed}
        checks = [
            _processing(session, unprocessed),
            _deliveries(session, now, settings),
            _requests(session, now),
        ]
        sample = session.scalars(
            select(col(Document.sha256)).distinct().order_by(func.random()).limit(SAMPLE)
        ).all()
    owner = holder(engine, lease)
    alive = Check(
        name="scheduler",
        passed=owner is not None,
        text=f"works: {owner}" if owner else "no scheduler works: start `tongbao run` or `tongbao scheduler`",
    )
    found = [alive, *checks, disk(settings), _database(engine), _archive(Archive(settings.archive), sample)]
    return Condition(tuple(sources), tuple(found), waiting)


def _sources(session: Session, now: datetime) -> list[SourceCondition]:
    crawls = (
        select(col(Run.source_id), func.max(col(Run.started)).label("started"))
        .where(col(Run.job) == "crawl")
        .group_by(col(Run.source_id))
        .subquery()
    )
    newest = (crawls.c.source_id == col(Run.source_id)) & (crawls.c.started == col(Run.started))
    query = select(Run).join(crawls, newest).where(col(Run.job) == "crawl")
    last = {run.source_id: run for run in session.scalars(query)}
    good = (
        select(col(Run.source_id), func.max(col(Run.ended)))
        .where(col(Run.job) == "crawl", col(Run.verdict).in_(GOOD))
        .group_by(col(Run.source_id))
    )
    success: dict[str, datetime] = dict(session.execute(good).all())
    counted = (
        select(col(Posting.source_id), func.count())
        .where(col(Posting.state) == "listed")
        .group_by(col(Posting.source_id))
    )
    waiting = dict(session.execute(counted).all())
    enabled = select(Source).where(col(Source.enabled)).order_by(col(Source.id))
    return [
        _source(s, last.get(s.id), success.get(s.id), waiting.get(s.id, 0), now)
        for s in session.scalars(enabled)
    ]


def _source(
    s: Source, run: Run | None, success: datetime | None, waiting: int, now: datetime
) -> SourceCondition:
    failed = tuple(Check.model_validate(c) for c in run.checks if not c["passed"]) if run else ()
    verdict = "paused" if s.paused else (run.verdict or "running") if run else "never"
    return SourceCondition(
        id=s.id,
        title=s.title,
        verdict=verdict,
        ran=run.started if run else None,
        succeeded=success,
        waiting=waiting,
        failed=failed,
        error=run.error if run else (s.answer if s.answered is False else ""),
        late=success is not None and now - success > FRESH,
    )


def _waiting(session: Session) -> dict[str, int]:
    states = select(col(Delivery.state), func.count()).group_by(col(Delivery.state))
    deliveries = dict(session.execute(states).all())
    listed = session.scalar(select(func.count()).where(col(Posting.state) == "listed")) or 0
    asked = session.scalar(select(func.count()).where(col(Request.taken).is_(None))) or 0
    return {
        "to fetch": listed,
        "requests": asked,
        "mails due": deliveries.get("due", 0) + deliveries.get("sending", 0),
        "mails failed": deliveries.get("failed", 0),
    }


def _processing(session: Session, unprocessed: int) -> Check:
    newest = select(Run).where(col(Run.job) == "process").order_by(col(Run.started).desc())
    run = session.scalars(newest.limit(1)).first()
    failed = run is not None and run.verdict == "failed"
    said = f"; the last run failed: {run.error[:300]}" if run and failed else ""
    return Check(name="processing", passed=not failed, text=f"{unprocessed} items wait{said}")


def _deliveries(session: Session, now: datetime, settings: Settings) -> Check:
    failed = session.scalar(select(func.count()).where(col(Delivery.state) == "failed")) or 0
    stuck = select(func.count()).where(
        col(Delivery.state).in_(("due", "sending")), col(Delivery.created) < now - PATIENCE
    )
    late = (session.scalar(stuck) or 0) if settings.smtp_url else 0
    mail = "" if settings.smtp_url else " (no TONGBAO_SMTP_URL: mails wait, feeds work)"
    return Check(
        name="deliveries",
        passed=not failed and not late,
        text=f"{failed} mails failed, {late} have waited for more than an hour{mail}",
    )


def _requests(session: Session, now: datetime) -> Check:
    old = select(func.count()).where(col(Request.taken).is_(None), col(Request.asked) < now - PATIENCE)
    stuck = session.scalar(old) or 0
    return Check(
        name="requests", passed=not stuck, text=f"{stuck} requests of people wait for more than an hour"
    )


def disk(settings: Settings) -> Check:
    """Whether the disk below the home has room."""
    free = shutil.disk_usage(settings.home).free
    text = f"{free / (1 << 30):.1f} GiB free at {settings.home}, {LEAST_FREE / (1 << 30):.0f} are needed"
    return Check(name="disk", passed=free >= LEAST_FREE, text=text)


def _database(engine: Engine) -> Check:
    try:
        with reading(engine) as session:
            said = [str(row) for row in session.scalars(text("PRAGMA quick_check(5)"))]
    except DatabaseError as error:
        said = [str(error.orig)]
    good = said == ["ok"]
    return Check(name="database", passed=good, text="sound" if good else f"damaged: {'; '.join(said)[:500]}")


def _archive(archive: Archive, hashes: Sequence[str]) -> Check:
    bad = []
    for sha256 in hashes:
        try:
            archive.get(sha256)
        except ArchiveError as error:
            bad.append(str(error))
    text = f"{len(hashes)} files taken at random, {len(bad)} of them missing or damaged"
    return Check(name="archive", passed=not bad, text="; ".join([text, *bad[:3]]))
