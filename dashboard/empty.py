"""What an empty store says: what is happening, what each source answered, where a filled dashboard is, what is known."""

from __future__ import annotations

import streamlit as st

from dashboard import data
from dashboard.context import current
from dashboard.markup import el, link, table
from dashboard.parts import download, issuer_names, write
from dashboard.source_parts import answer, name
from dashboard.state import named, t, told
from store import show_work, vocab
from store.vocab import KnownNotice

KNOWN_SIZE = 30


def empty_store() -> None:
    """What is happening, what each source answered, how to see a filled dashboard, and what is known to exist."""
    _happening()
    known_index()


@st.fragment(run_every=5)
def _happening() -> None:
    """Asks the store again every few seconds, and loads the page anew when notices arrive."""
    if data.pulse().notices:
        st.rerun()
    engine = current().engine
    running, sources = show_work.running(engine), show_work.sources(engine)
    write(el("h2", t("empty_title"), class_="tb-h2"))
    for run in running:
        st.info(t("empty_running", progress=told(run.progress) or named("job", run.job)))
    if not running:
        st.info(t("empty_idle"))
    if data.pulse().origin != "example":
        st.info(t("empty_demo"))
    connected = [source for source in sources if source.enabled]
    if not connected:
        write(el("p", t("empty_no_sources")))
        return
    answering = sum(source.answered is True for source in connected)
    with st.expander(t("empty_answers", number=answering, all=len(connected))):
        items = (el("li", el("div", name(source)), answer(source)) for source in connected)
        write(el("ul", *items, class_="tb-list"))


def known_index(text: str = "") -> None:
    """Notices that are known to exist and are not in this live store, in a section of their own."""
    if data.pulse().origin == "example":
        return
    every = vocab.known_notices()
    here = show_work.fetched(current().engine, [url for k in every for url in (k.url, *k.also) if url])
    missing = [k for k in every if not here.intersection((k.url, *k.also)) and _has(k, text)]
    missing.sort(key=lambda k: k.day, reverse=True)
    write(el("h2", t("known_title"), class_="tb-h2"), el("p", t("known_note"), class_="tb-note"))
    if not missing:
        write(el("p", t("known_empty")))
        return
    pages = -(-len(missing) // KNOWN_SIZE)
    page = st.number_input(t("known_page", pages=pages), 1, pages, key="known_page") if pages > 1 else 1
    shown = missing[(page - 1) * KNOWN_SIZE : page * KNOWN_SIZE]
    headings = [t("col_number"), t("col_day"), t("col_notice"), t("col_issuer"), t("col_stated"), ""]
    write(table(headings, [_known_row(k) for k in shown]))
    columns = ["number", "day", "day_basis", "title", "authorities", "url", "stated", "state"]
    rows = [
        (k.number, k.day, k.basis, k.title, issuer_names(k.issuers), k.url, k.stated, "not fetched")
        for k in missing
    ]
    download("known_download", "known-notices-not-fetched", columns, rows)


def _has(k: KnownNotice, text: str) -> bool:
    """Whether title, authorities or number of a known notice have what is searched for."""
    return vocab.fold(text) in vocab.fold(f"{k.title} {issuer_names(k.issuers)} {k.number or ''}")


def _known_row(k: KnownNotice) -> list[object]:
    title = k.title or t("known_untitled")
    return [
        k.number or "",
        el("span", k.day or t("precision_unknown"), class_="tb-day"),
        link(k.url, title) if k.url else title,
        issuer_names(k.issuers),
        k.stated,
        el("span", t("known_mark"), class_="tb-badge tb-warn"),
    ]
