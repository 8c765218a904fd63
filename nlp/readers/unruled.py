"""Tables without rules: the words below a header into rows, and the words that are no part of the table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlp.headings import role_of
from nlp.readers.columns import Layout, headings, is_header, layout_of, whole_header
from nlp.readers.margins import is_signature
from nlp.readers.words import Word, cell_of, lines_of, split
from nlp.shapes import is_caption, is_number
from store.records import Cell

ALIGNED = 1.5  # points between the left ends or the middles of phrases below each other


@dataclass(frozen=True)
class Region:
    """A table found among words, and the words that are no part of it."""

    layout: Layout
    rows: list[list[list[Word]]]  # row, column, words
    before: list[Word]
    after: list[Word]


def find_region(
    words: list[Word],
    carried: Layout | None = None,
    rules: Sequence[float] = (),
    limits: list[float] | None = None,
) -> Region | None:
    """The table among phrases: below a line of known headings, or, with `carried`, the whole page from the top.

    `rules` are heights of lines between rows, `limits` those between columns, both where a page has some.
    """
    lines = lines_of(words)
    at = next((i for i, line in enumerate(lines) if is_header(headings(line))), None)
    if at and carried and _goes_on(lines[:at], carried):  # and another list begins below
        region = find_region([word for line in lines[:at] for word in line], carried, rules, limits)
        rest = [word for line in lines[at:] for word in line]
        return region and replace(region, after=[*region.after, *rest])
    if at is None:
        if carried is None:
            return None
        header = carried.header
        before, below = _headed(lines, carried)
        layout = layout_of(header, [*carried.below, *(w for line in below for w in line)])
    else:
        lines[at] = headings(lines[at])
        header, used = whole_header(lines, at)
        before = [word for line in lines[:at] for word in line if word not in used]
        below = [rest for line in lines[at + 1 :] if (rest := [word for word in line if word not in used])]
        layout = layout_of(header, [w for line in below for w in line])
    if limits and len(limits) == len(layout.limits):
        layout = replace(layout, limits=limits)
    body, after = _body(layout, below, rules)
    if not body:
        return None
    parts = [part for word in body for part in split(word, layout.column_at)]
    rows = [_by_column(layout, row) for row in _rows(layout, parts, rules, at is None)]
    if at is not None:
        rows.insert(0, _by_column(layout, header))
    return Region(layout, rows, before, after)


def _goes_on(lines: list[list[Word]], carried: Layout) -> bool:
    """Whether lines above a header are rows of the list that the page before left open."""
    return any(len(line) > 2 and carried.column(line[0]) == 0 and is_number(line[0].text) for line in lines)


def _headed(lines: list[list[Word]], carried: Layout) -> tuple[list[Word], list[list[Word]]]:
    """The single phrase that stands apart at the top of a page that a table runs on to, and the other lines."""
    if len(lines) > 1 and len(lines[0]) == 1:
        word, below = lines[0][0], lines[1]
        apart = min(w.y0 for w in below) - word.y1 > 1.5 * (word.y1 - word.y0)
        if apart and not _aligned(word, [w for line in lines[1:] for w in line], carried):
            return [word], lines[1:]
    return [], lines


def _aligned(word: Word, below: list[Word], layout: Layout) -> bool:
    """Whether a phrase begins or is centred as most of its column is, behind the first: the rest of a torn row."""
    column = layout.column(word)
    held = [w for w in below if layout.column(w) == column]
    near = sum(min(abs(w.x0 - word.x0), abs(w.centre - word.centre)) < ALIGNED for w in held)
    return column > 0 and bool(held) and 2 * near > len(held)


def cells_of(region: Region, page: int | None, first_row: int = 1, scale: float = 1.0) -> list[Cell]:
    """The region's cells; empty ones are left out."""
    cells = []
    for r, row in enumerate(region.rows, start=first_row):
        for c, words in enumerate(row, start=1):
            if words:
                cells.append(cell_of(words, r, c, page, scale))
    return cells


