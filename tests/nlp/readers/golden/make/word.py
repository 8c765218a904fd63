"""Word files: by python-docx, and as raw XML the way Word and WPS write it (vMerge, split runs, tracked changes)."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_BREAK

from tests.nlp.readers.golden.make.grids import Cell, Doc, Grid

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OFFICE = "http://schemas.openxmlformats.org"
PARTS = {
    "[Content_Types].xml": f'<?xml version="1.0"?><Types xmlns="{OFFICE}/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<?xml version="1.0"?><Relationships xmlns="{OFFICE}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}


def by_python_docx(doc: Doc, paragraphs: bool = False) -> bytes:
    """`paragraphs`: a line of a cell is a paragraph of its own, else a break inside one."""
    made = docx.Document()
    if doc.title:
        made.add_heading(doc.title, 1)
    for block in doc.blocks:
        if isinstance(block, str):
            made.add_paragraph(block)
            continue
        matrix = block.matrix()
        table = made.add_table(len(matrix), len(matrix[0]))
        table.style = "Table Grid"
        for y, row in enumerate(matrix):
            for x, (cell, begins) in enumerate(row):
                if not begins:
                    continue
                at = table.cell(y, x)
                if cell.rows > 1 or cell.cols > 1:
                    at = at.merge(table.cell(y + cell.rows - 1, x + cell.cols - 1))
                _fill(at, cell, paragraphs)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _fill(at: docx.table._Cell, cell: Cell, paragraphs: bool) -> None:
    first, *more = cell.text.split("\n")
    at.text = ""
    run = at.paragraphs[0].add_run(first)
    run.bold = cell.head
    for line in more:
        if paragraphs:
            run = at.add_paragraph().add_run(line)
        else:
            run.add_break(WD_BREAK.LINE)
            run.add_text(line)


def raw(doc: Doc, tracked: bool = False, split: bool = True, control: bool = False) -> bytes:
    """`tracked`: cells hold deleted old texts and inserted new ones; `control`: cells in content controls."""
    body = "".join(
        _table(b, tracked, split, control) if isinstance(b, Grid) else _p(b, "", split) for b in doc.blocks
    )
    head = _p(doc.title, "<w:b/>", split) if doc.title else ""
    first = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    xml = f"{first}<w:document {W}><w:body>{head}{body}<w:sectPr/></w:body></w:document>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**PARTS, "word/document.xml": xml}.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 3, 2, 0, 0, 0)), part)
    return out.getvalue()


def _r(text: str, props: str = "") -> str:
    return f'<w:r><w:rPr>{props}<w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _p(text: str, props: str, split: bool) -> str:
    runs = []
    for i, line in enumerate(text.split("\n")):
        if i:
            runs.append("<w:r><w:br/></w:r>")
        cut = len(line) // 2 if split and len(line) > 3 else 0
        runs += [_r(piece, props) for piece in (line[:cut], line[cut:]) if piece]
    proof = '<w:proofErr w:type="spellStart"/>' if split else ""
    mark = '<w:bookmarkStart w:id="0" w:name="a"/><w:bookmarkEnd w:id="0"/>'
    return f'<w:p><w:pPr><w:jc w:val="center"/></w:pPr>{proof}{"".join(runs)}{mark}</w:p>'


def _table(grid: Grid, tracked: bool, split: bool, control: bool) -> str:
    rows = []
    for y, row in enumerate(grid.matrix()):
        cells, x = [], 0
        while x < len(row):
            cell, _ = row[x]
            begins = y == 0 or grid.matrix()[y - 1][x][0] is not cell
            cells.append(_tc(cell, begins, tracked and y > 0, split, control and y > 0))
            x += cell.cols
        repeat = "<w:trPr><w:tblHeader/></w:trPr>" if y == 0 else ""
        rows.append(f"<w:tr>{repeat}{''.join(cells)}</w:tr>")
    columns = '<w:gridCol w:w="1500"/>' * len(grid.matrix()[0])
    return f'<w:tbl><w:tblPr><w:tblStyle w:val="a3"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{"".join(rows)}</w:tbl>'


def _tc(cell: Cell, begins: bool, tracked: bool, split: bool, control: bool) -> str:
    props = f'<w:gridSpan w:val="{cell.cols}"/>' if cell.cols > 1 else ""
    if cell.rows > 1:
        props += '<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>"
    if not begins:
        return f"<w:tc><w:tcPr>{props}</w:tcPr><w:p/></w:tc>"
    inner = (
        _tracked(cell.text)
        if tracked and "\n" not in cell.text
        else _p(cell.text, "<w:b/>" if cell.head else "", split)
    )
    if control:
        inner = f'<w:sdt><w:sdtPr><w:id w:val="7"/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>'
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner}</w:tc>"


def _tracked(text: str) -> str:
    """The text with an old wording struck out and its end put in later."""
    cut = max(1, len(text) - 2)
    who = 'w:id="1" w:author="a" w:date="2026-03-02T00:00:00Z"'
    gone = f"<w:del {who}><w:r><w:delText>旧稿</w:delText></w:r></w:del>"
    fresh = f"<w:ins {who}>{_r(text[cut:])}</w:ins>" if text[cut:] else ""
    return f"<w:p>{_r(text[:cut])}{gone}{fresh}</w:p>"
