"""The second part of the development half: PDF by other hands than the first, ruled and unruled.

`python -m tests.nlp.readers.golden.make.foreign [FILE …]` adds its files to the half and to its truth.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.nlp.readers.golden.make import browsed as b
from tests.nlp.readers.golden.make import layouts, plotted
from tests.nlp.readers.golden.make.dev import CAC, FIRM_FIRST, GONE, NO_FIRM, NO_STORE, PLACED, SDK, SECTIONS
from tests.nlp.readers.golden.make.golden import Golden, add
from tests.nlp.readers.golden.make.grids import Doc
from tests.nlp.readers.golden.make.layouts import MIIT
from tests.nlp.readers.golden.make.names import Maker

HALF = Path(__file__).resolve().parents[1] / "dev"
SIGNED = "某省通信管理局 2026年3月2日"
CAPTIONS = ["附件1 存在问题的APP名单", "附件2 存在问题的SDK名单"]
GONE_CAPTIONS = ["表1 未按要求整改的APP", "表2 予以下架的APP"]


def ruled() -> Iterator[tuple[str, str, Doc, str, str]]:
    """Name, printer, document, look and the line behind the table."""
    m = Maker("dev")
    yield "c-collapsed", "c", layouts.plain(m, "f1", MIIT, 40), b.NOTO + b.COLLAPSED + b.WHOLE, ""
    yield (
        "c-separate",
        "c",
        layouts.plain(m, "f2", FIRM_FIRST, 26, "1."),
        b.SEPARATE + b.TOP + b.WHOLE,
        SIGNED,
    )
    yield (
        "c-hairline",
        "c",
        layouts.plain(m, "f3", PLACED, 30),
        b.HAIRLINE + b.LANDSCAPE + b.ONCE + b.WHOLE,
        "",
    )
    yield (
        "c-dotted",
        "c",
        layouts.plain(m, "f4", NO_STORE, 24),
        b.ZENHEI + b.DOTTED + b.MIDDLE + b.WHOLE,
        SIGNED,
    )
    yield "c-dashed", "c", layouts.plain(m, "f5", CAC, 24, most=3), b.DASHED + b.ONCE + b.WHOLE, ""
    yield "c-background", "c", layouts.plain(m, "f6", MIIT, 24), b.ZENHEI + b.BACKGROUND + b.WHOLE, ""
    padded = b.COLLAPSED + b.MIDDLE + "td,th{padding:14px 4px}" + b.NUMBERED + b.WHOLE
    yield "c-padded", "c", layouts.plain(m, "f7", MIIT, 24), padded, SIGNED
    yield "c-spans", "c", layouts.spans(m, "f8", FIRM_FIRST, 16), b.COLLAPSED + b.MIDDLE, ""
    just = b.NOTO + b.COLLAPSED + "td{text-align:justify;letter-spacing:2px;text-align-last:left}" + b.WHOLE
    yield "c-spaced", "c", layouts.plain(m, "f9", MIIT, 20, most=3), just, ""
    torn = b.COLLAPSED + b.ONCE + b.TEARING + "td{font-size:15px}"
    yield "c-torn", "c", layouts.plain(m, "f10", MIIT, 24, most=3, odd=0), torn, ""
    torn = b.KAI + b.COLLAPSED + b.TEARING + b.NUMBERED + "td{font-size:16px}"
    yield "c-torn-repeated", "c", layouts.plain(m, "f11", NO_STORE, 26, "1.", most=4, odd=0), torn, ""
    two = layouts.two(m, "f12b", MIIT, SDK, CAPTIONS, [16, 15])
    yield "c-two", "c", two, b.COLLAPSED + b.NUMBERED + b.WHOLE, SIGNED
    two = layouts.two(m, "f13", MIIT, GONE, GONE_CAPTIONS, [5, 20])
    yield "c-two-short", "c", two, b.DOUBLE + b.WHOLE, ""
    yield "c-merged", "c", layouts.merged(m, "f14", CAC, 21, "category"), b.COLLAPSED + b.ONCE, ""
    yield "c-sections", "c", layouts.sections(m, "f15", NO_STORE, SECTIONS, 8), b.COLLAPSED + b.WHOLE, ""
    yield "c-stacked", "c", layouts.stacked_header(m, "f16", 22), b.COLLAPSED + b.MIDDLE + b.WHOLE, ""
    yield (
        "c-note",
        "c",
        layouts.title_row(m, "f17", NO_FIRM, 9, "注：以上名单排名不分先后。"),
        b.COLLAPSED,
        "",
    )
    yield "w-collapsed", "w", layouts.plain(m, "f18", MIIT, 30), b.COLLAPSED + b.WHOLE + b.NUMBERED, SIGNED
    yield "w-torn", "w", layouts.plain(m, "f19", FIRM_FIRST, 26, most=3, odd=0), b.COLLAPSED + b.ONCE, ""
    yield "w-separate", "w", layouts.plain(m, "f20", CAC, 20, "①"), b.SEPARATE + b.MIDDLE, ""


def unruled() -> Iterator[tuple[str, str, Doc, str, str]]:
    m = Maker("dev")
    wide = b.BARE + "td,th{padding:6px 12px}" + b.TOP + b.WHOLE
    yield "c-bare-wide", "c", layouts.plain(m, "g1", NO_STORE, 30), wide, SIGNED
    narrow = b.ZENHEI + b.BARE + "td,th{padding:4px 3px}" + b.WHOLE + b.TOP
    yield "c-bare-narrow", "c", layouts.plain(m, "g2", MIIT, 30), narrow, ""
    middle = b.BARE + "td,th{padding:5px 6px}" + b.MIDDLE + b.WHOLE + b.ONCE + b.NUMBERED
    yield "c-bare-middle", "c", layouts.plain(m, "g3", CAC, 40), middle, SIGNED
    yield "c-zebra", "c", layouts.plain(m, "g4", MIIT, 30), b.KAI + b.SHADED + b.WHOLE + b.NUMBERED, ""
    yield "c-lines", "c", layouts.plain(m, "g5", NO_STORE, 30), b.LINES + b.WHOLE, SIGNED
    yield (
        "c-three-lines",
        "c",
        layouts.plain(m, "g6", FIRM_FIRST, 12),
        b.NOTO + b.THREE_LINES + b.TOP + b.WHOLE,
        SIGNED,
    )
    yield "w-bare", "w", layouts.plain(m, "g7", MIIT, 26), b.BARE + b.MIDDLE + "td{padding:7px 5px}", ""
    yield "w-lines", "w", layouts.plain(m, "g8", CAC, 26), b.LINES + b.MIDDLE, SIGNED


def files() -> Iterator[Golden]:
    for carrier, kinds in (("ruled pdf", ruled()), ("unruled pdf", unruled())):
        for name, by, doc, css, after in kinds:
            html = b.page(doc, css, after)
            body = b.by_chromium(html) if by == "c" else b.by_weasyprint(html)
            yield Golden(f"{name}.pdf", carrier, "Chromium" if by == "c" else "WeasyPrint", doc, body)
    m = Maker("dev")
    doc = layouts.plain(m, "k1", MIIT, 18)
    yield Golden("m-table.pdf", "ruled pdf", "matplotlib table", doc, plotted.by_matplotlib_table(doc))
    doc = layouts.plain(m, "k2", NO_STORE, 18)
    yield Golden(
        "m-open.pdf", "unruled pdf", "matplotlib table", doc, plotted.by_matplotlib_table(doc, "open")
    )
    drawn = [("segments", "signs", MIIT), ("dashes", "lines", CAC), ("bars", "pieces", NO_STORE)]
    drawn += [("doubled", "pieces", FIRM_FIRST), ("picture", "lines", MIIT), ("none", "signs", CAC)]
    for i, (rules, runs, heads) in enumerate(drawn):
        doc = layouts.plain(m, f"l{i}", heads, 28)
        carrier = "unruled pdf" if rules in ("none", "picture") else "ruled pdf"
        yield Golden(
            f"d-{rules}.pdf", carrier, "MuPDF", doc, plotted.by_mupdf(doc, rules, runs, middle=i % 2 == 0)
        )


if __name__ == "__main__":
    wanted = sys.argv[1:]
    made = [one for one in files() if not wanted or one.name in wanted]
    add(HALF, made)
    print(json.dumps([one.name for one in made]))
