"""Word and Excel files into a Reading: paragraphs and tables in order, merged cells spread."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

import docx
import python_calamine
from docx.oxml.exceptions import InvalidXmlError
from docx.table import Table as WordTable
from docx.table import _Cell
from lxml import etree

from nlp.clean import tidy, tidy_line
from nlp.readers import sniff
from store.records import Cell, Issue, Reading, Table

MOST_ROWS = 20_000
MOST_COLUMNS = 100
_BROKEN = (
    KeyError,
    ValueError,
    OSError,
    AttributeError,
    IndexError,
    zipfile.BadZipFile,
    etree.XMLSyntaxError,
    InvalidXmlError,
)


def _cannot(file: str, kind: str, code: str, text: str) -> Reading:
    return Reading(file=file, media_type=kind, text="", issues=[Issue(code=code, text=text, where=file)])


def read_docx(body: bytes, file: str) -> Reading:
    """What a .docx says."""
    if _has_entities(body):
        return _cannot(
            file,
            sniff.DOCX,
            "xml_entities",
            "The file declares XML entities and was not read; open it by hand.",
        )
    try:
        document = docx.Document(io.BytesIO(body))
        return _read_document(document, file)
    except _BROKEN as error:
        return _cannot(
            file, sniff.DOCX, "corrupt", f"The Word file is damaged ({type(error).__name__}); fetch it again."
        )


def _has_entities(body: bytes) -> bool:
    """Whether a part of an Office file has a document type declaration, which no Office program writes."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            parts = [name for name in archive.namelist() if name.endswith((".xml", ".rels"))]
            return any(b"<!DOCTYPE" in archive.open(name).read(4096) for name in parts)
    except (*_BROKEN, NotImplementedError, RuntimeError):
        return False


def _read_document(document: docx.document.Document, file: str) -> Reading:
    lines: list[str] = []
    tables: list[Table] = []
    for block in document.iter_inner_content():
        if isinstance(block, WordTable):
            cells = _word_cells(block)
            caption = (
                lines[-1] if lines and len(lines[-1]) <= 60 and not lines[-1].endswith(("。", "；")) else ""
            )
            tables.append(Table(number=len(tables), cells=cells, caption=caption))
        else:
            lines += [line for part in block.text.split("\n") if (line := tidy_line(part))]
    return Reading(file=file, media_type=sniff.DOCX, text="\n".join(lines), tables=tables)


def _word_cells(table: WordTable) -> list[Cell]:
    """The cells of a Word table. Word repeats a merged cell's element over what it covers."""
    cells: list[Cell] = []
    above: dict[int, object] = {}
    for r, row in enumerate(table.rows, start=1):
        if r > MOST_ROWS:
            break
        here: dict[int, object] = {}
        col = 1 + row.grid_cols_before
        for cell in row.cells:
            element = cell._tc
            spanned = above.get(col) is element or here.get(col - 1) is element
            raw = _cell_raw(cell)
            cells.append(Cell(row=r, col=col, text=tidy(raw), raw=raw, spanned=spanned))
            here[col] = element
            col += 1
        above = here
    return cells


def _cell_raw(cell: _Cell) -> str:
    """A cell's text, tables inside it included, a newline for each paragraph."""
    lines = [p.text for p in cell.paragraphs]
    lines += [_cell_raw(inner) for table in cell.tables for row in table.rows for inner in row.cells]
    return "\n".join(line for line in lines if line.strip())


def read_sheets(body: bytes, file: str) -> Reading:
    """What an .xlsx or .xls says: each sheet with more than one column is a table, others are text."""
    kind = sniff.media_type(body)
    if kind == sniff.XLSX and _has_entities(body):
        return _cannot(
            file, kind, "xml_entities", "The file declares XML entities and was not read; open it by hand."
        )
    lines: list[str] = []
    tables: list[Table] = []
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
        for name in book.sheet_names:
            _read_sheet(book.get_sheet_by_name(name), name, lines, tables)
    except (python_calamine.CalamineError, python_calamine.PasswordError, *_BROKEN) as error:
        why = (
            "is encrypted; ask for it without a password"
            if "assword" in type(error).__name__
            else "is damaged; fetch it again"
        )
        return _cannot(file, kind, "encrypted" if "encrypted" in why else "corrupt", f"The Excel file {why}.")
    return Reading(file=file, media_type=kind, text="\n".join(lines), tables=tables)


def _read_sheet(
    sheet: python_calamine.CalamineSheet, name: str, lines: list[str], tables: list[Table]
) -> None:
    grid = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
    merged = {
        (r, c): (r0, c0)
        for (r0, c0), (r1, c1) in (sheet.merged_cell_ranges or [])
        for r in range(r0, min(r1, MOST_ROWS) + 1)
        for c in range(c0, min(c1, MOST_COLUMNS) + 1)
    }
    cells = []
    for r, row in enumerate(grid):
        for c in range(min(len(row), MOST_COLUMNS)):
            at = merged.get((r, c), (r, c))
            raw = _shown(grid[at[0]][at[1]])
            if raw:
                cells.append(Cell(row=r + 1, col=c + 1, text=tidy(raw), raw=raw, spanned=at != (r, c)))
    if max((c.col for c in cells), default=0) > 1:
        tables.append(
            Table(number=len(tables), cells=cells, caption="" if re.fullmatch(r"Sheet\d+", name) else name)
        )
    else:
        lines += [cell.text for cell in cells]


def _shown(value: object) -> str:
    """A cell's value as Excel shows it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value).strip()
