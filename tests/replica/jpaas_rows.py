"""The lists of the jpaas family: how rows are marked up differs by site and column."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from urllib.parse import quote

from tests.replica.items import Item
from tests.replica.web import Place, fill

MOST = 99  # rows that one answer holds, whatever is asked


@dataclass(frozen=True)
class Column:
    """One column. `dated` rows print their day; `variant` names their markup (see `jpaas_rows.py`).

    `plain` shells write the query as the ministry does; the others escape its quotes and fetch a menu too.
    `again` rows of a page stand on the next one too. A `framed` column has its rows in a page of its own.
    """

    name: str
    path: str
    page_id: str
    tag: str
    rows: int
    dated: bool = True
    plain: bool = True
    variant: str = "A"
    again: int = 0
    framed: bool = False


Shown = Sequence[tuple[Item, str]]  # an item, and the path that the column links to


def listed(column: str, items: Sequence[Item]) -> Shown:
    """What a column shows."""
    return [(item, item.paths()[column]) for item in items if column in item.paths()]


def fragment(column: Column, param_json: str, place: Place, shown: Shown) -> str:
    """One page of a list. Only paramJson pages; a page past the end is the last page again."""
    asked = json.loads(param_json or "{}")
    size = min(int(asked.get("pageSize", column.rows)), MOST)
    last = max(1, -(-len(shown) // size))
    page = min(max(1, int(asked.get("pageNo", 1))), last)
    first = max(0, (page - 1) * size - column.again)
    before, row, after = VARIANTS[column.variant]
    lines = [row(column, item, place, path) for item, path in shown[first : page * size]]
    return (
        f"{before}{''.join(lines)}{after}"
        f'<div class="pagination" rows="{size}" count="{len(shown)}" data-page="{page}"></div>'
    )


def framed(column: Column, shown: Shown, place: Place) -> str:
    """A page of rows that stands in a frame of its column."""
    lines = "".join(_row(column, item, place, path) for item, path in shown)
    return fill("home.html", {"links": f"<ul>{lines}</ul>"}, title=column.name)


def _row(column: Column, item: Item, place: Place, path: str) -> str:
    head, bracket, tail = item.title.rpartition("（")
    title = item.title if column.plain or not head else f"{head}\n{bracket}{tail}"
    day = f'<span class="fr">{item.published[:10]}</span>' if column.dated else ""
    return (
        f'<li class="clearfix"><a href="{_href(place, path)}" target="_blank" title="{escape(title)}">'
        f"<i></i>{_cut(item.title)}</a>{day}</li>"
    )


def _href(place: Place, path: str) -> str:
    """The link of a row; a path with a scheme is an address of this very site under that scheme."""
    scheme, found, rest = path.partition("://")
    return f"{scheme}:{quote(place.bare(rest), safe='/:')}" if found else quote(place.path(path))


def _cut(title: str) -> str:
    return escape(title if len(title) <= 34 else f"{title[:33]}…")


def _call(column: Column, item: Item, place: Place, path: str) -> str:
    """The day first, an address without its slash, and a hidden clock of when the call for comments ends."""
    day = item.truth["deadlines"][0]["date"] if item.truth.get("deadlines") else item.published[:10]
    ends = int(datetime.fromisoformat(f"{day}T16:00:00").replace(tzinfo=UTC).timestamp() * 1000)
    return (
        f'<li><span class="fr">{item.published[:10]}</span><a href="{quote(path.lstrip("/"))}" target="_blank"'
        f' title="{escape(item.title)}"><i></i><font></font>{_cut(item.title)}</a>'
        f'<span class="endtime" style="display:none !important;">{ends}</span></li>'
    )


def _news(column: Column, item: Item, place: Place, path: str) -> str:
    """The day stands in the next row."""
    return (
        f'<li class="nav04Left02_content"><a href="{_href(place, path)}" title="{escape(item.title)}">'
        f'{_cut(item.title)}</a></li><li class="nav04Left02_contenttime">{item.published[:10]}</li>'
    )


def _survey(column: Column, item: Item, place: Place, path: str) -> str:
    day = item.truth["deadlines"][0]["date"] if item.truth.get("deadlines") else item.published[:10]
    head, tail = item.title[:9], item.title[9:]
    return (
        f'<li class="zjnav04Left02_content"><div class="doctitle"><a href="{_href(place, path)}"'
        f' title="{escape(head)}\n{escape(tail)}">{_cut(item.title)}</a></div><div class="doctime tim">'
        f'{item.published[:10]}至{day}</div><div class="docstatus stu">(已结束)</div></li>'
    )


def _case(column: Column, item: Item, place: Place, path: str) -> str:
    return (
        f'<li class="content-3-left-text imgContent01new"><a href="{_href(place, path)}">'
        f'{escape(item.title)}</a></li><li class="contentRight01time">{item.published[:10]}</li>'
    )


def _bracketed(column: Column, item: Item, place: Place, path: str) -> str:
    return f'<li><a href="{_href(place, path)}">{escape(item.title)}</a><span>[{item.published[:10]}]</span></li>'


def _line(column: Column, item: Item, place: Place, path: str) -> str:
    day = datetime.fromisoformat(item.published)
    return (
        f'<tr><td><a href="{_href(place, path)}">{escape(item.title)}</a></td>'
        f"<td>{day.year}年{day.month}月{day.day}日</td></tr>"
    )


Row = Callable[[Column, Item, Place, str], str]
SURVEYS = (
    '<ul class="Three_zhnlist_02"><li class="zjnav04Left02_content"><div class="doctitle">标题</div>'
    '<div class="doctime tim">时间</div><div class="docstatus stu">状态</div></li>'
)
VARIANTS: dict[str, tuple[str, Row, str]] = {
    "A": ('<div class="page-content"><ul>', _row, "</ul></div>"),
    "B": (
        '<div class="clist_con"><ul><li class="empty"></li>',
        _call,
        '<li class="border-line"></li></ul></div>',
    ),
    "C": ('<div class="Three_zhnlist_02"><ul>', _news, "</ul></div>"),
    "D": (SURVEYS, _survey, "</ul>"),
    "E": ("<ul>", _case, "</ul>"),
    "F": ("<ul>", _bracketed, "</ul>"),
    "F tr": ("<table><tr><th>名称</th><th>日期</th></tr>", _line, "</table>"),
}
