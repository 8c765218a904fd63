"""One address that a person gives, of no catalogued source: fetched over loopback, stored, read and extracted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlmodel import select

import settings as settings_module
from settings import ROOT
from store import load
from store.db import Engine, open_store, reading
from store.tables import Posting, Version
from tests.crawler.site import Answer, Site, serving

POST = ROOT / "tests" / "fixtures" / "sites" / "example-wechat"
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def page(case: str, site: Site) -> Answer:
    """A saved post, its pictures on the site itself."""
    body = (POST / case / "page.html").read_bytes().replace(b"https://mmbiz.qpic.cn", site.base.encode())
    return 200, {"Content-Type": "text/html; charset=UTF-8"}, body


def tongbao(command: str, home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TONGBAO_")}
    return subprocess.run(
        [sys.executable, "-c", "from cli import main; main()", command, *words, "--home", str(home), "--json"],
        env=clean | {"TONGBAO_CRAWL_DELAY": "0", "TONGBAO_ALLOW_HOSTS": "127.0.0.1"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip


def only(engine: Engine) -> load.VersionFiles:
    with reading(engine) as session:
        (version_id,) = session.exec(select(Version.id)).all()
    return load.version(engine, version_id)


def test_a_wechat_post_is_read_as_one_with_its_pictures(tmp_path: Path) -> None:
    with serving(Site()) as site:
        site.origin = "live"  # of a store of one's own in a temporary home
        address = "/s?__biz=MzAwMDAwMDAwMA==&mid=2650000001&idx=1&sn=abc"
        site.special[address] = lambda _: page("article", site)
        for name in ("mmbiz_png/list1/640?wx_fmt=png&from=appmsg", "mmbiz_jpg/list2/640?wx_fmt=jpeg"):
            site.special[f"/{name}"] = lambda _: (200, {"Content-Type": "image/png"}, PICTURE)
        done = tongbao("add", tmp_path, f"{site.base}{address}")
        assert done.stdout, done.stderr
        counts = json.loads(done.stdout)["counts"]
    assert (counts["new"], counts["attachments"]) == (1, 2), done.stderr
    engine = open_store(settings_module.load({}, home=tmp_path), "live")
    version = only(engine)
    assert version.source_id == "added" and version.facts.source_printed == "网信示例"
    assert (
        version.facts.published is not None and version.facts.published.value == "2026-09-09T08:00:00+08:00"
    )
    from crawler.layouts import layout
    from crawler.sources import added
    from nlp.stored import stored_item  # takes seconds to import
    from store.archive import Archive

    archive = Archive(settings_module.load({}, home=tmp_path).archive)
    item = stored_item(version, added(), layout(added().layout), archive.get).item
    assert item.kind is None, "whether an authority speaks, the text tells"
    assert [cell.text for table in item.readings[0].tables for cell in table.cells][4:6] == [
        "山海记账",
        "示例山海科技有限公司",
    ]


@pytest.mark.parametrize(
    ("case", "words"), [("deleted", "已被发布者删除"), ("checked-for-a-person", "环境异常")]
)
def test_a_wechat_page_that_is_no_article_is_told_and_never_kept_as_one(
    tmp_path: Path, case: str, words: str
) -> None:
    with serving(Site()) as site:
        site.origin = "live"  # of a store of one's own in a temporary home
        site.special["/s/AbC"] = lambda _: page(case, site)
        done = tongbao("add", tmp_path, f"{site.base}/s/AbC")
    assert done.returncode == 1
    assert words in done.stdout + done.stderr
    engine = open_store(settings_module.load({}, home=tmp_path), "live")
    with reading(engine) as session:
        assert not session.exec(select(Version.id)).all()
        assert len(session.exec(select(Posting.id)).all()) == 1
