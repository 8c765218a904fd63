"""Several addresses of one article made one: wrapped by an aggregator, for fast phones (AMP), with a reader's traces."""

from __future__ import annotations

import base64
import binascii
import re
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from crawler.page import Source

WRAPPED = {
    ("www.google.com", "/url"): ("url", "q"),
    ("google.com", "/url"): ("url", "q"),
    ("www.bing.com", "/news/apiclick.aspx"): ("url",),
    ("www.msn.com", "/url"): ("url",),
}
CODED = re.compile(r"/(?:rss/)?(?:articles|read)/([\w-]{20,2000})=*$")
TRACES = re.compile(
    r"amp|at_\w+|ns_\w+|xtor|taid|__source|msclkid|igshid|smid|guccounter|guce_\w+|oc|ceid|sh|ocid",
    re.IGNORECASE,
)
FORMATS = {("outputtype", "amp"), ("type", "amp"), ("output", "amp")}


def one_address(source: Source, url: str) -> str:
    """The address that stands for `url` and its twins."""
    url = unwrapped(url)
    at = urlsplit(url)
    pairs = parse_qsl(at.query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not TRACES.fullmatch(k) and (k.lower(), v.lower()) not in FORMATS]
    query = urlencode(kept) if len(kept) < len(pairs) else at.query
    path = re.sub(r"^/amp(?=/)|/amp/?$|\.amp(?=\.html?$|$)", "", at.path)
    if path != at.path and at.path.endswith("/amp/"):
        path += "/"
    home = urlsplit(source.base).netloc
    host = home if at.netloc == f"amp.{home.removeprefix('www.')}" else at.netloc
    return at._replace(netloc=host, path=path or "/", query=query, fragment="").geturl()


def unwrapped(url: str) -> str:
    """The outlet's address inside an aggregator's, where it is written there; else `url`."""
    at = urlsplit(url)
    for name in WRAPPED.get(((at.hostname or "").lower(), at.path.lower()), ()):
        inside = parse_qs(at.query).get(name, [""])[0]
        if inside.startswith(("http://", "https://")):
            return inside
    coded = CODED.search(at.path) if at.hostname == "news.google.com" else None
    if coded is None:
        return url
    try:
        plain = base64.urlsafe_b64decode(coded.group(1) + "=" * (-len(coded.group(1)) % 4))
    except (binascii.Error, ValueError):
        return url
    found = re.search(rb"https?://[\x21-\x7e]+", plain)
    return found.group(0).decode("ascii") if found else url
