"""Full text and names. Each Han character is a word of its own, so a search for 信息 finds it anywhere in a sentence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from sqlalchemy import Engine, bindparam, text
from sqlmodel import Session, col, or_, select

from store import db, vocab
from store.ids import number
from store.merging import absorbed, follow_all
from store.tables import App, Company, Entry, Name, Notice

_HAN = re.compile(r"([\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])")
_WORD = re.compile(r"[^\W_]+")
_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_BREAK = "\ue000"  # a private word between two names, so that no phrase runs from one into the next
MAX_TERMS = 16
MANY = 20_000  # more ids than this are not put into one query


def search(engine: Engine, query: str, limit: int | None = None) -> list[str]:
    """Notices whose title, text or names have all terms of `query`, or that name someone of the group it names.

    A term is a word or what stands in double quotes. Newest first.
    """
    with db.reading(engine) as session:
        found = _by_text(session, query) | _by_group(session, query)
        rows = (
            session.exec(select(Notice.id, Notice.day)).all() if len(found) > MANY else _days(session, found)
        )
        ordered = sorted(((day, id_) for id_, day in rows if id_ in found), reverse=True)
        return [id_ for _, id_ in ordered[:limit]]


def group_of(session: Session, name: str) -> tuple[set[str], set[str]]:
    """The companies and apps of all groups that `name` stands for, in any language: (company ids, app ids)."""
    key = vocab.fold(name)
    known = session.exec(select(Name.subject, Name.subject_id).where(Name.key == key)).all()
    ids = follow_all(session, {id_: id_ for _, id_ in known})
    firms = {ids[id_] for subject, id_ in known if subject == "company"}
    apps = {ids[id_] for subject, id_ in known if subject == "app"}
    owners = session.exec(select(App.company_id).where(col(App.id).in_(apps))).all()
    firms |= set(follow_all(session, {id_: id_ for id_ in owners if id_}).values())
    heads = {id_ for id_ in session.exec(select(Company.group_id).where(col(Company.id).in_(firms))) if id_}
    firms |= set(session.exec(select(Company.id).where(col(Company.group_id).in_(heads))))
    apps |= set(session.exec(select(App.id).where(col(App.company_id).in_(firms))))
    return firms, apps


def index(session: Session, notice: Notice, body: str, names: Iterable[str]) -> None:
    """Put the notice into the index, in place of what stood there. Arguments are as `prepared` makes them."""
    row = {"id": number(notice.id), "notice": notice.id, "title": prepared([notice.title]), "body": body}
    forget(session, notice)
    session.execute(
        text(
            "INSERT INTO notice_search (rowid, notice_id, title, body, names) "
            "VALUES (:id, :notice, :title, :body, :names)"
        ),
        row | {"names": prepared(names)},
    )


def forget(session: Session, notice: Notice) -> None:
    """Take the notice out of the index."""
    session.execute(text("DELETE FROM notice_search WHERE rowid = :id"), {"id": number(notice.id)})


def prepared(parts: Iterable[str]) -> str:
    """Text for the index: folded, with a space round each Han character."""
    return f" {_BREAK} ".join(" ".join(_words(part)) for part in parts)


def phrase(words: str) -> str:
    """Words as the index has them, one blank between; two texts that are the same to a search are the same here."""
    return " ".join(_words(words))


def saying(session: Session, notices: Collection[str], phrases: Iterable[str]) -> dict[str, set[str]]:
    """By notice: those of the phrases (as `phrase` makes them) that stand in its title, text or names, word by word."""
    numbers = {number(id_): id_ for id_ in notices}
    found: dict[str, set[str]] = {id_: set() for id_ in notices}
    query = text("SELECT rowid FROM notice_search WHERE notice_search MATCH :m AND rowid IN :ids").bindparams(
        bindparam("ids", expanding=True)
    )
    for one in phrases:
        for (row,) in session.execute(query, {"m": f'"{one}"', "ids": list(numbers)}):
            found[numbers[row]].add(one)
    return found


def _words(text_: str) -> list[str]:
    return _WORD.findall(_HAN.sub(r" \1 ", vocab.simplified(text_)))


def _match(query: str) -> str:
    """An FTS5 query of quoted phrases only: nothing a person types is read as syntax."""
    terms = [quoted or plain for quoted, plain in _TERM.findall(query)][:MAX_TERMS]
    phrases = [" ".join(words) for term in terms if (words := _words(term))]
    return " AND ".join(f'"{phrase}"' for phrase in phrases)


def _by_text(session: Session, query: str) -> set[str]:
    match = _match(query)
    if not match:
        return set()
    rows = session.execute(
        text("SELECT notice_id FROM notice_search WHERE notice_search MATCH :m"), {"m": match}
    )
    return {row[0] for row in rows}


def _by_group(session: Session, query: str) -> set[str]:
    firms, apps = group_of(session, query)
    if not firms and not apps:
        return set()
    old = absorbed(session, firms | apps)
    every = set().union(*old.values(), firms, apps)
    naming = select(Entry.notice_id).where(
        or_(col(Entry.company_id).in_(every), col(Entry.app_id).in_(every))
    )
    return set(session.exec(naming))


def _days(session: Session, ids: set[str]) -> list[tuple[str, str]]:
    return list(session.exec(select(Notice.id, Notice.day).where(col(Notice.id).in_(ids))))
