"""The CAC family: static first page, JsonList, articles; without a Referer every answer is empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from html import escape
from urllib.parse import quote

from tests.replica.items import Item, file
from tests.replica.lists import body
from tests.replica.web import Answer, Place, Request, fill, html, js, missing

CHANNELS = {"A093702": ("网信发布", "/wxzw/wxfb/"), "A093703": ("政策法规", "/wxzw/zcfg/")}
FIRST = 20  # rows of the static first page
MOST = 100
DOWNLOAD = "/cms/pub/interact/downloadfile.jsp"


def answer(request: Request, place: Place, items: Sequence[Item]) -> Answer:
    """What the site answers."""
    if not request.headers.get("referer"):
        return Answer(b"")
    if request.path == "/cms/JsonList":
        return js(_json_list({**request.query, **request.form}, place, items))
    for code, (name, folder) in CHANNELS.items():
        if request.path == f"{folder}{code}index_1.htm":
            return html(_index(code, name, place, items))
    if request.path in ("", "/"):
        links = "".join(f'<a href="{place.bare(f + c)}index_1.htm">{n}</a>' for c, (n, f) in CHANNELS.items())
        return html(fill("home.html", {"links": links}, title="中国网信网"))
    if request.path == "/pdf/web/viewer.html":
        return html(fill("home.html", {"links": ""}, title="PDF"))
    asked = request.query.get("filepath", "")
    for item in items:
        if request.path in item.files:
            return file(item, request.path)
        if request.path == item.path:
            return html(_article(item, place), item.charset)
        if request.path == DOWNLOAD and (path := f"{DOWNLOAD}?filepath={asked}") in item.files:
            return _named(file(item, path), item.files[path])
    return missing()


def _named(answer: Answer, name: str) -> Answer:
    """A file without a name in its address: the header has it."""
    said = f"attachment; filename*=UTF-8''{quote(f'附件：{name}')}"
    return replace(answer, media_type="application/octet-stream", headers={"Content-Disposition": said})


def _json_list(asked: dict[str, str], place: Place, items: Sequence[Item]) -> dict[str, object]:
    shown = [item for item in items if item.column == asked.get("channelCode")]
    size = min(int(asked.get("perPage", FIRST)), MOST)
    start = (max(1, int(asked.get("pageno", 1))) - 1) * size
    listed = [
        {
            "topic": item.title,
            "infourl": place.bare(item.path),
            "pubtime": f"{item.published}:00.0",
            "filltime": f"{item.published}:00.0",
            "coverurl": "",
            "description": "",
        }
        for item in shown[start : start + size]
    ]
    return {"totalRec": len(shown), "list": listed}


def _index(code: str, name: str, place: Place, items: Sequence[Item]) -> str:
    """The static page: hrefs unquoted in turn, one template leftover, as on the real one."""
    lines = []
    for n, item in enumerate([item for item in items if item.column == code][:FIRST]):
        address = place.bare(item.path)
        href = address if n % 2 else f'"{address}"'
        leftover = " {自定义样式}" if n == 1 else ""
        title = escape(item.title)
        link = f'<a href={href} target=_blank title="{title}">{title}</a>'
        lines.append(f'<li><h5{leftover}>{link}</h5><div class="times">{item.published[:10]}</div></li>')
    return fill("cac_index.html", {"rows": "\n".join(lines)}, name=name)


def _article(item: Item, place: Place) -> str:
    published = datetime.strptime(item.published, "%Y-%m-%d %H:%M")
    stamped = item.stamped or item.published.replace("-", "/") + ":27"
    return fill(
        "cac_article.html",
        {"body": body(item, place), "home": place.bare("/")},
        charset=item.charset or "UTF-8",
        title=item.title,
        published=f"{published:%Y年%m月%d日 %H:%M}",
        source=item.source or "中国网信网",
        stamped=stamped,
    )
