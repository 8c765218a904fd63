"""Natural persons: their names are shown masked, wherever they are shown or exported."""

from __future__ import annotations

import re
from collections.abc import Iterable


def mask(name: str) -> str:
    """郑小明 -> 郑**, John Smith -> J*** S****: each word keeps its first character."""
    return re.sub(r"[^\W_·]+(?:·[^\W_]+)*", lambda word: word[0][0] + "*" * (len(word[0]) - 1), name)


def hide(text: str, names: Iterable[str]) -> str:
    """`text` with each of the persons' `names` masked, the longest first."""
    for name in sorted(names, key=len, reverse=True):
        if name:
            text = text.replace(name, mask(name))
    return text
