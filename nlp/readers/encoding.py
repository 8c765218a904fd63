"""Bytes into text: the declared encoding where it works, GB family as gb18030, else what decodes without loss."""

from __future__ import annotations

import codecs
import re

_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)


def decode(body: bytes) -> str:
    """The text of bytes; what no encoding explains becomes U+FFFD."""
    for mark, name in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            return body.decode(name, "replace").lstrip("\ufeff")
    declared = _DECLARED.search(body[:4096])
    candidates = [_known(declared[1].decode("ascii")) if declared else "utf-8", "utf-8", "gb18030", "big5"]
    for name in candidates:
        try:
            return body.decode(name)
        except UnicodeDecodeError:
            continue
    return min(
        (body.decode(name, "replace") for name in candidates[:3]), key=lambda text: text.count("\ufffd")
    )


def _known(name: str) -> str:
    """A codec's name for a declared one; gb2312 and gbk pages hold gb18030."""
    if name.lower() in ("gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"):
        return "gb18030"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "utf-8"
