"""Made-up crawl and extraction records for the store's tests. Apps and firms are invented."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Engine

import settings
from store import save
from store.archive import Archive
from store.ids import digest
from store.records import (
    AppClaim,
    CompanyClaim,
    Evidence,
    Extraction,
    Fetched,
    Origin,
    PageFacts,
    SourceInfo,
    Stamp,
    Wording,
)

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai
URL = "https://www.example.org/notices/1.html"


def at(home: Path) -> settings.Settings:
    """Settings of a store in `home`."""
    return settings.load({}, home=home)


def source(id: str = "made-office", kind: str = "official", **given: object) -> SourceInfo:
    """A source of the catalogue."""
    base = {
        "id": id, "title": "虚构管理局", "kind": kind, "issuer": "MIIT" if kind == "official" else None,
        "language": "zh", "home": "https://www.example.org", "layout": "plain", "cron": "0 * * * *", "enabled": True,
    }  # fmt: skip
    return SourceInfo.model_validate(base | given)


def file(
    body: str = "<p>通报</p>", url: str = URL, origin: Origin = "live", at: datetime = NOON
) -> save.File:
    """A fetched page or attachment."""
    data = body.encode()
    fetched = Fetched(
        asked_url=url, final_url=url, status=200, headers={"ETag": '"1"'}, fetched_at=at,
        sha256=hashlib.sha256(data).hexdigest(), size=len(data), media_type="text/html", name="1.html", origin=origin,
    )  # fmt: skip
    return save.File(fetched, data)


def facts(title: str = "关于侵害用户权益行为的APP通报", day: str = "2026-03-09", text: str = "") -> PageFacts:
    """What the layout read off the page; its digest follows title, day and text."""
    published = Stamp(value=day, precision="day", basis="stated", printed=day) if day else None
    return PageFacts(title=title, published=published, digest=digest(title, day, text))


def put(
    engine: Engine,
    archive: Archive,
    url: str = URL,
    source_id: str = "made-office",
    body: str = "<p>通报</p>",
    origin: Origin = "live",
    **given: str,
) -> save.Saved:
    """Save one fetched page."""
    page = facts(**given) if "text" in given else facts(text=body, **given)
    return save.fetched(engine, archive, source_id, file(body, url, origin), page)


def quote(text: str, within: str = "") -> Evidence:
    """Evidence for `text` in the item's text, or in the first cell of a list where no text is given."""
    if within:
        start = within.index(text)
        return Evidence(start=start, end=start + len(text), text=text)
    return Evidence(table=0, row=2, col=1, text=text)


def app(name: str, developer: str | None = None, row: int | None = None, **given: object) -> AppClaim:
    """An app of a list; `raw` are its cells."""
    base = {
        "name": name, "role": "target", "developer": developer, "row": row, "outcome": "named",
        "raw": [str(row), name, developer or ""] if row else [], "violations": ["pi_illegal_collection"],
        "wording": [Wording(text="违规收集个人信息", codes=["pi_illegal_collection"])], "evidence": [quote(name)],
    }  # fmt: skip
    return AppClaim.model_validate(base | given)


def firm(name: str, **given: object) -> CompanyClaim:
    """A company named in the item."""
    return CompanyClaim.model_validate({"name": name, "role": "operator", "evidence": [quote(name)]} | given)


def seen(name: str, **given: object) -> CompanyClaim:
    """A company that is only mentioned: what a real name may be in a test."""
    return firm(name, role="mentioned", **given)


def seen_app(name: str, developer: str | None = None, role: str = "mentioned") -> AppClaim:
    """An app that is only mentioned, with nothing said against it: what a real name may be in a test."""
    return app(name, developer, role=role, outcome=None, violations=[], wording=[])


def record(*claims: AppClaim | CompanyClaim, extractor: str = "1", **given: object) -> Extraction:
    """An extraction of the given claims."""
    base = {
        "id": "1", "language": "zh", "document": "app_list", "extractor": extractor, "issuers": ["MIIT"],
        "apps": [c for c in claims if isinstance(c, AppClaim)],
        "companies": [c for c in claims if isinstance(c, CompanyClaim)],
    }  # fmt: skip
    return Extraction.model_validate(base | given)


def notice(
    engine: Engine,
    archive: Archive,
    *claims: AppClaim | CompanyClaim,
    url: str = URL,
    source_id: str = "made-office",
    text: str = "通报",
    **given: object,
) -> save.SavedNotice:
    """Fetch a page at `url` and save an extraction with `claims`; `day` and `title` are the page's.

    Without a title each address has one of its own, so that it is a notice of its own.
    """
    if url != URL:
        given.setdefault("title", f"关于侵害用户权益行为的APP通报（{url}）")
    page = {name: str(given.pop(name)) for name in ("day", "title", "origin") if name in given}
    stored = put(engine, archive, url, source_id, body=text, **page)  # type: ignore[arg-type]
    extracted = record(*claims, **given)  # type: ignore[arg-type]
    return save.extraction(engine, stored.version_id, extracted, text, {}, news_days=14)
