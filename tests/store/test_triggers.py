"""What is news: written once, and late where it is only found later."""

from __future__ import annotations

from sqlalchemy import Engine
from sqlmodel import select

from store import save
from store.archive import Archive
from store.db import reading
from store.tables import App, Company, Trigger
from tests.store.conftest import Clock
from tests.store.making import app, firm, notice, put, record, seen_app

LIST = (
    app("画图宝", "虚构一号科技有限公司", 1),
    firm("虚构一号科技有限公司"),
    firm("旁观科技有限公司", role="mentioned"),
)


def told(engine: Engine, kind: str = "named") -> list[tuple[str, str, bool]]:
    """Subject, its name and whether it is late, of each trigger of a kind."""
    with reading(engine) as session:
        names = {a.id: a.name for a in session.exec(select(App))} | {
            c.id: c.name for c in session.exec(select(Company))
        }
        triggers = session.exec(select(Trigger).where(Trigger.kind == kind)).all()
        return sorted((t.subject, names.get(t.subject_id, "the notice"), t.late) for t in triggers)


def test_a_new_notice_tells_of_itself_its_apps_and_their_companies_but_not_of_bystanders(
    engine: Engine, archive: Archive
) -> None:
    notice(engine, archive, *LIST)
    assert told(engine) == [
        ("app", "画图宝", False), ("company", "虚构一号科技有限公司", False), ("notice", "the notice", False),
    ]  # fmt: skip


def test_the_company_behind_a_known_app_is_told_of_though_the_notice_does_not_name_it(
    engine: Engine, archive: Archive
) -> None:
    notice(engine, archive, seen_app("微信", role="operator"))
    assert ("company", "腾讯", False) in told(engine)


def test_processing_again_tells_nothing_again(engine: Engine, archive: Archive, time: Clock) -> None:
    version = put(engine, archive).version_id
    save.extraction(engine, version, record(*LIST), "通报", {})
    before = told(engine)
    for extractor in ("1", "2", "3"):
        time.move(days=1)
        save.extraction(engine, version, record(*LIST, extractor=extractor), "通报", {})
    assert told(engine) == before


def test_an_entry_that_was_dropped_and_found_again_is_told_of_once(engine: Engine, archive: Archive) -> None:
    version = put(engine, archive).version_id
    for extractor, claims in (("1", LIST), ("2", LIST[1:]), ("3", LIST)):
        save.extraction(engine, version, record(*claims, extractor=extractor), "通报", {})
    assert len([t for t in told(engine) if t[0] == "app"]) == 1


def test_five_hundred_old_notices_of_a_new_source_are_all_found_later(
    engine: Engine, archive: Archive
) -> None:
    for number in range(500):
        day = f"20{20 + number % 6}-{number % 12 + 1:02}-15"
        url = f"https://www.example.org/{number}.html"
        claim = app(f"旧应用{number}", "虚构一号科技有限公司", 1)
        notice(engine, archive, claim, url=url, day=day)
    found = told(engine)
    assert len(found) == 1500
    assert all(late for _, _, late in found)


def test_a_notice_that_waits_long_to_be_processed_is_news_all_the_same(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    version = put(engine, archive).version_id
    time.move(days=30)
    save.extraction(engine, version, record(*LIST), "通报", {})
    assert not any(late for _, _, late in told(engine))


def test_what_a_better_extractor_adds_to_an_old_notice_is_found_later(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    version = put(engine, archive).version_id
    save.extraction(engine, version, record(LIST[0]), "通报", {})
    time.move(days=30)
    save.extraction(
        engine,
        version,
        record(*LIST[:2], app("记账虎", "虚构二号科技有限公司", 2), extractor="2"),
        "通报",
        {},
    )
    late = {name: late for _, name, late in told(engine)}
    assert late == {
        "the notice": False, "画图宝": False, "虚构一号科技有限公司": False, "记账虎": True, "虚构二号科技有限公司": True,
    }  # fmt: skip


def test_what_a_better_extractor_adds_to_a_fresh_notice_is_news(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    version = put(engine, archive).version_id
    save.extraction(engine, version, record(LIST[0]), "通报", {})
    time.move(days=2)
    save.extraction(engine, version, record(LIST[0], app("记账虎", row=2), extractor="2"), "通报", {})
    assert ("app", "记账虎", False) in told(engine)


def test_an_edit_is_told_of_once_and_never_for_a_new_reading_of_the_same_text(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    save.extraction(engine, put(engine, archive, body="one").version_id, record(*LIST), "one", {})
    assert told(engine, "edited") == []
    time.move(days=2)
    version = put(engine, archive, body="two").version_id
    for extractor in ("1", "2"):
        save.extraction(engine, version, record(*LIST, extractor=extractor), "two", {})
    assert told(engine, "edited") == [("notice", "the notice", False)]


def test_an_edit_of_a_notice_that_was_found_late_is_late(engine: Engine, archive: Archive) -> None:
    for body in ("one", "two"):
        version = put(engine, archive, body=body, day="2021-07-19").version_id
        save.extraction(engine, version, record(*LIST), body, {})
    assert told(engine, "edited") == [("notice", "the notice", True)]


def test_how_old_news_may_be_is_a_setting(engine: Engine, archive: Archive) -> None:
    version = put(engine, archive, day="2026-02-01").version_id
    save.extraction(engine, version, record(*LIST), "通报", {}, news_days=60)
    assert not any(late for _, _, late in told(engine))
