"""The replica as a whole: its prefix and marks, and what a test or a command can do with it."""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from crawler.sources import load_catalogue
from tests.replica.catalogue import write
from tests.replica.client import Got, ask, hrefs, unit
from tests.replica.faults import CLEARANCE, COOKIES
from tests.replica.items import Item
from tests.replica.lists import DEAD_HOST
from tests.replica.server import Replica
from tests.replica.truth import SOURCES
from tests.replica.web import MARK

ROOT = Path(__file__).resolve().parents[1]
MIIT = "/miit/jgsj/xgj/APPqhyhqyzxzzxd/tzgg/index.html"
GDCA = "/gdca/zwgk/wlaqgl/index.html"
CAC = "/cac/wxzw/wxfb/A093702index_1.htm"
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"


@pytest.fixture
def own() -> Iterator[Replica]:
    """A replica that the test may change or break."""
    with Replica() as running:
        yield running


def test_no_link_leaves_the_prefix() -> None:
    with Replica("/a/b") as replica:
        base, seen, waiting = (
            replica.base,
            set[str](),
            [MIIT, GDCA, CAC, "/post/feed/", "/miit/", "/gdca/", "/cac/", "/post/"],
        )
        waiting += ["/gdca/zwgk/tzgg/index.html", CAC.replace("wxfb/A093702", "zcfg/A093703")]
        waiting = [base + path for path in waiting] + [base + f"/{i.site}{i.path}" for i in replica.items]
        while waiting:
            url = waiting.pop()
            if url in seen:
                continue
            seen.add(url)
            assert url.startswith(f"{base}/"), url
            got = ask(replica, url)
            if "html" in got.headers["content-type"]:
                waiting += [link for link in _links(got, url) if not link.startswith(DEAD_HOST)]
        listed = [hrefs(unit(replica, column)) for column in (MIIT, GDCA)]
        assert all(href.startswith("/a/b/") for part in listed for href in part)
        assert len(seen) > 60
        outside = ask(replica, f"http://{replica.host}{MIIT}")
        assert outside.status == 404


def test_no_page_leads_out_of_the_prefix() -> None:
    with Replica("/a/b") as replica:
        cookie = "; ".join(f"{name}={CLEARANCE}" for name in COOKIES)
        for item in replica.items:
            url = f"{replica.base}/{item.site}{item.path}"
            got = ask(replica, url, Cookie=cookie)
            assert got.status == 200, url
            assert MARK in got.body.decode("gb18030" if item.charset else "utf-8"), url
            for link in _links(got, url):
                assert link.startswith((f"{replica.base}/", DEAD_HOST)), (url, link)


def _links(got: Got, url: str) -> list[str]:
    page = got.page("gb18030" if b"gb2312" in got.body[:200] else "utf-8")
    names = ("href", "src", "fileurl", "url")
    found = [str(tag[name]) for name in names for tag in page.select(f"[{name}]")]
    return [
        urljoin(url, link)
        for link in found
        if not link.startswith("javascript:") and "AuthorizedRead" not in link
    ]


def test_every_page_shows_the_mark_outside_its_article(own: Replica) -> None:
    pages = [MIIT, GDCA, CAC, "/post/", "/nothing", *(f"/{item.site}{item.path}" for item in own.items)]
    for path in pages:
        got = ask(own, path, Cookie="; ".join(f"{name}={CLEARANCE}" for name in COOKIES))
        text = got.body.decode("gb18030" if b"gb2312" in got.body[:200] else "utf-8")
        assert text.count(MARK) == 1, path
        body = BeautifulSoup(text, "lxml").select_one(
            "#con_con, #BodyLabel, .entry-content, .TRS_Editor, #js_content"
        )
        assert body is None or MARK not in str(body)


def test_every_answer_says_that_it_is_an_example(own: Replica) -> None:
    own.fail("broken", status=521, body="<script>challenge</script>")
    tag = ask(own, MIIT).headers["etag"]
    answers = [
        ask(own, MIIT),
        ask(own, MIIT, method="HEAD"),
        ask(own, MIIT, If_None_Match=tag),
        ask(own, "/robots.txt"),
        ask(own, "/miit/broken"),
        ask(own, MIIT, method="DELETE"),
        ask(own, CAC, referer=False),
        ask(own, "/post/feed/"),
    ]
    assert [got.status for got in answers] == [200, 200, 304, 404, 521, 501, 200, 200]
    assert {got.headers["x-tongbao-origin"] for got in answers} == {"example"}


