"""Where copies and press reports state another value than the notice that leads: deadline, sum, count, day in force.

The official value leads; what the others say instead is listed beside it with their words. Computed on each read, so a
better reading, a correction or a new link is seen at once. What only one side states is no deviation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from store.copies import KIND, copies_of
from store.db import origin_of
from store.export_rows import Row, place
from store.ids import digest
from store.persons import hide
from store.show_notices import persons
from store.tables import (
    Deadline,
    Document,
    ExtractionRow,
    Mention,
    Notice,
    NoticeLink,
    Penalty,
    Posting,
    Source,
)
from store.vocab import fold

_EXPORTED = ("link", "field", "what", "official", "value", "day", "source", "url", "quote", "place")
_AROUND = 24  # characters of a quote on both sides of a count


@dataclass(frozen=True)
class Deviation:
    """One value of a copy or report that is not the one of the notice that leads."""

    field: str  # deadline | in_force | sum | count
    what: str  # kind of deadline or sum, or what is counted
    official: str  # what the leading notice states
    value: str
    notice_id: str
    link: str  # copies | reports
    title: str
    source: str
    source_en: str
    url: str
    day: str
    quote: str
    place: str


@dataclass(frozen=True)
class _Value:
    field: str
    what: str
    value: str
    record: str = ""  # of which a mention is the proof
    about: str = ""  # whom a sum is imposed on, folded


def of(session: Session, notice_id: str) -> list[Deviation]:
    """The deviations from a notice that leads, the official ones first."""
    others = dict.fromkeys(copies_of(session, notice_id), KIND)
    reports = select(NoticeLink.from_id).where(
        NoticeLink.kind == "reports", col(NoticeLink.to_id).in_([notice_id, *others])
    )
    others |= dict.fromkeys(sorted(session.exec(reports)), "reports")
    if not others:
        return []
    leading = _values(session, session.get_one(Notice, notice_id))
    found = [
        _shown(session, session.get_one(Notice, id_), link, value, official)
        for id_, link in others.items()
        for value, official in _against(leading, _values(session, session.get_one(Notice, id_)))
    ]
    return sorted(found, key=lambda d: (d.link, d.day, d.url, d.field, d.what, d.value))


def exported_deviations(session: Session) -> Iterator[tuple[str, Row]]:
    """All deviations as exported rows, by the notice that leads."""
    origin = origin_of(session)
    for id_ in leading(session):
        for d in of(session, id_):
            row = {name: getattr(d, name) for name in _EXPORTED}
            key = "d_" + digest("deviation", d.notice_id, d.field, d.what, d.value)
            more = {"deviation_id": key, "notice_id": id_, "other_id": d.notice_id, "origin": origin}
            yield "deviations", row | more


def leading(session: Session) -> list[str]:
    """The notices that others are linked to and that are no copies themselves, in order."""
    links = session.exec(select(NoticeLink)).all()
    return sorted({k.to_id for k in links} - {k.from_id for k in links if k.kind == KIND})


def _values(session: Session, notice: Notice) -> list[_Value]:
    terms = session.exec(select(Deadline).where(Deadline.notice_id == notice.id, Deadline.on != ""))
    found = [
        _Value("in_force" if t.kind == "effective_from" else "deadline", t.kind, t.on, t.id) for t in terms
    ]
    for sum_ in session.exec(select(Penalty).where(Penalty.notice_id == notice.id)):
        amount = f"{sum_.amount.normalize():f} {sum_.currency}"
        found.append(_Value("sum", sum_.kind, amount, sum_.id, fold(sum_.target)))
    stated = {str(what): int(n) for what, n in notice.counts.items()}
    if notice.seal_stated:
        stated.setdefault("apps", notice.seal_stated)
    return [*found, *(_Value("count", what, str(n)) for what, n in sorted(stated.items()))]


def _against(leading: Sequence[_Value], other: Sequence[_Value]) -> Iterator[tuple[_Value, str]]:
    """The values of the other that the leading notice states otherwise, each with what it states."""
    by_key: dict[tuple[str, str], list[_Value]] = defaultdict(list)
    for value in leading:
        by_key[value.field, value.what].append(value)
    agreed = {
        (v.field, v.what, v.about) for v in other if v.value in {o.value for o in by_key[v.field, v.what]}
    }
    for value in dict.fromkeys(other):
        theirs = [o for o in by_key[value.field, value.what] if _of_one(o, value, leading)]
        known = {o.value for o in theirs}
        if known and (value.field, value.what, value.about) not in agreed:
            yield value, "; ".join(sorted(known))


def _of_one(official: _Value, value: _Value, leading: Iterable[_Value]) -> bool:
    """Whether two values are of one target; of sums without one, where there is but one sum."""
    if value.field != "sum" or (official.about and official.about == value.about):
        return True
    only = sum(o.field == "sum" and o.what == value.what for o in leading) == 1
    return only and not (official.about and value.about)


def _shown(session: Session, notice: Notice, link: str, value: _Value, official: str) -> Deviation:
    quote, where = _proof(session, notice, value)
    source = session.get_one(Source, session.get_one(Posting, notice.posting_id).source_id)
    people = persons(session, [notice.id]).get(notice.id, ())
    return Deviation(
        field=value.field,
        what=value.what,
        official=official,
        value=value.value,
        notice_id=notice.id,
        link=link,
        title=hide(notice.title, people),
        source=source.title,
        source_en=source.title_en,
        url=notice.url,
        day=notice.day,
        quote=hide(quote, people),
        place=where,
    )


def _proof(session: Session, notice: Notice, value: _Value) -> tuple[str, str]:
    """The words that state the value, and where; of a count, the words around its number."""
    fields = ("date", "amount", "text")
    query = select(Mention).where(Mention.subject_id == value.record, col(Mention.field).in_(fields))
    mention = session.exec(query.order_by(col(Mention.id))).first() if value.record else None
    if mention is not None:
        file = session.get(Document, mention.document_id)
        return mention.quote, place(mention, file.name if file and mention.row else "")
    text = session.get_one(ExtractionRow, notice.version_id).text
    number = rf"(?<![\d.,]){value.value}(?![\d.,]\d)\s*(?:款|个|种|家|項|项|名|apps?|mini|compan)"
    if value.field == "count" and (stated := re.search(number, text, re.IGNORECASE)):
        start, end = max(stated.start() - _AROUND, 0), min(stated.end() + _AROUND, len(text))
        return text[start:end], f"text, characters {start} to {end}"
    return notice.title, "title"
