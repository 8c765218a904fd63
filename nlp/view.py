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


# Words of Taiwan and Hong Kong for which the mainland's are as long.
_ELSEWHERE = re.compile(
    r"(?P<lead>(?:个人|用户|身份|身分|隐私|位置|[Pp]{2}的?|工业和) ?)资讯|软体|(?<![互联])网路(?!由|[段口])"
    r"|应用程式|行动应用|[蒐搜]集|社群(?=媒体|网站|平台)|身分证"
)
_MAINLAND = {
    "软体": "软件",
    "网路": "网络",
    "应用程式": "应用程序",
    "行动应用": "移动应用",
    "蒐集": "收集",
    "搜集": "收集",
    "社群": "社交",
    "身分证": "身份证",
}


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
        return _mainland(simplified)
    return _mainland("\n".join(_line(line) for line in plain.split("\n")))


def _mainland(text: str) -> str:
    """A simplified text with the mainland's words."""
    return _ELSEWHERE.sub(lambda m: f"{m['lead']}信息" if m["lead"] else _MAINLAND[m[0]], text)


def _line(line: str) -> str:
    """One line simplified; where a phrase would change its length, character by character."""
    simplified = str(_converter().convert(line))
    if len(simplified) == len(line):
        return simplified
    single = (str(_converter().convert(c)) for c in line)
    return "".join(new if len(new) == 1 else old for new, old in zip(single, line, strict=True))
