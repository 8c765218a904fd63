"""The headings of list columns: which role a heading means, and whether a row is a header.

The vocabulary is `store/vocab/headings.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import Any

from store.vocab import FOLDER

LONGEST = 20


@cache
def vocabulary() -> dict[str, Any]:
    """The whole of headings.toml."""
    return tomllib.loads((FOLDER / "headings.toml").read_text(encoding="utf-8"))


def plain(text: str) -> str:
    """A heading without width, case, white space and punctuation at its ends."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", "", folded).strip(":：*#|.·-—、")


@cache
def _exact() -> dict[str, str]:
    return {plain(word): role for role, words in vocabulary()["exact"].items() for word in words}


@cache
def role_of(heading: str) -> str | None:
    """The role that a heading means, None where it is not known; "app_if_alone" for a bare 名称."""
    text = plain(heading)
    if not text or len(text) > LONGEST:
        return None
    for form in (text, re.sub(r"\([^()]*\)", "", text), re.sub(r"[()/]", "", text)):
        if form in _exact():
            return _exact()[form]
    contains: dict[str, list[str]] = vocabulary()["contains"]
    if re.search(r"[。；;，,]|\d{3}", text):
        return None
    return next((role for role, words in contains.items() if any(word in text for word in words)), None)


def roles_of(texts: Sequence[str]) -> list[str | None]:
    """The roles of a header row's cells, each role but problems once; later columns of a role already taken have none."""
    known = [role_of(text) for text in texts]
    taken: set[str] = set()
    roles: list[str | None] = []
    for text, role in zip(texts, known, strict=True):
        if role == "app_if_alone":
            role = "app" if "app" not in known else None
        if role in taken and role not in ("other", "problems"):
            role = None
        if role:
            taken.add(role)
        roles.append(role if text else None)
    return roles


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row is the header of a list or of another table: most of its cells are known headings."""
    distinct = list(dict.fromkeys(text for text in texts if text))
    exact = sum(plain(text) in _exact() for text in distinct)
    known = sum(role_of(text) is not None for text in distinct)
    return len(distinct) >= 2 and exact >= 1 and known >= 2 and known * 2 > len(distinct)
