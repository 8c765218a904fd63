"""Whoever was told because of a wrong identity gets one correction; nobody else does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from alerts.deliver import deliver
from alerts.feeds import atom
from alerts.links import manage_token
from alerts.subscriptions import unsubscribe
from settings import Settings
from store import clock, decisions
from store.db import reading
from store.tables import Delivery, Subscriber, Trigger
from tests.alerts import world
from tests.alerts.conftest import Postbox, watch
from tests.alerts.test_deliver import part
from tests.alerts.world import GAME, NOTES, NOW


@pytest.fixture(autouse=True)
def time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=1))


def merged(engine: Engine) -> str:
    """The other firm's app by mistake taken for the group's, then named in a notice."""
    return decisions.merge(engine, "app", GAME, NOTES, "one app under two names", "li")


def test_an_undone_merge_is_taken_back_by_one_mail_with_day_name_and_reason(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com", kind="app", name="晨屿笔记")
    watch(engine, mailing, "ben@example.com", kind="app", name="蓝渡跑酷")
    watch(engine, mailing, "carl@example.com", kind="all", name="")
    world.notice(engine, 1, GAME, "蓝渡跑酷", world.RIVAL)
    decision = merged(engine)
    assert deliver(engine, mailing, NOW).sent == 3
    corrected = decisions.undo(engine, decision, "they are apps of two firms", "li")
    assert corrected == 1
    assert deliver(engine, mailing, NOW + timedelta(days=1)).sent == 1
    mail = postbox.to("anna@example.com")[1]
    assert len(postbox.letters) == 4
    assert mail["Subject"] == "Tongbao: correction – our alert on Chenyu Notes and MIIT was wrong"
    for kind in ("plain", "html"):
        text = part(mail, kind)
        for wanted in (
            "We told you on 2026-11-24 that Chenyu Notes was named in",
            "This was wrong: that notice does not name it.",
            "they are apps of two firms",
            "https://t.example/notice?id=n_1",
            "unsubscribe?token=",
        ):
            assert wanted in text, f"{wanted!r} is not in the {kind} part"


def test_a_correction_is_sent_once_whatever_is_decided_and_delivered_again(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com", kind="app", name="晨屿笔记", language="zh")
    world.notice(engine, 1, GAME, "蓝渡跑酷", world.RIVAL)
    decision = merged(engine)
    deliver(engine, mailing, NOW)
    for day in range(1, 4):
        decisions.undo(engine, decision, "两款应用", "li")
        deliver(engine, mailing, NOW + timedelta(days=day))
        decision = merged(engine)
        deliver(engine, mailing, NOW + timedelta(days=day, hours=1))
    assert len(postbox.letters) == 2
    mail = postbox.to("anna@example.com")[1]
    assert mail["Subject"] == "Tongbao 通报：更正——关于工业和信息化部通报晨屿笔记的提醒有误"
    assert "该提醒有误" in part(mail, "plain")


def test_what_was_not_sent_yet_is_not_sent_at_all(
    engine: Engine, mailing: Settings, settings: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com", kind="app", name="晨屿笔记")
    world.notice(engine, 1, GAME, "蓝渡跑酷", world.RIVAL)
    decision = merged(engine)
    assert deliver(engine, settings, NOW).waiting == 1
    assert decisions.undo(engine, decision, "two apps", "li") == 0
    assert deliver(engine, mailing, NOW).sent == 0
    assert postbox.letters == []


def test_a_split_takes_back_what_was_told_of_the_entries_that_went(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com", name="Chenyu")
    world.notice(engine, 1)
    world.notice(engine, 2, issuer="CAC")
    assert deliver(engine, mailing, NOW).sent == 2
    decisions.split(engine, "company", world.FIRM, "a namesake", "li", entries=["e_2"], name="晨屿（另一家）")
    decisions.split(engine, "app", NOTES, "a namesake's app", "li", entries=["e_2"])
    deliver(engine, mailing, NOW + timedelta(days=1))
    recalls = [m for m in postbox.to("anna@example.com") if "correction" in m["Subject"]]
    assert [m["Subject"] for m in recalls] == ["Tongbao: correction – our alert on Chenyu and CAC was wrong"]


def test_who_has_unsubscribed_is_not_written_to_again(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com", kind="app", name="晨屿笔记")
    world.notice(engine, 1, GAME, "蓝渡跑酷", world.RIVAL)
    decision = merged(engine)
    deliver(engine, mailing, NOW)
    with reading(engine) as session:
        owner = session.exec(select(Subscriber)).one()
    unsubscribe(engine, manage_token(mailing, owner.id), "all", NOW)
    decisions.undo(engine, decision, "two apps", "li")
    assert deliver(engine, mailing, NOW + timedelta(days=1)).sent == 0


def test_the_feed_says_that_it_was_taken_back_and_new_watchers_hear_nothing_of_it(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com", kind="app", name="晨屿笔记")
    world.notice(engine, 1, GAME, "蓝渡跑酷", world.RIVAL)
    decision = merged(engine)
    deliver(engine, mailing, NOW)
    decisions.undo(engine, decision, "two apps", "li")
    watch(engine, mailing, "dora@example.com", kind="app", name="蓝渡跑酷", at=NOW + timedelta(hours=2))
    deliver(engine, mailing, NOW + timedelta(days=1))
    with reading(engine) as session:
        anna = session.exec(select(Subscriber).where(Subscriber.address == "anna@example.com")).one()
        kinds = session.exec(
            select(Trigger.kind)
            .join(Delivery, Delivery.trigger_id == Trigger.id)  # type: ignore[arg-type]
            .where(Delivery.subscriber_id != anna.id)
        ).all()
    assert "taken back" in atom(engine, mailing, anna.feed).decode()
    assert set(kinds) == {"named"}
