"""What a reader does, in a real browser: search by three names, read the evidence, keep filters, change the language."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from alerts import links, subscriptions
from settings import Settings
from store import watchers
from store.show import Engine
from tests.dashboard.test_server import serving

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
LOOPBACK = re.compile(r"(http|ws)://127\.0\.0\.1:|data:|blob:")
SECONDS = 20_000
WIDER = (
    "() => { const m = document.querySelector('[data-testid=stMain]'); return m.scrollWidth - m.clientWidth }"
)


@pytest.fixture(scope="module")
def base(examples: tuple[Settings, Engine]) -> Iterator[str]:
    """The address of a served store of examples."""
    with serving(*examples) as port:
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of this file."""
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page; the test fails if anything was asked of another machine, or a script of a notice ran."""
    foreign: list[str] = []
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(SECONDS)
    page.on("request", lambda r: None if LOOPBACK.match(r.url) else foreign.append(r.url))
    page.on("dialog", lambda dialog: foreign.append(f"script ran: {dialog.message}"))
    yield page
    page.close()
    assert foreign == []


def test_three_names_find_one_group_and_a_notice_shows_its_evidence(base: str, page: Page) -> None:
    found = set()
    for name in ("微信", "Tencent", "腾讯"):
        page.goto(f"{base}/entities?lang=en")
        box = page.get_by_label("Search")
        box.fill(name)
        box.press("Enter")
        expect(page).to_have_url(re.compile("name="))
        card = page.locator(".tb-card b a")
        expect(card).to_have_count(1)
        found.add(card.inner_text())
    assert found == {"腾讯"}
    page.goto(f"{base}/notice?id=n_o35&lang=en")
    expect(page.locator(".tb-text mark.tb-app").first).to_contain_text("样例应用")
    expect(page.locator(".tb-text mark.tb-deadline")).to_have_count(1)
    page.goto(f"{base}/notice?id=n_hostile&lang=en")
    expect(page.locator(".tb-text")).to_contain_text("<script>alert")


def test_filters_survive_a_reload_a_look_at_a_notice_and_the_way_back(base: str, page: Page) -> None:
    page.goto(f"{base}/notices?lang=en")
    page.get_by_label("List state").click()
    page.get_by_role("option", name="List incomplete").click()
    expect(page.locator(".tb-seal-complete")).to_have_count(0)
    page.get_by_label("Year").click()
    page.get_by_role("option", name="2026").click()
    expect(page.locator(".tb-list li")).to_have_count(1)
    expect(page).to_have_url(re.compile("seal=incomplete.*year=2026|year=2026.*seal=incomplete"))
    page.reload()
    expect(page.locator(".tb-list li")).to_have_count(1)
    page.locator(".tb-item-title a").click()
    expect(page.locator(".tb-text")).to_be_visible()
    page.get_by_text("Back to the list").click()
    expect(page.locator(".tb-list li")).to_have_count(1)
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.get_by_text("中文").click()
    expect(page.locator("h1.tb-title")).to_contain_text("通报")
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page).to_have_title("通报 · 通报追踪")
    expect(page).to_have_url(re.compile("lang=zh"))
    page.get_by_role("link", name="期限").click()
    expect(page.locator("h1.tb-title")).to_contain_text("期限")
    expect(page).to_have_url(re.compile("lang=zh"))


def test_a_telephone_needs_no_sideways_scrolling(base: str, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for path in (
        "",
        "notices",
        "notice?id=n_hostile",
        "entity?id=c_group",
        "deadlines",
        "sources",
        "subscribe",
    ):
        page.goto(f"{base}/{path}")
        expect(page.locator("footer.tb-footer")).to_be_attached()
        assert page.evaluate(WIDER) == 0, path


def test_a_subscription_is_confirmed_and_ended_by_the_buttons_behind_its_links(
    base: str, page: Page, examples: tuple[Settings, Engine]
) -> None:
    settings, engine = examples
    link = subscriptions.subscribe(engine, settings, "button@example.com", "all", "", "en").link
    page.goto(f"{base}{link.removeprefix(settings.base_url)}")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("a[href*='/feeds/']").first).to_be_attached()
    (watch,) = watchers.watches(engine)
    page.goto(f"{base}{links.unsubscribe_url(settings, watch.subscriber_id).removeprefix(settings.base_url)}")
    page.get_by_role("button").click()
    expect(page.get_by_role("button")).to_have_count(0)
    assert watchers.watches(engine) == []
