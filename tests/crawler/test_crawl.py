"""A crawl from end to end: real HTTP on loopback, a real store, Scrapy in a process of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import settings as settings_module
from crawler.pipeline import file_name
from store import load
from store.db import open_store
from tests.crawler.site import Answer, Site, serving

ENTRY = """
[[source]]
id = "{id}"
title = "示例局"
kind = "official"
issuer = "CA-GD"
language = "zh"
base = "{base}"
lists = ["{path}"]
layout = "plain"
cron = "{cron}"
options = {{ row = "li", next = "a.next", article_body = ".text" }}
"""


def entry(site: Site, id_: str = "one", path: str = "/list/1.html", more: str = "") -> str:
    return ENTRY.format(id=id_, base=site.base, path=path, cron="0 */6 * * *") + more


def catalogue(folder: Path, *entries: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "sites.toml").write_text('origin = "example"\n' + "".join(entries), encoding="utf-8")
    return folder


def start(
    folder: Path, home: Path, *urls: str, delay: float = 0, env: dict[str, str] | None = None
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.crawler.drive", str(folder), str(home), *urls]
    env = os.environ | {"CRAWL_DELAY": str(delay)} | (env or {})
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def crawl(folder: Path, home: Path, *urls: str, **env: str) -> dict[str, dict[str, Any]]:
    """One crawl; `env` are variables of `drive`."""
    process = start(folder, home, *urls, env=env)
    out, err = process.communicate(timeout=200)
    assert process.returncode == 0, err
    return {outcome["source_id"]: outcome for outcome in json.loads(out)}


def states(home: Path, source: str = "one") -> list[str]:
    engine = open_store(settings_module.load({}, home=home), "example")
    try:
        return sorted(known.state for known in load.known(engine, source).values())
    finally:
        engine.dispose()


def test_the_first_crawl_brings_all_and_the_second_asks_for_the_list_alone(tmp_path: Path) -> None:
    with serving(Site(10)) as site:
        folder = catalogue(tmp_path / "c", entry(site))
        first = crawl(folder, tmp_path / "home")["one"]
        assert first["verdict"] == "ok", first
        assert first["counts"] == {
            "lists": 3, "rows": 4, "listed": 10, "fetched": 10, "new": 10, "changed": 0, "unchanged": 0, "failed": 0,
            "attachments": 10,
        }  # fmt: skip
        order = [path for path in site.log if path != "/robots.txt" and "/files/" not in path]
        assert order[0] == "/list/1.html"
        assert order.index("/list/2.html") > max(order.index(f"/art/{n}.html") for n in (10, 9, 8, 7))
        site.log.clear()
        second = crawl(folder, tmp_path / "home")["one"]
        assert second["verdict"] == "ok"
        assert site.log == ["/robots.txt", "/list/1.html"]


def test_a_killed_crawl_goes_on_without_asking_again_for_what_came(tmp_path: Path) -> None:
    with serving(Site(30)) as site:
        folder, home = catalogue(tmp_path / "c", entry(site)), tmp_path / "home"
        process = start(folder, home)
        until = time.monotonic() + 30
        while len(site.asked("/art/")) < 9 and time.monotonic() < until:
            assert process.poll() is None, process.communicate()[1]
            time.sleep(0.005)
        process.kill()
        process.communicate()
        came = states(home).count("fetched")
        assert 0 < came < 30
        site.log.clear()
        assert crawl(folder, home)["one"]["counts"]["new"] == 30 - came
        assert len(site.asked("/art/")) == 30 - came
        assert states(home) == ["fetched"] * 30


def test_an_interrupt_ends_the_crawl_cleanly_as_stopped(tmp_path: Path) -> None:
    with serving(Site(30)) as site:
        process = start(catalogue(tmp_path / "c", entry(site)), tmp_path / "home")
        until = time.monotonic() + 30
        while not site.asked("/art/") and time.monotonic() < until:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert process.returncode == 0, err
        assert [outcome["verdict"] for outcome in json.loads(out)] == ["stopped"]


def redirect(to: str) -> Answer:
    return 302, {"Location": to}, b""


@dataclass(frozen=True)
class Faulty:
    """One crawl over several sites, each broken in its way, and what came of it."""

    sites: dict[str, Site]
    found: dict[str, dict[str, Any]]
    home: Path

    def told(self, id_: str) -> dict[str, str]:
        return {c["name"]: c["text"] for c in self.found[id_]["checks"] if not c["passed"]}


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faulty]:
    folder = tmp_path_factory.mktemp("faulty")
    names = ("good", "prefixed", "blocked", "changed", "closed", "items", "tired", "inward")
    sites = {name: Site(6, "/a/b" if name == "prefixed" else "") for name in names}
    sites["tired"].items = 40
    sites["blocked"].special["/list/1.html"] = lambda _: (521, {}, b"<script>__jsl_clearance</script>")
    sites["changed"].special["/list/1.html"] = lambda _: (200, {}, b"<html><p>moved</p></html>")
    sites["closed"].special["/robots.txt"] = lambda _: (200, {}, b"User-agent: *\nDisallow: /")
    sites["items"].special |= {
        "/art/3.html": lambda _: (200, {"Content-Type": "text/html"}, b"<h1>x</h1>"),
        "/art/4.html": lambda _: (404, {}, b"gone"),
        "/files/5.pdf": lambda _: (200, {}, b"<html>404</html>"),
    }
    sites["tired"].special |= {f"/art/{n}.html": lambda _: (500, {}, b"") for n in range(1, 41)}
    sites["inward"].special |= {
        "/art/2.html": lambda _: redirect("http://10.0.0.1/secret"),
        "/files/1.pdf": lambda _: redirect("http://169.254.169.254/latest"),
    }
    with ExitStack() as stack:
        for site in sites.values():
            stack.enter_context(serving(site))
        entries = [entry(site, name) for name, site in sites.items()]
        yield Faulty(sites, crawl(catalogue(folder / "c", *entries), folder / "home"), folder / "home")


def test_a_broken_source_costs_itself_alone(faulty: Faulty) -> None:
    assert {id_: outcome["verdict"] for id_, outcome in faulty.found.items()} == {
        "good": "ok", "prefixed": "ok", "blocked": "blocked", "changed": "failed", "closed": "blocked",
        "items": "warning", "tired": "failed", "inward": "warning",
    }  # fmt: skip
    assert faulty.found["good"]["counts"]["new"] == 6


def test_a_challenge_is_tried_again_and_not_for_ever(faulty: Faulty) -> None:
    assert "521" in faulty.found["blocked"]["error"]
    assert len(faulty.sites["blocked"].asked("/list/1.html")) == 3


def test_a_changed_list_names_the_files_to_open(faulty: Faulty) -> None:
    error = faulty.found["changed"]["error"]
    assert "list gave 0 rows" in error and "crawler/layouts/plain.py" in error and "sites.toml:" in error


def test_failing_items_cost_themselves_alone_and_are_named(faulty: Faulty) -> None:
    counts, told = faulty.found["items"]["counts"], faulty.told("items")
    assert (counts["new"], counts["failed"], counts["attachments"]) == (4, 2, 3)
    assert "/art/3.html" in told["items read"] and "/art/4.html: HTTP 404" in told["items read"]
    assert "/files/5.pdf" in told["attachments"]
    assert states(faulty.home, "items") == ["fetched"] * 4 + ["listed", "unreadable"]


def test_a_host_that_fails_on_and_on_is_left_alone(faulty: Faulty) -> None:
    assert "in a row failed" in faulty.found["tired"]["error"]
    assert len(set(faulty.sites["tired"].asked("/art/"))) < 12


def test_a_network_cut_in_the_middle_ends_the_crawl_soon_and_loses_nothing(tmp_path: Path) -> None:
    folder, home = tmp_path / "c", tmp_path / "home"
    with serving(Site(30)) as site:
        catalogue(folder, entry(site))
        process = start(folder, home, delay=0.2)
        begun = time.monotonic()
        while len(site.asked("/art/")) < 4 and time.monotonic() - begun < 30:
            time.sleep(0.02)  # another process asks; there is no event to wait on
    cut = time.monotonic()
    out, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    (outcome,) = json.loads(out)
    assert time.monotonic() - cut < 15
    assert outcome["verdict"] in ("failed", "blocked") and "refused" in outcome["error"]
    with serving(Site(30), site.port) as site:
        assert crawl(folder, home)["one"]["verdict"] == "ok"
    assert len(states(home)) == 30 and set(states(home)) == {"fetched"}


def test_the_same_site_below_a_path_needs_another_catalogue_entry_only(faulty: Faulty) -> None:
    assert faulty.found["prefixed"]["counts"]["new"] == faulty.found["prefixed"]["counts"]["attachments"] == 6
    assert all(p.startswith("/a/b/") or p == "/robots.txt" for p in faulty.sites["prefixed"].log)


def test_robots_txt_is_obeyed(faulty: Faulty) -> None:
    assert "robots.txt" in faulty.found["closed"]["error"]
    assert not faulty.sites["closed"].asked("/list/")


def test_a_redirect_inwards_is_refused(faulty: Faulty) -> None:
    told = faulty.told("inward")
    assert "10.0.0.1 is not a public address" in told["items read"]
    assert told["attachments"].endswith("/files/1.pdf")
    assert faulty.found["inward"]["counts"]["new"] == 5


def test_a_recent_item_is_looked_at_again_after_a_day_and_an_edit_is_a_new_version(tmp_path: Path) -> None:
    text = ["first, 第一版"]
    asked: list[str] = []

    def article(headers: dict[str, str]) -> Answer:
        asked.append(headers.get("If-None-Match", ""))
        tag = f'"{len(text[0])}"'
        if headers.get("If-None-Match") == tag:
            return 304, {"ETag": tag}, b""
        page = f'<html><meta charset="utf-8"><h1>示例</h1><div class="text">{text[0]}</div></html>'
        return 200, {"Content-Type": "text/html", "ETag": tag}, page.encode()

    with serving(Site(0)) as site:
        row = f"<ul><li><a href='/art/1.html'>x</a> {datetime.now(UTC).date()}</li></ul>"
        site.special["/list/1.html"] = lambda _: (200, {}, row.encode())
        site.special["/art/1.html"] = article
        folder, home = catalogue(tmp_path / "c", entry(site)), tmp_path / "home"
        crawl(folder, home)
        for edited, state in ((False, "unchanged"), (True, "changed")):
            text[0] += " 修订" * edited
            a_day_passes(home)
            assert crawl(folder, home)["one"]["counts"][state] == 1
        assert asked == ["", f'"{len("first, 第一版")}"', f'"{len("first, 第一版")}"']


def a_day_passes(home: Path) -> None:
    with closing(sqlite3.connect(home / "tongbao.db")) as connection, connection:
        connection.execute("UPDATE posting SET last_checked = datetime(last_checked, '-25 hours')")


def test_given_addresses_alone_are_fetched(tmp_path: Path) -> None:
    with serving(Site(9)) as site, serving(Site(9)) as other:
        folder = catalogue(tmp_path / "c", entry(site), entry(other, "other"))
        found = crawl(folder, tmp_path / "home", f"{site.base}/art/7.html")
        assert list(found) == ["one"] and found["one"]["counts"]["new"] == 1
        assert not site.asked("/list/") and not other.log


@pytest.mark.parametrize(
    ("header", "given", "name"),
    [
        ("attachment; filename*=UTF-8''%E6%B8%85%E5%8D%95.docx", "", "清单.docx"),
        ('attachment; filename="list.pdf"', "x", "list.pdf"),
        ("", "附件1.pdf", "附件1.pdf"),
        ("", "", "0a.pdf"),
        ("attachment; filename=../../etc/passwd", "", "etc_passwd"),
    ],
)
def test_a_file_is_named_by_its_server_then_by_its_page(header: str, given: str, name: str) -> None:
    assert file_name("https://a.example/x/0a.pdf", {"content-disposition": header}, given).endswith(name)
