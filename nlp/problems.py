"""Several problems in one cell, split: by numbers, semicolons, commas between known wordings, line breaks."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp import shapes
from nlp.clean import tidy

_NUMBERED = re.compile(
    r"(?:^|(?<=[；;。，,、\s\n]))\s*(?:[（(]?\d{1,2}[）).、．]|[①-⑳]|[（(][一二三四五六七八九十]+[）)])(?!\d)\s*"
)
_ENDS = "；;。\n、，, "


def split_problems(raw: str, soft: bool) -> list[str]:
    """The problems in a cell's raw text; `soft` where a line break may be a wrapped line only (PDF, picture)."""
    return list(_split(raw, soft))


@lru_cache(maxsize=4096)
def _split(raw: str, soft: bool) -> tuple[str, ...]:
    lines = _join_wrapped([line.strip() for line in raw.split("\n") if line.strip()], soft)
    found: list[str] = []
    for line in lines:
        for numbered in _NUMBERED.split(line):
            for part in re.split(r"[；;]|。(?=.)", numbered):
                found += _enumerated(part)
    cleaned = (tidy(part).strip(_ENDS) for part in found)
    return tuple(dict.fromkeys(part for part in cleaned if part))


def _join_wrapped(lines: list[str], soft: bool) -> list[str]:
    """Lines that a carrier wrapped put together again; lines that each hold a problem stay apart."""
    joined: list[str] = []
    for line in lines:
        if joined and not _breaks(joined[-1], line, soft):
            joined[-1] = f"{joined[-1]}\n{line}"
        else:
            joined.append(line)
    return [tidy(line) for line in joined]


def _breaks(before: str, after: str, soft: bool) -> bool:
    """Whether a new problem begins with the line `after`."""
    whole, key = _key(before), _key(before + after)
    if any(wording.startswith(key) for wording in shapes.wordings()) and whole not in shapes.wordings():
        return False
    if before.endswith(("；", ";", "。")) or _NUMBERED.match(after) or whole in shapes.wordings():
        return True
    if before.endswith(("、", "，", ",", "（", "(", "《")) or after.startswith(
        ("、", "，", ",", "）", ")", "；")
    ):
        return False
    if soft:
        return _last_known(before) and shapes.is_problem(after)
    return shapes.is_problem(after) or shapes.is_problem(before)


def _last_known(text: str) -> bool:
    return any(_key(text).endswith(wording) for wording in shapes.wordings())


def _key(text: str) -> str:
    return re.sub(r"\s+", "", shapes.normal(text).casefold())


def _enumerated(part: str) -> list[str]:
    """Parts between 、 or ， where each of them is a problem by itself; else the text whole."""
    pieces = [p.strip() for p in re.split(r"[、，,]", part)]
    if len(pieces) < 2:
        return [part]
    groups = _known_groups(pieces)
    return groups if groups and all(map(shapes.is_problem, groups)) else [part]


def _known_groups(pieces: list[str]) -> list[str]:
    """Pieces with those put together again that only make a wording together (APP强制、频繁、过度索取权限)."""
    groups: list[str] = []
    for piece in pieces:
        if groups and not _stands_alone(groups[-1]):
            groups[-1] = f"{groups[-1]}、{piece}"
        else:
            groups.append(piece)
    return groups


def _stands_alone(text: str) -> bool:
    key = _key(text)
    if key in shapes.wordings():
        return True
    begun = any(w.startswith(key) for w in shapes.wordings())
    return shapes.is_problem(text) and not begun
