"""Ruled tables of one PDF page as cells, and the joining of a table's parts over pages."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

import pypdfium2
import pypdfium2.raw
from pdfplumber.page import Page
from pdfplumber.table import Table as RuledTable
from pdfplumber.utils.text import extract_text

from nlp.clean import repair, tidy, tidy_line
from nlp.headings import is_header
from nlp.readers.words import Word, lines_of
from store.records import Box, Cell

Row = list[Cell]


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

    def cell_at(x: float, y: float) -> int:
        return owner.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1), -1)

    texts = _texts_of_glyphs(glyphs, cell_at) if glyphs else _texts_of_chars(page, cell_at)
    rows: dict[int, Row] = {}
    seen: set[int] = set()
    for (r, c), i in sorted(owner.items()):
        raw = texts.get(i, "")
        x0, top, x1, bottom = (round(float(v), 1) for v in table.cells[i])
        box = Box(x0=x0, y0=top, x1=x1, y1=bottom)
        spanned = i in seen
        cell = Cell(row=r + 1, col=c + 1, text=tidy(raw), raw=raw, spanned=spanned, page=number, box=box)
        rows.setdefault(r, []).append(cell)
        seen.add(i)
    return [row for _, row in sorted(rows.items()) if any(cell.text for cell in row)]


def _texts_of_chars(page: Page, cell_at: Callable[[float, float], int]) -> dict[int, str]:
    held: dict[int, list[dict[str, Any]]] = {}
    for char in page.chars:
        i = cell_at((char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2)
        held.setdefault(i, []).append(char)
    return {i: extract_text(chars, x_tolerance=1.5, y_tolerance=3) for i, chars in held.items() if i >= 0}


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
    mine = "".join(char["text"] for char in page.chars)
    return "(cid:" in mine or len(re.sub(r"\s", "", mine)) < len(re.sub(r"[\s\ufffe\x00-\x1f]", "", text))


def glyphs_of(textpage: pypdfium2.PdfTextPage, height: float) -> list[Word]:
    """PDFium's visible characters with their places, a blank before those that follow a space."""
    found = []
    blank = ""
    for i in range(textpage.count_chars()):
        sign = chr(pypdfium2.raw.FPDFText_GetUnicode(textpage, i))
        if sign.isspace():
            blank = " "
        elif sign.isprintable():
            left, bottom, right, top = textpage.get_charbox(i, loose=True)
            found.append(Word(blank + sign, left, height - top, right, height - bottom))
            blank = ""
    return found


def _at(ends: list[float], value: float) -> int:
    return min(range(len(ends)), key=lambda i: abs(ends[i] - value))


def renumbered(rows: list[Row], start: int) -> list[Row]:
    """The rows counted on from `start`."""
    return [[c.model_copy(update={"row": start + i}) for c in row] for i, row in enumerate(rows, start=1)]


def header_of(rows: list[Row]) -> Row:
    """The last header row among rows, empty where there is none."""
    return next((row for row in reversed(rows) if is_header([c.text for c in row])), [])


def without_header(before: list[Row], rows: list[Row]) -> list[Row]:
    """A page's rows without the header that it repeats, also where the header is glued to the first row."""
    header = [c.text for c in header_of(before)]
    if header and [c.text for c in rows[0]] == header:
        return rows[1:]
    if (
        header
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


def torn(before: Row, after: Row) -> bool:
    """Whether `after`, the first row of a page, is the rest of `before`: it has no 序号 and the row above has one."""
    first = after[0]
    return bool(before[0].text and not first.text and not first.spanned and len(before) == len(after))


def joined(before: Row, after: Row) -> Row:
    """Two halves of a row that a page's end cut."""
    whole = []
    for upper, lower in zip(before, after, strict=True):
        raw = "\n".join(filter(None, (upper.raw, lower.raw)))
        whole.append(upper.model_copy(update={"raw": raw, "text": tidy(raw)}) if lower.raw else upper)
    return whole


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
    return [
        line
        for line in lines
        if line and not re.fullmatch(r"[—–-]?\s*(第)?\s*\d{1,4}\s*(页)?\s*[—–-]?(/\s*\d+)?", line)
    ]


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
