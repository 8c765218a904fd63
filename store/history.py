"""What changed in a notice's record, when and why: a source's edit, a newer extractor, a correction, a decision.

Each change keeps what was there before it and is no more, so that the record as known on a day can be asked for by
going back from today. A change costs what it changed, however long the record is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from store import clock
from store.tables import (
    Change,
    Deadline,
    Document,
    Entry,
    EntryProblem,
    Finding,
    Mention,
    Notice,
    NoticeIssuer,
    Penalty,
)

Fields = dict[str, Any]
FIELDS: dict[str, tuple[type[SQLModel], str, str]] = {  # of each part: its table, its key, and what is kept
    "issuer": (NoticeIssuer, "code", "role"),
    "entry": (
        Entry,
        "id",
        "subject name aliases kind role developer version store filing_number outcome row list_number app_id company_id",
    ),
    "deadline": (Deadline, "id", "on kind text"),
    "penalty": (Penalty, "id", "kind amount currency target"),
    "finding": (Finding, "id", "kind code wording regulator targets day"),
}
OF_NOTICE = "title document kind language url day published_on published_precision signed_on signed_precision"
PROOF = "field quote document_id start end table_number row col page box"  # kept of what proved a row


@dataclass(frozen=True)
class Cause:
    """Why a record changed; `detail` says from what to what, or which decision."""

    kind: str
    detail: str = ""


@dataclass(frozen=True)
class State:
    """What a notice's record says at one time: its parts by kind and key."""

    posting_id: str
    version_id: str
    extractor: str
    parts: dict[str, dict[str, Fields]]
    proofs: dict[str, Fields]  # the words that prove each row, and their place: what is no more keeps them


def state(session: Session, notice: Notice) -> State:
    """The record as it is."""
    parts = {"notice": {"": _fields(notice, OF_NOTICE)}}
    for kind, (table, key, names) in FIELDS.items():
        rows = session.exec(select(table).where(table.notice_id == notice.id))  # type: ignore[attr-defined]
        parts[kind] = {getattr(row, key): _fields(row, names) for row in rows}
    problems: dict[str, list[list[str]]] = defaultdict(list)
    of_entries = (
        select(EntryProblem)
        .join(Entry, col(Entry.id) == col(EntryProblem.entry_id))
        .where(Entry.notice_id == notice.id)
        .order_by(col(EntryProblem.entry_id), col(EntryProblem.position))
    )
    for problem in session.exec(of_entries):
        problems[problem.entry_id].append([problem.code, problem.wording])
    for id_, fields in parts["entry"].items():
        fields["problems"] = problems.get(id_, [])
    return State(notice.posting_id, notice.version_id, notice.extractor, parts, _proofs(session, notice))


def _proofs(session: Session, notice: Notice) -> dict[str, Fields]:
    """Of each row the mention that proves its name, day or sum rather than another of its fields."""
    mentions = session.exec(select(Mention).where(Mention.notice_id == notice.id)).all()
    ranked = sorted(mentions, key=lambda m: (m.field not in ("name", "date", "amount"), m.id), reverse=True)
    return {m.subject_id: {name: getattr(m, name) for name in PROOF.split()} for m in ranked}


def _fields(row: SQLModel, names: str) -> Fields:
    found = {name: getattr(row, name) for name in names.split()}
    return {name: str(value) if name == "amount" else value for name, value in found.items()}


def cause_of(was: State, notice: Notice, number: int) -> Cause:
    """Why a notice that is derived anew may differ: its source's text, its posting, or our extractor."""
    if was.posting_id != notice.posting_id:
        return Cause("joined")
    if was.version_id != notice.version_id:
        return Cause("edited", f"{number - 1} → {number}")
    if was.extractor != notice.extractor:
        return Cause("extractor", f"{was.extractor} → {notice.extractor}")
    return Cause("identity")


def note(session: Session, notice: Notice, was: State, cause: Cause) -> bool:
    """Write down how the record differs from what it was; False where it does not."""
    session.flush()
    delta = _delta(was.parts, state(session, notice).parts)
    if not delta:
        return False
    gone = {key for kinds in delta.values() for what in ("removed", "changed") for key in kinds.get(what, ())}
    if proven := {key: was.proofs[key] for key in sorted(gone & was.proofs.keys())}:
        delta["proof"] = {"removed": proven}
    session.add(
        Change(notice_id=notice.id, at=clock.now(), cause=cause.kind, detail=cause.detail, delta=delta)
    )
    return True


def _delta(was: dict[str, dict[str, Fields]], now: dict[str, dict[str, Fields]]) -> dict[str, Any]:
    """By kind of part: what came, what went (whole), and from what to what fields changed."""
    found: dict[str, Any] = {}
    for kind, before in was.items():
        after = now[kind]
        differing = {
            key: {
                name: [before[key][name], value]
                for name, value in after[key].items()
                if before[key][name] != value
            }
            for key in before.keys() & after.keys()
        }
        parts = {
            "added": {key: after[key] for key in sorted(after.keys() - before.keys())},
            "removed": {key: before[key] for key in sorted(before.keys() - after.keys())},
            "changed": {key: fields for key, fields in sorted(differing.items()) if fields},
        }
        if kept := {name: part for name, part in parts.items() if part}:
            found[kind] = kept
    return found


