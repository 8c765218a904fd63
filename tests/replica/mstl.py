"""The test centre: nothing without a Referer, numbered pages, lists as running text, old notices gone from the list."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.replica.items import Item
from tests.replica.lists import body
from tests.replica.web import Answer, Place, Request, fill, html, missing

SIZE = 3
FOLDER = "/html/news/"


def answer(request: Request, place: Place, items: Sequence[Item]) -> Answer:
    """What the site answers."""
    if not request.headers.get("referer"):
        return Answer(b"")
    pages = max(1, -(-len(items) // SIZE))
    for no in range(1, pages + 1):
        if request.path == FOLDER + _page(no):
            return html(_list(no, pages, items, place))
    item = next((item for item in items if item.path == request.path), None)
    if item is None:
        return missing()
    return html(
        fill("mstl_article.html", {"body": body(item, place)}, title=item.title, day=item.published[:10])
    )


def _page(no: int) -> str:
    return f"index_{no}.html" if no > 1 else "index.html"


def _list(no: int, pages: int, items: Sequence[Item], place: Place) -> str:
    rows = [
        f'<li><a href="{place.path(item.path)}" title="{escape(item.title)}">{escape(item.title)}</a>'
        f"<span>{item.published[:10]}</span></li>"
        for item in items[(no - 1) * SIZE : no * SIZE]
    ]
    others = "".join(f'<a href="{place.path(FOLDER + _page(n))}">{n}</a>' for n in range(1, pages + 1))
    counted = f"共 {len(items)} 条记录 当前页次 {no}/{pages} 页 {others}"
    return fill("rows.html", {"rows": "\n".join(rows), "next": counted}, site="检测中心", box="list")
