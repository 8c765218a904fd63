"""Lists of apps that stand one a line in running text, with or without headings that say what is wrong with each group.

A line is an app's where its cells say so (`nlp/fields.py`); bare names under a problem's heading are apps only where as
many are found as the text states.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp import shapes
from nlp.clean import tidy
from nlp.fields import NUMBER, Fields, fields, labelled, may_be_app
from nlp.headings import is_header, role_of
from nlp.problems import split_problems
from nlp.rows import AppList, Problem, Row, Span
from nlp.view import view as view_of
from store.records import Reading
from store.vocab import fold

_OF_APPS = re.compile(r"APP|小程序|SDK|应用|软件|客户端|智能终端|\bapps?\b", re.IGNORECASE)
_STATED = re.compile(r"(\d{1,3})\s?[款个家]")
_LINE = re.compile(r"[^\n]+")
_HEADING_TAIL = re.compile(
    r"(?:[，,。:]?\s?(?:共|均)?(?:涉及|包括|有)(?:\s?\d+\s?[款个])?[^，。:]{0,8}|[，,(]?\s?(?:共\s?)?\d+\s?[款个][^，。:]{0,8})?[:。]?\s*$"
)
_PART = re.compile(r"(?<=[；;。])\s*(?=\(?\d{1,2}(?:[、)．]|\.(?!\d)))")
_TAG = re.compile(
    r"【([^【】\n]{1,30})】(?P<bare>[ \t]*(?:$|[(|·]|ver|version|版本|[vV]?\d+\.\d|[ \t]))?", re.M
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_CHINESE = 0.1  # a text with a smaller share of Chinese characters is not Chinese
_MOST_CELLS = 7
_LEADS = re.compile(r"[^“《\n]{2,60}:\s?(?=[“《])")  # words before the first name of several in one line
_LONGEST_ROW = 110  # of a row that tells no more than a name and a problem
_LONGEST_LINE = 400
_LONGEST_HEADING = 60


_NARRATES = re.compile(r"[依根]据《|处以|责令|(?:给予|予以)[^，。]{0,8}(?:警告|处罚)")  # a case told, no row


@dataclass
class _App:
    """One app as first met, with the problems of every line that lists it."""

    spans: dict[str, Span]
    section: str
    sure: bool
    problems: list[Problem] = field(default_factory=list)


@dataclass
class _Lines:
    """Takes the lines of a reading in order."""

    reading: Reading
    view: str
    apps: dict[tuple[str, ...], _App] = field(default_factory=dict)
    section: str = ""
    shared: Problem | None = None  # the problem of the heading above
    last: _App | None = None

    def take(self, start: int, end: int) -> None:
        """One line: an app, several under one heading, a heading, or more of the app above."""
        number = NUMBER.match(self.view, start, end)
        at = number.end() if number else start
        found = fields(self.view, at, end)
        if labelled(self.view, at, end) and self.goes_on(found):
            return
        if self.run(at, end):
            return
        if found.problems and _NARRATES.search(self.view, *found.problems):
            self.other(at, end, number is not None)
            return
        if _is_row(found, numbered=number is not None) and (found.detailed or not self.tells(at, end)):
            self.add(found, sure=found.detailed or bool(found.problems))
        elif self.headed(at, end) or self.names(at, end):
            return
        elif found.problems and "app" not in found.spans and end - at <= _LONGEST_HEADING:
            self.problem_line(at, end, number is not None, found.problems)
        else:
            self.other(at, end, number is not None)

    def tells(self, start: int, end: int) -> bool:
        """Whether a line is prose rather than a row: long, or with a sentence that ends inside it."""
        return end - start > _LONGEST_ROW or self.view.find("。", start, end - 1) >= 0

    def add(self, found: Fields, sure: bool) -> None:
        key = tuple(
            fold(self.view[slice(*found.spans.get(role, (0, 0)))]) for role in ("app", "version", "store")
        )
        app = self.apps.setdefault(key, _App(found.spans, self.section, sure))
        app.sure = app.sure or sure
        told = self.problems(found.problems) if found.problems else [self.shared] if self.shared else []
        app.problems += [p for p in told if p.text not in {q.text for q in app.problems}]
        self.last = app

    def problems(self, span: Span) -> list[Problem]:
        raw = self.reading.text[slice(*span)]
        return [Problem(text, span=span) for text in split_problems(raw, False)]

    def goes_on(self, found: Fields) -> bool:
        """A labelled line: it begins an app by its name, or tells more of the last one."""
        if "app" in found.spans:
            self.add(found, sure=found.detailed)
            return True
        if self.last is None or not (found.spans or found.problems):
            return False
        self.last.sure = self.last.sure or found.detailed
        self.last.spans = found.spans | self.last.spans
        self.last.problems += self.problems(found.problems) if found.problems else []
        return True

    def headed(self, start: int, end: int) -> bool:
        """A problem, a colon and the names of apps that have it, all in one line."""
        colon = self.view.find(":", start, end)
        if not start < colon < end - 2 or colon - start > _LONGEST_HEADING:
            return False
        heading = fields(self.view, start, colon)
        if not heading.problems or "app" in heading.spans:
            return False
        before, self.shared = self.shared, self.heading(start, colon)
        if self.names(colon + 1, end):
            return True
        self.shared = before
        return False

    def run(self, start: int, end: int) -> bool:
        """Several marked names in one line, each with its details in a bracket."""
        found = [fields(self.view, a, b) for a, b in between(self.view, start, end)]
        if len(found) < 2 or not all(
            "app" in f.spans and f.marked and f.detailed and not f.problems for f in found
        ):
            return False
        for name in found:
            self.add(name, sure=True)
        return True

    def names(self, start: int, end: int) -> bool:
        """The apps of a line of names under a problem's heading."""
        if not self.shared:
            return False
        found = [fields(self.view, a, b) for a, b in between(self.view, start, end)]
        if not found or not all("app" in f.spans and not f.problems and _whole(self.view, f) for f in found):
            return False
        for name in found:
            self.add(name, sure=name.detailed)
        return True

    def heading(self, start: int, end: int) -> Problem:
        """A heading's problem without what only counts the apps below it."""
        tail = _HEADING_TAIL.search(self.view, start, end)
        stop = tail.start() if tail and tail.start() > start else end
        return Problem(self.reading.text[start:stop], span=(start, stop))

    def problem_line(self, start: int, end: int, numbered: bool, span: Span) -> None:
        """A heading over apps, or one more problem of the app above where the line carries no number."""
        if self.last and not numbered:
            self.last.problems += self.problems(span)
            return
        self.shared = self.heading(start, end)
        self.last = None

    def other(self, start: int, end: int, numbered: bool) -> None:
        """A line that lists nothing: a short one with a number may say what the next apps are."""
        self.last = None
        if end - start > _LONGEST_HEADING:
            self.shared, self.section = None, ""
        elif numbered:
            self.shared, self.section = None, self.reading.text[start:end].strip()


