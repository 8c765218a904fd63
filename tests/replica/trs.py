"""A TRS site, as provincial internet offices have it: numbered list pages, days in file names, files beside pages."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.replica.items import Item, file
from tests.replica.lists import body
from tests.replica.web import Answer, Place, Request, fill, html, missing

SIZE = 4
NAME = "江苏省互联网信息办公室"


def answer(request: Request, place: Place, items: Sequence[Item]) -> Answer:
    """What the site answers."""
    folder, _, name = request.path.rpartition("/")
    shown = [item for item in items if item.column == f"{folder}/"]
    pages = max(1, -(-len(shown) // SIZE))
    for no in range(pages):
        if shown and (name or _page(0)) == _page(no):
            return html(_list(no, pages, shown[no * SIZE : (no + 1) * SIZE], place))
    for item in items:
        if request.path in item.files:
            return file(item, request.path)
        if request.path == item.path:
            return html(_article(item, place))
    return missing()


def _page(no: int) -> str:
    return f"index_{no}.shtml" if no else "index.shtml"


def _list(no: int, pages: int, items: Sequence[Item], place: Place) -> str:
    rows = [
        f'<li><a href="{_link(item, place)}" title="{escape(item.title)}">{escape(item.title)}</a>'
        f"<span>{item.published[:10]}</span></li>"
        for item in items
    ]
    following = f'<a href="{_page(no + 1)}">下一页</a>' if no + 1 < pages else ""
    raw = {"rows": "\n".join(rows), "next": following}
    return fill("rows.html", raw, site=NAME, box="news-list")


def _link(item: Item, place: Place) -> str:
    """Relative within the column; some rows lead to an account's article on another host."""
    elsewhere = item.twins.get("wechat")
    return elsewhere or f"./{item.path.removeprefix(item.column)}"


def _article(item: Item, place: Place) -> str:
    raw = {"body": body(item, place)}
    return fill(
        "trs_article.html", raw, title=item.title, published=item.published, source=item.source or NAME
    )
