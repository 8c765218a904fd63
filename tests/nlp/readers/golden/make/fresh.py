"""The fresh half: no reader is ever fitted to it. Which file is what."""

from __future__ import annotations

from collections.abc import Iterator

from tests.nlp.readers.golden.make import browsed, drawn, fresh_office, fresh_paper, fresh_web
from tests.nlp.readers.golden.make import fresh_layouts as lay
from tests.nlp.readers.golden.make.fresh_layouts import CAC, FILED, FIRM_FIRST, MIIT, NO_FIRM, NO_STORE, SDK
from tests.nlp.readers.golden.make.golden import Golden
from tests.nlp.readers.golden.make.grids import Doc
from tests.nlp.readers.golden.make.invented import Inventor

APPS_SDKS = ("附件1 存在问题的APP名单", "附件2 存在问题的SDK名单")
PROVINCES = ("表一：甲省通信管理局通报名单", "表二：乙市通信管理局通报名单")
PRINT = (
    "@page{size:A4;margin:22mm 17mm} body{font:11.5px/1.45 'Noto Sans CJK SC';margin:0} h1{font-size:19px;text-align:center}"
    "table{width:100%;border-collapse:collapse;table-layout:fixed} th,td{padding:4px 5px;overflow-wrap:anywhere}"
    "th{font-weight:bold} td{text-align:center} tr{break-inside:avoid}"
)
BOXES = "th,td{border:0.75pt solid #000}"
LEFT = "th,td{text-align:left;vertical-align:top}"
ONCE = "thead{display:table-row-group}"
THIN = "th,h1{font-weight:normal}"
SONG = "body{font-family:'AR PL SungtiL GB'}" + THIN
KAI = "body{font-family:'AR PL KaitiM GB'}" + THIN
HEI = "body{font-family:'WenQuanYi Zen Hei'}"
LYING = "@page{size:A4 landscape}"
FOOT = "@page{@bottom-center{content:'- ' counter(page) ' -';font-size:10px}}"


def files() -> Iterator[Golden]:
    m = Inventor()
    yield from _web(m)
    yield from _office(m)
    yield from _printed(m)
    yield from _unruled(m)
    yield from _pictures(m)
    yield from _degraded(m)
    yield from _without()
    yield from _more(m)


def _web(m: Inventor) -> Iterator[Golden]:
    def made(name: str, doc: Doc, style: str, encoding: str = "utf-8") -> Golden:
        return Golden(name, "html", f"by hand, {style}", doc, fresh_web.served(doc, style).encode(encoding))

    yield made("exported.html", lay.listing(m.rows(14), MIIT, "1、", note="联系电话：12300"), "mso")
    yield made("pasted.html", lay.listing(m.rows(11, most=3), NO_FIRM, "1."), "spans")
    first, second = ((caption, m.rows(n), MIIT) for caption, n in zip(PROVINCES, (8, 7), strict=True))
    yield made("provinces.html", lay.pair(first, second), "spans")
    yield made("each-problem.html", lay.by_problem(m.rows(9, most=3), FIRM_FIRST), "mso")
    gone = lay.spoiled(lay.listing(m.rows(18), NO_STORE, "①"), 7, ["2026年9月30日前完成整改", "", "", ""])
    yield made("capitals.html", gone, "old", "gbk")


def _office(m: Inventor) -> Iterator[Golden]:
    doc = lay.listing(m.rows(16), FILED)
    yield Golden("filed.docx", "docx", "python-docx", doc, fresh_office.docx(doc, landscape=True))
    doc = lay.pair((APPS_SDKS[0], m.rows(9), MIIT), (APPS_SDKS[1], lay.sdks(m.rows(6)), SDK))
    yield Golden("two-annexes.docx", "docx", "python-docx", doc, fresh_office.docx(doc))
    doc = lay.listing(m.rows(12, most=3), CAC, "1.")
    yield Golden(
        "titled.docx",
        "docx",
        "python-docx",
        doc,
        fresh_office.docx(doc, title_in_table=True, paragraphs=True),
    )
    doc = lay.listing(m.rows(15), MIIT, "（1）", note="注：排名不分先后")
    doc = lay.spoiled(doc, 6, ["华为应用市场", "4.2.1", "违规收集个人信息", "", ""])
    yield Golden("lead.xlsx", "xlsx", "openpyxl", doc, fresh_office.xlsx(doc, lead=True))
    doc = lay.grouped(m.rows(12), FIRM_FIRST, "developer", [1, 3, 2, 1, 4, 1])
    yield Golden("same-firm.xlsx", "xlsx", "openpyxl", doc, fresh_office.xlsx(doc, lead=True))
    doc = lay.listing(m.rows(17, most=3), NO_STORE, "1、")
    yield Golden("lead.xls", "xls", "xlwt", doc, fresh_office.xls(doc, lead=True))
    doc = lay.by_problem(m.rows(8, most=3), MIIT)
    yield Golden("each-problem.xls", "xls", "xlwt", doc, fresh_office.xls(doc))


