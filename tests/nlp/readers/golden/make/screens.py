"""Screen shots of web pages: lists in many styles of CSS, in Chromium."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import pypdfium2
from PIL import Image

from tests.nlp.readers.golden.make.browser import opened
from tests.nlp.readers.golden.make.grids import Doc, Grid

BASE = (
    "*{box-sizing:border-box}body{margin:0;padding:26px 30px;background:#fff;color:#222}"
    "table{border-collapse:collapse;width:100%;table-layout:fixed;margin:14px 0}"
    "td,th{padding:6px 8px;font-weight:400;text-align:left;overflow-wrap:anywhere;vertical-align:middle}"
    "h1{font-size:1.35em;text-align:center;margin:6px 0 18px}p{margin:6px 0}.end{text-align:right}"
)
HAIRLINE = "td,th{border:1px solid #ccc}th{background:#f2f2f2}"
RULES = "tr{border-bottom:1px solid #c8c8c8}td,th{text-align:center}"
THREE = "table{border-top:2px solid #000;border-bottom:2px solid #000}th{border-bottom:1px solid #000}"
DOTTED = "td,th{border:1px dotted #888}"
APART = "table{border-collapse:separate;border-spacing:2px;border:1px solid #999}td,th{border:1px solid #999}"
BLUE_HEAD = "th{background:#1f4e8c;color:#fff}tr:nth-child(odd) td{background:#eef3fa}"
GREEN_HEAD = "th{background:#2e8b57;color:#fff;text-align:center}td{border-bottom:1px solid #e3e3e3}"
GREY_HEAD = "th{background:#e8e8e8}td{text-align:justify}"
NARROW = "td,th{padding:3px 3px}"
WIDE = "td,th{padding:9px 26px 9px 4px;vertical-align:top}"
UPRIGHT = "td,th{border-left:1px solid #bbb;border-right:1px solid #bbb}"
PALE = "body{color:#9a9a9a}td:nth-child(2){text-decoration:underline}"
NIGHT = "body{background:#1e1f22;color:#d6d6d6}th{background:#2d2f34}tr{border-bottom:1px solid #3a3c41}"
CARD = (
    "body{background:#eef0f3;padding:14px}main{background:#fff;border-radius:14px;padding:12px;"
    "box-shadow:0 1px 6px #bbb}td,th{padding:8px 4px;border-bottom:1px solid #f0f0f0}th{color:#888}"
)


@dataclass(frozen=True)
class Look:
    """How a page is shown."""

    css: str
    font: str = "Noto Sans CJK SC"
    size: int = 15
    width: int = 960
    scale: float = 1.0


def markup(doc: Doc, look: Look, end: Sequence[str] = ()) -> str:
    """A page with the document; `end` is what stands below it at the right."""
    parts = [f"<h1>{escape(doc.title)}</h1>"] if doc.title else []
    parts += [_table(b) if isinstance(b, Grid) else f"<p>{escape(b)}</p>" for b in doc.blocks]
    parts += [f'<p class="end">{escape(line)}</p>' for line in end]
    font = f'body{{font:{look.size}px/1.45 "{look.font}"}}'
    style = f"<style>{BASE}{font}{look.css}</style>"
    return f'<meta charset="utf-8">{style}<main>{"".join(parts)}</main>'


def _table(grid: Grid) -> str:
    columns = "".join(f'<col style="width:{share * 100:.1f}%">' for share in grid.widths)
    rows = ["".join(_cell(c.text, c.rows, c.cols, c.head) for c in row) for row in grid.rows]
    return f"<table>{columns}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _cell(text: str, rows: int, cols: int, head: bool) -> str:
    tag, inner = "th" if head else "td", escape(text).replace("\n", "<br>")
    return f'<{tag} rowspan="{rows}" colspan="{cols}">{inner}</{tag}>'


def shot(doc: Doc, look: Look, end: Sequence[str] = ()) -> Image.Image:
    """The document photographed."""
    return photographed(markup(doc, look, end), look.width, look.scale)


def photographed(html: str, width: int, scale: float = 1.0) -> Image.Image:
    """A whole page as a picture."""
    with opened(width, scale) as page:
        page.set_viewport_size({"width": width, "height": 200})
        page.set_content(html)
        return Image.open(io.BytesIO(page.screenshot(full_page=True, type="png"))).convert("RGB")


def page_image(doc: Doc, look: Look, end: Sequence[str] = (), dots: int = 110) -> Image.Image:
    """The first page of the document printed to PDF, as a picture of so many dots an inch."""
    with opened(look.width, 1.0) as page:
        page.set_content(markup(doc, look, end))
        body = page.pdf(
            format="A4",
            print_background=True,
            display_header_footer=True,
            header_template="<span></span>",
            footer_template='<div style="width:100%;text-align:center;font-size:11px">— 1 —</div>',
            margin={"top": "18mm", "bottom": "18mm", "left": "14mm", "right": "14mm"},
        )
    made = pypdfium2.PdfDocument(body)
    try:
        drawn: Image.Image = made[0].render(scale=dots / 72).to_pil().convert("RGB")
        return drawn
    finally:
        made.close()
