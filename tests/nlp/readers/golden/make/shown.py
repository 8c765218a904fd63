"""The pictures of the development half that are photographed web pages and printed pages, whole and worn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from PIL import Image

from tests.nlp.readers.golden.make import drawn, layouts, photographed, scenes, screens
from tests.nlp.readers.golden.make.golden import Golden
from tests.nlp.readers.golden.make.grids import Doc, Grid
from tests.nlp.readers.golden.make.layouts import MIIT
from tests.nlp.readers.golden.make.names import Maker
from tests.nlp.readers.golden.make.printed import NOTO_SANS, ZENHEI
from tests.nlp.readers.golden.make.screens import Look

KIND = [
    *("category=应用类别", "number=序号", "app=APP名称", "developer=运营单位"),
    *("version=检测版本", "problems=违规情形"),
]
BROKEN = [
    *("number=序\n号", "app=应用\n名称", "developer=应用开\n发者", "store=应用\n来源"),
    *("version=应用\n版本", "problems=所涉\n问题"),
]
SHORT = ["number=序号", "app=应用名称", "version=版本", "problems=存在问题"]
FIRM = [
    "number=序号",
    "app=App名称",
    "developer=开发运营者",
    "version=版本号",
    "store=应用商店",
    "problems=主要问题",
]
SDK = ["number=序号", "app=SDK名称", "developer=SDK开发者", "version=SDK版本", "problems=所涉问题"]
SEAL = ["云川省通信管理局", "2026年3月2日"]
SERIF, MING, KAI, SONG = "Noto Serif CJK SC", "AR PL UMing CN", "AR PL KaitiM GB", "AR PL SungtiL GB"
HEI = "WenQuanYi Zen Hei"
Wear = Callable[[Image.Image], bytes]


def files() -> Iterator[Golden]:
    m = Maker("dev")
    yield from _ruled(m)
    yield from _open(m)
    yield from _odd(m)
    yield from _worn(m)
    yield from _without()


def _sharp(name: str, doc: Doc, look: Look, *end: str) -> Golden:
    body = drawn.png(screens.shot(doc, look, end), 48)
    return Golden(f"{name}.png", "sharp picture", "Chromium screen shot", doc, body)


def _ruled(m: Maker) -> Iterator[Golden]:
    yield _sharp("hairline", layouts.plain(m, "k1", MIIT, 8), Look(screens.HAIRLINE), *SEAL)
    look = Look(screens.DOTTED, KAI, 20, 1200)
    yield _sharp("dotted", layouts.plain(m, "k2", FIRM, 7), look)
    yield _sharp("apart", layouts.plain(m, "k3", MIIT, 7, "1."), Look(screens.APART, SERIF, 14, 900, 1.5))
    look = Look(screens.HAIRLINE, HEI, 13, 760, 2.0)
    yield _sharp("problem-rows", layouts.spans(m, "k4", FIRM, 6), look)
    look = Look("td,th{border:1px solid #000;text-align:center}", MING, 16, 1000)
    yield _sharp("spanned", layouts.merged(m, "k5", KIND, 8, "category"), look)


def _open(m: Maker) -> Iterator[Golden]:
    yield _sharp("bare", layouts.plain(m, "k6", FIRM, 8), Look(screens.WIDE, HEI, 16, 1240), *SEAL)
    yield _sharp("rules", layouts.plain(m, "k7", MIIT, 7, "1."), Look(screens.RULES, SERIF, 15, 1000))
    look = Look(screens.BLUE_HEAD, "Noto Sans CJK SC", 14, 900, 2.0)
    yield _sharp("dark-head", layouts.plain(m, "k8", MIIT, 8), look)
    yield _sharp("small", layouts.plain(m, "k9", FIRM, 12), Look(screens.NARROW, HEI, 11, 760))
    doc = layouts.plain(m, "k10", MIIT, 6)
    yield _sharp("long-names", doc, Look(screens.RULES, SERIF, 18, 760), *SEAL)
    yield _sharp("broken-head", layouts.plain(m, "k11", BROKEN, 8), Look(screens.GREEN_HEAD, width=820))
    yield _sharp(
        "three-lines", layouts.plain(m, "k12", FIRM, 7), Look(screens.THREE + screens.PALE, SERIF, 16, 1040)
    )
    yield _sharp("justified", layouts.plain(m, "k13", MIIT, 7, "；"), Look(screens.GREY_HEAD, SONG, 17, 1000))
    yield _sharp("upright", layouts.plain(m, "k14", FIRM, 7), Look(screens.UPRIGHT, size=15, width=980))


def _odd(m: Maker) -> Iterator[Golden]:
    doc = layouts.plain(m, "k15", SHORT, 8)
    yield _sharp("phone", doc, Look(screens.CARD, size=14, width=390, scale=2.0))
    yield _sharp("night", layouts.plain(m, "k16", FIRM, 7), Look(screens.NIGHT, size=15, width=1000))
    captions = ["附件1 存在问题的APP名单", "附件2 存在问题的SDK名单"]
    doc = layouts.two(m, "k17", MIIT, SDK, captions, [5, 4])
    yield _sharp("two-tables", doc, Look(screens.RULES, HEI, 15, 1000), *SEAL)
    yield _over_pictures(m)
    doc = layouts.merged(m, "k19", KIND, 6, "category")
    yield _sharp("open-spanned", doc, Look("td,th{border-bottom:1px solid #bbb}", width=980))
    doc = layouts.plain(m, "k20", MIIT, 9)
    image = screens.page_image(doc, Look(screens.THREE, SONG, 14), SEAL)
    for edges, font, seed in (("closed", ZENHEI, "k25"), ("horizontal", NOTO_SANS, "k26")):
        heads = MIIT if edges == "closed" else FIRM
        plot = layouts.plain(m, seed, heads, 7)
        body = drawn.png(photographed.table(plot, font, edges=edges), 16)
        yield Golden(f"plotted-{edges}.png", "sharp picture", "matplotlib", plot, body)
    yield Golden("page.png", "sharp picture", "Chromium PDF, rendered", doc, drawn.png(image, 16))


def _over_pictures(m: Maker) -> Golden:
    """One list without borders over three screen shots, the header on the first only."""
    doc = layouts.plain(m, "k18", FIRM, 9)
    grid = doc.blocks[1]
    assert isinstance(grid, Grid)
    bodies = []
    for i, rows in enumerate((grid.rows[:4], grid.rows[4:7], grid.rows[7:])):
        part = Doc(doc.title if i == 0 else "", [Grid(rows, grid.widths)], [])
        bodies.append(drawn.png(screens.shot(part, Look("", HEI, 16, 1080))))
    return Golden("series.png", "sharp picture", "Chromium screen shot", doc, bodies[0], bodies[1:])


def _worn(m: Maker) -> Iterator[Golden]:
    def made(name: str, doc: Doc, look: Look, how: str, wear: Wear) -> Golden:
        body = wear(screens.shot(doc, look, SEAL))
        return Golden(name, "degraded picture", f"Chromium screen shot, {how}", doc, body)

    bare, rules = Look(screens.WIDE, HEI, 18, 1240), Look(screens.RULES, SERIF, 18, 1100)
    yield made(
        "soft.jpg", layouts.plain(m, "k21", FIRM, 6), replace(bare, css=screens.BLUE_HEAD), "blurred, JPEG 40",
        lambda image: drawn.jpeg(drawn.blur(image, 0.7), 40),
    )  # fmt: skip
    yield made(
        "aslant.jpg", layouts.plain(m, "k22", FIRM, 6), bare, "turned 1 degree",
        lambda image: drawn.jpeg(drawn.turn(image, -1), 60),
    )  # fmt: skip
    yield made(
        "grainy.jpg", layouts.plain(m, "k23", MIIT, 6), rules, "noise",
        lambda image: drawn.jpeg(drawn.noise(image, 5), 40),
    )  # fmt: skip
    yield made(
        "shrunk.jpg", layouts.plain(m, "k24", MIIT, 6), Look(screens.HAIRLINE, HEI, 18, 1100), "0.7 and back",
        lambda image: drawn.jpeg(drawn.rescale(image, 0.7), 70),
    )  # fmt: skip


def _without() -> Iterator[Golden]:
    none = Doc("", [], [])
    for name in ("poster", "chart", "code", "view", "form"):
        page = getattr(scenes, name)()
        image = screens.photographed(page, 760)
        body = drawn.jpeg(image, 70) if name == "view" else drawn.png(image, 24)
        suffix = "jpg" if name == "view" else "png"
        yield Golden(f"web-{name}.{suffix}", "picture without a list", "Chromium screen shot", none, body)
