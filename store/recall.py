"""How much of what is known to exist we have: the index of known notices, and what authorities said of their series."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Engine, select
from sqlmodel import Session, col

from store.db import reading
from store.ids import normal_url
from store.series import Numbered, numbered
from store.tables import Notice, NoticeIssuer, Posting, StoreMark
from store.vocab import KnownNotice, RunningTotal, fold, known_notices, running_totals


@dataclass(frozen=True)
class Recall:
    """How many of the index's notices are here. `measured` is False for a store of examples."""

    measured: bool
    known: int
    here: int
    by_issuer: dict[str, tuple[int, int]]  # code of the leading authority → known, here

    @property
    def share(self) -> float:
        """The part that is here, 0 where nothing is known."""
        return self.here / self.known if self.known else 0.0


@dataclass(frozen=True)
class Short:
    """A list of which fewer apps were read than it states."""

    number: int
    stated: int
    read: int


@dataclass(frozen=True)
class TotalCheck:
    """An authority's own total against ours by the same day."""

    total: RunningTotal
    lists: int
    apps: int
    missing: tuple[int, ...]  # numbers up to the total's that no notice of ours has by that day
    later: tuple[
        int, ...
    ]  # those of them that the index dates after the day: the total counts something else
    short: tuple[Short, ...]

    @property
    def state(self) -> Literal["agrees", "fewer_lists", "fewer_apps", "more"]:
        """How ours compares."""
        if self.lists < self.total.lists:
            return "fewer_lists"
        if self.apps < self.total.apps:
            return "fewer_apps"
        return "agrees" if (self.lists, self.apps) == (self.total.lists, self.total.apps) else "more"


def recall(engine: Engine) -> Recall:
    """The index against the store. Examples are no part of the real record, so their store is not measured."""
    index = known_notices()
    with reading(engine) as session:
        if _is_example(session):
            return Recall(False, len(index), 0, {})
        urls = set(
            session.scalars(select(col(Posting.url_normal)).where(col(Posting.notice_id).is_not(None))).all()
        )
        titles = _titles(session)
    numbers = {(code, n.overall) for n in numbered(engine) for code in n.issuers if n.overall}
    found: dict[str, tuple[int, int]] = {}
    for notice in index:
        known, here = found.get(notice.issuers[0], (0, 0))
        found[notice.issuers[0]] = (known + 1, here + _is_here(notice, urls, numbers, titles))
    ranked = dict(sorted(found.items(), key=lambda item: (-item[1][0], item[0])))
    return Recall(True, len(index), sum(here for _, here in found.values()), ranked)


def _is_example(session: Session) -> bool:
    mark = session.get(StoreMark, 1)
    return mark is not None and mark.origin == "example"


def _titles(session: Session) -> set[tuple[str, str, str]]:
    query = (
        select(col(NoticeIssuer.code), col(Notice.title), col(Notice.published_on), col(Notice.signed_on))
        .join(Notice, col(Notice.id) == col(NoticeIssuer.notice_id))
        .where(col(Notice.kind) == "official")
    )
    rows = session.execute(query).all()
    return {(code, fold(title), day[:10]) for code, title, *days in rows for day in days if len(day) >= 10}


def _is_here(
    k: KnownNotice, urls: set[str], numbers: set[tuple[str, int]], titles: set[tuple[str, str, str]]
) -> bool:
    """By one of its addresses, by its number in its series, or by authority, title and day together."""
    if any(normal_url(url) in urls for url in (k.url, *k.also) if url):
        return True
    if k.number and (k.issuers[0], k.number) in numbers:
        return True
    return bool(k.title) and len(k.day) == 10 and (k.issuers[0], fold(k.title), k.day) in titles


def totals(engine: Engine) -> list[TotalCheck]:
    """Each authority's own total against ours; none for a store of examples."""
    with reading(engine) as session:
        if _is_example(session):
            return []
    ours = numbered(engine)
    return [_compare(total, ours) for total in running_totals()]


def _compare(total: RunningTotal, ours: list[Numbered]) -> TotalCheck:
    lists: dict[int, int] = {}  # by number: apps read; of two notices with one number the fuller one
    for n in ours:
        if n.overall and total.issuer in n.issuers and n.subject == "apps" and n.day[:10] <= total.day:
            lists[n.overall] = max(lists.get(n.overall, 0), n.read)
    series = {k.number: k for k in known_notices() if k.number and total.issuer in k.issuers}
    missing = tuple(number for number in range(1, total.lists + 1) if number not in lists)
    stated = {number: k.apps for number, k in series.items() if k.apps is not None}
    return TotalCheck(
        total=total,
        lists=len(lists),
        apps=sum(lists.values()),
        missing=missing,
        later=tuple(number for number in missing if number in series and series[number].day > total.day),
        short=tuple(
            Short(number, stated[number], read)
            for number, read in sorted(lists.items())
            if read < stated.get(number, 0)
        ),
    )
