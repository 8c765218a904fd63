"""The test half: layouts and generators that the development half does not have; readers are never tuned on it."""

from __future__ import annotations

from collections.abc import Iterator

from tests.nlp.readers.golden.make import browser, drawn, layouts, printed, sheets, web, word
from tests.nlp.readers.golden.make.golden import Golden
from tests.nlp.readers.golden.make.grids import Cell, Doc, Grid
from tests.nlp.readers.golden.make.layouts import MIIT
from tests.nlp.readers.golden.make.names import App, Maker

OWNER = [
    "number=编号",
    "app=软件名称",
    "developer=主办者",
    "version=版本信息",
    "store=分发平台",
    "problems=涉及问题",
]
SPACED = [
    "number=序 号",
    "app=应用\n名称",
    "developer=应用\n开发者",
    "version=应用\n版本",
    "store=来 源",
    "problems=所涉\n问题",
]
REGION = [
    "region=省份",
    "number=序号",
    "app=APP名称",
    "developer=开发者名称",
    "version=版本号",
    "problems=问题",
]
FILED = [
    "number=序号",
    "app=应用名称",
    "filing_number=备案编号",
    "developer=企业名称",
    "version=应用版本",
    "problems=涉及问题",
]
LATE = ["number=序号", "app=应用名称", "version=版本信息", "problems=所涉问题", "developer=应用开发者"]
STATED = ["number=序号", "app=应用名称", "developer=开发企业", "version=应用版本", "outcome=整改情况"]
BRIEF = ["number=序号", "app=软件名称", "developer=运营单位", "problems=主要问题"]
SHADED = browser.RULED + browser.HEAD
ZEBRA = browser.UNRULED + browser.HEAD + browser.ZEBRA
GROUPS = ["（一）违规收集个人信息", "（二）账号注销难", "（三）未公开收集使用规则"]
PROVINCES = ["附件1 甲省通信管理局检测发现的APP", "附件2 乙省通信管理局检测发现的APP"]
REMOVED = ["附件1 存在问题的APP名单", "附件2 未按要求完成整改予以下架的APP名单"]
LETTER = ("责令改正通知书", "", "", "", "")
HEADING = ("APP强制、频繁、过度索取权限", "", "", "", "")
TORN = ("SDK", "技有限公司", "", "", "")
MOVED = ("2.0.8", "小漪停车商户端", "", "", "")
DATED = ("生活服务", "2022年3月18日前完成整改", "", "", "")


def files() -> Iterator[Golden]:
    m = Maker("test")
    yield from _web(m)
    yield from _office(m)
    yield from _printed(m)
    yield from _pictures(m)
    yield from _without(m)


def _web(m: Maker) -> Iterator[Golden]:
    def made(name: str, doc: Doc, style: str) -> Golden:
        code = "gb18030" if style == "gb" else "utf-8"
        return Golden(f"{name}.html", "html", f"by hand, {style}", doc, web.page(doc, style).encode(code))

    yield made("owner", layouts.plain(m, "h1", OWNER, 11, "①"), "unclosed")
    yield made("spaced-headings", layouts.plain(m, "h2", SPACED, 7), "mso")
    yield made("one-firm-many-apps", layouts.merged(m, "h3", OWNER, 8, "developer", 2), "nested")
    yield made("region-first", layouts.merged(m, "h4", REGION, 9, "region", 4), "gb")
    yield made("three-tables", _three(m), "unclosed")
    yield made("named-and-removed", layouts.two(m, "h6", OWNER, STATED, REMOVED, [5, 4]), "mso")
    yield made("firm-last", layouts.spans(m, "h7", LATE, 6), "unclosed")
    yield made("blank-cells", _blanks(m, "h8", MIIT, 8), "wrapped")
    yield made("two-provinces-mso", layouts.two(m, "h9", FILED, FILED, PROVINCES, [4, 5]), "nested")
    bad = {2: LETTER, 5: HEADING, 7: DATED}
    yield made("bad-rows", layouts.malformed(m, "h10", MIIT, 8, bad), "unclosed")


def _three(m: Maker) -> Doc:
    """A table for each problem, which stands in the line above it and not in the table."""
    doc = Doc("", [], [])
    for i, name in enumerate(GROUPS):
        rows = [App(**(vars(r) | {"problems": [name[3:]]})) for r in m.rows(f"h5 {i}", 3)]
        doc.blocks += [
            name,
            Grid([layouts.header(MIIT[:5]), *layouts.body(rows, MIIT[:5])], layouts.widths(MIIT[:5])),
        ]
        doc.lists.append(layouts.truth(rows, MIIT[:5]))
    return doc


