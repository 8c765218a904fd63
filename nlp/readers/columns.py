"""Tables without rules: words with places into columns and rows, by the header's words and the white space below it.

Serves PDF pages and pictures alike; coordinates have their origin at the top left.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby, pairwise

from nlp.clean import tidy
from nlp.headings import role_of
from nlp.shapes import is_number
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
    ] = ()  # parts with their own left and right, where OCR tells them

    @property
    def middle(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def centre(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Layout:
    """The columns of a table without rules: the limits between them, and the words of its header."""

    limits: list[float]
    header: list[Word]

    def column(self, word: Word) -> int:
        return self.column_at(word.centre)

    def column_at(self, x: float) -> int:
        return sum(x > limit for limit in self.limits)


@dataclass(frozen=True)
class Region:
    """A table found among words, and the words that are no part of it."""

    layout: Layout
    rows: list[list[list[Word]]]  # row, column, words
    before: list[Word]
    after: list[Word]


def split(word: Word, place: Callable[[float], int]) -> list[Word]:
    """A run of text that OCR read across columns, cut where `place` of its parts' centres changes."""
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
                    min(known) if known else None,
                )  # fmt: skip
            else:
                found.append(word)
    return found


def find_region(words: list[Word], carried: Layout | None = None) -> Region | None:
    """The table among phrases: below a line of known headings, or, with `carried`, the whole page from the top."""
    lines = lines_of(words)
    at = next((i for i, line in enumerate(lines) if _is_header(line)), None)
    if at is None:
        if carried is None:
            return None
        below, header, before = lines, carried.header, []
        layout = carried
    else:
        header, used = _whole_header(lines, at)
        before = [word for line in lines[:at] for word in line if word not in used]
        below = [rest for line in lines[at + 1 :] if (rest := [word for word in line if word not in used])]
        layout = Layout(_limits(header, [w for line in below for w in line]), header)
    body, after = _body(layout, below)
    if not body:
        return None
    rows = [_by_column(layout, row) for row in _rows(layout, body)]
    if at is not None:
        rows.insert(0, _by_column(layout, header))
    return Region(layout, rows, before, after)


def cells_of(region: Region, page: int | None, first_row: int = 1, scale: float = 1.0) -> list[Cell]:
    """The region's cells; empty ones are left out."""
    cells = []
    for r, row in enumerate(region.rows, start=first_row):
        for c, words in enumerate(row, start=1):
            if words:
                cells.append(cell_of(words, r, c, page, scale))
    return cells


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


def _is_header(line: list[Word]) -> bool:
    known = [role for word in line if (role := role_of(word.text))]
    return len(set(known)) >= 3 and len(known) * 2 > len(line)


def _whole_header(lines: list[list[Word]], at: int) -> tuple[list[Word], set[Word]]:
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
                and role_of(word.text) is None
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


def _by_column(layout: Layout, words: list[Word]) -> list[list[Word]]:
    columns: list[list[Word]] = [[] for _ in range(len(layout.limits) + 1)]
    for word in words:
        for part in split(word, layout.column_at):
            columns[layout.column(part)].append(part)
    return columns


def _body(layout: Layout, lines: list[list[Word]]) -> tuple[list[Word], list[Word]]:
    """The words that belong to the table, and those after it: from a line that crosses columns or stands far below."""
    body: list[Word] = []
    pitch = 0.0
    numbered = bool(layout.header) and role_of(layout.header[0].text) == "number"
    for i, line in enumerate(lines):
        top, height = min(w.y0 for w in line), max(w.y1 - w.y0 for w in line)
        crosses = any(
            sum(w.x0 + height < limit < w.x1 - height for limit in layout.limits) >= 2 for w in line
        )
        first = layout.limits[0]
        crosses |= numbered and line[0].x0 < first - height / 2 and line[0].x1 > first + 2 * height
        gap = top - max((w.y1 for w in body), default=top)
        far = pitch > 0 and gap > max(3 * pitch, 2.5 * height)
        if (len(line) == 1 and crosses) or far:
            return body, [w for rest in lines[i:] for w in rest]
        pitch = max(pitch, gap) if body else pitch
        body += line
    return body, []


def _rows(layout: Layout, words: list[Word]) -> list[list[Word]]:
    """The body's words by row: the 序号 of each row is its anchor, white space the limit between two."""
    anchors = sorted(
        (w for w in words if layout.column(w) == 0 and is_number(w.text)), key=lambda w: w.middle
    )
    lines = lines_of(words)
    if len(anchors) < 2:
        return lines if not anchors else [words]
    above = sum(1 for line in lines if max(w.middle for w in line) < anchors[0].y0)
    cuts = [_cut(lines, one, two, top_aligned=above == 0) for one, two in pairwise(anchors)]
    rows: list[list[Word]] = [[] for _ in anchors]
    for word in words:
        rows[sum(word.middle > cut for cut in cuts)].append(word)
    return rows


def _cut(lines: list[list[Word]], one: Word, two: Word, top_aligned: bool) -> float:
    """Where the row of anchor `one` ends and that of `two` begins."""
    between = [line for line in lines if one.middle - 1 <= line[0].middle <= two.middle + 1]
    gaps = [
        (min(w.y0 for w in b) - max(w.y1 for w in a), (max(w.y1 for w in a) + min(w.y0 for w in b)) / 2)
        for a, b in pairwise(between)
    ]
    if not gaps:
        return (one.middle + two.middle) / 2
    widest = max(gap for gap, _ in gaps)
    wide = [at for gap, at in gaps if gap > widest - 0.15 * (two.y1 - two.y0)]
    if len(wide) == 1:
        return wide[0]
    if top_aligned:
        return wide[-1]
    middle = (one.middle + two.middle) / 2
    return min(wide, key=lambda at: abs(at - middle))
