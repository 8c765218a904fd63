"""A working copy of a text of exactly the same length: simplified, half-width, free of what breaks a tokenizer.

Everything that looks for something reads the view; since no code point is added or dropped, its offsets are those of
the original, from which every quote is taken.
"""

from __future__ import annotations

import re
from functools import cache

import opencc

_QUOTES = {"’": "'", "‘": "'", "「": "“", "」": "”", "『": "“", "』": "”", "〈": "《", "〉": "》", "＂": '"'}
_BLANKS = "\u00a0\u3000\u2002\u2003\u2009\u202f\ufeff"
_KEPT = "，。；"  # Chinese clause marks stay as they are: patterns lean on them


# Clause marks that a page printed half-width after Chinese characters.
_HALF_COMMA = re.compile(r"(?<=[\u4e00-\u9fff”》)\]]),|,(?=[\u4e00-\u9fff“《])")
_HALF_SEMICOLON = re.compile(r"(?<=[\u4e00-\u9fff”》)]);|;(?=[\u4e00-\u9fff“《])")


@cache
def _table() -> dict[int, str]:
    table = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    table |= {ord(mark): mark for mark in _KEPT}
    table |= {code: " " for code in range(32) if code not in (9, 10)} | {0x7F: " "}
    table |= {ord(blank): " " for blank in _BLANKS}
    return table | {ord(mark): plain for mark, plain in _QUOTES.items()}


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def view(text: str) -> str:
    """The working copy of `text`."""
    plain = text.translate(_table())
    plain = "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in plain)
    if not any("\u2e80" <= c <= "\u9fff" for c in plain):
        return plain
    plain = _HALF_COMMA.sub("，", _HALF_SEMICOLON.sub("；", plain))
    simplified = str(_converter().convert(plain))
    if len(simplified) == len(plain):
        return simplified
    return "\n".join(_line(line) for line in plain.split("\n"))


def _line(line: str) -> str:
    """One line simplified; where a phrase would change its length, character by character."""
    simplified = str(_converter().convert(line))
    if len(simplified) == len(line):
        return simplified
    single = (str(_converter().convert(c)) for c in line)
    return "".join(new if len(new) == 1 else old for new, old in zip(single, line, strict=True))
