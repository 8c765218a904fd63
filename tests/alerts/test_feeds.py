"""Feeds: valid, stable, once each, and only for who has the address."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from icalendar import Calendar
from lxml import etree
from sqlalchemy import Engine
from sqlmodel import select

from alerts.deliver import deliver
from alerts.feeds import ATOM, UnknownFeed, atom, calendar
from alerts.subscriptions import subscribe
from settings import Settings
from store.db import open_store, reading, writing
from store.tables import Subscriber
from tests.alerts import world
from tests.alerts.conftest import Postbox, watch
from tests.alerts.world import NOW


def entries(feed: bytes) -> list[dict[str, str]]:
    root = etree.fromstring(feed)
    return [
        {str(child.tag).removeprefix(f"{{{ATOM}}}"): child.text or "" for child in entry}
        for entry in root.findall(f"{{{ATOM}}}entry")
    ]


def secret(engine: Engine, address: str = "anna@example.com") -> str:
    with reading(engine) as session:
        return session.exec(select(Subscriber.feed).where(Subscriber.address == address)).one()


def test_a_notice_is_in_the_feed_once_with_deadline_and_source(engine: Engine, settings: Settings) -> None:
    watch(engine, settings, "anna@example.com")
    world.notice(engine, 1)
    world.notice(engine, 2, world.GAME, "蓝渡跑酷", world.RIVAL)
    for _ in range(3):
        deliver(engine, settings, NOW)  # without a mail server: feeds work all the same
    [entry] = entries(atom(engine, settings, secret(engine), now=NOW))
    assert entry["id"] == "tag:tongbao.invalid,2026:notice/n_1"
    assert entry["title"] == "Chenyu Notes named by MIIT"
    assert entry["updated"] == "2026-11-24T04:00:00Z"
    for wanted in ("2026-12-05", "https://miit.example/1.html", "not a finding of ours"):
        assert wanted in entry["summary"]
    assert [e["id"][-3:] for e in entries(atom(engine, settings, now=NOW))] == ["n_1", "n_2"]


def test_found_later_is_in_no_feed(engine: Engine, settings: Settings) -> None:
    watch(engine, settings, "anna@example.com")
    for number in range(20):
        world.notice(engine, number, late=True)
    deliver(engine, settings, NOW)
    assert entries(atom(engine, settings, secret(engine))) == entries(atom(engine, settings)) == []


def test_only_a_confirmed_subscriber_has_a_feed(engine: Engine, settings: Settings) -> None:
    subscribe(engine, settings, "anna@example.com", "all", "", "en", NOW)
    for feed in ("", "nobody", secret(engine)):
        with pytest.raises(UnknownFeed):
            atom(engine, settings, feed)
        with pytest.raises(UnknownFeed):
            calendar(engine, settings, feed)


def test_hostile_names_leave_the_feeds_valid(engine: Engine, settings: Settings) -> None:
    evil = '<b>&"\x00\x0b]]>\ud7ff\nEND:VEVENT\nBEGIN:VEVENT'
    world.notice(engine, 1, name=evil, app_id=None, firm=None, title=evil)
    assert len(entries(atom(engine, settings))) == 1
    assert len(Calendar.from_ical(calendar(engine, settings)).walk("VEVENT")) == 1


def test_the_calendar_has_each_deadline_as_a_day(engine: Engine, settings: Settings) -> None:
    watch(engine, settings, "anna@example.com", language="zh")
    world.notice(engine, 1)
    deliver(engine, settings, NOW)
    [event] = Calendar.from_ical(calendar(engine, settings, secret(engine))).walk("VEVENT")
    assert event.decoded("dtstart") == date(2026, 12, 5)
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(days=1)
    assert event["uid"] == "d_1@tongbao.invalid"
    assert str(event["summary"]) == "整改期限：工业和信息化部通报晨屿笔记"
    assert "还剩" not in str(event["description"])  # it stands in a calendar for weeks


def test_feeds_of_an_example_store_say_so(settings: Settings) -> None:
    engine = open_store(settings, "example")
    world.settle(engine, "example")
    world.notice(engine, 1, origin="example")
    root = etree.fromstring(atom(engine, settings, language="zh"))
    assert (root.findtext(f"{{{ATOM}}}title") or "").startswith("[EXAMPLE 示例]")
    assert entries(atom(engine, settings))[0]["title"].startswith("[EXAMPLE 示例]")
    assert "EXAMPLE" in entries(atom(engine, settings))[0]["summary"]
    assert "[EXAMPLE 示例]" in calendar(engine, settings).decode()
    engine.dispose()


def test_a_feed_shows_the_newest_fifty(engine: Engine, settings: Settings, postbox: Postbox) -> None:
    for number in range(60):
        world.notice(engine, number, at=NOW + timedelta(minutes=number))
    shown = [e["id"] for e in entries(atom(engine, settings))]
    assert (len(shown), shown[0]) == (50, "tag:tongbao.invalid,2026:notice/n_59")
    with writing(engine) as session:
        session.connection().exec_driver_sql("UPDATE trigger SET late = 1")
    assert entries(atom(engine, settings)) == []
