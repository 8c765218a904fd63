"""Tables that lost their lines: one cell a line, or cells parted by tabs or bars, in text that was copied from a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nlp import shapes
from nlp.clean import tidy
from nlp.components import problems
from nlp.grouped import grouped_list
from nlp.headings import roles_of
from nlp.lines import line_list
from nlp.rows import AppList, Problem, Row, Span
from nlp.view import view
from store.records import Reading

_CELL = re.compile(r"[^\n\t|]*[^\n\t| \u3000\xa0][^\n\t|]*")
_CATEGORY = re.compile(r"[\u4e00-\u9fff、/]{2,12}(?:类|类别)?")
_FEWEST = 3  # headings in a row that make a header
_WIDEST = 12
_LONGEST = 60  # characters of a cell that is no problem


@dataclass(frozen=True)
class _Piece:
    start: int
    end: int
    text: str


def flat_lists(readings: Sequence[Reading]) -> list[AppList]:
    """The lists of readings whose tables are lines of text only, under a header or each telling by itself."""
    return [found for reading in readings if (found := _list(reading) or _told(reading)) is not None]


def _told(reading: Reading) -> AppList | None:
    """A list that lines or sentences tell: the reading of it that finds more apps."""
    by_line, by_group = line_list(reading), grouped_list(reading)
    if by_line is None or by_group is None:
        return by_line or by_group
    return by_group if len(by_group.rows) > len(by_line.rows) else by_line


def _list(reading: Reading) -> AppList | None:
    pieces = [_piece(m) for m in _CELL.finditer(reading.text)]
    rows: list[Row] = []
    headings: dict[str, str] = {}
    at = 0
    while at < len(pieces):
        roles = _header(pieces, at)
        if roles is None:
            at += 1
            continue
        headings = headings or dict(zip(roles, (p.text for p in pieces[at:]), strict=False))
        read = _rows if roles[0] == "number" else _unnumbered
        found, at = read(reading, pieces, at + len(roles), roles, len(rows))
        rows += found
    return AppList(rows, headings, [], reading.file) if rows else None


def _piece(match: re.Match[str]) -> _Piece:
    text = match[0].strip(" \u3000\xa0\r")
    start = match.start() + match[0].index(text)
    return _Piece(start, start + len(text), text)


def _header(pieces: list[_Piece], at: int) -> list[str] | None:
    """The roles of the header that begins at a piece: 序号 or the app's name first, and more."""
    texts = [p.text for p in pieces[at : at + _WIDEST]]
    if not texts or len(texts[0]) > 12 or roles_of(texts[:1]) not in (["number"], ["app"]):
        return None
    roles: list[str] = []
    for role in roles_of(texts):
        if role is None or re.search("[:：].", texts[len(roles)]):
            break
        roles.append(role)
    return roles if len(roles) >= _FEWEST and "app" in roles else None


def _rows(
    reading: Reading, pieces: list[_Piece], at: int, roles: list[str], done: int
) -> tuple[list[Row], int]:
    """The rows below a header, told by their counting numbers."""
    rows: list[Row] = []
    at = _past_category(pieces, at)
    number = int(pieces[at].text) if at < len(pieces) and pieces[at].text.isdigit() else 0
    while at < len(pieces) and pieces[at].text == str(number):
        end = _end(pieces, at, number, len(roles))
        cells = pieces[at:end]
        if len(cells) < min(3, len(roles)):
            break
        rows.append(_row(reading, cells, roles, done + len(rows) + 1))
        at, number = _past_category(pieces, end), number + 1
    return rows, at


def _past_category(pieces: list[_Piece], at: int) -> int:
    """Past a cell that tells the category of the rows below it, where a counting number follows it."""
    between = at + 1 < len(pieces) and not pieces[at].text.isdigit() and pieces[at + 1].text.isdigit()
    return at + 1 if between and _CATEGORY.fullmatch(pieces[at].text) else at


def _unnumbered(
    reading: Reading, pieces: list[_Piece], at: int, roles: list[str], done: int
) -> tuple[list[Row], int]:
    """The rows below a header without 序号: as many cells each as it has headings, while they are of their kinds."""
    rows: list[Row] = []
    while _fits(cells := pieces[at : at + len(roles)], roles):
        rows.append(_row(reading, cells, roles, done + len(rows) + 1))
        at += len(roles)
    return rows, at


def _fits(cells: list[_Piece], roles: list[str]) -> bool:
    """Whether cells are a row: a firm or person, a version and a problem under their headings, at least one of them."""
    tests: dict[str, Callable[[str], bool]] = {
        "developer": lambda text: shapes.is_firm(text) or "个人" in text,
        "version": shapes.is_version,
        "problems": lambda text: bool(problems.codes(view(text))),
    }
    if len(cells) < len(roles) or not set(tests) & set(roles):
        return False
    return all(tests[role](cell.text) for role, cell in zip(roles, cells, strict=True) if role in tests)


def _end(pieces: list[_Piece], at: int, number: int, width: int) -> int:
    """Where a row ends: at the next number, a header, or after what is no problem any more."""
    end = at + 1
    while end < len(pieces):
        text = pieces[end].text
        filled = end - at
        if text == str(number + 1) or _header(pieces, end) is not None:
            break
        if filled >= width and not problems.codes(view(text)):
            break
        if len(text) > _LONGEST and not problems.codes(view(text)):
            break
        end += 1
    return end


def _row(reading: Reading, cells: list[_Piece], roles: list[str], number: int) -> Row:
    values: dict[str, str] = {}
    spans: dict[str, Span] = {}
    found: list[Problem] = []
    for index, cell in enumerate(cells):
        role = roles[min(index, len(roles) - 1)]
        if role == "problems" or index >= len(roles):
            found.append(Problem(tidy(cell.text), span=(cell.start, cell.end)))
        elif role not in values:
            values[role], spans[role] = tidy(cell.text), (cell.start, cell.end)
    name = values.get("app", "")
    refused = not name or shapes.is_number(name) or shapes.is_legal(name)
    return Row(number, values, [c.text for c in cells], found, {}, spans, reading.file, refused=refused)
