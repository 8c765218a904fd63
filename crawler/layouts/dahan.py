"""The Hanweb family of local governments: a column page holds its first rows as data, `dataproxy.jsp` the others.

Both are records of markup in CDATA. `page` alone pages: its other counters are ignored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from crawler.layouts import plain
from crawler.layouts.address import resolve
from crawler.layouts.challenge import refuse
from crawler.layouts.rows import rows
from crawler.layouts.text import decode, soup
from crawler.page import Ask, LayoutChanged, Listing, Page, Source

OPTIONS = plain.OPTIONS
BARE = re.compile(r"<!\[CDATA\[|\]\]>|</?(?:li|tr|ul|table|tbody)\b[^<>]*>", re.IGNORECASE)
PROXY = re.compile(r"""["'(]([^"'()\s]*/module/web/jpage/dataproxy\.jsp\?[^"'\s]+)["']""", re.IGNORECASE)
PAGES = re.compile(r"<totalpage>\s*(\d+)", re.IGNORECASE)
ITEMS = re.compile(r"<totalrecord>\s*(\d+)", re.IGNORECASE)
PAGE = re.compile(r"(?<=[?&]page=)\d+")

start = plain.start
headers = plain.headers


def listing(source: Source, ask: Ask, body: bytes, headers: Mapping[str, str], url: str) -> Listing:
    """The rows of the records, and the proxy's next page."""
    text = decode(body, headers)
    refuse(text, headers)
    records = [part.partition("</record>")[0] for part in text.split("<record>")[1:]]
    column = ask.state.get("column", url)
    links = rows(source, column, soup("".join(f"<li>{BARE.sub('', record)}</li>" for record in records)))
    if not links and ask.page == 1:
        raise LayoutChanged(f"list gave 0 rows: wanted <record> with a link, found {len(records)} records")
    last, whole = PAGES.search(text), ITEMS.search(text)
    more = bool(links) and last is not None and ask.page < int(last.group(1))
    proxy = PROXY.search(text)
    following = resolve(source, column, proxy.group(1).replace("&amp;", "&")) if proxy else url
    return Listing(
        links=links,
        then=(_ask(following, ask.page + 1, column),) if more and PAGE.search(following) else (),
        total=int(whole.group(1)) if whole else None,
    )


def _ask(proxy: str, no: int, column: str) -> Ask:
    return Ask(
        url=PAGE.sub(str(no), proxy),
        kind="list",
        page=no,
        headers={"Referer": column, "X-Requested-With": "XMLHttpRequest"},
        state={"column": column},
    )


def article(source: Source, body: bytes, headers: Mapping[str, str], url: str) -> Page:
    """A notice, by the catalogue's selectors."""
    return plain.article(source, body, headers, url)
