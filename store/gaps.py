"""Numbers that are missing from authorities' series: leads to look into, never facts.

A number is missing only if none of an authority's notices on the subject has it, whatever their unit (批, 期) and
whoever issued with it, so that a joint series, a change of unit or two postings of a notice raise nothing. A series
that starts anew is told by its days: a higher number that is older than a lower one bounds no gap. A lead is computed
from what is stored each time it is asked for, so it ends by itself when the notice comes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlmodel import col

from store.db import reading
from store.series import Numbered, numbered
from store.tables import Source, StoreMark
from store.vocab import KnownNotice, known_notices

MOST = 60  # numbers in one gap: more of them tell of a number that was misread
HIGHEST = 100  # of a year


@dataclass(frozen=True)
class Neighbour:
    """A notice beside a gap."""

    number: int
    notice_id: str
    title: str
    url: str
    day: str


@dataclass(frozen=True)
class Lead:
    """Numbers that are missing between two known ones, or before the first of a year."""

    issuers: tuple[str, ...]
    subject: str
    year: int | None  # None: the series that runs over all years
    numbers: tuple[int, ...]
    unit: str  # 批 or 期
    before: Neighbour | None
    after: Neighbour
    lists: tuple[tuple[str, str], ...]  # where to look: source id, address of a list
    indexed: tuple[str, ...] = ()  # addresses that the index of known notices has for these numbers


@dataclass(frozen=True)
class _Series:
    issuers: frozenset[str]
    subject: str
    year: int | None


def leads(engine: Engine) -> list[Lead]:
    """All leads, the newest neighbours first."""
    notices = numbered(engine)
    with reading(engine) as session:
        query = select(Source).where(col(Source.enabled)).order_by(col(Source.id))
        places = [(s.issuer or "", s.id, address) for s in session.scalars(query) for address in s.lists]
        mark = session.get(StoreMark, 1)
    index = () if mark is None or mark.origin == "example" else known_notices()
    found: list[Lead] = []
    for series in sorted({s for n in notices for s in _series_of(n)}, key=_order):
        told = {number for lead in found if _overlap(lead, series) for number in lead.numbers}
        found += _gaps(series, notices, told, places, index)
    return sorted(found, key=lambda lead: lead.after.day, reverse=True)


def _order(series: _Series) -> tuple[int, list[str], str, int]:
    """An authority's own series before those that it shares, whose leads are not told twice."""
    return len(series.issuers), sorted(series.issuers), series.subject, series.year or 0


def _overlap(lead: Lead, series: _Series) -> bool:
    same = (lead.subject, lead.year) == (series.subject, series.year)
    return same and not series.issuers.isdisjoint(lead.issuers)


def _series_of(n: Numbered) -> list[_Series]:
    """The series that a notice stands in. One that runs over all years tells more than the numbers of a year."""
    if n.overall:
        return [_Series(n.issuers, n.subject, None)]
    return [_Series(n.issuers, n.subject, n.year)]


def _number(n: Numbered, year: int | None) -> int | None:
    if year is None:
        return n.overall
    return n.in_year if n.year == year and (n.in_year or 0) <= HIGHEST else None


def _gaps(
    series: _Series,
    notices: list[Numbered],
    told: set[int],
    places: list[tuple[str, str, str]],
    index: Iterable[KnownNotice],
) -> Iterable[Lead]:
    own: dict[int, Numbered] = {}
    known = set(told)
    for n in notices:
        number = _number(n, series.year)
        if number is None or n.subject != series.subject or not n.issuers & series.issuers:
            continue
        known.add(number)
        if n.issuers == series.issuers:
            own.setdefault(number, n)
    numbers = sorted(own)
    first = [0] if series.year is not None else []
    for low, high in zip([*first, *numbers], numbers[0 if first else 1 :], strict=False):
        missing = tuple(number for number in range(low + 1, high) if number not in known)
        before = own.get(low)
        restarted = before is not None and before.day > own[high].day
        if missing and len(missing) <= MOST and not restarted:
            yield Lead(
                issuers=tuple(sorted(series.issuers)),
                subject=series.subject,
                year=series.year,
                numbers=missing,
                unit=_unit(own[high].title),
                before=_neighbour(low, before) if before else None,
                after=_neighbour(high, own[high]),
                lists=tuple((id_, address) for code, id_, address in places if code in series.issuers),
                indexed=_indexed(series, missing, index),
            )


def spans(numbers: tuple[int, ...]) -> str:
    """ "3, 5–9": runs of numbers as ranges."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _neighbour(number: int, n: Numbered) -> Neighbour:
    return Neighbour(number, n.notice_id, n.title, n.url, n.day)


def _unit(title: str) -> str:
    found = re.search(r"第\s*[\d一二三四五六七八九十百]+\s*([批期])", title)
    return found.group(1) if found else "批"


def _indexed(series: _Series, numbers: tuple[int, ...], index: Iterable[KnownNotice]) -> tuple[str, ...]:
    return tuple(
        k.url
        for k in index
        if k.url
        and series.issuers & set(k.issuers)
        and (k.number if series.year is None else k.in_year if k.year == series.year else None) in numbers
    )
