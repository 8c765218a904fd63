"""What a crawl brings is written down once, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, SQLModel, select

from store import load, save
from store.archive import Archive
from store.db import open_store, reading
from store.ids import posting_id
from store.records import Origin
from store.rows import values
from store.tables import Document, Notice, Posting, Source, Trigger, Version
from tests.store import making
from tests.store.conftest import Clock
from tests.store.making import NOON, URL, app, at, facts, file, notice, put, record

ID = posting_id("made-office", URL)


def dump(engine: Engine) -> dict[str, list[dict[str, object]]]:
    """Every row of every table."""
    tables: Sequence[type[SQLModel]] = [m.class_ for m in SQLModel._sa_registry.mappers]
    with reading(engine) as session:
        return {t.__name__: [values(row) for row in session.exec(select(t))] for t in tables}


def posting(session: Session, id_: str = ID) -> Posting:
    return session.get_one(Posting, id_)


def test_a_page_seen_for_the_first_time_is_version_one_with_its_attachments(
    engine: Engine, archive: Archive
) -> None:
    attached = file("list", "https://www.example.org/notices/1.pdf")
    saved = save.fetched(
        engine, archive, "made-office", file(), facts(), [attached], "列表标题", "2026-03-09"
    )
    assert (saved.state, saved.posting_id) == ("new", ID)
    stored = load.version(engine, saved.version_id)
    assert [(d.kind, d.final_url) for d in stored.documents] == [
        ("page", URL),
        ("attachment", "https://www.example.org/notices/1.pdf"),
    ]
    assert archive.get(stored.documents[1].sha256) == b"list"
    assert (stored.source_id, stored.issuer, stored.list_title) == ("made-office", "MIIT", "列表标题")


def test_the_same_page_again_only_moves_the_time_of_the_check(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    notice(engine, archive, app("画图宝", "虚构一号科技有限公司", 1))
    before, files = dump(engine), sorted(archive.folder.rglob("*"))
    time.move(hours=6)
    regenerated = making.file("<p>通报</p><!-- 6 hours later -->")
    saved = save.fetched(engine, archive, "made-office", regenerated, facts(text="通报"))
    assert saved.state == "unchanged"
    after = dump(engine)
    for table in (before, after):
        for row in [*table["Posting"], *table["Notice"]]:
            assert row.pop("last_checked")
    assert after == before
    assert sorted(archive.folder.rglob("*")) == files


def test_an_edited_page_is_a_new_version_and_the_old_one_stays(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    first = put(engine, archive, body="one")
    time.move(days=1)
    second = put(engine, archive, body="two")
    assert second.state == "changed"
    with reading(engine) as session:
        versions = session.exec(select(Version).order_by(Version.number)).all()  # type: ignore[arg-type]
        assert [v.id for v in versions] == [first.version_id, second.version_id]
        documents = {d.version_id: d.sha256 for d in session.exec(select(Document))}
    assert archive.get(documents[first.version_id]) == b"one"
    assert archive.get(documents[second.version_id]) == b"two"


def test_a_page_that_goes_back_to_an_earlier_text_is_a_third_version(
    engine: Engine, archive: Archive
) -> None:
    states = [put(engine, archive, body=body).state for body in ("one", "two", "one")]
    assert states == ["new", "changed", "changed"]


def test_a_list_makes_postings_once_and_returns_those_not_fetched_in_its_order(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    urls = [f"https://www.example.org/{number}" for number in (3, 2, 1)]
    links = [(url, f"title {url[-1]}", "2026-03-09") for url in urls]
    twin = (urls[0].replace("https", "http"), "title 3", "2026-03-09")
    ids = [posting_id("made-office", url) for url in urls]
    assert save.listed(engine, "made-office", [*links, twin], "live") == ids
    put(engine, archive, url=urls[1])
    before = dump(engine)
    time.move(hours=1)
    assert save.listed(engine, "made-office", links, "live") == [ids[0], ids[2]]
    assert dump(engine) == before


def test_what_a_list_says_of_a_call_for_comment_is_kept_on_the_posting_and_makes_no_version(
    engine: Engine, archive: Archive
) -> None:
    put(engine, archive)
    found = []
    for states in ({URL: "进行中"}, {}, {URL: "已结束"}):
        save.listed(engine, "made-office", [(URL, "t", "")], "live", states)
        with reading(engine) as session:
            found.append(posting(session).list_state)
            assert len(session.exec(select(Version)).all()) == 1
    assert found == ["进行中", "进行中", "已结束"]


def test_examples_cannot_enter_a_live_store_nor_real_items_an_example_store(
    engine: Engine, archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with pytest.raises(save.OriginRefused, match="'example' cannot enter a store of origin 'live'"):
        put(engine, archive, origin="example")
    with pytest.raises(save.OriginRefused):
        save.listed(engine, "made-office", [(URL, "", "")], "example")
    with pytest.raises(save.OriginRefused):
        save.fetched(engine, archive, "made-office", file(), facts(), [file(origin="example")])
    assert not list(archive.folder.rglob("*.gz"))
    assert dump(engine)["Posting"] == []
    demo = open_store(at(tmp_path_factory.mktemp("demo")), "example")
    save.sources(demo, [making.source()])
    origins: tuple[Origin, ...] = ("live", "ingested")
    for origin in origins:
        with pytest.raises(save.OriginRefused, match=f"'{origin}' cannot enter a store of origin 'example'"):
            put(demo, archive, origin=origin)
    assert put(demo, archive, origin="example").state == "new"
    assert put(engine, archive, origin="ingested").state == "new"


def test_bytes_that_are_not_what_their_hash_says_are_refused(engine: Engine, archive: Archive) -> None:
    with pytest.raises(ValueError, match="do not have the hash"):
        save.fetched(engine, archive, "made-office", save.File(file().fetched, b"other"), facts())
    assert dump(engine)["Posting"] == []


def test_three_visits_over_two_days_make_a_posting_gone_and_take_nothing_back(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    saved = notice(engine, archive, app("画图宝", "虚构一号科技有限公司", 1))
    before = dump(engine)
    assert [save.gone(engine, ID, 404), save.gone(engine, ID, 410), save.gone(engine, ID, 404)] == [
        "fetched"
    ] * 3
    time.move(hours=47)
    assert save.gone(engine, ID, 404) == "fetched"
    time.move(hours=1)
    assert save.gone(engine, ID, 404) == "gone"
    assert save.gone(engine, ID, 404) == "gone"
    after = dump(engine)
    assert (after["Entry"], after["Notice"]) == (before["Entry"], before["Notice"])
    with reading(engine) as session:
        told = session.exec(select(Trigger).where(Trigger.kind == "removed_notice")).all()
    assert [(t.subject, t.notice_id) for t in told] == [("notice", saved.notice_id)]


def test_two_visits_are_not_enough_however_far_apart(engine: Engine, archive: Archive, time: Clock) -> None:
    put(engine, archive)
    save.gone(engine, ID, 404)
    time.move(days=30)
    assert save.gone(engine, ID, 404) == "fetched"


def test_a_page_that_answers_in_between_starts_the_count_anew(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    put(engine, archive)
    for _ in range(2):
        save.gone(engine, ID, 404)
    save.not_modified(engine, ID)
    time.move(hours=60)
    assert save.gone(engine, ID, 404) == "fetched"
    with reading(engine) as session:
        assert (posting(session).strikes, posting(session).first_strike) == (1, time.at)


def test_a_page_that_is_back_is_fetched_again_without_a_new_version(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    put(engine, archive)
    for _ in range(3):
        save.gone(engine, ID, 404)
        time.move(hours=24)
    with reading(engine) as session:
        assert posting(session).state == "gone"
    assert put(engine, archive).state == "unchanged"
    with reading(engine) as session:
        assert (posting(session).state, posting(session).error) == ("fetched", "")


def test_an_error_page_counts_as_a_visit_that_found_nothing(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    put(engine, archive)
    found = []
    for status, said in ((200, "an error page (页面不存在)"), (404, ""), (200, "an error page (404)")):
        found.append(save.gone(engine, ID, status, said=said))
        time.move(hours=24)
    assert found == ["fetched", "fetched", "gone"]
    with reading(engine) as session:
        assert posting(session).error == "an error page (404)"


@pytest.mark.parametrize("status", [200, 403, 429, 500, 503])
def test_other_answers_do_not_say_that_a_page_is_gone(engine: Engine, archive: Archive, status: int) -> None:
    put(engine, archive)
    with pytest.raises(ValueError, match=f"HTTP {status}"):
        save.gone(engine, ID, status)


def test_an_unreadable_page_keeps_its_bytes_and_makes_no_version(engine: Engine, archive: Archive) -> None:
    save.listed(engine, "made-office", [(URL, "t", "")], "live")
    save.unreadable(engine, ID, file("<p>new design</p>"), archive, "wanted div.article, found none")
    waiting = load.unread(engine, "made-office")
    assert [(w.posting_id, w.reason) for w in waiting] == [(ID, "wanted div.article, found none")]
    assert archive.get(waiting[0].fetched.sha256) == b"<p>new design</p>"
    assert dump(engine)["Version"] == []
    put(engine, archive)
    assert load.unread(engine) == []


def test_sources_follow_the_catalogue_and_keep_what_is_known_of_them(engine: Engine, time: Clock) -> None:
    save.answered(engine, "made-office", False, "timed out")
    save.backfilled(engine, "made-office")
    save.pause(engine, "made-office", True)
    time.move(days=1)
    save.sources(engine, [making.source(title="改名局", enabled=False, why_not="moved")])
    with reading(engine) as session:
        found = session.get_one(Source, "made-office")
    assert (found.title, found.enabled, found.why_not) == ("改名局", False, "moved")
    assert (found.answered, found.answer, found.paused, found.backfilled_at) == (
        False,
        "timed out",
        True,
        NOON,
    )
    assert found.first_seen == NOON


def test_files_of_a_person_have_a_source_that_no_crawl_visits(engine: Engine, archive: Archive) -> None:
    assert save.ingesting(engine, "ingested", "Files", "zh") == "ingested"
    assert save.ingesting(engine, "ingested", "Other title", "en") == "ingested"
    put(engine, archive, url="items.jsonl#1", source_id="ingested", origin="ingested")
    with reading(engine) as session:
        found = session.get_one(Source, "ingested")
    assert (found.kind, found.enabled, found.title) == ("ingested", False, "Files")


def test_what_is_known_of_a_source_is_found_by_normalised_address(engine: Engine, archive: Archive) -> None:
    put(engine, archive)
    known = load.known(engine, "made-office")
    assert list(known) == ["//www.example.org/notices/1.html"]
    found = known["//www.example.org/notices/1.html"]
    assert (found.posting_id, found.state, found.etag, found.first_seen) == (ID, "fetched", '"1"', NOON)


def test_instants_come_back_aware_and_in_utc(engine: Engine, archive: Archive) -> None:
    put(engine, archive)
    with reading(engine) as session:
        assert posting(session).first_seen == datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
        assert posting(session).first_seen.utcoffset() == timedelta(0)
        assert session.exec(select(Notice)).all() == []


def test_a_failed_extraction_shows_on_its_posting_until_one_succeeds(
    engine: Engine, archive: Archive
) -> None:
    stored = put(engine, archive)
    save.failed(engine, stored.posting_id, "the list has no head")
    put(engine, archive)  # an unchanged visit takes nothing back
    with reading(engine) as session:
        assert session.get_one(Posting, stored.posting_id).error == "the list has no head"
    save.extraction(engine, stored.version_id, record(), "通报", {})
    with reading(engine) as session:
        assert session.get_one(Posting, stored.posting_id).error == ""
