"""The cells of an HTML table, rowspan and colspan repeated over what they cover.

A table is written out as XML in one piece, its tags are replaced by marks of one sign, and the text is cut at these: a
list of hundreds of rows costs little more than the parsing of its bytes.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable
from copy import deepcopy
from itertools import repeat

from lxml import etree
from pydantic import BaseModel

from nlp.clean import suspect, tidy
from store.records import Cell

Element = etree._Element
_Fields = dict[str, object]

_BLOCK_NAMES = """
address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6
header hr li main nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
BLOCKS = frozenset(_BLOCK_NAMES.split())
MARKS = tuple("\ufdd0\ufdd1\ufdd2\ufdd3\ufdd4")  # no characters: Unicode keeps them for such use
_ROW, _CELL, _SPANS, _LINE, _END = MARKS
MOST_CELLS = 200_000
_AROUND = f"{_LINE} "
_WIDEST = 200
_TALLEST = 10_000
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([^\s/>]+)")
_BESIDE = _END + _CELL
_PUT: list[Callable[[Cell, object], None]] = [
    BaseModel.__dict__[part].__set__ for part in BaseModel.__slots__
]
_SET = {"row", "col", "text", "raw", "spanned"}
_GAPS = [f"{before} {after}" for before, after in ((_END, _CELL), (_ROW, _CELL), (_END, _ROW))]
_SPAN = {side: re.compile(rf'\s{side}="([^"]*)"') for side in ("rowspan", "colspan")}
_NESTED = re.compile(rf"{_CELL}[^{_CELL}{_END}]*(?:{_CELL}|\Z)")  # in what stands between two marks of rows
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#13;", "\r"), ("&amp;", "&"))


class _Marks(dict[str, str]):
    """The mark of each tag: a row's, a cell's with its spans, a line's, none for a tag inside a line."""

    def __missing__(self, tag: str) -> str:
        named = _NAME.match(tag)
        name = named[1] if named else ""
        begins, ends = (_LINE, "") if name in BLOCKS or name == "br" else ("", "")
        if name == "tr":
            begins = ends = _ROW
        elif name in ("td", "th"):
            begins, ends = _CELL + _spans(tag), _END
        alone = begins + (ends if tag.endswith("/>") else "")
        self[tag] = mark = (ends or begins) if tag.startswith("</") else alone
        return mark


_BARE = (  # what most tags of a list are
    ("</p></td>", _END),
    ("<td><p>", _CELL),
    ("</td>", _END),
    ("<td>", _CELL),
    ("</p>", _LINE),
    ("<p>", _LINE),
    ("</tr>", _ROW),
    ("<tr>", _ROW),
)


def _spans(tag: str) -> str:
    down, across = (found[1] if (found := span.search(tag)) else "" for span in _SPAN.values())
    return f"{down}{_SPANS}{across}{_SPANS}" if down or across else ""


def _marked(table: Element) -> str:
    """A table as text with marks in place of its tags, white space single."""
    text, marks = etree.tostring(table, encoding="unicode", with_tail=False), _Marks()
    for tag, mark in _BARE:
        text = text.replace(tag, mark)
    if "<" in text:
        pieces = _TAG.split(text)
        pieces[1::2] = map(marks.__getitem__, pieces[1::2])
        text = "".join(pieces)
    if "&" in text:
        for name, sign in _ENTITIES:
            text = text.replace(name, sign)
    text = " ".join(text.split())
    for gap in _GAPS if " " in text else ():
        text = text.replace(gap, gap[0] + gap[-1])
    return text


def _flat(table: Element) -> Element:
    """A table whose cells hold none: those of tables inside it are lines of the cell that they stand in."""
    copy = deepcopy(table)
    inside, inner = 0, []
    for event, node in etree.iterwalk(copy, events=("start", "end"), tag=("td", "th", "tr")):
        if event == "start" and inside:
            inner.append(node)
        if node.tag != "tr":
            inside += 1 if event == "start" else -1
    for node in inner:
        node.tag = "div"
    return copy


