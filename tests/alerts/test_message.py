"""Nothing scraped breaks a mail; natural persons stay masked; examples say that they are examples."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from alerts.deliver import deliver
from settings import Settings
from store.db import open_store, writing
from store.tables import Company, Subscriber
from tests.alerts import world
from tests.alerts.conftest import Postbox, watch
from tests.alerts.test_deliver import part
from tests.alerts.world import NOW


class Tags(HTMLParser):
    """The tags and link addresses of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [value or "" for name, value in attrs if name == "href"]


def test_hostile_text_stays_text(engine: Engine, mailing: Settings, postbox: Postbox) -> None:
    evil = "<script>alert(1)</script>\r\nBcc: victim@example.com\u202e\x00"
    watch(engine, mailing, "anna@example.com", "all", "")
    world.notice(engine, 1, name=evil, title=evil, app_id=None, firm=None)
    with writing(engine) as session:
        session.connection().exec_driver_sql("UPDATE notice SET url = 'javascript:alert(1)'")
    deliver(engine, mailing, NOW)
    [(to, mail)] = postbox.letters
    assert (to, mail["Bcc"], mail["Cc"]) == ("anna@example.com", None, None)
    assert not set("\n\r\x00\u202e") & set(mail["Subject"])
    assert "\n" not in mail["Subject"] and mail["Subject"].startswith(
        "Tongbao: <script>alert(1)</script> Bcc: victim"
    )
    page = Tags()
    page.feed(part(mail, "html"))
    assert page.tags <= {
        "html",
        "head",
        "meta",
        "title",
        "body",
        "div",
        "h1",
        "h2",
        "p",
        "a",
        "strong",
        "blockquote",
    }
    assert page.links and all(link.startswith("https://t.example/") for link in page.links)


def test_a_mail_program_can_read_the_unsubscribe_address(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com", language="zh")
    world.notice(engine, 1)
    deliver(
        engine,
        replace(mailing, base_url="https://a-rather-long-name.of-a.deployment.example/below/a/prefix"),
        NOW,
    )
    [raw] = postbox.raw
    [line] = [line for line in raw.split(b"\r\n") if line.startswith(b"List-Unsubscribe:")]
    assert line.startswith(b"List-Unsubscribe: <https://a-rather-long-name") and line.endswith(b">")
    assert max(map(len, raw.split(b"\r\n"))) <= 998 and raw.isascii()


def test_a_natural_person_is_masked_everywhere(engine: Engine, mailing: Settings, postbox: Postbox) -> None:
    with writing(engine) as session:
        world.company(session, "c_person", "郑小明", "", None)
        session.get_one(Company, "c_person").type = "person"
        world.app(session, "a_person", "云端棋牌", "", "c_person")
    watch(engine, mailing, "anna@example.com", "app", "云端棋牌")
    world.notice(
        engine, 1, "a_person", "云端棋牌", "c_person", person="郑小明", title="关于郑小明开发的APP的通报"
    )
    deliver(engine, mailing, NOW)
    [mail] = postbox.alerts()
    whole = mail["Subject"] + part(mail, "plain") + part(mail, "html")
    assert "郑小明" not in whole and "郑**" in whole


def test_an_example_store_marks_its_mails_and_sends_none_to_a_real_address(
    mailing: Settings, postbox: Postbox
) -> None:
    engine = open_store(mailing, "example")
    world.settle(engine, "example")
    watch(engine, mailing, "anna@example.com")
    watch(engine, mailing, "zoe@example.com", language="zh")
    watch(engine, mailing, "ben@example.com")
    with writing(engine) as session:  # as if the address had been written past the door
        ben = session.exec(select(Subscriber).where(Subscriber.address == "ben@example.com")).one()
        ben.address = "ben@somewhere-real.com"
    world.notice(engine, 1, origin="example")
    done = deliver(engine, mailing, NOW)
    assert (done.sent, done.failed) == (2, 1)
    assert {to for to, _ in postbox.letters} == {"anna@example.com", "zoe@example.com"}
    for mail in postbox.alerts():
        assert mail["Subject"].startswith("[EXAMPLE 示例] ")
        assert mail["X-Tongbao-Origin"] == "example"
        for kind in ("plain", "html"):
            assert "EXAMPLE" in part(mail, kind) and "示例" in part(mail, kind)
    engine.dispose()


def test_only_what_the_reader_watches_is_in_his_mail(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    watch(engine, mailing, "ben@example.com", "issuer", "MIIT")
    world.notice(engine, 1)
    with writing(engine) as session:
        world.entry(session, 1, "e_game", "app", "蓝渡跑酷", world.GAME, world.RIVAL)
        world.trigger(session, "n_1", "app", world.GAME)
    deliver(engine, mailing, NOW)
    [anna] = postbox.to("anna@example.com")
    [ben] = postbox.to("ben@example.com")
    assert "蓝渡" not in part(anna, "plain")
    assert "蓝渡跑酷" in part(ben, "plain") and "晨屿笔记" in part(ben, "plain")
    assert ben["Subject"].startswith("Tongbao: Chenyu Notes and 1 more named by MIIT")


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-24", "today is the last day"),
        ("2026-11-25", "1 day left"),
        ("2026-11-20", "passed 4 days ago"),
        ("", "the day is not known"),
    ],
)
def test_a_deadline_says_how_much_time_is_left_in_china(
    engine: Engine, mailing: Settings, postbox: Postbox, day: str, words: str
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    with writing(engine) as session:
        session.connection().exec_driver_sql('UPDATE deadline SET "on" = ?', (day,))
    deliver(engine, mailing, NOW)
    assert words in part(postbox.alerts()[0], "plain")


def test_a_press_report_is_said_to_be_one(engine: Engine, mailing: Settings, postbox: Postbox) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    with writing(engine) as session:
        session.connection().exec_driver_sql(
            "UPDATE notice SET kind = 'press', published_precision = 'month'"
        )
    deliver(engine, replace(mailing), NOW)
    [mail] = postbox.alerts()
    assert mail["Subject"].startswith("Tongbao: Chenyu named by MIIT (reported by MIIT app notices)")
    assert "Published 2026-11 (day not given)" in part(mail, "plain")
