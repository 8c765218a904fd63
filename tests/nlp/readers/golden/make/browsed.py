"""Lists as web pages with many looks, printed by Chromium's own command and by WeasyPrint."""

from __future__ import annotations

import re
import subprocess
import tempfile
from html import escape
from pathlib import Path

from tests.nlp.readers.golden.make.grids import Cell, Doc, Grid

BASE = """
@page { size: A4; margin: 18mm 16mm }
body { font: 12px/1.5 'AR PL SungtiL GB'; margin: 0 }
h1 { font-size: 20px; text-align: center }
table { width: 100%; margin-bottom: 14px; table-layout: fixed }
td, th { text-align: left; font-weight: normal; padding: 3px 5px; overflow-wrap: anywhere }
"""
COLLAPSED = "table{border-collapse:collapse} td,th{border:1px solid #000}"
SEPARATE = (
    "table{border-collapse:separate;border-spacing:2px;border:1px solid #333} td,th{border:1px solid #333}"
)
HAIRLINE = "table{border-collapse:collapse} td,th{border:0.3px solid #888}"
DOTTED = "table{border-collapse:collapse} td,th{border:1px dotted #444}"
DASHED = "table{border-collapse:collapse} td,th{border:1px dashed #222}"
BACKGROUND = "table{background:#000;border-collapse:separate;border-spacing:1px} td,th{background:#fff}"
DOUBLE = "table{border-collapse:collapse;border:3px double #000} td,th{border:1px solid #000}"
SHADED = "th{background:#4472c4;color:#fff} tr:nth-child(even) td{background:#d9e2f3} table{border-collapse:collapse}"
BARE = "table{border-collapse:collapse}"
LINES = "table{border-collapse:collapse} td,th{border-bottom:1px solid #999}"
THREE_LINES = (
    "table{border-collapse:collapse;border-top:2px solid #000;border-bottom:2px solid #000}"
    " thead th{border-bottom:1px solid #000}"
)
MIDDLE = "td,th{text-align:center;vertical-align:middle}"
TOP = "td,th{vertical-align:top}"
LANDSCAPE = "@page{size:A4 landscape}"
ONCE = "thead{display:table-row-group}"
TEARING = "tr{break-inside:auto} td{break-inside:auto}"
ZENHEI = "body{font-family:'WenQuanYi Zen Hei'}"
NOTO = "body{font-family:'Noto Sans CJK SC'}"
KAI = "body{font-family:'AR PL KaitiM GB'}"
WHOLE = "tr{break-inside:avoid}"
NUMBERED = (
    "@page{@bottom-center{content:'第 ' counter(page) ' 页 共 ' counter(pages) ' 页';font-size:10px}"
    "@top-right{content:'某省通信管理局通报附件';font-size:10px}}"
)


def page(doc: Doc, css: str, after: str = "") -> str:
    """The document as a page; `after` is a paragraph behind the last table."""
    blocks = "".join(_table(b) if isinstance(b, Grid) else f"<p>{escape(b)}</p>" for b in doc.blocks)
    title = f"<h1>{escape(doc.title)}</h1>" if doc.title else ""
    tail = f"<p style='text-align:right'>{escape(after)}</p>" if after else ""
    style = f"<style>{BASE}{css}</style>"
    return f"<!DOCTYPE html><html lang=zh><head><meta charset=utf-8>{style}</head><body>{title}{blocks}{tail}</body></html>"


def _table(grid: Grid) -> str:
    columns = "".join(f"<col style='width:{share * 100:.2f}%'>" for share in grid.widths)
    head = [row for row in grid.rows if all(cell.head for cell in row)]
    body = "".join(_row(row) for row in grid.rows if row not in head)
    return f"<table><colgroup>{columns}</colgroup><thead>{''.join(map(_row, head))}</thead><tbody>{body}</tbody></table>"


def _row(row: list[Cell]) -> str:
    return f"<tr>{''.join(map(_cell, row))}</tr>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.head else "td"
    span = (f" rowspan={cell.rows}" if cell.rows > 1 else "") + (
        f" colspan={cell.cols}" if cell.cols > 1 else ""
    )
    return f"<{tag}{span}>{escape(cell.text).replace(chr(10), '<br>')}</{tag}>"


def by_chromium(html: str) -> bytes:
    """Printed by the browser, its own headers and footers left out."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.pdf")
        source.write_text(html, "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        subprocess.run(
            [*command, f"--print-to-pdf={target}", source.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return _undated(target.read_bytes())


def by_weasyprint(html: str) -> bytes:
    """Laid out by WeasyPrint."""
    from weasyprint import HTML

    return bytes(HTML(string=html).write_pdf())


def _undated(body: bytes) -> bytes:
    return re.sub(rb"/(Creation|Mod)Date \(D:\d{14}\+00'00'\)", rb"/\1Date (D:20260302000000+00'00')", body)
