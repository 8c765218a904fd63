"""Values that a page's scripts assign, read as text: no script is run."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import islice

QUOTED = r"""'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*\""""
TOKEN = re.compile(rf"{QUOTED}|[\[\]{{}}]|\w+", re.DOTALL)
ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))", re.DOTALL)
PLAIN = {"n": "\n", "r": "\n", "t": "\t", "b": "", "f": ""}
MOST_TOKENS, MOST_LISTS = 50_000, 5


def value(text: str, *names: str) -> str:
    """The first value that is not empty and is assigned to one of `names`: a quoted text or a whole number."""
    for name in names:
        key = rf"(?<![\w$])['\"]?{name}['\"]?\s*[=:]\s*(?:window\.\w+\s*=\s*)?(?:\w+\(\s*)?"
        for found in re.finditer(rf"{key}(?:({QUOTED})|(\d+))", text):
            told = unquoted(found.group(1)) if found.group(1) else found.group(2)
            if told.strip():
                return told
    return ""


def listed(text: str, name: str, key: str) -> list[str]:
    """The `key` of each object of the list `name`, in order, without those of objects inside them."""
    for found in islice(re.finditer(rf"(?<!\w){name}['\"]?\s*[=:]\s*\[", text), MOST_LISTS):
        values = list(_own(text, found.end(), key))
        if values:
            return values
    return []


def _own(text: str, at: int, key: str) -> Iterator[str]:
    depth, wanted = 1, False
    for number, token in enumerate(TOKEN.finditer(text, at)):
        word = token.group(0)
        if word in "[{":
            depth += 1
        elif word in "]}":
            depth -= 1
        if depth == 0 or number > MOST_TOKENS:
            return
        if word[0] in "'\"" and wanted:
            yield unquoted(word)
            wanted = False
        elif depth == 2 and word.strip("'\"") == key:
            wanted = True


def unquoted(quoted: str) -> str:
    """What a quoted text of a script means, entities of HTML included."""
    plain = ESCAPE.sub(_meant, quoted[1:-1])
    return html.unescape(html.unescape(plain))


def _meant(found: re.Match[str]) -> str:
    code = found.group(1) or found.group(2)
    return chr(int(code, 16)) if code else PLAIN.get(found.group(3), found.group(3))
