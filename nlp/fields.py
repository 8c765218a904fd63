"""One line of text as one app of a list: its name first, then developer, version, store and problems in any order.

Cells may be parted by blanks, tabs, bars, commas or dashes, carry labels ("版本：1.2") or stand in a bracket. What a
cell is, its label or its shape says; words before the first such cell are the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp import shapes
from nlp.components import problems
from nlp.components.appnames import never_app
from nlp.components.entities import entity_start
from nlp.headings import role_of
from nlp.rows import Span

_HAN = "一二三四五六七八九十"
NUMBER = re.compile(
    rf"[\s|│┃║]*(?:\((?:\d{{1,3}}|[{_HAN}]{{1,3}})\)|(?:\d{{1,3}}|[{_HAN}]{{1,3}})(?:[、,，；;/]|\.(?!\d)|．)"
    rf"|\d{{1,3}}(?=[ \t|│┃║])|[{_HAN}]是|(?:〇|[^\w\s“《(,，。；、:—])+(?=\s*[\w“《]))\s*"
)
_MARKED = re.compile(r"(?P<mark>[“《])(?P<name>[^“”《》\n]{1,40})[”》](?:APP|App|app|小程序)?\s?")
_SEPARATOR = re.compile(r"[ \t|│┃║，,；;。→]|—+|-{2,}|:|(?<=[司室的])(?=[“《])|(?<=[”》])(?=[vV]?\d+\.)")
_LABEL = re.compile(r"(?:该|当前|固件)?(?P<label>[^\s:，；()“”《》\d]{1,12})\s?:\s?")
_BARE_FIRM = re.compile(
    r"(?:运营|开发|主办|研发)(?:者|方|商|主体|单位|企业|公司)(?:均|都|也|系)?(?:为|是)(?:个人(?:开发者)?)?(?=[^\s，。；])"
)
_BARE_PROBLEM = re.compile(r"(?:所涉|存在|涉及|主要)?问题(?:均|都|也)?(?:为|是)(?=[^\s，。；])")
_BARE_VERSION = re.compile(r"(?:当前|固件|应用|软件|APP|App)?版本号?(?:为|是)?\s?(?=[vV]?\d)")
_FIRM_FIRST = re.compile(
    r"(?:由)?(?P<firm>[^，。：:;“《]{4,40}?(?:公司|工作室|\)))(?:(?:所?(?:运营|开发)|旗下)?的|旗下)?$"
)
_ENDS = {
    "developer": re.compile(r"(?:\s?\(个人(?:开发者)?\)|(?<=[司室])(?:(?:所?(?:运营|开发)|旗下)?的|旗下))$"),
    "version": re.compile(r"(?<=\d)版$"),
}
_ANNOUNCES = re.compile(r"(?:共|均|主要)?(?:涉及|包括|包含|分别为|分别是)了?[:：]?\s?(?=[^\s，。；:]{2})")
_ROLES = ("app", "developer", "version", "store", "filing_number")
_LONGEST_NAME = 30
_OPENING, _CLOSING = "([【", ")]】"


@dataclass
class Fields:
    """What one line says of one app."""

    spans: dict[str, Span] = field(default_factory=dict)
    problems: Span | None = None
    marked: bool = False  # the name stands in quotes or 《》
    whole: bool = True  # the name is all that stands before the details

    @property
    def detailed(self) -> bool:
        """Whether more than a name and a problem was told."""
        return bool({"developer", "version", "store"} & set(self.spans))


def labelled(view: str, start: int, end: int) -> bool:
    """Whether a line begins with the label of a field."""
    label = _LABEL.match(view, start, end)
    return label is not None and label.end() < end and role_of(label["label"]) is not None


def fields(view: str, start: int, end: int) -> Fields:
    """The fields of one line of a view, its number or bullet left out; without "app" where it names none."""
    found = Fields()
    at = start
    if marked := _MARKED.match(view, start, end):
        found.marked, found.spans["app"] = True, marked.span("name")
        inside = _bracket(view, marked.end(), end)
        at = _take_bracket(view, found, inside) if inside else marked.end()
    head: list[Span] = []
    loose: list[Span] = []  # cells that say nothing of themselves, among those that do
    for a, b in _pieces(view, at, end):
        role, inner = _role(view, a, b)
        if found.problems and role not in _ROLES:
            found.problems = (found.problems[0], b)
        elif role == "problems":
            found.problems = found.problems or (inner, b)
        elif role in _ROLES and role not in found.spans:
            if role == "developer" and head and shapes.is_tail(view[inner:b]):
                inner = head.pop()[0]
            found.spans[role] = _value(view, role, inner, b)
        elif not role and not found.problems:
            _take_words(view, found, head, loose, (a, b))
    if len(loose) == 1 and "store" not in found.spans and _may_be_store(view[slice(*loose[0])]):
        found.spans["store"] = loose[0]
    if head and "app" not in found.spans:
        found.spans["app"] = (head[0][0], head[-1][1])
    if "app" in found.spans and not may_be_app(view[slice(*found.spans["app"])]):
        del found.spans["app"]
    return found


def _take_words(view: str, found: Fields, head: list[Span], loose: list[Span], piece: Span) -> None:
    """A piece that says nothing of itself: of the name, the torn end of the developer's, or a cell of its own."""
    if "app" not in found.spans and _may_go_on(found, head):
        _take_name(view, found, head, *piece)
    elif (
        "developer" in found.spans
        and len(view[slice(*piece)]) < 5
        and shapes.is_legal(_joined(view, found, piece[1]))
    ):
        found.spans["developer"] = (found.spans["developer"][0], piece[1])
    elif found.detailed:
        loose.append(piece)