def _printed(m: Inventor) -> Iterator[Golden]:
    def browser(name: str, doc: Doc, css: str) -> Golden:
        return Golden(
            name, "ruled pdf", "chromium", doc, browsed.by_chromium(fresh_web.page(doc, PRINT + BOXES + css))
        )

    def weasy(name: str, doc: Doc, css: str) -> Golden:
        return Golden(
            name,
            "ruled pdf",
            "weasyprint",
            doc,
            browsed.by_weasyprint(fresh_web.page(doc, PRINT + BOXES + css)),
        )

    yield browser("pages.pdf", lay.listing(m.rows(30), MIIT), HEI)
    yield weasy("pages-once.pdf", lay.listing(m.rows(28), NO_STORE, "1."), ONCE + SONG + FOOT)
    yield browser("lying.pdf", lay.listing(m.rows(20), FILED), LYING + LEFT + HEI)
    two = lay.pair((APPS_SDKS[0], m.rows(12), FIRM_FIRST), (APPS_SDKS[1], lay.sdks(m.rows(9)), SDK))
    yield weasy("two-annexes.pdf", two, FOOT)
    yield browser("kinds.pdf", lay.grouped(m.rows(13), CAC, "category", [4, 2, 5, 2]), SONG)
    doc = lay.by_problem(m.rows(14, most=3), MIIT)
    yield Golden("each-problem.pdf", "ruled pdf", "reportlab", doc, fresh_paper.pdf(doc, repeat=True))
    doc = lay.listing(m.rows(26, most=3), NO_FIRM, "①")
    yield Golden(
        "suite.pdf",
        "ruled pdf",
        "reportlab",
        doc,
        fresh_paper.pdf(doc, runs=True, torn=True, middle=False, size=12),
    )


def _unruled(m: Inventor) -> Iterator[Golden]:
    lines = PRINT + LEFT + "th,td{border-bottom:0.5pt solid #888;padding:7px 6px}"
    doc = lay.listing(m.rows(15), NO_STORE)
    body = browsed.by_weasyprint(fresh_web.page(doc, lines + KAI))
    yield Golden("row-lines.pdf", "unruled pdf", "weasyprint", doc, body)
    three = (
        PRINT
        + LEFT
        + "table{border-top:1.5pt solid #000;border-bottom:1.5pt solid #000} th{border-bottom:0.75pt solid #000}"
    )
    doc = lay.listing(m.rows(13), NO_FIRM)
    body = browsed.by_chromium(fresh_web.page(doc, three + HEI + "th,td{padding:8px 8px}"))
    yield Golden("three-lines.pdf", "unruled pdf", "chromium", doc, body)
    doc = lay.listing(m.rows(16), MIIT)
    yield Golden(
        "bare.pdf", "unruled pdf", "reportlab", doc, fresh_paper.pdf(doc, ruled=False, middle=False, pad=6)
    )


def _pictures(m: Inventor) -> Iterator[Golden]:
    def shot(name: str, doc: Doc, css: str, height: int) -> Golden:
        body = fresh_web.photographed(fresh_web.page(doc, fresh_web.SCREEN + css), 1080, height, 1.5)
        return Golden(
            name, "sharp picture", "chromium", doc, drawn.png(fresh_paper.trimmed(drawn.opened(body)), 24)
        )

    noto = "body{font:18px 'Noto Sans CJK SC'}"
    zenhei = "body{font:19px 'WenQuanYi Zen Hei'}"
    yield shot("boxes.png", lay.listing(m.rows(10, True), CAC), noto + "th,td{border:1px solid #222}", 1080)
    yield shot(
        "row-lines.png",
        lay.listing(m.rows(9, True), NO_STORE),
        zenhei + LEFT + "th,td{border-bottom:1px solid #999}",
        900,
    )
    shaded = "th{background:#2f5496;color:#fff} tr:nth-child(even) td{background:#dde6f3}"
    yield shot("shaded.png", lay.listing(m.rows(9, True), MIIT), noto + LEFT + shaded, 1000)
    doc = lay.listing(m.rows(12, True), MIIT)
    yield Golden("drawn.png", "sharp picture", "Pillow", doc, drawn.png(fresh_paper.picture(doc), 16))
    doc = lay.listing(m.rows(8, True), NO_FIRM)
    bare = fresh_paper.picture(doc, font=fresh_paper.NOTO, rules="none", pad=16)
    yield Golden("bare.png", "sharp picture", "Pillow", doc, drawn.png(bare, 16))


