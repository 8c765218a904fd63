"""Articles of public accounts: always 200, what was deleted says so in words; an album as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tests.replica.items import Item, file
from tests.replica.lists import body
from tests.replica.web import MARK, Answer, Place, Request, fill, html, js

ALBUM = "/mp/appmsgalbum"


def answer(request: Request, place: Place, items: Sequence[Item]) -> Answer:
    """What the host answers."""
    if request.path == ALBUM:
        listed = [
            {"title": item.title, "url": place.full(item.path), "create_time": str(_seconds(item))}
            for item in items
        ]
        return js({"base_resp": {"ret": 0}, "getalbum_resp": {"article_list": listed, "continue_flag": "0"}})
    for item in items:
        if request.path in item.files:
            return file(item, request.path)
        if request.path == item.path:
            return html(_article(item, place))
    return html(f'<html><body>{MARK}<div class="weui-msg__title">参数错误</div></body></html>')


def _seconds(item: Item) -> int:
    return int(datetime.strptime(f"{item.published} +0800", "%Y-%m-%d %H:%M %z").timestamp())


def _article(item: Item, place: Place) -> str:
    pictures = "".join(f'<p><img data-src="{place.full(path)}"></p>' for path in item.files)
    raw = {"body": body(item, place) + pictures, "seconds": str(_seconds(item)), "url": place.full(item.path)}
    return fill("wechat_article.html", raw, title=item.title, account=item.source)
