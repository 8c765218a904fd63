"""The virus response centre: a home page of links whose addresses hold the day, news pages in plain paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.replica.items import Item
from tests.replica.lists import body
from tests.replica.web import Answer, Place, Request, fill, html, missing

INDEX = "/zxdt/zxdt-1.htm"


def answer(request: Request, place: Place, items: Sequence[Item]) -> Answer:
    """What the site answers."""
    if request.path in (INDEX, "/"):
        rows = [
            f'<li><a href="{place.path(item.path)}">{escape(item.title)}</a><span>{item.published[:10]}</span></li>'
            for item in items
        ]
        raw = {"rows": "\n".join(rows), "next": ""}
        return html(fill("rows.html", raw, site="国家计算机病毒应急处理中心", box="list"))
    item = next((item for item in items if item.path == request.path), None)
    if item is None:
        return missing()
    raw = {"body": body(item, place)}
    return html(
        fill("cverc_article.html", raw, title=item.title, day=item.published[:10], source=item.source)
    )
