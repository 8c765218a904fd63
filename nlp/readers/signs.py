"""Signs that OCR cannot tell by their shape: the width of brackets, told by the room around them, and V0 from VO."""

from __future__ import annotations

import itertools
import re
from statistics import median

Sign = tuple[str, float, float]  # with its left and right

HAN = re.compile(r"[一-鿿]")
HALF = (
    1.76  # times the pitch of Han signs from one beside a bracket to the one after it; twice where it is wide
)
LONG_DASH = 2.6  # times the pitch of Han signs from the one before a dash to the one after it
_BRACKETS = "()（）"
_WIDE = str.maketrans("!?", "！？")
_SPACELESS = re.compile(r"\b((?:Co|CO|Pte|PTE|Pty|PTY|Pvt|PVT|Sdn|SDN|Inc|INC)[.,]+)(?=[A-Za-z])")


def settled(text: str, signs: list[Sign]) -> str:
    """The text with its doubtful signs put right."""
    text = re.sub(r"\b([vV])[oO](?=\.\d)", r"\g<1>0", text)
    text = _SPACELESS.sub(r"\g<1> ", text)
    text = re.sub(r"(?<=[一-鿿])[!?]+$", lambda end: end[0].translate(_WIDE), text)
    return _brackets(_dashes(text, signs), _are_narrow(signs))


def _dashes(text: str, signs: list[Sign]) -> str:
    """A dash between Han signs as long as two signs is two."""
    pitches = [b[1] - a[1] for a, b in itertools.pairwise(signs) if HAN.match(a[0]) and HAN.match(b[0])]
    for before, sign, after in zip(signs, signs[1:], signs[2:], strict=False):
        between = HAN.match(before[0]) and sign[0] == "—" and HAN.match(after[0])
        if between and pitches and after[1] - before[1] > LONG_DASH * median(pitches):
            text = text.replace(before[0] + "—" + after[0], before[0] + "——" + after[0])
    return text


def _are_narrow(signs: list[Sign]) -> bool:
    """Whether the brackets between Han signs take half the room of a Han sign; false where nothing tells."""
    pitches = [b[1] - a[1] for a, b in itertools.pairwise(signs) if HAN.match(a[0]) and HAN.match(b[0])]
    if len(pitches) < 2:
        return False
    spans = [
        after[1] - before[1]
        for before, sign, after in zip(signs, signs[1:], signs[2:], strict=False)
        if sign[0] in _BRACKETS and HAN.match(before[0]) and HAN.match(after[0])
    ]
    return bool(spans) and sum(spans) / len(spans) < HALF * median(pitches)


def _brackets(text: str, narrow: bool) -> str:
    """Brackets beside Han signs of one width."""
    wide = re.sub(r"(?<=[一-鿿])[(（]|[(（](?=[一-鿿])", "(" if narrow else "（", text)
    return re.sub(r"(?<=[一-鿿])[)）]|[)）](?=[一-鿿])", ")" if narrow else "）", wide)
