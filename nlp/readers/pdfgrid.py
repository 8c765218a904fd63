"""Ruled tables of one PDF page as cells, and the joining of a table's parts over pages."""

from __future__ import annotations

import ctypes
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw
from pdfplumber.page import Page
from pdfplumber.table import Table as RuledTable
from pdfplumber.utils.text import extract_text, extract_words

from nlp.clean import repair, tidy, tidy_line
from nlp.columns import header_at
from nlp.headings import is_header
from nlp.readers.margins import is_page_number
from nlp.readers.words import Word, lines_of
from nlp.shapes import is_number
from store.records import Box, Cell

Row = list[Cell]
BLANK = 0.1  # of a sign's height: the least place of a blank
DESCENT = 0.12  # of a sign's height: what is below the line that it stands on
_UNPRINTED = re.compile(r"[\s\ufffe\x00-\x1f]")


def settings(page: Page) -> dict[str, Any]:
    """How to look for tables: rows that the page's end cuts are closed where the vertical rules begin and end."""
    spans = sorted((float(e["top"]), float(e["bottom"])) for e in page.edges if e["orientation"] == "v")
    ends: list[list[float]] = []
    for top, bottom in spans:
        if ends and top <= ends[-1][1] + 1:
            ends[-1][1] = max(ends[-1][1], bottom)
        else:
            ends.append([top, bottom])
    lines = [y for pair in ends if pair[1] - pair[0] > 8 for y in pair]
    return {"explicit_horizontal_lines": lines} if lines else {}


def is_grid(table: RuledTable) -> bool:
    """Whether a found table has at least two columns and two cells beside each other."""
    return len({round(c[0]) for c in table.cells}) > 1


def words_of(page: Page) -> list[Word]:
    """The words of a page with their places."""
    return _worded(page.chars, word_gap(page))


def _worded(chars: list[dict[str, Any]], gap: float) -> list[Word]:
    found = extract_words(chars, keep_blank_chars=False, x_tolerance=gap, use_text_flow=False)
    return [Word(_shown(w["text"]), w["x0"], w["top"], w["x1"], w["bottom"]) for w in found]


def open_columns(page: Page, tables: Sequence[RuledTable]) -> list[float] | None:
    """The limits between columns where rules do not close every row or column; None where they hold the whole list.

    Shaded rows with bare ones between, rules between columns only, no rules round the list.
    """
    widest = max(tables, key=lambda t: len(edges(t)))
    xs = edges(widest)
    spans = [(t.bbox[1], t.bbox[3]) for t in tables]  # a bbox is reckoned anew each time
    words = _worded(
        [
            char
            for char in page.chars  # not of the inner columns, for the sake of time
            if not xs[1] < (char["x0"] + char["x1"]) / 2 < xs[-1]
            or not any(top <= (char["top"] + char["bottom"]) / 2 <= bottom for top, bottom in spans)
        ],
        word_gap(page),
    )
    top, bottom = spans[tables.index(widest)]
    height = [w for w in words if top <= w.middle <= bottom]
    left, right = ([w for w in height if w.centre < xs[0]], [w for w in height if w.centre > xs[-1]])
    if sum(is_number(w.text) for w in left) > 1 or (len(lines_of(right)) > 2 and len(lines_of(left)) > 2):
        return [*xs[: 1 if left else 0], *xs[1:-1], *(xs[-1:] if right else [])]
    if _bare_rows(words, spans, xs) or _unclosed_rows(words, widest):
        return xs[1:-1]
    return None


def _bare_rows(words: list[Word], spans: Sequence[tuple[float, float]], xs: list[float]) -> bool:
    """Whether a numbered row stands outside all rules."""
    aside = [
        w
        for w in words
        if not any(top <= w.middle <= bottom for top, bottom in spans) and xs[0] <= w.centre <= xs[-1]
    ]
    for line in lines_of(aside):
        columns = {bisect_right(xs, w.centre) for w in line}
        if 1 in columns and len(columns) > 2 and is_number(line[0].text):
            return True
    return False


