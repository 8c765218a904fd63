"""Made-up notices put into a store as a crawl and an extraction put them there."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from sqlalchemy import Engine

from store import save
from store.archive import Archive
from store.ids import digest
from store.records import Extraction, Fetched, PageFacts, SourceInfo, Stamp

SOURCE = "made-office"


def source() -> SourceInfo:
    """The one source that all of them are of."""
    return SourceInfo(
        id=SOURCE, title="虚构管理局", kind="official", language="zh", home="https://www.example.org",
        layout="plain", cron="0 * * * *", enabled=True,
    )  # fmt: skip


def address(id_: str) -> str:
    """Where the notice with a record of this id stands."""
    return f"https://www.example.org/notices/{id_}.html"


def keep(engine: Engine, archive: Archive, record: Extraction, day: str) -> None:
    """Save a notice that says what the record has."""
    text = f"示例 {record.id}"
    body = text.encode()
    fetched = Fetched(
        asked_url=address(record.id), final_url=address(record.id), status=200, headers={}, fetched_at=datetime.now(UTC),
        sha256=hashlib.sha256(body).hexdigest(), size=len(body), media_type="text/html", name=f"{record.id}.html",
        origin="example",
    )  # fmt: skip
    published = Stamp(value=day, precision="day", basis="stated", printed=day)
    facts = PageFacts(title=text, published=published, digest=digest(text))
    saved = save.fetched(engine, archive, SOURCE, save.File(fetched, body), facts)
    save.extraction(engine, saved.version_id, record, text, {})
