"""The place that proves a value can be seen: a piece of the page or picture, with the place framed."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image, ImageDraw

from store.crop import FRAME, WIDEST, NoCrop, crop
from store.records import Box

INK = (0, 90, 200)


def picture() -> bytes:
    """White, with one blue cell at 400, 300."""
    page = Image.new("RGB", (1000, 800), "white")
    ImageDraw.Draw(page).rectangle((400, 300, 480, 330), fill=INK)
    out = io.BytesIO()
    page.save(out, "PNG")
    return out.getvalue()


def pdf() -> bytes:
    """The same picture as the second of two pages."""
    document = pypdfium2.PdfDocument.new()
    document.new_page(500, 400)
    page = document.new_page(1000, 800)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.from_pil(Image.open(io.BytesIO(picture()))))
    image.set_matrix(pypdfium2.PdfMatrix().scale(1000, 800))
    page.insert_obj(image)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("body", "kind", "page"), [(picture(), "image/png", 1), (pdf(), "application/pdf", 2)]
)
def test_the_cell_is_in_the_picture_framed_with_what_is_around_it(body: bytes, kind: str, page: int) -> None:
    shown = Image.open(io.BytesIO(crop(body, kind, page, Box(x0=400, y0=300, x1=480, y1=330))))
    colours = {colour for _, colour in shown.convert("RGB").getcolors(10**6) or []}
    assert {INK, FRAME, (255, 255, 255)} <= colours
    middle = shown.convert("RGB").getpixel((shown.width // 2, shown.height // 2))
    assert middle == INK
    assert shown.width > 2 * shown.height, "the row beside the cell is seen, not the whole page"


def test_a_large_place_is_made_smaller() -> None:
    out = io.BytesIO()
    Image.new("RGB", (5000, 900), "white").save(out, "PNG")
    shown = Image.open(io.BytesIO(crop(out.getvalue(), "image/png", 1, Box(x0=0, y0=0, x1=5000, y1=900))))
    assert max(shown.size) == WIDEST


@pytest.mark.parametrize(
    ("body", "kind", "page", "box"),
    [
        (b"<html>", "text/html", 1, Box(x0=0, y0=0, x1=9, y1=9)),
        (b"%PDF-1.4 broken", "application/pdf", 1, Box(x0=0, y0=0, x1=9, y1=9)),
        (picture()[:200], "image/png", 1, Box(x0=0, y0=0, x1=9, y1=9)),
        (pdf(), "application/pdf", 3, Box(x0=0, y0=0, x1=9, y1=9)),
        (picture(), "image/png", 1, Box(x0=5000, y0=5000, x1=5009, y1=5009)),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_reason(body: bytes, kind: str, page: int, box: Box) -> None:
    with pytest.raises(NoCrop, match=r"\w"):
        crop(body, kind, page, box)


def test_a_picture_too_large_to_open_is_refused_unopened() -> None:
    huge = Image.new("1", (20_000, 20_000))
    out = io.BytesIO()
    huge.save(out, "PNG")
    with pytest.raises(NoCrop):
        crop(out.getvalue(), "image/png", 1, Box(x0=0, y0=0, x1=9, y1=9))