def line_list(reading: Reading) -> AppList | None:
    """The list of a reading whose apps stand one a line; at least two, or as many as the text states."""
    view = _LINE.sub(_barred, _TAG.sub(_label, view_of(reading.text)))
    if not _OF_APPS.search(view) or len(_HAN.findall(view)) < len(view) * _CHINESE:
        return None  # the shapes of lines are Chinese ones
    lines = _Lines(reading, view)
    for line in _LINE.finditer(view):
        for start, end in _parts(view, *line.span()):
            cells = re.split(r"[ \t|│┃]+", view[start:end].strip(" |│┃"))
            if len(cells[0]) and end - start <= _LONGEST_LINE and not is_header(cells):
                lines.take(start, end)
    stated = {int(n) for n in _STATED.findall(view)}
    apps = list(lines.apps.values())
    if len(apps) not in stated:
        apps = [app for app in apps if app.sure]
    if len(apps) < 2 and len(apps) not in stated:
        return None
    rows = [row_of(reading, i, app.spans, app.problems, app.section) for i, app in enumerate(apps, start=1)]
    return AppList(rows, {}, [], reading.file) if rows else None


def _label(tag: re.Match[str]) -> str:
    """【版本】 as a label with a colon, and another name in such brackets in quotes; of the same length."""
    if role_of(tag[1]):
        return f" {tag[1]}:" + (tag["bare"] or "")
    return f"“{tag[1]}”{tag['bare']}" if tag["bare"] is not None and may_be_app(tag[1]) else tag[0]


