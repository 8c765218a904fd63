"""Apps and companies: finding them by any of their names, and everything that notices say of one group. Read-only."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Engine, Select, func, or_, select
from sqlmodel import Session, col

from store import vocab
from store.copies import originals
from store.counted import Counted, columns, count, counts, official, reports
from store.db import reading
from store.merging import follow
from store.persons import hide, mask
from store.proposals import look_alikes
from store.show_notice import row
from store.show_notices import Line, lines, persons
from store.show_shapes import Problem, Quote, Row
from store.tables import App, Company, Document, Entry, EntryProblem, Mention, Name, Notice, Redirect

MAX_HITS = 60
MAX_ROWS = 500  # rows that one page shows; the total is always stated


@dataclass(frozen=True)
class Hit:
    """A group, or an app without a known company, and the names by which it was found."""

    id: str
    subject: str  # company | app
    name: str
    name_en: str
    type: str
    matched: tuple[str, ...]
    apps: tuple[tuple[str, str], ...]  # (id, name) of its apps
    companies: int
    counted: Counted


@dataclass(frozen=True)
class EntityName:
    """A name of an entity; `kind` and `basis` as in the names' table."""

    text: str
    kind: str
    basis: str


@dataclass(frozen=True)
class Member:
    """An app or company of the group."""

    id: str
    subject: str
    name: str
    name_en: str
    kind: str
    counted: Counted


@dataclass(frozen=True)
class NamedRow:
    """One row with the notice that it stands in."""

    line: Line
    row: Row


@dataclass(frozen=True)
class Rows:
    """Rows of one kind of notice, the newest first: at most `MAX_ROWS`, and how many there are."""

    shown: tuple[NamedRow, ...]
    total: int


@dataclass(frozen=True)
class Entity:
    """An app or company: its names, its group, and the rows that name it or members of it."""

    id: str
    subject: str
    name: str
    name_en: str
    type: str
    names: tuple[EntityName, ...]
    group: Hit | None
    members: tuple[Member, ...]
    counted: Counted
    rows: Rows  # of official notices
    reports: Rows  # of press reports
    copies: Rows  # of further places of either, which are counted nowhere
    others: tuple[tuple[str, str, str], ...] = ()  # of an app: others of its name: id, name, firm


def find(engine: Engine, text: str) -> list[Hit]:
    """Groups and lone apps that go by this name, exact names first. 微信, Tencent and 腾讯 find one group."""
    key = vocab.fold(text)
    if not key:
        return []
    with reading(engine) as session:
        found = _by_name(session, key)
        heads: dict[tuple[str, str], dict[str, None]] = {}
        for subject, subject_id, name in found:
            head = _head(session, subject, follow(session, subject_id))
            if head:
                heads.setdefault(head, {})[name] = None
        return _hits(session, dict(list(heads.items())[:MAX_HITS]))


def _by_name(session: Session, key: str) -> list[tuple[str, str, str]]:
    exact = select(col(Name.subject), col(Name.subject_id), col(Name.text)).where(col(Name.key) == key)
    within = (
        select(col(Name.subject), col(Name.subject_id), col(Name.text))
        .where(col(Name.key).contains(key, autoescape=True), col(Name.key) != key)
        .order_by(func.length(col(Name.key)), col(Name.key))
        .limit(MAX_HITS * 5)
    )
    curated = [
        *(("company", i, n) for i, n in _curated(session, Company, _curated_companies(key))),
        *(("app", i, n) for i, n in _curated(session, App, _curated_apps(key))),
    ]
    return [*session.execute(exact), *curated, *session.execute(within)]


def _curated_companies(key: str) -> list[str]:
    return [
        c.key for c in vocab.companies().values() if key in map(vocab.fold, (c.zh, c.en, *c.names, *c.legal))
    ]


def _curated_apps(key: str) -> list[str]:
    return [a.key for a in vocab.apps().values() if key in map(vocab.fold, (a.zh, a.en, *a.names))]


def _curated(
    session: Session, table: type[Company] | type[App], keys: list[str]
) -> Iterable[tuple[str, str]]:
    query = select(col(table.id), col(table.name)).where(col(table.curated).in_(keys))
    return session.execute(query).all() if keys else []


