"""Lists of apps in running text whose names stand without 《》: "N款…如下：甲、乙和丙。" or one numbered name a line.

Such words are names only where as many are found as the text says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from nlp import shapes
from nlp.rows import AppList, Problem, Row, Span
from store.records import Reading

_COUNT = r"(?P<count>\d{1,3})\s*(?:款|[个家](?=App|APP|app|应用|小程序|软件|SDK))"
_LEAD = re.compile(
    _COUNT
    + r"(?:[^\n。；《》]{0,60}?(?:如下|包括|分别为|分别是|名单为)\s*[:：]?|[)）]?\s*[:：])[ \t]*(?=[^\n:：])"
)
_LINES = re.compile(_COUNT + r"[^\n。；《》]{0,60}[:：]\s*(?=\n)")
_SAID = re.compile(r"存在(?P<problem>[^，。；\n]{4,60}?)(?:等)?(?:的)?(?:问题|行为|情况|情形)")
_AND = re.compile(r"、|，|,|和(?=[^、，,和]{2,}$)|及(?=[^、，,及]{2,}$)")
_LINE = re.compile(
    r"\s*\n[ \t]*(?P<number>\d{1,3})[.、．)）]\s?(?P<name>[^\n（(《》，。；:：]{2,40})"
    r"(?P<rest>[（(][^\n]{2,90}[）)])?[；;。，,]?(?=\n|$)"
)
_Run = tuple[re.Match[str], list[dict[str, Span]]]  # the words that announce a run of names, and the names
_LONGEST = 30
_MOST = 6_000  # characters that such a list is looked for in


def plain_lists(reading: Reading) -> list[AppList]:
    """The lists of a text whose names carry no marks."""
    rows: list[Row] = []
    for lead, places in (*_joined(reading.text), *_numbered(reading.text)):
        said = _SAID.search(lead[0])
        start = lead.start()
        problems = []
        if said and shapes.is_problem(said["problem"]):
            span = (start + said.start("problem"), start + said.end("problem"))
            problems = [Problem(said["problem"], span=span)]
        rows += [_row(reading, len(rows) + i, spans, problems) for i, spans in enumerate(places, start=1)]
    return [AppList(rows, {}, [], reading.file)] if rows else []


def _joined(text: str) -> Iterator[_Run]:
    """Names in one sentence, as many as it states."""
    for lead in _LEAD.finditer(text):
        end = re.compile(r"[。；;\n]|，(?:现|以上|均|请|上述|其中|予以)|$").search(
            text, lead.end(), lead.end() + _MOST
        )
        pieces = _pieces(text, lead.end(), end.start() if end else lead.end())
        names = list(islice(pieces, int(lead["count"]) + 1))
        if len(names) == int(lead["count"]) > 1 and all(_may_be_app(text[a:b]) for a, b in names):
            yield lead, [{"app": name} for name in names]


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    at = start
    while at <= end:
        cut = _AND.search(text, at, end)
        stop = cut.start() if cut else end
        piece = text[at:stop]
        if name := piece.strip():
            begin = at + piece.index(name)
            yield begin, begin + len(name)
        at = cut.end() if cut else end + 1


def _numbered(text: str) -> Iterator[_Run]:
    """Names one a line, counted from one, as many as the line above states."""
    for lead in _LINES.finditer(text):
        found: list[dict[str, Span]] = []
        at = lead.end()
        while (line := _LINE.match(text, at)) and int(line["number"]) == len(found) + 1:
            spans = {"app": line.span("name")}
            inside = (line.start("rest") + 1, line.end("rest") - 1)
            if line["rest"] and (shapes.is_firm(text[slice(*inside)]) or "个人" in line["rest"]):
                spans["developer"] = inside
            found.append(spans)
            at = line.end()
        if len(found) == int(lead["count"]) and all(_may_be_app(text[slice(*f["app"])]) for f in found):
            yield lead, found


def _may_be_app(name: str) -> bool:
    wrong = shapes.is_problem_piece(name) or shapes.is_legal(name) or shapes.is_title(name)
    return (
        1 < len(name) <= _LONGEST
        and not wrong
        and not shapes.is_dotted(name)
        and not shapes.is_deadline(name)
    )


def _row(reading: Reading, number: int, spans: dict[str, Span], problems: list[Problem]) -> Row:
    values = {role: reading.text[a:b] for role, (a, b) in spans.items()}
    return Row(number, values, [" ".join(values.values())], problems, {}, spans, reading.file)
