"""How a record came to be what it is: each change with its cause, and what differed, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.markup import Html, el, join
from dashboard.parts import when
from dashboard.state import href, label, named, t
from store.show_history import Difference, Past

_VOCABULARY = {  # of values that are codes: by part of the record and field
    ("notice", "document"): "documents",
    ("entry", "role"): "roles",
    ("entry", "outcome"): "outcomes",
    ("entry", "problems"): "violations",
    ("issuer", "role"): "issuer_roles",
    ("issuer", ""): "issuers",
    ("deadline", "kind"): "deadlines",
    ("penalty", "kind"): "actions",
    ("finding", "regulator"): "issuers",
    ("violation", ""): "violations",
    ("law", ""): "laws",
    ("act", ""): "actions",
}
_NAMED = {  # of values that are codes of the record itself: by field
    ("notice", "kind"): "kind",
    ("notice", "language"): "language",
    ("notice", "published_precision"): "precision",
    ("notice", "signed_precision"): "precision",
    ("entry", "subject"): "subject",
}


def history(found: Sequence[Past], notice_id: str) -> Html:
    """Every change, newest first."""
    return join(
        el("h2", t("history"), class_="tb-h2"),
        el("p", t("history_note"), class_="tb-note"),
        *(_past(past, notice_id) for past in found),
    )


def _past(past: Past, notice_id: str) -> Html:
    lines = [el("li", difference(d)) for d in past.differences]
    more = [el("li", t("history_more", n=past.more))] if past.more else []
    cause = t(f"history_{past.cause}", detail=past.detail or "–")
    day = f"{past.at:%Y-%m-%d}"
    then = el(
        "a", t("then_day_of"), href=href("notice", id=notice_id, on=day), title=t("then_title", day=day)
    )
    return el(
        "div",
        el("b", when(past.at)),
        " ",
        cause,
        " · ",
        then,
        el("ul", *lines, *more) if lines else "",
        class_="tb-card",
    )


def difference(d: Difference) -> str:
    """One row that came or went, or one field with what it was and is."""
    row = " ".join(filter(None, (t(f"part_{d.part}"), _value(d, "", d.row))))
    if d.what != "changed":
        return t("history_row", what=t(f"history_{d.what}"), row=row)
    was, now = (_value(d, d.field, value) or "–" for value in (d.was, d.value))
    return t("history_field", row=row, field=t(f"past_{d.field}"), was=was, value=now)


def _value(d: Difference, field: str, value: str) -> str:
    """A value in words; of a code its label."""
    if not value:
        return ""
    if (d.part, field) in _NAMED:
        return named(_NAMED[d.part, field], value)
    if (d.part, field) == ("entry", "kind"):
        return named("type", value) if value in ("organisation", "person") else label("app_kinds", value)
    vocabulary = _VOCABULARY.get((d.kind or d.part, field)) or _VOCABULARY.get((d.part, field))
    if vocabulary is None:
        return value
    return t("sep").join(label(vocabulary, code) for code in value.split(", "))