def _head(session: Session, subject: str, subject_id: str) -> tuple[str, str] | None:
    """The group that stands for a thing: its company's head, the company, or the app itself."""
    company_id: str | None = subject_id
    if subject == "app":
        app = session.get(App, subject_id)
        if app is None:
            return None
        company_id = app.company_id
        if company_id is None:
            return "app", app.id
    company = session.get(Company, follow(session, company_id or ""))
    if company is None:
        return ("app", subject_id) if subject == "app" else None
    head = session.get(Company, company.group_id) if company.group_id else None
    return "company", (head or company).id


def _hits(session: Session, heads: dict[tuple[str, str], dict[str, None]]) -> list[Hit]:
    return [_hit(session, subject, head, tuple(names)) for (subject, head), names in heads.items()]


def _hit(session: Session, subject: str, head: str, matched: tuple[str, ...]) -> Hit:
    if subject == "app":
        app = session.get_one(App, head)
        counted = count(session, _of([], [head]))
        return Hit(app.id, "app", app.name, app.name_en, app.kind, matched, ((app.id, app.name),), 0, counted)
    company = session.get_one(Company, head)
    firms = _firms(session, head)
    apps = session.execute(_apps_of(firms)).all()
    person = company.type == "person"
    return Hit(
        id=company.id,
        subject="company",
        name=mask(company.name) if person else company.name,
        name_en="" if person else company.name_en,
        type=company.type,
        matched=() if person else matched,
        apps=tuple((i, n) for i, n in apps),
        companies=len(firms),
        counted=count(session, _of(firms, [i for i, _ in apps])),
    )


def _apps_of(firms: Sequence[str]) -> Select[str, str]:
    gone = col(App.id).in_(select(col(Redirect.old_id)))
    return (
        select(col(App.id), col(App.name))
        .where(col(App.company_id).in_(firms), ~gone)
        .order_by(col(App.name))
    )


def _firms(session: Session, head: str) -> list[str]:
    """The group's head and its members."""
    members = session.scalars(
        select(col(Company.id)).where(col(Company.group_id) == head, col(Company.id) != head)
    )
    return [head, *members]


def _of(firms: Sequence[str], apps: Sequence[str]) -> ColumnElement[bool]:
    """Entries of these companies and apps; a merge has pointed older entries at them."""
    return or_(col(Entry.company_id).in_(firms), col(Entry.app_id).in_(apps))


def groups(engine: Engine, limit: int = 40) -> list[Hit]:
    """The groups and firms that official notices name most, for a reader who has not searched yet."""
    head = func.coalesce(col(Company.group_id), col(Company.id))
    notices, rows, told, _ = columns()
    query = (
        select(head)
        .join(Entry, col(Entry.company_id) == col(Company.id))
        .join(Notice, col(Notice.id) == col(Entry.notice_id))
        .where(col(Company.type) != "person")
        .group_by(head)
        .order_by(notices.desc(), rows.desc(), told.desc(), head)
        .limit(limit)
    )
    with reading(engine) as session:
        hits = [_hit(session, "company", company, ()) for company in session.scalars(query)]
    return sorted(hits, key=lambda hit: hit.counted.rank)


def entity(engine: Engine, entity_id: str) -> Entity | None:
    """An app or company by id, behind merges; None where there is none."""
    with reading(engine) as session:
        found = follow(session, entity_id)
        app = session.get(App, found)
        if app is not None:
            return _app(session, app)
        company = session.get(Company, found)
        return _company(session, company) if company is not None else None


def _app(session: Session, app: App) -> Entity:
    head = _head(session, "app", app.id)
    mine = _of([], [app.id])
    return Entity(
        id=app.id,
        subject="app",
        name=app.name,
        name_en=app.name_en,
        type=app.kind,
        names=_names(session, app.id),
        group=_hit(session, *head, ()) if head and head[0] == "company" else None,
        members=(),
        counted=count(session, mine),
        rows=_rows(session, mine & official()),
        reports=_rows(session, mine & reports()),
        copies=_rows(session, mine & ~originals()),
        others=tuple(look_alikes(session, app)),
    )


