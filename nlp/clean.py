"""Text "as written": repairs what a carrier broke (radical code points, wrapped words) and leaves the rest alone.

Width, case, traditional forms and the source's own errors stay; folding is for match keys (`store.vocab.fold`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

# Radicals of U+2E80-2EFF that fonts put in place of the ideographs below them; NFKC leaves them alone.
_RADICALS = (
    "⺁⺋⺎⺏⺐⺒⺓⺛⺟⺠⺢⺧⺨⺩⺪⺫⺬⺭⺯⺰⺱⺲⺶⺷⺸⺹⺻⺼⺽⻁⻂⻃⻄⻅⻆⻇⻈"
    "⻉⻊⻋⻐⻑⻒⻓⻔⻕⻗⻘⻙⻚⻛⻜⻝⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳"
)
_IDEOGRAPH = (
    "厂㔾兀尣尢巳幺旡母民水牛犬王疋目示礻糸纟罓罒羊羊羊老聿肉臼虎衤西西见角角讠"
    "贝足车钅長长长门阜雨青韦页风飞食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟龜龟"
)
_REPAIRED = dict(zip(map(ord, _RADICALS), _IDEOGRAPH, strict=True)) | {
    code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)
}
# NFKC makes the radical door a form that the mainland does not print. The fonts for mainland text have one glyph for
# the radical and for the form put here; all other radicals share theirs with what NFKC makes of them (a printed 馬 is
# U+2FBA, a printed 马 is U+2EE2).
_MAINLAND = {0x2F3E: "户"}
# Ideographs that Unicode has twice for the sake of other encodings, canonically the same.
_DOUBLES = {
    code: unicodedata.normalize("NFC", chr(code))
    for code in (*range(0xF900, 0xFADA), *range(0x2F800, 0x2FA1E))
}
# Fonts have one glyph for - and its unbreakable twins, and one for two or three dashes together.
_DASHES = {0x2010: "-", 0x2011: "-", 0x2E3A: "——", 0x2E3B: "———"}
_PHONETIC = {0x0251: "a", 0x0261: "g"}  # glyphs of Chinese fonts for the Latin letters a and g
_UNSEEN = dict.fromkeys([0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF])
_TABLE = str.maketrans(_REPAIRED | _MAINLAND | _DOUBLES | _DASHES | _PHONETIC | _UNSEEN)

_WIDE = r"⺀-⿟　-〿㄀-ㄯ㐀-䶿一-鿿豈-﫿＀-￯𠀀-𳎿“”‘’—…"  # Han, and the punctuation set between Han
_HAN = r"㐀-䶿一-鿿豈-﫿𠀀-𳎿"
_BETWEEN_HAN = re.compile(rf"(?<=[{_HAN}])[ \t\u3000\xa0]+(?=[{_HAN}])")
_AT_WIDE_PUNCTUATION = re.compile(
    r"(?<=[（《“、，。；：！？])[ \t\u3000\xa0]+|[ \t\u3000\xa0]+(?=[）》”、，。；：！？])"
)
_DIGITS = re.compile(r"(?<![\w.])([vV]?\d+(?:\.\d+)+\.?|[vV]?\d+\.) +(\d+(?:\.\d+)*)(?![\w])|(?<=\d) +(\.\d)")
_DOMAIN = re.compile(r"(?<=\w\.)([a-z]{1,2}) ([a-z]{1,2})(?![A-Za-z])")
_WORDS = (
    "Android",
    "android",
    "SDK",
    "Sdk",
    "sdk",
    "APP",
    "App",
    "app",
    "iOS",
    "Store",
    "Lite",
    "Plus",
    "Mini",
)
_CUT_VERSION = re.compile(r"(?:^|\s)[vV]?\d+(?:\.\d+)+[-_][A-Za-z]+$")  # 2.8.1-rele, before ase
_BLANK = re.compile(r"[ \t\u3000\xa0\u2000-\u200a\u202f\r\f\v]+")
# What any repair begins with; most cells have none of it.
_SUSPECT = re.compile(
    r"[\s\u00ad\u0251\u0261\u200b-\u2011\u2060\ufeff\u2e3a\u2e3b\u2e80-\u2fdf\uf900-\ufadf\U0002f800-\U0002fa1f]"
)


def repair(text: str) -> str:
    """Code points put right: radicals, phonetic glyphs, invisible characters. Words stay, the length may not."""
    return text.translate(_TABLE)


def suspect(text: str) -> bool:
    """Whether `tidy` may change a text, or any of those in it."""
    return _SUSPECT.search(text) is not None


def tidy(text: str) -> str:
    """One cell or name as its author wrote it: line breaks of the carrier closed, stray spaces inside words gone."""
    return _tidied(text) if _SUSPECT.search(text) else text


@lru_cache(maxsize=4096)
def _tidied(text: str) -> str:
    """Lists say the same problems and stores over and over."""
    return _close(join_lines(repair(text).split("\n")))


def tidy_line(text: str) -> str:
    """A paragraph of prose: code points repaired and white space made single; its spaces are the author's."""
    if not _SUSPECT.search(text):
        return text
    return _BLANK.sub(" ", repair(text)).strip()


def join_lines(lines: Iterable[str]) -> str:
    """Lines that a carrier wrapped, as one: a space only where two Latin words meet."""
    joined = ""
    for line in lines:
        piece = _BLANK.sub(" ", line).strip()
        joined = joined + _seam(joined, piece) + piece if joined and piece else joined or piece
    return joined


def _seam(before: str, after: str) -> str:
    """What stands between two wrapped lines."""
    left, right = before[-1], after[0]
    if re.match(rf"[{_WIDE}]", left) or re.match(rf"[{_WIDE}]", right):
        return ""
    if re.search(r"(?:^|[\s(])[A-Z][a-z]+\.$", before) and re.match("[A-Z]", right):  # Pte. Ltd.
        return " "
    if left in "-_/.@&([{~" or right in "-_/.,;)]}~":
        return ""
    if left.isdigit() and right.isdigit():
        return ""
    if left.isdigit() != right.isdigit() and re.search(r"\d\.\d[\w.]*$|\d_$", before):
        return ""
    if _CUT_VERSION.search(before) and re.fullmatch(r"[a-z]*\d*", after):
        return ""
    return " " if _two_words(before, after) else ""


def _two_words(before: str, after: str) -> bool:
    """Whether a line break between these two stood for a space, not for the middle of a word."""
    left, right = re.split(r"[^A-Za-z]", before)[-1], re.split(r"[^A-Za-z]", after)[0]
    if not left or not right:
        return True
    return not (_split_word(left, right) or _DOMAIN.search(f"{before} {after}"))


def _split_word(left: str, right: str) -> bool:
    """Whether a known word begins at the end of `left` and ends at the end of `right`."""
    return any(
        right == word[cut:] and left.endswith(word[:cut]) and left not in _WORDS
        for word in _WORDS
        for cut in range(1, len(word))
    )


def _close(text: str) -> str:
    text = _BLANK.sub(" ", text).strip()
    text = _AT_WIDE_PUNCTUATION.sub("", _BETWEEN_HAN.sub("", text))
    text = _DIGITS.sub(lambda m: (m[1] or "") + (m[2] or "") + (m[3] or ""), text)
    text = _DOMAIN.sub(r"\1\2", text)
    pieces = text.split(" ")
    closed = pieces[0]
    for piece in pieces[1:]:
        left, right = re.split(r"[^A-Za-z]", closed)[-1], re.split(r"[^A-Za-z]", piece)[0]
        closed += piece if left and right and _split_word(left, right) else f" {piece}"
    return closed
