"""Words that recognition gets wrong in the same way again and again, put right in the text of a cell of a picture.

Only where what was read can be nothing else: no firm is a 有限责往公司, no version has a bui1d.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from nlp import shapes
from nlp.clean import tidy
from store.records import Issue, Table

_STROKES = {"l": "[lI1|]", "i": "[iIl1|]"}  # signs that are one stroke
_SUFFIXES = ("build", "release", "alpha", "beta", "debug", "final")
_SUFFIX = {
    word: re.compile(
        r"(?<=[\d._-])(\s?)(" + r"\s?".join(_STROKES.get(sign, sign) for sign in word) + r")(?![A-Za-z])",
        re.IGNORECASE,
    )
    for word in _SUFFIXES
}
_LIABLE = re.compile(r"(有\s?限\s?责\s?)[^\s任](\s?公\s?司)")
_PROVINCES = str.maketrans("粵滬魯遼陝贛蘇閩雲貴瓊寧", "粤沪鲁辽陕赣苏闽云贵琼宁")
_FILING = re.compile(r"[粵滬魯遼陝贛蘇閩雲貴瓊寧](?=ICP[备備证證])")
_UNEVEN = re.compile(
    r"[（]([!-'*-~ ]{1,20})[)]|[(]([!-'*-~ ]{1,20})[）]"
)  # Latin between brackets of two widths
_DIGITS = re.compile(r"\d[\d\s]{7,}")
_COLON = re.compile(r"[：:]")


def mended(tables: Sequence[Table], where: str) -> tuple[list[Table], list[Issue]]:
    """The tables with such words as they were printed, and an issue with what was read for each cell concerned."""
    issues: list[Issue] = []
    found = []
    for table in tables:
        cells = []
        for cell in table.cells:
            raw = righted(cell.raw)
            if raw != cell.raw and not cell.spanned:
                text = f"{cell.raw!r} was misread in the picture and is taken for {raw!r}."
                place = f"{where}, table {table.number + 1}, row {cell.row}"
                issues.append(Issue(code="cell_repaired", text=text, where=place, raw=[cell.raw]))
            cells.append(cell if raw == cell.raw else cell.model_copy(update={"raw": raw, "text": tidy(raw)}))
        found.append(table.model_copy(update={"cells": cells}))
    return found, issues


def righted(raw: str) -> str:
    """A cell's text, line breaks kept, with such words as they were printed."""
    for word, pattern in _SUFFIX.items():
        raw = pattern.sub(partial(_spelt, word), raw)
    raw = _LIABLE.sub(r"\1任\2", raw)
    raw = _FILING.sub(lambda found: found[0].translate(_PROVINCES), raw)
    raw = _UNEVEN.sub(lambda found: f"({found[1] or found[2]})", raw)
    if _DIGITS.fullmatch(raw):
        raw = raw.replace(" ", "")
    return _separated(raw)


def _spelt(word: str, read: re.Match[str]) -> str:
    """A word as it is spelt, in the case it was read in where its signs are right."""
    closed = "".join(read[2].split())
    return read[1] + (closed if closed.casefold() == word else word)


def _separated(raw: str) -> str:
    """A colon between two whole problems is a semicolon whose lower half was overlooked."""
    if not _COLON.search(raw):
        return raw
    parts = re.split(r"([：:；;])", raw)
    for at, (before, after) in enumerate(pairwise(parts[::2])):
        if _COLON.fullmatch(parts[2 * at + 1]) and all(map(shapes.is_problem, (before, after))):
            parts[2 * at + 1] = "；"
    return "".join(parts)
