"""A corrected value that was mailed is one update, a wrong entry is taken back; nobody else is written to."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from alerts.deliver import deliver
from settings import Settings
from store import clock, corrections
from store.archive import Archive
from store.db import reading
from store.tables import Entry
from tests.alerts import world
from tests.alerts.conftest import Postbox, watch
from tests.alerts.test_deliver import part
from tests.store.making import app, notice

NOW = world.NOW
OTHER = "云舟网络科技（杭州）有限公司"


@pytest.fixture
def stored(engine: Engine, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    claims = [app("云舟记账", OTHER, 1), app("另一应用", "样例九号科技有限公司", 2)]
    return notice(
        engine, Archive(settings.archive), *claims, source_id="miit-app", day="2026-11-23"
    ).notice_id


def entry_id(engine: Engine, name: str) -> str:
    with reading(engine) as session:
        return session.exec(select(Entry.id).where(Entry.name == name)).one()


def test_a_corrected_outcome_is_one_update_to_those_who_were_told_of_that_row(
    engine: Engine, mailing: Settings, postbox: Postbox, stored: str
) -> None:
    watch(engine, mailing, "anna@example.com", kind="app", name="云舟记账")
    watch(engine, mailing, "ben@example.com", kind="app", name="另一应用")
    assert deliver(engine, mailing, NOW).sent == 2
    corrections.correct(
        engine, stored, "outcome", "removed", "misread column", "li", entry_id(engine, "云舟记账")
    )
    corrections.correct(
        engine, stored, "role", "operator", "misread role", "li", entry_id(engine, "云舟记账")
    )
    assert deliver(engine, mailing, NOW + timedelta(hours=1)).sent == 1
    assert deliver(engine, mailing, NOW + timedelta(days=1)).sent == 0
    [_, mail] = postbox.to("anna@example.com")
    assert "we corrected our record of" in mail["Subject"]
    for kind in ("plain", "html"):
        assert "Outcome: named → removed (misread column)" in part(mail, kind)


def test_a_dropped_row_is_taken_back_and_the_right_name_is_told_as_news(
    engine: Engine, mailing: Settings, postbox: Postbox, stored: str
) -> None:
    watch(engine, mailing, "anna@example.com", kind="app", name="云舟记账")
    deliver(engine, mailing, NOW)
    corrections.correct(engine, stored, "drop", "", "a table heading", "li", entry_id(engine, "云舟记账"))
    assert deliver(engine, mailing, NOW + timedelta(hours=1)).sent == 1
    mail = postbox.to("anna@example.com")[1]
    assert "our alert on 云舟记账" in mail["Subject"]
    assert "a table heading" in part(mail, "plain")


def test_a_corrected_title_is_told_to_whoever_was_mailed_the_notice_and_only_once(
    engine: Engine, mailing: Settings, postbox: Postbox, stored: str
) -> None:
    watch(engine, mailing, "anna@example.com", kind="app", name="云舟记账", language="zh")
    watch(engine, mailing, "carl@example.com", kind="all", name="")
    deliver(engine, mailing, NOW)
    id_ = corrections.correct(engine, stored, "title", "更正后的标题", "misread", "li")
    assert deliver(engine, mailing, NOW + timedelta(hours=1)).sent == 2
    assert "更正" in postbox.to("anna@example.com")[1]["Subject"]
    corrections.undo(engine, id_, "it was right", "li")
    assert deliver(engine, mailing, NOW + timedelta(hours=2)).sent == 2
    assert deliver(engine, mailing, NOW + timedelta(hours=3)).sent == 0
