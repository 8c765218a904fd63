"""A Hanweb site of a local market regulator: first rows as data in the page, the others by `dataproxy.jsp`."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.replica.items import Item, file
from tests.replica.lists import body
from tests.replica.web import Answer, Place, Request, fill, html, missing, xml

COLUMN = "/col/col1684/index.html"
PROXY = "/module/web/jpage/dataproxy.jsp"
SIZE, MOST = 3, 300
NAME = "示例市市场监督管理局"


def answer(request: Request, place: Place, items: Sequence[Item]) -> Answer:
    """What the site answers. Of the proxy's counters only `page` and `perpage` count."""
    if request.path == COLUMN:
        proxy = f"{place.path(PROXY)}?page=1&webid=12&path=/&columnid=1684&unitid=5417&perpage={SIZE}"
        raw = {"store": _store(1, SIZE, items, place), "proxy": escape(proxy)}
        return html(fill("dahan_list.html", raw, site=NAME))
    if request.path == PROXY:
        size = min(int(request.query.get("perpage", SIZE)), MOST)
        return xml(_store(int(request.query.get("page", 1)), size, items, place), "text/xml")
    for item in items:
        if request.path in item.files:
            return file(item, request.path)
        if request.path == item.path:
            raw = {"body": body(item, place)}
            named = item.source or NAME
            return html(
                fill("dahan_article.html", raw, title=item.title, published=item.published, source=named)
            )
    return missing()


def _store(page: int, size: int, items: Sequence[Item], place: Place) -> str:
    pages = max(1, -(-len(items) // size))
    records = "".join(
        f'<record><![CDATA[<li><a href="{place.path(item.path)}" title="{escape(item.title)}">'
        f"{escape(item.title)}</a><b>{item.published[:10]}</b></li>]]></record>"
        for item in items[(page - 1) * size : page * size]
    )
    counted = f"<totalrecord>{len(items)}</totalrecord><totalpage>{pages}</totalpage>"
    return f"<datastore><nextgroup></nextgroup>{counted}<recordset>{records}</recordset></datastore>"
