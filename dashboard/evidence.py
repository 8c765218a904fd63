"""The text of a notice with the places that prove its values marked. Hostile text stays text: all of it is escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from dashboard.markup import Html, el, join
from store.show_shapes import Mark

KINDS = (
    "app",
    "company",
    "person",
    "violation",
    "deadline",
    "penalty",
    "act",
    "law",
    "issuer",
)  # the first one colours
LONGEST = 120_000  # characters that a page shows; the whole is in the archived copy


def highlighted(text: str, marks: Sequence[Mark], name: Callable[[str], str]) -> Html:
    """The text with marks. `name` gives a kind's label."""
    text = text[:LONGEST]
    inside = [m for m in marks if m.end <= len(text)]
    cuts = sorted({0, len(text), *(m.start for m in inside), *(m.end for m in inside)})
    parts: list[Html | str] = []
    waiting = sorted(inside, key=lambda m: m.start)
    active: list[Mark] = []
    for start, end in pairwise(cuts):
        active = [m for m in active if m.end > start]
        while waiting and waiting[0].start <= start:
            active.append(waiting.pop(0))
        parts.append(_piece(text[start:end], active, name))
    return el("div", *parts, class_="tb-text")


def _piece(text: str, active: Sequence[Mark], name: Callable[[str], str]) -> Html | str:
    if not active:
        return text
    kinds = sorted({m.kind for m in active}, key=_rank)
    values = sorted({m.value for m in active if m.value and m.value != text})
    title = " · ".join(map(name, kinds)) + (f": {', '.join(values)}" if values else "")
    return el("mark", text, class_=f"tb-mark tb-{kinds[0] if kinds[0] in KINDS else 'other'}", title=title)


def _rank(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def legend(marks: Sequence[Mark], name: Callable[[str], str]) -> Html:
    """What the colours stand for: only the kinds that occur, with their numbers of places."""
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.kind] = counts.get(mark.kind, 0) + 1
    items = [
        el(
            "span",
            el("mark", name(k), class_=f"tb-mark tb-{k if k in KINDS else 'other'}"),
            f" {counts[k]:,} ",
        )
        for k in sorted(counts, key=_rank)
    ]
    return el("div", join(*items), class_="tb-legend")