def _barred(line: re.Match[str]) -> str:
    """A line whose cells slashes, dots or 、 part, with bars instead."""
    text = line[0].replace(" · ", " | ").replace(" • ", " | ")
    if text.count("/") > 1 and "://" not in text:
        return text.replace("/", "|")
    return _listed_cells(text)


def _listed_cells(text: str) -> str:
    """Cells that 、 parts: a firm among them and a version; what follows both is left alone."""
    if text.count("、") < 3 or len(text) > _LONGEST_LINE:
        return text
    cells = text.split("、")
    firm = next((i for i, cell in enumerate(cells) if i and shapes.is_legal(cell)), None)
    version = next((i for i, cell in enumerate(cells) if i and shapes.is_dotted(cell)), None)
    if firm is None or version is None or max(firm, version) > _MOST_CELLS:
        return text
    last = max(firm, version) + 1
    return "|".join(cells[:last]) + "|" + "、".join(cells[last:]) if cells[last:] else "|".join(cells)


def _parts(view: str, start: int, end: int) -> Iterator[Span]:
    """A line cut at the numbers that count apps in it, or between semicolons where each part is an app's."""
    for cut in [*_PART.finditer(view, start, end), None]:
        stop = cut.start() if cut else end
        semis = [m.end() for m in re.finditer("[；;]", view[start:stop])]
        ends = [*(start + at for at in semis if start + at < stop), stop]
        lead = _LEADS.match(view, start, stop)
        begins = [lead.end() if lead else start, *ends[:-1]]
        if len(ends) > 1 and all(
            _is_row(fields(view, a, b), False) for a, b in zip(begins, ends, strict=True)
        ):
            yield from zip(begins, ends, strict=True)
        else:
            yield start, stop
        start = stop


def _is_row(found: Fields, numbered: bool) -> bool:
    """Whether a line with a name is an app's: it has details, or a marked name and what is wrong with it."""
    if "app" not in found.spans:
        return False
    if not found.marked and not (found.whole and (numbered or {"developer", "version"} & set(found.spans))):
        return False
    return found.detailed or (found.marked and (bool(found.problems) or numbered))


def _whole(view: str, found: Fields) -> bool:
    """Whether a name under a heading reads like one: marked, with details, or short and without sentence marks."""
    name = view[slice(*found.spans["app"])]
    return found.marked or found.detailed or (len(name) <= 16 and may_be_app(name) and " " not in name)


def between(view: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a line between 、 that stand in no bracket, without what ends the line."""
    depth, begin = 0, start
    tail = re.compile(r"(?:等\d*[款个]?(?:APP|App|应用)?)?[。；;，,]?\s*$").search(view, start, end)
    end = tail.start() if tail else end
    for i in range(start, end + 1):
        if i == end or (depth == 0 and view[i] == "、"):
            a, b = begin, i
            while a < b and view[a].isspace():
                a += 1
            if a < b:
                yield a, b
            begin = i + 1
        else:
            depth += (view[i] == "(") - (view[i] == ")")


def row_of(
    reading: Reading, number: int, spans: dict[str, Span], wrong: list[Problem], section: str = ""
) -> Row:
    """One app of a list of lines as a row."""
    values = {role: tidy(reading.text[a:b]) for role, (a, b) in spans.items()}
    return Row(number, values, [" ".join(values.values())], wrong, {}, spans, reading.file, section=section)
