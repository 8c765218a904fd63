"""PDF into a Reading: ruled tables by pdfplumber, joined over pages; text by PDFium; scanned pages by OCR."""

from __future__ import annotations

import io
import logging
import time
from dataclasses import dataclass, field

import numpy as np
import pdfplumber
import pypdfium2
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfexceptions import PDFException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from nlp.readers import openrules, overpages, pdfgrid, pdfsigns, pdftext, sniff, unruled
from nlp.readers.columns import Layout
from nlp.readers.continued import Open, follows, page_of
from nlp.readers.margins import rules_between, without_page_numbers
from nlp.readers.misread import mended
from nlp.readers.panels import drop_panels
from nlp.readers.picture import read_pixels
from nlp.readers.scans import is_scan
from nlp.readers.turned import is_cropped, level_rotation, turned, turned_back
from nlp.readers.words import phrases, text_of
from store.records import Cell, Issue, Reading, Table

MOST_PAGES = 300
MOST_OCR_PAGES = 40
SECONDS = 120.0
DPI = 150
logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font without a box, page after page
_BROKEN = (
    PdfminerException, PDFException, pypdfium2.PdfiumError, ValueError, KeyError, TypeError, IndexError, AttributeError,
    OSError, RecursionError, AssertionError, OverflowError, ZeroDivisionError, NotImplementedError,
)  # fmt: skip


def read_pdf(body: bytes, file: str) -> Reading:
    """What a PDF says. A page that cannot be read costs an issue; the others are read."""
    try:
        with pdfplumber.open(io.BytesIO(body)) as plumbed:
            return _Pages(body, file).read(plumbed)
    except (PDFPasswordIncorrect, PDFEncryptionError):
        return _cannot(file, "encrypted", "The PDF is encrypted; ask for a version without a password.")
    except _BROKEN as error:
        if "assword" in repr(error) or "ncrypt" in repr(error):
            return _cannot(file, "encrypted", "The PDF is encrypted; ask for a version without a password.")
        return _cannot(file, "corrupt", f"The PDF is damaged ({type(error).__name__}); fetch it again.")


def _cannot(file: str, code: str, text: str) -> Reading:
    return Reading(file=file, media_type=sniff.PDF, text="", issues=[Issue(code=code, text=text, where=file)])


