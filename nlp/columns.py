"""What the columns of a list mean: by its header, else by what stands in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from nlp import shapes
from nlp.headings import is_header, plain, role_of, roles_of
from store.records import Cell, Issue

PARTNERS = {"number", "developer", "version", "store", "problems", "filing_number", "kind", "category"}
_PLATFORM = ("平台", "运行平台", "platform")
Line = list[Cell]  # one row of a table


@dataclass
class Columns:
    """What the columns of a list mean: `roles` by 1-based column."""

    roles: dict[int, str]
    headings: dict[str, str] = field(default_factory=dict)
    issues: list[Issue] = field(default_factory=list)
    width: int = 0
    starts: tuple[int, ...] = (1,)  # where the same columns begin that stand side by side
    headings_at: dict[int, str] = field(default_factory=dict)  # by column, as printed
    turned: bool = False  # the list runs to the right: `roles` are of its rows

    def role(self, cell: Cell) -> str:
        """What a cell is, empty where its column is not known."""
        return self.roles.get(cell.row if self.turned else cell.col, "")

    def unfolded(self, lines: list[Line]) -> list[Line]:
        """The lines of a list, those side by side one below the other and in the order of their numbers."""
        if len(self.starts) == 1:
            return lines
        cut = [
            [cell for cell in line if first <= cell.col < end]
            for line in lines
            for first, end in pairwise([*self.starts, self.width + 1])
        ]
        parts = [part for part in cut if any(cell.text for cell in part)]
        numbers = [[printed(c.text) for c in part if self.role(c) == "number"] for part in parts]
        if all(found and found[0] is not None for found in numbers):
            return [
                part for _, part in sorted(zip(numbers, parts, strict=True), key=lambda pair: pair[0][0] or 0)
            ]
        return parts


def printed(text: str) -> int | None:
    """The number that a 序号 shows."""
    number = shapes.normal(text).strip("()（）.、")
    return int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None


def header_at(rows: Sequence[Line], index: int) -> tuple[Columns, int] | None:
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
    starts = _starts([rows_text[col] for col in cols])
    roles = [
        role
        for first, end in pairwise([*starts, len(cols)])
        for role in roles_of([rows_text[col] for col in cols[first:end]])
    ]
    named = {col: role for col, role in zip(cols, roles, strict=True) if role}
    if "app" in named.values() and not PARTNERS & set(named.values()):
        return None
    issues = [
        Issue(
            code="unknown_heading",
            text=f"The heading {rows_text[col]!r} is not known or met twice.",
            raw=[rows_text[col]],
        )
        for col, role in zip(cols, roles, strict=True)
        if role is None and rows_text[col]
    ]
    headings = {role: rows_text[col] for col, role in named.items() if role != "other"}
    begin = tuple(cols[i] for i in starts)
    return Columns(named, headings, issues, max(cols), begin, rows_text), height


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


def _starts(texts: list[str]) -> list[int]:
    """Where the same headings begin that stand side by side, perhaps with a blank column between; 0 where they do not."""
    folded = [plain(text) for text in texts]
    starts = [i for i, text in enumerate(folded) if text == folded[0]]
    copies = [[text for text in folded[a:b] if text] for a, b in pairwise([*starts, len(folded)])]
    alike = len(copies) > 1 and len(copies[0]) > 1 and all(copy == copies[0] for copy in copies)
    return starts if alike and folded[0] else [0]


def turned(rows: Sequence[Line]) -> Columns | None:
    """The meaning of the rows of a small table whose headings stand below each other in its first column."""
    first = [row[0].text for row in rows if row]
    if (
        len(rows) > 12
        or len(first) != len(rows)
        or is_header([c.text for c in rows[0]])
        or not is_header(first)
    ):
        return None
    roles = roles_of(first)
    named = {row[0].row: role for row, role in zip(rows, roles, strict=True) if role}
    if (
        "app" not in named.values()
        or not PARTNERS & set(named.values())
        or len({len(row) for row in rows}) > 1
    ):
        return None
    headings = {role: text for role, text in zip(roles, first, strict=True) if role and role != "other"}
    return Columns(named, headings, width=len(rows), turned=True)


def guess(body: Sequence[Line], width: int) -> Columns | None:
    """The columns of a table without any header, where most cells of each say what they are."""
    columns: dict[int, list[str]] = {}
    for row in body:
        for cell in row:
            if cell.text:
                columns.setdefault(cell.col, []).append(cell.text)
    tests: dict[str, Callable[[str], bool]] = {
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


def placed(columns: Columns, rows: Sequence[Line]) -> Columns:
    """A column under a bare 平台 that no other column of stores stands beside: stores where it lists such."""
    col = next((c for c, text in columns.headings_at.items() if plain(text) in _PLATFORM), None)
    if col is None or "store" in columns.roles.values() or len(columns.starts) > 1 or columns.turned:
        return columns
    texts = [c.text for row in rows for c in row if c.col == col and c.text]
    if 2 * sum(shapes.is_store(text) for text in texts) <= len(texts):
        return columns
    headings = columns.headings | {"store": columns.headings_at[col]}
    return replace(columns, roles=columns.roles | {col: "store"}, headings=headings)


def told(columns: Columns, rows: Sequence[Line], where: str) -> Columns:
    """A column without a heading that says by its cells that it is the problems or the firms, where no other is."""
    if len(columns.starts) > 1 or columns.turned:
        return columns
    for role, test in (("problems", shapes.is_problem), ("developer", shapes.is_firm)):
        held: dict[int, list[str]] = {}
        for cell in (cell for row in rows for cell in row if cell.text and not cell.spanned):
            if cell.col not in columns.roles and not columns.headings_at.get(cell.col):
                held.setdefault(cell.col, []).append(cell.text)
        col = next((c for c, texts in held.items() if 3 * sum(map(test, texts)) >= 2 * len(texts) > 2), None)
        if col is None or role in columns.roles.values():
            continue
        text = f"Column {col} has no heading; it was told by what stands in it."
        issue = Issue(code="no_heading", text=text, where=where)
        width = max(columns.width, col)
        columns = replace(
            columns, roles=columns.roles | {col: role}, issues=[*columns.issues, issue], width=width
        )
    return columns


def straightened(columns: Columns, rows: Sequence[Line], where: str) -> Columns:
    """Versions and stores under each other's heading change places, with an issue."""
    by_role = {role: col for col, role in columns.roles.items()}
    if not {"version", "store"} <= set(by_role) or len(columns.starts) > 1 or columns.turned:
        return columns

    def share(role: str, test_store: bool) -> float:
        texts = [c.text for row in rows for c in row if c.col == by_role[role] and c.text and not c.spanned]
        good = sum(shapes.is_store(t) if test_store else shapes.is_dotted(t) for t in texts)
        return good / len(texts) if texts else 0.0

    if share("version", True) < 0.6 or share("store", False) < 0.6:
        return columns
    swapped = columns.roles | {by_role["version"]: "store", by_role["store"]: "version"}
    text = "Versions stand under the store heading and stores under the version heading; they were exchanged."
    issue = Issue(code="columns_swapped", text=text, where=where)
    return replace(columns, roles=swapped, issues=[*columns.issues, issue])
