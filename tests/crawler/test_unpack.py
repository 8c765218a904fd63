"""Compressed answers: whole, within a bound, or a clear text."""

from __future__ import annotations

import gzip
import zlib

import pytest
from scrapy.http import Request, Response

from crawler.unpack import Spoilt, Unpack

TEXT = "示例通报。".encode() * 400


def answer(body: bytes, encoding: str) -> Response:
    return Response("https://a.example/", headers={"Content-Encoding": encoding}, body=body)


def unpacked(body: bytes, encoding: str = "gzip", most: int = 1 << 20) -> bytes:
    found = Unpack(most).process_response(Request("https://a.example/"), answer(body, encoding))
    assert "Content-Encoding" not in found.headers or encoding == ""
    return bytes(found.body)


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("gzip", gzip.compress(TEXT)), ("x-gzip", gzip.compress(TEXT)), ("deflate", zlib.compress(TEXT)),
        ("deflate", zlib.compress(TEXT)[2:-4]), ("", TEXT),
    ],
    ids=["gzip", "x-gzip", "deflate", "bare", "plain"],
)  # fmt: skip
def test_an_answer_is_unpacked(encoding: str, body: bytes) -> None:
    assert unpacked(body, encoding) == TEXT


@pytest.mark.parametrize(
    ("encoding", "body", "said"),
    [
        ("gzip", gzip.compress(TEXT)[:-9], "end too early"),
        ("gzip", TEXT, "broken"),
        ("gzip", gzip.compress(bytes(9 << 20)), "too large"),
        ("br", TEXT, "not asked for"),
    ],
    ids=["cut", "broken", "bomb", "unknown"],
)
def test_what_is_cut_short_broken_or_a_bomb_is_no_answer(encoding: str, body: bytes, said: str) -> None:
    with pytest.raises(Spoilt, match=said):
        unpacked(body, encoding)
