"""The ministry of public security: a script challenge first, then lists and pages named content.html."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from tests.replica.faults import challenged
from tests.replica.items import Item
from tests.replica.lists import body
from tests.replica.web import Answer, Place, Request, fill, html, missing

INDEX = "/n2254098/n4904352/index.html"


def answer(request: Request, place: Place, items: Sequence[Item]) -> Answer:
    """What the site answers: nothing but the challenge without its cookies."""
    return challenged(request, lambda: _answer(request, place, items))


def _answer(request: Request, place: Place, items: Sequence[Item]) -> Answer:
    if request.path == INDEX:
        rows = [
            f'<li><div class="co1 ellipsis fl"><a href="{place.path(item.path)}">{escape(item.title)}</a></div>'
            f'<span class="fr">{item.published[:10]}</span></li>'
            for item in items
        ]
        return html(fill("rows.html", {"rows": "\n".join(rows), "next": ""}, site="公安部", box="listUla"))
    item = next((item for item in items if item.path == request.path), None)
    if item is None:
        return missing()
    raw = {"body": body(item, place)}
    return html(fill("mps_article.html", raw, title=item.title, day=item.published[:10]))
