"""A client's company is named: one mail and one feed entry, once, and nothing for what is old."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller
from lxml import etree

import scheduler
import settings as settings_module
from alerts.deliver import deliver
from alerts.feeds import atom
from alerts.subscriptions import confirm, subscribe
from settings import Settings
from store import clock
from store.db import Engine, open_store
from tests.alerts.conftest import Postbox, mail_server, postbox

__all__ = ["mail_server", "postbox"]  # fixtures of the alerts' own tests

THEN = datetime(2021, 7, 24, 9, 0, tzinfo=UTC)
NAMES = ["Tencent", "腾讯", "深圳市腾讯计算机系统有限公司"]
FINE = {
    "id": "music",
    "title": "市场监管总局对腾讯控股有限公司作出行政处罚决定",
    "published": "2021-07-24",
    "text": "市场监管总局对腾讯控股有限公司作出行政处罚决定\n市场监管总局认定，腾讯控股有限公司收购中国音乐集团股权，"
    "构成违法实施经营者集中，依法责令其解除网络音乐独家版权，并处以50万元罚款。\n国家市场监督管理总局\n2021年7月24日",
}


@pytest.fixture
def home(tmp_path: Path, mail_server: Controller, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(clock, "now", lambda: THEN)
    found = settings_module.load({}, home=tmp_path / "home")
    smtp = f"smtp://127.0.0.1:{mail_server.port}"
    return replace(found, smtp_url=smtp, mail_from="tongbao@example.org")


@pytest.fixture
def store(home: Settings) -> Iterator[Engine]:
    engine = open_store(home)
    yield engine
    engine.dispose()


def ingest(home: Settings, store: Engine, lines: list[dict[str, str]]) -> scheduler.Done:
    home.home.mkdir(exist_ok=True)
    path = home.home / "items.jsonl"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    done = scheduler.ingest(home, store, [path])
    assert not done.failed
    return done


def subscribed(home: Settings, store: Engine, postbox: Postbox, name: str) -> str:
    """Subscribe as a client does: ask, open the link in the mail. Returns the feed's secret."""
    pending = subscribe(store, home, "counsel@example.com", "company", name, "en", now=THEN)
    assert pending.state == "mailed"
    (letter,) = postbox.to("counsel@example.com")
    body = letter.get_body(("plain",))
    assert body is not None
    link = next(word for word in body.get_content().split() if "/confirm?" in word)
    reader = confirm(store, parse_qs(urlsplit(link).query)["token"][0], now=THEN)
    postbox.letters.clear()
    return reader.feed


@pytest.mark.parametrize("name", NAMES)
def test_a_company_is_heard_of_once_whatever_name_was_subscribed(
    home: Settings, store: Engine, postbox: Postbox, name: str
) -> None:
    feed = subscribed(home, store, postbox, name)
    ingest(home, store, [FINE])
    assert deliver(store, home, now=THEN).sent == 1
    (letter,) = postbox.to("counsel@example.com")
    assert "Tencent" in letter["Subject"] and "SAMR" in str(letter)
    entries = etree.fromstring(atom(store, home, feed)).findall("{http://www.w3.org/2005/Atom}entry")
    assert len(entries) == 1

    scheduler.process(home, store, everything=True)
    assert deliver(store, home, now=THEN).sent == 0
    assert ingest(home, store, [FINE]).counts.get("unchanged") == 1
    assert deliver(store, home, now=THEN).sent == 0
    assert len(postbox.letters) == 1


def test_five_hundred_old_notices_bring_no_mail(home: Settings, store: Engine, postbox: Postbox) -> None:
    subscribed(home, store, postbox, "Tencent")
    firm = "腾讯控股有限公司"
    old = [
        {
            "id": f"old-{number}",
            "published": f"20{10 + number % 10}-0{1 + number % 9}-15",
            "title": f"示例：第{number}号行业会议简报",
            "text": f"示例：第{number}号行业会议简报\n参会企业包括{firm}。示例会议第{number}次。",
        }
        for number in range(500)
    ]
    ingest(home, store, old)
    done = deliver(store, home, now=THEN)
    assert done.sent == 0 and not postbox.letters
