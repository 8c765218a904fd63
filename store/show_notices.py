"""Lists of notices: filters, pages of a list, and the choices that the filters offer. Read-only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, Select, distinct, func, or_, select
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col

from store.copies import leaders, originals
from store.db import reading
from store.persons import hide
from store.search import search
from store.series import OWN
from store.tables import Entry, EntryProblem, Finding, Notice, NoticeIssuer, Posting, Source

MOST_FOUND = 20_000  # notices that one search text may bring: SQLite takes 32,766 values in one query


@dataclass(frozen=True)
class Filters:
    """What a reader asks for; an empty value does not filter."""

    text: str = ""
    issuer: str = ""
    kind: str = ""  # official | press
    year: str = ""
    violation: str = ""
    seal: str = ""


@dataclass(frozen=True)
class Line:
    """One notice in a list."""

    id: str
    title: str
    day: str
    precision: str
    basis: str
    kind: str
    document: str
    language: str
    url: str
    issuers: tuple[str, ...]
    violations: tuple[str, ...]
    seal_state: str
    seal_stated: int | None
    seal_read: int
    source: str = ""  # the outlet of a press report
    source_en: str = ""


@dataclass(frozen=True)
class Found:
    """One page of a list, and how many notices the whole list has, of which so many are press reports."""

    lines: tuple[Line, ...]
    total: int
    reports: int


@dataclass(frozen=True)
class Choices:
    """What occurs in the store, each with its number of notices: what the filters can offer."""

    issuers: dict[str, int]
    years: dict[str, int]
    violations: dict[str, int]
    seals: dict[str, int]
    kinds: dict[str, int]


def notices(engine: Engine, filters: Filters, page: int = 1, size: int = 20) -> Found:
    """Notices that pass the filters, newest first, copies left out; with a search text, in the same order."""
    conditions = [*_conditions(filters), originals()]
    if filters.text.strip():
        conditions.append(col(Notice.id).in_(_searched(engine, filters.text)))
    query = select(Notice).where(*conditions).order_by(col(Notice.day).desc(), col(Notice.id))
    with reading(engine) as session:
        kinds = select(col(Notice.kind), func.count(col(Notice.id))).where(*conditions)
        numbers = dict(session.execute(kinds.group_by(col(Notice.kind))).all())
        found = session.scalars(query.offset(max(page - 1, 0) * size).limit(size)).all()
        return Found(tuple(lines(session, found)), sum(numbers.values()), numbers.get("press", 0))


def _searched(engine: Engine, text: str) -> list[str]:
    """The notices with this text; where a copy has it, the one that leads."""
    found = search(engine, text, MOST_FOUND)
    with reading(engine) as session:
        leading = leaders(session, found)
    return [leading.get(id_, id_) for id_ in found]


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.issuer:
        by_issuer = select(col(NoticeIssuer.notice_id)).where(
            col(NoticeIssuer.code) == filters.issuer, col(NoticeIssuer.role).in_(OWN)
        )
        conditions.append(col(Notice.id).in_(by_issuer))
    if filters.kind:
        conditions.append(col(Notice.kind) == filters.kind)
    if filters.year:
        conditions.append(col(Notice.day).startswith(filters.year, autoescape=True))
    if filters.violation:
        whole, rows = _violation(filters.violation)
        conditions.append(or_(col(Notice.id).in_(whole), col(Notice.id).in_(rows)))
    if filters.seal:
        conditions.append(col(Notice.seal_state) == filters.seal)
    return conditions


def _violation(code: str) -> tuple[Select[str], Select[str]]:
    whole = select(col(Finding.notice_id)).where(col(Finding.kind) == "violation", col(Finding.code) == code)
    rows = (
        select(col(Entry.notice_id))
        .join(EntryProblem, col(EntryProblem.entry_id) == col(Entry.id))
        .where(col(EntryProblem.code) == code)
    )
    return whole, rows


def lines(session: Session, found: Sequence[Notice]) -> list[Line]:
    """The given notices as lines of a list, with their authorities and violations."""
    ids = [n.id for n in found]
    issuers = select(col(NoticeIssuer.notice_id), col(NoticeIssuer.code)).where(
        col(NoticeIssuer.notice_id).in_(ids), col(NoticeIssuer.role).in_(OWN)
    )
    whole = select(col(Finding.notice_id), col(Finding.code)).where(
        col(Finding.notice_id).in_(ids), col(Finding.kind) == "violation"
    )
    rows = (
        select(col(Entry.notice_id), col(EntryProblem.code))
        .join(EntryProblem, col(EntryProblem.entry_id) == col(Entry.id))
        .where(col(Entry.notice_id).in_(ids), col(EntryProblem.code) != "")
        .distinct()
    )
    authorities = _grouped(session.execute(issuers.order_by(col(NoticeIssuer.role), col(NoticeIssuer.code))))
    codes = _grouped([*session.execute(whole), *session.execute(rows)])
    people = persons(session, ids)
    outlets = _outlets(session, ids)
    return [
        _line(
            n,
            authorities.get(n.id, ()),
            codes.get(n.id, ()),
            people.get(n.id, ()),
            outlets.get(n.id, ("", "")),
        )
        for n in found
    ]


def _outlets(session: Session, ids: Sequence[str]) -> dict[str, tuple[str, str]]:
    """By press report: the outlet's name, in Chinese and English."""
    query = (
        select(col(Notice.id), col(Source.title), col(Source.title_en))
        .join(Posting, col(Posting.id) == col(Notice.posting_id))
        .join(Source, col(Source.id) == col(Posting.source_id))
        .where(col(Notice.id).in_(ids), col(Notice.kind) == "press")
    )
    return {id_: (title, title_en) for id_, title, title_en in session.execute(query)}


