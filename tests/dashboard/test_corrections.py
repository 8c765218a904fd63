"""In a real browser: what persons changed is public, a record tells its history, and a reader can report."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sqlmodel import select

import settings as settings_module
from settings import Settings
from store import corrections, decisions, save
from store.archive import Archive
from store.db import open_store, reading
from store.reports import reports
from store.show import Engine
from store.tables import App, Entry
from tests.dashboard.test_browser import ARGUMENTS, SECONDS
from tests.dashboard.test_server import serving
from tests.store import making
from tests.store.making import app, firm

ONE, TWO = "虚构一号科技有限公司", "样例二号网络有限公司"
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def stored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Engine, str]:
    """One corrected notice with two apps of one name, and a split."""
    settings = settings_module.load({}, home=tmp_path_factory.mktemp("corrected"))
    engine = open_store(settings)
    save.sources(engine, [making.source()])
    claims = [
        app("画图宝", ONE, 1),
        app("画图宝", TWO, 2),
        app("画图小助手", ONE, 3),
        app("画图小帮手", ONE, 4),
    ]
    id_ = making.notice(engine, Archive(settings.archive), *claims, firm("郑小样", type="person")).notice_id
    with reading(engine) as session:
        entry = session.exec(select(Entry).where(Entry.developer == TWO)).one()
    corrections.correct(engine, id_, "outcome", "removed", f"misread {HOSTILE}", "li", of=entry.id)
    undone = corrections.correct(engine, id_, "title", "更正后的标题", "misread", "li")
    corrections.undo(engine, undone, "it was right", "wang")
    decisions.split(engine, "app", entry.app_id or "", "a namesake", "li", entries=[entry.id])
    return settings, engine, id_


@pytest.fixture(scope="module")
def base(stored: tuple[Settings, Engine, str]) -> Iterator[str]:
    with serving(*stored[:2]) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 1400})
    page.set_default_timeout(SECONDS)
    ran: list[str] = []
    page.on("dialog", lambda dialog: ran.append(dialog.message))
    yield page
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=Path(folder) / f"{request.node.name}.png", full_page=True)
    page.close()
    assert ran == []


def test_corrections_decisions_and_proposals_are_public(base: str, page: Page) -> None:
    page.goto(f"{base}/corrections?lang=en")
    expect(page.get_by_text("taken back by wang")).to_be_visible()
    for text in (f"misread {HOSTILE}", "a namesake", "split off"):
        expect(page.get_by_text(text).first).to_be_visible()
    expect(page.get_by_text("nearly the same name, same developer")).to_be_visible()
    page.goto(f"{base}/corrections?lang=zh")
    expect(page.get_by_text("已由wang于")).to_be_visible()
    expect(page.get_by_role("cell", name="拆分")).to_be_visible()


def test_a_notice_tells_its_history_and_takes_a_report(
    base: str, page: Page, stored: tuple[Settings, Engine, str]
) -> None:
    page.goto(f"{base}/notice?id={stored[2]}&lang=en")
    page.get_by_role("tab").nth(2).click()
    expect(page.get_by_text("History of this record")).to_be_visible()
    expect(page.get_by_text("a person corrected it").first).to_be_visible()
    expect(page.get_by_text("first recorded")).to_be_visible()
    page.get_by_text("Report something wrong").click()
    page.get_by_label("What is wrong or missing").fill(f"the name {HOSTILE}")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Noted, thank you.")).to_be_visible()
    [report] = reports(stored[1])
    assert (report.kind, report.notice_id, report.words) == ("wrong", stored[2], f"the name {HOSTILE}")
    page.goto(f"{base}/sources?lang=en")
    expect(page.get_by_text(f"the name {HOSTILE}")).to_be_visible()


def test_an_app_names_the_other_of_its_name(
    base: str, page: Page, stored: tuple[Settings, Engine, str]
) -> None:
    with reading(stored[1]) as session:
        one = session.exec(select(App).where(App.name == "画图宝")).first()
    assert one is not None
    page.goto(f"{base}/entity?id={one.id}&lang=en")
    expect(page.get_by_text("Another app of this or nearly this name")).to_have_count(1)
    expect(page.get_by_text("of another operator")).to_be_visible()
