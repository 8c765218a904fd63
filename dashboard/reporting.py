"""The form by which a reader says that something is wrong or missing, and what readers said."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from dashboard.context import current
from dashboard.markup import Html, el, join
from dashboard.parts import when
from dashboard.state import href, t
from store.reports import ADDRESS, CONTACT, WORDS, Report, TooManyReports, report, reports


def form(kind: Literal["missing", "wrong"], notice_id: str = "") -> None:
    """Folded away until a reader wants it."""
    with st.expander(t(f"report_{kind}")), st.form(f"report_{kind}", border=False, clear_on_submit=True):
        words = st.text_area(t("report_words"), max_chars=WORDS)
        address = st.text_input(t("report_address"), max_chars=ADDRESS, placeholder="https://")
        contact = st.text_input(t("report_contact"), max_chars=CONTACT)
        if st.form_submit_button(t("report_send")):
            _send(kind, words, address, contact, notice_id)


def _send(kind: Literal["missing", "wrong"], words: str, address: str, contact: str, notice_id: str) -> None:
    try:
        made = report(current().engine, kind, words, address, contact, notice_id)
    except TooManyReports:
        st.error(t("report_too_many"))
    except ValueError:
        st.error(t("report_refused"))
    else:
        st.success(t("report_done") + (f" {t(f'cause_{made.cause}')}" if made.cause else ""))


def waiting() -> Html:
    """What readers reported and nobody has closed."""
    found = reports(current().engine)
    cards = [_card(one) for one in found] or [el("p", t("reports_none"), class_="tb-note")]
    return join(el("h2", t("reports_title"), class_="tb-h2"), *cards)


def _card(one: Report) -> Html:
    about = el("a", one.notice_id, href=href("notice", id=one.notice_id)) if one.notice_id else ""
    return el(
        "div",
        el("div", el("b", t(f"report_kind_{one.kind}")), " ", about, f" · {when(one.at)} · {one.id}"),
        el("div", one.words, class_="tb-quote") if one.words else "",
        el("div", one.address, class_="tb-meta") if one.address else "",
        el("div", t(f"cause_{one.cause}"), class_="tb-meta") if one.cause else "",
        class_="tb-card",
    )
