"""What stands under a heading such as 类型, told by its cells: kinds of product (APP, SDK) or of service (网络支付).

Authorities use the same headings for both, so that the heading alone cannot say whether a column is `kind` or `category`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from nlp import shapes
from nlp.headings import vocabulary
from nlp.rows import Row

T = TypeVar("T")


def classed(rows: Sequence[Row], headings: Mapping[str, str]) -> tuple[list[Row], dict[str, str]]:
    """Rows and headings of a list with its column of kinds, or of categories, named for what most of its cells are."""
    named = {"kind", "category"} & set(headings)
    if len(named) != 1:
        return list(rows), dict(headings)
    (old,) = named
    texts = [text for row in rows if (text := row.values.get(old))]
    kinds = sum(map(_is_kind, texts))
    role = "kind" if 2 * kinds > len(texts) else "category"
    if not texts or role == old or 2 * kinds == len(texts):
        return list(rows), dict(headings)
    renamed = [
        replace(row, values=_renamed(row.values, old, role), cells=_renamed(row.cells, old, role))
        for row in rows
    ]
    return renamed, _renamed(headings, old, role)


def _is_kind(text: str) -> bool:
    """APP and its like, also with what it runs on: 安卓APP, 微信小程序."""
    folded = shapes.normal(text).casefold().replace(" ", "")
    return any(word in folded for word in vocabulary()["shapes"]["kinds"] if len(word) > 2 or word == folded)


def _renamed(named: Mapping[str, T], old: str, new: str) -> dict[str, T]:
    return {new if key == old else key: value for key, value in named.items()}
