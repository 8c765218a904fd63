"""PDF pages whose text does not run level as they are shown: turned for reading, places turned back."""

from __future__ import annotations

import io
import math
from collections import Counter

import pypdfium2
import pypdfium2.raw

from store.records import Box

SAMPLE = 200


def level_rotation(textpage: pypdfium2.PdfTextPage) -> int:
    """The page rotation (0, 90, 180, 270) in which most of its signs stand upright."""
    count = textpage.count_chars()
    votes: Counter[int] = Counter()
    for i in range(0, count, max(1, count // SAMPLE)):
        if not chr(pypdfium2.raw.FPDFText_GetUnicode(textpage, i)).isspace():
            degrees = math.degrees(pypdfium2.raw.FPDFText_GetCharAngle(textpage, i))
            votes[-round(degrees / 90) % 4 * 90] += 1
    return votes.most_common(1)[0][0] if votes else 0


def turned(body: bytes, number: int, rotation: int) -> bytes:
    """A PDF of one page of another, with another rotation."""
    source, made = pypdfium2.PdfDocument(body), pypdfium2.PdfDocument.new()
    try:
        made.import_pages(source, [number - 1])
        made[0].set_rotation(rotation)
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()
    finally:
        made.close()
        source.close()


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
