"""Text that is not the item: navigation, comment forms, credits, related stories. Told line by line."""

from __future__ import annotations

import re
from functools import cache

from nlp.lexicon import pattern


@cache
def _ends() -> re.Pattern[str]:
    return pattern("press", "ends")


def blank_furniture(view: str) -> str:
    """The view with every furniture line made of spaces: same length, nothing to find there.

    A heading such as "Related stories" ends the item only after its first third; before that it is a line like others.
    """
    lines = _NO_WORD.sub(lambda m: " " * len(m[0]), view).split("\n")
    third = len(view) // 3
    out: list[str] = []
    at, over = 0, False
    for line in lines:
        over = over or (at >= third and bool(_ends().search(line)))
        out.append(" " * len(line) if over or is_furniture(line) else line)
        at += len(line) + 1
    return "\n".join(out)


_NO_WORD = re.compile(
    r"[^\s\u3000-\u9fff，。；：、！？]{200,}|[(“\"《\[<]{20,}|\s{2000,}"
)  # no name, no number: an encoded blob


def is_furniture(line: str) -> bool:
    """Whether one line stands beside the item."""
    return bool(line.strip()) and bool(pattern("press", "lines").search(line[:600]))
