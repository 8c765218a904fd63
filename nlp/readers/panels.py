"""Filled areas behind a whole PDF page, whose ends are no rules of the list in front of them."""

from __future__ import annotations

from pdfplumber.page import Page

MARGIN = 3.0  # points by which a panel stands out left and right of everything on it
MOST = 4  # panels behind each other
_PAINTED = ("line", "rect", "curve")


def drop_panels(page: Page) -> None:
    """Takes the areas out of a page's drawings that hold all others between margins.

    Browsers print the background of a page so. Where a list fills a page from top to bottom, the panel's ends would
    give it a blank column on each side.
    """
    rects = page.objects.get("rect", [])
    others = [other for kind in _PAINTED for other in page.objects.get(kind, [])]
    for _ in range(min(MOST, len(others) - 1)):
        panel = min(others, key=lambda other: float(other["x0"]))
        rest = [other for other in others if other is not panel]
        left = min(float(other["x0"]) for other in rest) - float(panel["x0"])
        right = float(panel["x1"]) - max(float(other["x1"]) for other in rest)
        if panel["object_type"] != "rect" or panel["stroke"] or min(left, right) < MARGIN:
            break
        rects.remove(panel)
        page.flush_cache(["_rect_edges", "_edges"])
        others = rest
