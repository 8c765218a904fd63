"""Days on which a site was moved: on them many old items were published anew, and none of them is of that day.

A page printed "2023-05-12" for every notice of seven years. Such a day is recognised by its items: many of one source on
one day whose addresses or titles are of different years. It is kept (`MovedDay`), and from then on the notice is dated
by the year in its title, else by the year in its address, else by nothing; what the page printed stays beside it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from store import clock, db, history
from store.correcting import dated_by_hand
from store.days import iso_day, published
from store.links import link
from store.records import PageFacts, Stamp
from store.tables import MovedDay, Notice, Posting, Version

ITEMS, YEARS = 6, 3  # so many items of one source on one day, of at least so many different years
NEW_YEAR = 3  # an item of December is published until this month of the next year
_TITLE_YEAR = re.compile(r"(?<!\d)(20[0-3]\d)\s*年")
_URL_YEAR = re.compile(r"/(?:art/)?(20[0-3]\d)(?:[-/]|\d{2}/)")
_EXACT = ("day", "instant")


def title_year(title: str) -> str:
    """The one year that a title is of ("（2021年第3批）"); empty where it has none or several."""
    years = set(_TITLE_YEAR.findall(title))
    return years.pop() if len(years) == 1 else ""


def url_year(url: str) -> str:
    """The year under which an address files its page; empty where it has none."""
    found = _URL_YEAR.search(url)
    return found.group(1) if found else ""


def dated(session: Session, posting: Posting, facts: PageFacts) -> Stamp | None:
    """When the page was published; a year only where the printed day is that of a move, or cannot be the item's."""
    stamp = published(facts, posting.list_day)
    if stamp is None or stamp.precision not in _EXACT:
        return stamp
    day, filed = iso_day(stamp, official=True), url_year(posting.url)
    title = title_year(facts.title or posting.list_title)
    moved = session.get(MovedDay, (posting.source_id, day)) is not None
    if not moved and not (filed and _apart(day, filed)):
        return stamp
    year = title or filed
    if not year or (year == day[:4] and not moved):
        return stamp if not moved else None
    return Stamp(value=year, precision="year", basis="implied", printed=stamp.printed)


def _apart(day: str, year: str) -> bool:
    """Whether an item filed under `year` cannot have been published on `day`."""
    at = date.fromisoformat(day)
    gap = at.year - int(year)
    return gap > 1 or (gap == 1 and at.month > NEW_YEAR)


def sources_of(engine: Engine, version_ids: Iterable[str]) -> list[str]:
    """The sources whose pages these versions are."""
    wanted = set(version_ids)
    with db.reading(engine) as session:
        query = select(Version.id, Posting.source_id).join(Posting, col(Posting.id) == Version.posting_id)
        return sorted({source_id for version_id, source_id in session.exec(query) if version_id in wanted})


def look(engine: Engine, source_id: str) -> list[str]:
    """Recognise the days on which the source was moved, and date its notices of these days anew; the days found now."""
    with db.reading(engine) as session:
        known = set(session.exec(select(MovedDay.day).where(MovedDay.source_id == source_id)))
        found = {day: n for day, n in _days(session, source_id).items() if day not in known}
    if not found:
        return []
    with db.writing(engine) as session:
        for day, items in found.items():
            session.add(MovedDay(source_id=source_id, day=day, items=items, found_at=clock.now()))
        session.flush()
        for notice, posting, facts in _notices(session, source_id):
            if redate(session, notice, posting, facts):
                link(session, notice)
    return sorted(found)


def _days(session: Session, source_id: str) -> dict[str, int]:
    """The suspicious days of the source, each with its number of items."""
    years: dict[str, list[str]] = defaultdict(list)
    for posting, facts in _pages(session, source_id):
        stamp = published(facts, posting.list_day)
        if stamp is not None and stamp.precision in _EXACT:
            of = title_year(facts.title or posting.list_title) or url_year(posting.url)
            years[iso_day(stamp, official=True)].append(of)
    return {day: len(of) for day, of in years.items() if len(of) >= ITEMS and len(set(of) - {""}) >= YEARS}


def _pages(session: Session, source_id: str) -> Iterable[tuple[Posting, PageFacts]]:
    """The newest version of each posting of the source."""
    newest = select(Version.posting_id, func.max(Version.number).label("number"))
    last = newest.group_by(col(Version.posting_id)).subquery()
    query = (
        select(Posting, Version)
        .join(Version, col(Version.posting_id) == Posting.id)
        .join(last, (col(Version.posting_id) == last.c.posting_id) & (col(Version.number) == last.c.number))
        .where(Posting.source_id == source_id)
    )
    for posting, version in session.exec(query):
        yield posting, PageFacts.model_validate(version.facts)


def _notices(session: Session, source_id: str) -> Iterable[tuple[Notice, Posting, PageFacts]]:
    query = (
        select(Notice, Posting, Version)
        .join(Posting, col(Posting.id) == Notice.posting_id)
        .join(Version, col(Version.id) == Notice.version_id)
        .where(Posting.source_id == source_id)
    )
    for notice, posting, version in session.exec(query).all():
        yield notice, posting, PageFacts.model_validate(version.facts)


def redate(session: Session, notice: Notice, posting: Posting, facts: PageFacts) -> bool:
    """Write when the notice was published, and the day by which it is sorted; False where nothing differs."""
    if dated_by_hand(session, notice.id):
        return False
    stamp = dated(session, posting, facts)
    on = iso_day(stamp, notice.kind == "official") if stamp else ""
    day = on_or_signed(on, notice.signed_on) or posting.first_seen.date().isoformat()
    if (notice.published_on, notice.day) == (on, day):
        return False
    was = history.state(session, notice)
    cause = history.Cause("moved", f"{notice.published_on or '?'} → {on or '?'}")
    notice.published_on, notice.day = on, day
    notice.published_precision = stamp.precision if stamp else "unknown"
    notice.published_basis = stamp.basis if stamp else "observed"
    notice.published_printed = stamp.printed if stamp else ""
    notice.last_changed = clock.now()
    history.note(session, notice, was, cause)
    return True


def on_or_signed(published_on: str, signed_on: str) -> str:
    """The day by which lists sort: published, but a year alone gives way to the day of signature within it."""
    if signed_on and (not published_on or (len(published_on) == 4 and signed_on.startswith(published_on))):
        return signed_on
    return published_on
