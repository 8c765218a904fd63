"""Ids and addresses: what makes two addresses one, and how ids are derived or drawn.

Derived ids come from raw source fields only, never from cleaned text: mending a cleaner renames nothing.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit

_PORTS = {"http": 80, "https": 443}
_TRACKING = re.compile(
    r"utm_.*|spm|from|fromid|isappinstalled|nsukey|wfr|share_token|[fgd]clid|fbclid|msclkid|mc_[ce]id|igshid|yclid",
    re.IGNORECASE,
)
_WECHAT, _WECHAT_KEYS = (
    "mp.weixin.qq.com",
    ("__biz", "mid", "idx", "sn"),
)  # the rest of a link is who shared it
_BYTES = "surrogateescape"  # addresses in GBK keep their bytes
_SAFE_PATH = "/%:@!$&'()*+,;=~-._"


def normal_url(url: str) -> str:
    """What two spellings of one address have in common: no scheme, default port, fragment or tracking parameters."""
    try:
        parts = urlsplit(url.strip())
        host = _host(parts)
    except ValueError:  # no address at all, as a page may have it: it stands for itself
        return url.strip()
    if not host:
        return url.strip()
    pairs = parse_qsl(parts.query, keep_blank_values=True, errors=_BYTES)
    if host == _WECHAT and f"{parts.path}/".startswith("/s/"):
        pairs = sorted(pair for pair in pairs if pair[0] in _WECHAT_KEYS)
    query = urlencode([(key, value) for key, value in pairs if not _TRACKING.fullmatch(key)], errors=_BYTES)
    path = quote(unquote(parts.path, errors=_BYTES), safe=_SAFE_PATH, errors=_BYTES) or "/"
    return f"//{host}{path}" + (f"?{query}" if query else "")


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    name = f"[{host}]" if ":" in host else host
    port = parts.port
    return name if port is None or port == _PORTS.get(parts.scheme.lower()) else f"{name}:{port}"


def digest(*parts: object) -> str:
    """A short hex hash of `parts`; ("ab", "c") and ("a", "bc") differ."""
    hasher = hashlib.sha256()
    for part in parts:
        data = str(part).encode("utf-8", "surrogatepass")
        hasher.update(len(data).to_bytes(8, "big") + data)
    return hasher.hexdigest()[:24]


def posting_id(source_id: str, url: str) -> str:
    """The id of the posting at `url` of a source."""
    return "p_" + digest(source_id, normal_url(url))


def draw(prefix: str) -> str:
    """A new id, e.g. `draw("n")` = "n_" and 12 base32 characters; never derived from what it stands for."""
    return f"{prefix}_{base64.b32encode(secrets.token_bytes(8)).decode().lower()[:12]}"


def number(drawn: str) -> int:
    """The drawn id as an integer below 2**60, for tables that are keyed by one."""
    code = drawn.rpartition("_")[2].upper()
    return int.from_bytes(base64.b32decode(code + "=" * (-len(code) % 8)), "big") if code else 0
