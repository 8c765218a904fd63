"""Lists of apps in running text: "1、problem。涉及2款App如下：《名》（版本x，来源）、《名》（…）"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp import shapes
from nlp.components import entities
from nlp.rows import AppList, Problem, Row, Span
from nlp.view import view
from store.records import Issue, Reading
from store.vocab import fold

_MOST_BRACKET = 160
_HEADING = re.compile(
    r"(?:^|\n|(?<=[。；;]))[ \t]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．是]\s*)?"
    r"(?P<problem>[^\n《》]{3,200}?)[。：:；;，,]\s*"
    r"(?:共|经检测)?(?:涉及|包括|涉|具体(?:的)?|(?=(?:移动)?(?:App|APP|应用)[^\n《》。]{0,8}如下))\s*(?:(?P<count>\d+)?\s*[款个]?[^\n《》。]{0,24}?\s*[:：]\s*(?=《|\n|[1１][、.．]?《)|(?=《))"
)
_NAME = re.compile(r"《(?P<name>[^《》\n]{1,60})》")
_BETWEEN = re.compile(r"(?:[\s、，,；;。和及与]|以及|\d{1,3}[、.．)）](?=\s*《))*")
_AFTER = re.compile(r"\s*等?\s*(?P<count>\d{1,3})\s*[款个]")
_OPENING, _CLOSING = "（([【［", "）)]】］"
_FIRM_BEHIND = re.compile(
    r"\s*[，,]\s*(?:(?:运营者|开发者|主办者|运营单位|运营方|开发单位)\s*[:：为]\s*)?"
    r"(?P<firm>[一-鿿A-Za-z][^，。；、《》“”:：\s]{3,40}?(?:有限责任公司|股份有限公司|有限公司|工作室))(?=[，。；、,;\s]|$)"
)
_FIRM_BEFORE = re.compile(
    r"(?P<firm>[一-鿿A-Za-z][^，。；、:：《》“”.．\s]{3,40}(?:公司|工作室))(?:所?(?:运营|开发)?的|旗下的?)?[ \t]*$"
)
_LABEL = re.compile(
    r"(?:当前)?(?P<role>版本号?|来源|应用商店|下载渠道|分发平台|运营者|开发者|主办者|运营单位|开发单位)\s*[:：]?\s*"
)
_COMMON_STORE = re.compile(
    r"(?:存在于|出现在|来自|上架于|在)\s*(?:移动)?应用(?:发布|分发|下载)平台[“《]?(?P<store>[^，。；\s“”《》]{2,14}?)[”》]?(?:中|上|内|平台)"
)
_ROLES = {"版本": "version", "来源": "store", "应用": "store", "下载": "store", "分发": "store"}


@dataclass
class _Found:
    """One app as first met, with the problems of every section that lists it."""

    spans: dict[str, Span]
    values: dict[str, str]
    raw: str
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class _Section:
    start: int
    problem: Problem | None
    stated: int | None


def inline_lists(reading: Reading) -> list[AppList]:
    """The list in a reading's text, as one AppList: an app named under several problems is one row."""
    text = reading.text
    by_key: dict[tuple[str, ...], _Found] = {}
    issues: list[Issue] = []
    done = 0
    for section in _sections(text):
        read = 0
        for found, end in _run(text, max(section.start, done), bare=section.problem is not None):
            read, done = read + 1, end
            known = by_key.setdefault(_key(found), found)
            if section.problem and section.problem.text not in {p.text for p in known.problems}:
                known.problems.append(section.problem)
        after = _AFTER.match(text, done) if section.stated is None and read else None
        stated = int(after["count"]) if after else section.stated
        if stated is not None and stated != read and section.problem:
            said = f"{stated} apps are stated for a problem and {read} were read."
            issues.append(Issue(code="count_differs", text=said, where=section.problem.text))
    _take_common_store(text, list(by_key.values()))
    rows = [_row(reading, i, found) for i, found in enumerate(by_key.values(), start=1)]
    return [AppList(rows, {}, issues, reading.file)] if rows else []


def _take_common_store(text: str, apps: list[_Found]) -> None:
    """The one platform on which a text says that all its apps were found, where none has a store of its own."""
    told = {m["store"]: m.span("store") for m in _COMMON_STORE.finditer(text)}
    if len(told) == 1 and not any("store" in app.spans for app in apps):
        (name, span) = next(iter(told.items()))
        for app in apps:
            if "version" in app.spans:
                app.spans["store"], app.values["store"] = span, name


