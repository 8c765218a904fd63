"""Identities: apps and companies with permanent ids, found or made for what `store/wishes.py` wishes for.

A merge leaves a redirect (`store/merging.py`), a split a rule (`store/splitting.py`): both beat what the names say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sqlalchemy import Engine, insert
from sqlmodel import Session, col, select

from store import clock
from store.carried import credit_code, filing
from store.db import origin_of, writing
from store.ids import draw
from store.kinds import is_legal, script
from store.merging import absorbed, follow, follow_all
from store.records import AppClaim, CompanyClaim
from store.splitting import split_off
from store.tables import App, Company, Entry, Name
from store.vocab import fold
from store.wishes import AppWish, CompanyWish, Wishes

Kind = TypeVar("Kind", App, Company)


@dataclass
class _Claimed:
    """An entry with what it stands for. Its company may be changed for one of another code."""

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
    for entry in entries:
        entry.credit_code, entry.filing = credit_code(entry.raw), filing([entry.filing_number, *entry.raw])
    companies = _full_names_first(wishes, claims)
    claimed = [
        _Claimed(entry, wishes.app(claim), wishes.developer(claim.developer))
        if isinstance(claim, AppClaim)
        else _Claimed(entry, None, companies[place])
        for place, (entry, claim) in enumerate(zip(entries, claims, strict=True))
    ]
    _part_by_code(session, wishes, claimed)
    before = {
        c.company.key: was.company_id
        for c in claimed
        if c.company and (was := stored.get(c.entry.id)) and was.company_id
    }
    company_ids = _companies(session, wishes.companies, before, origin)
    apps: dict[str, AppWish] = {}
    for app in (c.app for c in claimed if c.app):
        known = apps.setdefault(_app_key(app, company_ids), app)
        known.stated |= app.stated
        known.earlier |= app.earlier
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


def _full_names_first(
    wishes: Wishes, claims: Sequence[AppClaim | CompanyClaim]
) -> dict[int, CompanyWish | None]:
    """The firms that the claims stand for, by place; a full name tells what its short form in this notice stands for."""
    firms = {place: claim for place, claim in enumerate(claims) if isinstance(claim, CompanyClaim)}
    return {
        place: wishes.company(firms[place])
        for place in sorted(firms, key=lambda p: not is_legal(firms[p].name))
    }


def _part_by_code(session: Session, wishes: Wishes, claimed: Iterable[_Claimed]) -> None:
    """A firm of the same full name and another unified credit code is another firm."""
    coded = [c for c in claimed if c.entry.credit_code and c.company and c.company.key.startswith("legal/")]
    known: dict[str, set[str]] = {}
    for c in coded:
        assert c.company is not None
        key = c.company.key
        if key not in known:
            id_ = session.exec(select(Company.id).where(Company.key == key)).first()
            known[key] = codes_of(session, follow(session, id_)) if id_ else set()
        codes = known[key]
        if codes and c.entry.credit_code not in codes:
            c.company = wishes.namesake(c.company, c.entry.credit_code)
            if c.app and c.app.by_company:
                c.app = replace(c.app, company=c.company.key)
        else:
            codes.add(c.entry.credit_code)


def codes_of(session: Session, company_id: str) -> set[str]:
    """The unified credit codes that rows of this firm carry."""
    carried = select(Entry.credit_code).where(Entry.company_id == company_id, Entry.credit_code != "")
    return set(session.exec(carried.distinct()))


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
    if not wish.by_company:
        return wish.key
    return f"{_kind(wish)}/{wish.key}/{company_ids[wish.company or '']}"


def _kind(wish: AppWish) -> str:
    """An SDK or a mini-program is another thing than the app that it is called like."""
    return wish.kind if wish.kind in ("sdk", "mini_program") else "app"


def _companies(
    session: Session, wishes: Mapping[str, CompanyWish], before: Mapping[str, str | None], origin: str
) -> dict[str, str]:
    """Company id by key, following merges."""
    earlier = {old: (key, key) for key, wish in wishes.items() for old in wish.earlier}
    found = session.exec(select(Company).where(col(Company.key).in_([*wishes, *earlier]))).all()
    rows = _by_key(found, wishes, earlier)
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
    rows = [
        row
        for row in session.exec(select(App).where(col(App.key).in_(spelled)))
        if row.key in wishes or _kind(wishes[spelled[row.key][0]]) in (row.kind, "app")
    ]
    found = _by_key(rows, wishes, spelled)
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
) -> dict[str, tuple[str, str]]:
    """Each key that an app may have been made under, its developer having been merged since or the name been spelled
    otherwise: with its whole key now, and the key that it is to have.
    """
    spelled = {key: (key, key) for key in wishes}
    absorbed_by = absorbed(
        session, {company_ids[w.company] for w in wishes.values() if w.by_company and w.company}
    )
    for key, wish in wishes.items():
        if wish.by_company:
            mine = company_ids[wish.company or ""]
            for id_ in (mine, *sorted(absorbed_by[mine])):
                fresh = f"{_kind(wish)}/{wish.key}/{id_}"
                spelled.setdefault(fresh, (key, fresh))
                for name in sorted(wish.earlier):
                    spelled.setdefault(f"app/{name}/{id_}", (key, fresh))
    return spelled


def _by_key(
    rows: Sequence[Kind], wanted: Collection[str], earlier: Mapping[str, tuple[str, str]]
) -> dict[str, Kind]:
    """The row of each wanted key: its own, else one that was made when the key was spelled otherwise."""
    found: dict[str, Kind] = {}
    taken = {row.key for row in rows}
    for row in sorted(rows, key=lambda r: (r.key not in wanted, r.first_seen, r.id)):
        now, fresh = (row.key, row.key) if row.key in wanted else earlier[row.key]
        if found.setdefault(now, row) is row and fresh not in taken:
            row.key = fresh
            taken.add(fresh)
    return found


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
