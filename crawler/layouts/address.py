"""Where a link leads: each address is joined to the source's base or taken from the page, path prefix included."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from crawler.page import Source

TRACKING = re.compile(r"^(utm_\w+|spm|from|share_token|fbclid|gclid|mc_[ce]id|cmpid|ref_src)$", re.IGNORECASE)


def aliases(source: Source) -> frozenset[str]:
    """Official hosts that stand for the base, from the catalogue's `options.hosts`."""
    hosts: list[str] = source.options.get("hosts", [])
    return frozenset(host.lower() for host in hosts)


def resolve(source: Source, page_url: str, href: str) -> str:
    """The absolute http(s) address that `href` on `page_url` means for `source`; empty where it is none."""
    href = href.strip().replace("\n", "").replace("\r", "").replace("\t", "")
    if not href or href.startswith("#") or re.match(r"(?!https?:)[a-z][a-z0-9+.-]*:", href, re.IGNORECASE):
        return ""
    if href.startswith("//"):
        return _home(source, f"{urlsplit(source.base).scheme}:{href}")
    if re.match(r"https?:", href, re.IGNORECASE):
        return _home(source, href)
    if href.startswith("/") and _below(source, page_url):
        return _rooted(source, href)
    return _whole(urljoin(page_url, href))


def _below(source: Source, url: str) -> bool:
    base, at = urlsplit(source.base), urlsplit(url)
    return at.netloc == base.netloc and f"{at.path}/".startswith(f"{base.path.rstrip('/')}/")


def _rooted(source: Source, href: str) -> str:
    base = urlsplit(source.base)
    prefix = base.path.rstrip("/")
    inside = href == prefix or href.startswith(f"{prefix}/")
    return _whole(f"{base.scheme}://{base.netloc}{'' if inside else prefix}{href}")


def _home(source: Source, url: str) -> str:
    """An absolute address, moved to the base where its host is an alias, and to the base's scheme where it is its host."""
    try:
        at, base = urlsplit(url), urlsplit(source.base)
        host = (at.hostname or "").lower()
    except ValueError:
        return ""
    if not host:
        return ""
    if host in aliases(source) and at.netloc != base.netloc:
        return _whole(source.base.rstrip("/") + urlunsplit(("", "", at.path or "/", at.query, "")))
    if at.netloc == base.netloc:
        return _whole(urlunsplit((base.scheme, *at[1:])))
    return _whole(url)


def _whole(url: str) -> str:
    """Without fragment; an address that cannot be split is none."""
    try:
        at = urlsplit(url)
    except ValueError:
        return ""
    return (
        urlunsplit((at.scheme.lower(), at.netloc.lower(), at.path or "/", at.query, "")) if at.netloc else ""
    )


def untracked(url: str) -> str:
    """`url` without the parameters that only say where a reader came from."""
    at = urlsplit(url)
    kept = [(k, v) for k, v in parse_qsl(at.query, keep_blank_values=True) if not TRACKING.match(k)]
    return urlunsplit((at.scheme, at.netloc, at.path, urlencode(kept), ""))
