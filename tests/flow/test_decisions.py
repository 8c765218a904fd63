"""What a person decides by the command line, from the decision to the page, the mail and the way back."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from sqlmodel import select

import settings as settings_module
from alerts.deliver import deliver
from alerts.subscriptions import confirm, subscribe
from dashboard import context
from dashboard.text import phrase
from settings import Settings
from store import clock, save, show_cases, show_entities
from store.archive import Archive
from store.days import SHANGHAI
from store.db import Engine, open_store, reading
from store.reports import report, reports
from store.show_notice import whole
from store.tables import Entry
from tests.alerts.conftest import Postbox, mail_server, postbox
from tests.dashboard.test_pages import html, opened, words
from tests.flow.conftest import tongbao
from tests.store.making import app, firm, notice, source

__all__ = ["mail_server", "postbox"]  # fixtures of the alerts' own tests

ONE, TWO = "虚构一号科技有限公司", "虚构二号科技有限公司"
BY = ("--by", "li", "--reason")


@dataclass(frozen=True)
class Desk:
    """A live store in a home of its own, with a mail server."""

    settings: Settings
    engine: Engine
    archive: Archive

    def deliver(self) -> None:
        """Send what is due."""
        deliver(self.engine, self.settings, clock.now())

    def does(self, *command: str, fails: bool = False) -> str:
        """Run a command; what it printed, or said on standard error where it fails."""
        done = tongbao(*command, home=self.settings.home)
        assert done.returncode == fails, done.stderr
        assert "Traceback" not in done.stderr
        return (done.stderr if fails else done.stdout).strip()

    def notice(self, url: str, *claims: object, **given: object) -> str:
        """A notice of today."""
        day = clock.now().astimezone(SHANGHAI).date().isoformat()
        base = {"day": day, "url": f"https://www.example.org/{url}"} | given
        return notice(self.engine, self.archive, *claims, **base).notice_id  # type: ignore[arg-type]

    def entry(self, name: str) -> Entry:
        with reading(self.engine) as session:
            return session.exec(select(Entry).where(Entry.name == name)).one()

    def watch(self, kind: str, name: str) -> None:
        """Anna watches it, confirmed a day ago."""
        then = clock.now() - timedelta(days=1)
        silent = replace(self.settings, smtp_url="")
        pending = subscribe(self.engine, silent, "anna@example.com", kind, name, "en", then)
        confirm(self.engine, pending.link.partition("token=")[2], then)


@pytest.fixture
def desk(tmp_path: Path, mail_server: Controller) -> Iterator[Desk]:
    smtp = {"TONGBAO_SMTP_URL": f"smtp://127.0.0.1:{mail_server.port}", "TONGBAO_MAIL_FROM": "t@example.org"}
    settings = settings_module.load(smtp, home=tmp_path / "home")
    engine = open_store(settings)
    save.sources(engine, [source()])
    context.use(settings, engine)
    yield Desk(settings, engine, Archive(settings.archive))
    engine.dispose()


def page(id_: str) -> str:
    """The page of an app or firm."""
    shown = opened("entity", "en", id=id_)
    assert not shown.exception
    return html(shown)


def named(notices: int, rows: int) -> str:
    return phrase("counted", "en", notices=notices, rows=rows, reports=0)


def test_an_undone_merge_parts_cases_pages_and_counts_and_takes_back_what_was_mailed(
    desk: Desk, postbox: Postbox
) -> None:
    for url, name, maker in (("1", "画图宝", ONE), ("2", "记账虎", TWO)):
        desk.notice(url, app(name, maker, 1), firm(maker, role="target"))
    one, two = (desk.entry(maker).company_id or "" for maker in (ONE, TWO))
    assert (named(1, 2) in page(one), named(1, 2) in page(two)) == (True, True)
    desk.watch("company", TWO)
    desk.deliver()
    postbox.letters.clear()

    decision = desk.does("identity", "merge", one, two, *BY, "renamed in 2025")
    third = desk.notice("3", app("画图宝", ONE, 1, outcome="removed"), firm(ONE, role="target"))
    desk.deliver()
    assert len(postbox.letters) == 1
    for id_ in (one, two):  # both addresses lead to the one that answers
        shown = page(id_)
        assert named(3, 6) in shown and TWO in shown and f"id={two}" in shown
    assert [hit.counted.notices for hit in show_entities.groups(desk.engine)] == [3]
    today = clock.now().astimezone(SHANGHAI).date().isoformat()
    apps = {name: desk.entry(name).app_id or "" for name in ("记账虎",)}
    together = show_cases.lives(desk.engine, one, today)
    assert together == show_cases.lives(desk.engine, two, today)
    assert len(together.apps) == 2

    sent = len(postbox.letters)
    assert desk.does("identity", "undo", decision, *BY, "two firms of one former name") == "1"
    assert "was undone" in desk.does("identity", "undo", decision, *BY, "again", fails=True)
    desk.deliver()
    desk.deliver()
    (mail,) = postbox.letters[sent:]
    assert mail[0] == "anna@example.com" and "correction" in mail[1]["Subject"]
    body = mail[1].get_body(("plain",))
    assert body and "two firms of one former name" in body.get_content() and third in body.get_content()
    pages = {id_: page(id_) for id_ in (one, two)}
    assert named(2, 4) in pages[one] and named(1, 2) in pages[two]
    assert "画图宝" in pages[one] and "画图宝" not in pages[two] and apps["记账虎"] in pages[two]
    assert {hit.id: hit.counted.notices for hit in show_entities.groups(desk.engine)} == {one: 2, two: 1}
    apart = [show_cases.lives(desk.engine, id_, today) for id_ in (one, two)]
    assert [len(lives.apps) for lives in apart] == [1, 1]
    notices = [{t.line.id for c in lives.cases for h in c.happenings for t in h.told} for lives in apart]
    assert not notices[0] & notices[1]
    told = html(opened("corrections", "en"))
    assert "two firms of one former name" in told and "taken back by li" in told
    found = json.loads(desk.does("identity", "show", one))
    assert (found["id"], found["merged_into_it"]) == (one, [])
    assert found["decisions"][0]["undone_reason"] == "two firms of one former name"


def test_a_value_is_corrected_and_given_back_by_the_command_line(desk: Desk, postbox: Postbox) -> None:
    id_ = desk.notice("1", app("画图宝", ONE, 1), app("记账虎", TWO, 2))
    entry = desk.entry("画图宝")
    desk.watch("app", "画图宝")
    desk.deliver()
    assert len(postbox.alerts()) == 1

    words_ = ("correct", id_, "name", "画图王", "--of", entry.id)
    made = desk.does(*words_, *BY, "misread in the picture")
    assert made.startswith("k_")
    assert "no field of" in desk.does("correct", id_, "colour", "red", *BY, "x", fails=True)
    assert "no entry or deadline" in desk.does(*words_[:4], "--of", "e_none", *BY, "x", fails=True)
    for id_shown, text in ((id_, "画图王"), (desk.entry("画图王").app_id or "", "画图王")):
        where = "notice" if id_shown == id_ else "entity"
        assert text in html(opened(where, "en", id=id_shown))
    assert "misread in the picture" in html(opened("corrections", "en"))
    desk.deliver()
    assert len(postbox.alerts()) == 2
    again = desk.notice("1", app("画图宝", ONE, 1), app("记账虎", TWO, 2), extractor="2")
    assert again == id_ and desk.entry("画图王").id == entry.id

    assert desk.does("uncorrect", made, *BY, "it was right") == made
    assert "was taken back" in desk.does("uncorrect", made, *BY, "again", fails=True)
    assert desk.entry("画图宝").id == entry.id
    told = html(opened("corrections", "en"))
    assert "taken back by li" in told and "it was right" in told
    desk.does("export", str(desk.settings.home / "out"))
    (exported,) = (desk.settings.home / "out").glob("*/corrections.jsonl")
    row = json.loads(exported.read_text(encoding="utf-8"))
    assert (row["correction_id"], row["was"], row["value"], row["undone_reason"]) == (
        made, "画图宝", "画图王", "it was right",
    )  # fmt: skip


def test_a_readers_report_becomes_a_lead_with_its_cause_until_a_person_closes_it(desk: Desk) -> None:
    id_ = desk.notice("1", app("画图宝", ONE, 1, confidence=0.5))
    form = opened("notice", "en", id=id_)
    form.text_area[0].set_value("the developer is another one")
    form.button[-1].click().run()
    assert phrase("cause_unsure", "en") in words(form)
    missing = report(desk.engine, "missing", "not here", "https://www.example.org/9", "ada@example.com")
    assert missing.cause == "not_listed"
    waiting = {one.kind: one for one in reports(desk.engine)}
    assert (waiting["wrong"].notice_id, waiting["wrong"].cause) == (id_, "unsure")
    shown = html(opened("sources", "en"))
    for one in waiting.values():
        assert one.id in shown and phrase(f"cause_{one.cause}", "en") in shown
    assert "ada@example.com" not in shown

    assert desk.does("close-report", missing.id, "--by", "li") == "ada@example.com"
    assert "no report" in desk.does("close-report", missing.id, "--by", "li", fails=True)
    assert [one.id for one in reports(desk.engine)] == [waiting["wrong"].id]
    shown = html(opened("sources", "en"))
    assert missing.id not in shown and waiting["wrong"].id in shown
    page_ = whole(desk.engine, id_)
    assert page_ and page_.line.id == id_


def test_what_was_known_on_a_day_is_told_by_command_and_pages(desk: Desk) -> None:
    then, now = clock.now() - timedelta(days=5), clock.now
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: then)
        id_ = desk.notice("1", app("画图宝", ONE, 1), app("记账虎", TWO, 2), day="2026-01-05")
    gone, app_id = desk.entry("记账虎"), desk.entry("记账虎").app_id or ""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: now() - timedelta(days=1))
        desk.notice("1", app("画图宝", ONE, 1), extractor="2", day="2026-01-05")
    day, before = f"{then:%Y-%m-%d}", f"{then - timedelta(days=2):%Y-%m-%d}"

    known = json.loads(desk.does("known", id_, "--on", day))
    assert [(r["id"], r["quotes"][0]["text"]) for r in known["rows"]][1] == (gone.id, "记账虎")
    told = json.loads(desk.does("known", app_id, "--on", day))
    assert [r["row"]["name"] for r in told["rows"]] == ["记账虎"]
    [happening] = [h for case in told["cases"] for h in case["happenings"]]
    assert (happening["kind"], happening["told"][0]["quote"]) == ("naming", "记账虎")
    assert "was not known on" in desk.does("known", id_, "--on", before, fails=True)
    assert "is no day" in desk.does("known", id_, "--on", "yesterday", fails=True)

    assert "记账虎" not in html(opened("notice", "en", id=id_)).split(phrase("history", "en"))[0]
    for language in ("en", "zh"):
        for page_, shown_id in (("notice", id_), ("entity", app_id)):
            shown = opened(page_, language, id=shown_id, on=day)
            assert not shown.exception
            assert "<q>记账虎</q>" in html(shown) and phrase("then_title", language, day=day) in html(shown)
            earlier = opened(page_, language, id=shown_id, on=before)
            assert not earlier.exception and "<q>记账虎</q>" not in html(earlier)
        broken = opened("notice", language, id=id_, on="<b>")
        assert not broken.exception and "<b>" not in html(broken).replace("<b></b>", "")
    assert f"on={day}" in html(opened("notice", "en", id=id_))
