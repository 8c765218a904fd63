"""A page that no layout could read is read from the archive once the layout is mended."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

import settings
from crawler.page import Source
from crawler.pipeline import read_again
from crawler.sources import info
from store import load, save
from store.archive import Archive
from store.db import open_store
from store.ids import posting_id
from store.records import Fetched

URL = "https://office.example/n/1.html"
TEXT = "虚构管理局对示例应用作出通报，要求在规定期限内完成整改，逾期不改的将依法依规处理并向社会公布结果，特此通报。"
PAGE = f'<html><body><h2 class="new">示例通报</h2><div class="moved"><p>{TEXT}</p>FILE</div></body></html>'


def source(**options: str) -> Source:
    """A plain source whose articles are found by `options`."""
    return Source("office", "虚构管理局", "official", "zh", "https://office.example", ("n/",), "plain", "0 * * * *",
                  options=options)  # fmt: skip


OLD = source(article_title="h1.old", article_body="div.old")
MENDED = source(article_title="h2.new", article_body="div.moved", attachment="div.moved a")


@pytest.fixture
def store(tmp_path: Path) -> tuple[Engine, Archive]:
    """A live store that knows the source."""
    engine = open_store(settings.load({}, home=tmp_path))
    save.sources(engine, [info(OLD)])
    return engine, Archive(tmp_path / "archive")


def kept(engine: Engine, archive: Archive, file: str = "", body: str = PAGE) -> load.Unread:
    """A listed page whose bytes were kept unread."""
    data = body.replace("FILE", file).encode()
    fetched = Fetched(
        asked_url=URL, final_url=URL, status=200, headers={"content-type": "text/html"},
        fetched_at=datetime.now(UTC), sha256=hashlib.sha256(data).hexdigest(), size=len(data),
        media_type="text/html", name="1.html", origin="live",
    )  # fmt: skip
    save.listed(engine, "office", [(URL, "示例通报", "")], "live")
    save.unreadable(engine, posting_id("office", URL), save.File(fetched, data), archive, "wanted h1.old")
    return load.unread(engine)[0]


def state(engine: Engine) -> str:
    return load.known(engine, "office")["//office.example/n/1.html"].state


def test_a_mended_layout_makes_a_version_of_the_archived_bytes(store: tuple[Engine, Archive]) -> None:
    engine, archive = store
    assert read_again(engine, archive, MENDED, kept(engine, archive))
    assert (state(engine), load.unread(engine)) == ("fetched", [])
    (version,) = load.stale(engine, "1")
    assert load.version(engine, version).facts.title == "示例通报"


def test_a_page_with_files_is_left_to_the_next_crawl(store: tuple[Engine, Archive]) -> None:
    engine, archive = store
    assert read_again(engine, archive, MENDED, kept(engine, archive, '<a href="/f/list.pdf">附件</a>'))
    assert (state(engine), load.unread(engine), load.stale(engine, "1")) == ("listed", [], [])


def test_what_still_cannot_be_read_stays_as_it_is(store: tuple[Engine, Archive]) -> None:
    engine, archive = store
    page = kept(engine, archive, body="<html><body></body></html>")
    assert not read_again(engine, archive, OLD, page)
    assert (state(engine), load.unread(engine)) == ("unreadable", [page])
