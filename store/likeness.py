"""Whether two notices of different sites are postings of one act, or two press reports one article. Pure.

By title, rows and text, never by address.

Alike are notices whose issuers overlap (or are unknown) and whose days are within a week, that have the same title
apart from batch, brackets and 转发, or nine tenths of their rows, or nearly the same text. What contradicts parts them
whatever else agrees: different numbers of a series, different rows, different texts, a draft and its rule. A title
alone is a weak sign where it is short; the covering words of a list are, for they are the same from list to list.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import TypeVar

from store.series import NAMING
from store.vocab import fold

_T = TypeVar("_T")
WINDOW = timedelta(days=7)
SAME_ROWS, SAME_TEXT = 0.9, 0.85  # shares of all rows, of all shingles
SAME_ARTICLE = 0.75  # of the shorter's shingles: outlets put heads and tails of their own to an article
OTHER_ROWS, OTHER_TEXT = 0.5, 0.3  # shares of the shorter's, below which two contents contradict each other
SHINGLE = 5  # characters
LONGEST = 20_000  # characters compared
LONG_ENOUGH = 150  # a text shorter than this says nothing
ARTICLE = 50  # a report shorter than this may be in the words of anybody
TITLE, TITLE_ALONE = 8, 12  # characters that a title needs to be a sign; where an issuer is unknown
_BRACKETS = re.compile(r"[（(\[【][^（）()\[\]【】]{0,30}[）)\]】]")
_BATCH = re.compile(r"批|总第|\d+\s*期|转发|转载")
_FORWARDED = re.compile(r"^(?:[（(\[【])?(?:转发|转载)(?:[）)\]】])?[:：]?|^关于转发")


@dataclass(frozen=True)
class Content:
    """What a notice is compared by."""

    document: str
    issuers: frozenset[str]
    title: str
    batch: tuple[int | None, int | None, int | None]  # year, in the year, overall
    rows: frozenset[tuple[str, str]]  # name and developer, folded
    read: Callable[[], str]  # the text, which is long and seldom needed

    @cached_property
    def words(self) -> str:
        """The text without white space."""
        return "".join(self.read().split())[:LONGEST]

    @cached_property
    def shingles(self) -> frozenset[str]:
        """All runs of a few characters."""
        return frozenset(self.words[i : i + SHINGLE] for i in range(len(self.words) - SHINGLE + 1))

    @cached_property
    def bare_title(self) -> str:
        """The title folded, without brackets that tell of a batch, and without 转发."""
        kept = _BRACKETS.sub(lambda m: "" if _BATCH.search(m[0]) else m[0], self.title.strip())
        return fold(_FORWARDED.sub("", kept).strip("《》 　"))


def sign(one: Content, other: Content) -> str:
    """Why two notices of one kind, of different sites and of near days, are one act; empty: not known to be."""
    if one.issuers and other.issuers and not one.issuers & other.issuers:
        return ""
    if _contradict(one, other):
        return ""
    if one.rows and other.rows and _share(one.rows, other.rows) >= SAME_ROWS:
        return f"{len(one.rows & other.rows)} rows in common"
    least = TITLE if one.issuers and other.issuers else TITLE_ALONE
    if one.bare_title == other.bare_title and len(one.bare_title) >= least:
        return "same title"
    return "text alike" if _same_text(one, other) else ""


def same_article(one: Content, other: Content) -> str:
    """Why two press reports of different outlets are one article; empty: not known to be.

    A title alone is no sign: two outlets head reports of their own alike.
    """
    if _contradict(one, other) or min(len(one.words), len(other.words)) < ARTICLE:
        return ""
    if _held(one.shingles, other.shingles) < SAME_ARTICLE:
        return ""
    same_title = one.bare_title == other.bare_title and len(one.bare_title) >= TITLE
    if same_title:
        return "same title, and the text of the shorter"
    return "text alike" if _as_long(one, other) else ""


def _same_text(one: Content, other: Content) -> bool:
    if {one.document, other.document} & set(NAMING) and not (one.rows and other.rows):
        return False
    if not _as_long(one, other):
        return False
    long = min(len(one.words), len(other.words)) >= LONG_ENOUGH
    return long and _share(one.shingles, other.shingles) >= SAME_TEXT


def _as_long(one: Content, other: Content) -> bool:
    return 0.8 <= (len(one.words) + 1) / (len(other.words) + 1) <= 1.25


def _contradict(one: Content, other: Content) -> bool:
    if any(a and b and a != b for a, b in zip(one.batch, other.batch, strict=True)):
        return True
    if {one.document, other.document} == {"rule", "draft_rule"}:
        return True
    if one.rows and other.rows:
        return _held(one.rows, other.rows) < OTHER_ROWS
    if one.rows or other.rows:
        return False
    long = min(len(one.words), len(other.words)) >= LONG_ENOUGH
    return long and _held(one.shingles, other.shingles) < OTHER_TEXT


def _share(one: frozenset[_T], other: frozenset[_T]) -> float:
    return len(one & other) / max(len(one | other), 1)


def _held(one: frozenset[_T], other: frozenset[_T]) -> float:
    """How much of the shorter the longer has."""
    return len(one & other) / max(min(len(one), len(other)), 1)
