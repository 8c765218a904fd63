"""The place of a cell as a small PNG, so that a person can see what was read. Depends on no other reader."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image

from store.records import Box

MOST_PIXELS = 60_000_000
MOST_SIDE = 1600  # of the PNG
SHARPNESS = 2.5  # pixels per point of a PDF page
PDF = "application/pdf"


class CannotCrop(ValueError):
    """The file, page or place is none that a picture can be cut from; the text says why."""


def crop(body: bytes, media_type: str, page: int | None, box: Box, margin: float = 12.0) -> bytes:
    """A PNG of `box` and `margin` around it, at most MOST_SIDE pixels a side.

    `box` and `margin` are in points of the 1-based `page` of a PDF as it is shown (turned, cut to its crop box), in
    pixels of a picture; the origin is the top left. Raises CannotCrop.
    """
    try:
        cut = _of_pdf(body, page or 1, box, margin) if media_type == PDF else _of_picture(body, box, margin)
    except (Image.DecompressionBombError, pypdfium2.PdfiumError, OSError, SyntaxError, IndexError) as error:
        raise CannotCrop(f"the file cannot be shown ({type(error).__name__})") from error
    cut.thumbnail((MOST_SIDE, MOST_SIDE))
    out = io.BytesIO()
    cut.save(out, "PNG")
    return out.getvalue()


def _around(box: Box, margin: float, width: float, height: float) -> tuple[float, float, float, float]:
    """The box with its margin, within the page."""
    x0, y0 = max(0.0, box.x0 - margin), max(0.0, box.y0 - margin)
    x1, y1 = min(width, box.x1 + margin), min(height, box.y1 + margin)
    if x1 - x0 < 1 or y1 - y0 < 1:
        raise CannotCrop("the place is not on the page")
    return x0, y0, x1, y1


def _of_picture(body: bytes, box: Box, margin: float) -> Image.Image:
    with Image.open(io.BytesIO(body)) as image:
        if image.width * image.height > MOST_PIXELS:
            raise CannotCrop(f"the picture is {image.width} x {image.height} pixels")
        x0, y0, x1, y1 = _around(box, margin, image.width, image.height)
        return image.convert("RGB").crop((int(x0), int(y0), round(x1), round(y1)))


def _of_pdf(body: bytes, number: int, box: Box, margin: float) -> Image.Image:
    document = pypdfium2.PdfDocument(body)
    try:
        if not 1 <= number <= len(document):
            raise CannotCrop(f"the PDF has no page {number}")
        page = document[number - 1]
        width, height = page.get_size()
        x0, y0, x1, y1 = _around(box, margin, width, height)
        scale = min(SHARPNESS, MOST_SIDE / max(x1 - x0, y1 - y0))
        sides = (x0, height - y1, width - x1, y0)  # left, bottom, right, top: what is cut away
        image: Image.Image = page.render(scale=scale, crop=sides).to_pil()
        return image.convert("RGB")
    finally:
        document.close()