def _blanks(m: Maker, seed: str, heads: layouts.Heads, count: int) -> Doc:
    """Cells left empty where a firm or a version is not known."""
    rows = [
        App(**(vars(r) | ({"version": ""} if i % 3 == 1 else {}))) for i, r in enumerate(m.rows(seed, count))
    ]
    rows[3] = App(**(vars(rows[3]) | {"store": ""}))
    grid = Grid([layouts.header(heads), *layouts.body(rows, heads)], layouts.widths(heads))
    return Doc(layouts.TITLE, [grid], [layouts.truth(rows, heads)])


def _office(m: Maker) -> Iterator[Golden]:
    def made(name: str, by: str, doc: Doc, body: bytes) -> Golden:
        return Golden(name, name.rsplit(".", 1)[1], by, doc, body)

    doc = layouts.plain(m, "w1", OWNER, 9, "（1）")
    yield made("owner.docx", "raw XML, content controls", doc, word.raw(doc, control=True))
    doc = layouts.title_row(m, "w2", SPACED, 7, "注：本名单由检测机构提供。")
    yield made("title-and-note.docx", "raw XML", doc, word.raw(doc))
    doc = layouts.spans(m, "w3", LATE, 6)
    yield made("firm-last.docx", "raw XML, tracked changes", doc, word.raw(doc, tracked=True))
    doc = layouts.stacked_header(m, "w4", 6)
    yield made("two-row-header.docx", "raw XML", doc, word.raw(doc))
    doc = layouts.malformed(m, "w5", MIIT, 8, {3: TORN, 6: MOVED}, {6: "小漪停车商户端"})
    yield made("bad-rows.docx", "raw XML", doc, word.raw(doc))
    doc = layouts.plain(m, "x1", FILED, 11, "1、")
    yield made("filed.xlsx", "XlsxWriter, rich text", doc, sheets.by_xlsxwriter(doc, rich=True))
    doc = layouts.two(m, "x2", OWNER, STATED, REMOVED, [6, 5])
    yield made("hidden-sheet.xlsx", "XlsxWriter, hidden sheet", doc, sheets.by_xlsxwriter(doc, hidden=True))
    doc = layouts.sections(m, "x3", BRIEF, ["一、用车服务", "二、旅游服务", "三、问诊挂号"], 3)
    yield made("sections.xlsx", "XlsxWriter", doc, sheets.by_xlsxwriter(doc))
    doc = layouts.malformed(m, "x4", MIIT, 7, {2: HEADING, 5: LETTER})
    yield made("bad-rows.xlsx", "XlsxWriter", doc, sheets.by_xlsxwriter(doc))
    doc = layouts.merged(m, "s1", REGION, 9, "region", 3)
    yield made("region-first.xls", "xlwt", doc, sheets.by_xlwt(doc))
    doc = layouts.two(m, "s2", FILED, FILED, PROVINCES, [6, 5])
    yield made("two-sheets.xls", "xlwt, numbers", doc, sheets.by_xlwt(doc, numeric=True))


def _printed(m: Maker) -> Iterator[Golden]:
    doc = layouts.plain(m, "p1", MIIT, 36, "；", most=3)
    yield Golden("long.pdf", "ruled pdf", "Chromium", doc, browser.printed(doc))
    doc = layouts.spans(m, "p2", LATE, 12)
    yield Golden("firm-last.pdf", "ruled pdf", "Chromium", doc, browser.printed(doc, font="Noto Sans CJK SC"))
    doc = layouts.two(m, "p3", FILED, FILED, PROVINCES, [9, 8])
    yield Golden(
        "two-provinces.pdf", "ruled pdf", "Chromium", doc, browser.printed(doc, font="AR PL UMing CN")
    )
    doc = layouts.plain(m, "p4", OWNER, 14)
    yield Golden("figure.pdf", "ruled pdf", "matplotlib, Type 42", doc, printed.by_matplotlib(doc))
    doc = layouts.plain(m, "p5", BRIEF, 14)
    yield Golden("figure-3.pdf", "ruled pdf", "matplotlib, Type 3", doc, printed.by_matplotlib(doc, subset=3))
    doc = layouts.merged(m, "p6", REGION, 14, "region", 5)
    yield Golden(
        "region-first.pdf",
        "ruled pdf",
        "Chromium, shaded",
        doc,
        browser.printed(doc, browser.RULED + browser.HEAD),
    )
    doc = layouts.malformed(m, "p7", MIIT, 9, {3: LETTER, 5: TORN, 8: DATED})
    yield Golden("bad-rows.pdf", "ruled pdf", "Chromium", doc, browser.printed(doc))
    doc = layouts.plain(m, "u1", OWNER, 14)
    yield Golden("unruled.pdf", "unruled pdf", "Chromium", doc, browser.printed(doc, browser.UNRULED))
    doc = layouts.plain(m, "u2", BRIEF, 14)
    yield Golden(
        "zebra.pdf",
        "unruled pdf",
        "Chromium, zebra",
        doc,
        browser.printed(doc, ZEBRA),
    )
    doc = layouts.plain(m, "u3", FILED, 12)
    yield Golden(
        "figure-unruled.pdf",
        "unruled pdf",
        "matplotlib, Type 42",
        doc,
        printed.by_matplotlib(doc, ruled=False),
    )


