"""Bytes into text: the declared encoding where it works, GB family as gb18030, else what decodes without loss.

`misread` notices text that was decoded wrongly before it came here.
"""

from __future__ import annotations

import codecs
import re

from store.records import Issue

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


_LATIN = re.compile(r"[\u0080-\u00ff\u0152-\u0192\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]{6,}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_SAMPLE = 600  # code points that tell how a text was decoded


def misread(text: str, file: str) -> list[Issue]:
    """An issue where characters of a text are not what was written, else nothing."""
    said = ""
    if "\ufffd" in text:
        said = "Some characters could not be decoded; check the original."
    elif "锟斤拷" in text:
        said = "Characters were lost when the text was decoded twice (锟斤拷); check the original."
    elif found := next((run for run in _LATIN.finditer(text) if _hides_chinese(run[0])), None):
        said = f"Chinese text was decoded as Latin ({found[0][:12]!r}); check the original."
    elif _hides_utf8("".join(_HAN.findall(text[: 4 * _SAMPLE]))[:_SAMPLE]):
        said = "UTF-8 text was decoded as GBK; check the original."
    return [Issue(code="mojibake", text=said, where=file)] if said else []


def _hides_chinese(run: str) -> bool:
    """Whether Latin letters are the bytes of Chinese ones: in UTF-8, or two by two in GBK."""
    raw = b"".join(_byte(c) for c in run)
    leads = sum(0xE4 <= byte <= 0xE9 for byte in raw)
    names = [("utf-8", 3)] if leads * 4 >= len(raw) else []
    if all("\u00a1" <= c <= "\u00ff" for c in run):
        names.append(("gb2312", 2))
    return any(
        _han(raw[begin:], name) * 2 * size >= len(run) for name, size in names for begin in range(size)
    )


def _hides_utf8(han: str) -> bool:
    """Whether Chinese characters are the bytes of others, taken two by two."""
    raw = han.encode("gbk", "ignore")
    return len(han) >= 4 and _han(raw, "utf-8") * 6 >= len(raw)


def _han(raw: bytes, encoding: str) -> int:
    return sum("\u4e00" <= c <= "\u9fff" for c in raw.decode(encoding, "ignore"))


def _byte(char: str) -> bytes:
    for name in ("latin-1", "cp1252"):
        try:
            return char.encode(name)
        except UnicodeEncodeError:
            continue
    return b""
