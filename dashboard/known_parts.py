"""The record as it was known at the end of a day: of one notice, and of one app or firm."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from dashboard.case_parts import life_line
from dashboard.markup import Html, el, join, link, table
from dashboard.notice_parts import facts, listed, row_cells, rows
from dashboard.parts import heading, write
from dashboard.state import href, label, param, t
from store.known import KnownNotice, KnownRow
from store.show_cases import Lives


def asked() -> str:
    """The day that the address asks for; empty where it asks for today."""
    return param("on")


def day_form(id_: str, page: str) -> None:
    """A day to choose, as a link that can be shared."""
    with st.expander(t("then_ask")), st.form(f"then_{page}", border=False):
        day = st.date_input(t("then_day"), value=None, format="YYYY-MM-DD")
        if st.form_submit_button(t("then_show")) and day:
            write(el("a", t("then_open", day=day.isoformat()), href=href(page, id=id_, on=day.isoformat())))


def head(title: str, id_: str, page: str, day: str) -> None:
    """What is shown, and the way back to today's record."""
    heading(title, t("then_title", day=day))
    st.info(t("then_note"))
    write(el("p", el("a", t("then_back"), href=href(page, id=id_))))


def unknown(id_: str, page: str, day: str) -> None:
    """There was nothing to be known of it on that day."""
    head(t("then_nothing", day=day), id_, page, day)


def known_notice(found: KnownNotice) -> Html:
    """A notice's fields, findings and rows with their proofs."""
    pairs: list[tuple[str, object]] = [
        (t("issuers"), t("sep").join(label("issuers", code) for code in found.issuers)),
        (t("document"), label("documents", found.document)),
        (t("published"), found.published_on),
        (t("signed"), found.signed_on),
        (t("then_version"), str(found.version)),
        (t("source_page"), link(found.url, found.url)),
    ]
    return join(listed(pairs), facts(found), rows(found.rows))


def known_rows(found: Sequence[KnownRow], day: str) -> Html:
    """The rows of an app or firm, each with its notice as it was known."""
    if not found:
        return el("p", t("entity_no_rows"))
    keys = (
        "col_day",
        "col_notice",
        "col_name",
        "col_developer",
        "col_version",
        "col_problems",
        "col_evidence",
    )
    return table([t(key) for key in keys], [_cells(one, day) for one in found])


def _cells(one: KnownRow, day: str) -> list[object]:
    title = el("a", one.notice.title or one.notice.url, href=href("notice", id=one.notice.id, on=day))
    return [one.notice.day, title, *row_cells(one.row)[1:]]


def known_cases(lives: Lives) -> Html:
    """The cases as they stood."""
    return join(
        el("h2", t("cases", n=len(lives.cases)), class_="tb-h2"), *(life_line(life) for life in lives.cases)
    )
