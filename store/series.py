"""Numbered notices as their series see them: who issued which number of which year. Read-only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine, select
from sqlmodel import col

from store.db import reading
from store.ids import normal_url
from store.tables import Notice, NoticeIssuer, Posting
from store.vocab import KnownNotice, known_notices

OWN = ("lead", "joint")  # roles of those whose act a notice is; a reprint or a tester has no series in it
NAMING = (
    "app_list",
    "removal_notice",
)  # lists of named apps share one numbering, other documents have theirs


def tier(site: str | None, roles: Mapping[str, str]) -> int:
    """How near a site is to an act: that of a lead issuer comes first, then that of a joint one, then any other.

    `site` is the authority whose site it is, `roles` the part of each authority in the act.
    """
    role = roles.get(site or "", "")
    return OWN.index(role) if role in OWN else len(OWN)


@dataclass(frozen=True)
class Numbered:
    """One notice with a number: 第`in_year`批 of `year`, 总第`overall`批, or both."""

    notice_id: str
    title: str
    url: str
    day: str
    issuers: frozenset[str]
    subject: str  # what the series is about: lists of apps, or a kind of document
    year: int | None
    in_year: int | None
    overall: int | None
    read: int  # apps that were read off its list


def numbered(engine: Engine) -> list[Numbered]:
    """Every official notice that carries a number, those included whose number only the index of known notices tells."""
    with reading(engine) as session:
        issuers: dict[str, set[str]] = {}
        for notice_id, code, role in session.execute(
            select(col(NoticeIssuer.notice_id), col(NoticeIssuer.code), col(NoticeIssuer.role))
        ):
            if role in OWN:
                issuers.setdefault(notice_id, set()).add(code)
        official = (
            select(Notice).where(col(Notice.kind) == "official").order_by(col(Notice.day), col(Notice.id))
        )
        notices = session.scalars(official).all()
        indexed = _indexed()
        postings = select(col(Posting.notice_id), col(Posting.url_normal)).where(
            col(Posting.url_normal).in_(indexed), col(Posting.origin) != "example"
        )
        known = {notice_id: indexed[url] for notice_id, url in session.execute(postings)}
        found = [_numbered(n, frozenset(issuers.get(n.id, ())), known.get(n.id)) for n in notices]
    return [one for one in found if one.issuers and (one.overall or (one.year and one.in_year))]


def _indexed() -> dict[str, KnownNotice]:
    """The numbered notices of the index by normalised address."""
    return {normal_url(url): k for k in known_notices() if k.number for url in (k.url, *k.also) if url}


def _numbered(n: Notice, issuers: frozenset[str], known: KnownNotice | None) -> Numbered:
    return Numbered(
        notice_id=n.id,
        title=n.title,
        url=n.url,
        day=n.day,
        issuers=issuers,
        subject="apps" if n.document in NAMING else n.document,
        year=n.batch_year or (known.year if known else None),
        in_year=n.batch_in_year or (known.in_year if known else None),
        overall=n.batch_overall or (known.number if known else None),
        read=n.seal_read,
    )
