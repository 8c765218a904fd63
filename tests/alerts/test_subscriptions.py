"""Double opt-in by any name; nobody is flooded, nobody is subscribed by someone else."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from alerts.addresses import AddressRefused
from alerts.subscriptions import (
    AmbiguousName,
    MailFailed,
    NotSubscribed,
    TooMany,
    UnknownName,
    UnknownToken,
    confirm,
    manage,
    resolve,
    subscribe,
    unsubscribe,
)
from settings import Settings
from store import vocab
from store.db import open_store, reading, writing
from store.tables import Subscriber, Subscription
from tests.alerts import world
from tests.alerts.conftest import Postbox, watch
from tests.alerts.world import NOW


def token_in(text: str) -> str:
    found = re.search(r"/confirm\?token=([\w-]+)", text)
    assert found
    return found[1]


def test_a_wish_is_mailed_to_the_address_and_counts_once_confirmed(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    pending = subscribe(engine, mailing, " Anna@Example.com ", "company", "chenyu", "en", NOW)
    assert (pending.state, pending.link) == ("mailed", "")
    [mail] = postbox.to("anna@example.com")
    assert mail["Subject"] == "Tongbao: confirm alerts on Chenyu (the whole group)"
    body = mail.get_body(("plain",))
    assert body is not None
    token = token_in(body.get_content())
    with reading(engine) as session:
        assert token not in str(session.exec(select(Subscription)).one())
        assert session.exec(select(Subscriber.confirmed)).one() is None
    reader = confirm(engine, token, NOW)
    assert [(w.kind, w.name_en, w.confirmed) for w in reader.watched] == [("company", "Chenyu", True)]
    assert confirm(engine, token, NOW) == reader


@pytest.mark.parametrize(
    "name", ["Chenyu", "chenyu group", "晨屿", "晨嶼集團", "ＣＨＥＮＹＵ", "《晨屿》", world.GROUP]
)
def test_any_name_in_any_language_is_the_same_company(engine: Engine, name: str) -> None:
    assert resolve(engine, "company", name) == world.GROUP


def test_a_curated_company_can_be_watched_before_any_notice_names_it(engine: Engine) -> None:
    ids = {
        resolve(engine, "company", name)
        for name in ("腾讯", "Tencent", "深圳市腾讯计算机系统有限公司", "騰訊")
    }
    assert len(ids) == 1
    assert len({resolve(engine, "app", name) for name in ("微信", "WeChat", "Weixin")}) == 1


def test_authorities_and_violations_go_by_code_and_by_name(engine: Engine) -> None:
    assert {resolve(engine, "issuer", n) for n in ("MIIT", "miit", "工信部", "industry ministry")} == {"MIIT"}
    assert resolve(engine, "violation", "违规收集个人信息") == "pi_illegal_collection"
    assert resolve(engine, "all", "whatever") == ""
    with pytest.raises(UnknownName, match="SAMR"):
        resolve(engine, "issuer", "State Administration of Market")


def test_an_unknown_name_gives_near_ones_and_says_what_to_do(engine: Engine) -> None:
    with pytest.raises(UnknownName, match=r"did you mean .*Chenyu"):
        resolve(engine, "company", "Chenyuu")
    with pytest.raises(UnknownName, match="check the spelling"):
        resolve(engine, "company", "ꙮꙮꙮꙮꙮꙮ")
    with pytest.raises(UnknownName, match="is an app of Tencent: watch the app, or that company"):
        resolve(engine, "company", "微信")
    with pytest.raises(UnknownName, match="say which company"):
        resolve(engine, "company", "")
    with pytest.raises(NotSubscribed, match="choose one of company, app"):
        resolve(engine, "planet", "Mars")


def test_a_name_of_two_firms_lists_them_and_their_ids_work(engine: Engine) -> None:
    with writing(engine) as session:
        world.company(session, "c_other", "蓝渡", "", None)
    with pytest.raises(AmbiguousName, match="choose one by its id") as caught:
        resolve(engine, "company", "蓝渡")
    assert {c.id for c in caught.value.choices} == {world.RIVAL, "c_other"}
    assert resolve(engine, "company", "c_other") == "c_other"


def test_every_curated_name_is_found_or_lists_its_choices(engine: Engine) -> None:
    for firm in list(vocab.companies().values())[:25]:
        for name in (firm.zh, firm.en):
            try:
                resolve(engine, "company", name)
            except AmbiguousName as error:
                assert len(error.choices) > 1, name


def test_asking_again_sends_no_second_mail_within_the_hour(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    states = [
        subscribe(
            engine, mailing, "anna@example.com", "company", name, "en", NOW + timedelta(minutes=m)
        ).state
        for m, name in ((0, "Chenyu"), (1, "晨屿"), (59, "Chenyu"), (61, "Chenyu"))
    ]
    assert states == ["mailed", "waiting", "waiting", "mailed"]
    assert len(postbox.letters) == 2
    watch(engine, mailing, "ben@example.com")
    assert subscribe(engine, mailing, "ben@example.com", "company", "晨屿", "en", NOW).state == "confirmed"
    assert postbox.to("ben@example.com") == []


def test_one_address_gets_five_such_mails_an_hour_at_most(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    codes = list(vocab.issuers())[:6]
    for code in codes[:5]:
        subscribe(engine, mailing, "anna@example.com", "issuer", code, "en", NOW)
    with pytest.raises(TooMany, match="try again later"):
        subscribe(engine, mailing, "anna@example.com", "issuer", codes[5], "en", NOW)
    assert len(postbox.letters) == 5


def test_a_mail_that_cannot_leave_is_said_and_may_be_asked_for_at_once(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    with pytest.raises(MailFailed, match="try again in some minutes"):
        subscribe(
            engine, replace(mailing, smtp_url="smtp://127.0.0.1:1"), "a@example.com", "all", "", "en", NOW
        )
    assert subscribe(engine, mailing, "a@example.com", "all", "", "en", NOW).state == "mailed"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "@example.com",
        "anna@",
        "anna@example.com\r\nBcc: victim@example.com",
        "anna@example.com, ben@example.com",
        "anna@example.com;ben@example.com",
        "Anna <anna@example.com>",
        "anna@example.com\x00",
        "an na@example.com",
        "a" * 65 + "@example.com",
        "a@" + "x" * 250 + ".com",
        ".a@example.com",
        "a..b@example.com",
        "a@-example.com",
    ],
)
def test_what_is_not_one_plain_address_is_refused(engine: Engine, settings: Settings, address: str) -> None:
    with pytest.raises(AddressRefused):
        subscribe(engine, settings, address, "all", "", "en", NOW)
    with reading(engine) as session:
        assert session.exec(select(Subscriber)).all() == []


def test_links_end_and_expire(engine: Engine, settings: Settings) -> None:
    link = subscribe(engine, settings, "anna@example.com", "all", "", "en", NOW).link
    with pytest.raises(UnknownToken):
        confirm(engine, "x" * 43, NOW)
    with pytest.raises(UnknownToken):
        confirm(engine, "", NOW)
    reader = confirm(engine, token_in(link), NOW)
    with pytest.raises(UnknownToken):
        unsubscribe(engine, token_in(link), "all", NOW)  # a confirm link manages nothing
    assert len(reader.watched) == 1


def test_a_confirm_link_works_for_seven_days(engine: Engine, mailing: Settings, postbox: Postbox) -> None:
    subscribe(engine, mailing, "anna@example.com", "all", "", "en", NOW)
    body = postbox.letters[0][1].get_body(("plain",))
    assert body is not None
    with pytest.raises(UnknownToken, match="seven days"):
        confirm(engine, token_in(body.get_content()), NOW + timedelta(days=8))


def test_leaving_one_keeps_the_other_and_old_confirm_links_are_dead(
    engine: Engine, settings: Settings
) -> None:
    from alerts.links import manage_token

    first = subscribe(engine, settings, "anna@example.com", "all", "", "en", NOW)
    confirm(engine, token_in(first.link), NOW)
    watch(engine, settings, "anna@example.com")
    with reading(engine) as session:
        token = manage_token(settings, session.exec(select(Subscriber.id)).one())
    assert [w.kind for w in unsubscribe(engine, token, first.subscription_id, NOW).watched] == ["company"]
    assert [w.kind for w in manage(engine, token).watched] == ["company"]
    with pytest.raises(UnknownToken):
        confirm(engine, token_in(first.link), NOW)
    assert unsubscribe(engine, token, "all", NOW).watched == []
    assert watch(engine, settings, "anna@example.com", at=NOW + timedelta(hours=2))
    assert [w.confirmed for w in manage(engine, token).watched] == [True]


def test_an_example_store_writes_to_nobody_real(settings: Settings) -> None:
    engine = open_store(settings, "example")
    world.settle(engine, "example")
    for address in ("anna@gmail.com", "anna@example.com.evil.net", "anna@notexample.com", "a@mytest"):
        with pytest.raises(AddressRefused, match="made-up examples"):
            subscribe(engine, settings, address, "company", "Chenyu", "en", NOW)
    for address in (
        "a@example.com",
        "a@mail.example.org",
        "a@x.test",
        "a@localhost",
        "a@y.invalid",
        "a@z.example",
    ):
        assert subscribe(engine, settings, address, "company", "Chenyu", "en", NOW).link
    engine.dispose()
