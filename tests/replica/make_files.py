"""Makes the files that are kept in `files/`: lists as PDF and as a picture, and the truth of all items.

Run `python -m tests.replica.make_files` after a change of items or rows, and commit what it writes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table, TableStyle

from tests.replica.items import load, rows
from tests.replica.make_office import office_files
from tests.replica.truth import truth
from tests.replica.web import FOLDER

PDFS = ("miit-2026-91", "miit-2025-91", "miit-2024-removed", "cac-2026-pdf")
PICTURES = ("cac-2026-11", "scca-2026-6")
CONTINUED = {"miit-2025-91": "14"}  # the row that a page border cuts in two
CID_FONT = "STSong-Light"
FONT = "wqy-zenhei.ttc"  # found among the installed fonts
WIDTHS = {"number": 28, "name": 80, "developer": 118, "store": 72, "version": 72, "problems": 150}
PIXELS = {"number": 80, "name": 210, "type": 150, "developer": 330, "version": 220, "problems": 490}
SIZE, PAD, LINE = 24, 14, 34


def pdf(name: str, target: Path) -> None:
    """The list as a ruled table over several pages; the headings stand on the first page alone."""
    listed = rows(name)
    names = [field for field, _ in listed.headings]
    pages = [[[heading for _, heading in listed.headings]]]
    for row in listed.rows:
        line = [_numbered(row, field) for field in names]
        if row["number"] == CONTINUED.get(name):
            here, there = _parted(line, names)
            pages[-1].append(here)
            pages.append([there])
        else:
            pages[-1].append(line)
    title = ParagraphStyle("title", fontName=CID_FONT, fontSize=14, leading=24, alignment=1)
    parts: list[Flowable] = [Paragraph("附件：存在问题的应用名单（示例 example）", title)]
    for page in pages:
        parts += [_ruled(page, names), PageBreak()]
    margins = {"leftMargin": 36, "rightMargin": 36}
    SimpleDocTemplate(str(target), pagesize=A4, invariant=1, title="示例 example", **margins).build(parts)


def _parted(line: list[str], names: list[str]) -> tuple[list[str], list[str]]:
    """One row over a page border: the firm's last word and all but the first problem go to the next page."""
    there = [""] * len(line)
    firm, problem = names.index("developer"), names.index("problems")
    line[firm], there[firm] = line[firm][:-2], line[firm][-2:]
    line[problem], _, there[problem] = line[problem].partition("<br/>")
    return line, there


def _ruled(lines: list[list[str]], names: list[str]) -> Table:
    style = ParagraphStyle("cell", fontName=CID_FONT, fontSize=10, leading=14, wordWrap="CJK")
    cells = [[Paragraph(text, style) for text in line] for line in lines]
    rules = [("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")]
    return Table(cells, colWidths=[WIDTHS[name] for name in names], style=TableStyle(rules))


def _numbered(row: Mapping[str, str], field: str) -> str:
    parts = row[field].split("；") if field == "problems" else [row[field]]
    return "<br/>".join(f"{n}.{part}" for n, part in enumerate(parts, 1)) if len(parts) > 1 else parts[0]


def picture(name: str, target: Path) -> None:
    """The list as a ruled picture, as the regulator publishes it."""
    listed = rows(name)
    font = ImageFont.truetype(FONT, SIZE)
    lines = [{f: [heading] for f, heading in listed.headings}]
    lines += [
        {f: _wrapped(row[f], PIXELS[f] - 2 * PAD, font) for f, _ in listed.headings} for row in listed.rows
    ]
    heights = [max(map(len, line.values())) * LINE + 2 * PAD for line in lines]
    width = sum(PIXELS[f] for f, _ in listed.headings)
    image = Image.new("L", (width + 41, sum(heights) + 91), 255)
    draw = ImageDraw.Draw(image)
    draw.text((20, 16), "示例 example: replica, not an official picture", fill=0, font=font)
    top = 70
    for line, height in zip(lines, heights, strict=True):
        left = 20
        for field, texts in line.items():
            draw.rectangle((left, top, left + PIXELS[field], top + height), outline=0, width=2)
            first = top + (height - len(texts) * LINE) // 2
            for n, text in enumerate(texts):
                draw.text((left + PAD, first + n * LINE), text, fill=0, font=font)
            left += PIXELS[field]
        top += height
    image.quantize(16).save(target, optimize=True)


def poster(target: Path) -> None:
    """A picture that holds words and no list."""
    font = ImageFont.truetype(FONT, 2 * SIZE)
    image = Image.new("L", (900, 600), 255)
    draw = ImageDraw.Draw(image)
    for line, text in enumerate(("示例 example", "安装应用之前", "先读隐私政策")):
        draw.text((80, 90 + line * 140), text, fill=0, font=font)
    image.quantize(16).save(target, optimize=True)


def _wrapped(text: str, width: int, font: ImageFont.FreeTypeFont) -> list[str]:
    lines = [""]
    for letter in text:
        if font.getlength(lines[-1] + letter) > width:
            moved = lines[-1][-1] if letter in "；、。" else ""  # punctuation does not begin a line
            lines[-1] = lines[-1].removesuffix(moved)
            lines.append(moved)
        lines[-1] += letter
    return lines


def main() -> None:
    """Write everything."""
    pdfmetrics.registerFont(UnicodeCIDFont(CID_FONT))
    for name in PDFS:
        pdf(name, FOLDER / "files" / f"{name}.pdf")
    for name in PICTURES:
        picture(name, FOLDER / "files" / f"{name}.png")
    poster(FOLDER / "files" / "poster.png")
    office_files()
    write_truth()


def write_truth() -> None:
    """One line for each item."""
    lines = (json.dumps(truth(item), ensure_ascii=False) for item in load())
    (FOLDER / "truth.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
