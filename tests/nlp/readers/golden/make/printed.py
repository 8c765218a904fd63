"""PDF by reportlab, fpdf2, matplotlib and Chromium, ruled and unruled, and scans that hold a picture only."""

from __future__ import annotations

import datetime
import io
import re
from pathlib import Path
from typing import Any

from fpdf import FPDF
from fpdf.fonts import FontFace
from PIL import Image
from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.nlp.readers.golden.make.grids import Cell, Doc, Grid
from tests.nlp.readers.golden.make.wrapping import wrap

FONTS = Path("/usr/share/fonts")
ZENHEI = FONTS / "truetype/wqy/wqy-zenhei.ttc"
MING = FONTS / "truetype/arphic/uming.ttc"
SONG = FONTS / "truetype/arphic-gbsn00lp/gbsn00lp.ttf"
KAI = FONTS / "truetype/arphic-gkai00mp/gkai00mp.ttf"
NOTO_SERIF = FONTS / "opentype/noto/NotoSerifCJK-Regular.ttc"
NOTO_SANS = FONTS / "opentype/noto/NotoSansCJK-Regular.ttc"
rl_config.invariant = 1


def _markup(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\n", "<br/>")


def by_reportlab(
    doc: Doc,
    ruled: bool = True,
    font: Path = MING,
    wide: bool = False,
    size: float = 9,
    repeat: int = 0,
    padding: float = 3,
    torn: bool = False,
) -> bytes:
    """`repeat`: how many header rows are printed again on each page; `torn`: rows may break at a page's end."""
    pdfmetrics.registerFont(TTFont(font.stem, font))
    style = ParagraphStyle("cell", fontName=font.stem, fontSize=size, leading=size * 1.3, wordWrap="CJK")
    top = ParagraphStyle("top", parent=style, fontSize=15, leading=22, alignment=1)
    out = io.BytesIO()
    shape = landscape(A4) if wide else A4
    made = SimpleDocTemplate(
        out, pagesize=shape, leftMargin=50, rightMargin=50, topMargin=60, bottomMargin=60
    )
    story: list[Flowable] = [Paragraph(_markup(doc.title), top), Spacer(1, 8)] if doc.title else []
    for block in doc.blocks:
        if isinstance(block, str):
            story += [Paragraph(_markup(block), style), Spacer(1, 6)]
        else:
            story.append(_reportlab_table(block, style, shape[0] - 100, ruled, repeat, padding, torn))
            story.append(Spacer(1, 14))

    def foot(canvas: object, template: object) -> None:
        canvas.setFont(font.stem, 9)  # type: ignore[attr-defined]
        canvas.drawCentredString(shape[0] / 2, 30, f"— {template.page} —")  # type: ignore[attr-defined]

    made.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _reportlab_table(
    grid: Grid, style: ParagraphStyle, width: float, ruled: bool, repeat: int, padding: float, torn: bool
) -> Table:
    matrix = grid.matrix()
    data: list[list[Paragraph | str]] = []
    marks: list[tuple[Any, ...]] = []
    for y, row in enumerate(matrix):
        data.append(
            [
                _para(c, sum(grid.widths[x : x + c.cols]) * width - 14, style) if b else ""
                for x, (c, b) in enumerate(row)
            ]
        )
        for x, (cell, begins) in enumerate(row):
            if begins and (cell.rows > 1 or cell.cols > 1):
                marks.append(("SPAN", (x, y), (x + cell.cols - 1, y + cell.rows - 1)))
    if ruled:
        marks.append(("GRID", (0, 0), (-1, -1), 0.5, colors.black))
    marks += [("VALIGN", (0, 0), (-1, -1), "MIDDLE" if ruled else "TOP")]
    marks += [(f"{side}PADDING", (0, 0), (-1, -1), padding) for side in ("TOP", "BOTTOM")]
    return Table(
        data,
        [w * width for w in grid.widths],
        style=TableStyle(marks),
        repeatRows=repeat,
        splitInRow=int(torn),
    )


def _para(cell: Cell, room: float, style: ParagraphStyle) -> Paragraph:
    known = pdfmetrics.getFont(style.fontName).face.charToGlyph
    if lost := [char for char in cell.text if ord(char) not in known and char != "\n"]:
        raise ValueError(f"{style.fontName} lacks {lost}")
    lines = wrap(cell.text, room, lambda text: pdfmetrics.stringWidth(text, style.fontName, style.fontSize))
    return Paragraph(_markup("\n".join(lines)), style)


def by_fpdf(
    doc: Doc, borders: str = "ALL", font: Path = ZENHEI, size: float = 9, zebra: bool = False, repeat: int = 0
) -> bytes:
    """`borders`: ALL, HORIZONTAL_LINES, MINIMAL, NONE; `zebra`: every second row shaded."""
    pdf = FPDF(orientation="P", format="A4")
    pdf.set_creation_date(datetime.datetime(2026, 3, 2))
    pdf.add_font("han", "", font)
    pdf.set_font("han", size=size)
    pdf.add_page()
    if doc.title:
        pdf.set_font_size(15)
        pdf.multi_cell(0, 9, doc.title, align="C", new_x="LMARGIN", new_y="NEXT")
        pdf.set_font_size(size)
    for block in doc.blocks:
        if isinstance(block, str):
            pdf.multi_cell(0, 7, block, new_x="LMARGIN", new_y="NEXT")
            continue
        with pdf.table(
            borders_layout=borders,
            col_widths=[int(w * 1000) for w in block.widths],
            line_height=size * 0.5,
            headings_style=FontFace(emphasis=""),
            first_row_as_headings=repeat > 0,
            num_heading_rows=max(1, repeat),
            cell_fill_color=(235, 240, 250) if zebra else None,
            cell_fill_mode="ROWS" if zebra else "NONE",
            text_align="LEFT",
            padding=1,
            v_align="MIDDLE" if borders != "NONE" else "TOP",
        ) as table:
            for row in block.rows:
                at = table.row()
                for cell in row:
                    at.cell(cell.text, colspan=cell.cols, rowspan=cell.rows)
        pdf.ln(6)
    return bytes(pdf.output())


def by_matplotlib(doc: Doc, ruled: bool = True, font: Path = NOTO_SERIF, subset: int = 42) -> bytes:
    """A table drawn as a figure, its text set line by line; `subset`: Type 3 or Type 42 fonts."""
    import matplotlib
    from matplotlib import font_manager, pyplot

    matplotlib.use("pdf")
    matplotlib.rcParams["pdf.fonttype"] = subset
    face = font_manager.FontProperties(fname=str(font), size=8)
    grid = next(block for block in doc.blocks if isinstance(block, Grid))
    figure = pyplot.figure(figsize=(8.27, 11.69))
    at, y = figure.add_axes((0, 0, 1, 1)), 0.93
    at.axis("off")
    at.text(0.5, 0.96, doc.title, fontproperties=face, fontsize=14, ha="center")
    for row in grid.matrix():
        wrapped = [wrap(c.text, grid.widths[x] * 0.88 * 595 / 8.4, _ems) for x, (c, _) in enumerate(row)]
        height = max(len(lines) for lines in wrapped) * 0.0125 + 0.008
        x = 0.06
        for i, (_, begins) in enumerate(row):
            wide = grid.widths[i] * 0.88
            if begins:
                for n, line in enumerate(wrapped[i]):
                    at.text(x + 0.004, y - 0.013 - n * 0.0125, line, fontproperties=face, parse_math=False)
                if ruled:
                    at.add_patch(pyplot.Rectangle((x, y - height), wide, height, fill=False, linewidth=0.5))
            x += wide
        y -= height
    out = io.BytesIO()
    figure.savefig(out, format="pdf", metadata={"CreationDate": None})
    pyplot.close(figure)
    return out.getvalue()


def _ems(text: str) -> float:
    """About how many Han characters wide a text is."""
    return 0.8 + sum(0.58 if char.isascii() else 1.0 for char in text)


def scan(pages: list[Image.Image], quality: int = 60, dpi: int = 150) -> bytes:
    """A PDF that holds nothing but pictures of its pages."""
    out = io.BytesIO()
    first, *rest = [page.convert("L") for page in pages]
    first.save(out, "PDF", resolution=dpi, save_all=True, append_images=rest, quality=quality)
    return re.sub(rb"/(Creation|Mod)Date \(D:\d+Z\)", rb"/\1Date (D:20260302000000Z)", out.getvalue())
