"""The headers of open tables among words: lines of known headings, each perhaps broken over several lines."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.headings import is_header, role_of
from nlp.readers.words import Word, lines_of
from nlp.shapes import is_dotted, is_firm, is_number

MOST_LINES = 3
LEAST_KNOWN = 3
APART = 0.8  # of a line's height, between a title and a header


@dataclass(frozen=True)
class Head:
    """A header: its headings from left to right, and the words they are made of."""

    cells: list[Word]
    words: list[Word]

    @property
    def top(self) -> float:
        return min(word.y0 for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.y1 for word in self.words)

    @property
    def roles(self) -> list[str | None]:
        return [role_of(cell.text) for cell in self.cells]

    def column_of(self, role: str) -> int | None:
        """Which column has this role."""
        return self.roles.index(role) if role in self.roles else None


def parted(words: list[Word]) -> list[Word]:
    """The words, those that are several headings with spaces between them cut into these."""
    return [part for word in words for part in _headings(word)]


def _headings(word: Word) -> list[Word]:
    texts = word.text.split()
    if len(texts) < 2 or not word.pieces or not all(role_of(text) for text in texts):
        return [word]
    parts, at = [], 0
    pieces = [piece for piece in word.pieces if piece[0].strip()]
    for text in texts:
        held, size = [], 0
        while at < len(pieces) and size < len(text):
            held.append(pieces[at])
            size += len(pieces[at][0])
            at += 1
        if not held:
            return [word]
        parts.append(Word(text, held[0][1], word.y0, held[-1][2], word.y1, word.confidence, tuple(held)))
    return parts


def find_heads(words: list[Word]) -> list[Head]:
    """The headers among words, top to bottom."""
    lines = lines_of(words)
    heads: list[Head] = []
    at = 0
    while at < len(lines):
        found = [
            (_worth(head), -size, -start, start + size, head)
            for start in range(at, min(at + MOST_LINES, len(lines)))
            for size in range(1, MOST_LINES + 1)
            if (head := _head(lines[start : start + size]))
        ]
        if found and _head_begins(lines, at):
            best = max(found, key=lambda one: one[:3])
            heads.append(best[4])
            at = best[3]
        else:
            at += 1
    return heads


def _head_begins(lines: list[list[Word]], at: int) -> bool:
    return any(_head(lines[at : at + size]) for size in range(1, MOST_LINES + 1))


def _worth(head: Head) -> int:
    known = sum(role_of(cell.text) is not None for cell in head.cells)
    return 2 * known - len(head.cells)


def _head(lines: list[list[Word]]) -> Head | None:
    """A header made of these lines, None where most of its cells are no headings."""
    words = [word for line in lines for word in line]
    if len(lines) > 1 and _is_title(lines[0], lines[1]):
        return None
    cells = _stacks(words)
    known = {role for cell in cells if (role := role_of(cell.text))}
    texts = [cell.text for cell in cells]
    if len(known) < LEAST_KNOWN or not is_header(texts) or any(map(_is_value, texts)):
        return None
    return Head(cells, words)


def _is_title(line: list[Word], below: list[Word]) -> bool:
    """Whether a line of one word stands well above the next one."""
    height = line[0].y1 - line[0].y0
    return len(line) == 1 and min(word.y0 for word in below) - line[0].y1 > APART * height


def _is_value(text: str) -> bool:
    return role_of(text) is None and (is_number(text) or is_firm(text) or is_dotted(text))


def _stacks(words: list[Word]) -> list[Word]:
    """Words that stand below each other as one, from left to right."""
    stacks: list[list[Word]] = []
    for word in sorted(words, key=lambda w: w.middle):
        over = next((s for s in stacks if any(_overlap(word, other) > 0.3 for other in s)), None)
        if over is None:
            stacks.append([word])
        else:
            over.append(word)
    joined = [
        Word(
            "".join(word.text for line in lines_of(stack) for word in line),
            min(w.x0 for w in stack), min(w.y0 for w in stack), max(w.x1 for w in stack), max(w.y1 for w in stack),
        )
        for stack in stacks
    ]  # fmt: skip
    return sorted(joined, key=lambda w: w.x0)


def _overlap(one: Word, other: Word) -> float:
    shared = min(one.x1, other.x1) - max(one.x0, other.x0)
    return shared / max(min(one.x1 - one.x0, other.x1 - other.x0), 1)
