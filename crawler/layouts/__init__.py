"""The families of sites. Each module here is a layout: pure functions from bytes to links and articles."""

from __future__ import annotations

from crawler.layouts import cac, feed, jpaas, plain
from crawler.page import Layout

LAYOUTS: dict[str, Layout] = {"jpaas": jpaas, "cac": cac, "feed": feed, "plain": plain}
OPTIONS = {"jpaas": jpaas.OPTIONS, "cac": cac.OPTIONS, "feed": feed.OPTIONS, "plain": plain.OPTIONS}


def layout(name: str) -> Layout:
    """The layout that a catalogue entry names."""
    return LAYOUTS[name]
