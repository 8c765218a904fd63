"""The fresh half's layouts and headings, filled with invented rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.nlp.readers.golden.make.grids import Cell, Doc, Grid
from tests.nlp.readers.golden.make.invented import Row

Heads = Mapping[str, str]  # role → heading, in the order of the columns
MIIT = {
    "number": "序号",
    "app": "应用名称",
    "developer": "应用开发者",
    "store": "应用来源",
    "version": "应用版本",
    "problems": "所涉问题",
}
CAC = {
    "number": "编号",
    "app": "名称",
    "category": "类型",
    "developer": "运营者",
    "version": "版本号",
    "problems": "主要问题",
}
NO_STORE = {
    "number": "序号",
    "app": "APP名称",
    "developer": "企业名称",
    "version": "版本",
    "problems": "存在问题",
}
NO_FIRM = {
    "number": "序号",
    "app": "软件名称",
    "version": "版本信息",
    "store": "分发平台",
    "problems": "问题类型",
}
FIRM_FIRST = {
    "number": "序号",
    "developer": "主办者",
    "app": "App名称",
    "store": "来源",
    "version": "版本号",
    "problems": "涉及问题",
}
FILED = {
    "number": "序号",
    "region": "归属地",
    "app": "应用名称",
    "developer": "备案主体",
    "filing_number": "备案编号",
}
FILED |= {"version": "版本信息", "store": "来源", "problems": "问题项"}
SDK = {"number": "序号", "app": "SDK名称", "developer": "开发者", "version": "版本号", "problems": "所涉问题"}
WIDTH = {
    "number": 5,
    "app": 15,
    "developer": 22,
    "version": 13,
    "store": 12,
    "problems": 27,
    "filing_number": 18,
    "region": 9,
    "category": 9,
}
TITLE = "关于侵害用户权益行为APP（SDK）名单的通报"


def text(row: Row, role: str, form: str) -> str:
    """What the cell shows; `form` is what joins several problems, "1.", "1、", "①" or "（1）" for numbers."""
    value = row[role]
    if isinstance(value, str):
        return value
    if form in ("1.", "1、"):
        return "\n".join(f"{i}{form[1]}{p}" for i, p in enumerate(value, 1))
    if form == "①":
        return "；".join(f"{'①②③④'[i]}{p}" for i, p in enumerate(value))
    if form == "（1）":
        return "；".join(f"（{i}）{p}" for i, p in enumerate(value, 1))
    return form.join(value)


def truth(rows: Sequence[Row], heads: Heads) -> list[dict[str, str | list[str]]]:
    return [{role: row[role] for role in heads} for row in rows]


def widths(heads: Heads) -> list[float]:
    return [WIDTH[role] / sum(WIDTH[r] for r in heads) for role in heads]


def top(heads: Heads) -> list[Cell]:
    return [Cell(heading, head=True) for heading in heads.values()]


def table(rows: Sequence[Row], heads: Heads, form: str = "；") -> Grid:
    return Grid([top(heads), *[[Cell(text(r, role, form)) for role in heads] for r in rows]], widths(heads))


def listing(rows: Sequence[Row], heads: Heads, form: str = "；", title: str = TITLE, note: str = "") -> Doc:
    """One table, one row an app."""
    blocks: list[str | Grid] = [table(rows, heads, form)]
    return Doc(title, [*blocks, note] if note else blocks, [truth(rows, heads)])


def pair(first: tuple[str, Sequence[Row], Heads], second: tuple[str, Sequence[Row], Heads]) -> Doc:
    """Two lists under captions."""
    doc = Doc("", [], [])
    for caption, rows, heads in (first, second):
        doc.blocks += [caption, table(rows, heads)]
        doc.lists.append(truth(rows, heads))
    return doc


def sdks(rows: Sequence[Row]) -> list[Row]:
    return [row | {"app": f"{row['app']}SDK"} for row in rows]


def by_problem(rows: Sequence[Row], heads: Heads) -> Doc:
    """Every problem in a row of its own, the other cells over all problems of their app."""
    made = [top(heads)]
    for row in rows:
        problems = row["problems"]
        for i, problem in enumerate(problems):
            tall = (
                [Cell(text(row, r, ""), rows=len(problems)) for r in heads if r != "problems"]
                if i == 0
                else []
            )
            made.append([*tall, Cell(problem)])
    return Doc(TITLE, [Grid(made, widths(heads))], [truth(rows, heads)])


def grouped(rows: Sequence[Row], heads: Heads, role: str, sizes: Sequence[int]) -> Doc:
    """One column merged over as many apps as `sizes` says."""
    made, rows, at = [top(heads)], list(rows), 0
    for size in sizes:
        shared = rows[at][role]
        for i in range(at, at + size):
            rows[i] = rows[i] | {role: shared}
            cells = [Cell(text(rows[i], r, "；"), rows=size if r == role else 1) for r in heads]
            made.append([c for c, r in zip(cells, heads, strict=True) if r != role or i == at])
        at += size
    return Doc(TITLE, [Grid(made, widths(heads))], [truth(rows, heads)])


def sectioned(rows: Sequence[Row], heads: Heads, names: Sequence[str]) -> Doc:
    """Heading rows over all columns between the apps."""
    doc, each = listing(rows, heads), len(rows) // len(names)
    made = table(rows, heads).rows
    for i in reversed(range(len(names))):
        made.insert(1 + i * each, [Cell(names[i], cols=len(heads))])
    return Doc(TITLE, [Grid(made, widths(heads))], doc.lists)


def stacked(rows: Sequence[Row], heads: Heads, over: str, first: int, count: int) -> Doc:
    """A header of two rows, in which one heading stands over `count` others."""
    names, made = list(heads.values()), table(rows, heads).rows
    upper = [Cell(n, rows=2, head=True) for n in names[:first]] + [Cell(over, cols=count, head=True)]
    upper += [Cell(n, rows=2, head=True) for n in names[first + count :]]
    lower = [Cell(n, head=True) for n in names[first : first + count]]
    return Doc(TITLE, [Grid([upper, lower, *made[1:]], widths(heads))], [truth(rows, heads)])


def with_gaps(rows: Sequence[Row], gaps: Mapping[str, Sequence[int]]) -> list[Row]:
    """The rows with nothing in these columns at these 1-based places."""
    return [row | {role: "" for role in gaps if n in gaps[role]} for n, row in enumerate(rows, 1)]


def spoiled(doc: Doc, place: int, cells: Sequence[str]) -> Doc:
    """The list with the row of this 1-based place gone wrong; its first text after 序号 must be refused."""
    grid = next(block for block in doc.blocks if isinstance(block, Grid))
    grid.rows[place] = [Cell(str(place)), *map(Cell, cells)]
    del doc.lists[0][place - 1]
    doc.refused.append(cells[0])
    return doc
