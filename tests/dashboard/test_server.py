"""The server for real: uvicorn on loopback, one port for pages and routes."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn

from alerts import links, subscriptions
from dashboard.context import Context
from dashboard.server import app, listen
from settings import ConfigurationError, Settings, load
from store import watchers
from store.archive import Archive
from store.db import open_store, writing
from store.tables import Document, Posting, Source, Version
from tests.dashboard.example import START

ROOT = Path(__file__).resolve().parents[2]
HTML = b"<html><script>document.title = 'ran'</script></html>"


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes


@contextmanager
def serving(settings: Settings, engine: watchers.Engine) -> Iterator[int]:
    """The dashboard's application in a thread; its port."""
    bound = listen("127.0.0.1", 0)
    port = int(bound.getsockname()[1])
    server = uvicorn.Server(
        uvicorn.Config(app(settings, engine), log_level="error", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    try:
        yield port
    finally:
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Context]]:
    """A live store with three archived files, served."""
    settings = load({}, home=tmp_path_factory.mktemp("live"))
    engine, archive = open_store(settings), Archive(settings.archive)
    files = {
        "page": ("text/html", HTML),
        "list": ("application/pdf", b"%PDF-1.4"),
        "gone": ("image/png", b"x"),
    }
    with writing(engine) as session:
        session.add(
            Source(
                id="a",
                title="A",
                kind="official",
                language="zh",
                home="http://127.0.0.1:9/",
                layout="jpaas",
                first_seen=START,
            )
        )
        session.flush()
        session.add(
            Posting(
                id="p",
                source_id="a",
                url="http://127.0.0.1:9/1",
                url_normal="1",
                origin="live",
                first_seen=START,
            )
        )
        session.flush()
        session.add(Version(id="v", posting_id="p", number=1, digest="x", facts={}, seen_at=START))
        session.flush()
        for place, (name, (kind, body)) in enumerate(files.items()):
            sha256 = archive.put(body)
            if name == "gone":
                archive.path(sha256).unlink()
            session.add(
                Document(
                    id=f"d_{name}", version_id="v", kind="page", position=place, asked_url="http://127.0.0.1:9/1",
                    final_url="http://127.0.0.1:9/1", status=200, headers={}, fetched_at=START, sha256=sha256,
                    size=len(body), media_type=kind, name=f'通报 "{name}', origin="live",
                )
            )  # fmt: skip
    with serving(settings, engine) as port:
        yield port, Context(settings, engine, archive)


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Answer:
    """One request."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        connection.request(method, path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def test_health_says_that_the_store_answers_and_what_it_is(live: tuple[int, Context]) -> None:
    answer = ask(live[0], "/health")
    assert answer.status == 200
    assert json.loads(answer.body) == {"ok": True, "version": "0.1.0", "origin": "live", "notices": 0}


@pytest.mark.parametrize("path", ["/", "/notices", "/notice?id=n_1", "/entity?id=c_1"])
def test_pages_and_deep_links_answer_with_headers_that_let_nothing_foreign_in(
    live: tuple[int, Context], path: str
) -> None:
    answer = ask(live[0], path)
    assert answer.status == 200
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_an_archived_html_page_is_never_run(live: tuple[int, Context]) -> None:
    answer = ask(live[0], "/archive/d_page")
    assert answer.body == HTML
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_an_archived_pdf_is_shown(live: tuple[int, Context]) -> None:
    answer = ask(live[0], "/archive/d_list")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("inline; filename*=UTF-8''%E9%80%9A")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'"


def test_a_missing_document_and_a_damaged_archive_are_answered_apart(live: tuple[int, Context]) -> None:
    assert ask(live[0], "/archive/d_none").status == 404
    assert ask(live[0], "/archive/..%2f..%2fsecret").status in (400, 404)
    answer = ask(live[0], "/archive/d_gone")
    assert answer.status == 503
    assert b"not in the archive" in answer.body


def test_another_host_name_or_origin_is_refused_and_says_what_to_set(live: tuple[int, Context]) -> None:
    answer = ask(live[0], "/health", Host="evil.example:80")
    assert answer.status == 421
    assert b"TONGBAO_BASE_URL" in answer.body
    assert ask(live[0], "/health", Origin="http://evil.example").status == 421
    socket_headers = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec_WebSocket_Version": "13"}
    key = {"Sec_WebSocket_Key": "dGhlIHNhbXBsZSBub25jZQ=="}
    mine = ask_status(
        live[0], "/_stcore/stream", **socket_headers, **key, Origin=f"http://127.0.0.1:{live[0]}"
    )
    other = ask_status(live[0], "/_stcore/stream", **socket_headers, **key, Origin="http://evil.example")
    assert (mine, other) == (101, 403)


def ask_status(port: int, path: str, **headers: str) -> int:
    """The status line's number only: an upgraded connection has no end."""
    lines = [f"GET {path} HTTP/1.1", f"Host: 127.0.0.1:{port}"]
    lines += [f"{k.replace('_', '-')}: {v}" for k, v in headers.items()]
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        return int(connection.recv(64).split()[1])


