"""The fresh half's web pages: as sites serve them, printed, and photographed by Chromium's own command."""

from __future__ import annotations

import re
import subprocess
import tempfile
from html import escape
from pathlib import Path

from tests.nlp.readers.golden.make.grids import Cell, Doc, Grid

SCREEN = "body{margin:20px;background:#fff} table{border-collapse:collapse;width:100%;table-layout:fixed}"
SCREEN += (
    "th,td{padding:7px 8px;overflow-wrap:anywhere;line-height:1.5} h1{text-align:center;font-size:1.3em}"
)


def served(doc: Doc, style: str) -> str:
    """A page of a site: `mso` exported from Word, `spans` pasted into an editor, `old` with capitals and no classes."""
    made = {"mso": _mso, "spans": _spans, "old": _old}[style]
    parts = [
        made(b) if isinstance(b, Grid) else f"<p style='text-indent:2em'>{escape(b)}</p>" for b in doc.blocks
    ]
    charset = "gb2312" if style == "old" else "utf-8"
    word = (
        ' xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"'
    )
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}"><title>{escape(doc.title)}</title>'
    body = f"<div id=con_title>{escape(doc.title)}</div><div id=con_time>发布时间：2026-09-04 10:06</div>"
    body += (
        f'<div class="ccontent center" id=con_con>{"".join(parts)}</div><div>【返回顶部】【关闭窗口】</div>'
    )
    nav = "<ul><li><a href=/>首页</a></li><li><a href=/xwdt>新闻动态</a></li></ul>"
    return f"<html{word if style == 'mso' else ''}>\n<head>{head}</head>\n<body>{nav}{body}</body></html>"


def _spans_of(cell: Cell) -> str:
    return (f" rowspan={cell.rows}" if cell.rows > 1 else "") + (
        f" colspan={cell.cols}" if cell.cols > 1 else ""
    )


def _mso(grid: Grid) -> str:
    rows = []
    for y, row in enumerate(grid.rows):
        cells = []
        for cell in row:
            runs = []
            for line in cell.text.split("\n"):
                pieces = re.findall(r"[ -~]+|[^ -~]+", line)
                runs.append(
                    "".join(_run(piece) for piece in pieces) or "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
                )
            inner = "".join(
                f"\n  <p class=MsoNormal align=center style='text-align:center'>{r}</p>" for r in runs
            )
            style = "style='border:solid windowtext 1.0pt;mso-border-alt:solid windowtext .5pt;\n  padding:0cm 5.4pt'"
            cells.append(f"\n  <td{_spans_of(cell)} valign=top {style}>{inner}\n  </td>")
        rows.append(f"\n <tr style='mso-yfti-irow:{y};height:14.2pt'>{''.join(cells)}\n </tr>")
    return f"<table class=MsoTableGrid border=1 cellspacing=0 cellpadding=0>{''.join(rows)}\n</table>"


def _run(piece: str) -> str:
    if piece.isascii():
        return f"<span\n  lang=EN-US style='font-family:\"Times New Roman\",serif'>{escape(piece)}<o:p></o:p></span>"
    return (
        f"<span style='font-family:宋体;\n  mso-ascii-font-family:\"Times New Roman\"'>{escape(piece)}</span>"
    )


def _spans(grid: Grid) -> str:
    rows = []
    for row in grid.rows:
        cells = []
        for cell in row:
            lines = cell.text.split("\n")
            inner = "<br/>".join(
                f'<span style="font-size:14px"><span>{escape(line[:3])}</span><span style="color:#333">'
                f"{escape(line[3:])}</span></span>"
                for line in lines
            )
            strong = f"<strong>{inner}</strong>" if cell.head else inner
            cells.append(f'<td{_spans_of(cell)}>\n<p style="margin:0">&nbsp;{strong}</p>\n</td>')
        rows.append(f"<tr>\n{''.join(cells)}\n</tr>")
    return f'<div style="overflow:auto"><table border="1"><tbody>\n{"".join(rows)}\n</tbody></table></div>'


def _old(grid: Grid) -> str:
    rows = []
    for row in grid.rows:
        cells = "".join(
            f"<TD{_spans_of(c)}><FONT size=2>{'<B>' * c.head}{escape(c.text).replace(chr(10), '<BR>')}</FONT>"
            for c in row
        )
        rows.append(f"<TR bgColor=#ffffff>{cells}\n")
    return f"<TABLE cellSpacing=1 cellPadding=3 bgColor=#000000>{''.join(rows)}</TABLE>"


def page(doc: Doc, css: str) -> str:
    """The document for printing or a photograph."""
    title = f"<h1>{escape(doc.title)}</h1>" if doc.title else ""
    parts = [_looks(b) if isinstance(b, Grid) else f"<p>{escape(b)}</p>" for b in doc.blocks]
    head = f"<!DOCTYPE html><html lang=zh-CN><meta charset=utf-8><style>{css}</style>"
    return f"{head}<body>{title}{''.join(parts)}</body></html>"


def _looks(grid: Grid) -> str:
    columns = "".join(f"<col style='width:{share * 100:.2f}%'>" for share in grid.widths)
    head = "".join(_row(row) for row in grid.rows if all(cell.head for cell in row))
    body = "".join(_row(row) for row in grid.rows if not all(cell.head for cell in row))
    return f"<table><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{body}</tbody></table>"


def _row(row: list[Cell]) -> str:
    return f"<tr>{''.join(map(_cell, row))}</tr>"


def _cell(cell: Cell) -> str:
    tag = "th" if cell.head else "td"
    return f"<{tag}{_spans_of(cell)}>{escape(cell.text).replace(chr(10), '<br>')}</{tag}>"


def photographed(html: str, width: int, height: int, scale: float = 1.0) -> bytes:
    """A screen shot of this many CSS pixels."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "page.html"), Path(folder, "page.png")
        source.write_text(html, "utf-8")
        command = ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        command += [f"--window-size={width},{height}", f"--force-device-scale-factor={scale}"]
        subprocess.run(
            [*command, f"--screenshot={target}", source.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return target.read_bytes()
