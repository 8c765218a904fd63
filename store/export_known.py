"""Notices and their entries as they were known at an instant, as exported rows with their proofs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session, col, select

from store.export_rows import Row, hidden, instant, place
from store.history import as_of
from store.known import Proof, proofs
from store.tables import Notice


def as_known(session: Session, at: datetime) -> Iterator[tuple[str, Row]]:
    """Notice by notice, oldest first."""
    stamp = {"as_of": instant(at)}
    ids = session.exec(select(Notice.id).order_by(col(Notice.day), col(Notice.id))).all()
    for id_ in ids:
        found = session.get_one(Notice, id_)
        parts = as_of(session, found, at)
        if parts is None:
            continue
        proven, origin = proofs(session, found, at)[1], found.origin
        session.expunge_all()
        fields, entries = parts["notice"][""], parts["entry"]
        people = {n for e in entries.values() if e["kind"] == "person" for n in (e["name"], *e["aliases"])}
        titled = {"quote": fields["title"], "place": "title"}
        rows = [("notices", {**fields, **titled, "issuers": sorted(parts["issuer"])})]
        for entry_id, entry in entries.items():
            codes = list(dict.fromkeys(code for code, _ in entry["problems"] if code))
            trace = {
                "entry_id": entry_id,
                "violations": codes,
                "url": fields["url"],
                **_trace(proven.get(entry_id)),
            }
            rows.append(("entries", {**entry, **trace}))
        for name, row in rows:
            row = {**row, "notice_id": id_, "origin": origin, **stamp}
            yield name, {k: hidden(v, people) for k, v in row.items()}


def _trace(found: list[Proof] | None) -> Row:
    if not found:
        return {"quote": "", "place": ""}
    first = min(found, key=lambda p: (p.mention.field != "name", p.mention.id))
    return {"quote": first.mention.quote, "place": place(first.mention, first.file)}
