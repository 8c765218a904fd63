"""Whom an occasion concerns: the whole group, through merges, and nobody for a firm without a name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from alerts.deliver import deliver
from alerts.match import match
from settings import Settings
from store.db import reading, writing
from store.decisions import merge
from store.tables import Delivery, Notice, NoticeLink
from tests.alerts import world
from tests.alerts.conftest import Postbox, watch
from tests.alerts.test_deliver import part
from tests.alerts.world import NOW


def told(engine: Engine) -> int:
    match(engine, NOW)
    with reading(engine) as session:
        return len(session.exec(select(Delivery.notice_id, Delivery.subscriber_id).distinct()).all())


@pytest.mark.parametrize(
    ("kind", "name", "hits"),
    [
        ("company", "晨屿集团", True),  # the head of the group
        ("company", world.LEGAL, True),  # the legal entity that runs the app
        ("company", "蓝渡", False),
        ("app", "晨屿笔记", True),
        ("app", "蓝渡跑酷", False),
        ("issuer", "MIIT", True),
        ("issuer", "CAC", False),
        ("violation", "pi_illegal_collection", True),
        ("violation", "pi_shared_without_consent", False),
        ("all", "", True),
    ],
)
def test_a_subscription_is_met_by_what_it_asks_for(
    engine: Engine, settings: Settings, kind: str, name: str, hits: bool
) -> None:
    watch(engine, settings, "anna@example.com", kind, name)
    world.notice(engine, 1)
    assert told(engine) == hits


def test_a_sister_firm_of_the_group_counts(engine: Engine, settings: Settings) -> None:
    with writing(engine) as session:
        world.company(session, "c_sister", "晨屿云计算有限公司", "", world.GROUP)
    watch(engine, settings, "anna@example.com", "company", world.LEGAL)
    world.notice(engine, 1, None, "晨屿云", "c_sister")
    assert told(engine) == 1


def test_an_app_brings_its_group_where_the_list_has_no_developer(engine: Engine, settings: Settings) -> None:
    watch(engine, settings, "anna@example.com", "company", "晨屿集团")
    world.notice(engine, 1, firm=None)
    assert told(engine) == 1


def test_an_app_without_a_known_firm_concerns_no_company(engine: Engine, settings: Settings) -> None:
    with writing(engine) as session:
        world.app(session, "a_some", "某记账", "", None)
    for name in ("晨屿", "蓝渡"):
        watch(engine, settings, "anna@example.com", "company", name)
    world.notice(engine, 1, "a_some", "某记账", None)
    assert told(engine) == 0


def test_a_firm_that_is_only_mentioned_is_not_named(engine: Engine, settings: Settings) -> None:
    watch(engine, settings, "anna@example.com", "app", "晨屿笔记")
    world.notice(engine, 1, role="mentioned", firm=None)
    assert told(engine) == 0


def test_after_a_merge_the_old_subscription_holds_and_nothing_is_told_twice(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    with writing(engine) as session:
        world.company(session, "c_twin", "晨屿科技", "", None)
        world.app(session, "a_twin", "晨屿笔记极速版", "", "c_twin")
    watch(engine, mailing, "anna@example.com", "company", "c_twin")
    world.notice(engine, 1, "a_twin", "晨屿笔记极速版", "c_twin")
    assert deliver(engine, mailing, NOW).sent == 1
    merge(engine, "company", "c_twin", world.GROUP, "one firm", "test")
    with writing(engine) as session:
        world.trigger(session, "n_1", "company", world.GROUP)
    assert deliver(engine, mailing, NOW).sent == 0
    world.notice(engine, 2)
    assert deliver(engine, mailing, NOW).sent == 1


@pytest.mark.parametrize("official_first", [True, False])
def test_a_press_report_of_a_notice_that_was_told_is_no_second_mail(
    engine: Engine, mailing: Settings, postbox: Postbox, official_first: bool
) -> None:
    watch(engine, mailing, "anna@example.com")
    official, press = (1, 2) if official_first else (2, 1)
    for number in (1, 2):
        world.notice(engine, number)
        if number == 2:
            with writing(engine) as session:
                session.add(
                    NoticeLink(from_id=f"n_{press}", to_id=f"n_{official}", kind="reports", basis="number",
                               reason="same batch", at=NOW)
                )  # fmt: skip
        deliver(engine, mailing, NOW)
    assert len(postbox.letters) == (
        1 if official_first else 2
    )  # an official text after the report is one update


@pytest.fixture
def reported(engine: Engine) -> None:
    """A press report that was stored before the notice which it reports, and names another firm's app as well."""
    world.notice(engine, 1, title="Ministry names an app", at=NOW - timedelta(minutes=5))
    world.notice(engine, 2)
    with writing(engine) as session:
        session.get_one(Notice, "n_1").kind = "press"
        world.entry(session, 1, "e_more", "app", "蓝渡跑酷", world.GAME, world.RIVAL)
        world.trigger(session, "n_1", "app", world.GAME)
        session.add(
            NoticeLink(from_id="n_1", to_id="n_2", kind="reports", basis="number", reason="x", at=NOW)
        )


def test_of_a_notice_and_a_report_of_it_the_notice_is_told(
    engine: Engine, mailing: Settings, postbox: Postbox, reported: None
) -> None:
    watch(engine, mailing, "anna@example.com", "issuer", "MIIT")
    deliver(engine, mailing, NOW)
    [(_, mail)] = postbox.letters
    assert "第2批" in part(mail, "plain")
    assert "Ministry names an app" not in part(mail, "plain")


def test_what_only_the_report_names_of_those_watched_stands_in_the_mail_on_the_notice(
    engine: Engine, mailing: Settings, postbox: Postbox, reported: None
) -> None:
    watch(engine, mailing, "anna@example.com", "app", "晨屿笔记")
    watch(engine, mailing, "anna@example.com", "app", "蓝渡跑酷")
    deliver(engine, mailing, NOW)
    [(_, mail)] = postbox.letters
    text = part(mail, "plain")
    assert mail["Subject"].startswith("Tongbao: Chenyu Notes named by MIIT")
    assert "The same act, told elsewhere\r\n  2026-11-20 · Landu Run named by MIIT (reported by" in text
    assert "notice?id=n_1" in text


def test_a_mail_on_a_report_says_that_it_is_one(engine: Engine, mailing: Settings, postbox: Postbox) -> None:
    watch(engine, mailing, "anna@example.com", "all", "")
    world.notice(engine, 1)
    with writing(engine) as session:
        session.get_one(Notice, "n_1").kind = "press"
    deliver(engine, mailing, NOW)
    [(_, mail)] = postbox.letters
    text = part(mail, "plain")
    assert "Reported by MIIT app notices on 2026-11-20 as an act of" in text
    assert "the official notice governs" in text
    assert "Named by" not in text


def test_a_mail_on_a_notice_that_names_nobody_says_who_published_it(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com", "all", "")
    world.notice(engine, 1, app_id=None, firm=None, role="mentioned")
    deliver(engine, mailing, NOW)
    [(_, mail)] = postbox.letters
    text = part(mail, "plain")
    assert "Published by Ministry of Industry and Information Technology (MIIT) on 2026-11-20." in text
    assert "Named by" not in text
