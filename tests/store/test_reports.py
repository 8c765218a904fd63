"""Readers' reports: bounded, limited, with the likely cause, closed by a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from store import corrections, save
from store.archive import Archive
from store.db import writing
from store.records import Issue, Seal
from store.reports import AN_HOUR, OF_ONE, TooManyReports, close, report, reports
from store.tables import Host, Posting, Source
from tests.store.conftest import Clock
from tests.store.making import URL, app, notice, source

SITE = "https://www.example.org"


def cause(engine: Engine, address: str) -> str:
    return report(engine, "missing", "where is it", address).cause


def test_the_cause_is_told_from_catalogue_lists_and_host(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    notice(engine, archive, app("画图宝", row=1))
    [listed, unread, gone] = save.listed(
        engine, "made-office", [(f"{SITE}/{n}.html", "t", "") for n in range(3)], "live"
    )
    with writing(engine) as session:
        session.get_one(Posting, unread).state = "unreadable"
        session.get_one(Posting, gone).state = "gone"
    assert listed and cause(engine, URL.replace("https", "http")) == "here"
    assert [cause(engine, f"{SITE}/{n}.html") for n in range(3)] == ["listed", "unreadable", "gone"]
    assert cause(engine, f"{SITE}/other.html") == "not_listed"
    assert cause(engine, "https://elsewhere.example/1.html") == "outside"
    assert cause(engine, "") == "no_address"
    with writing(engine) as session:
        session.add(Host(name="www.example.org", rest_until=time.at + timedelta(hours=1)))
    assert cause(engine, f"{SITE}/blocked.html") == "blocked"
    with writing(engine) as session:
        session.get_one(Host, "www.example.org").rest_until = None
        for id_ in ("made-office", "made-paper"):
            session.get_one(Source, id_).enabled = False
    assert cause(engine, f"{SITE}/off.html") == "off"


def test_the_same_report_twice_is_one_and_closed_ones_are_shown_no_more(
    engine: Engine, archive: Archive
) -> None:
    id_ = notice(engine, archive, app("画图宝", row=1)).notice_id
    made = report(engine, "wrong", "the name\x1b[31m is wrong\n", contact="a@example.org", notice_id=id_)
    assert report(engine, "wrong", "the name\x1b[31m is wrong\n", notice_id=id_).id == made.id
    [shown] = reports(engine)
    assert shown.words == "the name [31m is wrong"
    assert not hasattr(shown, "contact")
    assert close(engine, made.id, "li") == "a@example.org"
    assert reports(engine) == []
    with pytest.raises(ValueError, match="no report"):
        close(engine, made.id, "li")


def test_an_hour_and_a_notice_have_their_share(engine: Engine, archive: Archive, time: Clock) -> None:
    id_ = notice(engine, archive, app("画图宝", row=1)).notice_id
    for number in range(OF_ONE):
        report(engine, "wrong", f"{number}", notice_id=id_)
    with pytest.raises(TooManyReports):
        report(engine, "wrong", "more", notice_id=id_)
    for number in range(AN_HOUR - OF_ONE):
        report(engine, "missing", f"{number}")
    with pytest.raises(TooManyReports):
        report(engine, "missing", "more")
    time.move(hours=2)
    report(engine, "missing", "more")


@pytest.mark.parametrize(
    "given",
    [
        {"words": " "},
        {"words": "x" * 2001},
        {"words": "x", "address": "javascript:alert(1)"},
        {"words": "x", "contact": "x" * 201},
        {"words": "x", "notice_id": "n_none"},
    ],
)
def test_a_report_that_says_nothing_or_too_much_is_refused(engine: Engine, given: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        report(engine, "wrong", **given)
    assert reports(engine) == []


def test_a_report_of_something_wrong_says_what_may_be_the_cause(engine: Engine, archive: Archive) -> None:
    """The likeliest first: each state that comes on top of the others is told instead of them."""
    save.sources(engine, [source("city", issuer="CA-GD")])

    def wrong(id_: str) -> str:
        wrong.number += 1  # type: ignore[attr-defined]
        return report(engine, "wrong", f"report {wrong.number}", notice_id=id_).cause  # type: ignore[attr-defined]

    wrong.number = 0  # type: ignore[attr-defined]
    rows = [app("画图宝", "虚构一号科技有限公司", 1), app("记账虎", "虚构二号科技有限公司", 2)]
    plain = notice(engine, archive, *rows, title="通报甲，内容各不相同").notice_id
    assert wrong(plain) == "as_read"
    corrections.correct(engine, plain, "title", "通报", "misread", "li")
    assert wrong(plain) == "corrected"
    unsure = notice(engine, archive, app("看天气", row=1, confidence=0.5), url=f"{SITE}/unsure").notice_id
    assert wrong(unsure) == "unsure"
    issue = Issue(code="unknown_heading", text="a heading is not known")
    doubtful = notice(engine, archive, app("背词熊", row=1), url=f"{SITE}/doubt", issues=[issue]).notice_id
    assert wrong(doubtful) == "issues"
    seal = Seal(state="incomplete", stated=3, read=1, text="3 stated, 1 read")
    part = notice(engine, archive, app("拍照王", row=1), url=f"{SITE}/part", issues=[issue], seal=seal)
    assert wrong(part.notice_id) == "incomplete"
    notice(engine, archive, app("拍照王", row=1), url=f"{SITE}/part", text="改", seal=seal)
    assert wrong(part.notice_id) == "edited"
    copy = notice(
        engine, archive, *rows, title="转发：通报甲，内容各不相同", url="https://city.example/1", source_id="city",
        text="转",
    )  # fmt: skip
    assert wrong(copy.notice_id) == "copied"
    assert {one.cause for one in reports(engine)} >= {"corrected", "copied", "edited", "as_read"}