@dataclass
class _Pages:
    """Reads one PDF page after page."""

    body: bytes
    file: str
    lines: list[str] = field(default_factory=list)
    tables: list[Open] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    ocr_pages: int = 0

    def read(self, plumbed: PDF) -> Reading:
        began = time.monotonic()
        drawn = pypdfium2.PdfDocument(self.body)
        try:
            for number in range(1, len(drawn) + 1):
                if number > MOST_PAGES or time.monotonic() - began > SECONDS:
                    text = f"Only the first {number - 1} of {len(drawn)} pages were read; read the rest in the original."
                    self.issue("too_long", text)
                    break
                self.page(plumbed.pages[number - 1], drawn[number - 1], number)
        finally:
            drawn.close()
        tables = [
            Table(number=i, cells=[c for row in t.rows for c in row], caption=t.caption)
            for i, t in enumerate(self.tables)
        ]
        text = "\n".join(pdftext.paragraphs(self.lines))
        return Reading(file=self.file, media_type=sniff.PDF, text=text, tables=tables, issues=self.issues)

    def issue(self, code: str, text: str, page: int | None = None) -> None:
        self.issues.append(
            Issue(code=code, text=text, where=f"{self.file}, page {page}" if page else self.file)
        )

    def page(self, plumbed: Page, drawn: pypdfium2.PdfPage, number: int) -> None:
        """Reads a page; one whose text does not run level, or that shows a part of its sheet, is set right first."""
        try:
            textpage = drawn.get_textpage()
            rotation = level_rotation(textpage)
            shown = drawn.get_rotation()
            if not textpage.count_chars() or (rotation == shown and not is_cropped(drawn)):
                self.level(plumbed, drawn, textpage, number)
            else:
                self.apart(number, rotation, (rotation - shown) % 360, drawn.get_size())
        except _BROKEN as error:
            text = f"A page is damaged ({type(error).__name__}); read it in the original."
            self.issue("page_unreadable", text, number)
        finally:
            plumbed.close()

    def apart(self, number: int, rotation: int, turn: int, size: tuple[float, float]) -> None:
        """Reads a page set right, as a document of its own: a list over several such pages is joined by its columns."""
        body = turned(self.body, number, rotation)
        drawn = pypdfium2.PdfDocument(body)
        count = len(self.tables)
        try:
            with pdfplumber.open(io.BytesIO(body)) as plumbed:
                self.level(plumbed.pages[0], drawn[0], drawn[0].get_textpage(), number)
        finally:
            drawn.close()
        for table in self.tables[max(count - 1, 0) :]:
            table.rows = [
                [_turned_back(cell, turn, size) if cell.page == number else cell for cell in row]
                for row in table.rows
            ]

    def level(
        self, page: Page, drawn: pypdfium2.PdfPage, textpage: pypdfium2.PdfTextPage, number: int
    ) -> None:
        text = textpage.get_text_range()
        if is_scan(page, drawn, text):
            self.scanned(drawn, number)
            return
        drop_panels(page)
        if page.edges:
            self.ruled(page, textpage, text, number)
        else:
            self.unruled(page, text, number)

    # --- pages with rules --------------------------------------------------------------------------------------------

    def ruled(self, page: Page, textpage: pypdfium2.PdfTextPage, text: str, number: int) -> None:
        found = [t for t in page.find_tables(pdfgrid.settings(page)) if pdfgrid.is_grid(t)]
        if not found or (limits := openrules.open_columns(page, found)):
            self.unruled(page, text, number, limits if found else None)
            return
        height = float(page.height)
        glyphs = (
            pdfsigns.glyphs_of(textpage, height) if not page.rotation and pdfsigns.lost(page, text) else []
        )
        top = 0.0
        for i, table in enumerate(sorted(found, key=lambda t: t.bbox[1])):
            above = pdftext.strip_text(textpage, page, top, table.bbox[1])
            self.lines += above
            self.take(
                pdfgrid.cells(page, table, number, glyphs),
                pdfgrid.edges(table),
                first=i == 0 and top == 0.0 and len(above) <= 1,
                above=above,
            )
            top = table.bbox[3]
        self.lines += pdftext.strip_text(textpage, page, top, height)

    def take(
        self,
        rows: list[list[Cell]],
        edges: list[float],
        first: bool,
        above: list[str],
        layout: Layout | None = None,
    ) -> None:
        """Adds a page's table: to the one that the page before left open where it goes on with it, else as a new one."""
        last = self.tables[-1] if self.tables else None
        if last and first and rows and follows(last, rows, edges, layout):
            rows = overpages.without_header(last.rows, rows)
            rows = overpages.merged_on(last.rows, rows)
            if rows and overpages.torn(last.rows[-1], rows[0]):
                last.rows[-1] = overpages.joined(last.rows[-1], rows[0])
                rows = rows[1:]
            start = last.rows[-1][0].row if last.rows else 0
            last.rows += overpages.renumbered(rows, start)
        elif rows:
            caption = above[-1] if above and len(above[-1]) <= 60 else ""
            self.tables.append(Open(overpages.renumbered(rows, 0), edges, layout, caption))

    # --- pages without rules -----------------------------------------------------------------------------------------

    def unruled(self, page: Page, text: str, number: int, limits: list[float] | None = None) -> None:
        """Reads a page by the places of its words; `limits` between columns where shaded rows tell them."""
        words = without_page_numbers(pdfsigns.words_of(page))
        last = self.tables[-1] if self.tables else None
        carried = last.layout if last and page_of(last) == number - 1 else None
        rules = rules_between(page.edges, words)
        region = unruled.find_region(phrases(words), carried, rules, limits)
        if region is None:
            self.lines += pdftext.clean_lines(text)
        while region:
            before = pdftext.clean_lines(text_of(region.before))
            self.lines += before
            rows = _by_row(unruled.cells_of(region, number))
            self.take(rows, [], first=True, above=before, layout=region.layout)
            rest = region.after
            region = unruled.find_region(rest, None, rules, limits)
            if region is None:
                self.lines += pdftext.clean_lines(text_of(rest))

    # --- scanned pages -----------------------------------------------------------------------------------------------

    def scanned(self, drawn: pypdfium2.PdfPage, number: int) -> None:
        self.ocr_pages += 1
        if self.ocr_pages > MOST_OCR_PAGES:
            if self.ocr_pages == MOST_OCR_PAGES + 1:
                self.issue(
                    "too_long",
                    f"Only {MOST_OCR_PAGES} scanned pages were read; read the rest in the original.",
                    number,
                )
            return
        scale = min(DPI / 72, 4000 / max(drawn.get_width(), drawn.get_height(), 1))
        pixels = drawn.render(scale=scale).to_pil().convert("RGB")
        picture = read_pixels(np.asarray(pixels, dtype=np.uint8), page=number, scale=1 / scale)
        above = [line for line in picture.text.split("\n") if line]
        self.lines += above
        tables, issues = mended(picture.tables, f"{self.file}, page {number}")
        self.issues += issues
        for i, table in enumerate(tables):
            rows = table.rows()
            edges = sorted({c.box.x0 for row in rows for c in row if c.box and not c.spanned})
            self.take(rows, _merged(edges), first=i == 0, above=above)


def _turned_back(cell: Cell, turn: int, size: tuple[float, float]) -> Cell:
    return cell.model_copy(update={"box": turned_back(cell.box, turn, *size)}) if cell.box else cell


def _by_row(cells: list[Cell]) -> list[list[Cell]]:
    return Table(number=0, cells=cells).rows()


def _merged(edges: list[float]) -> list[float]:
    """Edges of a scanned page, those within a few points taken as one."""
    found: list[float] = []
    for edge in edges:
        if not found or edge - found[-1] > 5:
            found.append(edge)
    return found
