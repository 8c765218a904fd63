"""What stands on a PDF page around its list: page numbers, signatures, and the rules between a list's rows."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from nlp.clean import tidy_line
from nlp.readers.words import Word, lines_of

_PAGE_NUMBER = re.compile(
    r"[—–-]?\s*(第)?\s*\d{1,4}\s*(页)?\s*[—–-]?(/\s*\d+)?|第?\s*\d{1,4}\s*页?\s*[/,，、|]?\s*共\s*\d{1,4}\s*页|page\s*\d+\s*(of|/)\s*\d+",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(\S{2,24}(局|办|办公室|部|委|委员会|厅|中心|协会)[、\s]*)*(20\d\d|二〇\S\S)\s*年\s*\S{1,2}\s*月\s*\S{1,3}\s*日"
)


def is_page_number(line: str) -> bool:
    """Whether a line of a page says nothing but which page it is."""
    return _PAGE_NUMBER.fullmatch(tidy_line(line)) is not None


def is_signature(line: str) -> bool:
    """Whether a line is the day of a document, perhaps with the authority that signs it."""
    return _SIGNATURE.fullmatch(tidy_line(line)) is not None


def without_page_numbers(words: list[Word]) -> list[Word]:
    """The words of a page without the line that counts it; a bare number is one only at the page's very end."""
    lines = lines_of(words)
    kept: list[Word] = []
    for i, line in enumerate(lines):
        text = " ".join(word.text for word in line)
        bare = re.fullmatch(r"\d{1,4}", text) is not None
        if not is_page_number(text) or (bare and not _apart(lines, i)):
            kept += line
    return kept


def _apart(lines: list[list[Word]], at: int) -> bool:
    """Whether the last line stands well below all others, right of where they begin."""
    if at != len(lines) - 1 or not at:
        return False
    word, above = lines[at][0], [w for line in lines[:at] for w in line]
    low = max(w.y1 for w in above)
    return word.y0 - low > 1.5 * (word.y1 - word.y0) and word.x0 > min(w.x1 for w in above)


def rules_between(edges: Iterable[dict[str, Any]], words: list[Word]) -> list[float]:
    """The heights at which rules, or the ends of shaded rows, run under most of the width that these words take."""
    if not words:
        return []
    wide = max(w.x1 for w in words) - min(w.x0 for w in words)
    spans: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for edge in edges:
        if edge["orientation"] == "h":
            spans[round(float(edge["top"]))].append((float(edge["x0"]), float(edge["x1"])))
    return sorted(float(y) for y, parts in spans.items() if _covered(parts) > 0.6 * wide)


def _covered(parts: list[tuple[float, float]]) -> float:
    covered, end = 0.0, float("-inf")
    for x0, x1 in sorted(parts):
        covered += max(0.0, x1 - max(x0, end))
        end = max(end, x1)
    return covered
