"""The rows below a list's header, one after another: which are apps, which carry on the row above, which are refused."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp import shapes
from nlp.clean import join_lines, tidy
from nlp.headings import is_header
from nlp.mend import displaced_bracket, mend, misfits
from nlp.problems import split_problems
from nlp.rows import Problem, Row
from store.records import Cell, Issue

_ENUMERATED = re.compile(r"^\s*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]\s*)+")
_JOINED = ("app", "developer", "version", "store", "filing_number", "category")


class Body:
    """Takes the rows of one list in order."""

    def __init__(self, file: str, table: int, roles: dict[int, str], soft: bool, where: str) -> None:
        self.file, self.table, self.roles, self.soft, self.where = file, table, roles, soft, where
        self.has = set(roles.values())
        self.order = [roles[col] for col in sorted(roles)]
        self.rows: list[Row] = []
        self.issues: list[Issue] = []
        self.section = ""
        self.section_cell: Cell | None = None

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
        finished = [self.settled(row) for row in self.rows]
        self.issues += [issue for row in finished for issue in row.issues]
        self.issues += _repairs([cell for row in finished for cell in row.cells.values()], self.where)
        return [replace(row, number=i) for i, row in enumerate(finished, start=1)]

    # --- rows that are no app of their own ---------------------------------------------------------------------------

    def take_single(self, cells: list[Cell], text: str) -> None:
        """A row that says one thing only: a heading over all columns, a further problem, or a torn piece."""
        cell = next(c for c in cells if c.text)
        merged = len([c for c in cells if c.text]) > 1
        role = self.roles.get(cell.col, "")
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
                self.add_problems(cell)
            elif role in _JOINED:
                changed[role] = tidy(join_lines([last.values.get(role, ""), cell.text]))
        last = self.rows[-1]
        raw = [*last.raw, *(c.raw for c in cells if c.text and not c.spanned)]
        issues = list(last.issues)
        if changed:
            issues.append(
                self.issue("row_joined", "A row was torn in two and has been joined.", raw, cells[0].row)
            )
        self.rows[-1] = replace(last, values=last.values | changed, raw=raw, issues=issues)

    def add_problems(self, cell: Cell) -> None:
        """More problems for the last row; a first line that only ends the wording above is joined to it."""
        last = self.rows[-1]
        problems = list(last.problems)
        if problems:
            tail = problems.pop()
            texts = split_problems(f"{tail.text}\n{cell.raw}", self.soft)
            problems.append(replace(tail, text=texts[0]))
        else:
            texts = ["", *split_problems(cell.raw, self.soft)]
        problems += [Problem(text, cell) for text in texts[1:] if text not in {p.text for p in problems}]
        values = last.values | {"problems": "；".join(p.text for p in problems)}
        self.rows[-1] = replace(last, values=values, problems=problems, cells={"problems": cell} | last.cells)

    # --- rows of their own ---------------------------------------------------------------------------------------------

    def by_role(self, cells: list[Cell]) -> dict[str, Cell]:
        return {self.roles[c.col]: c for c in cells if c.col in self.roles and self.roles[c.col] != "other"}

    def text(self, by_role: dict[str, Cell], role: str) -> str:
        return by_role[role].text if role in by_role else ""

    def row(self, cells: list[Cell]) -> Row:
        by_role = {role: cell for role, cell in self.by_role(cells).items() if cell.text}
        problems = []
        if "problems" in by_role:
            cell = by_role["problems"]
            problems = [Problem(text, cell) for text in split_problems(cell.raw, self.soft)]
        elif "problems" not in self.has and self.section_cell:
            section = _ENUMERATED.sub("", self.section)
            problems = [Problem(section, self.section_cell)] if shapes.is_problem(section) else []
        return Row(
            number=len(self.rows) + 1,
            values={role: cell.text for role, cell in by_role.items()},
            raw=[cell.raw for cell in cells],
            problems=problems,
            cells=by_role,
            file=self.file,
            table=self.table,
            section=self.section,
        )

    def settled(self, row: Row) -> Row:
        """The row as it may be stored: as it is, repaired, mended, or refused."""
        row = self.repaired(row)
        wrong = misfits(row.values, self.has)
        if not wrong:
            return self.labelled(row)
        mended = mend(
            {k: v for k, v in row.values.items() if k != "number"}, [r for r in self.order if r != "number"]
        )
        if mended is None:
            text = f"Refused, not stored as an app: {'; '.join(wrong)}."
            issue = self.issue("row_refused", text, row.raw, self.first_row(row))
            kept = {role: text for role, text in row.values.items() if role == "number"}
            return replace(row, refused=True, values=kept, problems=[], cells={}, issues=[*row.issues, issue])
        return self.moved(row, mended, wrong)

    def labelled(self, row: Row) -> Row:
        """The row with an issue where its developer is neither a firm's full name nor a person's."""
        developer = row.values.get("developer", "")
        if not re.fullmatch(r"[一-鿿]{5,}", developer) or shapes.is_firm(developer):
            return row
        text = "The developer is no legal entity's full name; it is kept as printed."
        return replace(
            row, issues=[*row.issues, self.issue("developer_label", text, row.raw, self.first_row(row))]
        )

    def moved(self, row: Row, mended: dict[str, str], wrong: list[str]) -> Row:
        """The row with its cells dealt to the columns where they fit."""
        by_text = {cell.text: cell for cell in row.cells.values()}
        cells = {role: by_text[text] for role, text in mended.items() if text in by_text}
        if "number" in row.cells:
            cells["number"] = row.cells["number"]
            mended = mended | {"number": row.values["number"]}
        problems = row.problems
        if "problems" in cells and cells["problems"] is not row.cells.get("problems"):
            problems = [
                Problem(text, cells["problems"]) for text in split_problems(cells["problems"].raw, self.soft)
            ]
        text = f"Its cells stood in the wrong columns and were moved: {'; '.join(wrong)}."
        issue = self.issue("row_mended", text, row.raw, self.first_row(row))
        return replace(row, values=mended, cells=cells, problems=problems, issues=[*row.issues, issue])

    def repaired(self, row: Row) -> Row:
        """Small things put right: a stray rule before a name, a bracket that slid to the end, 《》 round the name."""
        values = dict(row.values)
        app = values.get("app", "")
        if stray := re.match(r"^[|｜丨]\s*(?=\w)", app):
            values["app"] = app[stray.end() :]
        if named := re.fullmatch(r"[《“\"「](.+)[》”\"」]", app):
            values["app"] = app if shapes.is_title(app) else named[1]
        if "developer" in values:
            values["developer"] = displaced_bracket(values["developer"])
        if values == row.values:
            return row
        issue = self.issue("cell_repaired", "A stray sign was put right.", row.raw, self.first_row(row))
        return replace(row, values=values, issues=[*row.issues, issue])

    def first_row(self, row: Row) -> int:
        return min((cell.row for cell in row.cells.values()), default=0)

    def issue(self, code: str, text: str, raw: list[str], at: int) -> Issue:
        return Issue(code=code, text=text, where=f"{self.where}, row {at}", raw=raw)


def _repairs(cells: list[Cell], where: str) -> list[Issue]:
    """One issue for each kind of repair that cells of a list needed, with the raw texts."""
    radicals = [c.raw for c in cells if re.search(r"[\u2e80-\u2fdf]", c.raw)]
    spaces = [c.raw for c in cells if "\n" not in c.raw and c.text.count(" ") < c.raw.strip().count(" ")]
    kinds = (
        (
            "radicals_repaired",
            "Radical code points were replaced by the ideographs that they look like.",
            radicals,
        ),
        ("spaces_closed", "Spaces inside words were closed.", spaces),
    )
    return [Issue(code=code, text=text, where=where, raw=raw[:50]) for code, text, raw in kinds if raw]