def _by_column(layout: Layout, words: list[Word]) -> list[list[Word]]:
    columns: list[list[Word]] = [[] for _ in range(len(layout.limits) + 1)]
    for word in words:
        for part in split(word, layout.column_at):
            columns[layout.column(part)].append(part)
    return columns


def _body(layout: Layout, lines: list[list[Word]], rules: Sequence[float]) -> tuple[list[Word], list[Word]]:
    """The words that belong to the table, and those after it.

    What follows begins with a line that crosses columns, stands far below, signs the document, or is a phrase below
    the last of the rules between rows.
    """
    body: list[Word] = []
    pitch = 0.0
    last = rules[-1:]
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
        signs = is_signature(" ".join(w.text for w in line))
        under = len(line) == 1 and bool(body) and any(max(w.y1 for w in body) - 2 < y < top + 2 for y in last)
        under &= not any(layout.column(w) == 0 and is_number(w.text) for rest in lines[i:] for w in rest)
        if is_header(headings(line)):  # of another list, or of this one once more
            return _before_caption(body, [w for rest in lines[i:] for w in rest])
        if (len(line) == 1 and crosses) or far or signs or under:
            return body, [w for rest in lines[i:] for w in rest]
        pitch = max(pitch, gap) if body else pitch
        body += line
    return body, []


def _before_caption(body: list[Word], after: list[Word]) -> tuple[list[Word], list[Word]]:
    """A body without the caption of the list behind it."""
    last = lines_of(body)[-1] if body else []
    if len(last) == 1 and is_caption(last[0].text[:3].strip()):
        return [w for w in body if w is not last[0]], [last[0], *after]
    return body, after


def _rows(
    layout: Layout, words: list[Word], rules: Sequence[float], carried: bool = False
) -> list[list[Word]]:
    """The body's words by row: the 序号 of each row is its anchor, white space the limit between two."""
    anchors = sorted(
        (w for w in words if layout.column(w) == 0 and is_number(w.text)), key=lambda w: w.middle
    )
    lines = lines_of(words)
    if len(anchors) < 2:
        return lines if not anchors else [words]
    above = sum(1 for line in lines if max(w.middle for w in line) < anchors[0].y0)
    cuts = [
        _ruled_cut(rules, one, two) or _cut(lines, one, two, top_aligned=above == 0)
        for one, two in pairwise(anchors)
    ]
    torn = [y for y in rules if y < anchors[0].y0 and any(w.middle < y for w in words)]
    torn = torn or (_torn(words, anchors[0], cuts) if carried else [])
    if torn:  # the rest of a row that the page before began
        cuts.insert(0, torn[-1])
    rows: list[list[Word]] = [[] for _ in range(len(cuts) + 1)]
    for word in words:
        rows[sum(word.middle > cut for cut in cuts)].append(word)
    return rows


def _torn(words: list[Word], first: Word, cuts: Sequence[float]) -> list[float]:
    """White space above the first anchor that is as high as between rows, where that is clearly higher than in them."""
    bands = _bands(words)
    between = [y1 - y0 for y0, y1 in bands if any(y0 < cut < y1 for cut in cuts)]
    inside = [y1 - y0 for y0, y1 in bands if not any(y0 < cut < y1 for cut in cuts) and y0 > first.y1]
    if len(between) < len(cuts) or (inside and max(inside) * 1.5 > min(between)):
        return []
    return [(y0 + y1) / 2 for y0, y1 in bands if y1 - y0 > 0.8 * min(between) and y1 <= first.y0]


def _bands(words: list[Word]) -> list[tuple[float, float]]:
    """The heights between words that no word touches."""
    found, low = [], float("inf")
    for word in sorted(words, key=lambda w: w.y0):
        if word.y0 > low:
            found.append((low, word.y0))
        low = max(low, word.y1) if low < float("inf") else word.y1
    return found


def _ruled_cut(rules: Sequence[float], one: Word, two: Word) -> float | None:
    """The rule between two anchors that is nearest to their middle."""
    middle = (one.middle + two.middle) / 2
    between = [y for y in rules if one.middle < y < two.middle]
    return min(between, key=lambda y: abs(y - middle)) if between else None


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
