"""Which addresses may be asked: http and https on public hosts. Scraped pages and readers name any address they like.

A name is checked again at the moment it is resolved, so a name that points inwards, or is moved inwards between
check and connection, is refused where the connection would begin.
"""

from __future__ import annotations

import ipaddress
import socket
import time
from collections.abc import Sequence
from typing import ClassVar, Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer
from twisted.internet.base import ReactorBase
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

SCHEMES = {"http": 80, "https": 443}
FORGET = 120.0  # seconds for which a name that was not found counts as such


class Refused(IgnoreRequest):
    """An address that is not asked; the text says why."""


def refusal(url: str, allow: frozenset[str]) -> str:
    """Why `url` may not be asked, as far as the address itself tells; empty where it may be."""
    try:
        at = urlsplit(url)
        host, port = (at.hostname or "").rstrip("."), at.port
    except ValueError as error:
        return f"no address: {error}"
    if at.scheme not in SCHEMES:
        return f"only http and https are fetched, not {at.scheme or 'nothing'}"
    if not host:
        return "address without a host"
    if at.username is not None or at.password is not None:
        return "address with a user name"
    if {host, f"{host}:{port or SCHEMES[at.scheme]}"} & allow:
        return ""
    literal = _literal(host)
    if literal is None:
        inward = host == "localhost" or host.endswith((".localhost", ".local", ".internal"))
        return f"{host} is a private name" if inward else ""
    return address_refusal(literal)


def _literal(host: str) -> str | None:
    """The address that `host` writes, also in decimal, octal or shortened form; None for a name."""
    try:
        return str(ipaddress.ip_address(host.partition("%")[0]))
    except ValueError:
        pass
    try:
        return socket.inet_ntoa(socket.inet_aton(host)) if host[:1].isdigit() else None
    except OSError:
        return None


def address_refusal(address: str) -> str:
    """Why an IP address may not be connected to; empty where it is public."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    if not mapped.is_global or mapped.is_multicast or mapped.is_reserved:
        return f"{address} is not a public address"
    return ""


class GuardedResolver(CachingThreadedResolver):
    """Refuses names that resolve to a private address, unless the deployment allows the name."""

    allow: frozenset[str] = frozenset()
    refused: ClassVar[dict[str, str]] = {}  # names that were refused, and why
    failed: ClassVar[dict[str, float]] = {}  # names that were not found, and when

    @classmethod
    def from_crawler(cls, crawler: Crawler, reactor: ReactorBase) -> Self:
        made = super().from_crawler(crawler, reactor)
        made.allow = frozenset(
            crawler.settings.getlist("GUARD_ALLOW") + crawler.settings.getlist("GUARD_PROXIES")
        )
        return made

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:
        """The address of `name`, checked on each use, cached answers included."""
        if time.monotonic() - self.failed.get(name, -FORGET) < FORGET:
            return defer.fail(DNSLookupError(f"{name} was not found a moment ago"))
        found = super().getHostByName(name, timeout)
        found.addErrback(self._remember, name)
        if not any(name in (entry, entry.rpartition(":")[0]) for entry in self.allow):
            found.addCallback(self._checked, name)
        return found

    def _remember(self, failure: Failure, name: str) -> Failure:
        """A name that is not found is not looked up again at once: offline, each look-up takes seconds."""
        self.failed[name] = time.monotonic()
        return failure

    def _checked(self, address: str, name: str) -> str:
        reason = address_refusal(address)
        if reason:
            self.refused[name] = f"{name} leads to {reason}"
            raise DNSLookupError(self.refused[name])
        return address


class Guard:
    """Downloader middleware: each request, redirected ones included, must lead to a public host that its source knows."""

    def __init__(self, allow: frozenset[str]) -> None:
        self.allow = allow

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Guard:
        return cls(frozenset(crawler.settings.getlist("GUARD_ALLOW")))

    def process_request(self, request: Request) -> None:
        """Raise Refused for an address that may not be asked."""
        reason = refusal(request.url, self.allow) or self._foreign(request)
        if reason:
            raise Refused(reason)

    @staticmethod
    def _foreign(request: Request) -> str:
        hosts: frozenset[str] | None = request.meta.get("hosts")
        host = urlsplit(request.url).hostname or ""
        if hosts is None or host in hosts:
            return ""
        return f"{host} is not a host of this source"
