"""Rows whose cells stand in the wrong columns: noticed, mended where one reading alone fits, else refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from nlp import shapes

Values = dict[str, str]
MOST_READINGS = 4000


def misfits(values: Mapping[str, str], roles: set[str]) -> list[str]:
    """Why this row cannot stand as it is, one phrase each; empty for a good row."""
    app, developer = values.get("app", ""), values.get("developer", "")
    alone = "developer" in roles and not shapes.is_firm(developer)
    found = [
        *_app_misfits(app, alone, bare=not any(values.get(r) for r in ("developer", "version", "store")))
    ]
    if developer:
        found += _developer_misfits(developer)
    version, store, problems = (values.get(role, "") for role in ("version", "store", "problems"))
    if shapes.is_legal(version) or shapes.is_problem(version):
        found.append("the version cell holds a firm or a problem")
    if shapes.is_problem(store) or shapes.is_legal(store) or shapes.is_dotted(store):
        found.append("the store cell holds a firm, a problem or a version")
    if shapes.is_filing(problems) or shapes.is_legal(problems) or shapes.is_dotted(problems):
        found.append("the problem cell holds a filing number, a firm or a version")
    return found


def _app_misfits(app: str, alone: bool, bare: bool) -> Iterator[str]:
    if not app:
        yield "no app name"
    elif shapes.is_caption(app):
        yield "a caption stands in the app column"
    elif shapes.is_dotted(app) or shapes.is_filing(app) or shapes.is_deadline(app) or shapes.is_date(app):
        yield "the app cell holds a version, number or date"
    elif shapes.is_title(app) and (bare or app.startswith("《")):
        yield "a document's title stands in the app column"
    elif shapes.is_problem(app) and alone:
        yield "a problem stands in the app column"
    elif shapes.is_legal(app) and (alone or bare):
        yield "a firm stands in the app column"
    elif shapes.listed(app, "categories") and alone and bare:
        yield "a category stands in the app column"


def _developer_misfits(developer: str) -> Iterator[str]:
    if shapes.is_deadline(developer) or shapes.is_filing(developer) or shapes.is_date(developer):
        yield "the developer cell holds a date or number"
    elif shapes.is_dotted(developer) or shapes.is_store(developer):
        yield "the developer cell holds a version or store"
    elif not shapes.is_firm(developer) and shapes.is_problem_piece(developer):
        yield "the developer cell holds a piece of a problem"
    elif shapes.is_tail(developer):
        yield "the developer cell holds the end of a name only"
    elif shapes.is_cut(developer):
        yield "the developer's name is cut short"


def mend(values: Mapping[str, str], order: list[str]) -> Values | None:
    """The one way to deal the row's cells to the columns so that each fits, None where there is none or several.

    `order` are the roles from left to right. Readings that keep the cells' order are preferred.
    """
    filled = [(role, values[role]) for role in order if values.get(role)]
    options = [_roles_for(text, set(order)) for _, text in filled]
    size = 1
    for option in options:
        size *= len(option)
    if not filled or size == 0 or size > MOST_READINGS:
        return None
    readings = []
    for dealt in product(*options):
        reading = dict(zip(dealt, (text for _, text in filled), strict=True))
        if len(reading) == len(dealt) and reading.get("app") and not misfits(reading, set(order)):
            in_order = [order.index(role) for role in dealt]
            readings.append((in_order == sorted(in_order), reading))
    kept = [r for straight, r in readings if straight] or [r for _, r in readings]
    return kept[0] if len(kept) == 1 else None


def _roles_for(text: str, roles: set[str]) -> list[str]:
    """The columns that a text may stand in; none for a torn piece, which fits nowhere."""
    if shapes.is_tail(text) or shapes.is_cut(text):
        return []
    if shapes.is_problem(text):
        fitting = ["problems"]
    elif shapes.is_filing(text):
        fitting = ["filing_number"]
    elif shapes.is_deadline(text) or shapes.is_date(text):
        fitting = ["deadline", "other"]
    elif shapes.is_dotted(text):
        fitting = ["version"]
    elif shapes.is_store(text):
        fitting = ["store"] if "store" in roles else ["version"]
    elif shapes.is_firm(text):
        fitting = ["developer"]
    elif shapes.is_problem_piece(text):
        fitting = []
    elif shapes.listed(text, "categories") or shapes.listed(text, "kinds"):
        fitting = ["category", "kind"]
    elif shapes.is_version(text):
        fitting = ["version"]
    else:
        fitting = ["app", "developer", "region"] if text in shapes.places() else ["app", "developer"]
    return [role for role in fitting if role in roles]


def displaced_bracket(developer: str) -> str:
    """点点互动（北京科技有限公司） with its bracket put back after the place; the text itself where nothing is wrong."""
    found = re.fullmatch(r"([^（(]+)([（(])(\w+?)([）)])", developer)
    if not found:
        return developer
    place = next((p for p in shapes.places() if found[3].startswith(p)), "")
    rest = found[3][len(place) :]
    if not place or not rest or not shapes.is_tail(rest) or not rest.endswith("公司"):
        return developer
    return f"{found[1]}{found[2]}{place}{found[4]}{rest}"
