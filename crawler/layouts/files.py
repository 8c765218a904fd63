"""The files that belong to an article: linked documents, framed PDFs and pictures of lists."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from bs4 import Tag

from crawler.layouts.address import resolve
from crawler.layouts.text import attribute, text_of, tidy
from crawler.page import Attachment, Source

Kind = Literal["link", "frame", "image"]
DOCUMENTS = (
    *(".pdf", ".doc", ".docx", ".wps", ".xls", ".xlsx", ".et", ".csv", ".ofd", ".rtf"),
    *(".rar", ".zip", ".7z", ".ppt", ".pptx"),
)
PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".bmp")
DOWNLOADS = re.compile(r"/downloadfile\.jsp|/sysFile/downloadFile/|/cms_files/.+/attach/", re.IGNORECASE)
DECORATION = re.compile(
    r"logo|qr_?code|erweima|ewm|conac|icon|wechat|weixin|share|print|arrow|blank", re.IGNORECASE
)
SAID = re.compile(
    r"二维码|扫一扫|扫码|标识|徽标|图标|logo", re.IGNORECASE
)  # in what a picture says of itself
FURNITURE = ".share, .qrcode, .ewm, .code, .footer, footer, header, nav, .bdsharebuttonbox"
SIDES = re.compile(r"(?<![\w-])(?:width|height)\s*:\s*(\d+)(?:px)?\s*(?:;|$)", re.IGNORECASE)
DEAD_HOST = "jyhwzhq.miit.gov.cn"  # answers 403 to everything; the page's own host has the same path
CHINESE_WORD = re.compile(r"[\u4e00-\u9fff]{2}")
LONGEST_NAME = 80  # characters of a link's text that can be a file's name
SMALLEST = 100  # a picture narrower or lower than this holds no list


def attachments(source: Source, page_url: str, places: Iterable[Tag | None]) -> tuple[Attachment, ...]:
    """The files of the elements in `places`, in order of appearance, each address once."""
    found: dict[str, Attachment] = {}
    for place in places:
        for file in _within(source, page_url, place) if place else ():
            known = found.setdefault(file.url, file)
            if known.name == _last(file.url) and file.name != known.name:
                found[file.url] = replace(known, name=file.name)  # the frame has none, the link beside it has
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
        return _file(source, page_url, shown, _said(tag), "frame")
    path = unquote(urlsplit(href).path).lower() if href else ""
    named = _said(tag).lower().endswith(DOCUMENTS)
    if path.endswith((*DOCUMENTS, *PICTURES)) or DOWNLOADS.search(href) or "fileName=" in href or named:
        return _file(source, page_url, href, _said(tag), "link")
    return None


def _said(tag: Tag) -> str:
    """The name that a link gives its file: of its text and its title, the one that ends like a file's name."""
    shown, title = text_of(tag), tidy(attribute(tag, "title"))
    return title if title.lower().endswith(DOCUMENTS) or not shown else shown


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
    said = f"{attribute(tag, 'alt')} {attribute(tag, 'title')}"
    decorates = DECORATION.search(f"{src} {attribute(tag, 'class')}") or SAID.search(said)
    if not urlsplit(src).path.lower().endswith(PICTURES) or decorates or tag.find_parent(_furniture):
        return None
    declared = [attribute(tag, side).removesuffix("px") for side in ("width", "height")]
    sides = [int(n) for n in (*declared, *SIDES.findall(attribute(tag, "style"))) if n.isdigit()]
    if sides and min(sides) < SMALLEST:
        return None
    return _file(source, page_url, src, "", "image")


def _furniture(tag: Tag) -> bool:
    return tag.css.match(FURNITURE)


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
        stem = text[: -len(path.suffix)] if text.lower().endswith(path.suffix.lower()) else ""
        telling = (
            CHINESE_WORD.search(text) and not CHINESE_WORD.search(path.stem) and len(text) <= LONGEST_NAME
        )
        return f"{stem or text if stem or telling else path.stem}{path.suffix}"
    return text or path.name


def _last(url: str) -> str:
    return PurePosixPath(unquote(urlsplit(url).path)).name
