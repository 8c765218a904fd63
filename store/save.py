"""What a crawl brings, written down: sources, postings and their versions. Each function is one short transaction.

With `runs` and `save_notice`, whose functions are offered here too, the only writer of crawl and extraction data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from sqlalchemy import Engine, insert
from sqlmodel import Session, col, select

from store import clock, db
from store.archive import Archive
from store.ids import digest, normal_url, posting_id
from store.records import Fetched, PageFacts, SourceInfo
from store.runs import ended as run_ended
from store.runs import lease, release, request, take_requests
from store.runs import progress as run_progress
from store.runs import started as run_started
from store.save_notice import SavedNotice, extraction, reading
from store.tables import Document, Notice, Posting, Source, Version
from store.triggers import vanished

__all__ = [
    "File", "OriginRefused", "Saved", "SavedNotice", "answered", "backfilled", "extraction", "failed", "fetched",
    "files_missed", "gone", "ingesting", "lease", "listed", "missed", "not_modified", "pause", "reading", "release",
    "request", "resume_at", "run_ended", "run_progress", "run_started", "soon", "sources", "take_requests", "unreadable",
    "wanted",
]  # fmt: skip

GONE_AFTER = 3  # visits in a row that found nothing …
GONE_SPAN = timedelta(hours=48)  # … over at least so long
GONE_STATUS = (404, 410)
_TAKES = {"live": ("live", "ingested"), "example": ("example",)}


class OriginRefused(Exception):
    """An example offered to the live store, or a real item to the example store."""


@dataclass(frozen=True)
class File:
    """A fetched file with its bytes."""

    fetched: Fetched
    body: bytes


@dataclass(frozen=True)
class Saved:
    """What became of a fetched page."""

    state: Literal["new", "changed", "unchanged"]
    posting_id: str
    version_id: str


def sources(engine: Engine, infos: Iterable[SourceInfo]) -> None:
    """Make the store's sources agree with the catalogue's entries; what it knows of their state stays."""
    with db.writing(engine) as session:
        for info in infos:
            data = info.model_dump()
            known = session.get(Source, info.id)
            if known is None:
                session.add(Source(first_seen=clock.now(), **data))
            else:
                known.sqlmodel_update(data)


def ingesting(engine: Engine, source_id: str, title: str, language: str, issuer: str | None = None) -> str:
    """Make sure that there is a source for files of a person's own; a source of that id is left as it is."""
    with db.writing(engine) as session:
        if session.get(Source, source_id) is None:
            session.add(
                Source(
                    id=source_id, title=title, title_en=title, kind="ingested", language=language, issuer=issuer,
                    home="", layout="", enabled=False, why_not="files given by a person", first_seen=clock.now(),
                )
            )  # fmt: skip
    return source_id


def answered(engine: Engine, source_id: str, ok: bool, answer: str) -> None:
    """Note what the source said at a probe or crawl."""
    with db.writing(engine) as session:
        source = session.get_one(Source, source_id)
        source.answered, source.answer, source.answered_at = ok, answer, clock.now()


def backfilled(engine: Engine, source_id: str) -> None:
    """Note that all pages of all lists of the source were seen once."""
    with db.writing(engine) as session:
        source = session.get_one(Source, source_id)
        source.backfilled_at, source.resume = clock.now(), None


def resume_at(engine: Engine, source_id: str, asks: list[dict[str, Any]]) -> None:
    """Note at which list pages the source's back-fill goes on when it is cut short."""
    with db.writing(engine) as session:
        session.get_one(Source, source_id).resume = asks or None


def soon(engine: Engine, source_id: str, yes: bool) -> None:
    """Note whether the source's run ended only because its time was over."""
    with db.reading(engine) as session:
        if session.get_one(Source, source_id).soon == yes:
            return
    with db.writing(engine) as session:
        session.get_one(Source, source_id).soon = yes


def pause(engine: Engine, source_id: str, paused: bool) -> None:
    """Pause or resume a source at a person's wish."""
    with db.writing(engine) as session:
        session.get_one(Source, source_id).paused = paused