def _company(session: Session, company: Company) -> Entity:
    firms = _firms(session, company.id)
    apps = [i for i, _ in session.execute(_apps_of(firms))]
    mine = _of(firms, apps)
    group = None
    if company.group_id and company.group_id != company.id:
        group = _hit(session, "company", company.group_id, ())
    names = _names(session, company.id)
    members = _members(session, firms[1:], apps)
    person = company.type == "person"
    return Entity(
        id=company.id,
        subject="company",
        name=mask(company.name) if person else company.name,
        name_en=company.name_en,
        type=company.type,
        names=() if person else names,
        group=group,
        members=members,
        counted=count(session, mine),
        rows=_rows(session, mine & official()),
        reports=_rows(session, mine & reports()),
        copies=_rows(session, mine & ~originals()),
    )


def _names(session: Session, subject_id: str) -> tuple[EntityName, ...]:
    query = select(Name).where(col(Name.subject_id) == subject_id).order_by(col(Name.kind), col(Name.text))
    return tuple(EntityName(n.text, n.kind, n.basis) for n in session.scalars(query))


def _members(session: Session, firms: Sequence[str], apps: Sequence[str]) -> tuple[Member, ...]:
    found: list[Member] = []
    mine = counts(session, col(Entry.company_id), firms)
    for company in session.scalars(
        select(Company).where(col(Company.id).in_(firms)).order_by(col(Company.name))
    ):
        counted = mine.get(company.id, Counted())
        name = mask(company.name) if company.type == "person" else company.name
        found.append(Member(company.id, "company", name, company.name_en, company.type, counted))
    mine = counts(session, col(Entry.app_id), apps)
    for app in session.scalars(select(App).where(col(App.id).in_(apps)).order_by(col(App.name))):
        counted = mine.get(app.id, Counted())
        found.append(Member(app.id, "app", app.name, app.name_en, app.kind, counted))
    return tuple(found)


def _rows(session: Session, condition: ColumnElement[bool]) -> Rows:
    here = col(Notice.id) == col(Entry.notice_id)
    total = session.scalar(select(func.count(col(Entry.id))).join(Notice, here).where(condition)) or 0
    found = session.execute(
        select(Entry, Notice)
        .join(Notice, here)
        .where(condition)
        .order_by(col(Notice.day).desc(), col(Entry.notice_id), col(Entry.row))
        .limit(MAX_ROWS)
    ).all()
    ids = [e.id for e, _ in found]
    by_notice = {x.id: x for x in lines(session, list({n.id: n for _, n in found}.values()))}
    problems, quotes, people = (
        _problems(session, ids),
        _quotes(session, ids),
        persons(session, list(by_notice)),
    )
    return Rows(tuple(_named(e, by_notice[e.notice_id], problems, quotes, people) for e, _ in found), total)


def _named(
    e: Entry,
    line: Line,
    problems: dict[str, list[Problem]],
    quotes: dict[str, list[Quote]],
    people: dict[str, tuple[str, ...]],
) -> NamedRow:
    hidden = people.get(e.notice_id, ())
    proof = tuple(replace(q, text=hide(q.text, hidden)) for q in quotes.get(e.id, ()))
    return NamedRow(line, row(e, tuple(problems.get(e.id, ())), proof, hidden))


def _problems(session: Session, ids: Sequence[str]) -> dict[str, list[Problem]]:
    query = (
        select(EntryProblem).where(col(EntryProblem.entry_id).in_(ids)).order_by(col(EntryProblem.position))
    )
    found: dict[str, list[Problem]] = {}
    for p in session.scalars(query):
        found.setdefault(p.entry_id, []).append(Problem(p.code, p.wording))
    return found


def _quotes(session: Session, ids: Sequence[str]) -> dict[str, list[Quote]]:
    query = (
        select(Mention, col(Document.name), col(Document.kind))
        .join(Document, col(Document.id) == col(Mention.document_id), isouter=True)
        .where(col(Mention.subject_id).in_(ids))
        .order_by(col(Mention.id))
    )
    found: dict[str, list[Quote]] = {}
    for m, name, kind in session.execute(query):
        quote = Quote(m.field, m.quote, name if kind == "attachment" else "", m.document_id, m.row, m.page)
        found.setdefault(m.subject_id, []).append(quote)
    return found
