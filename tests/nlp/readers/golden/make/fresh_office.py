"""The fresh half's Word and Excel files."""

from __future__ import annotations

import io

import openpyxl
import xlwt
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.shared import Pt
from docx.table import _Cell

from tests.nlp.readers.golden.make.grids import Doc, Grid


def docx(doc: Doc, title_in_table: bool = False, paragraphs: bool = False, landscape: bool = False) -> bytes:
    """A Word file; runs are cut in the middle of words, as editing leaves them."""
    word = Document()
    if landscape:
        part = word.sections[0]
        part.orientation, part.page_width, part.page_height = (
            WD_ORIENT.LANDSCAPE,
            part.page_height,
            part.page_width,
        )
    if doc.title and not title_in_table:
        word.add_heading(doc.title, 1)
    for block in doc.blocks:
        if isinstance(block, str):
            word.add_paragraph(block)
            continue
        matrix, shift = block.matrix(), int(title_in_table)
        table = word.add_table(len(matrix) + shift, len(matrix[0]), style="Table Grid")
        if title_in_table:
            table.cell(0, 0).merge(table.cell(0, len(matrix[0]) - 1)).text = doc.title
        for y, row in enumerate(matrix, shift):
            for x, (cell, begins) in enumerate(row):
                if begins:
                    place = table.cell(y, x)
                    if cell.rows > 1 or cell.cols > 1:
                        place = place.merge(table.cell(y + cell.rows - 1, x + cell.cols - 1))
                    _fill(place, cell.text, paragraphs)
        table.rows[shift]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def _fill(place: _Cell, text: str, paragraphs: bool) -> None:
    lines = text.split("\n")
    for i, line in enumerate(lines):
        paragraph = place.paragraphs[0] if i == 0 or not paragraphs else place.add_paragraph()
        if i and not paragraphs:
            paragraph.add_run().add_break()
        for piece in (line[: len(line) // 2], line[len(line) // 2 :]):
            paragraph.add_run(piece).font.size = Pt(10.5)


def xlsx(doc: Doc, sheets: bool = False, lead: bool = False) -> bytes:
    """A workbook: 序号 as numbers; `lead` for a merged title, an empty row and a note, `sheets` for one list a sheet."""
    book = openpyxl.Workbook()
    sheet, y = book.worksheets[0], 1
    if lead:
        sheet.cell(1, 1, doc.title)
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(doc.lists[0][0]))
        y = 3
    caption = ""
    for block in doc.blocks:
        if isinstance(block, str):
            caption = block
            if not sheets:
                sheet.cell(y, 1, block)
                y += 1
            continue
        if sheets:
            sheet, y = book.create_sheet(caption), 1
        for dy, row in enumerate(block.matrix()):
            for x, (cell, begins) in enumerate(row, 1):
                if begins:
                    sheet.cell(y + dy, x, int(cell.text) if x == 1 and cell.text.isdigit() else cell.text)
                if begins and cell.rows > 1:
                    sheet.merge_cells(
                        start_row=y + dy, start_column=x, end_row=y + dy + cell.rows - 1, end_column=x
                    )
        for x, share in enumerate(block.widths):
            sheet.column_dimensions[chr(65 + x)].width = 130 * share
        y += len(block.rows)
    if sheets:
        book.remove(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xls(doc: Doc, lead: bool = False) -> bytes:
    """The old binary format, 序号 as floating numbers."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet, y = book.add_sheet("Sheet1"), 0
    wrapped = xlwt.easyxf(
        "align: wrap on, vert centre; borders: left thin, right thin, top thin, bottom thin"
    )
    if lead:
        sheet.write_merge(0, 0, 0, len(doc.lists[0][0]) - 1, doc.title)
        y = 1
    for block in doc.blocks:
        if not isinstance(block, Grid):
            sheet.write(y, 0, block)
            y += 1
            continue
        for dy, row in enumerate(block.matrix()):
            for x, (cell, begins) in enumerate(row):
                value = float(cell.text) if x == 0 and cell.text.isdigit() else cell.text
                if begins:
                    sheet.write_merge(y + dy, y + dy + cell.rows - 1, x, x + cell.cols - 1, value, wrapped)
        for x, share in enumerate(block.widths):
            sheet.col(x).width = int(256 * 130 * share)
        y += len(block.rows)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
