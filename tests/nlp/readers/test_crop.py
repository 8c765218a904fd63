"""A cell's place is cut from its page or picture, bounded in size."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from nlp.readers.crop import MOST_SIDE, CannotCrop, crop
from store.records import Box

MARK = Box(x0=100, y0=50, x1=140, y1=70)


def page_with_mark(rotation: int = 0) -> bytes:
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=A4)
    page.setPageRotation(rotation)
    page.setFillColorRGB(1, 0, 0)
    if rotation:  # shown turned right: the top left corner of what is seen is the page's bottom left
        page.rect(MARK.y0, MARK.x0, MARK.y1 - MARK.y0, MARK.x1 - MARK.x0, fill=1, stroke=0)
    else:
        page.rect(MARK.x0, A4[1] - MARK.y1, MARK.x1 - MARK.x0, MARK.y1 - MARK.y0, fill=1, stroke=0)
    page.showPage()
    page.save()
    return out.getvalue()


def picture_with_mark(size: tuple[int, int] = (400, 300)) -> bytes:
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((MARK.x0, MARK.y0, MARK.x1 - 1, MARK.y1 - 1), fill=(255, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGB")


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_place_on_a_pdf_page_is_cut_out_as_the_page_is_shown(rotation: int) -> None:
    cut = opened(crop(page_with_mark(rotation), "application/pdf", 1, MARK, margin=0))
    assert cut.size == (100, 50)
    assert cut.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0)) == (255, 0, 0)


def test_the_margin_shows_what_stands_around() -> None:
    cut = opened(crop(picture_with_mark(), "image/png", None, MARK, margin=10))
    assert cut.size == (60, 40)
    assert cut.getpixel((2, 2)) == (255, 255, 255)
    assert cut.getpixel((30, 20)) == (255, 0, 0)


def test_a_place_at_the_edge_stays_on_the_picture() -> None:
    corner = Box(x0=0, y0=0, x1=20, y1=20)
    assert opened(crop(picture_with_mark(), "image/png", None, corner, margin=10)).size == (30, 30)


def test_a_large_place_is_made_smaller() -> None:
    whole = Box(x0=0, y0=0, x1=5000, y1=900)
    assert max(opened(crop(picture_with_mark((5000, 900)), "image/png", None, whole)).size) == MOST_SIDE


@pytest.mark.parametrize(
    ("body", "media_type", "page", "box"),
    [
        (page_with_mark(), "application/pdf", 9, MARK),
        (b"%PDF-1.4 junk", "application/pdf", 1, MARK),
        (picture_with_mark(), "image/png", None, Box(x0=900, y0=10, x1=950, y1=20)),
        (b"junk", "image/png", None, MARK),
    ],
)
def test_what_cannot_be_cut_is_one_kind_of_error(
    body: bytes, media_type: str, page: int | None, box: Box
) -> None:
    with pytest.raises(CannotCrop):
        crop(body, media_type, page, box)