def _unclosed_rows(words: list[Word], table: RuledTable) -> bool:
    """Whether a cell of the first column holds several numbers of rows."""
    left = table.bbox[0]
    for x0, top, x1, bottom in table.cells:
        if abs(x0 - left) < 2:
            held = [w for w in words if x0 < w.centre < x1 and top < w.middle < bottom]
            numbers = sum(is_number(w.text) for w in held)
            if numbers > 1 and numbers >= len(held) - 2:
                return True
    return False


def edges(table: RuledTable) -> list[float]:
    """The columns' left edges and the right end."""
    return _ends(table.cells, 0, 2)


def _ends(cells: Sequence[Sequence[float]], low: int, high: int) -> list[float]:
    found: list[float] = []
    for value in sorted({c[low] for c in cells} | {c[high] for c in cells}):
        if not found or value - found[-1] > 1.5:
            found.append(float(value))
    return found


def cells(page: Page, table: RuledTable, number: int, glyphs: list[Word]) -> list[Row]:
    """A table's cells by row; merged cells are repeated over what they cover.

    `glyphs` are PDFium's characters, given where pdfminer lost some of the page's (see `lost`).
    """
    xs, ys = _ends(table.cells, 0, 2), _ends(table.cells, 1, 3)
    owner: dict[tuple[int, int], int] = {}
    for i, (x0, top, x1, bottom) in enumerate(table.cells):
        for r in range(_at(ys, top), _at(ys, bottom)):
            for c in range(_at(xs, x0), _at(xs, x1)):
                owner.setdefault((r, c), i)
    boxes = [tuple(map(float, cell)) for cell in table.cells]
    _widen(owner, len(xs) - 1)
    holes = _holes(owner, len(xs) - 1, len(ys) - 1)
    for n, (r, c) in enumerate(holes):
        owner[r, c] = len(boxes) + n
    boxes += [(xs[c], ys[r], xs[c + 1], ys[r + 1]) for r, c in holes]

    def cell_at(x: float, y: float) -> int:
        return owner.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1), -1)

    texts = _texts_of_glyphs(glyphs, cell_at) if glyphs else _texts_of_chars(page, cell_at)
    rows: dict[int, Row] = {}
    seen: set[int] = set()
    for r, c in holes:
        if not texts.get(owner[r, c]) and (r - 1, c) in owner:
            owner[r, c] = owner[r - 1, c]
    for (r, c), i in sorted(owner.items()):
        raw = texts.get(i, "")
        x0, top, x1, bottom = (round(v, 1) for v in boxes[i])
        box = Box(x0=x0, y0=top, x1=x1, y1=bottom)
        spanned = i in seen
        cell = Cell(row=r + 1, col=c + 1, text=tidy(raw), raw=raw, spanned=spanned, page=number, box=box)
        rows.setdefault(r, []).append(cell)
        seen.add(i)
    return [row for _, row in sorted(rows.items()) if any(cell.text and not cell.spanned for cell in row)]


def _widen(owner: dict[tuple[int, int], int], across: int) -> None:
    """Gives a row that has one closed cell, its first, to that cell whole: a heading over all columns."""
    rows: dict[int, set[int]] = {}
    for r, c in owner:
        rows.setdefault(r, set()).add(c)
    for r, held in rows.items():
        if held == {0}:
            owner.update({(r, c): owner[r, 0] for c in range(across)})


def _holes(owner: Mapping[tuple[int, int], int], across: int, down: int) -> list[tuple[int, int]]:
    """The places of a grid that no rules close: cells of their own where they hold text, else of the cell above."""
    rows = {r for r, _ in owner}
    return [(r, c) for r in range(down) if r in rows for c in range(across) if (r, c) not in owner]


