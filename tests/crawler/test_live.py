"""A look at sites that are there, changed, refuse or are gone: the replica and a small site on loopback."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import settings as settings_module
from crawler.live import fetch, look, set_checked
from crawler.page import Source
from crawler.sources import load_catalogue
from settings import ConfigurationError, Settings
from tests.crawler.site import Site, serving
from tests.replica.catalogue import write
from tests.replica.server import Replica

HERE = frozenset({"127.0.0.1"})


@pytest.fixture(scope="module")
def replica() -> Iterator[Replica]:
    with Replica() as running:
        yield running


@pytest.fixture
def given(tmp_path: Path) -> Settings:
    loaded = settings_module.load({"TONGBAO_CRAWL_DELAY": "0"}, home=tmp_path / "home")
    return replace(loaded, allow_hosts=HERE, catalogue=tmp_path / "catalogue")


def plain(site: Site, **changes: object) -> Source:
    base = Source(
        id="one", title="示例", kind="official", language="zh", base=site.base, lists=("/list/1.html",), layout="plain",
        cron="0 * * * *", min_rows=3, issuer="MIIT", file="x.toml:1", options={"article_body": ".text"},
    )  # fmt: skip
    return replace(base, **changes)  # type: ignore[arg-type]


def test_every_family_of_the_replica_passes_and_its_pages_become_cases(
    replica: Replica, given: Settings
) -> None:
    sources = load_catalogue(write(replica.base, given.catalogue))
    out = given.home / "pages"
    found = look(sources, given, out)
    assert {one.source.id: one.state for one in found if one.state != "passed"} == {"mps": "blocked"}, found
    assert [one.source.id for one in found] == [source.id for source in sources]
    assert {p.parent.name for p in out.glob("*/*/page.*")} == {"live-list", "live-article"}
    for meta in out.glob("*/*/meta.json"):
        expected = json.loads((meta.parent / "expected.json").read_text(encoding="utf-8"))
        assert "raises" not in expected, meta
    assert len(list(out.glob("example-post/live-article/page.*"))) == 1


def test_what_is_wrong_is_said_in_a_line(given: Settings) -> None:
    with serving(Site(10)) as site:
        site.special["/empty.html"] = lambda _: (200, {}, b"")
        site.special["/no.html"] = lambda _: (403, {}, b"no")
        site.special["/other.html"] = lambda _: (200, {"Content-Type": "text/html"}, b"<p>nothing here</p>")
        cases = {
            "good": plain(site),
            "few": plain(site, min_rows=9),
            "empty": plain(site, lists=("/empty.html",)),
            "refused": plain(site, lists=("/no.html",)),
            "other": plain(site, lists=("/other.html",)),
            "gone": plain(site, base="http://127.0.0.1:9"),
            "browser": plain(site, browser=True),
            "inside": plain(site, base="http://10.0.0.1"),
        }
        found = {
            one.source.id: one for one in look([replace(s, id=name) for name, s in cases.items()], given)
        }
    assert {name: one.state for name, one in found.items()} == {
        "good": "passed", "few": "changed", "empty": "blocked", "refused": "blocked", "other": "changed",
        "gone": "unreachable", "browser": "unreachable", "inside": "blocked",
    }  # fmt: skip
    assert "4 rows, wanted 9" in found["few"].text and "x.toml:1" in found["few"].text
    assert found["refused"].text == "HTTP 403" and found["gone"].text == "refused"
    assert "not a public address" in found["inside"].text


def test_robots_are_heard_and_a_redirect_inwards_is_not_followed(given: Settings) -> None:
    with serving(Site(10)) as site:
        site.special["/robots.txt"] = lambda _: (200, {}, b"User-agent: *\nDisallow: /list/")
        assert [(one.state, one.text) for one in look([plain(site)], given)] == [
            ("blocked", "robots.txt forbids")
        ]
    with serving(Site(10)) as site:
        site.special["/list/1.html"] = lambda _: (302, {"Location": "http://192.168.0.1/x"}, b"")
        [one] = look([plain(site)], given)
        assert one.state == "blocked" and "192.168.0.1" in one.text


def test_an_example_site_is_no_live_check_of_a_live_source(given: Settings) -> None:
    with serving(Site(10)) as site:
        [one] = look([plain(site)], given)
        assert one.state == "passed" and not one.counts
        [example] = look([plain(site, origin="example")], given)
        assert example.counts
        site.origin = "live"
        assert look([plain(site)], given)[0].counts


def test_a_list_that_its_layout_cannot_read_is_still_fetched_for_a_case(given: Settings) -> None:
    with serving(Site(10)) as site:
        site.special["/other.html"] = lambda _: (200, {"Content-Type": "text/html"}, b"<p>new design</p>")
        source = plain(site, lists=("/other.html",))
        assert fetch(source, f"{site.base}/other.html", given).body == b"<p>new design</p>"
        assert fetch(source, f"{site.base}/art/3.html", given).what == "article"
        with pytest.raises(ConfigurationError, match="HTTP 404"):
            fetch(source, f"{site.base}/absent.html", given)


def test_the_day_of_a_check_is_set_in_the_entry_and_nothing_else_changes(
    replica: Replica, tmp_path: Path
) -> None:
    folder = write(replica.base, tmp_path, "miit-app-tzgg", "gdca-tzgg", "cac-wxfb", "example-post")
    before = (tmp_path / "replica.toml").read_text(encoding="utf-8")
    second = load_catalogue(folder)[1]
    set_checked(second, date(2026, 3, 1))
    assert [s.checked for s in load_catalogue(folder)] == ["", "2026-03-01", "", ""]
    set_checked(load_catalogue(folder)[1], date(2026, 4, 2))
    after = (tmp_path / "replica.toml").read_text(encoding="utf-8")
    assert after.replace('checked = "2026-04-02"\n', "") == before
    with pytest.raises(ConfigurationError, match="no-such"):
        set_checked(replace(second, id="no-such"), date(2026, 3, 1))
