"""Tables into lists of apps: finds headers and columns' roles, then hands each table's rows to `nlp/body.py`.

A list may run over several tables (pages, pictures) and a table may hold several lists; both are sorted out here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nlp import shapes
from nlp.body import Body
from nlp.headings import is_header, role_of, roles_of
from nlp.inline import inline_lists
from nlp.rows import AppList, Row
from store.records import Cell, Issue, Reading, Table

PARTNERS = {"number", "developer", "version", "store", "problems", "filing_number", "kind", "category"}


@dataclass
class Columns:
    """What the columns of a list mean: `roles` by 1-based column."""

    roles: dict[int, str]
    headings: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    width: int = 0


def lists(readings: Sequence[Reading]) -> list[AppList]:
    """The lists of apps in one item's readings, in order; tables that list no apps give none."""
    found: list[AppList] = []
    carried: tuple[Reading, Columns] | None = None
    for reading in readings:
        for table in reading.tables:
            goes_on = carried and (carried[0] is reading or _pictures(carried[0], reading))
            parts, columns = _read_table(reading, table, carried[1] if carried and goes_on else None)
            carried = (reading, columns) if columns else None
            for part, own_header in parts:
                _add(found, part, own_header)
    if not any(app_list.apps for app_list in found):
        found += [part for reading in readings for part in inline_lists(reading)]
    return [app_list for app_list in map(_checked, found) if app_list.rows]


def _pictures(one: Reading, other: Reading) -> bool:
    return one.media_type.startswith("image/") and other.media_type.startswith("image/")


def _add(found: list[AppList], part: AppList, own_header: bool) -> None:
    """Adds a part to the list that it goes on with, else as a list of its own."""
    last = found[-1] if found else None
    if last and part.rows and (not own_header or _continues(last, part)):
        start = len(last.rows)
        rows = [replace(row, number=start + i) for i, row in enumerate(part.rows, start=1)]
        found[-1] = replace(last, rows=last.rows + rows, issues=last.issues + part.issues)
    elif part.rows:
        found.append(part)


def _continues(last: AppList, part: AppList) -> bool:
    """Whether a list under a header of its own goes on counting where `last` stopped."""
    before, after = _printed(last.rows[-1:]), _printed(part.rows[:1])
    same = set(last.headings) == set(part.headings)
    return bool(same and before and after and after[0] == before[0] + 1)


def _printed(rows: Sequence[Row]) -> list[int]:
    texts = (shapes.normal(row.values.get("number", "")).strip("()（）.、") for row in rows)
    return [int(text) for text in texts if text.isascii() and text.isdigit()]


def _read_table(
    reading: Reading, table: Table, columns: Columns | None
) -> tuple[list[tuple[AppList, bool]], Columns | None]:
    """The parts of a table, each with whether it has a header of its own, and the columns in force at its end.

    `columns` are those of the table before, for a continuation without a header.
    """
    rows = [row for row in table.rows() if any(cell.text for cell in row)]
    if not rows:
        return [], columns
    width = max(cell.col for row in rows for cell in row)
    if columns and columns.width != width:
        columns = None
    parts: list[tuple[AppList, bool]] = []
    body: list[list[Cell]] = []
    caption, own = table.caption, False
    known: Columns | None = columns

    def close() -> None:
        if known and body:
            parts.append((_list(reading, table, known, body, caption), own))

    index = 0
    while index < len(rows):
        header = _header_at(rows, index)
        if header is None:
            body.append(rows[index])
            index += 1
            continue
        fresh, height = header
        if known and own and fresh.roles == known.roles and not _restarts(rows, index + height):
            index += height
            continue
        title = _title_above(body, known)
        close()
        known, own, body = fresh if "app" in fresh.roles.values() else None, True, []
        caption = title or (caption if not parts else "")
        index += height
    if known is None and not parts and not own:
        known = _guess(body, width)
        own = known is not None
    close()
    return parts, known


def _restarts(rows: list[list[Cell]], index: int) -> bool:
    """Whether the row after a repeated header begins to count at 1 again."""
    return index < len(rows) and shapes.normal(rows[index][0].text).strip("()（）.、") in ("1", "01")


def _title_above(body: list[list[Cell]], known: Columns | None) -> str:
    """The title row just above a header; rows above the first header are no rows."""
    if not body:
        return ""
    texts = list(dict.fromkeys(cell.text for cell in body[-1] if cell.text))
    if len(texts) != 1 or (known and len(body[-1]) < 2):
        return ""
    body.pop()
    return texts[0]


