"""What cases are made of as the record was known at an instant: each notice is taken back to what it said then.

Identities are today's: a merge made since holds for the past too, for it says who they were. Words of proof are those
that stood there then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlmodel import Session, SQLModel, col, select

from store.case_items import Item, authorities
from store.case_shapes import KINDS
from store.history import Fields, as_of, proofs_then
from store.tables import Change, Deadline, Entry, Finding, Notice, NoticeIssuer, NoticeLink, Penalty
from store.vocab import fold

TABLES: dict[str, type[SQLModel]] = {
    "entry": Entry,
    "finding": Finding,
    "deadline": Deadline,
    "penalty": Penalty,
}


def rewound(session: Session, items: Iterable[Item], at: datetime) -> Iterator[Item]:
    """The items as they were known; those that were not known yet are left out."""
    changed = set(session.exec(select(Change.notice_id).where(col(Change.at) > at).distinct()))
    later = set(session.exec(select(NoticeLink.from_id).where(col(NoticeLink.at) > at)))
    for item in items:
        if item.notice.first_seen > at:
            continue
        now = replace(item, reported="") if item.notice.id in later else item
        yield _then(session, now, at) if item.notice.id in changed else now


def _then(session: Session, item: Item, at: datetime) -> Item:
    parts = as_of(session, item.notice, at) or {}
    mentions, files = proofs_then(session, item.notice, at)
    said = {kind: rows_then(session, table, item.notice.id, parts[kind]) for kind, table in TABLES.items()}
    entries = [e for e in said["entry"] if isinstance(e, Entry)]
    targets = [e for e in entries if e.role == "target" and e.kind != "person"]
    sums = [s for s in said["penalty"] if isinstance(s, Penalty)]
    issuers = [NoticeIssuer(code=code, **fields) for code, fields in parts["issuer"].items()]
    return replace(
        item,
        notice=Notice(**(item.notice.model_dump() | parts["notice"][""])),
        entries=entries,
        targets=len(targets),
        target_apps=sum(e.subject == "app" for e in targets),
        acts=[f for f in said["finding"] if isinstance(f, Finding) and f.kind == "act" and f.code in KINDS],
        terms=[d for d in said["deadline"] if isinstance(d, Deadline) and d.kind == "rectify_by" and d.on],
        sums=sums,
        authorities=authorities(issuers),
        mentions={**item.mentions, **mentions},
        files={**item.files, **files},
    )


def rows_then(
    session: Session, table: type[SQLModel], notice_id: str, parts: Mapping[str, Fields]
) -> list[SQLModel]:
    """The rows as they were; what the history does not keep of them is as it is today."""
    found: list[SQLModel] = []
    for id_, fields in parts.items():
        row = session.get(table, id_)
        said = {name: value for name, value in fields.items() if name != "problems"}
        if "amount" in said:
            said["amount"] = Decimal(said["amount"])
        if table is Entry:
            said["key"] = fold(said["name"])
        if table is Deadline and row is None:
            said |= {"addressee": "", "basis": "stated"}
        found.append(table(**((row.model_dump() if row else {"id": id_, "notice_id": notice_id}) | said)))
    return found
