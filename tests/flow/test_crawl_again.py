"""Crawling the replica: what is new is fetched once, a kill loses nothing, one broken source costs itself alone."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import func, select

import settings as settings_module
from settings import ROOT
from store.db import open_store, reading
from store.tables import Document, Notice, Posting, Run, Source, Version
from tests.flow.conftest import environment, tongbao
from tests.replica.catalogue import write
from tests.replica.items import Item, load
from tests.replica.server import Replica

ARTICLE = re.compile(r"/art_|/c_\d+|/post/20\d\d/")
SOURCES = ("miit-app-tzgg", "gdca-tzgg", "cac-wxfb", "example-post")  # one of each large family
SITES = ("miit", "gdca", "cac", "post")


@pytest.fixture
def replica() -> Iterator[Replica]:
    with Replica(items=published()) as running:
        yield running


def published() -> list[Item]:
    """The items of the four sources."""
    return [item for item in load() if item.site in SITES]


def example_home(path: Path) -> Path:
    """A home whose store is an example store, as the demo's is."""
    open_store(settings_module.load({}, home=path), "example").dispose()
    return path


def articles(replica: Replica) -> list[str]:
    return [path for _, path in replica.requests if ARTICLE.search(path)]


def counts(home: Path) -> dict[str, int]:
    engine = open_store(settings_module.load({}, home=home), "example")
    with reading(engine) as session:
        return {
            table.__name__: session.exec(select(func.count()).select_from(table)).one()
            for table in (Posting, Version, Document, Notice)
        }


def test_a_second_crawl_asks_for_lists_only_and_changes_nothing(replica: Replica, tmp_path: Path) -> None:
    home = example_home(tmp_path / "home")
    write(replica.base, tmp_path / "catalogue", *SOURCES)
    env = environment(replica.host, tmp_path / "catalogue")
    first = tongbao("crawl", home=home, env=env)
    assert first.returncode == 0, first.stderr[-3000:]
    before = counts(home)
    assert before["Version"] == before["Posting"] >= len(replica.items)
    replica.requests.clear()
    second = tongbao("crawl", home=home, env=env)
    assert second.returncode == 0, second.stderr[-3000:]
    assert articles(replica) == []
    assert counts(home) == before


def test_a_killed_crawl_goes_on_where_it_was(replica: Replica, tmp_path: Path) -> None:
    home = example_home(tmp_path / "home")
    write(replica.base, tmp_path / "catalogue", *SOURCES)
    env = environment(replica.host, tmp_path / "catalogue")
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TONGBAO_")}
    crawl = subprocess.Popen(
        [sys.executable, "-m", "cli", "crawl", "--home", str(home)],
        cwd=ROOT,
        env=clean | env | {"TONGBAO_CRAWL_DELAY": "0.05"},
        stderr=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )
    deadline = time.monotonic() + 60
    while counts(home)["Version"] < 8 and time.monotonic() < deadline and crawl.poll() is None:
        pass
    crawl.send_signal(signal.SIGKILL)
    crawl.wait()
    kept = counts(home)["Version"]
    assert 8 <= kept < len(replica.items)
    replica.requests.clear()
    again = tongbao("crawl", home=home, env=env)
    assert again.returncode == 0, again.stderr[-3000:]
    after = counts(home)
    assert after["Version"] == after["Posting"]
    asked = articles(replica)
    assert len(asked) == len(set(asked))  # nothing twice …
    pages = [path for path in asked if path.split("?")[0].endswith((".html", ".htm", "/"))]
    assert len(pages) <= after["Posting"] - kept  # … and nothing of what was kept


def test_the_same_replica_under_a_path_prefix_needs_another_catalogue_only(tmp_path: Path) -> None:
    home = example_home(tmp_path / "home")
    with Replica("/a/b/", items=published()) as replica:
        write(replica.base, tmp_path / "catalogue", *SOURCES)
        done = tongbao("crawl", home=home, env=environment(replica.host, tmp_path / "catalogue"))
        assert done.returncode == 0, done.stderr[-3000:]
        assert all(path.startswith("/a/b/") or path == "/robots.txt" for _, path in replica.requests)
        assert counts(home)["Version"] >= len(replica.items)


def test_a_broken_source_costs_itself_alone_and_is_named(replica: Replica, tmp_path: Path) -> None:
    home = example_home(tmp_path / "home")
    write(replica.base, tmp_path / "catalogue", *SOURCES)
    replica.fail(r"/miit/", status=503, body=b"")
    done = tongbao("crawl", home=home, env=environment(replica.host, tmp_path / "catalogue"))
    assert done.returncode == 1
    assert "failed: miit-app-tzgg" in done.stderr
    engine = open_store(settings_module.load({}, home=home), "example")
    with reading(engine) as session:
        verdicts = dict(session.exec(select(Run.source_id, Run.verdict).where(Run.job == "crawl")).all())
    assert verdicts.pop("miit-app-tzgg") in ("failed", "blocked")
    assert set(verdicts.values()) == {"ok"} and len(verdicts) == 3


def test_examples_cannot_reach_a_live_store(replica: Replica, tmp_path: Path) -> None:
    write(replica.base, tmp_path / "catalogue", *SOURCES)
    for file in (tmp_path / "catalogue").glob("*.toml"):  # even where the catalogue claims to be a live one
        file.write_text(file.read_text(encoding="utf-8").replace('origin = "example"', ""), encoding="utf-8")
    home = tmp_path / "live"
    done = tongbao("crawl", home=home, env=environment(replica.host, tmp_path / "catalogue"))
    assert done.returncode == 1
    assert "example" in done.stderr
    engine = open_store(settings_module.load({}, home=home), "live")
    with reading(engine) as session:
        assert session.exec(select(func.count()).select_from(Version)).one() == 0
        assert session.exec(select(func.count()).select_from(Document)).one() == 0


def test_a_new_source_of_a_known_family_is_an_entry_in_the_catalogue(
    replica: Replica, tmp_path: Path
) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "mine.toml").write_text(
        f"""
        [[source]]
        id = "my-column"
        title = "示例栏目"
        kind = "official"
        issuer = "CA-GD"
        language = "zh"
        base = "{replica.base}/gdca"
        lists = ["/zwgk/tzgg/index.html"]
        layout = "jpaas"
        cron = "0 6 * * *"
        """,
        encoding="utf-8",
    )
    home = example_home(tmp_path / "home")
    done = tongbao("crawl", home=home, env=environment(replica.host, folder))
    assert done.returncode == 0, done.stderr[-3000:]
    engine = open_store(settings_module.load({}, home=home), "example")
    with reading(engine) as session:
        assert session.exec(select(Source.id)).all() == ["my-column"]
        assert session.exec(select(func.count()).select_from(Version)).one() >= 3
