"""What may be missing: leads from gaps in numbering, known notices that we lack, authorities' own totals against ours."""

from __future__ import annotations

import streamlit as st

from dashboard.context import current
from dashboard.markup import Html, el, join, link, table
from dashboard.parts import issuer_names, write
from dashboard.source_parts import badge
from dashboard.state import href, label, language, t
from store.gaps import Lead, Neighbour, leads, spans
from store.recall import Recall, TotalCheck, recall, totals

STATES = {"agrees": "good", "more": "plain", "fewer_lists": "warn", "fewer_apps": "warn"}
SHOWN = 12  # list numbers that one line names


def coverage() -> None:
    """The whole section."""
    engine = current().engine
    found, own, missing = recall(engine), totals(engine), leads(engine)
    write(el("h2", t("cov_title"), class_="tb-h2"), el("p", t("cov_note"), class_="tb-note"))
    write(_recall_line(found), *map(_total, own))
    if found.measured:
        with st.expander(t("cov_by_issuer")):
            write(_by_issuer(found))
    with st.expander(t("lead_head", n=len(missing)), expanded=0 < len(missing) <= SHOWN):
        write(el("p", t("lead_note"), class_="tb-note"), _leads(missing))


def _recall_line(found: Recall) -> Html:
    if not found.measured:
        return el("div", badge(t("cov_example"), "plain"), class_="tb-meta")
    words = t("cov_recall", here=found.here, known=found.known, share=f"{100 * found.share:.0f}")
    look = "good" if found.here == found.known else "warn"
    return el("div", badge(t("cov_recall_mark"), look), " ", words, class_="tb-meta")


def _by_issuer(found: Recall) -> Html:
    rows: list[list[object]] = [
        [label("issuers", code), known, here, known - here] for code, (known, here) in found.by_issuer.items()
    ]
    return table([t("col_issuer"), t("cov_known"), t("cov_here"), t("cov_lacking")], rows)


def _total(check: TotalCheck) -> Html:
    total = check.total
    source = total.source if language() == "zh" else total.source_en
    said = t("total_said", lists=total.lists, apps=total.apps, source=source)
    details = []
    if check.missing:
        details.append(el("li", t("total_missing", numbers=spans(check.missing))))
    if check.later:
        details.append(el("li", t("total_later", numbers=spans(check.later))))
    if check.short:
        short = [
            t("total_short_one", number=s.number, read=s.read, stated=s.stated) for s in check.short[:SHOWN]
        ]
        details.append(el("li", t("total_short", lists=t("sep").join(short)), _more(len(check.short))))
    return el(
        "div",
        badge(t(f"total_{check.state}"), STATES[check.state]),
        " ",
        said,
        " ",
        t("total_ours", lists=check.lists, apps=check.apps),
        el("ul", *details) if details else "",
        class_="tb-meta",
    )


def _more(number: int) -> str:
    return f" (+{number - SHOWN})" if number > SHOWN else ""


def _leads(found: list[Lead]) -> Html:
    if not found:
        return el("p", t("lead_none"))
    headings = [t("lead_number"), t("col_issuer"), t("lead_neighbours"), t("lead_where")]
    return table(headings, [[_number(x), issuer_names(x.issuers), _neighbours(x), _where(x)] for x in found])


def _number(lead: Lead) -> Html:
    unit = lead.unit if language() == "zh" else ""
    numbers = spans(lead.numbers)
    words = (
        t("lead_of_year", year=lead.year, n=numbers, unit=unit)
        if lead.year
        else t("lead_overall", n=numbers, unit=unit)
    )
    return join(badge(t("lead_mark"), "warn"), " ", words)


def _neighbours(lead: Lead) -> Html:
    return join(*(_neighbour(n) for n in (lead.before, lead.after) if n is not None))


def _neighbour(n: Neighbour) -> Html:
    title = el("a", n.title or n.url, href=href("notice", id=n.notice_id), lang="zh")
    return el(
        "div",
        f"{n.number} · ",
        el("span", n.day, class_="tb-day"),
        " ",
        title,
        " ",
        link(n.url, t("lead_page")),
    )


def _where(lead: Lead) -> Html:
    """Addresses of the index first, for they are the notice's own; then the lists of the authority."""
    known = [el("div", t("lead_indexed"), " ", link(url, url)) for url in lead.indexed]
    lists = [el("div", el("small", source), " ", link(url, url)) for source, url in lead.lists]
    return join(*known, *lists) or el("span", t("lead_nowhere"))
