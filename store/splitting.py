"""Entries that a person gave to another identity: rules that are kept, and followed at every derivation."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, col, select

from store.merging import follow_all
from store.tables import Entry, SplitRule
from store.vocab import fold


def split_off(session: Session, entries: Sequence[Entry]) -> None:
    """Put the identities that splits say into `entries`; of several rules for one entry the newest counts."""
    values = {entry.id for entry in entries} | {fold(entry.developer) for entry in entries}
    wanted = sorted(values - {""})
    rules: list[SplitRule] = []
    for start in range(0, len(wanted), 500):
        part = select(SplitRule).where(col(SplitRule.value).in_(wanted[start : start + 500]))
        rules += session.exec(part)
    if not rules:
        return
    rules.sort(key=lambda rule: (rule.at, rule.decision_id, rule.position))
    today = follow_all(session, {id_: id_ for rule in rules for id_ in (rule.from_id, rule.to_id)})
    for rule in rules:
        for entry in entries:
            if _concerns(rule, entry, today[rule.from_id]):
                setattr(entry, f"{rule.subject}_id", today[rule.to_id])


def _concerns(rule: SplitRule, entry: Entry, from_id: str) -> bool:
    """An entry that was named is always meant; a developer only where the row would be the identity's."""
    if rule.by == "entry":
        return entry.id == rule.value
    mine: str | None = getattr(entry, f"{rule.subject}_id")
    return mine == from_id and fold(entry.developer) == rule.value
