"""The jpaas family (the ministry and provincial administrations): shell, unit and detail page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from tests.replica.items import Item, file_bytes
from tests.replica.lists import VIEWER, body
from tests.replica.web import Answer, Place, Request, fill, html, js, missing

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
MENU = "左侧导航"
MOST = 99  # rows that one answer holds, whatever is asked


@dataclass(frozen=True)
class Column:
    """One column. `dated` rows print their day.

    `plain` shells write the query as the ministry does; the others escape its quotes and fetch a menu too.
    """

    name: str
    path: str
    page_id: str
    tag: str
    rows: int
    dated: bool = True
    plain: bool = True


@dataclass(frozen=True)
class Site:
    """One site of the family."""

    name: str
    web_id: str
    template_id: str
    columns: tuple[Column, ...]

    def answer(self, request: Request, place: Place, items: Sequence[Item]) -> Answer:
        """What this site answers."""
        for column in self.columns:
            if request.path in (column.path, column.path.removesuffix("index.html")):
                return html(self._shell(column, place))
        if request.path == UNIT:
            return self._unit(request, place, items)
        if request.path in ("", "/", VIEWER):
            return html(fill("home.html", {"links": self._menu(place)}, title=self.name))
        return self._page(request.path, place, items)

    def _query(self, column: Column, tag: str) -> dict[str, str]:
        return {
            "webId": self.web_id,
            "pageId": column.page_id,
            "parseType": "buildstatic",
            "pageType": "column",
            "tagId": tag,
            "tplSetId": self.template_id,
            "editType": "null",
        }

    def _shell(self, column: Column, place: Place) -> str:
        menu = "" if column.plain else _script(place, escape(_json(self._query(column, MENU))))
        query = _json(self._query(column, column.tag))
        written = query.replace('"', "'") if column.plain else escape(query)
        raw = {"menu": menu, "list": _script(place, written)}
        return fill("jpaas_shell.html", raw, site=self.name, column=column.name)

    def _unit(self, request: Request, place: Place, items: Sequence[Item]) -> Answer:
        if not request.headers.get("referer"):
            return Answer(b"<html><body>403 Forbidden</body></html>", status=403)
        asked = request.query
        for column in self.columns:
            if self._query(column, column.tag).items() <= asked.items():
                return _answered(_fragment(column, asked.get("paramJson", ""), place, items))
            if self._query(column, MENU).items() <= asked.items():
                return _answered(f"<ul>{self._menu(place)}</ul>")
        return js({"code": "500", "success": False, "message": "参数错误", "data": None})

    def _menu(self, place: Place) -> str:
        return "".join(f'<li><a href="{place.path(c.path)}">{c.name}</a></li>' for c in self.columns)

    def _page(self, path: str, place: Place, items: Sequence[Item]) -> Answer:
        for item in items:
            if path in item.files:
                return Answer(file_bytes(item, path), "application/pdf")
            if path in item.paths().values():
                column = next(c.name for c in self.columns if item.paths().get(c.path) == path)
                return html(self._detail(item, column, place), item.charset)
        return missing()

    def _detail(self, item: Item, column: str, place: Place) -> str:
        head, bracket, tail = item.title.rpartition("（")
        heading = f"{escape(head.rstrip())}<br/>{escape(bracket + tail)}" if head else escape(item.title)
        return fill(
            "jpaas_detail.html",
            {"body": body(item, place), "heading": heading, "home": place.path("/")},
            charset=item.charset or "UTF-8",
            site=self.name,
            column=column,
            title=item.title,
            published=item.published,
            stamped=item.stamped or item.published,
            source=item.source,
        )


def _json(query: dict[str, str]) -> str:
    return json.dumps(query, ensure_ascii=False, separators=(",", ":"))


def _script(place: Place, query: str) -> str:
    return (
        f'<script type="text/javascript" src="{place.path("/script/AuthorizedRead/unitbuild.js")}"'
        f' parseType="buildstatic" url="{place.path(UNIT)}"\n queryData="{query}"></script>'
    )


def _answered(fragment: str) -> Answer:
    return js({"code": "200", "success": True, "message": "", "data": {"html": fragment}})


def _fragment(column: Column, param_json: str, place: Place, items: Sequence[Item]) -> str:
    """One page of a list. Only paramJson pages; a page past the end is the last page again."""
    shown = [(item, item.paths()[column.path]) for item in items if column.path in item.paths()]
    asked = json.loads(param_json or "{}")
    size = min(int(asked.get("pageSize", column.rows)), MOST)
    last = max(1, -(-len(shown) // size))
    page = min(max(1, int(asked.get("pageNo", 1))), last)
    lines = [_row(column, item, place.path(path)) for item, path in shown[(page - 1) * size : page * size]]
    return (
        f'<div class="page-content"><ul>{"".join(lines)}</ul></div>'
        f'<div class="pagination" rows="{size}" count="{len(shown)}" data-page="{page}"></div>'
    )


def _row(column: Column, item: Item, href: str) -> str:
    head, bracket, tail = item.title.rpartition("（")
    title = item.title if column.plain or not head else f"{head}\n{bracket}{tail}"
    text = item.title if len(item.title) <= 34 else f"{item.title[:33]}…"
    day = f'<span class="fr">{item.published[:10]}</span>' if column.dated else ""
    return (
        f'<li class="clearfix"><a href="{quote(href)}" target="_blank" title="{escape(title)}">'
        f"<i></i>{escape(text)}</a>{day}</li>"
    )


MIIT = Site(
    "中华人民共和国工业和信息化部",
    "8d828e408d90447786ddbe128d495e9e",
    "209741b2109044b5b7695700b2bec37e",
    (Column("通知公告", "/jgsj/xgj/APPqhyhqyzxzzxd/tzgg/index.html", "e" * 31 + "1", "右侧内容", rows=10),),
)
GDCA = Site(
    "广东省通信管理局",
    "a" * 32,
    "c" * 32,
    (
        Column(
            "网络安全管理",
            "/zwgk/wlaqgl/index.html",
            "b" * 31 + "1",
            "当前栏目_list",
            rows=24,
            dated=False,
            plain=False,
        ),
        Column("通知公告", "/zwgk/tzgg/index.html", "b" * 31 + "2", "右侧内容", rows=5),
    ),
)
