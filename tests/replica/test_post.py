"""The outlet has a feed, and articles that describe themselves."""

from __future__ import annotations

import json
from xml.etree import ElementTree

from tests.replica.client import ask
from tests.replica.server import Replica


def test_the_feed_leads_to_articles_that_describe_themselves(replica: Replica) -> None:
    feed = ElementTree.fromstring(ask(replica, "/post/feed/").body)
    links = [str(link.text) for link in feed.iterfind("channel/item/link")]
    assert len(links) >= 8
    for link in links:
        page = ask(replica, link.partition("?")[0]).page()
        script = page.select_one('script[type="application/ld+json"]')
        assert script is not None
        found = json.loads(str(script.string))
        parts = found if isinstance(found, list) else found.get("@graph", [found])
        about = next(part for part in parts if part["@type"] == "NewsArticle")
        assert about["headline"] in page.get_text()
        assert about["datePublished"].endswith("+08:00")
        assert page.select("div.entry-content > p")
