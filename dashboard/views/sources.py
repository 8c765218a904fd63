"""Sources: what each answered, its last run, its gaps; running or pausing one. Refreshes while a run is on."""

import streamlit as st

from dashboard.context import current
from dashboard.coverage_parts import coverage
from dashboard.markup import el
from dashboard.parts import heading, write
from dashboard.reporting import form, waiting
from dashboard.source_parts import name, off_table, run_block, runs, source_card, source_table
from dashboard.state import href, param, t
from store import show_work
from store.runs import request

EVERY = 4  # seconds between two looks

heading(t("sources_title"), t("sources_note"))


def ask(kind: str, source_id: str, title: str) -> None:
    """Put a request down for the scheduler."""
    request(current().engine, kind, source_id)
    st.toast(t("asked_done", title=title))


def chosen(source: show_work.SourceLine) -> None:
    """One source in full, with what a person may ask of it."""
    with st.container(border=True):
        write(source_card(source))
        with st.container(horizontal=True):
            given = (source.id, name(source))
            off = not source.enabled
            st.button(t("run_now"), key=f"run_{source.id}", on_click=ask, args=("run", *given), disabled=off)
            turn = "resume" if source.paused else "pause"
            st.button(t(turn), key=f"pause_{source.id}", on_click=ask, args=(turn, *given), disabled=off)
    write(el("p", el("a", f"← {t('src_all')}", href=href("sources", source="")), class_="tb-meta"))


@st.fragment(run_every=EVERY)
def now() -> None:
    """What is going on, and every source; asks the store again every few seconds."""
    engine = current().engine
    running = show_work.running(engine)
    write(el("h2", t("working_now"), class_="tb-h2"))
    if running:
        write(*(el("div", el("small", run.source_id), run_block(run), class_="tb-card") for run in running))
    else:
        write(el("p", t("idle_now"), class_="tb-note"))
    found = show_work.sources(engine)
    if not found:
        write(el("p", t("empty_no_sources")))
    for source in found:
        if source.id == param("source"):
            chosen(source)
    connected = [source for source in found if source.enabled]
    off = [source for source in found if not source.enabled]
    write(el("h2", t("src_connected", n=len(connected)), class_="tb-h2"), source_table(connected))
    if off:
        with st.expander(t("src_known", n=len(off))):
            write(off_table(off))
    write(el("h2", t("recent_runs"), class_="tb-h2"), runs(show_work.runs(engine, 10)))


coverage()
now()
write(waiting())
form("missing")
