"""Whether a PDF page is a scan: a picture of a page, perhaps with a little text or unseen text over it."""

from __future__ import annotations

from itertools import islice

import pypdfium2
import pypdfium2.raw
from pdfplumber.page import Page

LEAST_SIGNS = 5
FEW_SIGNS = 60  # a page number or stamp over a scan
LEAST_COVER = 0.6
FEW_EDGES = 8
SAMPLE = 20
_UNSEEN = 3  # PDF's text rendering mode


def is_scan(page: Page, drawn: pypdfium2.PdfPage, text: str) -> bool:
    """Whether the page must be read from its pixels."""
    signs = len("".join(text.split()))
    if signs < LEAST_SIGNS:
        return bool(page.images or page.rects or page.curves)
    if _cover(page) < LEAST_COVER or len(page.edges) > FEW_EDGES:
        return False
    return signs < FEW_SIGNS or _is_unseen(drawn)


def _cover(page: Page) -> float:
    """The share of the page that pictures take."""
    width, height = float(page.width), float(page.height)
    covered = sum(
        max(0.0, min(image["x1"], width) - max(image["x0"], 0.0))
        * max(0.0, min(image["bottom"], height) - max(image["top"], 0.0))
        for image in page.images
    )
    return float(covered) / max(width * height, 1.0)


def _is_unseen(drawn: pypdfium2.PdfPage) -> bool:
    """Whether the page's text is the unseen layer that a scanner's program adds."""
    texts = drawn.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=2)
    modes = [pypdfium2.raw.FPDFTextObj_GetTextRenderMode(text) for text in islice(texts, SAMPLE)]
    return bool(modes) and all(mode == _UNSEEN for mode in modes)
