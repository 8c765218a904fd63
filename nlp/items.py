"""Items given as files: the lines of an items file, or single files, made into `Item`s for the extractor.

An items file has one JSON object a line: `id`, one of `text`, `html` or `path`, and, where known, `attachments`, `url`,
`title`, `published` and `source`. Paths are relative to the items file's folder.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from pydantic import Field, ValidationError, model_validator

from nlp.read import read
from nlp.stored import GIVEN
from store.records import Fetched, Item, PageFacts, Precision, Reading, Record, Stamp

MOST_BYTES = 50 * 1024 * 1024
MOST_LINE = 64 * 1024 * 1024


class Line(Record):
    """One line of an items file."""

    id: str = Field(min_length=1, max_length=200)
    text: str | None = None
    html: str | None = None
    path: str | None = None
    attachments: tuple[str, ...] = ()
    url: str | None = None
    title: str | None = None
    published: str | None = Field(default=None, pattern=r"^\d{4}(-\d{2}(-\d{2}([T ].*)?)?)?$")
    source: str | None = None

    @model_validator(mode="after")
    def _one_content(self) -> Line:
        given = [name for name in ("text", "html", "path") if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"needs exactly one of text, html, path; has {', '.join(given) or 'none'}")
        return self


@dataclass(frozen=True)
class FilePart:
    """One file of an item: its name within the item and its bytes."""

    name: str
    body: bytes


@dataclass(frozen=True)
class Given:
    """One item as it was given: what is known of it and its files, the item itself first."""

    line: Line
    parts: list[FilePart] = field(default_factory=list)

    def readings(self) -> list[Reading]:
        """What its files say; a text given as such is taken to the letter."""
        first, *others = self.parts
        if self.line.text is not None:
            main = Reading(file="", media_type="text/plain", text=self.line.text)
        else:
            kind = "text/html" if self.line.html is not None else ""
            main = read(first.body, first.name, kind, self.line.url or "").model_copy(update={"file": ""})
        return [main, *(read(part.body, part.name) for part in others)]

    def facts(self) -> PageFacts:
        """What its line says of it, with a digest of that and of its files."""
        line = self.line
        known = [line.title, line.published, line.source, *(part.body for part in self.parts)]
        digest = hashlib.sha256()
        for value in known:
            digest.update(
                hashlib.sha256(value if isinstance(value, bytes) else repr(value).encode()).digest()
            )
        return PageFacts(
            title=line.title or "",
            published=_stamp(line.published),
            source_printed=line.source or "",
            digest=digest.hexdigest(),
        )

    def fetched(self) -> list[tuple[Fetched, bytes]]:
        """Its files as the store keeps them, under the item's own address or one made of its id."""
        url = self.line.url or f"ingested:{quote(self.line.id)}"
        return [
            (
                Fetched(
                    asked_url=url if number == 0 else f"{url}#{quote(part.name)}",
                    final_url=url,
                    status=200,
                    headers={GIVEN: "text" if number == 0 and self.line.text is not None else "file"},
                    fetched_at=datetime.now(UTC),
                    sha256=hashlib.sha256(part.body).hexdigest(),
                    size=len(part.body),
                    media_type="text/html" if number == 0 and self.line.html is not None else "",
                    name=part.name,
                    origin="ingested",
                ),
                part.body,
            )
            for number, part in enumerate(self.parts)
        ]

    def item(self) -> Item:
        """What the extractor takes."""
        line = self.line
        return Item(
            id=line.id,
            readings=self.readings(),
            url=line.url,
            title=line.title,
            published=line.published,
            source=line.source,
        )


class BadItem(Exception):
    """A line or file that cannot be read: `id` where it is known, and a text that says what to do."""

    def __init__(self, ident: str, text: str) -> None:
        super().__init__(text)
        self.ident = ident

    def __reduce__(self) -> tuple[type[BadItem], tuple[str, str]]:
        """So that it can be handed to another process."""
        return BadItem, (self.ident, str(self))


def items_file(path: Path) -> Iterator[Given | BadItem]:
    """The items of a JSONL file in order; a line that cannot be read gives a `BadItem` and the rest goes on."""
    with path.open("rb") as lines:
        for number, raw in enumerate(lines, 1):
            if raw.strip():
                try:
                    yield _given(_line(raw, number), path.parent)
                except BadItem as bad:
                    yield bad


def local_file(path: Path) -> Given:
    """One local file as an item of its own. Raises BadItem."""
    line = Line(id=path.name[:200], path=path.name)
    return _given(line, path.parent)


def _stamp(day: str | None) -> Stamp | None:
    if day is None:
        return None
    precisions: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
    return Stamp(value=day, precision=precisions.get(len(day), "instant"), basis="stated", printed=day)


def _line(raw: bytes, number: int) -> Line:
    ident = f"line {number}"
    if len(raw) > MOST_LINE:
        raise BadItem(ident, f"line {number} is longer than {MOST_LINE:,} bytes: put the text into a file")
    try:
        value = json.loads(raw.decode("utf-8-sig"))
    except ValueError as error:
        raise BadItem(ident, f"line {number} is not JSON: {error}") from None
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        ident = value["id"]
    try:
        return Line.model_validate(value)
    except ValidationError as error:
        what = "; ".join(f"{'.'.join(map(str, e['loc'])) or 'item'}: {e['msg']}" for e in error.errors())
        raise BadItem(ident, f"line {number}: {what}") from None


def _given(line: Line, folder: Path) -> Given:
    if line.text is not None:
        main = FilePart("text.txt", line.text.encode("utf-8", "surrogatepass"))
    elif line.html is not None:
        main = FilePart("page.html", line.html.encode("utf-8", "surrogatepass"))
    else:
        main = _file(folder, line.path or "", line.id)
    return Given(line, [main, *(_file(folder, name, line.id) for name in line.attachments)])


def _file(folder: Path, name: str, ident: str) -> FilePart:
    path = folder / name
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise BadItem(ident, f"{name} has {size:,} bytes; at most {MOST_BYTES:,} are read")
        return FilePart(Path(name).name, path.read_bytes())
    except OSError as error:
        raise BadItem(ident, f"{name} cannot be read: {error.strerror}") from None
