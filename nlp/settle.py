"""A row as it may be stored: as it is, repaired, mended where one reading alone fits, or refused with its raw cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nlp import shapes
from nlp.mend import displaced_bracket, mend, misfits
from nlp.problems import split_problems
from nlp.rows import Problem, Row
from store.records import Cell, Issue


@dataclass(frozen=True)
class Settler:
    """Judges the rows of one list by its columns: `order` are their roles from left to right."""

    order: Sequence[str]
    soft: bool  # a line break may be a wrapped line only

    def settled(self, row: Row) -> Row:
        """The row as it may be stored: as it is, repaired, mended, or refused."""
        row = self.repaired(row)
        wrong = misfits(row.values, set(self.order))
        if not wrong:
            return self.labelled(row)
        mended = mend(
            {k: v for k, v in row.values.items() if k != "number"}, [r for r in self.order if r != "number"]
        )
        if mended is None:
            text = f"Refused, not stored as an app: {'; '.join(wrong)}."
            issue = row_issue("row_refused", text, row)
            kept = {role: text for role, text in row.values.items() if role == "number"}
            return replace(row, refused=True, values=kept, problems=[], cells={}, issues=[*row.issues, issue])
        return self.moved(row, mended, wrong)

    def labelled(self, row: Row) -> Row:
        """The row with an issue where its developer is neither a firm's full name nor a person's."""
        developer = row.values.get("developer", "")
        if not re.fullmatch(r"[一-鿿]{5,}", developer) or shapes.is_firm(developer):
            return row
        text = "The developer is no legal entity's full name; it is kept as printed."
        return replace(row, issues=[*row.issues, row_issue("developer_label", text, row)])

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
        issue = row_issue("row_mended", text, row)
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
        issue = row_issue("cell_repaired", "A stray sign was put right.", row)
        return replace(row, values=values, issues=[*row.issues, issue])


def row_issue(code: str, text: str, row: Row) -> Issue:
    """An issue of one row."""
    at = min((cell.row for cell in row.cells.values()), default=0)
    where = f"{row.file or 'page'}, table {(row.table or 0) + 1}, row {at}"
    return Issue(code=code, text=text, where=where, raw=row.raw)


def repairs(cells: list[Cell], where: str) -> list[Issue]:
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
