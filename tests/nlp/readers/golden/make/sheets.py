"""Spreadsheets: XLSX by openpyxl and by XlsxWriter, XLS by xlwt."""

from __future__ import annotations

import datetime
import io

import openpyxl
import xlsxwriter
import xlwt
from openpyxl.styles import Alignment, Border, Font, Side

from tests.nlp.readers.golden.make.grids import Doc

WHEN = datetime.datetime(2026, 3, 2)  # a fixed day, so that a file made twice is the same


def places(doc: Doc) -> list[list[tuple[int, int, int, int, str, bool]]]:
    """The cells of each sheet: top, left, height, width, text, bold. One sheet a table, captions above it."""
    sheets: list[list[tuple[int, int, int, int, str, bool]]] = []
    caption = ""
    for block in doc.blocks:
        if isinstance(block, str):
            caption = block
            continue
        found, top = [], 0
        width = len(block.matrix()[0])
        if caption:
            found.append((0, 0, 1, width, caption, True))
            top = 1
        for y, row in enumerate(block.matrix()):
            for x, (cell, begins) in enumerate(row):
                if begins:
                    found.append((y + top, x, cell.rows, cell.cols, cell.text, cell.head))
        sheets.append(found)
        caption = ""
    return sheets


def stored(text: str, numeric: bool) -> str | int | float:
    """序号 and versions like 3.2 as numbers where the author's program made them so."""
    return int(text) if numeric and text.isdigit() and len(text) < 4 else text


def by_openpyxl(doc: Doc, numeric: bool = True) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = WHEN
    side = Side(style="thin")
    for i, cells in enumerate(places(doc)):
        sheet = book.create_sheet()
        sheet.title = f"附件{i + 1}"
        for y, x, rows, cols, text, bold in cells:
            at = sheet.cell(y + 1, x + 1, stored(text, numeric))
            at.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
            at.border, at.font = Border(side, side, side, side), Font("宋体", 11, bold)
            if rows > 1 or cols > 1:
                sheet.merge_cells(start_row=y + 1, start_column=x + 1, end_row=y + rows, end_column=x + cols)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def by_xlsxwriter(doc: Doc, rich: bool = False, hidden: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": WHEN})
    look = book.add_format({"border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"})
    head = book.add_format({"border": 1, "bold": True, "bg_color": "#D9E2F3", "text_wrap": True})
    red = book.add_format({"font_color": "red"})
    for cells in places(doc):
        sheet = book.add_worksheet()
        for y, x, rows, cols, text, bold in cells:
            form = head if bold else look
            if rows > 1 or cols > 1:
                sheet.merge_range(y, x, y + rows - 1, x + cols - 1, text, form)
            elif rich and len(text) > 4 and not bold:
                sheet.write_rich_string(y, x, text[:2], red, text[2:], form)
            else:
                sheet.write_string(y, x, text, form)
        sheet.set_column(0, 8, 18)
        sheet.freeze_panes(2, 0)
    if hidden:
        spare = book.add_worksheet("字典")
        spare.write_column(0, 0, ["应用宝", "豌豆荚", "官网"])
        spare.hide()
    book.close()
    return out.getvalue()


def by_xlwt(doc: Doc, numeric: bool = False) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    look = xlwt.easyxf(
        "align: wrap on, vert centre, horiz center; borders: left thin, right thin, top thin, bottom thin"
    )
    for i, cells in enumerate(places(doc)):
        sheet = book.add_sheet(f"附件{i + 1}")
        for y, x, rows, cols, text, _ in cells:
            if rows > 1 or cols > 1:
                sheet.write_merge(y, y + rows - 1, x, x + cols - 1, stored(text, numeric), look)
            else:
                sheet.write(y, x, stored(text, numeric), look)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
