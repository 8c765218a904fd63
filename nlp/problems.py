"""Several problems in one cell, split: by numbers, semicolons, commas between known wordings, line breaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from nlp import shapes
from nlp.clean import tidy

_NUMBERED = re.compile(
    r"(?:^|(?<=[；;。，,、\s\n]))\s*(?:[（(]?\d{1,2}[）).、．]|[①-⑳]|[（(][一二三四五六七八九十]+[）)])(?!\d)\s*"
)
_HAN = "一二三四五六七八九十"
_STYLES: tuple[Callable[[int], str], ...] = (
    lambda n: chr(0x2460 + n - 1),
    lambda n: rf"[（(]\s?{n}\s?[）)]",
    lambda n: rf"(?<![\d.]){n}\s?[.．、](?!\d)\s?",
    lambda n: rf"[（(]{_HAN[n - 1 : n] or '-'}[）)]",
    lambda n: rf"{_HAN[n - 1 : n] or '-'}(?:是|、)",
)
_OPENS = re.compile(  # words that a line hardly goes on with
    r"未(?!来)|违规|违法|超范围|超出|强制|频繁|过度|私自|擅自|欺骗|诱导|强迫|(?:账|帐)号注销|信息窗口|应用分发|弹窗|(?:APP|App)(?:强制|频繁|信息)|SDK(?:信息|收集|未)"
)
_CLAUSE = re.compile(  # says under which condition what follows the comma was done
    r"(?:未经|未取得|未征得|在|违反|不顾|没有|未获)[^，,]{0,16}(?:同意|许可|授权|原则|规定|前|后|时|情况下|前提下|情形下)"
)
_OPEN_ENDS = ("或", "和", "及", "与", "的", "、", "并", "且")
LEAST_REST = 4  # signs of the rest of a wording that tell it from a chance
_ENDS = "；;。\n、，, "


def split_problems(raw: str, soft: bool) -> list[str]:
    """The problems in a cell's raw text; `soft` where a line break may be a wrapped line only (PDF, picture)."""
    return list(_split(raw, soft))


@lru_cache(maxsize=4096)
def _split(raw: str, soft: bool) -> tuple[str, ...]:
    lines = _join_wrapped([line.strip() for line in raw.split("\n") if line.strip()], soft)
    found: list[str] = []
    for line in lines:
        for numbered in _counted(line) or _NUMBERED.split(line):
            for part in re.split(r"[；;]|。(?=.)", numbered):
                found += _enumerated(part)
    cleaned = (tidy(part).strip(_ENDS) for part in found)
    return tuple(dict.fromkeys(part for part in cleaned if part))


def _counted(line: str) -> list[str]:
    """The parts of a line that counts from one, whatever stands before its numbers; none for a line that does not."""
    for style in _STYLES:
        marks: list[re.Match[str]] = []
        for number in range(1, 21):
            mark = re.compile(style(number))
            found = mark.search(line, marks[-1].end()) if marks else mark.match(line)
            if found is None:
                break
            marks.append(found)
        if len(marks) > 1:
            ends = [*(mark.start() for mark in marks[1:]), len(line)]
            return [line[mark.end() : end] for mark, end in zip(marks, ends, strict=True)]
    return []


def _join_wrapped(lines: list[str], soft: bool) -> list[str]:
    """Lines that a carrier wrapped put together again; lines that each hold a problem stay apart."""
    joined: list[str] = []
    for line in lines:
        if joined and not _breaks(joined[-1], line, soft):
            joined[-1] = f"{joined[-1]}\n{line}"
        else:
            joined.append(line)
    return [tidy(line) for line in joined]


def _breaks(before: str, after: str, soft: bool) -> bool:
    """Whether a new problem begins with the line `after`."""
    whole = _key(before)
    last = _NUMBERED.sub("", re.split(r"[；;。]", before)[-1])
    key = _key(last + after)
    goes_on = _key(last) not in shapes.wordings() or len(_key(after)) >= LEAST_REST
    if goes_on and any(wording.startswith(key) for wording in shapes.wordings()):
        return False
    if before.endswith(("；", ";", "。")) or _NUMBERED.match(after) or whole in shapes.wordings():
        return True
    if before.endswith(("、", "，", ",", "（", "(", "《")) or after.startswith(
        ("、", "，", ",", "）", ")", "；")
    ):
        return False
    if soft:
        opens = _OPENS.match(after) is not None
        begun = shapes.is_problem(after) or (
            opens and any(w.startswith(_key(after)) for w in shapes.wordings())
        )
        return begun and (_last_known(before) or (opens and _closed(before)))
    return shapes.is_problem(after) or shapes.is_problem(before)


def _closed(text: str) -> bool:
    """Whether a text is a problem that nothing need follow."""
    last = re.split(r"[；;。]", "".join(text.split()))[-1]
    return shapes.is_problem(last) and not last.endswith(_OPEN_ENDS)


def _last_known(text: str) -> bool:
    return any(_key(text).endswith(wording) for wording in shapes.wordings())


def _key(text: str) -> str:
    return re.sub(r"\s+", "", shapes.normal(text).casefold())


def _enumerated(part: str) -> list[str]:
    """Parts between 、 or ， where each of them is a problem by itself; else the text whole."""
    pieces = re.split(r"([、，,])", part)
    groups = [pieces[0].strip()]
    for mark, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if _stands_alone(groups[-1]) and not (mark != "、" and _CLAUSE.fullmatch(groups[-1])):
            groups.append(piece.strip())
        else:  # only together a wording: APP强制、频繁、过度索取权限
            groups[-1] += mark + piece.strip()
    return groups if len(groups) > 1 and all(map(shapes.is_problem, groups)) else [part]


def _stands_alone(text: str) -> bool:
    key = _key(text)
    if key in shapes.wordings():
        return True
    begun = any(w.startswith(key) for w in shapes.wordings())
    return shapes.is_problem(text) and not begun
