"""What the first page shows: what this store is, its key figures and its trends. Read-only, plain records out.

A copy of a notice on another site is never counted (`store/copies.py`). Further read-only queries: `show_notices`
(lists), `show_notice` (one notice), `show_entities`, `show_work` (deadlines, sources, runs). Nothing here writes, and
nothing that belongs to a session gets out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine as Engine
from sqlalchemy import Integer, case, cast, distinct, func, select
from sqlmodel import col

from store.copies import originals
from store.counted import official
from store.db import reading
from store.merging import follow_all
from store.tables import (
    Entry,
    EntryProblem,
    Finding,
    Notice,
    NoticeIssuer,
    Posting,
    Run,
    Source,
    StoreMark,
)

_counted = official()


@dataclass(frozen=True)
class Pulse:
    """What a store is, and a stamp that changes when what pages show has changed."""

    origin: str  # live | example
    stamp: str
    notices: int
    listed: int  # postings seen in lists and not fetched yet
    newest: datetime | None  # when a notice last changed


@dataclass(frozen=True)
class Figures:
    """Key figures. `apps_named` counts rows: an app named in two notices counts twice."""

    official: int
    press: int
    apps_named: int
    apps_distinct: int
    companies: int
    lists_complete: int
    lists_expected: int
    first_day: str
    last_day: str


@dataclass(frozen=True)
class MonthCount:
    """Official notices of one authority in one month."""

    month: str
    issuer: str
    notices: int


@dataclass(frozen=True)
class YearCount:
    """Apps named by official notices of one year, as rows read and as the notices state them."""

    year: int
    rows: int
    stated: int


@dataclass(frozen=True)
class ViolationCount:
    """Official notices that report a violation, and rows of named apps that carry it."""

    code: str
    notices: int
    rows: int


def pulse(engine: Engine) -> Pulse:
    """The store's origin and its stamp; cheap enough for every page."""
    with reading(engine) as session:
        origin = session.scalar(select(col(StoreMark.origin)).limit(1)) or "live"
        notices, changed = session.execute(
            select(func.count(col(Notice.id)), func.max(col(Notice.last_changed)))
        ).one()
        listed = (
            session.scalar(select(func.count(col(Posting.id))).where(col(Posting.state) == "listed")) or 0
        )
        entries = session.scalar(select(func.count(col(Entry.id)))) or 0
        checked = session.scalar(select(func.max(col(Notice.last_checked))))
        sources = session.scalar(select(func.count(col(Source.id)))) or 0
        runs = session.scalar(select(func.max(col(Run.ended))))
    stamp = f"{notices}|{changed}|{listed}|{entries}|{checked}|{sources}|{runs}"
    return Pulse(origin, stamp, notices, listed, changed)


def figures(engine: Engine) -> Figures:
    """Key figures over the whole store."""
    named = (col(Entry.subject) == "app") & (col(Entry.role) == "target") & _counted
    expected = col(Notice.seal_state).in_(("complete", "incomplete", "list_not_found"))
    with reading(engine) as session:
        kinds = dict(
            session.execute(
                select(col(Notice.kind), func.count()).where(originals()).group_by(col(Notice.kind))
            ).all()
        )
        rows = session.scalar(
            select(func.count())
            .select_from(Entry)
            .join(Notice, col(Notice.id) == col(Entry.notice_id))
            .where(named)
        )
        apps = session.scalars(
            select(col(Entry.app_id))
            .distinct()
            .join(Notice, col(Notice.id) == col(Entry.notice_id))
            .where(named)
        )
        distinct_apps = set(follow_all(session, {a: a for a in apps if a}).values())
        firms = session.scalars(
            select(col(Entry.company_id))
            .distinct()
            .join(Notice, col(Notice.id) == col(Entry.notice_id))
            .where(col(Entry.role).in_(("target", "operator")), col(Entry.kind) != "person", _counted)
        )
        distinct_firms = set(follow_all(session, {c: c for c in firms if c}).values())
        complete, lists, first, last = session.execute(
            select(
                func.sum(case((col(Notice.seal_state) == "complete", 1), else_=0)),
                func.sum(case((expected, 1), else_=0)),
                func.min(col(Notice.day)),
                func.max(col(Notice.day)),
            ).where(_counted)
        ).one()
    return Figures(
        official=kinds.get("official", 0),
        press=kinds.get("press", 0),
        apps_named=rows or 0,
        apps_distinct=len(distinct_apps),
        companies=len(distinct_firms),
        lists_complete=complete or 0,
        lists_expected=lists or 0,
        first_day=first or "",
        last_day=last or "",
    )


def per_month(engine: Engine) -> list[MonthCount]:
    """Official notices by month of their day and by lead authority; a joint notice counts once for each lead."""
    month = func.substr(col(Notice.day), 1, 7)
    query = (
        select(month, col(NoticeIssuer.code), func.count(distinct(col(Notice.id))))
        .join(NoticeIssuer, col(NoticeIssuer.notice_id) == col(Notice.id))
        .where(
            _counted,
            col(NoticeIssuer.role) == "lead",
            func.length(col(Notice.day)) >= 7,
        )
        .group_by(month, col(NoticeIssuer.code))
        .order_by(month, col(NoticeIssuer.code))
    )
    with reading(engine) as session:
        return [MonthCount(*row) for row in session.execute(query)]


def per_year(engine: Engine) -> list[YearCount]:
    """Apps named per year of the notice's day: rows read, and the sum of the numbers stated."""
    year = cast(func.substr(col(Notice.day), 1, 4), Integer)
    official = _counted & (func.length(col(Notice.day)) >= 4)
    named = (col(Entry.subject) == "app") & (col(Entry.role) == "target")
    read = (
        select(year, func.count())
        .join(Entry, col(Entry.notice_id) == col(Notice.id))
        .where(official, named)
        .group_by(year)
    )
    stated = select(year, func.sum(func.coalesce(col(Notice.seal_stated), 0))).where(official).group_by(year)
    with reading(engine) as session:
        rows = dict(session.execute(read).all())
        sums = {y: int(total) for y, total in session.execute(stated)}
    return [YearCount(y, rows.get(y, 0), sums.get(y, 0)) for y in sorted(rows.keys() | sums.keys())]


def top_violations(engine: Engine, limit: int = 12) -> list[ViolationCount]:
    """Violation types by the number of official notices that report them, and rows of apps that carry them."""
    whole = (
        select(col(Finding.code), col(Finding.notice_id))
        .join(Notice, col(Notice.id) == col(Finding.notice_id))
        .where(col(Finding.kind) == "violation", _counted)
    )
    rows = (
        select(col(EntryProblem.code), col(Entry.notice_id), col(Entry.id))
        .join(Entry, col(Entry.id) == col(EntryProblem.entry_id))
        .join(Notice, col(Notice.id) == col(Entry.notice_id))
        .where(col(EntryProblem.code) != "", _counted)
    )
    notices: dict[str, set[str]] = {}
    entries: dict[str, set[str]] = {}
    with reading(engine) as session:
        for code, notice in session.execute(whole):
            notices.setdefault(code, set()).add(notice)
        for code, notice, entry in session.execute(rows):
            notices.setdefault(code, set()).add(notice)
            entries.setdefault(code, set()).add(entry)
    counts = [ViolationCount(code, len(ids), len(entries.get(code, ()))) for code, ids in notices.items()]
    return sorted(counts, key=lambda c: (-c.notices, -c.rows, c.code))[:limit]
