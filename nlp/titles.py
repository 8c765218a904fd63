"""An item's title: the given one or a first line that reads like one, where it ends in the text, and its numbers."""

from __future__ import annotations

import re
from datetime import date

from nlp.components import numbers
from nlp.context import Context
from nlp.found import Found
from nlp.tally import batch
from nlp.view import view as view_of
from store import vocab
from store.records import Batch, Item


def title_of(item: Item, view: str, text: str) -> str | None:
    """The item's title: the given one, else a first line that reads like one."""
    if item.title:
        return item.title
    first = re.search(r"[^\s][^\n]*", text)
    if (
        first is None
        or len(first[0]) > 120
        or re.search(r"[。.;；]\s*$", first[0])
        or not text[first.end() :].strip()
    ):
        return None
    return first[0].strip()


def title_apart(ctx: Context, title: str | None) -> Context | None:
    """A Chinese title that does not stand in the text, with its numbers: they are the item's own."""
    if ctx.language != "zh" or not title or ctx.title_end:
        return None
    head = view_of(title)
    return Context(head, "zh", list(numbers.find(head, "zh")), len(head))


def batch_of(ctx: Context, apart: Context | None, published: date | None) -> Batch | None:
    year = published.year if published else None
    told = batch(ctx, ctx.title_end, year)
    titled = batch(apart, apart.title_end, year) if apart and not _DIGEST.search(apart.view) else None
    if told is None or titled is None:
        return told or titled
    return told.model_copy(update={k: v for k, v in titled.model_dump().items() if getattr(told, k) is None})


_DIGEST = re.compile(r"速递|速览|周报|周记|月报|动态|盘点|一周")


def title_end(view: str, title: str | None) -> int:
    """Where the title ends that the text begins with; 0 where it does not."""
    if not title:
        return 0
    from_title = vocab.fold(title)
    for match in re.finditer(r"[^\n]+", view[:1500]):
        if (vocab.fold(match[0]) and vocab.fold(match[0]) in from_title) or (
            from_title in vocab.fold(match[0]) and len(match[0]) < 2 * len(title)
        ):
            return match.end()
    return 0


def titled(ctx: Context, found: list[Found], title: str | None) -> list[Found]:
    """The authorities that a title begins with or names as acting (before 关于, or anywhere in an English title)."""
    if not title or not ctx.title_end:
        return []
    inside = [f for f in found if f.start < ctx.title_end]
    if ctx.language == "en":
        return inside
    head = re.search(r"关于|《", ctx.view[: ctx.title_end])
    return [f for f in inside if head is None or f.start < head.start()]
