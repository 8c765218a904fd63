"""One mail for what is new, once; none for what is old."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

from sqlalchemy import Engine
from sqlmodel import select

from alerts.deliver import deliver
from alerts.subscriptions import subscribe, unsubscribe
from settings import Settings
from store.db import reading, writing
from store.tables import Delivery
from tests.alerts import world
from tests.alerts.conftest import Postbox, watch
from tests.alerts.world import NOW


def part(letter: EmailMessage, kind: str) -> str:
    body = letter.get_body((kind,))
    assert body is not None
    return str(body.get_content())


def states(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return sorted(session.exec(select(Delivery.state)).all())


def test_a_new_notice_makes_one_mail_with_every_part(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    subscription = watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    assert deliver(engine, mailing, NOW).sent == 1
    [letter] = postbox.letters
    mail = letter[1]
    assert letter[0] == mail["To"] == "anna@example.com"
    assert mail["Subject"] == "Tongbao: Chenyu named by MIIT – rectify by 2026-12-05"
    assert mail["Message-ID"].startswith("<alert.") and mail["Message-ID"].endswith("@tongbao.example>")
    assert mail["X-Tongbao-Origin"] == "live"
    assert f"subscription={subscription}" in mail["List-Unsubscribe"]
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for kind in ("plain", "html"):
        text = part(mail, kind)
        for wanted in (
            "晨屿笔记 Chenyu Notes",
            world.LEGAL,
            "晨屿 Chenyu",
            "Ministry of Industry and Information Technology",
            "Published 2026-11-20",
            "Illegal collection of personal information",
            "违规收集个人信息",
            "2026-12-05, 24:00 Beijing time: 11 days left",
            "12月5日前完成整改落实",
            f"晨屿笔记 | {world.LEGAL} | 违规收集个人信息",
            "List read whole: 1 of 1",
            "https://miit.example/1.html",
            "https://t.example/notice?id=n_1",
            "not a finding of ours",
            "https://t.example/unsubscribe?token=",
            "https://t.example/manage?token=",
            "Chenyu (the whole group)",
        ):
            assert wanted in text, f"{wanted!r} is not in the {kind} part"
        assert "EXAMPLE" not in text


def test_chinese_readers_get_chinese_mail(engine: Engine, mailing: Settings, postbox: Postbox) -> None:
    watch(engine, mailing, "li@example.com", name="晨屿集团", language="zh")
    world.notice(engine, 1)
    deliver(engine, mailing, NOW)
    [mail] = postbox.alerts()
    assert mail["Subject"] == "Tongbao 通报：工业和信息化部通报晨屿 – 整改期限 2026-12-05"
    text = part(mail, "plain")
    for wanted in ("还剩11天", "违规收集个人信息", "并非本项目的认定", "晨屿（含整个集团）"):
        assert wanted in text
    assert 'lang="zh-CN"' in part(mail, "html")


def test_nothing_is_sent_when_a_notice_is_delivered_again(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    deliver(engine, mailing, NOW)
    for days in (0, 1, 5):
        assert deliver(engine, mailing, NOW + timedelta(days=days)).sent == 0
    assert len(postbox.letters) == 1


def test_two_subscribers_get_a_mail_each_and_an_unconfirmed_one_none(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    watch(engine, mailing, "ben@example.com", kind="app", name="晨屿笔记")
    subscribe(engine, replace(mailing, smtp_url=""), "carl@example.com", "company", "Chenyu", "en", NOW)
    world.notice(engine, 1)
    assert deliver(engine, mailing, NOW).sent == 2
    assert sorted(to for to, _ in postbox.letters) == ["anna@example.com", "ben@example.com"]


def test_many_reasons_and_many_names_of_one_notice_make_one_mail(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    for kind, name in (("company", "Chenyu"), ("app", "晨屿笔记"), ("issuer", "MIIT"), ("all", "")):
        watch(engine, mailing, "anna@example.com", kind, name)
    world.notice(engine, 1)
    assert deliver(engine, mailing, NOW).sent == 1
    [mail] = postbox.alerts()
    assert "subscription=all" in mail["List-Unsubscribe"]
    assert part(mail, "plain").count("You get this because you watch") >= 2


def test_five_hundred_old_notices_make_no_mail(engine: Engine, mailing: Settings, postbox: Postbox) -> None:
    watch(engine, mailing, "anna@example.com")
    watch(engine, mailing, "ben@example.com", "all", "")
    for number in range(500):
        world.notice(engine, number, late=True)
    done = deliver(engine, mailing, NOW)
    assert (done.sent, postbox.letters) == (0, [])
    assert done.later == 1000


def test_what_was_there_before_a_subscription_is_found_later(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    world.notice(engine, 1, at=NOW - timedelta(days=2))
    deliver(engine, mailing, NOW - timedelta(days=1))
    watch(engine, mailing, "anna@example.com", at=NOW)
    assert deliver(engine, mailing, NOW).later == 1
    assert postbox.letters == []


def test_a_name_that_a_later_reading_adds_waits_for_the_digest(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    deliver(engine, mailing, NOW)
    with writing(engine) as session:
        world.app(session, "a_more", "晨屿相册", "", world.FIRM)
        world.entry(session, 1, "e_more", "app", "晨屿相册", "a_more", world.FIRM)
        world.trigger(session, "n_1", "app", "a_more")
    assert (deliver(engine, mailing, NOW).sent, states(engine)) == (0, ["later", "sent", "sent"])


def test_a_name_that_gets_another_identity_is_not_told_again(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    deliver(engine, mailing, NOW)
    with writing(engine) as session:
        world.app(session, "a_again", "晨屿笔记", "", world.FIRM)
        world.entry(session, 1, "e_again", "app", "晨屿笔记", "a_again", world.FIRM)
        world.trigger(session, "n_1", "app", "a_again")
    deliver(engine, mailing, NOW)
    assert states(engine) == ["sent", "sent"]


def test_an_edited_notice_is_told_once_more(engine: Engine, mailing: Settings, postbox: Postbox) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    deliver(engine, mailing, NOW)
    with writing(engine) as session:
        world.trigger(session, "n_1", "notice", "n_1", kind="edited", state="2")
    assert deliver(engine, mailing, NOW).sent == 1
    assert (
        postbox.alerts()[-1]["Subject"] == "Tongbao: notice on Chenyu edited by MIIT – rectify by 2026-12-05"
    )


def test_without_a_mail_server_alerts_stay_due_and_one_line_says_so(
    engine: Engine, settings: Settings
) -> None:
    watch(engine, settings, "anna@example.com")
    world.notice(engine, 1)
    done = deliver(engine, settings, NOW)
    assert (done.sent, done.failed, done.waiting) == (0, 0, 1)
    assert done.problems == (
        "no mail server is set (TONGBAO_SMTP_URL): alerts waiting: 1; the feeds show them",
    )


def test_a_mail_server_that_is_down_gets_the_alert_once_when_it_is_back(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    down = deliver(engine, replace(mailing, smtp_url="smtp://name:hunter2@127.0.0.1:1"), NOW)
    assert (down.sent, down.waiting) == (0, 1)
    assert "hunter2" not in str(down.problems) and "127.0.0.1" in down.problems[0]
    assert [deliver(engine, mailing, NOW).sent for _ in range(2)] == [1, 0]
    assert len(postbox.letters) == 1


def test_a_temporary_answer_is_tried_again_after_a_pause_under_the_same_id(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    postbox.answers = ["451 come back later"]
    assert deliver(engine, mailing, NOW).waiting == 1
    assert deliver(engine, mailing, NOW + timedelta(seconds=30)).sent == 0
    assert deliver(engine, mailing, NOW + timedelta(seconds=61)).sent == 1


def test_a_refusal_for_good_is_named_and_costs_that_address_alone(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    watch(engine, mailing, "gone@example.com")
    postbox.refused = {"gone@example.com"}
    world.notice(engine, 1)
    done = deliver(engine, mailing, NOW)
    assert (done.sent, done.failed) == (1, 1)
    assert done.problems == ("gone@example.com: refused for good: 550 no such mailbox",)
    assert deliver(engine, mailing, NOW + timedelta(days=2)).sent == 0


def test_it_is_given_up_after_the_last_pause(engine: Engine, mailing: Settings, postbox: Postbox) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    postbox.answers = ["451 come back later"] * 20
    runs = [deliver(engine, mailing, NOW + timedelta(days=2 * day)) for day in range(10)]
    assert [r.failed for r in runs] == [0] * 7 + [1, 0, 0]


def test_what_was_interrupted_while_it_was_sent_is_never_sent_again_as_a_mail(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    deliver(engine, replace(mailing, smtp_url=""), NOW)
    with writing(engine) as session:  # a process that was killed between claim and answer leaves this
        for delivery in session.exec(select(Delivery)).all():
            delivery.state, delivery.message_id, delivery.tried = "sending", "<alert.x@tongbao.example>", NOW
    assert deliver(engine, mailing, NOW + timedelta(minutes=9)).problems == ()
    late = deliver(engine, mailing, NOW + timedelta(minutes=11))
    assert (late.sent, late.later, postbox.letters) == (0, 1, [])
    assert late.problems == (
        "<alert.x@tongbao.example> was interrupted while it was sent: not sent again, told in the next digest",
    )


def test_two_jobs_at_once_send_one_mail(engine: Engine, mailing: Settings, postbox: Postbox) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    jobs = [threading.Thread(target=deliver, args=(engine, mailing, NOW)) for _ in range(4)]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join()
    assert len(postbox.letters) == 1


def test_who_left_gets_nothing_even_if_it_was_due(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    watch(engine, mailing, "anna@example.com")
    world.notice(engine, 1)
    deliver(engine, mailing, NOW)
    token = postbox.alerts()[0]["List-Unsubscribe"].partition("token=")[2].partition("&")[0]
    world.notice(engine, 2)
    deliver(engine, replace(mailing, smtp_url=""), NOW)
    assert unsubscribe(engine, token, "all", NOW).watched == []
    assert deliver(engine, mailing, NOW).sent == 0
    assert len(postbox.letters) == 1
