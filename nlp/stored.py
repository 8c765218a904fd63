"""A stored version made into an `Item`: its page read through its layout again, attachments read once and kept.

Pure: bytes come from `fetch`, a function from SHA-256 to bytes; what was read anew is handed back for keeping.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from crawler.page import ADDED, Layout, Source
from nlp.read import READER, read
from nlp.readers.html import read_html
from store import vocab
from store.records import Item, PageFacts, Reading

GIVEN = "tongbao-given"  # header of ingested documents: "text" is taken to the letter, "file" is told by its bytes


class StoredDocument(Protocol):
    """One document of a version, as `store.load` gives it."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def media_type(self) -> str: ...
    @property
    def sha256(self) -> str: ...
    @property
    def final_url(self) -> str: ...
    @property
    def headers(self) -> Mapping[str, str]: ...


class StoredVersion(Protocol):
    """One version of a posting, as `store.load` gives it."""

    @property
    def id(self) -> str: ...
    @property
    def source_id(self) -> str: ...
    @property
    def source_kind(self) -> str: ...
    @property
    def issuer(self) -> str | None: ...
    @property
    def url(self) -> str: ...
    @property
    def list_title(self) -> str: ...
    @property
    def list_day(self) -> str: ...
    @property
    def facts(self) -> PageFacts: ...
    @property
    def documents(self) -> Sequence[StoredDocument]: ...
    @property
    def readings(self) -> Mapping[str, Reading]: ...


@dataclass
class Stored:
    """An item with the document behind each of its readings, and the readings that are new."""

    item: Item
    documents: dict[str, str]  # file name within the item → document id
    fresh: dict[str, Reading] = field(default_factory=dict)  # document id → reading to keep


def stored_item(
    version: StoredVersion,
    source: Source | None,
    layout: Layout | None,
    fetch: Callable[[str], bytes],
) -> Stored:
    """Make the item of a version. Raises LayoutChanged or Blocked where the page is not what its layout expects."""
    page, *attachments = version.documents
    title: str | None = version.facts.title
    published = version.facts.published.value if version.facts.published else None
    signed, warnings = version.facts.signed, version.facts.warnings
    issuer, body = version.issuer, fetch(page.sha256)
    if GIVEN in page.headers or source is None or layout is None:
        main = _given(page, body)
    else:
        article = layout.article(source, body, page.headers, page.final_url)
        title, issuer = article.title, issuer or _named(article.site_name)
        main = _headed(read_html(article.body_html, ""), title)
        published = article.published.value if article.published else published
        signed, warnings = article.signed or signed, list(article.warnings)
    stored = Stored(
        Item(
            id=version.id,
            readings=[main],
            url=version.url if version.url.startswith(("http://", "https://")) else None,
            title=title or version.list_title or None,
            published=published or version.list_day or None,
            source=version.facts.source_printed or version.source_id,
            issuer=issuer,
            kind=_kind(version.source_kind) if version.source_id != ADDED else None,
            signed=signed,
            warnings=warnings,
        ),
        {"": page.id},
    )
    readings = [main, *(_attachment(stored, document, version.readings, fetch) for document in attachments)]
    stored.item = stored.item.model_copy(update={"readings": readings})
    return stored


def _named(site: str) -> str | None:
    """The authority that a page calls its site by."""
    return next((c for c, term in vocab.issuers().items() if site and site in (term.zh, *term.also)), None)


def _headed(reading: Reading, title: str) -> Reading:
    """The body below its title, which is a part of what the notice says: names and numbers in it have evidence too."""
    if not title or reading.text.startswith(title):
        return reading
    return reading.model_copy(update={"text": f"{title}\n{reading.text}"})


def _kind(kind: str) -> Literal["official", "press"] | None:
    if kind == "official":
        return "official"
    return "press" if kind == "press" else None


def _given(document: StoredDocument, body: bytes) -> Reading:
    if document.headers.get(GIVEN) == "text":
        return Reading(file="", media_type="text/plain", text=body.decode("utf-8", "surrogatepass"))
    return read(body, document.name, document.media_type, document.final_url).model_copy(update={"file": ""})


def _attachment(
    stored: Stored, document: StoredDocument, kept: Mapping[str, Reading], fetch: Callable[[str], bytes]
) -> Reading:
    name, number = document.name or "attachment", 2
    while name in stored.documents:
        name, number = f"{number}-{document.name}", number + 1
    stored.documents[name] = document.id
    reading = kept.get(document.id)
    if reading is None or reading.reader != READER:
        reading = read(fetch(document.sha256), document.name, document.media_type, document.final_url)
        stored.fresh[document.id] = reading.model_copy(update={"reader": READER})
    return reading.model_copy(update={"file": name})