def _take_name(view: str, found: Fields, head: list[Span], start: int, end: int) -> None:
    """A piece of the name; a version or a torn firm among such pieces is told by its shape."""
    role = ""
    if quoted := _MARKED.match(view, start, end):
        found.marked = True
        start, stop = quoted.span("name")
        if inside := _bracket(view, quoted.end(), end):
            _take_bracket(view, found, inside)
        end = stop
    else:
        if not head and (lead := _ANNOUNCES.match(view, start, end)):
            start = lead.end()
        start, end = _named(view, found, start, end)
        role, _ = _role(view, start, end)
    torn = re.sub(r"\s", "", view[head[-1][0] : end]) if head else ""
    if head and role == "version" and role not in found.spans:
        found.spans[role] = _value(view, role, start, end)
    elif head and view[head[-1][1] : start].strip():
        found.whole = False
    elif len(torn) > 6 and shapes.is_legal(torn):
        found.spans["developer"] = (head.pop()[0], end)
    else:
        head.append((start, end))


def _may_go_on(found: Fields, head: list[Span]) -> bool:
    """Whether words may still be the name: before any detail, or first behind the developer alone."""
    return not found.detailed or (not head and set(found.spans) == {"developer"})


def may_be_app(name: str) -> bool:
    """Whether words can be an app's name at all."""
    wrong = shapes.is_problem_piece(name) or shapes.is_legal(name) or shapes.is_title(name)
    return (
        1 < len(name) <= _LONGEST_NAME
        and re.search(r"\w", name) is not None
        and not never_app(name)
        and not wrong
        and not re.search(r"[:。；]|[，、]$|(?:管理局|委员会|办公室|化部|总局|厅)$|罚款|没收|万元|责令", name)
        and not (shapes.is_dotted(name) or shapes.is_deadline(name) or shapes.is_number(name))
        and not (shapes.is_date(name) or shapes.is_caption(name) or shapes.is_store(name))
    )


def _may_be_store(cell: str) -> bool:
    """Whether a cell beside a developer or version can be where the app was taken from."""
    known = shapes.listed(cell, "kinds") or shapes.listed(cell, "categories") or cell in shapes.places()
    return 2 <= len(cell) <= 12 and not known and not re.search(r"\d|[（(]|整改|下架|备案", cell)


def _joined(view: str, found: Fields, end: int) -> str:
    """The developer's name with a torn end put to it."""
    return re.sub(r"\s", "", view[found.spans["developer"][0] : end])


