"""Chromium: pages printed to PDF and photographed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

from playwright.sync_api import Page, sync_playwright

from tests.nlp.readers.golden.make.grids import Doc, Grid

RULED = "td,th{border:1px solid #333}"
UNRULED = "td,th{border:0}"
HEAD = "th{background:#4472c4;color:#fff}"
ZEBRA = "tr:nth-child(even) td{background:#eef3fa}"
LINES = "td,th{border-bottom:1px solid #bbb}"


@contextmanager
def opened(width: int = 1000, scale: float = 1.0) -> Iterator[Page]:
    with sync_playwright() as play:
        chrome = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = chrome.new_context(
            viewport={"width": width, "height": 800}, device_scale_factor=scale
        ).new_page()
        yield page
        chrome.close()


def markup(doc: Doc, css: str, font: str, size: int) -> str:
    parts = [f"<h2>{escape(doc.title)}</h2>"] if doc.title else []
    for block in doc.blocks:
        parts.append(_table(block) if isinstance(block, Grid) else f"<p>{escape(block)}</p>")
    look = f'body{{font:{size}px "{font}";margin:24px;background:#fff}}'
    look += (
        "h2{text-align:center;font-size:1.4em}table{border-collapse:collapse;width:100%;table-layout:fixed}"
    )
    look += "td,th{padding:5px 7px;overflow-wrap:anywhere;font-weight:400;text-align:left}"
    return f'<meta charset="utf-8"><style>{look}{css}</style>{"".join(parts)}'


def _table(grid: Grid) -> str:
    columns = "".join(f'<col style="width:{w * 100:.1f}%">' for w in grid.widths)
    rows = []
    for row in grid.rows:
        cells = []
        for c in row:
            tag = "th" if c.head else "td"
            inner = escape(c.text).replace("\n", "<br>")
            cells.append(f'<{tag} rowspan="{c.rows}" colspan="{c.cols}">{inner}</{tag}>')
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{columns}{''.join(rows)}</table>"


def printed(doc: Doc, css: str = RULED, font: str = "Noto Serif CJK SC", size: int = 12) -> bytes:
    with opened() as page:
        page.set_content(markup(doc, css, font, size))
        body = page.pdf(
            format="A4",
            print_background=True,
            margin={"top": "20mm", "bottom": "20mm", "left": "18mm", "right": "18mm"},
        )
    return re.sub(rb"/(Creation|Mod)Date \(D:[^)]*\)", rb"/\1Date (D:20260302000000+00'00')", body)


def shot(
    doc: Doc,
    css: str = RULED,
    font: str = "Noto Sans CJK SC",
    size: int = 16,
    width: int = 1000,
    scale: float = 1.25,
) -> bytes:
    with opened(width, scale) as page:
        page.set_content(markup(doc, css, font, size))
        return page.screenshot(full_page=True, type="png")
