"""What falls due, and what the crawl is doing: deadlines, sources and their runs, archived files. Read-only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Engine, Select, exists, func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from store.copies import originals
from store.db import reading
from store.ids import normal_url
from store.persons import hide
from store.records import Box
from store.show_notices import Line, lines, persons
from store.tables import Deadline, Document, Mention, Notice, NoticeLink, Posting, Request, Run, Source


@dataclass(frozen=True)
class Due:
    """One deadline with its notice and the source's words."""

    id: str
    day: str  # empty where it cannot be known
    kind: str
    text: str
    duration: str
    working_days: bool
    addressee: str
    report_to: str
    provisional: bool
    basis: str
    quote: str
    line: Line


@dataclass(frozen=True)
class CheckLine:
    """One named check of a run."""

    name: str
    passed: bool
    text: str


@dataclass(frozen=True)
class RunLine:
    """One run of a job."""

    job: str
    source_id: str
    started: datetime
    ended: datetime | None
    verdict: str  # "" while it runs
    progress: str
    counts: Mapping[str, object]
    checks: tuple[CheckLine, ...]
    error: str


@dataclass(frozen=True)
class SourceLine:
    """A source with what is known of it and its last run."""

    id: str
    title: str
    title_en: str
    kind: str
    issuer: str
    home: str
    layout: str
    cron: str
    enabled: bool
    why_not: str
    silent_days: int | None
    tier: int
    lists: tuple[str, ...]
    cadence: str
    cadence_en: str
    yields: str
    yields_en: str
    checked: str  # ISO day of the last live check; empty: never
    backfilled: bool
    answered: bool | None
    answer: str
    answered_at: datetime | None
    postings: Mapping[str, int]  # by state
    newest_day: str
    paused: bool
    asked: str  # what was asked of the scheduler and is not taken yet: run | pause | resume
    run: RunLine | None


@dataclass(frozen=True)
class Filed:
    """An archived file: what the archive needs to give it back, and where it came from."""

    sha256: str
    media_type: str
    name: str
    url: str
    fetched_at: datetime
    origin: str


def deadlines(engine: Engine) -> list[Due]:
    """All deadlines, each told once, the latest day first; those without a day at the end."""
    query = (
        select(Deadline, Notice)
        .join(Notice, col(Notice.id) == col(Deadline.notice_id))
        .where(originals(), ~_told_again())
        .order_by(col(Deadline.on).desc(), col(Deadline.id))
    )
    with reading(engine) as session:
        found = session.execute(query).all()
        by_notice = {x.id: x for x in lines(session, list({n.id: n for _, n in found}.values()))}
        quotes = _quotes(session)
        people = persons(session, list(by_notice))
        return [
            _due(d, quotes.get(d.id, ""), by_notice[d.notice_id], people.get(d.notice_id, ()))
            for d, _ in found
        ]


def _told_again() -> ColumnElement[bool]:
    """The condition that a report tells a deadline which the notice that it reports gives itself."""
    own = aliased(Deadline)
    return exists().where(
        col(NoticeLink.kind) == "reports",
        col(NoticeLink.from_id) == col(Deadline.notice_id),
        col(NoticeLink.to_id) == col(own.notice_id),
        col(own.kind) == col(Deadline.kind),
        col(own.on) == col(Deadline.on),
    )


def _quotes(session: Session) -> dict[str, str]:
    query = select(col(Mention.subject_id), col(Mention.quote)).where(col(Mention.subject) == "deadline")
    return dict(session.execute(query.order_by(col(Mention.id).desc())).all())


def _due(d: Deadline, quote: str, line: Line, people: tuple[str, ...]) -> Due:
    return Due(
        id=d.id,
        day=d.on,
        kind=d.kind,
        text=hide(d.text, people),
        duration=d.duration,
        working_days=d.working_days,
        addressee=hide(d.addressee, people),
        report_to=d.report_to,
        provisional=d.provisional,
        basis=d.basis,
        quote=hide(quote or d.text, people),
        line=line,
    )


