"""Deadlines: what is open and what has passed, counted to 24:00 Beijing time, each with its source."""

from datetime import datetime

import streamlit as st

from dashboard import data
from dashboard.cards import due_row
from dashboard.empty import empty_store
from dashboard.markup import table
from dashboard.parts import SHANGHAI, download, heading, issuer_names, note, write
from dashboard.state import PageEnds, t
from store.show_work import Due

MOST = 200  # past terms on one page


def terms(found: list[Due], nothing: str) -> None:
    """A table of terms, or what to say where there are none."""
    headings = [t("col_day"), t("f_kind"), t("col_notice"), t("col_issuer"), t("col_evidence")]
    if found:
        write(table(headings, [due_row(due, today) for due in found]))
    else:
        st.info(nothing)


heading(t("deadlines_title"), t("deadlines_note"))
if data.pulse().notices == 0:
    empty_store()
    raise PageEnds

today = datetime.now(SHANGHAI).date()
every = data.deadlines()
upcoming = sorted((d for d in every if d.day and d.day >= today.isoformat()), key=lambda d: d.day)
past = [d for d in every if d.day and d.day < today.isoformat()]
undated = [d for d in every if not d.day]
tabs = st.tabs([t("upcoming", n=len(upcoming)), t("past", n=len(past)), t("undated", n=len(undated))])
with tabs[0]:
    terms(upcoming, t("no_upcoming"))
with tabs[1]:
    if len(past) > MOST:
        note(t("past_page", n=MOST))
    terms(past[:MOST], t("no_past"))
with tabs[2]:
    terms(undated, t("none"))
if every:
    download(
        "download_list",
        "deadlines",
        ["day", "kind", "text", "basis", "addressee", "notice_id", "title", "authorities", "quote", "url"],
        [
            (
                d.day,
                d.kind,
                d.text,
                d.basis,
                d.addressee,
                d.line.id,
                d.line.title,
                issuer_names(d.line.issuers),
                d.quote,
                d.line.url,
            )
            for d in [*upcoming, *past, *undated]
        ],
    )