def pending(context: Context, address: str) -> str:
    """A new subscription to everything; the path of its confirmation."""
    link = subscriptions.subscribe(context.engine, context.settings, address, "all", "", "en").link
    return link.removeprefix(context.settings.base_url)


def test_opening_a_confirmation_link_confirms_nothing_its_button_does(live: tuple[int, Context]) -> None:
    port, context = live
    path = pending(context, "anna@example.com")
    assert b'method="post"' in ask(port, path).body
    assert not watchers.watches(context.engine)
    answer = ask(port, path, "POST")
    assert answer.status == 200
    assert b"/feeds/" in answer.body
    assert [w.kind for w in watchers.watches(context.engine)] == ["all"]


def test_one_click_unsubscribes_and_opening_the_link_does_not(live: tuple[int, Context]) -> None:
    port, context = live
    reader = subscriptions.confirm(context.engine, pending(context, "ben@example.com").partition("token=")[2])
    path = links.unsubscribe_url(context.settings, reader.id).removeprefix(context.settings.base_url)
    ask(port, path)
    assert reader.id in {w.subscriber_id for w in watchers.watches(context.engine)}
    assert ask(port, path, "POST").status == 200
    assert reader.id not in {w.subscriber_id for w in watchers.watches(context.engine)}


def test_a_subscriber_sees_what_he_watches_with_a_button_to_end_it(live: tuple[int, Context]) -> None:
    port, context = live
    reader = subscriptions.confirm(context.engine, pending(context, "cy@example.com").partition("token=")[2])
    path = links.manage_url(context.settings, reader.id).removeprefix(context.settings.base_url)
    answer = ask(port, path)
    assert b"cy@example.com" in answer.body
    assert f"subscription={reader.watched[0].id}".encode() in answer.body
    assert answer.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/confirm?token=wrong", "/unsubscribe?token=<script>"])
def test_a_wrong_link_is_refused(live: tuple[int, Context], path: str) -> None:
    answer = ask(live[0], path.replace("<", "%3C").replace(">", "%3E"), "POST")
    assert answer.status == 404
    assert b"<script>" not in answer.body


def test_feeds_answer_by_their_address_only(live: tuple[int, Context]) -> None:
    port, _ = live
    assert ask(port, "/feeds/all.atom").headers["Content-Type"].startswith("application/atom+xml")
    assert ask(port, "/feeds/all.ics").body.startswith(b"BEGIN:VCALENDAR")
    assert ask(port, "/feeds/guess.atom").status == 404
    assert ask(port, "/feeds/all.exe").status == 404


def test_all_data_come_as_one_zip(live: tuple[int, Context]) -> None:
    answer = ask(live[0], "/download/tongbao.zip")
    assert answer.body.startswith(b"PK")
    assert "EXAMPLE" not in answer.headers["Content-Disposition"]


def test_a_port_in_use_is_one_clear_message_and_exit_status_2(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        command = [sys.executable, "-m", "dashboard.server", "--home", str(tmp_path), "--port", str(port)]
        done = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, env=dict(os.environ), timeout=60, check=False
        )
    assert done.returncode == 2
    assert f"127.0.0.1:{port}" in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_is_not_this_machine_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="cannot listen"):
        listen("192.0.2.1", 0)
