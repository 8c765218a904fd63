"""Tables into lists of apps: which tables and parts of tables are one list, and which list a row is in.

A list may run over several tables (pages, pictures) and a table may hold several lists. `nlp/columns.py` says what
columns mean, `nlp/body.py` takes the rows; `nlp/classed.py` and `nlp/misread.py` look at a list when it is whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from nlp.body import Body
from nlp.classed import classed
from nlp.columns import Columns, Line, guess, header_at, placed, printed, straightened, told, turned
from nlp.inline import inline_lists
from nlp.misread import with_stores
from nlp.plainlist import plain_lists
from nlp.rows import AppList, Row
from store.records import Issue, Reading, Table


@dataclass
class _Part:
    """Lines of a table under one header, or under none."""

    header: Columns | None
    title: Line  # the title row just above the header; empty where there is none
    lines: list[Line]


def lists(readings: Sequence[Reading]) -> list[AppList]:
    """The lists of apps in one item's readings, in order; tables that list no apps give none."""
    tables = _Tables()
    for reading in readings:
        tables.begin(reading)
        for table in reading.tables:
            tables.take(reading, table)
    tables.close()
    found = tables.found
    if not any(app_list.apps for app_list in found):
        found += [part for reading in readings for part in inline_lists(reading) or plain_lists(reading)]
    return [app_list for app_list in map(_checked, found) if app_list.rows]


class _Tables:
    """Takes the tables of an item in order; the list that is open goes on until another one begins."""

    def __init__(self) -> None:
        self.found: list[AppList] = []
        self.body: Body | None = None
        self.columns: Columns | None = None
        self.caption = ""
        self.reading: Reading | None = None

    def begin(self, reading: Reading) -> None:
        """A new document: the list goes on only from picture to picture."""
        before, self.reading = self.reading, reading
        if before is None or not (_picture(before) and _picture(reading)):
            self.close()

    def take(self, reading: Reading, table: Table) -> None:
        """One table, part by part."""
        rows = [row for row in table.rows() if any(cell.text for cell in row)]
        if not rows:
            return
        if sideways := turned(rows):
            lines = [list(line) for line in zip(*rows, strict=True)][1:]
            self.open(reading, table, sideways, table.caption, lines)
            self.close()
            return
        for number, part in enumerate(_parts(rows)):
            if part.header is None:
                self.go_on(reading, table, part, max(cell.col for row in rows for cell in row))
            elif self.body and self.same(part, number > 0):
                self.body.turn(reading.file, table.number, part.header)
                self.lines([part.title, *part.lines] if part.title else part.lines)
            elif "app" in part.header.roles.values():
                self.open(
                    reading,
                    table,
                    part.header,
                    _text(part.title) or (table.caption if not number else ""),
                    part.lines,
                )
            else:
                self.close()

    def same(self, part: _Part, same_table: bool) -> bool:
        """Whether a part with a header of its own goes on with the open list, by its columns and numbers."""
        if not (self.body and self.columns and part.header):
            return False
        first = next(iter(part.header.unfolded(part.lines)), [])
        follows = next((printed(c.text) for c in first if part.header.role(c) == "number"), None)
        if same_table:
            return part.header.roles == self.columns.roles and follows != 1
        last = self.body.last_number()
        alike = set(part.header.headings) == set(self.columns.headings)
        return bool(alike and last and follows == last + 1)

    def go_on(self, reading: Reading, table: Table, part: _Part, width: int) -> None:
        """A table without a header: the open list's, or a list told by its cells."""
        if self.body and self.columns and self.columns.width == width:
            self.body.turn(reading.file, table.number, self.columns)
            self.lines(part.lines)
            return
        if self.body is None and (columns := guess(part.lines, width)):
            self.open(reading, table, columns, table.caption, part.lines)
        elif self.body and self.columns and table.number != self.body.table and len(part.lines[0]) > 1:
            raw = [cell.raw for line in part.lines for cell in line if cell.text][:50]
            text = "A table without a header has other columns than the list above it; it was not read."
            self.body.issues.append(
                Issue(code="table_not_read", text=text, where=_where(reading, table), raw=raw)
            )

    def open(self, reading: Reading, table: Table, columns: Columns, caption: str, lines: list[Line]) -> None:
        """Begins a list."""
        self.close()
        where = _where(reading, table)
        self.columns = straightened(told(placed(columns, lines), lines, where), lines, where)
        self.caption = caption
        self.body = Body(reading.file, table.number, self.columns, soft=_soft(reading, table))
        self.body.issues += [issue.model_copy(update={"where": where}) for issue in self.columns.issues]
        self.lines(lines)

    def lines(self, lines: list[Line]) -> None:
        if self.body and self.columns:
            for line in self.columns.unfolded(lines):
                self.body.take(line)

    def close(self) -> None:
        """Ends the open list."""
        if self.body and self.columns:
            righted, issues = with_stores(self.body.finish())
            rows, headings = classed(righted, self.columns.headings)
            first = rows[0] if rows else None
            if first:
                self.found.append(
                    AppList(
                        rows, headings, [*self.body.issues, *issues], first.file, first.table, self.caption
                    )
                )
        self.body = self.columns = None


def _parts(rows: list[Line]) -> Iterator[_Part]:
    """A table cut at its headers; a title row just above a header belongs to it."""
    part = _Part(None, [], [])
    index = 0
    while index < len(rows):
        header = header_at(rows, index)
        if header is None:
            part.lines.append(rows[index])
            index += 1
            continue
        title = _title(part.lines)
        if part.header or part.lines:
            yield part
        part = _Part(header[0], title, [])
        index += header[1]
    if part.header or part.lines:
        yield part


def _title(lines: list[Line]) -> Line:
    """The row that says one thing only at the end of the lines, taken off them."""
    if not lines or len({cell.text for cell in lines[-1] if cell.text}) != 1:
        return []
    return lines.pop()


def _text(line: Line) -> str:
    return next((cell.text for cell in line if cell.text), "")


def _picture(reading: Reading) -> bool:
    return reading.media_type.startswith("image/")


def _soft(reading: Reading, table: Table) -> bool:
    """Whether a line may end in a cell because the column does: on pages and pictures, also those inside Word files."""
    recognised = any(cell.confidence is not None for cell in table.cells)
    return reading.media_type == "application/pdf" or _picture(reading) or recognised


def _where(reading: Reading, table: Table) -> str:
    return f"{reading.file or 'page'}, table {table.number + 1}"


def _checked(app_list: AppList) -> AppList:
    """The list with an issue for gaps in its 序号 and for numbers met twice."""
    if app_list.table is None:
        return app_list
    numbers = _printed(app_list.rows)
    where = f"{app_list.file or 'page'}, table {app_list.table + 1}"
    issues = list(app_list.issues)
    jumps = [f"after {a} comes {b}" for a, b in pairwise(numbers) if b - a > 1]
    if jumps:
        text = f"Numbers are missing from the list: {', '.join(jumps[:20])}."
        issues.append(Issue(code="number_gap", text=text, where=where))
    twice = [str(a) for a, b in pairwise(numbers) if a == b]
    if twice:
        text = f"Numbers stand before more than one app: {', '.join(twice[:20])}."
        issues.append(Issue(code="number_twice", text=text, where=where))
    return replace(app_list, issues=issues)


def _printed(rows: Sequence[Row]) -> list[int]:
    found = (printed(row.values.get("number", "")) for row in rows)
    return [number for number in found if number is not None]
