"""Where copies and press reports state another value than the notice that leads: deadline, sum, count, day in force.

The official value leads; what the others say instead is listed beside it with their words. Computed on each read, so a
better reading, a correction or a new link is seen at once. What only one side states is no deviation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from sqlmodel import Session, col, select

from store.copies import KIND, led, originals
from store.counted import official
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
CHUNK = 500  # notices that lead, taken at once
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
    return _found(session, [notice_id])[notice_id]


def exported_deviations(session: Session) -> Iterator[tuple[str, Row]]:
    """All deviations as exported rows, by the notice that leads."""
    origin, leads = origin_of(session), leading(session)
    for start in range(0, len(leads), CHUNK):
        for id_, found in _found(session, leads[start : start + CHUNK]).items():
            for d in found:
                row = {name: getattr(d, name) for name in _EXPORTED}
                key = "d_" + digest("deviation", d.notice_id, d.field, d.what, d.value)
                more = {"deviation_id": key, "notice_id": id_, "other_id": d.notice_id, "origin": origin}
                yield "deviations", row | more


def leading(session: Session) -> list[str]:
    """The official notices that others are linked to and that are no copies themselves, in order."""
    linked = col(Notice.id).in_(select(NoticeLink.to_id))
    return sorted(session.exec(select(Notice.id).where(official(), linked)))


@dataclass(frozen=True)
class _Differing:
    """A value of a notice that is linked to one that leads, and what that one states."""

    lead: str
    other: str
    link: str
    value: _Value
    official: str


def _found(session: Session, leads: Sequence[str]) -> dict[str, list[Deviation]]:
    """The deviations from each of these notices, in a number of queries that does not depend on how many there are."""
    others = _others(session, leads)
    ids = {*leads, *(id_ for linked in others.values() for id_ in linked)}
    notices = {n.id: n for n in session.exec(select(Notice).where(col(Notice.id).in_(ids)))}
    values = _values(session, notices)
    differing = [
        _Differing(lead, id_, link, value, official)
        for lead, linked in others.items()
        for id_, link in linked.items()
        for value, official in _against(values[lead], values[id_])
    ]
    found: dict[str, list[Deviation]] = {lead: [] for lead in leads}
    for d, shown in zip(differing, _shown(session, notices, differing), strict=True):
        found[d.lead].append(shown)
    order = attrgetter("link", "day", "url", "field", "what", "value")
    return {lead: sorted(shown, key=order) for lead, shown in found.items()}


def _others(session: Session, leads: Sequence[str]) -> dict[str, dict[str, str]]:
    """Of each notice: its copies, copies of them, and the reports of any of these, a reprinted one once."""
    found: dict[str, dict[str, str]] = {lead: {} for lead in leads}
    copies = led(session, leads)
    for copy, lead in copies.items():
        found[lead][copy] = KIND
    of_lead = {lead: lead for lead in leads} | copies
    reports = (
        select(NoticeLink.from_id, NoticeLink.to_id)
        .join(Notice, col(Notice.id) == col(NoticeLink.from_id))
        .where(NoticeLink.kind == "reports", col(NoticeLink.to_id).in_(of_lead), originals())
    )
    for report, told in session.exec(reports.order_by(col(NoticeLink.from_id))):
        found[of_lead[told]].setdefault(report, "reports")
    return found


def _values(session: Session, notices: Mapping[str, Notice]) -> dict[str, list[_Value]]:
    found: dict[str, list[_Value]] = {id_: [] for id_ in notices}
    for t in session.exec(select(Deadline).where(col(Deadline.notice_id).in_(notices), Deadline.on != "")):
        field = "in_force" if t.kind == "effective_from" else "deadline"
        found[t.notice_id].append(_Value(field, t.kind, t.on, t.id))
    for sum_ in session.exec(select(Penalty).where(col(Penalty.notice_id).in_(notices))):
        amount = f"{sum_.amount.normalize():f} {sum_.currency}"
        found[sum_.notice_id].append(_Value("sum", sum_.kind, amount, sum_.id, fold(sum_.target)))
    for id_, notice in notices.items():
        stated = {str(what): int(n) for what, n in notice.counts.items()}
        if notice.seal_stated:
            stated.setdefault("apps", notice.seal_stated)
        found[id_] += [_Value("count", what, str(n)) for what, n in sorted(stated.items())]
    return found


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


def _shown(
    session: Session, notices: Mapping[str, Notice], differing: Sequence[_Differing]
) -> list[Deviation]:
    told = {d.other for d in differing}
    proofs = _proofs(session, notices, differing)
    people = persons(session, sorted(told))
    query = (
        select(Notice.id, Source.title, Source.title_en)
        .join(Posting, col(Posting.id) == col(Notice.posting_id))
        .join(Source, col(Source.id) == col(Posting.source_id))
        .where(col(Notice.id).in_(told))
    )
    sources = {id_: (zh, en) for id_, zh, en in session.exec(query)}
    found: list[Deviation] = []
    for d, (quote, where) in zip(differing, proofs, strict=True):
        notice, (zh, en), hidden = notices[d.other], sources[d.other], people.get(d.other, ())
        found.append(
            Deviation(
                field=d.value.field,
                what=d.value.what,
                official=d.official,
                value=d.value.value,
                notice_id=d.other,
                link=d.link,
                title=hide(notice.title, hidden),
                source=zh,
                source_en=en,
                url=notice.url,
                day=notice.day,
                quote=hide(quote, hidden),
                place=where,
            )
        )
    return found


def _proofs(
    session: Session, notices: Mapping[str, Notice], differing: Sequence[_Differing]
) -> list[tuple[str, str]]:
    """The words that state each value, and where; of a count, the words around its number."""
    fields, records = ("date", "amount", "text"), {d.value.record for d in differing if d.value.record}
    query = select(Mention).where(col(Mention.subject_id).in_(records), col(Mention.field).in_(fields))
    mentions: dict[str, Mention] = {}
    for mention in session.exec(query.order_by(col(Mention.id))):
        mentions.setdefault(mention.subject_id, mention)
    wanted = {m.document_id for m in mentions.values() if m.row}
    files = dict(session.exec(select(Document.id, Document.name).where(col(Document.id).in_(wanted))).all())
    counted = {notices[d.other].version_id for d in differing if d.value.field == "count"}
    texts = dict(
        session.exec(
            select(ExtractionRow.version_id, ExtractionRow.text).where(
                col(ExtractionRow.version_id).in_(counted)
            )
        ).all()
    )
    found: list[tuple[str, str]] = []
    for d in differing:
        stating, notice = mentions.get(d.value.record), notices[d.other]
        if stating is not None:
            found.append((stating.quote, place(stating, files.get(stating.document_id, ""))))
        else:
            found.append(_around(d.value, texts.get(notice.version_id, "")) or (notice.title, "title"))
    return found


def _around(value: _Value, text: str) -> tuple[str, str] | None:
    """The words of a text around a count; None where it does not state it."""
    number = rf"(?<![\d.,]){value.value}(?![\d.,]\d)\s*(?:款|个|种|家|項|项|名|apps?|mini|compan)"
    stated = re.search(number, text, re.IGNORECASE) if value.field == "count" else None
    if stated is None:
        return None
    start, end = max(stated.start() - _AROUND, 0), min(stated.end() + _AROUND, len(text))
    return text[start:end], f"text, characters {start} to {end}"
