"""When another posting of a notice comes to lead it: its rows take the place of the same rows of the one that led.

Ids of rows are hashes of the posting that they are read from. What was written down of a row that stands at both
addresses (corrections, splits, history) goes on under the row's new id, so that no change is lost and none is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from sqlmodel import Session, col, select

from store.derive import Derived
from store.history import Fields, State
from store.tables import Change, Correction, Deadline, Entry, Finding, Penalty, SplitRule
from store.vocab import fold

_SAYS: dict[str, Callable[[Any], tuple[object, ...]]] = {  # by what two rows of one kind are told to be one
    "entries": lambda e: (e.subject, e.key, fold(e.developer)),
    "deadlines": lambda d: (d.kind, d.text),
    "penalties": lambda p: (p.kind, p.amount, p.currency, fold(p.target)),
    "findings": lambda f: (f.kind, f.code, f.regulator, tuple(f.targets)),
}
_PARTS = ("entry", "deadline", "penalty", "finding", "proof")  # of a history, with ids of rows
Rows = Entry | Deadline | Penalty | Finding


def renamed(old: Derived, new: Derived) -> dict[str, str]:
    """Of each row of `old` that `new` has too: its id there."""
    found: dict[str, str] = {}
    for kind, says in _SAYS.items():
        waiting: dict[tuple[object, ...], list[Rows]] = defaultdict(list)
        for row in reversed(getattr(new, kind)):
            waiting[says(row)].append(row)
        for row in getattr(old, kind):
            if same := waiting[says(row)]:
                found[row.id] = same.pop().id
    return {id_: now for id_, now in found.items() if id_ != now}


def carry(session: Session, ids: Mapping[str, str], notices: Collection[str]) -> None:
    """Let what was written down of these rows, in the records of these notices, speak of their new ids."""
    if not ids:
        return
    for correction in session.exec(select(Correction).where(col(Correction.notice_id).in_(notices))):
        correction.target_id = ids.get(correction.target_id, correction.target_id)
    split = sorted(ids)
    for start in range(0, len(split), 500):
        part = col(SplitRule.value).in_(split[start : start + 500])
        for rule in session.exec(select(SplitRule).where(SplitRule.by == "entry", part)):
            rule.value = ids[rule.value]
    for change in session.exec(select(Change).where(col(Change.notice_id).in_(notices))):
        change.delta = {
            part: {what: _keyed(rows, ids) for what, rows in kinds.items()} if part in _PARTS else kinds
            for part, kinds in change.delta.items()
        }
    session.flush()


def carried(was: State, ids: Mapping[str, str]) -> State:
    """The record as it was, its rows under their new ids."""
    parts = {kind: _keyed(rows, ids) if kind in _PARTS else rows for kind, rows in was.parts.items()}
    return replace(was, parts=parts, proofs=_keyed(was.proofs, ids))


def _keyed(rows: Mapping[str, Fields], ids: Mapping[str, str]) -> dict[str, Fields]:
    return {ids.get(key, key): fields for key, fields in rows.items()}
