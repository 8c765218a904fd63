"""The jpaas family: MIIT, the provincial communications administrations, SAMR.

A column page is a shell: a script tag names a query, and the list is the answer of `build/unit` to it.
Further pages need `paramJson`; every other page parameter gives page 1 again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag

from crawler.layouts import days
from crawler.layouts.address import resolve
from crawler.layouts.files import attachments
from crawler.layouts.infobox import infobox
from crawler.layouts.rows import rows
from crawler.layouts.text import attribute, clean_html, meta, page, read_json, select, soup, text_of
from crawler.page import Ask, LayoutChanged, Listing, Page, Source

ARTICLE_OPTIONS = frozenset({"import_days", "body"})
LIST_OPTIONS = frozenset({"webId", "tplSetId", "parseType", "pageId", "tagId", "pageSize", "pageType"})
OPTIONS = frozenset({"hosts", "delay"}) | LIST_OPTIONS | ARTICLE_OPTIONS
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
QUERY = ("parseType", "webId", "tplSetId", "pageType", "tagId", "editType", "pageId")
LISTS = ("list", "列表", "右侧内容", "内容区域", "分页", "当前栏目")
FURNITURE = ("导航", "左侧", "位置", "面包屑", "头部", "底部", "标题", "nav", "banner", "foot")
DEEPEST = 2  # frames in frames, columns below a directory page
COLUMN = re.compile(r"/(?:index\.html?)?$")
ARTICLE = re.compile(r"/art/|/art_|/t\d{8}_|/content/")


def start(source: Source) -> list[Ask]:
    """The shell of each column; straight to the unit where the catalogue gives its address and query."""
    return [
        _unit(source, source.join("/"), _given(source))
        if path.endswith("build/unit")
        else _shell(source.join(path))
        for path in source.lists
    ]


def _shell(url: str, depth: int = 0) -> Ask:
    return Ask(url=url, kind="shell", state={"depth": str(depth)})


def _given(source: Source) -> dict[str, str]:
    """The query that the catalogue knows; used where a shell does not show one."""
    known = {key: str(source.options[key]) for key in QUERY if key in source.options}
    return {"pageType": "column", "editType": "null", "parseType": "buildstatic", **known} if known else {}


def _unit(
    source: Source, column: str, query: Mapping[str, str], url: str = UNIT, no: int = 1, size: str = ""
) -> Ask:
    size = size or str(source.options.get("pageSize", ""))
    params = dict(query)
    if no > 1:
        params["paramJson"] = json.dumps({"pageNo": no, "pageSize": int(size)}, separators=(",", ":"))
    return Ask(
        url=f"{resolve(source, source.join('/'), url)}?{urlencode(params)}",
        kind="list",
        page=no,
        headers={"Referer": column, "X-Requested-With": "XMLHttpRequest"},
        state={"query": json.dumps(dict(query)), "column": column, "unit": url, "size": size},
    )


def listing(source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
    """The unit behind a shell, or the rows of a unit and its next page."""
    return (
        _open(source, ask, page(body, headers), url)
        if ask.kind == "shell"
        else _rows(source, ask, body, headers)
    )


def _open(source: Source, ask: Ask, tree: BeautifulSoup, url: str) -> Listing:
    scripts = tree.select("script[querydata]")
    if scripts:
        script = _list_script(source, scripts)
        query = _query(attribute(script, "querydata"))
        query = {"parseType": attribute(script, "parsetype"), **query}
        return Listing(then=(_unit(source, ask.url, query, attribute(script, "url") or UNIT),))
    depth = int(ask.state.get("depth", "0"))
    frame = resolve(source, url, attribute(tree.select_one("iframe[src]"), "src"))
    if frame.startswith(source.base) and depth < DEEPEST:
        return Listing(then=(_shell(frame, depth + 1),))
    if _given(source).get("pageId"):
        return Listing(then=(_unit(source, ask.url, _given(source)),))
    links = rows(source, url, tree)
    columns = [link.url for link in links if COLUMN.search(link.url) and _under(link.url, url)]
    if columns and depth < DEEPEST and not any(ARTICLE.search(link.url) for link in links):
        return Listing(then=tuple(_shell(column, depth + 1) for column in columns))
    notices = tuple(link for link in links if not COLUMN.search(link.url))
    if not notices:
        raise LayoutChanged(
            "column page has no list: wanted a script with queryData, a frame or rows with links"
        )
    return Listing(links=notices)


def _under(column: str, page_url: str) -> bool:
    """Whether a column belongs to the directory page that lists it, not to the site's menu."""
    return column.startswith(page_url.rpartition("/")[0] + "/") and column != page_url


