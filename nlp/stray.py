"""What pages put between the characters of a text: pinyin in brackets (監(jiān)管), blanks beside numbers (3 月 17 日).

A text is read without them; places found in it are moved to where they stand in the text as given.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any

from store.records import Extraction, Item

_TONED = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜêńňǹ"
_GLOSS = re.compile(
    rf"(?<=[\u3400-\u9fff])[(（][a-zü{_TONED}]{{1,7}}[)）]|(?<=[A-Za-z])[(（][a-zü]{{0,3}}[{_TONED}][a-zü]{{0,3}}[)）]"
)
_FEWEST = 3  # so many with a tone mark make a glossed text
_UNIT = r"(?:年|月|日|批|款|个|個|家|期|万|萬|亿|億|元|起|名|条|條|项|項)"
_BLANK = re.compile(
    rf"(?<=[\u3400-\u9fff（(，。：；、“])(?P<before>[ \u00a0])\d[\d,.]*(?P<after>[ \u00a0])?(?={_UNIT})"
    rf"|(?<=[\u3400-\u9fff（(，。：；、“])\d[\d,.]*(?P<behind>[ \u00a0])(?={_UNIT})"
    r"|(?<![\d.])\d{1,4}(?P<dated>[ \u00a0])(?=[年月日](?![\u3400-\u9fff]{2}[ \t|]))"
)
_Cut = tuple[int, int]


def _cuts(text: str) -> list[_Cut]:
    glosses = [m.span() for m in _GLOSS.finditer(text)]
    if sum(any(c in _TONED for c in text[a:b]) for a, b in glosses) < _FEWEST:
        glosses = []
    blanks = [
        m.span(group)
        for m in _BLANK.finditer(text)
        for group in ("before", "after", "behind", "dated")
        if m[group]
    ]
    return sorted({*glosses, *blanks})


def _without(text: str, cuts: list[_Cut]) -> str:
    parts, at = [], 0
    for start, end in cuts:
        parts.append(text[at:start])
        at = end
    return "".join([*parts, text[at:]])


def without_strays(item: Item) -> tuple[Item, list[_Cut]]:
    """The item without what does not belong in its texts, and where that stood in its readings' joined text."""
    cuts: list[_Cut] = []
    readings = []
    at = 0
    for reading in item.readings:
        found = _cuts(reading.text)
        cuts += [(at + start, at + end) for start, end in found]
        readings.append(
            reading.model_copy(update={"text": _without(reading.text, found)}) if found else reading
        )
        at += len(reading.text) + 2
    if not cuts:
        return item, []
    title = _without(item.title, _cuts(item.title)) if item.title else None
    return item.model_copy(update={"readings": readings, "title": title}), cuts


def moved_back(made: Extraction, cuts: list[_Cut], text: str) -> Extraction:
    """The record with every quote where it stands in the text as given."""
    gone = 0
    begins: list[int] = []  # in the text without the cuts, and how much was cut before
    lengths: list[int] = [0]
    for start, end in cuts:
        begins.append(start - gone)
        gone += end - start
        lengths.append(gone)

    def put_back(value: Any) -> Any:
        if isinstance(value, list):
            return [put_back(v) for v in value]
        if not isinstance(value, dict):
            return value
        if isinstance(value.get("start"), int) and isinstance(value.get("end"), int):
            start = value["start"] + lengths[bisect_right(begins, value["start"])]
            end = value["end"] - 1 + lengths[bisect_right(begins, value["end"] - 1)] + 1
            return value | {"start": start, "end": end, "text": text[start:end]}
        return {key: put_back(v) for key, v in value.items()}

    return Extraction.model_validate(put_back(made.model_dump() | {"text": text if made.text else None}))
