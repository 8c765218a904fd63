"""A real mail server on loopback, and a store with a made-up world in it."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine

from alerts.subscriptions import confirm, subscribe
from settings import Settings
from store.db import open_store
from tests.alerts import world

DROP = "the connection breaks before the answer"


class Postbox:
    """What arrived. `answers` are given to the next DATA commands instead of taking the letter."""

    def __init__(self) -> None:
        self.letters: list[tuple[str, EmailMessage]] = []
        self.raw: list[bytes] = []
        self.answers: list[str] = []
        self.refused: set[str] = set()
        self.arrived = threading.Event()
        self.answering = threading.Event()  # cleared: take letters, but do not answer
        self.answering.set()

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.refused:
            return "550 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.answers:
            answer = self.answers.pop(0)
            if answer == DROP:
                assert isinstance(server.transport, asyncio.Transport)
                server.transport.abort()
            return answer
        content = envelope.content
        assert isinstance(content, bytes)
        self.raw.append(content)
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters += [(to, letter) for to in envelope.rcpt_tos]
        self.arrived.set()
        await asyncio.to_thread(self.answering.wait)
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [letter for to, letter in self.letters if to == address]

    def alerts(self) -> list[EmailMessage]:
        return [letter for _, letter in self.letters if letter["List-Unsubscribe"]]


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def mail_server(postbox: Postbox) -> Iterator[Controller]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield controller
    finally:
        controller.stop()


@pytest.fixture
def mailing(settings: Settings, mail_server: Controller) -> Settings:
    """Settings with a mail server that takes letters."""
    return replace(
        settings,
        smtp_url=f"smtp://127.0.0.1:{mail_server.port}",
        mail_from="alerts@tongbao.example",
        base_url="https://t.example",
    )


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    engine = open_store(settings, "live")
    world.settle(engine)
    yield engine
    engine.dispose()


def watch(
    engine: Engine,
    settings: Settings,
    address: str,
    kind: str = "company",
    name: str = "Chenyu",
    language: str = "en",
    at: datetime = world.NOW - timedelta(days=1),
) -> str:
    """A confirmed subscription, made without a mail; its id."""
    pending = subscribe(engine, replace(settings, smtp_url=""), address, kind, name, language, at)
    if pending.link:
        confirm(engine, pending.link.partition("token=")[2], at)
    return pending.subscription_id
