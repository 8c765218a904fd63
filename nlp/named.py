"""One app or company of running text with the forms of its name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field


@dataclass
class Name:
    """One app or company of an item: its surface forms in order of appearance."""

    label: str  # app or company
    key: str  # curated key, or ""
    rule: str
    kind: str = "app"
    version: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)

    def forms(self, text: str) -> list[str]:
        """Distinct surface forms, white space tidied: the first one first, unless a later one writes it in full."""
        forms = list(dict.fromkeys(re.sub(r"\s+", " ", text[a:b]).strip() for a, b in self.places))
        full = next((form for form in forms if shortens(forms[0], form)), forms[0])
        return [full, *(form for form in forms if form != full)]


def shortens(short: str, full: str) -> bool:
    """Whether one name is a shorter form of another in the same item."""
    if len(short) >= len(full) or len(short) < 2:
        return False
    if short.isascii():
        return full.startswith(short + " ") and bool(
            re.search(
                r"\b(?:Ltd|Inc|Co|Corp|Group|Holdings?|Technology|Global|Chuxing|Limited)\b",
                full[len(short) :],
            )
        )
    return short in full and full.endswith(("公司", "集团")) and not full.endswith("分公司")
