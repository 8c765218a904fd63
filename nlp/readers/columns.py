"""Tables without rules: their columns, told by the header's words and the white space below it."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from nlp.headings import role_of
from nlp.readers.words import Word, apart
from nlp.shapes import is_firm


@dataclass(frozen=True)
class Layout:
    """The columns of a table without rules: the limits between them, and the words of its header."""

    limits: list[float]
    header: list[Word]
    below: list[Word] = field(default_factory=list)  # the words that told the limits, in pieces

    def column(self, word: Word) -> int:
        return self.column_at(word.centre)

    def column_at(self, x: float) -> int:
        return sum(x > limit for limit in self.limits)


def layout_of(header: list[Word], below: list[Word]) -> Layout:
    """The columns that a header and the words below it tell."""
    pieces = apart(below)
    return Layout(_limits(header, pieces), header, pieces)


def is_header(line: list[Word]) -> bool:
    """Whether a line of words names the columns of a list."""
    known = [role for word in line if (role := role_of(word.text))]
    return len(set(known)) >= 3 and len(known) * 2 > len(line)


def headings(line: list[Word]) -> list[Word]:
    """The words of a header line, those that stand so close that two headings became one taken apart."""
    pieces = apart(line)
    return pieces if len(_roles(pieces)) > len(_roles(line)) else line


def _roles(words: list[Word]) -> set[str]:
    return {role.removesuffix("_if_alone") for word in words if (role := role_of(word.text))}


def whole_header(lines: list[list[Word]], at: int) -> tuple[list[Word], set[Word]]:
    """The header line with headings that are broken over the lines beside it, and all words used for it."""
    header, used = list(lines[at]), set(lines[at])
    top, bottom = min(w.y0 for w in header), max(w.y1 for w in header)
    height = bottom - top
    beside = [
        word
        for line in lines[max(0, at - 2) : at + 3]
        for word in line
        if word not in used and word.y1 > top - height and word.y0 < bottom + height
    ]
    for upper in beside:
        for lower in beside:
            over = min(upper.x1, lower.x1) - max(upper.x0, lower.x0)
            if (
                upper.y0 < lower.y0
                and over > 0
                and not used & {upper, lower}
                and not is_firm(lower.text)
                and role_of(upper.text + lower.text)
            ):
                header.append(_stacked(upper, lower))
                used |= {upper, lower}
    for word in lines[at]:
        for lower in beside:
            over = min(word.x1, lower.x1) - max(word.x0, lower.x0)
            if (
                lower not in used
                and over > 0
                and (role_of(word.text) is None or (len(word.text) == 1 and lower.text.isalpha()))
                and role_of(word.text + lower.text)
            ):
                header[header.index(word)] = _stacked(word, lower)
                used.add(lower)
                break
    return sorted(header, key=lambda w: w.x0), used


def _stacked(upper: Word, lower: Word) -> Word:
    x0, x1 = min(upper.x0, lower.x0), max(upper.x1, lower.x1)
    return Word(upper.text + lower.text, x0, upper.y0, x1, lower.y1, upper.confidence)


def _limits(header: list[Word], below: list[Word]) -> list[float]:
    """Between two headings the limit is where the fewest words cross, in the middle of the widest such gap."""
    limits = []
    for left, right in pairwise(header):
        low, high = left.centre, right.centre
        crossing = [w for w in below if w.x1 > low and w.x0 < high and not (w.x0 < low and w.x1 > high)]
        edges = sorted({low, high, *(min(max(x, low), high) for w in crossing for x in (w.x0, w.x1))})
        gaps = [
            (sum(w.x0 < (a + b) / 2 < w.x1 for w in crossing), a - b, (a + b) / 2) for a, b in pairwise(edges)
        ]
        limits.append(min(gaps)[2] if gaps else (left.x1 + right.x0) / 2)
    return limits