def _sections(text: str) -> Iterator[_Section]:
    """Where runs of apps begin: after a problem's heading, else at any 《名》 with a bracket behind it."""
    headings = list(_HEADING.finditer(text))
    for match in headings:
        span = match.span("problem")
        stated = int(match["count"]) if match["count"] else None
        yield _Section(match.end(), Problem(match["problem"], span=span), stated)
    if not headings:
        for match in _NAME.finditer(text):
            yield _Section(match.start(), None, None)


def _run(text: str, start: int, bare: bool) -> Iterator[tuple[_Found, int]]:
    """The apps that follow each other from `start`, each with where it ends; `bare` where a name may lack a bracket."""
    at = start
    while True:
        at = _end_of(_BETWEEN, text, at)
        name = _NAME.match(text, at)
        if name is None:
            return
        inside = _bracket(text, name.end())
        spans: dict[str, Span] = {"app": name.span("name")}
        at = name.end()
        if inside:
            spans |= _details(text, *inside)
            at = inside[1] + 1
        if shapes.is_title(name["name"]) and len(spans) == 1:
            continue
        if len(spans) == 1 and not bare:
            return
        if "developer" not in spans and (firm := _developer(text, name.start(), at)):
            spans["developer"] = firm
            at = max(at, firm[1])
        values = {role: text[a:b] for role, (a, b) in spans.items()}
        yield _Found(spans, values, text[name.start() : at]), at


def _developer(text: str, start: int, end: int) -> Span | None:
    """The firm named just before 《名》 or right behind its bracket."""
    if behind := _FIRM_BEHIND.match(text, end):
        return _legal(text, *behind.span("firm"))
    line = max(text.rfind("\n", 0, start) + 1, start - 48)
    before = _FIRM_BEFORE.search(text, line, start)
    if before is None:
        return None
    return _legal(text, *before.span("firm"))


def _legal(text: str, start: int, end: int) -> Span | None:
    """The legal entity that a run of words ends with."""
    names = [f for f in entities.find(view(text[start:end]), "zh") if f.rule == "legal"]
    return (start + names[-1].start, end) if names and start + names[-1].end == end else None


def _end_of(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _bracket(text: str, at: int) -> Span | None:
    """What stands in the bracket that opens at `at`, brackets inside it included; half or full width, even mixed."""
    opening = re.compile(rf"\s*[{re.escape(_OPENING)}]").match(text, at)
    if not opening:
        return None
    depth = 1
    for i in range(opening.end(), min(len(text), opening.end() + _MOST_BRACKET)):
        depth += (text[i] in _OPENING) - (text[i] in _CLOSING)
        if depth == 0:
            return opening.end(), i
    return None


def _details(text: str, start: int, end: int) -> dict[str, Span]:
    """Version, store and developer in a bracket's text."""
    spans: dict[str, Span] = {}
    for a, b in _pieces(text, start, end):
        label = _LABEL.match(text, a, b)
        inner = label.end() if label else a
        piece = text[inner:b]
        if label:
            role = _ROLES.get(label["role"][:2], "developer")
        elif shapes.is_store(piece) and "store" not in spans:
            role = "store"
        elif shapes.is_version(piece):
            role = "version"
        elif shapes.is_firm(piece):
            role = "developer"
        else:
            role = "store" if "version" in spans else ""
        if role and piece and role not in spans:
            spans[role] = (inner, b)
    return spans


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a bracket between its own commas, white space at their ends left out."""
    depth, begin = 0, start
    for i in range(start, end + 1):
        slash = i < end and text[i] == "/" and shapes.is_version(text[begin:i].strip()[-12:] or "x")
        if i == end or (
            depth == 0 and (text[i] in "，,；;、" or (slash and not shapes.is_version(text[i + 1 : end])))
        ):
            a, b = begin, i
            while a < b and text[a].isspace():
                a += 1
            while b > a and text[b - 1].isspace():
                b -= 1
            if a < b:
                yield a, b
            begin = i + 1
        else:
            depth += (text[i] in _OPENING) - (text[i] in _CLOSING)


def _key(found: _Found) -> tuple[str, ...]:
    return tuple(fold(found.values.get(role, "")) for role in ("app", "version", "store"))


def _row(reading: Reading, number: int, found: _Found) -> Row:
    return Row(number, found.values, [found.raw], found.problems, {}, found.spans, reading.file)
