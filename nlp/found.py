"""What a component finds: a span of the text with a label, and what the vocabulary says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Label = Literal[
    "company",
    "app",
    "authority",
    "law",
    "shadow",
    "person",
    "violation",
    "action",
    "day",
    "term",
    "sum",
    "count",
    "batch",
]


@dataclass(frozen=True, slots=True)
class Found:
    """A span [start, end) of the view. `code` is a code or key of the vocabulary, `rule` what found it."""

    start: int
    end: int
    label: Label
    code: str = ""
    rule: str = ""
    data: tuple[str, ...] = ()  # further values, by label

    def moved(self, by: int) -> Found:
        """The same span in a text that begins `by` code points earlier."""
        return replace(self, start=self.start + by, end=self.end + by)


def longest(found: Iterable[Found]) -> list[Found]:
    """Of spans that overlap, the longest (the first of equals); spans that are equal all stay."""
    kept: list[Found] = []
    taken: dict[int, tuple[int, int]] = {}
    for f in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        owner = {taken[i] for i in range(f.start, f.end) if i in taken}
        if not owner or owner == {(f.start, f.end)}:
            kept.append(f)
            taken |= dict.fromkeys(range(f.start, f.end), (f.start, f.end))
    return sorted(kept, key=lambda f: (f.start, f.end))