def _pictures(m: Maker) -> Iterator[Golden]:
    sharp, worn = "sharp picture", "degraded picture"
    doc = layouts.plain(m, "i1", OWNER, 7)
    yield Golden("shot.png", sharp, "Chromium", doc, browser.shot(doc))
    doc = layouts.plain(m, "i2", BRIEF, 7)
    yield Golden(
        "shot-zebra.png",
        sharp,
        "Chromium",
        doc,
        browser.shot(doc, browser.LINES + browser.HEAD + browser.ZEBRA),
    )
    doc = layouts.merged(m, "i3", REGION, 6, "region", 3)
    yield Golden("shot-region.png", sharp, "Chromium", doc, browser.shot(doc, SHADED, "WenQuanYi Zen Hei"))
    doc = layouts.plain(m, "i4", FILED, 6)
    yield Golden(
        "shot-unruled.png",
        sharp,
        "Chromium",
        doc,
        browser.shot(doc, browser.UNRULED, "Noto Serif CJK SC", 18),
    )
    doc = layouts.plain(m, "d1", OWNER, 6)
    yield Golden(
        "small.png",
        worn,
        "Chromium, scaled down and up",
        doc,
        drawn.png(drawn.rescale(drawn.opened(browser.shot(doc)), 0.62)),
    )
    doc = layouts.plain(m, "d2", BRIEF, 7)
    page = drawn.turn(drawn.draw(doc, font=printed.MING, size=24), -1.2)
    yield Golden(
        "skewed.pdf", worn, "Pillow, turned, noise, PDF", doc, printed.scan([drawn.noise(page, 5, 10)], 55)
    )
    doc = layouts.plain(m, "d3", LATE, 6)
    page = drawn.opened(browser.shot(doc, SHADED, "AR PL UMing CN", 18))
    yield Golden(
        "grey.jpg", worn, "Chromium, low contrast, JPEG 35", doc, drawn.jpeg(drawn.fade(page, 100, 230))
    )
    doc = layouts.malformed(m, "d4", MIIT, 6, {3: LETTER})
    page = drawn.blur(drawn.opened(browser.shot(doc)), 1.0)
    yield Golden("bad-blurred.jpg", worn, "Chromium, blurred, JPEG 50", doc, drawn.jpeg(page, 50))


def _without(m: Maker) -> Iterator[Golden]:
    none, carrier = Doc("", [], []), "picture without a list"
    yield Golden("photo.jpg", carrier, "Pillow", none, drawn.jpeg(drawn.photo(2), 70))
    lines = ["网络安全宣传周", "一、不随意授权", "二、不点陌生链接", "三、定期清理缓存"]
    yield Golden("poster.png", carrier, "Pillow", none, drawn.png(drawn.poster(lines, (20, 70, 150))))
    chart = drawn.chart(["一季度", "二季度", "三季度", "四季度"], [22, 31, 17, 30])
    yield Golden("chart.png", carrier, "Pillow", none, drawn.png(chart))
    steps = Grid(
        [[Cell(t, head=True) for t in ("步骤", "内容", "时间")]]
        + [
            [Cell(a), Cell(b), Cell(c)]
            for a, b, c in (("第一步", "自查自纠", "3月"), ("第二步", "集中检查", "4月"))
        ],
        [0.2, 0.5, 0.3],
    )
    doc = Doc("工作安排", [steps], [])
    yield Golden("schedule.png", carrier, "Chromium", doc, browser.shot(doc, width=700))
