"""Makes the lists that are kept as office files: a document with merged problems, a workbook, both in one archive."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import UTC, datetime

from docx import Document
from openpyxl import Workbook

from tests.replica.items import rows
from tests.replica.lists import problems
from tests.replica.web import FOLDER

MOMENT = datetime(2026, 1, 1, tzinfo=UTC)  # the same in every file, so that making them again changes nothing


def office_files() -> None:
    """Write everything."""
    files = FOLDER / "files"
    (files / "scca-2026-7.docx").write_bytes(packed(document("scca-2026-7")))
    (files / "cac-2026-more.docx").write_bytes(packed(document("cac-2026-more")))
    (files / "samr-decision.docx").write_bytes(packed(decision()))
    (files / "scca-2026-8.xlsx").write_bytes(packed(workbook("scca-2026-8")))
    inner = {"名单.docx": packed(document("jswx-2026-2")), "说明.txt": "示例 example".encode()}
    (files / "jswx-2026-2.zip").write_bytes(archive(inner))


def document(name: str) -> bytes:
    """The list as a table; a further problem has a line of its own, the other cells are merged over it."""
    listed = rows(name)
    names = [field for field, _ in listed.headings]
    paper = Document()
    paper.core_properties.created = paper.core_properties.modified = MOMENT
    paper.add_paragraph("附件：存在问题的应用名单（示例 example）")
    table = paper.add_table(rows=1, cols=len(names), style="Table Grid")
    for cell, (_, heading) in zip(table.rows[0].cells, listed.headings, strict=True):
        cell.text = heading
    for row in listed.rows:
        first = len(table.rows)
        for problem in problems(row):
            table.add_row().cells[names.index("problems")].text = problem
        for column, field in enumerate(names):
            if field != "problems":
                merged = table.cell(first, column).merge(table.cell(len(table.rows) - 1, column))
                merged.text = row[field]
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def decision() -> bytes:
    """A document without a list."""
    paper = Document()
    paper.core_properties.created = paper.core_properties.modified = MOMENT
    paper.add_paragraph("行政处罚决定书（示例 example）")
    paper.add_paragraph("当事人：上海示例沐榆信息技术有限公司")
    kept = io.BytesIO()
    paper.save(kept)
    return kept.getvalue()


def workbook(name: str) -> bytes:
    """The list as a sheet below a title line that is merged over all columns; a second sheet holds notes only."""
    listed = rows(name)
    book = Workbook()
    book.properties.created = book.properties.modified = MOMENT.replace(tzinfo=None)
    sheet = book.active
    assert sheet is not None
    sheet.append(["存在问题的应用名单（示例 example）"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(listed.headings))
    sheet.append([heading for _, heading in listed.headings])
    for row in listed.rows:
        sheet.append([row[field] for field, _ in listed.headings])
    book.create_sheet("说明").append(["本表为示例"])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def packed(data: bytes) -> bytes:
    """The same file with the same times in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    moment = f"{MOMENT:%Y-%m-%dT%H:%M:%SZ}".encode()
    core = "docProps/core.xml"
    files[core] = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, files[core])
    return archive(files)


def archive(files: dict[str, bytes]) -> bytes:
    """A zip archive."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in files.items():
            new.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), data, zipfile.ZIP_DEFLATED)
    return kept.getvalue()
