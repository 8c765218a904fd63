"""Words with places, of PDF pages and pictures alike: into lines, phrases, text and cells.

Coordinates have their origin at the top left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from nlp.clean import tidy
from store.records import Box, Cell


@dataclass(frozen=True)
class Word:
    """A run of text with its place."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float | None = None
    pieces: tuple[
        tuple[str, float, float], ...
    ] = ()  # parts with their own left and right, where they are known

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


def split(word: Word, place: Callable[[float], int]) -> list[Word]:
    """A run of text that was read across columns, cut where `place` of its parts' centres changes."""
    keys = [place((x0 + x1) / 2) for _, x0, x1 in word.pieces]
    if len(set(keys)) < 2:
        return [word]
    parts: list[Word] = []
    at = 0
    for _, run in groupby(zip(keys, word.pieces, strict=True), key=lambda pair: pair[0]):
        pieces = [piece for _, piece in run]
        begin = at
        for text, _, _ in pieces:
            at = max(word.text.find(text, at), at) + len(text)
        parts.append(
            Word(word.text[begin:at].strip(), pieces[0][1], word.y0, pieces[-1][2], word.y1, word.confidence)
        )
    return parts


def lines_of(words: list[Word]) -> list[list[Word]]:
    """Words by line, top to bottom, each line from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        height = word.y1 - word.y0
        if lines and abs(lines[-1][0].middle - word.middle) < 0.5 * max(height, 1):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda w: w.x0) for line in lines]


def text_of(words: list[Word]) -> str:
    """Words as text, one line for each line."""
    return "\n".join(" ".join(word.text for word in line) for line in lines_of(words))


def phrases(words: list[Word]) -> list[Word]:
    """Words of a line that stand close together, as one."""
    found: list[Word] = []
    for line in lines_of(words):
        for word in line:
            last = found[-1] if found else None
            height = word.y1 - word.y0
            if (
                last
                and abs(last.middle - word.middle) < 0.5 * height
                and 0 <= word.x0 - last.x1 < 0.7 * height
            ):
                space = " " if word.x0 - last.x1 > 0.12 * height else ""
                known = [c for c in (last.confidence, word.confidence) if c is not None]
                found[-1] = Word(
                    last.text + space + word.text, last.x0, min(last.y0, word.y0), word.x1, max(last.y1, word.y1),
                    min(known) if known else None, (*_pieces(last), *_pieces(word)),
                )  # fmt: skip
            else:
                found.append(word)
    return found


def apart(words: list[Word]) -> list[Word]:
    """Words as the pieces that they were put together from."""
    return [Word(text, x0, w.y0, x1, w.y1, w.confidence) for w in words for text, x0, x1 in _pieces(w)]


def _pieces(word: Word) -> tuple[tuple[str, float, float], ...]:
    return word.pieces or ((word.text, word.x0, word.x1),)


def cell_of(words: list[Word], row: int, col: int, page: int | None, scale: float = 1.0) -> Cell:
    """One cell from the words in it."""
    raw = text_of(words)
    known = [w.confidence for w in words if w.confidence is not None]
    box = Box(
        x0=round(min(w.x0 for w in words) * scale, 1), y0=round(min(w.y0 for w in words) * scale, 1),
        x1=round(max(w.x1 for w in words) * scale, 1), y1=round(max(w.y1 for w in words) * scale, 1),
    )  # fmt: skip
    confidence = round(min(known), 3) if known else None
    return Cell(row=row, col=col, text=tidy(raw), raw=raw, page=page, box=box, confidence=confidence)
