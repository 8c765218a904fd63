"""Excel files: hidden sheets, merged cells, dates, and files that claim far more rows than they fill."""

from __future__ import annotations

import datetime
import io

import openpyxl

from nlp.read import read
from nlp.readers.sparse import is_sparse


def saved(book: openpyxl.Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def list_of(count: int) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["序号", "应用名称", "日期"])
    for number in range(1, count + 1):
        sheet.append([number, f"云帆{number}", datetime.datetime(2026, 3, number)])
    return book


def test_a_hidden_sheet_is_named_and_not_read() -> None:
    book = list_of(2)
    hidden = book.create_sheet("底稿")
    hidden.append(["序号", "应用名称"])
    hidden.sheet_state = "hidden"
    reading = read(saved(book), "a.xlsx")
    assert len(reading.tables) == 1
    (issue,) = reading.issues
    assert issue.code == "hidden_sheet"
    assert "底稿" in issue.text


def test_dates_and_numbers_read_as_they_are_shown_and_merged_cells_are_repeated() -> None:
    book = list_of(2)
    book.worksheets[0].merge_cells("B2:B3")
    second = read(saved(book), "a.xlsx").tables[0].rows()[2]
    assert [(c.text, c.spanned) for c in second] == [("2", False), ("云帆1", True), ("2026-03-02", False)]


def test_styled_blank_rows_to_the_end_of_the_sheet_cost_nothing() -> None:
    book = list_of(10)
    book.worksheets[0].cell(1_048_576, 6).number_format = "0.00"
    body = saved(book)
    assert not is_sparse(body)
    assert len(read(body, "a.xlsx").tables[0].rows()) == 11


def test_a_lone_cell_at_the_far_end_does_not_take_memory_for_all_between() -> None:
    book = list_of(10)
    book.worksheets[0].cell(1_048_576, 16_384).value = "x"
    body = saved(book)
    assert is_sparse(body)
    reading = read(body, "a.xlsx")
    assert [c.text for c in reading.tables[0].rows()[10]] == ["10", "云帆10", "2026-03-10"]
    assert [issue.code for issue in reading.issues] == ["too_long"]
