"""The signs and words of a PDF page with their places: pdfminer's, and PDFium's where pdfminer lost some."""

from __future__ import annotations

import ctypes
import re
from itertools import pairwise
from statistics import median
from typing import Any

import pypdfium2
import pypdfium2.raw
from pdfplumber.page import Page
from pdfplumber.utils.text import extract_words

from nlp.clean import repair
from nlp.readers.words import Word

BLANK = 0.1  # of a sign's height: the least place of a blank
DESCENT = 0.12  # of a sign's height: what is below the line that it stands on
_UNPRINTED = re.compile(r"[\s\ufffe\x00-\x1f]")


def words_of(page: Page) -> list[Word]:
    """The words of a page with their places."""
    return worded(page.chars, word_gap(page))


def worded(chars: list[dict[str, Any]], gap: float) -> list[Word]:
    """The words of some signs, where those of one word stand at most `gap` points apart."""
    found = extract_words(chars, keep_blank_chars=False, x_tolerance=gap, use_text_flow=False)
    return [Word(shown(w["text"]), w["x0"], w["top"], w["x1"], w["bottom"]) for w in found]


def shown(text: str) -> str:
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
