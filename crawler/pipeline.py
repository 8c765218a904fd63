"""From an answer to the store: the record of a fetch, the facts of a page, and the one write that keeps them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from crawler.layouts import layout
from crawler.layouts.text import text_in
from crawler.page import Blocked, LayoutChanged, Page, Source
from store import clock, load, save
from store.archive import Archive
from store.db import Engine
from store.ids import digest
from store.records import Fetched, Origin, PageFacts

KEPT_HEADERS = (
    "content-type",
    "content-disposition",
    "content-language",
    "date",
    "etag",
    "last-modified",
    "x-tongbao-origin",
)
MAGIC = (
    (b"%PDF", "application/pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"BM", "image/bmp"),
    (b"Rar!", "application/vnd.rar"),
)
ZIPPED = {
    b"word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Answer:
    """One HTTP answer, free of the client that brought it."""

    asked: str
    url: str
    status: int
    headers: Mapping[str, str]  # names in small letters
    body: bytes
    origin: Origin


def media_type(body: bytes, declared: str) -> str:
    """What the bytes are, whatever their name or header says."""
    head = body[:1024]
    for magic, kind in MAGIC:
        if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(magic):
            return kind
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    if head.startswith(b"PK\x03\x04"):
        return next((kind for mark, kind in ZIPPED.items() if mark in body), "application/zip")
    if re.match(
        rb"\s*(?:<!doctype html|<html|<head|<body)", head.removeprefix(b"\xef\xbb\xbf"), re.IGNORECASE
    ):
        return "text/html"
    return declared.partition(";")[0].strip().lower() or "application/octet-stream"


def file_name(url: str, headers: Mapping[str, str], given: str = "") -> str:
    """The name of a file: what the server calls it, else what the page does, else the end of its address."""
    said = headers.get("content-disposition", "")
    found = re.search(r"filename\*\s*=\s*([\w-]*)'[^']*'([^;]+)", said, re.IGNORECASE)
    plain = re.search(r'filename\s*=\s*"?([^";]+)', said, re.IGNORECASE)
    if found:
        name = _unquoted(found.group(2), found.group(1))
    else:
        name = (
            _unquoted(plain.group(1)) if plain else given or unquote(PurePosixPath(urlsplit(url).path).name)
        )
    return re.sub(r'[\x00-\x1f\\/:*?"<>|]+', "_", name).strip(" ._")[:120] or "page"


def _unquoted(text: str, charset: str = "") -> str:
    """A header's name: percent-encoded in its charset, or raw bytes that the client read as latin-1."""
    try:
        plain = unquote(text.strip().strip('"'), encoding=charset or "utf-8")
    except LookupError:
        plain = unquote(text.strip().strip('"'))
    try:
        return plain.encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return plain


def is_file(answer: Answer) -> bool:
    """Whether an answer is the file that a link promised: not nothing, and no error page under its name."""
    kind = media_type(answer.body, answer.headers.get("content-type", ""))
    return bool(answer.body) and kind not in ("text/html", "application/xhtml+xml")


def file(answer: Answer, name: str = "") -> save.File:
    """The record of a fetch with its bytes."""
    kind = media_type(answer.body, answer.headers.get("content-type", ""))
    fetched = Fetched(
        asked_url=answer.asked,
        final_url=answer.url,
        status=answer.status,
        headers={k: v for k, v in answer.headers.items() if k in KEPT_HEADERS},
        fetched_at=clock.now(),
        sha256=hashlib.sha256(answer.body).hexdigest(),
        size=len(answer.body),
        media_type=kind,
        name=file_name(answer.url, answer.headers, name),
        origin=answer.origin,
    )
    return save.File(fetched, answer.body)


def facts(page: Page, attachments: list[save.File]) -> PageFacts:
    """What decides whether a page has changed: what it says and what its files are, not the markup around them.

    The day on which a site says that it touched a page moves without a word being changed, and warnings are our own:
    neither makes an edit. A signature or a number that is corrected does.
    """
    text = text_in(page.body_html)
    published = page.published.value if page.published else ""
    beside = [f"signed {page.signed.value}"] if page.signed else []
    beside += [f"number {page.also_titled}"] if page.also_titled else []
    files = [attached.fetched.sha256 for attached in attachments]
    return PageFacts(
        title=page.title,
        published=page.published,
        source_printed=page.source_printed,
        attachments=[attachment.url for attachment in page.attachments],
        signed=page.signed,
        also_titled=page.also_titled,
        updated=page.updated,
        warnings=list(page.warnings),
        digest=digest(page.title, published, page.source_printed, text, *beside, *files),
    )


@dataclass(frozen=True)
class Keeper:
    """Writes articles to one store."""

    engine: Engine
    archive: Archive

    def article(
        self,
        source_id: str,
        answer: Answer,
        page: Page,
        files: list[tuple[str, Answer]],
        title: str = "",
        day: str = "",
        lost: int = 0,
    ) -> str:
        """Keep an article with its files as one version, `lost` of them missing; returns new, changed or unchanged."""
        kept = unique([file(attached, name) for name, attached in files])
        saved = save.fetched(
            self.engine, self.archive, source_id, file(answer), facts(page, kept), kept, title, day, lost
        )
        return saved.state

    def unreadable(self, posting_id: str, answer: Answer | None, reason: str) -> None:
        """Keep the bytes of a page that its layout could not read, with the reason."""
        save.unreadable(self.engine, posting_id, file(answer) if answer else None, self.archive, reason)


def read_again(engine: Engine, archive: Archive, source: Source, page: load.Unread) -> bool:
    """Try an archived page that could not be read with today's layout; returns whether it reads.

    One without attachments becomes a version from its archived bytes; one with attachments is left to the next crawl.
    """
    fetched, body = page.fetched, archive.get(page.fetched.sha256)
    try:
        article = layout(source.layout).article(source, body, fetched.headers, fetched.final_url)
    except (LayoutChanged, Blocked):
        return False
    if article.attachments:
        save.wanted(engine, page.posting_id)
    else:
        save.fetched(engine, archive, source.id, save.File(fetched, body), facts(article, []))
    return True


def unique(files: list[save.File]) -> list[save.File]:
    """The files under names that differ, for a reader tells them apart by name."""
    taken: dict[str, int] = {}
    found = []
    for one in files:
        name = one.fetched.name
        taken[name] = taken.get(name, 0) + 1
        if taken[name] > 1:
            path = PurePosixPath(name)
            name = f"{path.stem} ({taken[name]}){path.suffix}"
        found.append(save.File(one.fetched.model_copy(update={"name": name}), one.body))
    return found