def listed(
    engine: Engine,
    source_id: str,
    links: Sequence[tuple[str, str, str]],
    origin: str,
    states: Mapping[str, str] | None = None,
) -> list[str]:
    """Note (url, title, day) of a list's rows; returns the ids of the postings that were never fetched, in order.

    `states`: by address, where a call for comment stands. It is of the list, not of the page: no version comes of it.
    """
    rows: dict[str, tuple[str, str, str]] = {}
    for row in links:
        rows.setdefault(posting_id(source_id, row[0]), row)
    with db.writing(engine) as session:
        _refuse(session, [origin])
        found = session.exec(select(Posting).where(col(Posting.id).in_(rows)))
        known = {posting.id: posting for posting in found}
        for id_, (url, title, day) in rows.items():
            if id_ not in known:
                known[id_] = _posting(session, source_id, url, origin)
            known[id_].list_title = title or known[id_].list_title
            known[id_].list_day = day or known[id_].list_day
            known[id_].list_state = (states or {}).get(url) or known[id_].list_state
        return [id_ for id_ in rows if known[id_].state == "listed"]


def fetched(
    engine: Engine,
    archive: Archive,
    source_id: str,
    page: File,
    facts: PageFacts,
    attachments: Sequence[File] = (),
    list_title: str = "",
    list_day: str = "",
    lost: int = 0,
) -> Saved:
    """Keep a page with its attachments: a new version where its facts' digest differs from the last, else none.

    `lost`: how many of its attachments did not come; later visits try for them.
    Raises OriginRefused for a file that does not belong to this store.
    """
    files = [page, *attachments]
    id_ = posting_id(source_id, page.fetched.asked_url)
    with db.reading(engine) as session:
        _refuse(session, [file.fetched.origin for file in files])
        _, _, known = _last_version(session, id_) or ("", 0, "")
    if known != facts.digest:
        for file in files:
            if archive.put(file.body) != file.fetched.sha256:
                raise ValueError(
                    f"{file.fetched.asked_url}: the bytes do not have the hash that came with them"
                )
    with db.writing(engine) as session:
        posting = session.get(Posting, id_) or _posting(
            session, source_id, page.fetched.asked_url, page.fetched.origin
        )
        _found(session, posting, page.fetched)
        posting.files_tries = posting.files_tries + 1 if lost else 0
        posting.files_lost = lost
        last_id, number, known = _last_version(session, id_) or ("", 0, "")
        if known == facts.digest:
            return Saved("unchanged", id_, last_id)
        posting.last_changed = page.fetched.fetched_at
        posting.list_title, posting.list_day = list_title or posting.list_title, list_day or posting.list_day
        version_id = _version(session, id_, number + 1, facts, files)
        return Saved("changed" if number else "new", id_, version_id)


def not_modified(engine: Engine, posting_id: str) -> None:
    """The server said that the page is as it was."""
    with db.writing(engine) as session:
        _found(session, session.get_one(Posting, posting_id), None)


def unreadable(engine: Engine, posting_id: str, file: File | None, archive: Archive, reason: str) -> None:
    """The layout could not read the page: its bytes are kept for a mended layout, no version is made."""
    if file is not None:
        archive.put(file.body)
    with db.writing(engine) as session:
        posting = session.get_one(Posting, posting_id)
        if file is not None:
            _refuse(session, [file.fetched.origin])
            posting.unread = file.fetched.model_dump(mode="json")
        posting.state, posting.error, posting.last_checked = "unreadable", reason, clock.now()
        posting.tries += 1


def missed(engine: Engine, posting_id: str, text: str) -> None:
    """A visit brought nothing, though the page may be there: the next one waits longer."""
    with db.writing(engine) as session:
        posting = session.get_one(Posting, posting_id)
        posting.tries, posting.last_checked = posting.tries + 1, clock.now()
        if posting.state == "listed":
            posting.error = text


def files_missed(engine: Engine, posting_id: str) -> None:
    """Another visit tried for the files that the posting lacks, in vain."""
    with db.writing(engine) as session:
        posting = session.get_one(Posting, posting_id)
        posting.files_tries, posting.last_checked = posting.files_tries + 1, clock.now()


def failed(engine: Engine, posting_id: str, text: str) -> None:
    """What was fetched could not be processed: say why on the posting, until an extraction of it succeeds."""
    with db.writing(engine) as session:
        session.get_one(Posting, posting_id).error = text