def _header_at(rows: list[list[Cell]], index: int) -> tuple[Columns, int] | None:
    """The header that begins at a row and how many rows it takes; two rows where headings are merged over others."""
    texts = [cell.text for cell in rows[index]]
    if not is_header(texts):
        return None
    height = 1
    if index + 1 < len(rows) and _second_header_row(rows[index], rows[index + 1]):
        below = {cell.col: cell.text for cell in rows[index + 1] if cell.text}
        rows_text = {cell.col: below.get(cell.col, cell.text) for cell in rows[index]} | below
        height = 2
    else:
        rows_text = {cell.col: cell.text for cell in rows[index]}
    cols = sorted(rows_text)
    roles = roles_of([rows_text[col] for col in cols])
    named = {col: role for col, role in zip(cols, roles, strict=True) if role}
    if "app" in named.values() and not PARTNERS & set(named.values()):
        return None
    issues = [
        Issue(
            code="unknown_heading", text=f"The heading {rows_text[col]!r} is not known.", raw=[rows_text[col]]
        )
        for col, role in zip(cols, roles, strict=True)
        if role is None and rows_text[col] and role_of(rows_text[col]) is None
    ]
    headings = {role: rows_text[col] for col, role in named.items() if role != "other"}
    return Columns(named, headings, issues, max(cols)), height


def _second_header_row(first: list[Cell], second: list[Cell]) -> bool:
    """Whether `second` is the lower half of a header: repeats merged cells and names known headings otherwise."""
    fresh = [cell.text for cell in second if cell.text and not cell.spanned]
    wide = any(cell.spanned for cell in first) or any(not cell.text for cell in first)
    held = any(cell.spanned for cell in second) or any(not cell.text for cell in second)
    return bool(
        wide
        and held
        and fresh
        and all(role_of(text) is not None and not shapes.is_problem(text) for text in fresh)
    )


def _guess(body: list[list[Cell]], width: int) -> Columns | None:
    """The columns of a table without any header, where most cells of each say what they are."""
    columns: dict[int, list[str]] = {}
    for row in body:
        for cell in row:
            if cell.text:
                columns.setdefault(cell.col, []).append(cell.text)
    tests = {
        "number": shapes.is_number,
        "developer": shapes.is_firm,
        "problems": shapes.is_problem,
        "filing_number": shapes.is_filing,
        "version": shapes.is_version,
        "store": shapes.is_store,
    }
    roles: dict[int, str] = {}
    for col, texts in columns.items():
        votes = Counter(next((role for role, test in tests.items() if test(t)), "app") for t in texts)
        role, count = votes.most_common(1)[0]
        if count * 4 >= len(texts) * 3 and role not in roles.values():
            roles[col] = role
    if not {"app", "developer"} <= set(roles.values()) or len(roles) < 3 or len(body) < 2:
        return None
    issue = Issue(
        code="no_header", text="The table has no header; its columns were told by what stands in them."
    )
    return Columns(roles, {}, [issue], width)


def _list(reading: Reading, table: Table, columns: Columns, rows: list[list[Cell]], caption: str) -> AppList:
    where = f"{reading.file or 'page'}, table {table.number + 1}"
    roles, issues = _swapped(columns.roles, rows, where)
    body = Body(reading.file, table.number, roles, soft=_soft(reading), where=where)
    for row in rows:
        body.take(row)
    found = body.finish()
    return AppList(
        rows=found,
        headings=columns.headings,
        issues=[*(i.model_copy(update={"where": where}) for i in columns.issues), *issues, *body.issues],
        file=reading.file,
        table=table.number,
        caption=caption,
    )


def _soft(reading: Reading) -> bool:
    return reading.media_type == "application/pdf" or reading.media_type.startswith("image/")


def _swapped(roles: dict[int, str], rows: list[list[Cell]], where: str) -> tuple[dict[int, str], list[Issue]]:
    """Versions and stores under each other's heading change places, with an issue."""
    by_role = {role: col for col, role in roles.items()}
    if not {"version", "store"} <= set(by_role):
        return roles, []

    def share(role: str, test_store: bool) -> float:
        texts = [c.text for row in rows for c in row if c.col == by_role[role] and c.text and not c.spanned]
        good = sum(shapes.is_store(t) if test_store else shapes.is_dotted(t) for t in texts)
        return good / len(texts) if texts else 0.0

    if share("version", True) < 0.6 or share("store", False) < 0.6:
        return roles, []
    swapped = roles | {by_role["version"]: "store", by_role["store"]: "version"}
    text = "Versions stand under the store heading and stores under the version heading; they were exchanged."
    return swapped, [Issue(code="columns_swapped", text=text, where=where)]


def _checked(app_list: AppList) -> AppList:
    """The list with an issue for gaps in its 序号."""
    if app_list.table is None:
        return app_list
    printed = _printed(app_list.rows)
    jumps = [(a, b) for a, b in pairwise(printed) if b - a > 1]
    if not jumps:
        return app_list
    text = (
        "Numbers are missing from the list: " + ", ".join(f"after {a} comes {b}" for a, b in jumps[:20]) + "."
    )
    where = f"{app_list.file or 'page'}, table {app_list.table + 1}"
    return replace(app_list, issues=[*app_list.issues, Issue(code="number_gap", text=text, where=where)])