def _texts_of_chars(page: Page, cell_at: Callable[[float, float], int]) -> dict[int, str]:
    held: dict[int, list[dict[str, Any]]] = {}
    for char in page.chars:
        i = cell_at((char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2)
        held.setdefault(i, []).append(char)
    gap = word_gap(page)
    return {
        i: _shown(extract_text(chars, x_tolerance=gap, y_tolerance=3)) for i, chars in held.items() if i >= 0
    }


def _shown(text: str) -> str:
    """Text with the hyphens that a font names soft, which on paper are none."""
    return text.replace("\u00ad", "-")


def word_gap(page: Page) -> float:
    """How far apart two characters of a page are when a space is between them, in points: more where it is set wide."""
    gaps = [
        float(two["x0"] - one["x1"])
        for one, two in pairwise(page.chars[:500])
        if abs(one["top"] - two["top"]) < 1 and -1 < two["x0"] - one["x1"] < one["size"]
    ]
    wide = median(gaps) if gaps else 0.0
    return 1.5 + wide if wide > 0.3 else 1.5


def _texts_of_glyphs(glyphs: list[Word], cell_at: Callable[[float, float], int]) -> dict[int, str]:
    held: dict[int, list[Word]] = {}
    for glyph in glyphs:
        held.setdefault(cell_at(glyph.centre, glyph.middle), []).append(glyph)
    lines = {
        i: ("".join(w.text for w in line).strip() for line in lines_of(words)) for i, words in held.items()
    }
    return {i: "\n".join(parts) for i, parts in lines.items() if i >= 0}


def lost(page: Page, text: str) -> bool:
    """Whether pdfminer has fewer characters than PDFium's `text` of the page, or could not name some."""
    mine = repair("".join([char["text"] for char in page.chars]))  # PDFium writes a long dash as two
    return "(cid:" in mine or len("".join(mine.split())) < len(_UNPRINTED.sub("", text))


def glyphs_of(textpage: pypdfium2.PdfTextPage, height: float) -> list[Word]:
    """PDFium's visible characters with their places, a blank before those that follow a space.

    The signs of a line get one middle, told by the line that they stand on: the box of a dash is flat. PDFium puts a
    line's end after every sign of some pages, so a blank must have a place too.
    """
    found: list[Word] = []
    blank, tall, end = False, 0.0, 0.0
    x, y = ctypes.c_double(), ctypes.c_double()
    for i in range(textpage.count_chars()):
        sign = chr(pypdfium2.raw.FPDFText_GetUnicode(textpage, i))
        if sign.isspace():
            blank = True
        elif sign.isprintable():
            left, bottom, right, top = textpage.get_charbox(i, loose=True)
            pypdfium2.raw.FPDFText_GetCharOrigin(textpage, i, x, y)
            tall = max(top - bottom, tall / 2)
            low = height - y.value + DESCENT * tall
            close = -tall < left - end < BLANK * tall
            found.append(Word(" " * (blank and not close) + sign, left, low - tall, right, low))
            blank, end = False, right
    return found


def _at(ends: list[float], value: float) -> int:
    """Which of rising ends is nearest to a value."""
    i = bisect_right(ends, value)
    return i - 1 if i == len(ends) or (i and value - ends[i - 1] <= ends[i] - value) else i


def renumbered(rows: list[Row], start: int) -> list[Row]:
    """The rows counted on from `start`."""
    return [[c.model_copy(update={"row": start + i}) for c in row] for i, row in enumerate(rows, start=1)]


def header_of(rows: list[Row]) -> list[Row]:
    """The rows of the last header among rows, mostly one; empty where there is none."""
    for i in range(len(rows) - 1, -1, -1):
        if is_header(_texts(rows[i])):
            above = i and header_at(rows, i - 1)
            start = i - 1 if above and above[1] == 2 else i
            at = header_at(rows, start)
            return rows[start : start + (at[1] if at else 1)]
    return []


def repeats_header(before: list[Row], row: Row) -> bool:
    """Whether a row is the first of the header above it once more."""
    header = header_of(before)
    return bool(header) and _texts(header[0]) == _texts(row)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def without_header(before: list[Row], rows: list[Row]) -> list[Row]:
    """A page's rows without the header that it repeats, also where the header is glued to the first row."""
    repeated = [_texts(row) for row in header_of(before)]
    for texts in repeated:
        if rows and _texts(rows[0]) == texts:
            rows = rows[1:]
    header = repeated[-1] if repeated else []
    if (
        header
        and rows
        and len(header) == len(rows[0])
        and all(c.text.startswith(h) for c, h in zip(rows[0], header, strict=True))
    ):
        freed = [_unglued(c, h) for c, h in zip(rows[0], header, strict=True)]
        return [freed, *rows[1:]]
    return rows


def _unglued(cell: Cell, heading: str) -> Cell:
    pattern = r"\s*" + r"\s*".join(map(re.escape, heading.replace(" ", ""))) + r"\s*"
    raw = re.sub(f"^{pattern}", "", repair(cell.raw))
    return cell.model_copy(update={"raw": raw, "text": tidy(raw)})


def merged_on(before: list[Row], rows: list[Row]) -> list[Row]:
    """A page's rows with the cells filled that a merged cell of the page before runs on to, empty on this page."""
    if not rows or not rows[0][0].text or len(before[-1]) != len(rows[0]):
        return rows
    filled = [list(row) for row in rows]
    for i, above in enumerate(before[-1]):
        if i and above.text and any(len(row) > i and row[i].spanned for row in before):
            for row in filled:
                if len(row) <= i or row[i].text:
                    break
                row[i] = row[i].model_copy(update={"text": above.text, "raw": above.raw, "spanned": True})
    return filled


def torn(before: Row, after: Row) -> bool:
    """Whether `after`, the first row of a page, is the rest of `before`: it has no 序号 and the row above has one."""
    above, first = before[0], after[0]
    if first.col > above.col == 1:  # of a table without rules, which has no empty cells
        return is_number(above.text)
    return bool(above.text and not first.text and not first.spanned and len(before) == len(after))


def joined(before: Row, after: Row) -> Row:
    """Two halves of a row that a page's end cut."""
    whole = {cell.col: cell for cell in before}
    for lower in after:
        upper = whole.get(lower.col)
        if upper is None:
            whole[lower.col] = lower.model_copy(update={"row": before[0].row})
        elif lower.raw:
            raw = "\n".join(filter(None, (upper.raw, lower.raw)))
            whole[lower.col] = upper.model_copy(update={"raw": raw, "text": tidy(raw)})
    return [cell for _, cell in sorted(whole.items())]


def strip_text(textpage: pypdfium2.PdfTextPage, page: Page, top: float, bottom: float) -> list[str]:
    """The lines of text between two heights of a page, without page numbers."""
    height = float(page.height)
    if bottom - top < 4:
        return []
    if page.rotation:  # PDFium counts from the corner of the unturned page
        return clean_lines(
            page.crop((0, top, float(page.width), bottom), strict=False).extract_text(x_tolerance=1.5)
        )
    text = textpage.get_text_bounded(
        left=0, right=float(page.width), bottom=height - bottom, top=height - top
    )
    return clean_lines(text)


def clean_lines(text: str) -> list[str]:
    """Lines without white space at their ends; page numbers left out."""
    lines = (tidy_line(line) for line in text.replace("\r", "\n").split("\n"))
    return [line for line in lines if line and not is_page_number(line)]


def paragraphs(lines: list[str]) -> list[str]:
    """Lines that the page's width broke, put together again: a full line without a stop goes on."""
    full = max((len(line) for line in lines), default=0) * 0.85
    found: list[str] = []
    ended = True
    for line in lines:
        starts = re.match(r"[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]", line)
        if ended or starts or not found:
            found.append(line)
        else:
            gap = " " if re.search(r"[A-Za-z,.]$", found[-1]) and re.match(r"[A-Za-z]", line) else ""
            found[-1] += gap + line
        ended = len(line) < max(full, 18) or line.endswith(("。", "：", ":", "；", "！", "？"))
    return found