def _list_script(source: Source, scripts: list[Tag]) -> Tag:
    """The script that fetches the list, where a shell has others for its navigation."""

    def fit(script: Tag) -> int:
        query = attribute(script, "querydata")
        tag = _query(query).get("tagId", "") if query else ""
        wanted = source.options.get("tagId")
        return (
            (10 if wanted and tag == wanted else 0)
            + sum(word in tag for word in LISTS)
            - 2 * sum(word in tag for word in FURNITURE)
        )

    return max(scripts, key=fit)


def _query(text: str) -> dict[str, str]:
    """`{'webId':'…',…}` as a dict; the parser has already read `&quot;`."""
    pairs = re.findall(r"""["'](\w+)["']\s*:\s*(?:["']([^"']*)["']|(\d+))""", text)
    if not pairs:
        raise LayoutChanged(f"queryData of the column's script holds no query: {text[:80]!r}")
    return {name: quoted or number for name, quoted, number in pairs}


def _rows(source: Source, ask: Ask, body: bytes, headers: Mapping[str, str]) -> Listing:
    answer = read_json(body, headers)
    fragment = _fragment(answer)
    tree = soup(fragment)
    links = rows(source, ask.state["column"], tree, relative_to_base=True)
    if not links and ask.page == 1:
        raise LayoutChanged(
            f"list gave 0 rows: wanted li or tr with a link, found {len(tree.select('li, tr'))} li or tr"
        )
    size, total = _pager(tree)
    size = size or ask.state["size"] or str(len(links))
    more = bool(links) and size.isdigit() and (total is None or ask.page * int(size) < total)
    if not more:
        return Listing(links=links, total=total)
    query = json.loads(ask.state["query"])
    following = _unit(source, ask.state["column"], query, ask.state["unit"], ask.page + 1, size)
    return Listing(links=links, then=(following,), total=total)


def _fragment(answer: Any) -> str:
    data = answer.get("data") if isinstance(answer, dict) else None
    found = data.get("html") if isinstance(data, dict) else None
    if not isinstance(found, str):
        raise LayoutChanged(f"unit answer has no data.html: {json.dumps(answer, ensure_ascii=False)[:120]}")
    return found


def _pager(tree: BeautifulSoup) -> tuple[str, int | None]:
    pager = tree.select_one("[rows][count]") or tree.select_one("[rows]")
    size, count = attribute(pager, "rows"), attribute(pager, "count")
    return size if size.isdigit() else "", int(count) if count.isdigit() else None


def article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """A notice: its title block, its body, and its files wherever the page hangs them."""
    tree = page(body, headers)
    place = select(
        tree, str(source.options.get("body", "")), "#con_con", "#zoom", ".TRS_Editor", "div.ccontent"
    )
    title = _title(tree)
    if place is None or not title:
        raise LayoutChanged(
            f"article: wanted #con_title and #con_con or #zoom, found title {title!r} and {_ids(tree)}"
        )
    box = infobox(tree.select_one(".xxgk-box"))
    printed = text_of(tree.select_one(".cinfo"))
    shown = (text_of(tree.select_one("#con_time")), meta(tree, "PubDate"), box.get("发布日期", ""))
    moved: list[str] = source.options.get("import_days", [])
    published, warnings = days.published(shown, title, url, moved)
    named = re.search(r"来源\s*[:：]\s*(\S+)", printed)
    outside = tree.select("ul.fileArry, .fileArry, ul.contentLeft0102box, iframe[fileurl]")
    return Page(
        title=title,
        body_html=clean_html(place),
        published=published,
        signed=days.official(box.get("成文日期", "")),
        also_titled=_also(tree, title),
        source_printed=named.group(1) if named else meta(tree, "ContentSource"),
        site_name=meta(tree, "SiteName"),
        attachments=attachments(source, url, [place, *outside]),
        warnings=warnings,
    )


def _also(tree: BeautifulSoup, title: str) -> str:
    """The number of a 公告 or 令, which the site's script puts in the title's place."""
    number = text_of(tree.select_one(".xxgk-fwzh")).lstrip("\u200b\ufeff")
    return number if re.search("[告令]", number) and number != title else ""


def _title(tree: BeautifulSoup) -> str:
    """The title as shown; where the page's head has the same title, as there: it has no line breaks in it."""
    shown, said = text_of(tree.select_one("#con_title")), meta(tree, "ArticleTitle")
    if shown and re.sub(r"\s", "", shown) != re.sub(r"\s", "", said):
        return shown
    return said or text_of(tree.title)


def _ids(tree: BeautifulSoup) -> str:
    return (
        "ids " + ", ".join(f"#{tag['id']}" for tag in tree.find_all(id=True)[:8])
        if tree.find(id=True)
        else "no ids"
    )


def headers(source: Source, url: str) -> Mapping[str, str]:
    """Sites of this family answer 403 to a request that comes from nowhere."""
    return {"Referer": source.join(source.lists[0]) if source.lists else source.base}
