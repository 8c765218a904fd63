"""What is asked for again and when: recent items often, old ones seldom, files that did not come until they do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import settings as settings_module
from crawler.page import Source
from crawler.sources import info, load_catalogue
from crawler.visits import LADDER, LONGEST_PAUSE, interval, pause
from store import save
from store.db import open_store, writing
from store.ids import normal_url, posting_id
from store.tables import Posting
from tests.crawler.site import Answer, Site, serving
from tests.crawler.test_crawl import catalogue, crawl, entry, states


@pytest.mark.parametrize(
    ("days", "hours"), [(0, 1), (1.9, 1), (3, 24), (10, 72), (100, 720), (181, None), (2000, None)]
)
def test_the_older_an_item_the_seldomer_it_is_looked_at(days: float, hours: float | None) -> None:
    assert interval(timedelta(days=days)) == (None if hours is None else timedelta(hours=hours))


def test_the_ladder_goes_down_and_pauses_after_failures_grow_to_a_day() -> None:
    ages, pauses = zip(*LADDER, strict=True)
    assert list(ages) == sorted(ages) and list(pauses) == sorted(pauses)
    assert [pause(n) for n in (0, 1, 2, 3)] == [timedelta(minutes=m) for m in (0, 15, 30, 60)]
    assert pause(50) == LONGEST_PAUSE


class Dated(Site):
    """Notices of given ages in days, a page of list to every `size`."""

    def __init__(self, ages: list[float], size: int = 1000) -> None:
        super().__init__(len(ages))
        self.ages, self.size = ages, size

    def _list(self, page: int) -> Answer:
        numbers = range((page - 1) * self.size, min(page * self.size, len(self.ages)))
        now = datetime.now(UTC)
        rows = "".join(
            f'<li><a href="/art/{n + 1}.html">示例{n + 1}</a> {(now - timedelta(days=self.ages[n])).date()}</li>'
            for n in numbers
        )
        more = f'<a class="next" href="/list/{page + 1}.html">n</a>' if numbers.stop < len(self.ages) else ""
        return html(f"<ul>{rows}</ul>{more}")

    def _article(self, number: int) -> Answer:
        return html(f'<h1>示例{number}</h1><div class="text"><p>第{number}号示例。</p></div>')


def html(body: str) -> Answer:
    return 200, {"Content-Type": "text/html; charset=utf-8"}, body.encode()


def test_an_unchanged_run_over_a_thousand_items_asks_for_lists_and_due_re_visits_alone(
    tmp_path: Path,
) -> None:
    ages = [0.0, 5.0, 20.0] + [400.0 + n for n in range(997)]
    with serving(Dated(ages, size=100)) as site:
        folder, home = catalogue(tmp_path / "c", entry(site)), tmp_path / "home"
        brought(home, load_catalogue(folder)[0], ages)
        for hours, visited in ((0.0, []), (2, [1]), (26, [1, 2])):
            site.log.clear()
            assert crawl(folder, home, CRAWL_AHEAD=str(hours))["one"]["verdict"] == "ok"
            assert sorted(site.asked("/art/")) == [f"/art/{n}.html" for n in visited], hours
            assert site.log[:2] == ["/robots.txt", "/list/1.html"] and len(site.log) == 2 + len(visited)


def brought(home: Path, source: Source, ages: list[float]) -> None:
    """A store in which every item of the site has come."""
    engine, now = open_store(settings_module.load({}, home=home), "example"), datetime.now(UTC)
    save.sources(engine, [info(source)])
    with writing(engine) as session:
        for number, age in enumerate(ages, 1):
            url, day = f"{source.base}/art/{number}.html", str((now - timedelta(days=age)).date())
            known = Posting(
                id=posting_id("one", url), source_id="one", url=url, url_normal=normal_url(url), origin="example",
                state="fetched", list_day=day, first_seen=now, last_checked=now,
            )  # fmt: skip
            session.add(known)
    save.backfilled(engine, "one")
    engine.dispose()


def failing(times: int, then: Callable[[dict[str, str]], Answer]) -> Callable[[dict[str, str]], Answer]:
    """An answer that refuses so many times first."""
    left = [times]

    def one(headers: dict[str, str]) -> Answer:
        left[0] -= 1
        return (404, {}, b"") if left[0] >= 0 else then(headers)

    return one


def test_files_that_did_not_come_are_tried_for_again_though_the_page_is_as_it_was(tmp_path: Path) -> None:
    asked: list[str] = []

    def article(headers: dict[str, str]) -> Answer:
        asked.append(headers.get("If-None-Match", ""))
        if asked[-1]:
            return 304, {}, b""
        text = '<h1>示例</h1><div class="text"><p>示例正文。</p><a href="/files/1.pdf">清单.pdf</a></div>'
        return 200, {"Content-Type": "text/html; charset=utf-8", "ETag": '"a"'}, text.encode()

    with serving(Dated([400.0])) as site:
        site.special["/art/1.html"] = article
        site.special["/files/1.pdf"] = failing(2, lambda _: (200, {}, b"%PDF-1.4 x"))
        folder, home = catalogue(tmp_path / "c", entry(site)), tmp_path / "home"
        first = crawl(folder, home)["one"]
        assert (first["counts"]["new"], first["counts"]["attachments"], first["verdict"]) == (1, 0, "warning")
        assert crawl(folder, home)["one"]["counts"]["fetched"] == 0  # not at once
        assert crawl(folder, home, CRAWL_AHEAD="1")["one"]["counts"]["failed"] == 1
        again = crawl(folder, home, CRAWL_AHEAD="3")["one"]
        assert (again["counts"]["changed"], again["counts"]["attachments"]) == (1, 1)
        crawl(folder, home, CRAWL_AHEAD="30")
        assert asked == ["", "", "", '"a"']  # conditional only once its files were here


def test_an_error_page_in_an_articles_place_on_three_visits_over_two_days_is_its_end(tmp_path: Path) -> None:
    there = [html('<h1>示例</h1><div class="text"><p>示例正文。</p></div>')]
    with serving(Dated([0.0])) as site:
        site.special["/art/1.html"] = lambda _: there[-1]
        folder, home = catalogue(tmp_path / "c", entry(site)), tmp_path / "home"
        crawl(folder, home)
        there.append(html("<p>您访问的页面不存在或已被删除。</p>"))
        found = []
        for hours in (2, 26, 60, 100):
            outcome = crawl(folder, home, CRAWL_AHEAD=str(hours))["one"]
            assert outcome["counts"]["failed"] == 1 and outcome["counts"]["changed"] == 0
            found += states(home)
        assert found == ["fetched", "fetched", "gone", "gone"]
        there.append(there[0])
        assert crawl(folder, home, CRAWL_AHEAD="150")["one"]["counts"]["unchanged"] == 1
        assert states(home) == ["fetched"]


def test_what_keeps_failing_is_asked_for_more_and_more_seldom(tmp_path: Path) -> None:
    with serving(Dated([400.0, 401.0])) as site:
        site.special["/art/2.html"] = lambda _: (404, {}, b"")
        folder, home = catalogue(tmp_path / "c", entry(site)), tmp_path / "home"
        for hours in (0, 0.1, 0.3, 0.5, 1.0):
            crawl(folder, home, CRAWL_AHEAD=str(hours))
        assert len(site.asked("/art/2.html")) == 3  # at once, after a quarter of an hour, half an hour later
