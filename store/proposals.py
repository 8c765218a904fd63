"""Which identities may be one: proposed to a person with a score and the reasons, never merged by this.

Candidates come from blocks (equal names, numbers, cores of names, neighbours in order), so the work grows with the
table and not with its square. Two that differ in a number of their own, or were decided to be two, are never proposed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, groupby

from rapidfuzz.distance import Levenshtein
from sqlalchemy import Engine
from sqlmodel import Session, and_, col, func, or_, select
from sqlmodel.sql.expression import Select

from store import kinds
from store.db import reading
from store.kinship import Kin, head, kin
from store.merging import Subject, follow_all
from store.persons import mask
from store.spelling import core
from store.tables import App, Company, Decision, Entry, Name
from store.vocab import fold

RULE = "rule: same number"  # in whose name `store/numbers.py` decides
NEIGHBOURS = 4  # in the order of names, each is compared with so many that follow it
BLOCK = 40  # of a block that is larger than this each is compared with its neighbours only
NEAR = 0.799  # names that are less alike than this are two (one of five signs may differ)
SHOWN = 500
ON_A_PAGE = 20_000  # identities that are compared while a reader waits: about four seconds


@dataclass(frozen=True)
class Proposal:
    """Two identities that may be one. `reasons` are codes; `score` is 0 to 1."""

    subject: Subject
    one: str
    other: str
    names: tuple[str, str]
    score: float
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Known:
    """What tells one identity from another."""

    id: str
    name: str
    key: str
    core: str
    firm: str = ""  # of an app: the head of its developer's group
    legal: bool = False
    person: bool = False
    filings: frozenset[str] = frozenset()
    credits: frozenset[str] = frozenset()


def proposals(engine: Engine, limit: int = SHOWN) -> list[Proposal]:
    """The proposals, the surest first."""
    with reading(engine) as session:
        known = kin(session)
        apart = {frozenset(map(known.follow, pair)) for pair in decided(session)}
        firms, apps = companies(session, known), all_apps(session, known)
    subjects: tuple[tuple[Subject, dict[str, Known]], ...] = (("company", firms), ("app", apps))
    found: dict[tuple[str, str], Proposal] = {}
    for subject, things in subjects:
        for one, other in _pairs(things):
            proposal = _compare(subject, one, other, firms)
            if proposal and frozenset((one.id, other.id)) not in apart:
                found[one.id, other.id] = proposal
    return sorted(found.values(), key=lambda p: (-p.score, p.subject, p.names, p.one))[:limit]


def for_a_page(engine: Engine, limit: int) -> list[Proposal] | None:
    """The surest proposals; None where comparing all identities would take longer than a page may."""
    with reading(engine) as session:
        total = sum(session.exec(select(func.count()).select_from(table)).one() for table in (App, Company))
    return proposals(engine, limit) if total <= ON_A_PAGE else None


def decided(session: Session) -> Iterable[tuple[str, str]]:
    """Pairs that were decided to be two: by a person, or by undoing what the rule of numbers had merged."""
    apart = and_(col(Decision.kind).in_(("not_same", "split")), col(Decision.undone_at).is_(None))
    undone = and_(Decision.kind == "merge", Decision.by == RULE, col(Decision.undone_at).is_not(None))
    return session.exec(select(Decision.from_id, Decision.to_id).where(or_(apart, undone))).all()


def companies(session: Session, known: Kin) -> dict[str, Known]:
    """Every firm that was not merged away, by id."""
    found = {
        id_: Known(id_, name, fold(name), core(name), known.head(id_), kinds.is_legal(name), kind == "person")
        for id_, name, kind in session.exec(select(Company.id, Company.name, Company.type))
        if id_ not in known.redirects
    }
    carried = select(Entry.company_id, Entry.credit_code).where(Entry.credit_code != "").distinct()
    for id_, code in session.exec(carried):  # a row of an app carries the code of its developer
        if id_ in found:
            found[id_].credits |= {code}
    return found


def all_apps(session: Session, known: Kin) -> dict[str, Known]:
    """Every app that was not merged away, by id."""
    found = {
        id_: Known(id_, name, fold(name), core(name), known.firm(id_) or "")
        for id_, name in session.exec(select(App.id, App.name))
        if id_ not in known.redirects
    }
    carried = select(Entry.app_id, Entry.filing).where(Entry.filing != "").distinct()
    for id_, number in session.exec(carried):
        if id_ in found:
            found[id_].filings |= {number}
    return found


def _pairs(things: dict[str, Known]) -> Iterator[tuple[Known, Known]]:
    """Each candidate pair, perhaps more than once, the smaller id first."""
    by_id = sorted(things.values(), key=lambda t: t.id)
    for block in chain(_equal(by_id, lambda t: t.key), _equal(by_id, lambda t: t.core), _numbered(by_id)):
        yield from _near_by(block, len(block) if len(block) <= BLOCK else NEIGHBOURS)
    for order in (lambda t: t.key, lambda t: t.key[::-1]):
        yield from _near_by(sorted(by_id, key=order), NEIGHBOURS)


def _near_by(row: Sequence[Known], near: int) -> Iterator[tuple[Known, Known]]:
    for place, one in enumerate(row):
        for other in row[place + 1 : place + 1 + near]:
            yield (one, other) if one.id < other.id else (other, one)


def _equal(by_id: Iterable[Known], value: Callable[[Known], str]) -> Iterator[list[Known]]:
    """Those that have a name, or the core of one, in common."""
    for own, block in groupby(sorted(by_id, key=value), value):
        found = list(block)
        if own and len(found) > 1:
            yield found


def _numbered(by_id: Iterable[Known]) -> Iterator[list[Known]]:
    blocks: dict[str, list[Known]] = defaultdict(list)
    for thing in by_id:
        for number in thing.filings | thing.credits:
            blocks[number].append(thing)
    yield from (block for block in blocks.values() if len(block) > 1)


def _compare(subject: Subject, one: Known, other: Known, firms: dict[str, Known]) -> Proposal | None:
    if (
        one.person
        or other.person
        or _differ(one.filings, other.filings)
        or _differ(one.credits, other.credits)
    ):
        return None
    found = _app(one, other, firms) if subject == "app" else _firm(one, other)
    if one.filings & other.filings:
        found = (1.0, ("same_filing",))
    if one.credits & other.credits:
        found = (1.0, ("same_credit_code",))
    if found is None:
        return None
    score, reasons = found
    return Proposal(subject, one.id, other.id, (one.name, other.name), round(score, 2), reasons)


def _differ(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    return bool(mine and theirs) and not mine & theirs


def alike(one: str, other: str) -> float:
    """How alike two folded names are, 0 to 1; names that differ in a number are two."""
    score = Levenshtein.normalized_similarity(one, other, score_cutoff=NEAR)
    return score if score == 1 or (score and _numbers(one) == _numbers(other)) else 0.0


def _numbers(name: str) -> list[str]:
    return re.findall(r"\d+", name)


def _app(one: Known, other: Known, firms: dict[str, Known]) -> tuple[float, tuple[str, ...]] | None:
    score = alike(one.key, other.key)
    if not score:
        return None
    named = "same_name" if score == 1 else "near_name"
    if not one.firm or not other.firm:
        return (0.6, (named, "developer_unknown")) if score == 1 else None
    if one.firm == other.firm:
        return 0.9 * score, (named, "same_developer")
    developers = [firms[id_].key for id_ in (one.firm, other.firm) if id_ in firms]
    near = alike(*developers) if len(developers) == 2 else 0.0
    return (0.8 * score * near, (named, "near_developer")) if near else None


def _firm(one: Known, other: Known) -> tuple[float, tuple[str, ...]] | None:
    score = alike(one.key, other.key)
    if score and not (one.legal and other.legal and score == 1):
        return 0.85 * score, ("same_name" if score == 1 else "near_name",)
    if one.legal != other.legal and one.firm != other.firm:
        full, short = (one, other) if one.legal else (other, one)
        if len(full.core) > 1 and full.core in (short.key, short.core):
            return 0.7, ("legal_and_short",)
    return None


def look_alikes(session: Session, app: App, limit: int = 10) -> list[tuple[str, str, str]]:
    """Apps of the same or nearly the same name that another firm runs: id, name, and the firm's name."""
    key = fold(app.name)
    mine = head(session, app.company_id) if key and app.company_id else ""
    if not mine:
        return []
    scores: dict[str, float] = {}
    for id_, other in session.exec(_near(key)):
        if score := alike(key, other):
            scores[id_] = max(score, scores.get(id_, 0.0))
    today, found = follow_all(session, {id_: id_ for id_ in scores}), dict[str, float]()
    for id_, score in scores.items():
        found[today[id_]] = max(score, found.get(today[id_], 0.0))
    rows: list[tuple[str, str, str]] = []
    for id_ in sorted(found.keys() - {app.id}, key=lambda i: (-found[i], i)):
        firm = _other_firm(session, id_, mine)
        if firm is not None and len(rows) < limit:
            called = mask(firm.name) if firm.type == "person" else firm.name
            rows.append((id_, session.get_one(App, id_).name, called))
    return rows


def _near(key: str) -> Select[str, str]:
    """Names of apps that may be like this one: they begin alike, and are about as long; the same name first."""
    long = func.length(Name.key)
    return (
        select(Name.subject_id, Name.key)
        .where(Name.subject == "app", col(Name.key) >= key[:2], col(Name.key) < key[:2] + "\U0010ffff")
        .where(long >= NEAR * len(key), long <= len(key) / NEAR)
        .order_by(col(Name.key) != key)
        .limit(2000)
    )


def _other_firm(session: Session, app_id: str, mine: str) -> Company | None:
    """The head of the firm that runs another app, where it is another one and the app is known to be named."""
    app = session.get(App, app_id)
    firm = head(session, app.company_id) if app and app.company_id else mine
    named = session.exec(select(Entry.id).where(Entry.app_id == app_id).limit(1)).first()
    return session.get(Company, firm) if app and firm != mine and (named or app.curated) else None
