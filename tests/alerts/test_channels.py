"""A dying process, a broken line, a server without TLS: never two letters, never a password in the clear or in a log."""

from __future__ import annotations

import logging
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine

from alerts import channels
from alerts.deliver import deliver
from alerts.links import key, manage_token
from settings import ConfigurationError, Settings
from tests.alerts import world
from tests.alerts.conftest import DROP, Postbox, watch
from tests.alerts.test_deliver import states
from tests.alerts.world import NOW

CHILD = """
import sys, pathlib
from dataclasses import replace
from datetime import datetime
import settings
from alerts.deliver import deliver
from store.db import open_store
home, url, now = sys.argv[1:]
there = replace(settings.load({}, home=pathlib.Path(home)), smtp_url=url, mail_from="alerts@tongbao.example")
deliver(open_store(there), there, datetime.fromisoformat(now))
"""


def test_a_process_killed_after_the_letter_left_sends_no_second_one(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    postbox.answering.clear()
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(mailing.home), mailing.smtp_url, NOW.isoformat()],
        cwd=Path(__file__).parents[2],
    )
    assert postbox.arrived.wait(30)
    child.kill()
    child.wait()
    postbox.answering.set()
    assert states(engine) == ["sending", "sending"]
    for minutes in (1, 11, 60):
        assert deliver(engine, mailing, NOW + timedelta(minutes=minutes)).sent == 0
    assert (len(postbox.letters), states(engine)) == (1, ["later", "later"])


def test_a_line_that_breaks_before_the_answer_is_not_tried_again(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    postbox.answers = [DROP]
    done = deliver(engine, mailing, NOW)
    assert (done.sent, done.failed, done.later) == (0, 0, 1)
    assert "not sent again, told in the next digest" in done.problems[0]
    assert deliver(engine, mailing, NOW + timedelta(days=1)).sent == 0


def test_a_password_goes_nowhere_without_tls(
    engine: Engine, mailing: Settings, postbox: Postbox, caplog: pytest.LogCaptureFixture
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    port = mailing.smtp_url.rpartition(":")[2]
    with caplog.at_level(logging.DEBUG):
        for url in (f"smtp+starttls://bot:hunter2@127.0.0.1:{port}", f"smtps://bot:hunter2@127.0.0.1:{port}"):
            done = deliver(engine, replace(mailing, smtp_url=url), NOW)
            assert (done.sent, done.waiting) == (0, 1)
            assert "hunter2" not in str(done) + caplog.text + repr(replace(mailing, smtp_url=url))
    assert postbox.letters == []


@pytest.mark.parametrize(
    "url", ["mail.example.com", "http://mail.example.com", "smtp://", "smtp://host:port"]
)
def test_a_mail_server_address_that_cannot_work_says_how_to_write_it(mailing: Settings, url: str) -> None:
    with (
        pytest.raises(ConfigurationError, match="TONGBAO_SMTP_URL cannot be used: write smtp://host:port"),
        channels.mailer(replace(mailing, smtp_url=url)),
    ):
        pass


def test_the_secret_is_drawn_once_and_is_for_its_owner_alone(settings: Settings) -> None:
    first = key(settings)
    assert len(first) >= 32 and key(settings) == first
    assert (settings.home / "secret").stat().st_mode & 0o077 == 0
    assert manage_token(settings, "s_1") != manage_token(settings, "s_2")
    assert manage_token(settings, "s_1") != manage_token(replace(settings, secret="another one"), "s_1")
    assert list(settings.home.iterdir()) == [settings.home / "secret"]
