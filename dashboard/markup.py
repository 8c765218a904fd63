"""HTML from parts that are escaped by construction: what is not `Html` is text, whatever it looks like."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import urlsplit

VOID = frozenset({"br", "hr"})
TURNING = dict.fromkeys(
    (*range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\ufffd"
)  # marks that reorder words


class Html(str):
    """Markup of our own making; everything else is escaped."""

    __slots__ = ()


def text(value: object) -> Html:
    """The value as HTML: as it is where it is `Html`, escaped otherwise."""
    return value if isinstance(value, Html) else Html(escape(str(value).translate(TURNING), quote=True))


def el(name: str, *children: object, **attributes: str) -> Html:
    """One element. `class_` is class, `data_label` is data-label; empty attributes are left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value, quote=True)}"'
        for key, value in attributes.items()
        if value
    )
    if name in VOID:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{join(*children)}</{name}>")


def join(*children: object) -> Html:
    """The children one after another."""
    return Html("".join(text(child) for child in children))


def between(separator: str, children: list[Html]) -> Html:
    """The children with a separator of plain text between them."""
    return Html(escape(separator).join(children))


def link(url: str, label: object) -> Html:
    """A link to an outside address; only its text where the address is not of the web."""
    if not is_web(url):
        return el("span", label, class_="tb-dead")
    return el("a", label, href=url, target="_blank", rel="noopener noreferrer nofollow")


def is_web(url: str) -> bool:
    """Whether an address may become a link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def table(headings: Sequence[object], rows: Sequence[Sequence[object]]) -> Html:
    """A table that turns into cards on a narrow screen: each cell carries its heading."""
    head = el("tr", *(el("th", h, scope="col") for h in headings))
    body = [
        el("tr", *(el("td", c, data_label=str(h)) for h, c in zip(headings, r, strict=True))) for r in rows
    ]
    return el(
        "div", el("table", el("thead", head), el("tbody", *body), class_="tb-table"), class_="tb-scroll"
    )
