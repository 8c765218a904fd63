"""The families of sites. Each module here is a layout: pure functions from bytes to links and articles."""

from __future__ import annotations

from crawler.layouts import cac, dahan, feed, jpaas, plain, records, wechat
from crawler.layouts.linking import Linking
from crawler.layouts.presets import FAMILIES
from crawler.page import Layout

LAYOUTS: dict[str, Layout] = {
    "jpaas": jpaas,
    "cac": cac,
    "feed": feed,
    "plain": plain,
    "dahan": dahan,
    "json": records,
    "wechat": wechat,
    **FAMILIES,
}
OPTIONS = {
    "jpaas": jpaas.OPTIONS,
    "cac": cac.OPTIONS,
    "feed": feed.OPTIONS,
    "plain": plain.OPTIONS,
    "dahan": dahan.OPTIONS,
    "json": records.OPTIONS,
    "wechat": wechat.OPTIONS,
    **dict.fromkeys(FAMILIES, plain.OPTIONS),
}


def layout(name: str) -> Layout:
    """The layout that a catalogue entry names."""
    return Linking(LAYOUTS[name])


def written_in(name: str) -> str:
    """The file to open when a layout's sites have changed."""
    found = LAYOUTS[name]
    module: str = getattr(found, "__name__", type(found).__module__)
    return f"{module.replace('.', '/')}.py"