def wanted(engine: Engine, posting_id: str) -> None:
    """The archived page reads now, but it has files that were never fetched: the next crawl fetches it with them."""
    with db.writing(engine) as session:
        posting = session.get_one(Posting, posting_id)
        posting.state, posting.error, posting.unread = "listed", "", None


def gone(engine: Engine, posting_id: str, status: int, news_days: int = 14, said: str = "") -> str:
    """A visit found the page gone: 404, 410, or an error page, which `said` so, under any other status.

    Returns the posting's state: `gone` after three such visits over 48 hours.
    """
    if status not in GONE_STATUS and not said:
        raise ValueError(f"HTTP {status} does not say that a page is gone; only {GONE_STATUS} do")
    with db.writing(engine) as session:
        posting, now = session.get_one(Posting, posting_id), clock.now()
        posting.strikes, posting.tries = posting.strikes + 1, posting.tries + 1
        posting.first_strike = posting.first_strike or now
        posting.last_checked, posting.error = now, said or f"HTTP {status}"
        lasting = now - posting.first_strike >= GONE_SPAN
        if posting.state != "gone" and posting.strikes >= GONE_AFTER and lasting:
            posting.state = "gone"
            if posting.notice_id and not _stands_elsewhere(session, posting):
                vanished(session, session.get_one(Notice, posting.notice_id), posting, news_days)
        return posting.state


def _stands_elsewhere(session: Session, posting: Posting) -> bool:
    """Whether the posting's notice has another address that is not gone."""
    others = select(Posting.id).where(Posting.notice_id == posting.notice_id, Posting.id != posting.id)
    return session.exec(others.where(Posting.state != "gone")).first() is not None


def _refuse(session: Session, origins: Iterable[str]) -> None:
    store = db.origin_of(session)
    for origin in origins:
        if origin not in _TAKES[store]:
            raise OriginRefused(f"an item of origin '{origin}' cannot enter a store of origin '{store}'")


def _posting(session: Session, source_id: str, url: str, origin: str) -> Posting:
    posting = Posting(
        id=posting_id(source_id, url),
        source_id=source_id,
        url=url,
        url_normal=normal_url(url),
        origin=origin,
        first_seen=clock.now(),
    )
    session.add(posting)
    return posting


def _found(session: Session, posting: Posting, page: Fetched | None) -> None:
    """The page answered. `page` is None where the server said that it is as it was."""
    now = clock.now()
    was_missed = posting.strikes > 0
    posting.last_checked = now
    posting.strikes, posting.first_strike, posting.tries = 0, None, 0
    if page is not None:
        headers = {name.lower(): value for name, value in page.headers.items()}
        posting.etag = headers.get("etag", "")
        posting.last_modified = headers.get("last-modified", "")
        posting.unread = None
    if posting.state == "gone" or (page is not None and posting.state != "fetched"):
        posting.state, posting.error = "fetched", ""
    elif was_missed and posting.state == "fetched":  # any other error is of its processing, and stands
        posting.error = ""
    if posting.notice_id:
        session.get_one(Notice, posting.notice_id).last_checked = now


def _last_version(session: Session, posting_id: str) -> tuple[str, int, str] | None:
    """Id, number and digest of the newest version."""
    wanted = select(Version.id, Version.number, Version.digest).where(Version.posting_id == posting_id)
    return session.exec(wanted.order_by(col(Version.number).desc())).first()


def _version(session: Session, posting_id: str, number: int, facts: PageFacts, files: Sequence[File]) -> str:
    """Write a version with its documents, by statements: objects of the tables cost more."""
    id_ = "v_" + digest(posting_id, number)
    version = {
        "id": id_,
        "posting_id": posting_id,
        "number": number,
        "digest": facts.digest,
        "facts": facts.model_dump(mode="json"),
        "seen_at": files[0].fetched.fetched_at,
    }
    documents = [
        {
            "id": "d_" + digest(id_, position),
            "version_id": id_,
            "kind": "attachment" if position else "page",
            "position": position,
            **file.fetched.model_dump(),
        }
        for position, file in enumerate(files)
    ]
    session.flush()  # the posting may be new
    connection = session.connection()
    connection.execute(insert(Version), version)
    connection.execute(insert(Document), documents)
    return id_
