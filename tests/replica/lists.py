"""The ways in which a body carries its list: table, cells merged over problems, inline text, PDF, picture."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from html import escape

from tests.replica.items import Item, rows
from tests.replica.web import Place

DEAD_HOST = "https://jyhwzhq.miit.gov.cn"  # answers 403 to everything; the pages still link to it
VIEWER = "/cms_files/demo/pdfjs/web/viewer.html"
SLOT = re.compile(r"\{(\w+)(?::([\w-]+))?\}")


def body(item: Item, place: Place) -> str:
    """The item's body with its lists put in."""

    def one(match: re.Match[str]) -> str:
        kind, name = match.groups()
        return _FILES[kind](item, place) if name is None else _ROWS[kind](name)

    return SLOT.sub(one, item.body)


def problems(row: Mapping[str, str]) -> list[str]:
    """The problems of one row, each in its printed words."""
    return [part for part in re.split("[；;]", row.get("problems", "")) if part]


def _cell(text: str, span: int = 1) -> str:
    merged = f' rowspan="{span}"' if span > 1 else ""
    return f"<td{merged}><p><span>{escape(text)}</span></p></td>"


def _table(name: str) -> str:
    listed = rows(name)
    lines = ["".join(_cell(heading) for _, heading in listed.headings)]
    lines += ["".join(_cell(row[field]) for field, _ in listed.headings) for row in listed.rows]
    return _frame(lines)


def _merged(name: str) -> str:
    """One line per problem; the other cells of an app are merged over its problems."""
    listed = rows(name)
    lines = ["".join(_cell(heading) for _, heading in listed.headings)]
    for row in listed.rows:
        first, *rest = (f"{n}.{text}" for n, text in enumerate(problems(row), 1))
        cells = [
            _cell(first) if f == "problems" else _cell(row[f], 1 + len(rest)) for f, _ in listed.headings
        ]
        lines.append("".join(cells))
        lines += [_cell(text) for text in rest]
    return _frame(lines)


def _frame(lines: list[str]) -> str:
    inner = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return f'<table border="1" cellspacing="0"><tbody>\n{inner}\n</tbody></table>'


def sections(name: str) -> dict[str, list[Mapping[str, str]]]:
    """The rows by problem, in the order in which an inline list prints them."""
    found: dict[str, list[Mapping[str, str]]] = {}
    for row in rows(name).rows:
        for problem in problems(row):
            found.setdefault(problem, []).append(row)
    return found


def _inline(name: str) -> str:
    """Sections by problem, each naming its apps as 《名》（版本…，来源）."""
    return "\n".join(
        f"<p>{n}、{escape(problem)}。涉及{len(found)}款移动应用如下：</p>\n"
        f"<p>{escape('、'.join(map(_named, found)))}。</p>"
        for n, (problem, found) in enumerate(sections(name).items(), 1)
    )


def _named(row: Mapping[str, str]) -> str:
    inside = "，".join(part for part in (row["version"] and f"版本{row['version']}", row["store"]) if part)
    return f"《{row['name']}》（{inside}）"


def _pdf(item: Item, place: Place) -> str:
    path = next(iter(item.files))
    viewer = f"{place.path(VIEWER)}?file={place.path(path)}"
    return (
        f'<p>附件：<a href="{DEAD_HOST}{path}">存在问题的应用名单.pdf</a></p>\n<ul class="fileArry"><li>'
        f'<iframe fileurl="{place.path(path)}" src="{viewer}" width="100%" height="900"></iframe></li></ul>'
    )


def _pictures(item: Item, place: Place) -> str:
    return "\n".join(f'<p align="center"><img src="{place.bare(path)}"></p>' for path in item.files)


def attached(item: Item, place: Place) -> str:
    """Each file as a row of its own, its name in the address."""
    rows = (
        f'<li class="contentLeft0103"><a href="{place.path(path)}?fileName=附件{n}：{path.rpartition("/")[2]}">'
        f"附件{n}</a></li>"
        for n, path in enumerate(item.files, 1)
    )
    return "".join(rows)


def _files(item: Item, place: Place) -> str:
    """A link to each file, by its name."""
    links = (f'<a href="{place.path(path)}">{path.rpartition("/")[2]}</a>' for path in item.files)
    return f"<p>附件：{'、'.join(links)}</p>"


def _beside(item: Item, place: Place) -> str:
    """The same, relative to the page."""
    links = (
        f'<a href="./{path.rpartition("/")[2]}">名单.{path.rpartition(".")[2]}</a>' for path in item.files
    )
    return f"<p>附件：{'、'.join(links)}</p>"


def _download(item: Item, place: Place) -> str:
    """Opaque links of the central regulator: the name is in the header alone."""
    links = (
        f'<a href="{place.bare(path)}&amp;fText=附件{n}">附件{n}</a>' for n, path in enumerate(item.files, 1)
    )
    return f"<p>附件：{'、'.join(links)}</p>"


def _viewer(item: Item, place: Place) -> str:
    path = next(iter(item.files))
    return f'<p><iframe src="{place.bare("/pdf/web/viewer.html")}?file={place.bare(path)}"></iframe></p>'


_ROWS: dict[str, Callable[[str], str]] = {"table": _table, "merged": _merged, "inline": _inline}
_FILES: dict[str, Callable[[Item, Place], str]] = {
    "pdf": _pdf,
    "pictures": _pictures,
    "files": _files,
    "beside": _beside,
    "download": _download,
    "viewer": _viewer,
}
