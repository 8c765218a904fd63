"""What each fault puts on the wire."""

from __future__ import annotations

import gzip
import http.client
import socket
import time
import zlib
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from itertools import count

import pytest

from tests.replica import faults
from tests.replica.client import ask
from tests.replica.server import Replica

FEED = "/post/feed/"
ARTICLE = "/post/2021/11/25/tencent-updates-inspected-first/"


@pytest.fixture
def own() -> Iterator[Replica]:
    with Replica() as running:
        yield running


def wire(replica: Replica, path: str, size: int = 1 << 26) -> tuple[bytes, bytes]:
    """Head and body as they come, up to `size` bytes."""
    with socket.create_connection(("127.0.0.1", replica.port), timeout=10) as line:
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: {replica.host}\r\nConnection: close\r\n\r\n".encode())
        got = bytearray()
        while len(got) < size and (piece := line.recv(1 << 16)):
            got += piece
    head, _, body = bytes(got).partition(b"\r\n\r\n")
    return head, body


def test_a_limit_refuses_what_exceeds_it_and_forgives_after_its_window(own: Replica) -> None:
    own.limit("feed", 2, window=0.5)
    assert [ask(own, FEED).status for _ in range(3)] == [200, 200, 403]
    until = time.monotonic() + 5
    tries = next(n for n in count() if ask(own, FEED).status == 200 or time.monotonic() > until)
    assert tries > 0 and time.monotonic() < until


def test_a_throttle_names_the_seconds_to_wait(own: Replica) -> None:
    own.throttle("feed", 7, times=1)
    got = ask(own, FEED)
    assert (got.status, got.headers["retry-after"]) == (429, "7")
    assert ask(own, FEED).status == 200


def test_a_challenge_is_passed_with_the_cookies_that_it_sets(own: Replica) -> None:
    own.challenge("feed")
    got = ask(own, FEED)
    assert got.status == 521
    assert got.headers["set-cookie"].startswith("__jsluid_s=")
    cookie = got.body.decode().partition("document.cookie='")[2].partition(";")[0]
    assert cookie.startswith("__jsl_clearance_s=")
    assert ask(own, FEED, Cookie="__jsluid_s=example").status == 521
    assert ask(own, FEED, Cookie=f"__jsluid_s=example; {cookie}").status == 200


def test_an_answer_can_be_empty_or_other_bytes_under_the_same_name(own: Replica) -> None:
    own.empty("feed", times=1)
    assert (ask(own, FEED).status, ask(own, FEED).body[:5]) == (200, b"<?xml")
    pdf = f"/miit{next(p for i in own.items if i.site == 'miit' for p in i.files)}"
    own.forged(r"\.pdf", times=1)
    got = ask(own, pdf)
    assert (got.status, got.headers["content-type"]) == (200, "application/pdf")
    assert got.body == faults.ERROR_PAGE
    own.forged(r"\.pdf", faults.OLE)
    assert ask(own, pdf).body.startswith(b"\xd0\xcf\x11\xe0")


def test_a_loop_leads_to_itself(own: Replica) -> None:
    own.loop("feed")
    got = ask(own, f"{FEED}?a=1")
    assert (got.status, got.headers["location"]) == (302, f"{FEED}?a=1")


def test_a_cookie_wall_lets_through_who_replays_its_cookie(own: Replica) -> None:
    own.cookie_wall("feed")
    got = ask(own, FEED)
    assert (got.status, got.headers["location"]) == (302, FEED)
    assert ask(own, FEED, Cookie=got.headers["set-cookie"].partition(";")[0]).status == 200


def test_a_guard_against_robots_turns_away_with_its_header(own: Replica) -> None:
    own.turned_away("feed")
    got = ask(own, FEED)
    assert (got.status, got.headers["x-datadome"]) == (401, "protected")


def test_a_charset_can_be_declared_that_the_bytes_do_not_have(own: Replica) -> None:
    own.declare(ARTICLE, "gb2312")
    got = ask(own, ARTICLE)
    assert got.headers["content-type"] == "text/html; charset=gb2312"
    assert "示例".encode() in got.body


def test_garbled_xml_begins_with_a_bom_and_does_not_parse(own: Replica) -> None:
    own.garble("feed")
    body = ask(own, FEED).body
    assert body.startswith(b"\xef\xbb\xbf<?xml")
    assert b"&nbsp;&</title>" in body


def test_a_gzip_stream_can_be_cut_and_can_be_a_bomb(own: Replica) -> None:
    own.gzip_cut("feed", times=1)
    head, body = wire(own, FEED)
    assert b"Content-Encoding: gzip" in head
    assert f"Content-Length: {len(body)}".encode() in head
    with pytest.raises(EOFError):
        gzip.decompress(body)
    assert zlib.decompressobj(wbits=31).decompress(body).startswith(b"<?xml")
    own.bomb("feed", 20 * 2**20)
    head, body = wire(own, FEED)
    assert len(body) < 200_000
    assert len(gzip.decompress(body)) == 20 * 2**20


def test_a_body_can_be_larger_than_any_page(own: Replica) -> None:
    own.big("feed", 5 * 2**20)
    head, body = wire(own, FEED)
    assert f"Content-Length: {5 * 2**20}".encode() in head
    assert len(body) == 5 * 2**20


def test_a_body_can_end_before_it_is_whole(own: Replica) -> None:
    own.cut_short("feed")
    with pytest.raises(http.client.IncompleteRead):
        ask(own, FEED)


def test_a_drip_sends_byte_after_byte(own: Replica) -> None:
    own.drip("feed", pause=0.02)
    began = time.monotonic()
    _head, body = wire(own, FEED, size=330)
    assert 0 < len(body) < 300
    assert time.monotonic() - began >= 0.02 * (len(body) - 1)


def test_a_frozen_site_shows_nothing_newer(own: Replica) -> None:
    own.freeze("post", "2021-12-31")
    body = ask(own, FEED).body
    assert b"Nov 2021" in body and b"2022" not in body


def test_what_has_not_changed_is_304_by_tag_and_by_time(own: Replica) -> None:
    first = ask(own, ARTICLE)
    tag, moment = first.headers["etag"], first.headers["last-modified"]
    assert ask(own, ARTICLE, If_None_Match=tag).status == 304
    assert ask(own, ARTICLE, If_Modified_Since=moment).status == 304
    own.edit("post", ARTICLE.removeprefix("/post"), body="<p>Corrected.</p>")
    assert ask(own, ARTICLE, If_None_Match=tag, If_Modified_Since=moment).status == 200
    second = ask(own, ARTICLE, If_Modified_Since=moment)
    assert second.status == 200
    assert parsedate_to_datetime(second.headers["last-modified"]) > parsedate_to_datetime(moment)


def test_a_regenerated_page_changes_its_footer_alone(own: Replica) -> None:
    item = next(item for item in own.items if item.site == "cac")
    before = ask(own, f"/cac{item.path}").body.decode().split("publishdate:")
    own.edit("cac", item.path, stamped="2026/11/25 03:00:00")
    after = ask(own, f"/cac{item.path}").body.decode().split("publishdate:")
    assert (before[0], before[1][19:]) == (after[0], after[1][19:])
    assert before[1] != after[1]
