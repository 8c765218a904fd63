"""The layouts in which authorities carry their lists, filled with made-up rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tests.nlp.readers.golden.make.grids import Cell, Doc, Grid, Truth
from tests.nlp.readers.golden.make.names import App, Maker

WIDTH = {
    **{"number": 5, "app": 15, "developer": 22, "version": 12, "store": 12, "problems": 26},
    **{"filing_number": 18, "region": 8, "category": 10, "outcome": 10, "deadline": 14, "other": 10},
}
MIIT = [
    "number=序号",
    "app=应用名称",
    "developer=应用开发者",
    "store=应用来源",
    "version=应用版本",
    "problems=所涉问题",
]
Heads = Sequence[str]
CIRCLED = "①②③④⑤⑥⑦⑧⑨"
TITLE = "关于侵害用户权益行为的APP（SDK）名单"


def split(heads: Heads) -> list[tuple[str, str]]:
    """The columns: role and heading."""
    return [(head.split("=")[0], head.split("=")[1]) for head in heads]


def widths(heads: Heads) -> list[float]:
    found = [WIDTH[role] for role, _ in split(heads)]
    return [w / sum(found) for w in found]


def header(heads: Heads) -> list[Cell]:
    return [Cell(heading, head=True) for _, heading in split(heads)]


def value(row: App, role: str, number: int, problem_form: str = "；") -> str:
    """The text of one cell. `problem_form` is what joins several problems: a sign, "1." or "①" for numbers."""
    if role == "number":
        return str(number)
    if role != "problems":
        return str(getattr(row, role))
    if problem_form in ("1.", "1、"):
        return "\n".join(f"{i}{problem_form[1]}{p}" for i, p in enumerate(row.problems, 1))
    if problem_form == "①":
        return "".join(f"{CIRCLED[i]}{p}；" for i, p in enumerate(row.problems))
    if problem_form == "（1）":
        return "；".join(f"（{i}）{p}" for i, p in enumerate(row.problems, 1))
    return problem_form.join(row.problems)


def truth(rows: Sequence[App], heads: Heads, start: int = 1) -> Truth:
    roles = [role for role, _ in split(heads) if role != "other"]
    return [one(row, roles, number) for number, row in enumerate(rows, start)]


def one(row: App, roles: Sequence[str], number: int) -> dict[str, Any]:
    return {r: row.problems if r == "problems" else value(row, r, number) for r in roles}


def body(rows: Sequence[App], heads: Heads, form: str = "；", start: int = 1) -> list[list[Cell]]:
    return [[Cell(value(r, role, n, form)) for role, _ in split(heads)] for n, r in enumerate(rows, start)]


def plain(
    m: Maker,
    seed: str,
    heads: Heads,
    count: int,
    form: str = "；",
    title: str = TITLE,
    most: int = 2,
    odd: int = 2,
) -> Doc:
    """One table, one row an app."""
    rows = m.rows(seed, count, odd, most)
    grid = Grid([header(heads), *body(rows, heads, form)], widths(heads))
    return Doc(title, ["附件", grid], [truth(rows, heads)])


def title_row(m: Maker, seed: str, heads: Heads, count: int, note: str = "") -> Doc:
    """A title row over all columns above the header, a note below the last row."""
    rows = m.rows(seed, count)
    top = [Cell(TITLE, cols=len(heads), head=True)]
    end = [[Cell(note, cols=len(heads))]] if note else []
    grid = Grid([top, header(heads), *body(rows, heads), *end], widths(heads))
    return Doc("", ["附件1", grid], [truth(rows, heads)])


def spans(
    m: Maker, seed: str, heads: Heads, count: int, keep: Sequence[str] = ("problems",), most: int = 3
) -> Doc:
    """Every problem in a row of its own; the other cells merged over the problems of their app."""
    rows = m.rows(seed, count, most=most)
    made: list[list[Cell]] = [header(heads)]
    for n, row in enumerate(rows, 1):
        for i, problem in enumerate(row.problems):
            cells = []
            for role, _ in split(heads):
                if role in keep:
                    cells.append(Cell(problem))
                elif i == 0:
                    cells.append(Cell(value(row, role, n), rows=len(row.problems)))
            made.append(cells)
    return Doc(TITLE, [Grid(made, widths(heads))], [truth(rows, heads)])


def merged(m: Maker, seed: str, heads: Heads, count: int, role: str, size: int = 3) -> Doc:
    """One column (category, region, developer) merged over several apps."""
    rows = m.rows(seed, count)
    rows = [App(**(vars(r) | {role: getattr(rows[i - i % size], role)})) for i, r in enumerate(rows)]
    made: list[list[Cell]] = [header(heads)]
    for i, row in enumerate(rows):
        cells = []
        for r, _ in split(heads):
            if r != role:
                cells.append(Cell(value(row, r, i + 1)))
            elif i % size == 0:
                cells.append(Cell(value(row, r, i + 1), rows=min(size, count - i)))
        made.append(cells)
    return Doc(TITLE, [Grid(made, widths(heads))], [truth(rows, heads)])


def two(
    m: Maker, seed: str, first: Heads, second: Heads, captions: Sequence[str], counts: Sequence[int]
) -> Doc:
    """Two lists under captions: ministry and province, apps and SDKs, named and removed."""
    doc = Doc("", [], [])
    for i, heads in enumerate((first, second)):
        rows = m.rows(f"{seed} {i}", counts[i])
        if "SDK" in captions[i]:
            rows = [App(**(vars(r) | {"app": f"{r.app} Android SDK", "store": "官网"})) for r in rows]
        doc.blocks += [captions[i], Grid([header(heads), *body(rows, heads)], widths(heads))]
        doc.lists.append(truth(rows, heads))
    return doc


def sections(m: Maker, seed: str, heads: Heads, names: Sequence[str], each: int) -> Doc:
    """Heading rows over all columns between the apps."""
    rows = m.rows(seed, each * len(names))
    made = [header(heads)]
    cells = body(rows, heads)
    for i, name in enumerate(names):
        made += [[Cell(name, cols=len(heads))], *cells[i * each : (i + 1) * each]]
    return Doc(TITLE, [Grid(made, widths(heads))], [truth(rows, heads)])


def stacked_header(m: Maker, seed: str, count: int) -> Doc:
    """A header of two rows: 应用信息 over name, version and source."""
    heads = [
        "number=序号",
        "app=应用名称",
        "version=版本号",
        "store=应用来源",
        "developer=开发者",
        "problems=存在问题",
    ]
    rows = m.rows(seed, count)
    top = [Cell("序号", rows=2, head=True), Cell("应用信息", cols=3, head=True)]
    top += [Cell("开发者", rows=2, head=True), Cell("存在问题", rows=2, head=True)]
    low = [Cell(t, head=True) for t in ("应用名称", "版本号", "应用来源")]
    return Doc(TITLE, [Grid([top, low, *body(rows, heads)], widths(heads))], [truth(rows, heads)])


def malformed(
    m: Maker,
    seed: str,
    heads: Heads,
    count: int,
    bad: Mapping[int, Sequence[str]],
    mended: dict[int, str] | None = None,
) -> Doc:
    """A good list in which the rows at the 1-based places of `bad` went wrong; `mended` names those that can be repaired."""
    rows = m.rows(seed, count)
    made, want = body(rows, heads), truth(rows, heads)
    for place, texts in bad.items():
        made[place - 1] = [Cell(str(place)), *(Cell(text) for text in texts)]
    gone = [place for place in bad if place not in (mended or {})]
    kept = [row for place, row in enumerate(want, 1) if place not in bad]
    for place, name in (mended or {}).items():
        kept.append({"number": str(place), "app": name})
    kept.sort(key=lambda row: int(row["number"]))
    doc = Doc(TITLE, [Grid([header(heads), *made], widths(heads))], [kept])
    doc.refused, doc.mended = [bad[place][0] for place in sorted(gone)], list((mended or {}).values())
    return doc


def shuffled(m: Maker, seed: str, count: int) -> Doc:
    """The headings of source and version exchanged: the cells decide."""
    heads = [
        "number=序号",
        "app=应用名称",
        "developer=应用开发者",
        "version=应用来源",
        "store=应用版本",
        "problems=所涉问题",
    ]
    rows = m.rows(seed, count)
    rows = [App(**(vars(r) | {"version": f"3.{i}.7", "store": "豌豆荚"})) for i, r in enumerate(rows)]
    return Doc(TITLE, [Grid([header(heads), *body(rows, heads)], widths(heads))], [truth(rows, heads)])
