"""Corrections at work: put into a notice's rows when they are derived. What is corrected by whom: `store/corrections.py`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlmodel import Session, col, select

from store.derive import Derived
from store.ids import digest
from store.records import AppClaim, CompanyClaim
from store.tables import Correction, Entry, EntryProblem, Notice, NoticeIssuer
from store.vocab import fold

PRECISIONS = {4: "year", 7: "month", 10: "day"}
_OF_NOTICE = ("title", "published")  # by which two addresses are told to be one notice


def standing(session: Session, notice_id: str) -> list[Correction]:
    """The corrections of a notice that were not taken back, in the order in which they were made."""
    query = select(Correction).where(Correction.notice_id == notice_id, col(Correction.undone_at).is_(None))
    return list(session.exec(query.order_by(col(Correction.at), col(Correction.id))))


def retitled(session: Session) -> set[str]:
    """The notices whose title or day a person corrected: what their source says is not in their rows."""
    query = select(Correction.notice_id).where(
        col(Correction.field).in_(_OF_NOTICE), col(Correction.undone_at).is_(None)
    )
    return set(session.exec(query))


def dated_by_hand(session: Session, notice_id: str) -> bool:
    """Whether a person said when the notice was published."""
    return any(c.field == "published" for c in standing(session, notice_id))


def apply(session: Session, notice: Notice, derived: Derived) -> None:
    """Put what persons corrected into what was derived. A row that is derived no more has nothing to correct."""
    for correction in standing(session, notice.id):
        _APPLY[correction.target](notice, derived, correction)


def _to_notice(notice: Notice, derived: Derived, correction: Correction) -> None:
    value = correction.value
    if correction.field == "published":
        notice.published_on = notice.day = value
        notice.published_precision, notice.published_basis = PRECISIONS[len(value)], "stated"
    elif correction.field == "issuers":
        roles = {issuer.code: issuer for issuer in derived.issuers}
        derived.issuers = [roles.get(code) or NoticeIssuer(notice_id=notice.id, code=code) for code in value]
    elif correction.field == "add":
        _add(notice, derived, correction)
    else:
        setattr(notice, correction.field, value)


def _add(notice: Notice, derived: Derived, correction: Correction) -> None:
    given: dict[str, Any] = dict(correction.value)
    subject, codes = given.pop("subject"), given.pop("violations", [])
    fields = {"role": "target"} | given
    entry = Entry(
        id="e_" + digest("added", correction.id), notice_id=notice.id, subject=subject, key=fold(given["name"]),
        kind="app" if subject == "app" else "organisation", rule="correction", **fields,
    )  # fmt: skip
    kind = AppClaim if subject == "app" else CompanyClaim
    known = {name: value for name, value in fields.items() if name in kind.model_fields}
    derived.entries.append(entry)
    derived.claims.append(kind.model_validate({**known, "rule": "correction", "evidence": []}))
    _problems(derived, entry.id, codes)


def _to_entry(notice: Notice, derived: Derived, correction: Correction) -> None:
    place = next((n for n, e in enumerate(derived.entries) if e.id == correction.target_id), None)
    if place is None:
        return
    entry, name, value = derived.entries[place], correction.field, correction.value
    if name == "drop":
        del derived.entries[place], derived.claims[place]
        derived.problems = [p for p in derived.problems if p.entry_id != entry.id]
        derived.mentions = [m for m in derived.mentions if m.subject_id != entry.id]
    elif name == "violations":
        _problems(derived, entry.id, value)
    else:
        setattr(entry, name, value)
        entry.key = fold(entry.name)
        derived.claims[place] = _claim(derived.claims[place], name, value)
    entry.confidence = 1.0


def _claim(claim: AppClaim | CompanyClaim, name: str, value: str) -> AppClaim | CompanyClaim:
    """The claim by which the entry's identity is found, with the right value; a wrong name's aliases go with it."""
    update: dict[str, Any] = {name: value}
    if name == "name":
        update |= {"aliases": [], "canonical": None}
    return claim.model_copy(update=update) if name in type(claim).model_fields else claim


def _problems(derived: Derived, entry_id: str, codes: list[str]) -> None:
    """The corrected codes, with the source's words where it has some for a code."""
    words = {p.code: p.wording for p in derived.problems if p.entry_id == entry_id}
    derived.problems = [p for p in derived.problems if p.entry_id != entry_id] + [
        EntryProblem(entry_id=entry_id, position=n, code=code, wording=words.get(code, ""))
        for n, code in enumerate(codes)
    ]


def _to_deadline(notice: Notice, derived: Derived, correction: Correction) -> None:
    for deadline in derived.deadlines:
        if deadline.id == correction.target_id:
            setattr(deadline, "on" if correction.field == "date" else correction.field, correction.value)
            if correction.field == "date":
                deadline.provisional = False


_APPLY: dict[str, Callable[[Notice, Derived, Correction], None]] = {
    "notice": _to_notice,
    "entry": _to_entry,
    "deadline": _to_deadline,
}
