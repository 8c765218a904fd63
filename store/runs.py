"""Jobs: what ran and how it ended, what people ask of the scheduler, and the lease that keeps it alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from store import clock
from store.db import reading, writing
from store.ids import draw
from store.records import Check
from store.tables import Lease, Request, Run


@dataclass(frozen=True)
class Asked:
    """One request that a person made on the dashboard."""

    id: str
    kind: str  # run | pause | resume
    source_id: str


def started(engine: Engine, job: str, source_id: str = "") -> str:
    """Note that a job begins; returns its run id. An earlier run of the same kind that was killed has ended now."""
    with writing(engine) as session:
        _close(session, Run.job == job, Run.source_id == source_id)
        run = Run(id=draw("r"), job=job, source_id=source_id, started=clock.now())
        session.add(run)
        return run.id


def _close(session: Session, *which: bool) -> int:
    killed = session.exec(select(Run).where(col(Run.ended).is_(None), *which)).all()
    for run in killed:
        run.ended, run.verdict, run.error = clock.now(), "stopped", "its process ended before it did"
    return len(killed)


def progress(engine: Engine, run_id: str, text: str, counts: Mapping[str, int]) -> None:
    """One line for a person on how far the run is."""
    with writing(engine) as session:
        run = session.get_one(Run, run_id)
        run.progress, run.counts = text, dict(counts)


def ended(
    engine: Engine,
    run_id: str,
    verdict: str,
    counts: Mapping[str, int],
    checks: Sequence[Check],
    error: str = "",
) -> None:
    """Note how the run ended: ok, warning, failed or stopped."""
    with writing(engine) as session:
        run = session.get_one(Run, run_id)
        run.ended, run.verdict, run.error = clock.now(), verdict, error
        run.counts, run.checks = dict(counts), [check.model_dump() for check in checks]


def usual(engine: Engine, source_id: str, count: str, last: int = 10) -> int | None:
    """The median of a count over the newest runs of a source that ended well; None where fewer than three had it."""
    good = (
        select(Run)
        .where(Run.source_id == source_id, Run.job == "crawl", col(Run.verdict).in_(("ok", "warning")))
        .order_by(col(Run.started).desc())
        .limit(last)
    )
    with reading(engine) as session:
        found = [int(run.counts[count]) for run in session.exec(good) if count in run.counts]
    return int(median(found)) if len(found) >= 3 else None


def close_open(engine: Engine) -> int:
    """Mark runs as stopped whose process ended without a word (killed, power lost); returns how many.

    For whoever has just taken the scheduler's lease. A job that a person runs by hand just then writes its own end later.
    """
    with writing(engine) as session:
        return _close(session)


def request(engine: Engine, kind: str, source_id: str) -> str:
    """Ask the scheduler to run, pause or resume a source; asking twice before it is taken asks once."""
    with writing(engine) as session:
        waiting = select(Request).where(
            Request.kind == kind, Request.source_id == source_id, col(Request.taken).is_(None)
        )
        asked = session.exec(waiting).first()
        if asked is None:
            asked = Request(id=draw("q"), kind=kind, source_id=source_id, asked=clock.now())
            session.add(asked)
        return asked.id


def take_requests(engine: Engine) -> list[Asked]:
    """What was asked since the last call, oldest first; each request is handed out once."""
    waiting = select(Request).where(col(Request.taken).is_(None)).order_by(col(Request.asked))
    with reading(engine) as session:
        if session.exec(waiting).first() is None:  # asked every few seconds: do not queue for the write lock
            return []
    with writing(engine) as session:
        requests = session.exec(waiting).all()
        for found in requests:
            found.taken = clock.now()
        return [Asked(r.id, r.kind, r.source_id) for r in requests]


def lease(engine: Engine, name: str, owner: str, seconds: float) -> bool:
    """Take or renew the lease `name` for `owner`; False while another owner holds it (see `holder`)."""
    with writing(engine) as session:
        now = clock.now()
        held = session.get(Lease, name)
        if held is None:
            held = Lease(name=name, owner=owner, until=now)
            session.add(held)
        elif held.owner != owner and held.until > now:
            return False
        held.owner, held.until = owner, now + timedelta(seconds=seconds)
        return True


def holder(engine: Engine, name: str) -> str | None:
    """Who holds the lease `name` now; None when it is free."""
    with reading(engine) as session:
        held = session.get(Lease, name)
        return held.owner if held and held.until > clock.now() else None


def release(engine: Engine, name: str, owner: str) -> None:
    """Give the lease up; nothing happens when `owner` does not hold it."""
    with writing(engine) as session:
        held = session.get(Lease, name)
        if held and held.owner == owner:
            session.delete(held)


@dataclass(frozen=True)
class Going:
    """A run as a line on the terminal tells it."""

    id: str
    job: str
    source_id: str
    progress: str
    verdict: str  # "" while it runs
    error: str


def since(engine: Engine, when: datetime) -> list[Going]:
    """The runs that started after `when`, oldest first."""
    with reading(engine) as session:
        found = session.exec(select(Run).where(Run.started >= when).order_by(col(Run.started)))
        return [Going(r.id, r.job, r.source_id, r.progress, r.verdict, r.error) for r in found]
