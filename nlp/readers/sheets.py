"""Excel files into a Reading: each visible sheet with more than one column is a table, others are text."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from itertools import islice

import openpyxl
import python_calamine

from nlp.clean import tidy
from nlp.readers import sniff
from nlp.readers.office import BROKEN, cannot, has_document_type, with_entities
from nlp.readers.sparse import is_sparse
from store.records import Cell, Issue, Reading, Table

MOST_ROWS = 20_000
MOST_COLUMNS = 100
MOST_SHEETS = 60
MOST_MERGED = 200_000

Values = Sequence[Sequence[object]]
Area = tuple[tuple[int, int], tuple[int, int]]  # first row and column, last row and column, 0-based


def read_sheets(body: bytes, file: str) -> Reading:
    """What an .xlsx or .xls says. Formulas give the values that the last program to save them worked out."""
    kind = sniff.media_type(body)
    if kind == sniff.XLSX and has_document_type(body):
        return with_entities(file, kind)
    try:
        if kind == sniff.XLSX and is_sparse(body):
            return _read_sparse(body, file)
        return _read_book(python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body)), file, kind)
    except python_calamine.PasswordError:
        return cannot(file, kind, "encrypted", "The Excel file is encrypted; ask for it without a password.")
    except (python_calamine.CalamineError, *BROKEN):
        return cannot(file, kind, "corrupt", "The Excel file is damaged; fetch it again.")


def _read_book(book: python_calamine.CalamineWorkbook, file: str, kind: str) -> Reading:
    lines: list[str] = []
    tables: list[Table] = []
    issues: list[Issue] = []
    for meta in book.sheets_metadata[:MOST_SHEETS]:
        if meta.visible != python_calamine.SheetVisibleEnum.Visible:
            issues.append(_hidden(meta.name, file))
            continue
        if meta.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        grid = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
        if sheet.total_height > MOST_ROWS:
            issues.append(_cut(meta.name, sheet.total_height, file))
        _take(grid, sheet.merged_cell_ranges or [], meta.name, lines, tables)
    return Reading(file=file, media_type=kind, text="\n".join(lines), tables=tables, issues=issues)


def _read_sparse(body: bytes, file: str) -> Reading:
    """A workbook with cells far apart, row by row: the quick reader would make room for all cells between them."""
    lines: list[str] = []
    tables: list[Table] = []
    issues: list[Issue] = []
    book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
    for sheet in book.worksheets[:MOST_SHEETS]:
        if sheet.sheet_state != "visible":
            issues.append(_hidden(sheet.title, file))
            continue
        sheet.reset_dimensions()
        rows = sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True)
        grid: Values = [list(row) for row in islice(rows, MOST_ROWS)]
        if next(rows, None) is not None:
            issues.append(_cut(sheet.title, None, file))
        _take(grid, [], sheet.title, lines, tables)
    return Reading(file=file, media_type=sniff.XLSX, text="\n".join(lines), tables=tables, issues=issues)


def _hidden(name: str, file: str) -> Issue:
    text = f"The sheet {name!r} is hidden and was not read; look at it in the original."
    return Issue(code="hidden_sheet", text=text, where=file)


def _cut(name: str, height: int | None, file: str) -> Issue:
    of = f" of {height}" if height else ""
    text = (
        f"Only the first {MOST_ROWS}{of} rows of the sheet {name!r} were read; read the rest in the original."
    )
    return Issue(code="too_long", text=text, where=file)


def _take(
    grid: Values,
    areas: list[Area],
    name: str,
    lines: list[str],
    tables: list[Table],
) -> None:
    """Adds a sheet's cells as a table, or as lines where it has one column only."""
    merged = _merged(areas, len(grid))
    cells = []
    for r, row in enumerate(grid):
        for c in range(min(len(row), MOST_COLUMNS)):
            at = merged.get((r, c), (r, c))
            raw = _shown(grid[at[0]][at[1]])
            if raw:
                cells.append(Cell(row=r + 1, col=c + 1, text=tidy(raw), raw=raw, spanned=at != (r, c)))
    if max((c.col for c in cells), default=0) > 1:
        caption = "" if re.fullmatch(r"Sheet\d+", name) else name
        tables.append(Table(number=len(tables), cells=cells, caption=caption))
    else:
        lines += [cell.text for cell in cells]


def _merged(areas: list[Area], height: int) -> dict[tuple[int, int], tuple[int, int]]:
    """Where the text of each covered cell stands; areas beyond any sensible size are left alone."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for (r0, c0), (r1, c1) in areas:
        r1, c1 = min(r1, height - 1), min(c1, MOST_COLUMNS)
        if (r1 - r0 + 1) * (c1 - c0 + 1) + len(found) <= MOST_MERGED:
            found |= {(r, c): (r0, c0) for r in range(r0, r1 + 1) for c in range(c0, c1 + 1)}
    return found


def _shown(value: object) -> str:
    """A cell's value as Excel shows it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    return str(value).strip()
