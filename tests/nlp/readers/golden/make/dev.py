"""The development half: readers may be tuned on it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.nlp.readers.golden.make import drawn, layouts, printed, sheets, shown, web, word
from tests.nlp.readers.golden.make.golden import Golden
from tests.nlp.readers.golden.make.grids import Doc, Grid
from tests.nlp.readers.golden.make.layouts import MIIT
from tests.nlp.readers.golden.make.names import Maker

NO_STORE = ["number=序号", "app=APP名称", "version=版本号", "developer=企业名称", "problems=主要问题"]
FIRM_FIRST = [
    "number=序号",
    "developer=运营者",
    "app=软件名称",
    "version=应用版本",
    "store=分发平台",
    "problems=存在问题",
]
PLACED = [
    *("number=序号", "region=属地", "app=应用名称", "developer=备案主体", "filing_number=APP备案号"),
    *("version=版本信息", "store=来源", "problems=问题项"),
]
NO_FIRM = ["number=序号", "app=应用名称", "version=版本", "store=应用来源", "problems=问题类型"]
CAC = [
    "number=编号",
    "app=名称",
    "category=应用类别",
    "developer=运营者",
    "version=版本号",
    "problems=主要问题",
]
SDK = ["number=序号", "app=SDK名称", "developer=开发者", "version=SDK版本", "problems=所涉问题"]
GONE = ["number=序号", "app=应用名称", "developer=开发者名称", "version=应用版本", "store=应用来源"]
SECTIONS = ["一、网上购物类", "二、学习教育类", "三、实用工具类"]
ANNEX, VERSION = ("附件1", "", "", "", ""), ("3.7.5", "", "", "", "")
TAIL, TERM = ("业版", "络科技有限公司", "", "", ""), ("实用工具", "2021年10月22日前完成整改", "", "", "")
SHIFTED = ("杭州泠榆网络技术有限公司", "VIVO应用商店", "", "", "浙ICP备16000001号-5A")
SLIPPED = ("1.1.3", "小泠洗车管理端", "", "", "")


def files() -> Iterator[Golden]:
    m = Maker("dev")
    yield from _web(m)
    yield from _office(m)
    yield from _printed(m)
    yield from _pictures(m)
    yield from _without(m)
    yield _radicals(m)
    yield from shown.files()


def _web(m: Maker) -> Iterator[Golden]:
    def made(name: str, doc: Doc, style: str) -> Golden:
        return Golden(
            name + ".html",
            "html",
            f"by hand, {style}",
            doc,
            web.page(doc, style).encode("gb18030" if style == "gb" else "utf-8"),
        )

    yield made("plain", layouts.plain(m, "h1", MIIT, 12), "plain")
    yield made("problem-rows", layouts.spans(m, "h2", NO_STORE, 8), "nested")
    yield made("word-merged", layouts.merged(m, "h3", CAC, 9, "category"), "mso")
    yield made("placed", layouts.plain(m, "h4", PLACED, 8, "1."), "wrapped")
    captions = ["附件1 某部抽查发现的APP名单", "附件2 某省通信管理局抽查发现的APP名单"]
    yield made("two-issuers", layouts.two(m, "h5", MIIT, MIIT, captions, [5, 4]), "gb")
    yield made("sections", layouts.sections(m, "h6", FIRM_FIRST, SECTIONS, 3), "nested")
    yield made("title-and-note", layouts.title_row(m, "h7", NO_FIRM, 7, "注：以上名单排名不分先后。"), "mso")
    yield made("two-row-header", layouts.stacked_header(m, "h8", 6), "plain")
    yield made("swapped", layouts.shuffled(m, "h9", 6), "wrapped")
    yield made("bad-rows", layouts.malformed(m, "h10", MIIT, 9, {3: ANNEX, 6: VERSION, 8: TERM}), "nested")
    yield made(
        "bad-shifted",
        layouts.malformed(m, "h11", MIIT, 8, {2: SHIFTED, 5: SLIPPED}, {5: "小泠洗车管理端"}),
        "mso",
    )


def _radicals(m: Maker) -> Golden:
    """Text copied from a PDF: radicals of U+2E80-2FDF in place of the ideographs they look like."""
    doc = layouts.plain(m, "h13", MIIT, 9, most=3)
    looks = str.maketrans("人用户行长大小心手自目西马风网", "⼈⽤⼾⾏⻓⼤⼩⼼⼿⾃⽬⻄⻢⻛⽹")
    body = web.page(doc, "nested").translate(looks)
    return Golden("radicals.html", "html", "by hand, radicals", doc, body.encode())


def _office(m: Maker) -> Iterator[Golden]:
    def made(name: str, doc: Doc, by: str, body: bytes) -> Golden:
        carrier = name.rsplit(".", 1)[1]
        return Golden(name, carrier, by, doc, body)

    doc = layouts.plain(m, "w1", MIIT, 10, "1、")
    yield made("numbered.docx", doc, "python-docx", word.by_python_docx(doc, paragraphs=True))
    doc = layouts.spans(m, "w2", FIRM_FIRST, 7)
    yield made("problem-rows.docx", doc, "python-docx", word.by_python_docx(doc))
    doc = layouts.merged(m, "w3", CAC, 9, "category")
    yield made("merged.docx", doc, "raw XML", word.raw(doc))
    doc = layouts.two(m, "w4", MIIT, SDK, ["附件1 存在问题的APP名单", "附件2 存在问题的SDK名单"], [5, 4])
    yield made("apps-and-sdks.docx", doc, "python-docx", word.by_python_docx(doc))
    doc = layouts.plain(m, "w5", NO_STORE, 6)
    yield made("tracked.docx", doc, "raw XML", word.raw(doc, tracked=True))
    doc = layouts.malformed(m, "w6", MIIT, 8, {3: TAIL, 7: ANNEX})
    yield made("bad-rows.docx", doc, "python-docx", word.by_python_docx(doc))
    doc = layouts.title_row(m, "x1", MIIT, 12)
    yield made("title-row.xlsx", doc, "openpyxl", sheets.by_openpyxl(doc))
    doc = layouts.two(m, "x2", MIIT, GONE, ["附件1 被通报的APP名单", "附件2 予以下架的APP名单"], [6, 5])
    yield made("two-sheets.xlsx", doc, "openpyxl", sheets.by_openpyxl(doc))
    doc = layouts.spans(m, "x3", PLACED, 6)
    yield made("problem-rows.xlsx", doc, "openpyxl", sheets.by_openpyxl(doc))
    doc = layouts.malformed(m, "x4", MIIT, 8, {4: VERSION, 6: SLIPPED}, {6: "小泠洗车管理端"})
    yield made("bad-rows.xlsx", doc, "openpyxl", sheets.by_openpyxl(doc))
    doc = layouts.plain(m, "s1", MIIT, 10)
    yield made("plain.xls", doc, "xlwt", sheets.by_xlwt(doc))
    doc = layouts.spans(m, "s2", NO_STORE, 7)
    yield made("problem-rows.xls", doc, "xlwt", sheets.by_xlwt(doc, numeric=True))
    doc = layouts.malformed(m, "s3", MIIT, 8, {2: TERM, 5: SHIFTED})
    yield made("bad-rows.xls", doc, "xlwt", sheets.by_xlwt(doc))


def _printed(m: Maker) -> Iterator[Golden]:
    doc = layouts.plain(m, "p1", MIIT, 24)
    yield Golden("header-once.pdf", "ruled pdf", "reportlab", doc, printed.by_reportlab(doc))
    doc = layouts.plain(m, "p2", MIIT, 22, "1.", most=3, odd=0)
    yield Golden(
        "torn-rows.pdf",
        "ruled pdf",
        "reportlab",
        doc,
        printed.by_reportlab(doc, font=printed.KAI, torn=True, size=10),
    )
    doc = layouts.two(m, "p3", MIIT, SDK, ["附件1 存在问题的APP名单", "附件2 存在问题的SDK名单"], [10, 9])
    yield Golden("apps-and-sdks.pdf", "ruled pdf", "reportlab", doc, printed.by_reportlab(doc, wide=True))
    doc = layouts.spans(m, "p4", FIRM_FIRST, 9)
    yield Golden("problem-rows.pdf", "ruled pdf", "reportlab", doc, printed.by_reportlab(doc))
    doc = layouts.merged(m, "p5", CAC, 15, "category")
    yield Golden("merged.pdf", "ruled pdf", "fpdf2", doc, printed.by_fpdf(doc))
    doc = layouts.plain(m, "p6", PLACED, 26)
    yield Golden("header-repeated.pdf", "ruled pdf", "fpdf2", doc, printed.by_fpdf(doc, size=8, repeat=1))
    doc = layouts.malformed(m, "p7", MIIT, 10, {3: ANNEX, 6: TAIL, 9: VERSION})
    yield Golden("bad-rows.pdf", "ruled pdf", "reportlab", doc, printed.by_reportlab(doc))
    doc = layouts.plain(m, "u1", MIIT, 14)
    yield Golden(
        "unruled.pdf", "unruled pdf", "reportlab", doc, printed.by_reportlab(doc, ruled=False, padding=5)
    )
    doc = layouts.plain(m, "u2", NO_STORE, 12)
    yield Golden("unruled-fpdf.pdf", "unruled pdf", "fpdf2", doc, printed.by_fpdf(doc, "NONE"))
    doc = layouts.plain(m, "u3", CAC, 12)
    yield Golden("lines-only.pdf", "unruled pdf", "fpdf2", doc, printed.by_fpdf(doc, "HORIZONTAL_LINES"))


def _pictures(m: Maker) -> Iterator[Golden]:
    doc = layouts.plain(m, "i1", CAC, 7)
    yield Golden("ruled.png", "sharp picture", "Pillow", doc, drawn.png(drawn.draw(doc)))
    doc = layouts.plain(m, "i2", NO_STORE, 6)
    yield Golden(
        "zebra.png",
        "sharp picture",
        "Pillow",
        doc,
        drawn.png(drawn.draw(doc, ruled=False, zebra=True, font=printed.NOTO_SANS)),
    )
    doc = layouts.merged(m, "i3", CAC, 6, "category")
    yield Golden(
        "merged.png", "sharp picture", "Pillow", doc, drawn.png(drawn.draw(doc, font=printed.NOTO_SERIF))
    )
    yield _over_three(m)
    doc = layouts.plain(m, "i5", NO_STORE, 8)
    tall = drawn.draw(doc, size=36, margin=60, pad=200)
    yield Golden("tall.png", "sharp picture", "Pillow", doc, drawn.png(drawn.on_tall_page(tall, 9000), 8))
    doc = layouts.plain(m, "d1", MIIT, 6)
    yield Golden(
        "blurred.jpg",
        "degraded picture",
        "Pillow, blurred, JPEG 35",
        doc,
        drawn.jpeg(drawn.blur(drawn.draw(doc))),
    )
    doc = layouts.plain(m, "d2", NO_STORE, 6)
    yield Golden(
        "turned.jpg",
        "degraded picture",
        "Pillow, turned 1.5 degrees",
        doc,
        drawn.jpeg(drawn.turn(drawn.draw(doc), 1.5), 60),
    )
    doc = layouts.plain(m, "d3", CAC, 6)
    page = drawn.noise(drawn.draw(doc, shaded=False), 3)
    yield Golden("scan.pdf", "degraded picture", "Pillow, scanner noise, PDF", doc, printed.scan([page]))
    doc = layouts.plain(m, "d4", NO_FIRM, 6)
    yield Golden(
        "faint.png", "degraded picture", "Pillow, low contrast", doc, drawn.png(drawn.fade(drawn.draw(doc)))
    )
    doc = layouts.malformed(m, "d5", MIIT, 6, {4: ANNEX})
    yield Golden("bad-scan.jpg", "degraded picture", "Pillow, JPEG 50", doc, drawn.jpeg(drawn.draw(doc), 50))


def _over_three(m: Maker) -> Golden:
    """One list cut into three pictures, the header on the first only."""
    doc = layouts.plain(m, "i4", CAC, 9)
    grid = doc.blocks[1]
    assert isinstance(grid, Grid)
    parts = [grid.rows[:4], grid.rows[4:7], grid.rows[7:]]
    bodies = []
    for i, rows in enumerate(parts):
        part = Doc(doc.title if i == 0 else "", [Grid(rows, grid.widths)], [])
        bodies.append(drawn.png(drawn.draw(part, width=1100, size=20)))
    return Golden("three.png", "sharp picture", "Pillow", doc, bodies[0], bodies[1:])


def _without(m: Maker) -> Iterator[Golden]:
    none = Doc("", [], [])
    yield Golden("photo.jpg", "picture without a list", "Pillow", none, drawn.jpeg(drawn.photo(1), 70))
    yield Golden("code.png", "picture without a list", "Pillow", none, drawn.png(drawn.code(1), 2))
    yield Golden("logo.png", "picture without a list", "Pillow", none, drawn.png(drawn.logo()))
    lines = ["守护个人信息", "APP违规收集 我来说不", "发现问题请拨打举报电话"]
    yield Golden("poster.png", "picture without a list", "Pillow", none, drawn.png(drawn.poster(lines)))
    chart = drawn.chart(["违规收集", "索取权限", "账号注销", "误导用户"], [41, 28, 19, 12])
    yield Golden("chart.png", "picture without a list", "Pillow", none, drawn.png(chart))
