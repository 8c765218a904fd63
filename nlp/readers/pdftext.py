"""The text of a PDF page outside its tables: the lines of a strip, page numbers left out, joined to paragraphs."""

from __future__ import annotations

import re

import pypdfium2
from pdfplumber.page import Page

from nlp.clean import tidy_line
from nlp.readers.margins import is_page_number


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
