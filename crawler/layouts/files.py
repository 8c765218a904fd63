"""The files that belong to an article: linked documents, framed PDFs and pictures of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import Tag

from crawler.layouts.address import resolve
from crawler.layouts.text import attribute, text_of
from crawler.page import Attachment, Source

Kind = Literal["link", "frame", "image"]
DOCUMENTS = (".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".csv", ".ofd", ".rtf", ".rar", ".zip")
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
DOWNLOADS = re.compile(r"/downloadfile\.jsp|/sysFile/downloadFile/|/cms_files/.+/attach/", re.IGNORECASE)
DECORATION = re.compile(
    r"logo|qr_?code|erweima|ewm|conac|icon|wechat|weixin|share|print|arrow|blank", re.IGNORECASE
)
DEAD_HOST = "jyhwzhq.miit.gov.cn"  # answers 403 to everything; the page's own host has the same path
SMALLEST = 100  # a picture narrower or lower than this holds no list


def attachments(source: Source, page_url: str, places: Iterable[Tag | None]) -> tuple[Attachment, ...]:
    """The files of the elements in `places`, in order of appearance, each address once."""
    found: dict[str, Attachment] = {}
    for place in places:
        for file in _within(source, page_url, place) if place else ():
            found.setdefault(file.url, file)
    return tuple(found.values())


def _within(source: Source, page_url: str, place: Tag) -> Iterator[Attachment]:
    for tag in [place, *place.find_all(["a", "iframe", "embed", "object", "img"])]:
        file = _one(source, page_url, tag)
        if file is not None:
            yield file


def _one(source: Source, page_url: str, tag: Tag) -> Attachment | None:
    if tag.name == "a":
        return _linked(source, page_url, tag)
    if tag.name in ("iframe", "embed", "object"):
        return _framed(source, page_url, tag)
    return _picture(source, page_url, tag) if tag.name == "img" else None


def _linked(source: Source, page_url: str, tag: Tag) -> Attachment | None:
    href = attribute(tag, "href")
    shown = _shown(href)
    if shown:
        return _file(source, page_url, shown, text_of(tag), "frame")
    path = unquote(urlsplit(href).path).lower() if href else ""
    if path.endswith((*DOCUMENTS, *PICTURES)) or DOWNLOADS.search(href) or "fileName=" in href:
        return _file(source, page_url, href, text_of(tag), "link")
    return None


def _framed(source: Source, page_url: str, tag: Tag) -> Attachment | None:
    src = attribute(tag, "src") or attribute(tag, "data")
    href = attribute(tag, "fileurl") or _shown(src)
    if not href and urlsplit(src).path.lower().endswith(DOCUMENTS):
        href = src
    return _file(source, page_url, href, "", "frame") if href else None


def _shown(href: str) -> str:
    """The file that a pdf.js viewer address shows; empty where `href` is no such address."""
    at = urlsplit(href)
    return parse_qs(at.query).get("file", [""])[0] if at.path.endswith("viewer.html") else ""


def _picture(source: Source, page_url: str, tag: Tag) -> Attachment | None:
    src = attribute(tag, "data-src") or attribute(tag, "src")
    if not urlsplit(src).path.lower().endswith(PICTURES) or DECORATION.search(src + attribute(tag, "class")):
        return None
    sides = [
        int(n) for side in ("width", "height") if (n := attribute(tag, side).removesuffix("px")).isdigit()
    ]
    if sides and min(sides) < SMALLEST:
        return None
    return _file(source, page_url, src, "", "image")


def _file(source: Source, page_url: str, href: str, text: str, kind: Kind) -> Attachment | None:
    url = resolve(source, page_url, href)
    if not url:
        return None
    name = _name(url, text)
    if urlsplit(url).hostname == DEAD_HOST:
        here = resolve(source, page_url, urlsplit(url).path)
        return Attachment(url=here, name=name, kind=kind, alternatives=(url,))
    return Attachment(url=url, name=name, kind=kind)


def _name(url: str, text: str) -> str:
    query = parse_qs(urlsplit(url).query)
    given = next((query[key][0] for key in ("fileName", "fText", "filename") if query.get(key)), "")
    path = PurePosixPath(unquote(urlsplit(url).path))
    if given:
        return given
    if path.suffix.lower() in (*DOCUMENTS, *PICTURES):
        stem = PurePosixPath(text).stem if text.lower().endswith(path.suffix.lower()) else ""
        return f"{stem}{path.suffix}" if stem else path.name
    return text or path.name
