"""The jpaas family (the ministry and provincial administrations): shell, unit and detail page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from tests.replica.items import Item, file
from tests.replica.jpaas_rows import Column, fragment, framed, listed
from tests.replica.lists import VIEWER, attached, body
from tests.replica.web import Answer, Place, Request, fill, html, js, missing

UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
MENU = "左侧导航"
FRAME = "list_frame"


@dataclass(frozen=True)
class Site:
    """One site of the family."""

    name: str
    web_id: str
    template_id: str
    columns: tuple[Column, ...]
    parse_type: str = "buildstatic"
    detail: str = "jpaas_detail.html"

    def answer(self, request: Request, place: Place, items: Sequence[Item]) -> Answer:
        """What this site answers."""
        for column in self.columns:
            if request.path in (column.path, column.path.removesuffix("index.html")):
                return html(self._frame(column) if column.framed else self._shell(column, place))
            if column.framed and request.path == column.path.replace("index", FRAME):
                return html(framed(column, listed(column.path, items), place))
        if request.path == UNIT:
            return self._unit(request, place, items)
        if request.path in ("", "/", VIEWER):
            return html(fill("home.html", {"links": self._menu(place)}, title=self.name))
        return self._page(request.path, place, items)

    def _query(self, column: Column, tag: str) -> dict[str, str]:
        return {
            "webId": self.web_id,
            "pageId": column.page_id,
            "parseType": self.parse_type,
            "pageType": "column",
            "tagId": tag,
            "tplSetId": self.template_id,
            "editType": "null",
        }

    def _shell(self, column: Column, place: Place) -> str:
        menu = "" if column.plain else self._script(place, escape(_json(self._query(column, MENU))))
        query = _json(self._query(column, column.tag))
        written = query.replace('"', "'") if column.plain else escape(query)
        raw = {"menu": menu, "list": self._script(place, written)}
        return fill("jpaas_shell.html", raw, site=self.name, column=column.name)

    def _script(self, place: Place, query: str) -> str:
        return (
            f'<script type="text/javascript" src="{place.path("/script/AuthorizedRead/unitbuild.js")}"'
            f' parseType="{self.parse_type}" url="{place.path(UNIT)}"\n queryData="{query}"></script>'
        )

    def _frame(self, column: Column) -> str:
        inner = column.path.rpartition("/")[2].replace("index", FRAME)
        raw = {"menu": "", "list": f'<iframe src="{inner}" width="100%"></iframe>'}
        return fill("jpaas_shell.html", raw, site=self.name, column=column.name)

    def _unit(self, request: Request, place: Place, items: Sequence[Item]) -> Answer:
        if not request.headers.get("referer"):
            return Answer(b"<html><body>403 Forbidden</body></html>", status=403)
        asked = request.query
        for column in self.columns:
            if self._query(column, column.tag).items() <= asked.items():
                shown = listed(column.path, items)
                return _answered(fragment(column, asked.get("paramJson", ""), place, shown))
            if self._query(column, MENU).items() <= asked.items():
                return _answered(f"<ul>{self._menu(place)}</ul>")
        return js({"code": "500", "success": False, "message": "参数错误", "data": None})

    def _menu(self, place: Place) -> str:
        return "".join(f'<li><a href="{place.path(c.path)}">{c.name}</a></li>' for c in self.columns)

    def _page(self, path: str, place: Place, items: Sequence[Item]) -> Answer:
        for item in items:
            if path in item.files:
                return file(item, path)
            if path in item.paths().values():
                column = next(c.name for c in self.columns if item.paths().get(c.path) == path)
                return html(self._detail(item, column, place), item.charset)
        return missing()

    def _detail(self, item: Item, column: str, place: Place) -> str:
        head, bracket, tail = item.title.rpartition("（")
        heading = f"{escape(head.rstrip())}<br/>{escape(bracket + tail)}" if head else escape(item.title)
        return fill(
            self.detail,
            {"body": body(item, place), "heading": heading, "home": place.path("/")}
            | {"files": attached(item, place)},
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


def _answered(fragment: str) -> Answer:
    return js({"code": "200", "success": True, "message": "", "data": {"html": fragment}})
