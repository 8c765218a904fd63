"""The government's own site: a list that is one JSON file, and pages that describe themselves in metas."""

from __future__ import annotations

from collections.abc import Sequence

from tests.replica.items import Item
from tests.replica.lists import body
from tests.replica.web import Answer, Place, Request, fill, html, js, missing

LIST = "/zhengce/zuixin/ZUIXINZHENGCE.json"


def answer(request: Request, place: Place, items: Sequence[Item]) -> Answer:
    """What the site answers."""
    if request.path == LIST:
        return js(
            [
                {"TITLE": item.title, "SUB_TITLE": "", "URL": place.full(item.path)}
                | {"DOCRELPUBTIME": item.published[:10]}
                for item in items
            ]
        )
    item = next((item for item in items if item.path == request.path), None)
    if item is None:
        return missing()
    published = f"{item.published.replace(' ', '-').replace(':', '-')}-00"
    raw = {"body": body(item, place)}
    return html(fill("gov_article.html", raw, title=item.title, published=published, source=item.source))