def test_an_item_can_be_published_edited_and_withdrawn(own: Replica) -> None:
    item = Item(
        "cac",
        "/2026-11/24/c_1790000000202699.htm",
        "A093702",
        "示例：新通报",
        "2026-11-24 09:00",
        "<p>一</p>",
    )
    own.add(item)
    assert item.path in ask(own, CAC).body.decode()
    before = ask(own, f"/cac{item.path}")
    own.edit("cac", item.path, body="<p>二</p>", stamped="2026/11/24 12:00:00")
    after = ask(own, f"/cac{item.path}", If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert "<p>二</p>" in after.body.decode()
    own.remove("cac", item.path)
    assert item.path not in ask(own, CAC).body.decode()
    assert ask(own, f"/cac{item.path}").status == 404


def test_faults_end_after_their_number_or_with_heal(own: Replica) -> None:
    own.fail(r"/gdca/.*art_", status=403, times=2)
    path = "/gdca/zwgk/wlaqgl/art/2026/art_9d000000000000000000000000020262.html"
    assert [ask(own, path).status for _ in range(3)] == [403, 403, 200]
    own.fail(UNIT, status=200, body=b"<html>WAF</html>")
    assert ask(own, f"/miit{UNIT}?x=1").body == b"<html>WAF</html>"
    own.heal()
    assert ask(own, f"/miit{UNIT}?x=1").body != b"<html>WAF</html>"


def test_a_connection_can_be_cut_or_left_hanging(own: Replica) -> None:
    own.cut("feed", times=1)
    with pytest.raises(http.client.RemoteDisconnected):
        ask(own, "/post/feed/")
    assert ask(own, "/post/feed/").status == 200
    own.hang("feed")
    ended: list[type[Exception]] = []

    def wait() -> None:
        try:
            ask(own, "/post/feed/")
        except http.client.RemoteDisconnected as error:
            ended.append(type(error))

    client = threading.Thread(target=wait)
    client.start()
    while own.requests.count(("GET", "/post/feed/")) < 3:
        client.join(0.01)
    assert client.is_alive()
    own.heal()
    client.join(5)
    assert ended == [http.client.RemoteDisconnected]


def test_a_stopped_replica_answers_nothing_even_on_an_open_connection() -> None:
    replica = Replica()
    replica.start()
    connection = http.client.HTTPConnection(replica.host, timeout=5)
    connection.request("GET", "/post/feed/")
    connection.getresponse().read()
    replica.stop()
    with pytest.raises(http.client.RemoteDisconnected):
        connection.request("GET", "/post/feed/")
        connection.getresponse()
    connection.close()
    with pytest.raises(ConnectionRefusedError):
        ask(replica, "/post/feed/")


def test_the_log_keeps_every_request_in_order(own: Replica) -> None:
    ask(own, MIIT)
    ask(own, "/cac/cms/JsonList", "POST", {"channelCode": "A093702"})
    assert own.requests == [("GET", MIIT), ("POST", "/cac/cms/JsonList")]


def test_its_catalogue_is_accepted_and_every_source_is_an_example(tmp_path: Path) -> None:
    sources = load_catalogue(write("http://127.0.0.1:8600/a/b/", tmp_path / "catalogue"))
    assert [source.id for source in sources] == list(SOURCES.values())
    assert {source.origin for source in sources} == {"example"}
    assert {source.base.rpartition("/")[0] for source in sources} == {"http://127.0.0.1:8600/a/b"}


def test_the_command_prints_where_it_listens_and_refuses_a_port_in_use(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.replica", "--prefix", "a/b", "--catalogue", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        said = json.loads(running.stdout.readline())
        try:
            assert said["base"] == f"http://127.0.0.1:{said['port']}/a/b"
            assert said["base"] in (tmp_path / "replica.toml").read_text(encoding="utf-8")
            again = subprocess.run(
                [*command[:3], "--port", str(said["port"])],
                cwd=ROOT,
                capture_output=True,
                text=True,
                check=False,
            )
        finally:
            running.terminate()
    assert again.returncode == 2
    assert "choose another with --port" in again.stderr
