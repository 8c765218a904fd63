"""Downloader middleware that unpacks compressed answers: whole or not at all, and never more than a bound."""

from __future__ import annotations

import zlib

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response

GZIP = {b"gzip": 31, b"x-gzip": 31, b"deflate": 15}  # window bits by name of the encoding


class Spoilt(IgnoreRequest):
    """An answer whose bytes are not what its headers promise; the next visit may bring it."""


class Unpack:
    """A gzip stream that is cut short would else be read as a short page, and a small one may hold gigabytes."""

    def __init__(self, most: int) -> None:
        self.most = most

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Unpack:
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Say what can be unpacked."""
        request.headers.setdefault("Accept-Encoding", "gzip, deflate")

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer with its plain bytes. Raises Spoilt."""
        named = (response.headers.get("Content-Encoding") or b"").lower().strip()
        if named in (b"", b"identity") or not response.body:
            return response
        if named not in GZIP:
            raise Spoilt(f"answer packed as {named.decode('latin-1')[:40]!r}, which was not asked for")
        most = min(self.most, int(request.meta.get("download_maxsize", self.most)))
        body = unpacked(response.body, GZIP[named], most)
        headers = response.headers.copy()
        del headers["Content-Encoding"]
        return response.replace(body=body, headers=headers)


def unpacked(data: bytes, bits: int, most: int) -> bytes:
    """The plain bytes of a gzip or zlib stream. Raises Spoilt where it is cut short, broken or larger than `most`."""
    if bits == GZIP[b"deflate"] and data[:1] != b"\x78":
        bits = -bits  # some servers send the bare stream under this name
    stream = zlib.decompressobj(bits)
    try:
        body = stream.decompress(data, most + 1)
    except zlib.error as error:
        raise Spoilt(f"answer whose packed bytes are broken: {error}") from None
    if len(body) > most:
        raise Spoilt(f"answer too large: unpacks to more than {most // 1024 // 1024} MB")
    if not stream.eof:
        raise Spoilt("answer cut short: its packed bytes end too early")
    return body
