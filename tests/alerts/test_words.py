"""Words that somebody watches for: found in text, list and refused row, whoever they are, and told once."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from alerts.deliver import deliver
from alerts.subscriptions import NotSubscribed, subscribe
from settings import Settings
from store import clock, save
from store.archive import Archive
from store.records import Issue
from tests.alerts.conftest import Postbox, watch
from tests.alerts.test_deliver import part
from tests.store.making import NOON, app, notice, source

TEXT = (
    "关于侵害用户权益行为的通报。经查，檀迦记账等應用仍未完成整改。Nuvora Keyboard (v2.1) collected too much."
)


@pytest.fixture
def made(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """A source whose notices are of today."""
    monkeypatch.setattr(clock, "now", lambda: NOON)
    save.sources(engine, [source()])
    return Archive(tmp_path / "archive")


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("檀迦记账", True),  # nobody of that name is an entity
        ("檀迦記賬", True),  # traditional
        ("nuvora keyboard", True),
        ("Nuvora", True),
        ("uvora", False),  # not a part of a word
        ("皎陌相册", True),  # stands in the list alone
        ("芫序浏览器", True),  # in a row that was refused
        ("完成整改", True),  # a topic
        ("檀迦相册", False),
    ],
)
def test_words_are_found_wherever_the_notice_has_them(
    engine: Engine, mailing: Settings, postbox: Postbox, made: Archive, words: str, hits: bool
) -> None:
    watch(engine, mailing, "anna@example.com", "words", words, at=NOON - timedelta(days=1))
    refused = Issue(code="refused_row", text="the columns have shifted", raw=["2", "芫序浏览器", ""])
    notice(engine, made, app("皎陌相册", "虚构一号科技有限公司", 1), text=TEXT, issues=[refused])
    assert deliver(engine, mailing, NOON).sent == hits
    assert deliver(engine, mailing, NOON).sent == 0


def test_the_mail_shows_the_sentence_and_says_why_it_came(
    engine: Engine, mailing: Settings, postbox: Postbox, made: Archive
) -> None:
    watch(engine, mailing, "anna@example.com", "words", "檀迦记账", at=NOON - timedelta(days=1))
    notice(engine, made, text=TEXT)
    deliver(engine, mailing, NOON)
    [letter] = postbox.to("anna@example.com")
    assert letter["Subject"].startswith("Tongbao: Found the words “檀迦记账” – MIIT: ")
    for kind in ("plain", "html"):
        assert "经查，檀迦记账等應用仍未完成整改。" in part(letter, kind)
        assert "because you watch the words “檀迦记账”" in part(letter, kind)


def test_an_edit_that_keeps_the_words_is_told_and_one_that_has_none_is_not(
    engine: Engine, mailing: Settings, postbox: Postbox, made: Archive
) -> None:
    watch(engine, mailing, "anna@example.com", "words", "檀迦记账", at=NOON - timedelta(days=1))
    notice(engine, made, text="通报。", title="通报")
    assert deliver(engine, mailing, NOON).sent == 0
    notice(engine, made, text=TEXT, title="通报")
    assert deliver(engine, mailing, NOON).sent == 1


def test_what_stood_there_before_the_subscription_goes_into_the_digest(
    engine: Engine, mailing: Settings, postbox: Postbox, made: Archive
) -> None:
    notice(engine, made, text=TEXT)
    deliver(engine, mailing, NOON)
    watch(engine, mailing, "anna@example.com", "words", "檀迦记账", at=NOON + timedelta(hours=1))
    found = deliver(engine, mailing, NOON + timedelta(hours=2))
    assert (found.sent, found.later) == (0, 1)


@pytest.mark.parametrize("words", ["我", "ab", "！？"])
def test_words_that_are_too_short_are_refused(engine: Engine, settings: Settings, words: str) -> None:
    with pytest.raises(NotSubscribed, match="too short"):
        subscribe(engine, dataclasses.replace(settings, smtp_url=""), "anna@example.com", "words", words)