def persons(session: Session, ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By notice: every form of the natural persons' names in it, which are shown masked only."""
    query = select(col(Entry.notice_id), col(Entry.name), col(Entry.aliases)).where(
        col(Entry.notice_id).in_(ids), col(Entry.kind) == "person"
    )
    forms = [(notice, form) for notice, name, also in session.execute(query) for form in (name, *also)]
    return _grouped(forms)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for key, value in pairs:
        found.setdefault(key, {})[value] = None
    return {key: tuple(values) for key, values in found.items()}


def _line(
    n: Notice,
    issuers: tuple[str, ...],
    violations: tuple[str, ...],
    people: tuple[str, ...],
    outlet: tuple[str, str],
) -> Line:
    return Line(
        id=n.id,
        title=hide(n.title, people),
        day=n.day,
        precision=n.published_precision,
        basis=n.published_basis,
        kind=n.kind,
        document=n.document,
        language=n.language,
        url=n.url,
        issuers=issuers,
        violations=violations,
        seal_state=n.seal_state,
        seal_stated=n.seal_stated,
        seal_read=n.seal_read,
        source=outlet[0],
        source_en=outlet[1],
    )


def choices(engine: Engine) -> Choices:
    """What the filters offer, most frequent first; years newest first."""
    year = func.substr(col(Notice.day), 1, 4)
    number = func.count(distinct(col(Notice.id)))
    issuers = (
        select(col(NoticeIssuer.code), number)
        .join(Notice, col(Notice.id) == col(NoticeIssuer.notice_id))
        .where(col(NoticeIssuer.role).in_(OWN), originals())
        .group_by(col(NoticeIssuer.code))
        .order_by(number.desc(), col(NoticeIssuer.code))
    )
    pairs = (
        select(col(Finding.code), col(Finding.notice_id))
        .join(Notice, col(Notice.id) == col(Finding.notice_id))
        .where(col(Finding.kind) == "violation", originals())
    )
    rows = (
        select(col(EntryProblem.code), col(Entry.notice_id))
        .join(Entry, col(Entry.id) == col(EntryProblem.entry_id))
        .join(Notice, col(Notice.id) == col(Entry.notice_id))
        .where(col(EntryProblem.code) != "", originals())
        .distinct()
    )
    with reading(engine) as session:
        by_code = _grouped([*session.execute(pairs), *session.execute(rows)])
        return Choices(
            issuers=dict(session.execute(issuers).all()),
            years=dict(
                session.execute(
                    select(year, number).where(originals()).group_by(year).order_by(year.desc())
                ).all()
            ),
            violations={c: len(ids) for c, ids in sorted(by_code.items(), key=lambda i: (-len(i[1]), i[0]))},
            seals=dict(session.execute(_by(col(Notice.seal_state))).all()),
            kinds=dict(session.execute(_by(col(Notice.kind))).all()),
        )


def _by(column: ColumnElement[str] | Mapped[str]) -> Select[str, int]:
    return (
        select(column, func.count()).where(originals()).group_by(column).order_by(func.count().desc(), column)
    )