def sources(engine: Engine) -> list[SourceLine]:
    """Every source, those in use first, with its counts, its last run and what is asked of it."""
    counts = select(col(Posting.source_id), col(Posting.state), func.count()).group_by(
        col(Posting.source_id), col(Posting.state)
    )
    newest = (
        select(col(Posting.source_id), func.max(col(Notice.day)))
        .join(Notice, col(Notice.id) == col(Posting.notice_id))
        .group_by(col(Posting.source_id))
    )
    with reading(engine) as session:
        states: dict[str, dict[str, int]] = {}
        for source_id, state, number in session.execute(counts):
            states.setdefault(source_id, {})[state] = number
        days = dict(session.execute(newest).all())
        last = {r.source_id: r for r in session.scalars(_last_runs())}
        waiting = select(col(Request.source_id), col(Request.kind)).where(col(Request.taken).is_(None))
        asked = dict(session.execute(waiting.order_by(col(Request.asked))).all())
        found = session.scalars(
            select(Source).order_by(col(Source.enabled).desc(), col(Source.kind), col(Source.id))
        ).all()
        return [
            _source(s, states.get(s.id, {}), days.get(s.id, ""), last.get(s.id), asked.get(s.id, ""))
            for s in found
        ]


def _last_runs() -> Select[Run]:
    """The newest run of each source."""
    newest = (
        select(col(Run.source_id), func.max(col(Run.started)).label("started"))
        .group_by(col(Run.source_id))
        .subquery()
    )
    here = (newest.c.source_id == col(Run.source_id)) & (newest.c.started == col(Run.started))
    return select(Run).join(newest, here).where(col(Run.source_id) != "")


def _source(s: Source, states: Mapping[str, int], newest: str, last: Run | None, asked: str) -> SourceLine:
    return SourceLine(
        id=s.id,
        title=s.title,
        title_en=s.title_en,
        kind=s.kind,
        issuer=s.issuer or "",
        home=s.home,
        layout=s.layout,
        cron=s.cron,
        enabled=s.enabled,
        why_not=s.why_not,
        silent_days=s.silent_days,
        tier=s.tier,
        lists=tuple(s.lists),
        cadence=s.cadence,
        cadence_en=s.cadence_en,
        yields=s.yields,
        yields_en=s.yields_en,
        checked=s.checked,
        backfilled=s.backfilled_at is not None,
        answered=s.answered,
        answer=s.answer,
        answered_at=s.answered_at,
        postings=states,
        newest_day=newest,
        paused=s.paused,
        asked=asked,
        run=_run(last) if last else None,
    )


def _run(r: Run) -> RunLine:
    checks = tuple(
        CheckLine(str(c.get("name")), bool(c.get("passed")), str(c.get("text", ""))) for c in r.checks
    )
    return RunLine(
        r.job, r.source_id, r.started, r.ended, r.verdict, r.progress, dict(r.counts), checks, r.error
    )


def runs(engine: Engine, limit: int = 20) -> list[RunLine]:
    """The newest runs of all jobs."""
    with reading(engine) as session:
        found = session.scalars(select(Run).order_by(col(Run.started).desc()).limit(limit))
        return [_run(r) for r in found]


def running(engine: Engine) -> list[RunLine]:
    """Runs that have not ended."""
    with reading(engine) as session:
        return [_run(r) for r in session.scalars(select(Run).where(col(Run.ended).is_(None)))]


def filed(engine: Engine, document_id: str) -> Filed | None:
    """What is needed to give an archived file back; None where the store has no such document."""
    with reading(engine) as session:
        d = session.get(Document, document_id)
        return Filed(d.sha256, d.media_type, d.name, d.final_url, d.fetched_at, d.origin) if d else None


def place(engine: Engine, mention_id: str) -> tuple[Filed, int, Box] | None:
    """The file, page (from 1) and box that prove a value; None where it does not stand on a page or picture."""
    with reading(engine) as session:
        mention = session.get(Mention, mention_id)
        if mention is None or not mention.box:
            return None
        page, box, document = mention.page or 1, Box.model_validate(mention.box), mention.document_id
    found = filed(engine, document)
    return (found, page, box) if found else None


def fetched(engine: Engine, urls: Iterable[str]) -> set[str]:
    """Those of the addresses that the store has fetched, whatever way they are spelled."""
    by_normal = {normal_url(url): url for url in urls}
    query = select(col(Posting.url_normal)).where(
        col(Posting.url_normal).in_(by_normal), col(Posting.notice_id).is_not(None)
    )
    with reading(engine) as session:
        return {by_normal[found] for found in session.scalars(query)}
