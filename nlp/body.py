"""The rows below a list's header, one after another: which are apps, which carry on the row above, which are refused."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp import shapes
from nlp.clean import join_lines, tidy
from nlp.columns import Columns, printed
from nlp.headings import is_header
from nlp.problems import split_problems
from nlp.rows import Problem, Row
from nlp.settle import Settler, repairs, row_issue
from store.records import Cell, Issue

_ENUMERATED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*)+")
_JOINED = ("app", "developer", "version", "store", "filing_number", "category", "kind")


class Body:
    """Takes the rows of one list in order."""

    def __init__(self, file: str, table: int, columns: Columns, soft: bool) -> None:
        self.file, self.table, self.columns, self.soft = file, table, columns, soft
        self.order = list(dict.fromkeys(columns.roles[col] for col in sorted(columns.roles)))
        self.has = set(self.order)
        self.rows: list[Row] = []
        self.issues: list[Issue] = []
        self.section = ""
        self.section_cell: Cell | None = None

    def turn(self, file: str, table: int, columns: Columns) -> None:
        """The list goes on in another table, or under its header once more."""
        self.file, self.table = file, table
        if set(columns.roles.values()) == self.has and not self.columns.issues:
            self.columns = columns

    def last_number(self) -> int | None:
        """The 序号 of the last row."""
        return printed(self.rows[-1].values.get("number", "")) if self.rows else None

    def take(self, cells: list[Cell]) -> None:
        """One row of the table."""
        texts = [cell.text for cell in cells]
        distinct = list(dict.fromkeys(text for text in texts if text))
        if not distinct or is_header(texts) or shapes.is_note(distinct[0]):
            return
        if len(distinct) == 1:
            self.take_single(cells, distinct[0])
        elif self.carries_on(cells):
            self.join(cells)
        else:
            self.rows.append(self.row(cells))

    def finish(self) -> list[Row]:
        """The rows, those that do not fit mended or refused, numbered in order."""
        settler = Settler(self.order, self.soft)
        finished = [settler.settled(row) for row in self.rows]
        self.issues += [issue for row in finished for issue in row.issues]
        where = f"{finished[0].file or 'page'}, table {(finished[0].table or 0) + 1}" if finished else ""
        self.issues += repairs([cell for row in finished for cell in row.cells.values()], where)
        return [replace(row, number=i) for i, row in enumerate(finished, start=1)]

    # --- rows that are no app of their own ---------------------------------------------------------------------------

    def take_single(self, cells: list[Cell], text: str) -> None:
        """A row that says one thing only: a heading over all columns, a further problem, or a torn piece."""
        cell = next(c for c in cells if c.text)
        merged = len([c for c in cells if c.text]) > 1
        role = self.columns.role(cell)
        if not merged and self.rows and shapes.is_problem(text) and not _ENUMERATED.match(text):
            self.add_problems(cell)
        elif not merged and role == "app" and "number" not in self.has and len(self.has) <= 2:
            self.rows.append(self.row(cells))
        elif not merged and self.rows and len(cells) > 1 and role in {*_JOINED, "problems"}:
            self.join(cells)
        elif not shapes.is_number(text):
            self.section, self.section_cell = text, cell

    def carries_on(self, cells: list[Cell]) -> bool:
        """Whether this row goes on with the app above: its name is merged, missing, or a torn piece of it."""
        if not self.rows:
            return False
        last, by_role = self.rows[-1], self.by_role(cells)
        number, app = by_role.get("number"), by_role.get("app")
        if app and app.spanned and app.text and app.text == last.values.get("app"):
            return (
                number is None
                or number.spanned
                or not number.text
                or number.text == last.values.get("number")
            )
        if not app or not app.text:
            return number is None or not number.text or number.spanned
        if number and number.text and not number.spanned:
            return self.repeats(by_role, last)
        if "number" in self.has and not (number and number.spanned):
            return self.torn(by_role, last)
        return (
            "number" not in self.has
            and self.torn(by_role, last)
            and shapes.is_tail(self.text(by_role, "developer"))
        )

    def repeats(self, by_role: dict[str, Cell], last: Row) -> bool:
        """The same 序号, app and developer once more: a further problem."""
        keys = ("number", "app", "developer", "version")
        return all(self.text(by_role, key) == last.values.get(key, "") for key in keys)

    def torn(self, by_role: dict[str, Cell], last: Row) -> bool:
        """Whether a row without 序号 is the lower part of the row above, cut by a page end or a wrapped line."""
        developer, before = self.text(by_role, "developer"), last.values.get("developer", "")
        if developer:
            return shapes.is_tail(developer) or not shapes.is_firm(before)
        return not any(self.text(by_role, role) for role in ("version", "store")) or not last.values.get(
            "problems"
        )

    def join(self, cells: list[Cell]) -> None:
        """Adds the row's cells to those of the row above."""
        last, changed = self.rows[-1], {}
        for role, cell in self.by_role(cells).items():
            if not cell.text or cell.spanned or cell.text == last.values.get(role):
                continue
            if role == "problems":
                self.add_problems(cell, own=any(c.spanned for c in cells))
            elif role in _JOINED:
                changed[role] = tidy(join_lines([last.values.get(role, ""), cell.text]))
        last = self.rows[-1]
        raw = [*last.raw, *(c.raw for c in cells if c.text and not c.spanned)]
        issues = list(last.issues)
        if changed:
            issues.append(
                row_issue("row_joined", "A row was torn in two and has been joined.", replace(last, raw=raw))
            )
        self.rows[-1] = replace(last, values=last.values | changed, raw=raw, issues=issues)

    def add_problems(self, cell: Cell, own: bool = False) -> None:
        """More problems for the last row; a first line that only ends the wording above is joined to it.

        `own`: beside cells merged over rows, a problem has a row of its own.
        """
        last = self.rows[-1]
        problems = list(last.problems)
        if problems and not own:
            tail = problems.pop()
            texts = split_problems(f"{tail.text}\n{cell.raw}", self.soft)
            problems.append(replace(tail, text=texts[0]))
        else:
            texts = ["", *split_problems(cell.raw, self.soft)]
        problems += [
            Problem(text, cell, table=self.table)
            for text in texts[1:]
            if text not in {p.text for p in problems}
        ]
        values = last.values | {"problems": "；".join(p.text for p in problems)}
        self.rows[-1] = replace(last, values=values, problems=problems, cells={"problems": cell} | last.cells)

    # --- rows of their own ---------------------------------------------------------------------------------------------

    def by_role(self, cells: list[Cell]) -> dict[str, Cell]:
        return {role: c for c in cells if (role := self.columns.role(c)) not in ("", "other")}

    def text(self, by_role: dict[str, Cell], role: str) -> str:
        return by_role[role].text if role in by_role else ""

    def row(self, cells: list[Cell]) -> Row:
        by_role = {role: cell for role, cell in self.by_role(cells).items() if cell.text}
        values = {role: cell.text for role, cell in by_role.items()}
        problems = []
        if "problems" in by_role:
            told = [c for c in cells if c.text and self.columns.role(c) == "problems"]
            problems = [Problem(text, c) for c in told for text in split_problems(c.raw, self.soft)]
            values["problems"] = "；".join(c.text for c in told)
        elif "problems" not in self.has and self.section_cell:
            section = _ENUMERATED.sub("", self.section)
            problems = [Problem(section, self.section_cell)] if shapes.is_problem(section) else []
        return Row(
            number=len(self.rows) + 1,
            values=values,
            raw=[cell.raw for cell in cells],
            problems=problems,
            cells=by_role,
            file=self.file,
            table=self.table,
            section=self.section,
        )
