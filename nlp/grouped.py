"""Lists in running text whose names come first and what is wrong with them behind: 甲（1.0）、乙——问题；丙、丁（问题）。"""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.components import problems
from nlp.fields import NUMBER, Fields, fields, may_be_app
from nlp.lines import between, row_of
from nlp.rows import AppList, Problem, Row, Span
from nlp.view import view as view_of
from store.records import Reading

_LINE = re.compile(r"[^\n]+")
_LONGEST_LINE = 1500
_DASH = re.compile(r"(?:——|—|--)")
_LEAD = re.compile(r"[^、，。；:()“《]{1,24}:")
_SHARED = re.compile(
    r"(?:上述|以上)[^。；，]{0,12}?(?:所涉|存在的?)?(?:问题|行为)(?:均|都|皆)?(?:为|是)[“:]?(?P<problem>[^。”\n]{4,80})"
)
_SAME = re.compile(r"(?:同时)?(?:存在)?(?:以上|上述|前述)[^、，。；]{0,6}(?:问题|情形)|同上|同前")
_NO_NAME = re.compile(r"[，。:；]|^(?:其中|包括|以及|另有|对|将|请)")


def grouped_list(reading: Reading) -> AppList | None:
    """The list of a reading whose groups of names are each followed by a problem; None where it tells fewer than two."""
    view = view_of(reading.text)
    shared = _SHARED.search(view)
    rows: list[Row] = []
    told: list[Problem] = []
    for names, span in _groups(view, shared is not None):
        wrong = _problem(reading, view, span, told) if span else _said(reading, shared)
        if not wrong:
            continue
        told += [p for p in wrong if p.text not in {q.text for q in told}]
        rows += [row_of(reading, len(rows) + i, found.spans, wrong) for i, found in enumerate(names, start=1)]
    return AppList(rows, {}, [], reading.file) if len(rows) >= 2 else None


def _said(reading: Reading, shared: re.Match[str] | None) -> list[Problem]:
    return (
        [Problem(reading.text[slice(*shared.span("problem"))], span=shared.span("problem"))] if shared else []
    )


def _problem(reading: Reading, view: str, span: Span, told: list[Problem]) -> list[Problem]:
    """What a group's words say is wrong; words that only point back mean all that was told before."""
    if _SAME.search(view[slice(*span)]):
        return list(told)
    return [Problem(reading.text[slice(*span)], span=span)] if problems.codes(view[slice(*span)]) else []


def _groups(view: str, shared: bool) -> Iterator[tuple[list[Fields], Span | None]]:
    """The groups of names of a view, each with where its problem stands (None where one is told of all)."""
    for line in _LINE.finditer(view):
        if line.end() - line.start() > _LONGEST_LINE:
            continue
        for start, end in _parts(view, *line.span()):
            split = _split(view, start, end)
            if split and (names := _names(view, *split[0], many=False)):
                yield names, split[1]
            elif shared and (names := _names(view, start, end, many=True)):
                yield names, None


def _parts(view: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a line between its own semicolons and stops."""
    depth, begin = 0, start
    for i in range(start, end + 1):
        if i == end or (depth == 0 and view[i] in "；;。"):
            if i > begin:
                yield _begun(view, begin, i)
            begin = i + 1
        else:
            depth = max(0, depth + (view[i] == "(") - (view[i] == ")"))


def _begun(view: str, start: int, end: int) -> Span:
    """A part without its number and without words that only lead to it: "一、某地属地：", "存在问题："."""
    for _ in range(2):
        if number := NUMBER.match(view, start, end):
            start = number.end()
        lead = _LEAD.match(view, start, end)
        if lead and not problems.codes(lead[0]) and lead.end() < end:
            start = lead.end()
    colon = view.rfind(":", start, end)
    first = view.find("、", start, end)
    if start < colon < (first if first >= 0 else end) and "(" not in view[start:colon]:
        start = colon + 1
    while start < end and view[start].isspace():
        start += 1
    return start, end


def _split(view: str, start: int, end: int) -> tuple[Span, Span] | None:
    """Where the names of a part and its problem stand."""
    while end > start and view[end - 1].isspace():
        end -= 1
    if dash := _DASH.search(view, start, end):
        return (start, dash.start()), (dash.end(), end)
    if view[end - 1 : end] == ")" and (opening := view.rfind("(", start, end)) > start:
        inside = (opening + 1, end - 1)
        if problems.codes(view[slice(*inside)]) or _SAME.search(view[slice(*inside)]):
            return (start, opening), inside
    colon = view.rfind("):", start, end)
    if colon > 0 and (problems.codes(view[colon + 2 : end])):
        return (start, colon + 1), (colon + 2, end)
    return None


def _names(view: str, start: int, end: int, many: bool) -> list[Fields]:
    """The apps of a run of names; none where one of them cannot be an app's, or details are wanted and lack."""
    found = [fields(view, a, b) for a, b in between(view, start, end)]
    sound = all("app" in f.spans and not f.problems and _sound(view, f) for f in found)
    if not found or not sound or (many and (len(found) < 2 or not all(f.detailed for f in found))):
        return []
    return found


def _sound(view: str, found: Fields) -> bool:
    name = view[slice(*found.spans["app"])]
    return found.marked or (
        found.whole and may_be_app(name) and len(name) <= 20 and not _NO_NAME.search(name)
    )
