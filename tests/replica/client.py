"""A plain HTTP client for the replica's tests, independent of the crawler."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup

from tests.replica.server import Replica


@dataclass(frozen=True)
class Got:
    """One answer as a client sees it."""

    status: int
    headers: dict[str, str]
    body: bytes

    def page(self, encoding: str = "utf-8") -> BeautifulSoup:
        """The body as a page."""
        return BeautifulSoup(self.body.decode(encoding), "lxml")


def ask(
    replica: Replica,
    path: str,
    method: str = "GET",
    form: dict[str, str] | None = None,
    referer: bool = True,
    **headers: str,
) -> Got:
    """One request; `path` is below the replica's base, or an absolute address of it."""
    connection = http.client.HTTPConnection(urlsplit(replica.base).netloc, timeout=10)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    sent |= {"Referer": replica.base} if referer else {}
    sent |= {"Content-Type": "application/x-www-form-urlencoded"} if form else {}
    url = urljoin(
        replica.base, path if path.startswith(("http", "//")) else urlsplit(replica.base).path + path
    )
    target = urlsplit(url)._replace(scheme="", netloc="").geturl()
    try:
        connection.request(method, quote(target, safe="/:?&=%+"), urlencode(form) if form else None, sent)
        answer = connection.getresponse()
        return Got(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    finally:
        connection.close()


def query(replica: Replica, column: str) -> tuple[str, dict[str, str]]:
    """The unit's address and query as the column's shell declares them, quotes in either style."""
    for script in ask(replica, column).page().select("script[querydata]"):
        found: dict[str, str] = json.loads(str(script["querydata"]).replace("'", '"'))
        if "导航" not in found["tagId"]:
            return str(script["url"]), found
    raise AssertionError("no list script in the shell")


def unit(replica: Replica, column: str, paging: dict[str, str] | None = None) -> BeautifulSoup:
    """One page of the column's list."""
    url, asked = query(replica, column)
    got = ask(replica, urljoin(replica.base, url) + "?" + urlencode(asked | (paging or {})))
    answer = json.loads(got.body)
    assert answer["success"] is True
    return BeautifulSoup(answer["data"]["html"], "lxml")


def titles(fragment: BeautifulSoup) -> list[str]:
    """What the links of a page say, white space apart."""
    return ["".join(str(a.get("title") or a.get_text()).split()) for a in fragment.select("a[href]")]


def hrefs(fragment: BeautifulSoup) -> list[str]:
    return [str(a["href"]) for a in fragment.select("div.page-content > ul > li a[href][title]")]