def as_of(session: Session, notice: Notice, at: datetime) -> dict[str, dict[str, Fields]] | None:
    """The record as it was known at an instant; None where the notice was not known yet."""
    if notice.first_seen > at:
        return None
    parts = state(session, notice).parts
    later = select(Change).where(Change.notice_id == notice.id, col(Change.at) > at)
    for change in session.exec(later.order_by(col(Change.id).desc())):
        for kind in parts.keys() & change.delta.keys():
            _revert(parts[kind], change.delta[kind])
    return parts


def named_before(session: Session, at: datetime, ids: Collection[str]) -> set[str]:
    """The notices that ceased, after an instant, to name some of these apps and companies in some row."""
    wanted = set(ids)
    changes = session.exec(select(Change.notice_id, Change.delta).where(col(Change.at) > at))
    return {notice_id for notice_id, delta in changes if wanted & set(_left(delta.get("entry", {})))}


def _left(delta: dict[str, Any]) -> Iterator[str | None]:
    """The apps and companies of rows that went, or that went from them."""
    for row in delta.get("removed", {}).values():
        yield from (row.get("app_id"), row.get("company_id"))
    for fields in delta.get("changed", {}).values():
        yield from (fields[name][0] for name in ("app_id", "company_id") if name in fields)


def proofs_then(session: Session, notice: Notice, at: datetime) -> tuple[dict[str, Mention], dict[str, str]]:
    """What proved the rows that changed since, before they first did, and the names of the files among its places."""
    later = select(Change.delta).where(Change.notice_id == notice.id, col(Change.at) > at)
    kept: dict[str, Fields] = {}
    for delta in session.exec(later.order_by(col(Change.id))):
        kept = delta.get("proof", {}).get("removed", {}) | kept
    mentions = {
        id_: Mention(
            id="", notice_id=notice.id, subject="", subject_id=id_, value="", rule="", confidence=1.0, **proof
        )
        for id_, proof in kept.items()
    }  # fmt: skip
    files = {mention.document_id for mention in mentions.values()}
    named = select(Document.id, Document.name).where(col(Document.id).in_(files), Document.position > 0)
    return mentions, dict(session.exec(named).all())


@dataclass(frozen=True)
class Times:
    """Since when a part of a record stands there, and when it changed last."""

    first_seen: datetime
    last_changed: datetime


def times(session: Session, notices: Collection[Notice]) -> dict[tuple[str, str], Times]:
    """Of each part that ever changed, by kind and key; what is not in it stands since its notice was first seen."""
    seen = {notice.id: notice.first_seen for notice in notices}
    found: dict[tuple[str, str], Times] = {}
    query = select(Change).where(col(Change.notice_id).in_(seen)).order_by(col(Change.id))
    for change in session.exec(query):
        for kind, delta in change.delta.items():
            found |= dict.fromkeys(
                ((kind, key) for key in delta.get("added", ())), Times(change.at, change.at)
            )
            for key in delta.get("changed", ()):
                began = found[kind, key].first_seen if (kind, key) in found else seen[change.notice_id]
                found[kind, key] = Times(began, change.at)
    return found


def _revert(parts: dict[str, Fields], delta: dict[str, Any]) -> None:
    for key in delta.get("added", ()):
        parts.pop(key, None)
    parts.update(delta.get("removed", {}))
    for key, fields in delta.get("changed", {}).items():
        parts[key] = parts[key] | {name: was for name, (was, _) in fields.items()}


Owners = dict[str, tuple[str, str | None, str | None]]


def owners(session: Session, notices: Collection[str]) -> Owners:
    """Of each entry of these notices: its notice, app and company."""
    session.flush()
    ids = sorted(notices)
    found: Owners = {}
    for start in range(0, len(ids), 500):
        some = col(Entry.notice_id).in_(ids[start : start + 500])
        rows = session.exec(select(Entry.id, Entry.notice_id, Entry.app_id, Entry.company_id).where(some))
        found |= {id_: (notice_id, app_id, company_id) for id_, notice_id, app_id, company_id in rows}
    return found


def regrouped(session: Session, before: Owners, cause: Cause) -> None:
    """Write down which entries a decision gave to other identities."""
    after = owners(session, {notice_id for notice_id, _, _ in before.values()})
    deltas: dict[str, dict[str, Fields]] = defaultdict(dict)
    for id_, (notice_id, *was) in before.items():
        pairs = zip(("app_id", "company_id"), was, after[id_][1:], strict=True)
        if fields := {name: [old, new] for name, old, new in pairs if old != new}:
            deltas[notice_id][id_] = fields
    now = clock.now()
    for notice_id, changed in sorted(deltas.items()):
        delta = {"entry": {"changed": changed}}
        session.add(Change(notice_id=notice_id, at=now, cause=cause.kind, detail=cause.detail, delta=delta))
        session.get_one(Notice, notice_id).last_changed = now
