"""Word files: what a reader of the printed page would see, in whatever way the file says it."""

from __future__ import annotations

import io

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from nlp.read import read
from store.records import Reading


def saved(document: Document) -> Reading:
    out = io.BytesIO()
    document.save(out)
    return read(out.getvalue(), "a.docx")


def rows(reading: Reading, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in reading.tables[table].rows()]


def test_deleted_text_is_left_out_and_inserted_text_is_read() -> None:
    document = docx.Document()
    document.element.body.insert(0, parse_xml(
        f"<w:p {nsdecls('w')}><w:r><w:t>甲</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>走</w:t></w:r></w:moveFrom></w:p>"
    ))  # fmt: skip
    assert saved(document).text == "甲新"


def test_a_deleted_row_is_no_row() -> None:
    document = docx.Document()
    table = document.add_table(3, 2)
    for i, row in enumerate(table.rows):
        row.cells[0].text, row.cells[1].text = str(i), f"名{i}"
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')}/>"))
    assert rows(saved(document)) == [["0", "名0"], ["2", "名2"]]


def test_a_list_inside_a_layout_table_is_a_table_of_its_own() -> None:
    document = docx.Document()
    outer = document.add_table(1, 1).cell(0, 0)
    outer.text = "附件1"
    inner = outer.add_table(2, 2)
    for i, text in enumerate(("序号", "应用名称", "1", "云帆记账")):
        inner.cell(i // 2, i % 2).text = text
    reading = saved(document)
    assert [rows(reading, i) for i in range(2)] == [[["附件1"]], [["序号", "应用名称"], ["1", "云帆记账"]]]


def test_merged_cells_are_repeated_over_what_they_cover() -> None:
    document = docx.Document()
    table = document.add_table(2, 3)
    for cell, text in zip(table._cells, ("1", "云帆", "甲", "", "", "乙"), strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(1, 1))
    (found,) = saved(document).tables
    assert [(c.text, c.spanned) for c in found.rows()[1]] == [("1", True), ("云帆", True), ("乙", False)]


def test_text_boxes_and_content_controls_are_read_once_and_page_furniture_is_not() -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "页脚"
    box = "<w:txbxContent><w:p><w:r><w:t>框中文字</w:t></w:r></w:p></w:txbxContent>"
    around = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    paragraph = (
        f"<w:p {nsdecls('w')} {around}><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent><w:t>正文</w:t></w:r></w:p>"
    )
    control = (
        f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>控件</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document.element.body.insert(0, parse_xml(paragraph))
    document.element.body.insert(1, parse_xml(control))
    assert saved(document).text.split("\n") == ["正文", "框中文字", "控件"]
