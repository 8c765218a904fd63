"""Cached reads for the pages, keyed by the store's address and its stamp: a change is seen at once."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

import streamlit as st

from dashboard.context import current
from store import (
    audit,
    known,
    show,
    show_cases,
    show_changes,
    show_decisions,
    show_entities,
    show_history,
    show_notice,
    show_notices,
    show_shapes,
    show_work,
)
from store.proposals import Proposal, for_a_page
from store.show import Pulse

P = ParamSpec("P")
R = TypeVar("R")
ENTRIES = 200


def pulse() -> Pulse:
    """What this store is and its stamp, at most a second old: a page asks for it many times."""
    return _pulse(str(current().settings.database_url))


@st.cache_data(ttl=1, max_entries=ENTRIES, show_spinner=False)
def _pulse(database: str) -> Pulse:
    return show.pulse(current().engine)


def is_example() -> bool:
    """Whether this store holds examples, which no page may show without saying so."""
    return pulse().origin == "example"


@st.cache_data(max_entries=ENTRIES, show_spinner=False)
def _kept(database: str, stamp: str, what: str, arguments: tuple[object, ...], _read: Callable[[], R]) -> R:
    """One answer, kept while the store's stamp stays. The first four arguments are the key."""
    return _read()


def kept(read: Callable[P, R], *arguments: P.args, **more: P.kwargs) -> R:
    """`read(...)`, from the cache while the store has not changed."""
    key = (*arguments[1:], *sorted(more.items()))
    name = f"{read.__module__}.{read.__qualname__}"
    return _kept(
        str(current().settings.database_url), pulse().stamp, name, key, lambda: read(*arguments, **more)
    )


def figures() -> show.Figures:
    return kept(show.figures, current().engine)


def per_month() -> list[show.MonthCount]:
    return kept(show.per_month, current().engine)


def per_year() -> list[show.YearCount]:
    return kept(show.per_year, current().engine)


def top_violations() -> list[show.ViolationCount]:
    return kept(show.top_violations, current().engine)


def choices() -> show_notices.Choices:
    return kept(show_notices.choices, current().engine)


def notices(filters: show_notices.Filters, page: int, size: int) -> show_notices.Found:
    return kept(show_notices.notices, current().engine, filters, page, size)


def changes(notice_id: str) -> tuple[show_changes.Change, ...]:
    return kept(show_changes.changes, current().engine, notice_id)


def notice(notice_id: str) -> show_shapes.Whole | None:
    return kept(show_notice.whole, current().engine, notice_id)


def find(text: str) -> list[show_entities.Hit]:
    return kept(show_entities.find, current().engine, text)


def groups() -> list[show_entities.Hit]:
    return kept(show_entities.groups, current().engine)


def entity(entity_id: str) -> show_entities.Entity | None:
    return kept(show_entities.entity, current().engine, entity_id)


def lives(entity_id: str, today: str) -> show_cases.Lives:
    return kept(show_cases.lives, current().engine, entity_id, today)


def standings(status: str, today: str) -> show_cases.Standings:
    return kept(show_cases.standings, current().engine, status, today)


def known_notice(notice_id: str, day: str) -> known.KnownNotice | None:
    """The notice as known at the end of a day; None where it was not, or the day is none."""
    at = known.end_of(day)
    return kept(known.notice, current().engine, notice_id, at) if at else None


def known_rows(entity_id: str, day: str) -> tuple[known.KnownRow, ...] | None:
    """The rows of an app or firm as known at the end of a day; None where the day is none."""
    at = known.end_of(day)
    return kept(known.rows, current().engine, entity_id, at) if at else None


def known_lives(entity_id: str, day: str) -> show_cases.Lives | None:
    """Its cases, as they stood and were known then."""
    at = known.end_of(day)
    return kept(show_cases.lives, current().engine, entity_id, day, at) if at else None


def history(notice_id: str) -> tuple[show_history.Past, ...]:
    return kept(show_history.history, current().engine, notice_id)


def corrected() -> list[show_decisions.Corrected]:
    return show_decisions.corrected(current().engine)


def decided() -> list[show_decisions.Decided]:
    return show_decisions.decided(current().engine)


def proposed() -> list[Proposal] | None:
    return kept(for_a_page, current().engine, 20)


def deadlines() -> list[show_work.Due]:
    return kept(show_work.deadlines, current().engine)


def audited() -> audit.Audit | None:
    """The last audit; None where nothing was audited yet."""
    return audit.latest(current().engine)
