"""PDF pages whose text runs sideways, landscape pages, and scans under a little text."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image, ImageChops
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas

from nlp.read import read
from store.crop import crop
from store.records import Box, Reading

ROWS = [
    ["序号", "应用名称", "应用开发者", "所涉问题"],
    ["1", "云帆记账", "杭州云帆网络科技有限公司", "账号注销难"],
    ["2", "青禾相册", "成都青禾信息技术有限公司", "账号注销难"],
]
TURNS = [(drawn, shown) for drawn in (0, 90, 180, 270) for shown in (0, 90)]


def list_page(drawn: int, shown: int) -> bytes:
    """A list drawn turned left by `drawn` degrees on a page that is shown turned right by `shown`."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(800, 800))
    page.translate(400, 400)
    page.rotate(drawn)
    page.translate(-400, -400)
    page.setFont("STSong-Light", 10)
    page.drawString(50, 720, "附件1")
    for r, row in enumerate(ROWS):
        for c, text in enumerate(row):
            page.rect(50 + c * 170, 650 - r * 30, 170, 30)
            page.drawString(60 + c * 170, 660 - r * 30, text)
    page.setPageRotation(shown)
    page.showPage()
    page.save()
    return out.getvalue()


def texts(reading: Reading) -> list[list[str]]:
    return [[cell.text for cell in row] for table in reading.tables for row in table.rows()]


@pytest.mark.parametrize(("drawn", "shown"), TURNS)
def test_a_list_is_read_however_its_page_is_turned(drawn: int, shown: int) -> None:
    reading = read(list_page(drawn, shown), "a.pdf")
    assert texts(reading) == ROWS
    assert reading.text == "附件1"


def test_the_place_of_a_cell_is_on_the_page_as_it_is_shown() -> None:
    for drawn, shown in TURNS:
        body = list_page(drawn, shown)
        box = read(body, "a.pdf").tables[0].rows()[1][2].box
        assert box is not None
        inside = Box(x0=box.x0 + 2, y0=box.y0 + 2, x1=box.x1 - 2, y1=box.y1 - 2)
        cut = Image.open(io.BytesIO(crop(body, "application/pdf", 1, inside, bare=True))).convert("L")
        ink = ImageChops.invert(cut).getbbox()
        assert ink is not None
        upright = (drawn - shown) % 180 == 0
        assert (ink[2] - ink[0] > 5 * (ink[3] - ink[1])) == upright


@pytest.mark.parametrize("shown", [0, 90])
def test_the_place_of_a_cell_counts_from_the_corner_of_what_its_page_shows(shown: int) -> None:
    whole, cut = pypdfium2.PdfDocument(list_page(0, shown)), io.BytesIO()
    whole[0].set_cropbox(30, 100, 780, 760)
    whole.save(cut)
    before, after = (read(body, "a.pdf") for body in (list_page(0, shown), cut.getvalue()))
    assert (texts(after), after.text) == (ROWS, "附件1")
    one, two = before.tables[0].cells[5].box, after.tables[0].cells[5].box
    assert one is not None and two is not None
    left, top = (30, 40) if shown == 0 else (100, 30)
    assert (two.x0, two.y0) == pytest.approx((one.x0 - left, one.y0 - top), abs=0.2)


def test_a_scan_with_a_page_number_over_it_is_read_from_its_pixels() -> None:
    scan = pypdfium2.PdfDocument(list_page(0, 0))[0].render(scale=2).to_pil()
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(800, 800))
    page.drawImage(ImageReader(scan), 0, 0, 800, 800)
    page.drawString(400, 20, "page 1 of 1")
    page.showPage()
    page.save()
    reading = read(out.getvalue(), "a.pdf")
    assert texts(reading) == ROWS
    assert all(cell.confidence and cell.page == 1 for cell in reading.tables[0].cells)
