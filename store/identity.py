"""Identities: apps and companies with permanent ids, found or made for what `store/wishes.py` wishes for.

A merge leaves a redirect (`store/merging.py`), a split a rule (`store/splitting.py`): both beat what the names say.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Engine, insert
from sqlmodel import Session, col, select

from store import clock
from store.db import origin_of, writing
from store.ids import draw
from store.kinds import is_legal, script
from store.merging import absorbed, follow_all
from store.records import AppClaim, CompanyClaim
from store.splitting import split_off
from store.tables import App, Company, Entry, Name
from store.vocab import fold
from store.wishes import AppWish, CompanyWish, Wishes

Kind = TypeVar("Kind", App, Company)


@dataclass(frozen=True)
class _Claimed:
    """An entry with what it stands for."""

    entry: Entry
    app: AppWish | None
    company: CompanyWish | None  # of an app: its developer


def resolve(
    session: Session,
    notice_id: str,
    entries: Sequence[Entry],
    claims: Sequence[AppClaim | CompanyClaim],
    stored: Mapping[str, Entry],
    origin: str,
) -> None:
    """Put `app_id` and `company_id` into `entries`; identities that are missing are made.

    `stored` are the notice's entries as they were, by id: an identity that only this notice has keeps its id when a
    better reading mends its name.
    """
    wishes = Wishes(notice_id)
    companies = [wishes.company(c) if isinstance(c, CompanyClaim) else None for c in claims]
    claimed = [
        _Claimed(entry, wishes.app(claim), wishes.developer(claim.developer))
        if isinstance(claim, AppClaim)
        else _Claimed(entry, None, company)
        for entry, claim, company in zip(entries, claims, companies, strict=True)
    ]
    before = {
        c.company.key: was.company_id
        for c in claimed
        if c.company and (was := stored.get(c.entry.id)) and was.company_id
    }
    company_ids = _companies(session, wishes.companies, before, origin)
    apps = {_app_key(c.app, company_ids): c.app for c in claimed if c.app}
    before = {
        _app_key(c.app, company_ids): was.app_id
        for c in claimed
        if c.app and (was := stored.get(c.entry.id)) and was.app_id
    }
    app_ids = _apps(session, apps, company_ids, before, origin)
    for c in claimed:
        c.entry.company_id = company_ids[c.company.key] if c.company else None
        c.entry.app_id = app_ids[_app_key(c.app, company_ids)] if c.app else None
    split_off(session, entries)


def adopt(engine: Engine, subject: str, key: str) -> str:
    """The id of a curated app or company (`key` as in the vocabulary), made now where no notice has named it yet."""
    wishes = Wishes("")
    with writing(engine) as session:
        origin = origin_of(session)
        app = wishes.curated_app(key) if subject == "app" else None
        wanted = app.key if app else wishes.curated(key).key
        company_ids = _companies(session, wishes.companies, {}, origin)
        if app is None:
            return company_ids[wanted]
        return _apps(session, {app.key: app}, company_ids, {}, origin)[app.key]


def _app_key(wish: AppWish, company_ids: Mapping[str, str]) -> str:
    return f"app/{wish.key}/{company_ids[wish.company or '']}" if wish.by_company else wish.key


def _companies(
    session: Session, wishes: Mapping[str, CompanyWish], before: Mapping[str, str | None], origin: str
) -> dict[str, str]:
    """Company id by key, following merges."""
    rows = {row.key: row for row in session.exec(select(Company).where(col(Company.key).in_(wishes)))}
    now = clock.now()
    for key, wish in wishes.items():
        row = rows.get(key) or _mended(session, Company, key, wish.name, before.get(key))
        if row is None:
            row = Company(
                id=draw("c"), name=wish.name, name_en=wish.name_en, type=wish.type, curated=wish.curated, key=key,
                origin=origin, first_seen=now, last_changed=now,
            )  # fmt: skip
            session.add(row)
        rows[key] = row
    session.flush()  # the head of a group must be there before those that belong to it
    heads = follow_all(session, {key: rows[wish.head].id for key, wish in wishes.items()})
    for key, wish in wishes.items():
        if wish.head != key or rows[key].group_id is None:
            rows[key].group_id = heads[key]
    session.flush()
    ids = follow_all(session, {key: row.id for key, row in rows.items()})
    _keep_names(session, "company", [(ids[key], wish) for key, wish in wishes.items()])
    return ids


def _apps(
    session: Session,
    wishes: Mapping[str, AppWish],
    company_ids: Mapping[str, str],
    before: Mapping[str, str | None],
    origin: str,
) -> dict[str, str]:
    """App id by whole key, following merges."""
    spelled = _spellings(session, wishes, company_ids)
    rows = {row.key: row for row in session.exec(select(App).where(col(App.key).in_(spelled)))}
    found = {spelled[key]: row for key, row in rows.items()} | {k: rows[k] for k in wishes if k in rows}
    now = clock.now()
    for key, wish in wishes.items():
        row = found.get(key) or _mended(session, App, key, wish.name, before.get(key))
        if row is None:
            row = App(
                id=draw("a"), name=wish.name, name_en=wish.name_en, kind=wish.kind, curated=wish.curated, key=key,
                company_id=company_ids[wish.company] if wish.company else None,
                origin=origin, first_seen=now, last_changed=now,
            )  # fmt: skip
            session.add(row)
        found[key] = row
    session.flush()
    ids = follow_all(session, {key: row.id for key, row in found.items()})
    _keep_names(session, "app", [(ids[key], wish) for key, wish in wishes.items()])
    return ids


def _spellings(
    session: Session, wishes: Mapping[str, AppWish], company_ids: Mapping[str, str]
) -> dict[str, str]:
    """Each key that an app may have been made under, its developer having been merged since, with its key now."""
    spelled = {key: key for key in wishes}
    earlier = absorbed(
        session, {company_ids[w.company] for w in wishes.values() if w.by_company and w.company}
    )
    for key, wish in wishes.items():
        if wish.by_company:
            for id_ in earlier.get(company_ids[wish.company or ""], ()):
                spelled.setdefault(f"app/{wish.key}/{id_}", key)
    return spelled


def _mended(session: Session, table: type[Kind], key: str, name: str, id_: str | None) -> Kind | None:
    """The identity that this notice alone has under an earlier reading of the name, renamed."""
    row = session.get(table, id_) if id_ and key.startswith("notice/") else None
    if row is None or not row.key.startswith("notice/"):
        return None
    row.key, row.name, row.last_changed = key, name, clock.now()
    return row


def _keep_names(session: Session, subject: str, wanted: Iterable[tuple[str, AppWish | CompanyWish]]) -> None:
    """Write the names that are not known yet, curated ones first."""
    rows: dict[tuple[str, str, str], dict[str, str]] = {}
    for id_, wish in wanted:
        stated = [(name, "legal" if is_legal(name) else script(name)) for name in sorted(wish.stated)]
        for basis, names in (("curated", wish.curated_names), ("stated", stated)):
            for text, kind in names:
                row = {"subject": subject, "subject_id": id_, "text": text, "key": fold(text), "kind": kind}
                rows.setdefault((id_, row["key"], kind), row | {"basis": basis})
    ids = {id_ for id_, _, _ in rows}
    known = session.exec(select(Name.subject_id, Name.key, Name.kind).where(col(Name.subject_id).in_(ids)))
    fresh = [rows[key] for key in rows.keys() - {tuple(k) for k in known}]
    if fresh:
        session.execute(
            insert(Name), sorted(fresh, key=lambda row: (row["subject_id"], row["key"], row["kind"]))
        )