def _named(view: str, found: Fields, start: int, end: int) -> Span:
    """A piece of the name without the bracket behind it, whose fields are taken."""
    opening = view.find("(", start, end)
    if opening <= start or not view[start:end].rstrip().endswith(")"):
        return start, end
    before = set(found.spans)
    inside = _bracket(view, opening, end)
    if inside:
        _take_bracket(view, found, inside)
    return (start, opening) if set(found.spans) - before else (start, end)


def _take_bracket(view: str, found: Fields, inside: Span) -> int:
    """The fields of a bracket; returns where it ends."""
    for a, b in _pieces(view, *inside):
        role, inner = _role(view, a, b)
        if role == "problems":
            found.problems = found.problems or (inner, b)
        elif role in _ROLES and role not in found.spans:
            found.spans[role] = _value(view, role, inner, b)
        elif not role and "version" in found.spans and "store" not in found.spans and b - a < 12:
            found.spans["store"] = (a, b)
    return inside[1] + 1


def _role(view: str, start: int, end: int) -> tuple[str, int]:
    """What a piece is and where its value begins; "" for words that say nothing of themselves."""
    if (label := _LABEL.match(view, start, end)) and label.end() < end:
        role = role_of(label["label"]) or ""
        role = "app" if role == "app_if_alone" else role
        if role:
            return role, label.end()
    if bare := _BARE_VERSION.match(view, start, end):
        return "version", bare.end()
    if firm := _BARE_FIRM.match(view, start, end):
        return "developer", firm.end()
    if wrong := _BARE_PROBLEM.match(view, start, end):
        return "problems", wrong.end()
    text = view[start:end]
    if shapes.is_problem(text) or problems.codes(text):
        return "problems", start
    if shapes.is_dotted(text.removesuffix("版")) or re.fullmatch(r"[vV]\d[\w.]*", text):
        return "version", start
    if shapes.is_store(text):
        return "store", start
    if (firm := _FIRM_FIRST.fullmatch(text)) and shapes.is_legal(firm["firm"]):
        return "developer", start + firm.start("firm") + entity_start(firm["firm"])
    if shapes.is_legal(text):
        return "developer", start + entity_start(text)
    if shapes.is_firm(text) and len(text) > 8:
        return "developer", start
    return "", start


def _value(view: str, role: str, start: int, end: int) -> Span:
    """A field's value without what only says its kind: "（个人）", 版, "运营的"."""
    tail = _ENDS[role].search(view, start, end) if role in _ENDS else None
    return start, tail.start() if tail and tail.end() == end else end


def _bracket(view: str, at: int, end: int) -> Span | None:
    """The inside of the bracket that opens at a place, brackets in it included."""
    if at >= end or view[at] not in _OPENING:
        return None
    depth = 0
    for i in range(at, end):
        depth += (view[i] in _OPENING) - (view[i] in _CLOSING)
        if depth == 0:
            return at + 1, i
    return None


def _pieces(view: str, start: int, end: int) -> Iterator[Span]:
    """The parts of a line between separators that stand in no bracket; a label keeps its colon."""
    depth, begin, at = 0, start, start
    while at <= end:
        cut = _SEPARATOR.match(view, at, end) if depth == 0 and at < end else None
        if cut and (cut.end() == begin or (cut[0] and cut[0] in " :" and _labels(view, begin, at))):
            cut = None
        if cut or at == end:
            if view[begin:at].strip(" \t:"):
                yield _stripped(view, begin, at)
            at = begin = cut.end() if cut else at + 1
            continue
        depth = max(0, depth + (view[at] in _OPENING) - (view[at] in _CLOSING))
        at += 1


def _labels(view: str, start: int, at: int) -> bool:
    """Whether what stands before a colon or blank is a label with its colon to come or just passed."""
    label = view[start:at].strip()
    if view[at] == " ":
        return label.endswith(":") and role_of(label[:-1]) is not None
    return role_of(label) is not None


def _stripped(view: str, start: int, end: int) -> Span:
    while start < end and view[start] in " \t:":
        start += 1
    while end > start and view[end - 1] in " \t:":
        end -= 1
    return start, end
