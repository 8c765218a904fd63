"""What was found later is told in one mail a day, and told once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine
from sqlmodel import select

from alerts.digest import send_digests
from settings import Settings
from store.db import writing
from store.tables import Delivery
from tests.alerts import world
from tests.alerts.conftest import Postbox, watch
from tests.alerts.test_deliver import part
from tests.alerts.world import NOW


def test_a_digest_counts_and_lists_what_was_found_later_once_a_day(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    watch(engine, mailing, "anna@example.com", "issuer", "MIIT")
    watch(engine, mailing, "ben@example.com", "issuer", "CAC")
    for number in range(130):
        world.notice(engine, number, late=True)
    assert send_digests(engine, mailing, NOW).sent == 1
    [mail] = postbox.to("anna@example.com")
    assert mail["Subject"] == "Tongbao: 130 notices found later"
    text = part(mail, "plain")
    assert "Chenyu (the whole group) (130)" in text and "and 30 more" in text
    assert "2026-11-20 · Chenyu Notes named by MIIT" in text
    world.notice(engine, 200, late=True)
    assert send_digests(engine, mailing, NOW + timedelta(hours=1)).sent == 0
    assert send_digests(engine, mailing, NOW + timedelta(days=1)).sent == 1
    assert postbox.letters[-1][1]["Subject"] == "Tongbao: 1 notices found later"
    assert send_digests(engine, mailing, NOW + timedelta(days=2)).sent == 0


def test_a_digest_that_could_not_leave_is_sent_later_the_same_day(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com", language="zh")
    world.notice(engine, 1, late=True)
    assert send_digests(engine, replace(mailing, smtp_url=""), NOW).problems == [
        "no mail server is set (TONGBAO_SMTP_URL): digests waiting: 1"
    ]
    postbox.answers = ["451 later"]
    assert send_digests(engine, mailing, NOW).sent == 0
    assert send_digests(engine, mailing, NOW).sent == 1
    assert postbox.letters[0][1]["Subject"] == "Tongbao 通报：补录1条通报"


def test_an_interrupted_digest_is_not_sent_twice_on_one_day(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1, late=True)
    send_digests(engine, mailing, NOW)
    with writing(engine) as session:
        for delivery in session.exec(select(Delivery)).all():
            delivery.state = "sending"
    assert send_digests(engine, mailing, NOW + timedelta(minutes=11)).sent == 0
    assert send_digests(engine, mailing, NOW + timedelta(days=1)).sent == 1