def spread(table: Element) -> list[Cell]:
    """The cells of a table, about MOST_CELLS at most; tables inside it are text of the cell that they stand in."""
    rows = _rows(_marked(table))
    if rows is None:
        rows = _rows(_marked(_flat(table))) or []
    if _are_plain(rows):
        return _made(_fields(enumerate(rows, 1)))
    cells: list[_Fields] = []
    owed: dict[int, tuple[int, _Fields]] = {}  # column -> rows still covered, the cell that covers them
    for row, texts in enumerate(rows, start=1):
        if len(cells) >= MOST_CELLS:
            break
        together = _CELL.join(texts)
        if owed or _SPANS in together:
            _spread(cells, owed, row, texts)
            continue
        if _LINE in together:
            texts = [_lines(text) for text in texts]
            together = _CELL.join(texts)
        made = _fields([(row, texts)])
        if suspect(together):
            for cell, raw in zip(made, texts, strict=True):
                cell["text"] = tidy(raw)
        cells += made
    return _made(cells)


def _are_plain(rows: list[list[str]]) -> bool:
    """Whether every cell of a table takes one place and says its text as it is, as in many lists."""
    whole = _CELL.join(map(_CELL.join, rows))
    return not (suspect(whole) or _SPANS in whole or _LINE in whole) and whole.count(_CELL) < MOST_CELLS


def _rows(marked: str) -> list[list[str]] | None:
    """The texts between the beginning and the end of each cell, row by row; None where a cell holds others."""
    rows = []
    for i, row in enumerate(marked.split(_ROW)):
        if row.startswith(_CELL) and row.endswith(_END) and row.count(_CELL) == row.count(_BESIDE) + 1:
            texts = row[1:-1].split(_BESIDE)
        elif _NESTED.search(row):
            return None
        elif i % 2 or _CELL in row:
            texts = [text.partition(_END)[0] for text in row.split(_CELL)[1:]]
        else:
            continue
        rows.append([text.strip(_AROUND) for text in texts] if _LINE in row or " " in row else texts)
    return rows


def _fields(rows: Iterable[tuple[int, list[str]]], first: int = 1) -> list[_Fields]:
    """What the cells of rows consist of that begin in the column `first` and need no tidying."""
    return [
        {
            "row": row, "col": col, "text": text, "raw": text,
            "spanned": False, "page": None, "box": None, "confidence": None,
        }
        for row, texts in rows
        for col, text in enumerate(texts, first)
    ]  # fmt: skip


def _repeated(cell: _Fields, row: int, col: int) -> _Fields:
    return {**cell, "row": row, "col": col, "spanned": True}


def _made(cells: list[_Fields]) -> list[Cell]:
    """Cells made without validation, which takes over twice the time; their values are clean."""
    made = list(map(Cell.__new__, repeat(Cell, len(cells))))
    parts: tuple[Iterable[object], ...] = (cells, repeat(_SET), repeat(None), repeat(None))
    for put, values in zip(_PUT, parts, strict=True):
        deque(map(put, made, values), maxlen=0)
    return made


def _lines(marked: str) -> str:
    """A cell's text with a newline for each paragraph and <br>."""
    lines = [line.strip() for line in marked.split(_LINE)]
    return "\n".join([line for line in lines if line])


def _spread(cells: list[_Fields], owed: dict[int, tuple[int, _Fields]], row: int, texts: list[str]) -> None:
    """Adds a row some of whose places cells from the rows above cover, or that has merged cells itself."""
    col = 1
    for text in texts:
        if owed:
            col = _repay(cells, owed, row, col)
        down = across = 1
        if _SPANS in text:
            spans, _, rest = text.partition(_SPANS)
            wide, _, text = rest.partition(_SPANS)
            down, across = _span(spans, _TALLEST, _TALLEST), _span(wide, _WIDEST, 1)
        raw = _lines(text)
        (cell,) = _fields([(row, [raw])], col)
        cell["text"] = tidy(raw)
        cells.append(cell)
        for beside in range(col, col + across):
            if beside > col:
                cells.append(_repeated(cell, row, beside))
            if down > 1:
                owed[beside] = (down - 1, cell)
        col += across
        if len(cells) >= MOST_CELLS:
            break
    while owed and any(c >= col for c in owed):
        before = col
        col = _repay(cells, owed, row, col)
        col += col == before


def _repay(cells: list[_Fields], owed: dict[int, tuple[int, _Fields]], row: int, col: int) -> int:
    """Repeats the cells from rows above that cover `col` and on; the first free column."""
    while col in owed:
        left, cell = owed.pop(col)
        cells.append(_repeated(cell, row, col))
        if left > 1:
            owed[col] = (left - 1, cell)
        col += 1
    return col


def _span(value: str, most: int, zero: int) -> int:
    """How many rows or columns a cell covers; `zero` is what browsers make of a 0."""
    number = re.match(r"\s*(\d{1,5})", value)
    return min(int(number[1]), most) or zero if number else 1
