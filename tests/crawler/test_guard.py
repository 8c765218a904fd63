"""Which addresses may be asked."""

from __future__ import annotations

import pytest
from scrapy.http import Request
from scrapy.resolver import dnscache
from twisted.internet import reactor
from twisted.internet.error import DNSLookupError
from twisted.python.failure import Failure

from crawler.guard import Guard, GuardedResolver, Refused, address_refusal, refusal

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://0177.0.0.1/",
        "http://10.1.2.3/", "http://172.16.0.1/", "http://192.168.1.1/", "http://169.254.169.254/latest",
        "http://0.0.0.0/", "http://[::1]/", "http://[fe80::1]/", "http://[::ffff:10.0.0.1]/", "http://224.0.0.1/",
        "http://localhost/", "http://a.localhost/", "http://db.internal/", "http://user@a.example/",
        "ftp://a.example/", "file:///etc/passwd", "http://", "http://[bad/", "gopher://a.example/",
    ],
)  # fmt: skip
def test_private_and_strange_addresses_are_refused(url: str) -> None:
    assert refusal(url, NONE)


@pytest.mark.parametrize("url", ["https://www.miit.gov.cn/", "http://8.8.8.8/", "https://a.example:8443/x"])
def test_public_addresses_are_asked(url: str) -> None:
    assert refusal(url, NONE) == ""


def test_a_deployment_may_allow_a_private_host_or_one_of_its_ports() -> None:
    assert refusal("http://127.0.0.1:9000/a", frozenset({"127.0.0.1"})) == ""
    assert refusal("http://127.0.0.1:9000/a", frozenset({"127.0.0.1:9000"})) == ""
    assert refusal("http://127.0.0.1:9001/a", frozenset({"127.0.0.1:9000"}))


@pytest.mark.parametrize(
    ("address", "public"),
    [("8.8.8.8", True), ("10.0.0.1", False), ("::1", False), ("2002:0a00:0001::", False)],
)
def test_what_a_name_leads_to_is_checked(address: str, public: bool) -> None:
    assert (address_refusal(address) == "") is public


def test_a_name_that_leads_inwards_is_refused_when_it_is_resolved() -> None:
    resolver = GuardedResolver(reactor, 10, 1.0)
    dnscache["rebound.example"] = "10.9.8.7"
    failures: list[Failure] = []
    resolver.getHostByName("rebound.example").addErrback(failures.append)
    assert isinstance(failures[0].value, DNSLookupError)
    assert "10.9.8.7 is not a public address" in GuardedResolver.refused["rebound.example"]


def test_a_name_that_is_allowed_may_lead_inwards() -> None:
    resolver = GuardedResolver(reactor, 10, 1.0)
    resolver.allow = frozenset({"replica.example:8600"})
    dnscache["replica.example"] = "127.0.0.1"
    found: list[str] = []
    resolver.getHostByName("replica.example").addCallback(found.append)
    assert found == ["127.0.0.1"]


def test_a_page_of_a_source_is_fetched_from_its_own_hosts_alone() -> None:
    guard = Guard(NONE)
    guard.process_request(Request("https://a.example/x", meta={"hosts": {"a.example"}}))
    guard.process_request(Request("https://files.example/x.pdf"))
    with pytest.raises(Refused, match="not a host of this source"):
        guard.process_request(Request("https://b.example/x", meta={"hosts": {"a.example"}}))
