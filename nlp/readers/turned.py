"""PDF pages whose text does not run level as they are shown, or that show a part of their sheet: set right for reading."""

from __future__ import annotations

import io
import math
from collections import Counter

import pypdfium2
import pypdfium2.raw

from store.records import Box

SAMPLE = 200
CORNER = 0.5  # points from a sheet's corner that are none


def level_rotation(textpage: pypdfium2.PdfTextPage) -> int:
    """The page rotation (0, 90, 180, 270) in which most of its signs stand upright."""
    count = textpage.count_chars()
    votes: Counter[int] = Counter()
    for i in range(0, count, max(1, count // SAMPLE)):
        if not chr(pypdfium2.raw.FPDFText_GetUnicode(textpage, i)).isspace():
            degrees = math.degrees(pypdfium2.raw.FPDFText_GetCharAngle(textpage, i))
            votes[-round(degrees / 90) % 4 * 90] += 1
    return votes.most_common(1)[0][0] if votes else 0


def is_cropped(page: pypdfium2.PdfPage) -> bool:
    """Whether what a page shows does not begin in the corners of its sheet from which places are counted."""
    left, bottom, _, top = _shown(page)
    end: float = page.get_mediabox()[3]
    return max(abs(left), abs(bottom), abs(top - end)) > CORNER


def _shown(page: pypdfium2.PdfPage) -> tuple[float, float, float, float]:
    """The left, bottom, right and top of the part of its sheet that a page shows."""
    sheet, cut = page.get_mediabox(), page.get_cropbox()
    left, bottom, right, top = (*map(max, sheet[:2], cut[:2]), *map(min, sheet[2:], cut[2:]))
    return (left, bottom, right, top) if left < right and bottom < top else sheet


def turned(body: bytes, number: int, rotation: int) -> bytes:
    """A PDF of what one page of another shows, with another rotation."""
    source, made = pypdfium2.PdfDocument(body), pypdfium2.PdfDocument.new()
    try:
        made.import_pages(source, [number - 1])
        page = made[0]
        page.set_rotation(rotation)
        if is_cropped(page):
            _to_corner(page)
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()
    finally:
        made.close()
        source.close()


def _to_corner(page: pypdfium2.PdfPage) -> None:
    """Moves what a page shows to the corner of its sheet, which becomes as large as that."""
    left, bottom, right, top = _shown(page)
    move = pypdfium2.raw.FS_MATRIX(1, 0, 0, 1, -left, -bottom)
    clip = pypdfium2.raw.FS_RECTF(0, top - bottom, right - left, 0)
    pypdfium2.raw.FPDFPage_TransFormWithClip(page, move, clip)
    page.set_mediabox(0, 0, right - left, top - bottom)
    page.set_cropbox(0, 0, right - left, top - bottom)


def turned_back(box: Box, turn: int, width: float, height: float) -> Box:
    """A place on a page that was turned right by `turn` degrees, on the page of this size as it is shown."""
    if turn == 90:
        x0, y0, x1, y1 = box.y0, height - box.x1, box.y1, height - box.x0
    elif turn == 180:
        x0, y0, x1, y1 = width - box.x1, height - box.y1, width - box.x0, height - box.y0
    elif turn == 270:
        x0, y0, x1, y1 = width - box.y1, box.x0, width - box.y0, box.x1
    else:
        return box
    return Box(x0=round(x0, 1), y0=round(y0, 1), x1=round(x1, 1), y1=round(y1, 1))
