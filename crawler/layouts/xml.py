"""Foreign XML as a tree: no entities, no network, bounded in size and depth, mended where feeds break it."""

from __future__ import annotations

import html
import re
import zlib

from lxml import etree

from crawler.layouts.text import refuse, soup, tidy
from crawler.page import Blocked, LayoutChanged

LARGEST = 20_000_000  # bytes, unpacked
ROOTS = re.compile(r"<(?:\w+:)?(rss|RDF|feed|urlset|sitemapindex)\b")
KEPT = {"amp", "lt", "gt", "quot", "apos"}
AMPERSAND = re.compile(r"&(?:(#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{1,32});)?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
OPEN, CLOSE = "<![CDATA[", "]]>"


def unpacked(body: bytes) -> bytes:
    """A packed sitemap's content. Raises LayoutChanged where it is broken or too long."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    reader = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        whole = reader.decompress(body, LARGEST + 1)
    except zlib.error as error:
        raise LayoutChanged(f"feed is packed and cannot be unpacked: {error}") from None
    if len(whole) > LARGEST:
        raise LayoutChanged(f"feed unpacks to more than {LARGEST} bytes: refused")
    return whole


def tree(text: str) -> etree._Element:
    """The root of a feed or sitemap. Raises Blocked where a page came, LayoutChanged where it is no feed."""
    refuse(text)
    if len(text) > LARGEST:
        raise LayoutChanged(f"feed has {len(text)} characters: refused")
    start = ROOTS.search(text)
    if re.search(r"<!ENTITY", text[: start.start()] if start else text[:20_000], re.IGNORECASE):
        raise LayoutChanged("feed declares entities of its own: refused")
    if re.search(r"<html|<!doctype html", text[: start.start()] if start else text[:20_000], re.IGNORECASE):
        title = tidy((soup(text[:20_000]).title or soup("")).get_text())
        raise Blocked(f"answered with a web page where a feed was due: {title[:80]!r}")
    if start is None:
        name = re.search(r"<(\w[\w:]*)", text)
        found = f"<{name.group(1)}>" if name else f"{tidy(text[:80])!r}"
        raise LayoutChanged(f"wanted rss, feed, urlset or sitemapindex, found {found}")
    return _parsed(_mended(text[start.start() :]))


def _parsed(text: str) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise LayoutChanged(f"wanted a feed, found no XML: {error}") from None
    if root is None:
        raise LayoutChanged(f"wanted a feed, found no XML: {tidy(text[:80])!r}")
    return root


def _mended(text: str) -> str:
    """Entities of HTML read and stray ampersands escaped, except where the text is quoted whole."""
    first, *rest = CONTROL.sub("", text).split(OPEN)
    parts = [AMPERSAND.sub(_entity, first)]
    for part in rest:
        inside, end, after = part.partition(CLOSE)
        parts.append(f"{OPEN}{inside}{end}{AMPERSAND.sub(_entity, after)}")
    return "".join(parts)


def _entity(found: re.Match[str]) -> str:
    name = found.group(1)
    if name is None:
        return "&amp;"
    if name in KEPT or name.startswith("#"):
        return found.group(0)
    meant = html.unescape(found.group(0))
    return f"&amp;{name};" if meant == found.group(0) else html.escape(meant)


def name(element: etree._Element) -> str:
    """An element's name without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text(element: etree._Element, *names: str) -> str:
    """The text of the first element inside that goes by one of `names`: its own children before theirs."""
    for wanted in names:
        inside = [child for child in element.iter() if child is not element and name(child) == wanted]
        for child in sorted(inside, key=lambda one: one.getparent() is not element):
            said = "".join(str(part) for part in child.itertext())
            if said.strip():
                return said.strip()
    return ""
