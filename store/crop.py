"""The place on a page or picture that proves a value, cut out as a picture, with the place framed."""

from __future__ import annotations

import io
import threading

import pypdfium2
from PIL import Image, ImageDraw, UnidentifiedImageError

from store.records import Box

MARGIN = 0.35  # of the place's own height, at least LEAST, is shown around it
LEAST = 12.0
ASIDE = 6.0  # times the margin to the left and right, so that the row is told
SCALE = 2.0  # pixels for a point of a PDF page
WIDEST = 1600  # pixels of the picture that is given
MOST_PIXELS = 120_000_000  # of a picture that is opened
FRAME = (178, 60, 42)
_PDFIUM = threading.Lock()  # it is not made for threads


class NoCrop(Exception):
    """The place cannot be shown; the text says why."""


def crop(body: bytes, media_type: str, page: int, box: Box, bare: bool = False) -> bytes:
    """A PNG of `box` and what is around it, the box framed; `bare`: of the box alone.

    The box is in points of PDF page `page` (from 1) as it is shown, turned, or in pixels of a picture; origin top left.
    Raises NoCrop where the file is no PDF or picture, is broken, or has no such place.
    """
    try:
        if media_type == "application/pdf":
            picture, place = _of_pdf(body, page, box, bare)
        else:
            picture, place = _of_picture(body, box, bare)
    except (
        pypdfium2.PdfiumError, UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError
    ) as error:  # fmt: skip
        raise NoCrop(f"the file cannot be shown: {error}") from error
    if not bare:
        ImageDraw.Draw(picture).rectangle(place, outline=FRAME, width=2)
    picture.thumbnail((WIDEST, WIDEST))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _around(box: Box, width: float, height: float, bare: bool) -> Box:
    """The box with its surroundings, inside the page."""
    margin = 0.0 if bare else max(LEAST, MARGIN * (box.y1 - box.y0))
    found = Box(
        x0=max(0.0, box.x0 - ASIDE * margin),
        y0=max(0.0, box.y0 - margin),
        x1=min(width, box.x1 + ASIDE * margin),
        y1=min(height, box.y1 + margin),
    )
    if found.x1 - found.x0 < 1 or found.y1 - found.y0 < 1:
        raise NoCrop("the place lies outside the page")
    return found


def _of_pdf(
    body: bytes, number: int, box: Box, bare: bool
) -> tuple[Image.Image, tuple[float, float, float, float]]:
    with _PDFIUM, pypdfium2.PdfDocument(body) as document:
        if not 1 <= number <= len(document):
            raise NoCrop(f"the file has no page {number}")
        page = document[number - 1]
        width, height = page.get_size()
        whole = _around(box, width, height, bare)
        scale = min(SCALE, 2 * WIDEST / (whole.x1 - whole.x0), 2 * WIDEST / (whole.y1 - whole.y0))
        sides = (whole.x0, height - whole.y1, width - whole.x1, whole.y0)  # left, bottom, right, top
        picture = page.render(scale=scale, crop=sides).to_pil().convert("RGB")
    return picture, _place(box, whole, scale)


def _of_picture(body: bytes, box: Box, bare: bool) -> tuple[Image.Image, tuple[float, float, float, float]]:
    with Image.open(io.BytesIO(body)) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise NoCrop(f"the picture is too large to be opened: {picture.width} × {picture.height}")
        whole = _around(box, picture.width, picture.height, bare)
        part = picture.crop((int(whole.x0), int(whole.y0), int(whole.x1), int(whole.y1))).convert("RGB")
    return part, _place(box, whole, 1.0)


def _place(box: Box, whole: Box, scale: float) -> tuple[float, float, float, float]:
    return (
        (box.x0 - whole.x0) * scale, (box.y0 - whole.y0) * scale, (box.x1 - whole.x0) * scale, (box.y1 - whole.y0) * scale,
    )  # fmt: skip
