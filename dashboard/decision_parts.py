"""How corrections, decisions on identity and proposals are told: tables with who, when and why."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.markup import Html, el, join, table
from dashboard.parts import entity_link, when
from dashboard.state import href, label, t
from store.proposals import Proposal
from store.show_decisions import Corrected, Decided


def corrections(found: Sequence[Corrected]) -> Html:
    """Each correction: when, of which notice and row, from what to what, by whom and why."""
    heads = ("col_when", "col_notice", "col_field", "col_was", "col_value", "col_who", "col_why")
    rows = [
        (
            when(c.at),
            el("a", c.title or c.notice_id, href=href("notice", id=c.notice_id)),
            join(t(f"field_{c.field}"), el("small", f" {c.row}") if c.row else ""),
            _shown(c.field, c.was),
            _shown(c.field, c.value),
            c.by,
            join(c.reason, _taken_back(c)),
        )
        for c in found
    ]
    return table([t(head) for head in heads], rows)


LABELS = {
    "issuers": "issuers",
    "violations": "violations",
    "outcome": "outcomes",
    "document": "documents",
    "role": "roles",
    "kind": "deadlines",
}


def _shown(field: str, value: str) -> str:
    """A value in words; codes by their labels."""
    if field in LABELS and value:
        return t("sep").join(label(LABELS[field], code) for code in value.split(", "))
    return value or "–"


def decisions(found: Sequence[Decided]) -> Html:
    """Each decision on identity."""
    heads = ("col_when", "col_one", "col_decision", "col_other", "col_who", "col_why")
    rows = [
        (
            when(d.at),
            entity_link(*d.one),
            t(f"decision_{d.kind}"),
            entity_link(*d.other),
            d.by,
            join(d.reason, _taken_back(d)),
        )
        for d in found
    ]
    return table([t(head) for head in heads], rows)


def _taken_back(made: Corrected | Decided) -> Html:
    if made.undone_at is None:
        return Html("")
    said = t("taken_back", by=made.undone_by, when=when(made.undone_at), why=made.undone_reason)
    return el("div", said, class_="tb-meta")


def proposals(found: Sequence[Proposal]) -> Html:
    """Identities that may be one, the surest first."""
    rows = [
        (
            f"{p.score:.2f}",
            entity_link(p.one, p.names[0]),
            entity_link(p.other, p.names[1]),
            t("sep").join(t(f"reason_{reason}") for reason in p.reasons),
        )
        for p in found
    ]
    return table([t(head) for head in ("col_score", "col_one", "col_other", "col_why")], rows)