def _degraded(m: Inventor) -> Iterator[Golden]:
    doc = lay.listing(m.rows(9, True), CAC)
    page = drawn.blur(fresh_paper.picture(doc, width=1400, size=28), 1.0)
    yield Golden("blurred.jpg", "degraded picture", "Pillow", doc, drawn.jpeg(page, 45))
    doc = lay.listing(m.rows(10, True), NO_STORE)
    page = drawn.noise(drawn.turn(fresh_paper.picture(doc, width=1400, size=28), 0.8), 5, 10, 400)
    yield Golden("scanned.jpg", "degraded picture", "Pillow", doc, drawn.jpeg(page, 40))
    doc = lay.listing(m.rows(8, True), MIIT)
    page = drawn.turn(fresh_paper.picture(doc, width=1500, size=28, font=fresh_paper.NOTO), -1.0)
    yield Golden("turned.jpg", "degraded picture", "Pillow", doc, drawn.jpeg(page, 30))


def _without() -> Iterator[Golden]:
    none = Doc("", [], [])
    names = ["用户提交投诉", "平台核实情况", "答复处理结果", "主管部门受理", "督促企业整改", "公布处理情况"]
    yield Golden("seal.png", "picture without a list", "Pillow", none, drawn.png(fresh_paper.seal()))
    yield Golden("steps.png", "picture without a list", "Pillow", none, drawn.png(fresh_paper.steps(names)))
    yield Golden(
        "banner.jpg", "picture without a list", "Pillow", none, drawn.jpeg(fresh_paper.skyline(4), 80)
    )


def _more(m: Inventor) -> Iterator[Golden]:
    """Rarer layouts; last, so that the rows of the others stay as they are."""
    doc = lay.by_problem(m.rows(8, most=3), NO_FIRM)
    yield Golden("each-problem.docx", "docx", "python-docx", doc, fresh_office.docx(doc))
    doc = lay.sectioned(m.rows(12), NO_STORE, ["一、即时通信类", "二、求职招聘类", "三、拍摄美化类"])
    yield Golden("kinds.html", "html", "by hand, old", doc, fresh_web.served(doc, "old").encode("gbk"))
    doc = lay.listing(lay.with_gaps(m.rows(10), {"version": [2, 7], "store": [7]}), FIRM_FIRST)
    yield Golden("gaps.html", "html", "by hand, mso", doc, fresh_web.served(doc, "mso").encode())
    doc = lay.listing(lay.with_gaps(m.rows(14), {"version": [4, 5], "developer": [9]}), MIIT)
    yield Golden(
        "gaps.pdf",
        "ruled pdf",
        "chromium",
        doc,
        browsed.by_chromium(fresh_web.page(doc, PRINT + BOXES + HEI)),
    )
    doc = lay.stacked(m.rows(18), NO_STORE, "应用基本信息", 1, 3)
    body = browsed.by_weasyprint(fresh_web.page(doc, PRINT + BOXES + SONG))
    yield Golden("stacked.pdf", "ruled pdf", "weasyprint", doc, body)
    torn = PRINT + BOXES + HEI + LEFT + "tr{break-inside:auto} td{font-size:16px}"
    doc = lay.listing(m.rows(22, most=4), NO_FIRM, "1、")
    yield Golden("torn.pdf", "ruled pdf", "weasyprint", doc, browsed.by_weasyprint(fresh_web.page(doc, torn)))
    zebra = PRINT + HEI + "tr:nth-child(even) td,th{background:#e4ecf7;-webkit-print-color-adjust:exact}"
    doc = lay.listing(m.rows(16), NO_STORE)
    body = browsed.by_chromium(fresh_web.page(doc, zebra + "th,td{padding:7px 8px}"))
    yield Golden("zebra.pdf", "unruled pdf", "chromium", doc, body)
    yield _in_parts(m)
    doc = lay.grouped(m.rows(11, True), CAC, "category", [3, 1, 4, 3])
    yield Golden(
        "kinds.png", "sharp picture", "Pillow", doc, drawn.png(fresh_paper.picture(doc, width=1400), 16)
    )
    doc = lay.listing(m.rows(9, True), NO_FIRM)
    page = drawn.fade(drawn.rescale(fresh_paper.picture(doc, width=1400, size=30), 0.7), 70, 235)
    yield Golden("faded.jpg", "degraded picture", "Pillow", doc, drawn.jpeg(page, 50))


def _in_parts(m: Inventor) -> Golden:
    """One list cut into two pictures, the header in each."""
    rows = m.rows(14, True)
    whole = lay.listing(rows, CAC)
    halves = [lay.listing(rows[:8], CAC), lay.listing(rows[8:], CAC, title="")]
    bodies = [drawn.png(fresh_paper.picture(half, width=1400), 16) for half in halves]
    return Golden("parts.png", "sharp picture", "Pillow", whole, bodies[0], bodies[1:])
