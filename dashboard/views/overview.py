"""Overview: key figures with what they count, trends with their data, the latest notices."""

from datetime import datetime

import streamlit as st

from dashboard import charts, data
from dashboard.empty import empty_store
from dashboard.markup import el
from dashboard.parts import SHANGHAI, download, heading, note, notice_list, write
from dashboard.state import PageEnds, href, label, t
from store.show_notices import Filters

if data.pulse().notices == 0:
    heading(t("overview_title"), t("disclaimer"))
    empty_store()
    raise PageEnds

figures = data.figures()
heading(
    t("overview_title"),
    t("period", first=figures.first_day, last=figures.last_day) if figures.official else "",
)
today = f"{datetime.now(SHANGHAI):%Y-%m-%d}"
open_terms = sum(due.day >= today for due in data.deadlines() if due.line.kind == "official")
cards = [
    ("fig_official", f"{figures.official:,}", t("fig_official_help")),
    ("fig_press", f"{figures.press:,}", t("fig_press_help")),
    ("fig_apps", f"{figures.apps_named:,}", t("fig_apps_help", apps=figures.apps_distinct)),
    ("fig_companies", f"{figures.companies:,}", t("fig_companies_help")),
    ("fig_complete", f"{figures.lists_complete:,} / {figures.lists_expected:,}", t("fig_complete_help")),
    ("fig_deadlines", f"{open_terms:,}", t("fig_deadlines_help")),
]
write(
    el(
        "div",
        *(
            el("div", el("span", t(k)), el("b", v), el("small", counted), class_="tb-figure")
            for k, v, counted in cards
        ),
        class_="tb-figures",
    )
)

months, years, violations = (
    charts.months(data.per_month()),
    charts.years(data.per_year()),
    data.top_violations(),
)
with st.container(border=True):
    if months:
        st.altair_chart(charts.per_month(months), alt=t("chart_months"))
        write(charts.key(charts.issuers(months), charts.PALETTE))
        note(t("chart_months_note", top=charts.TOP_ISSUERS))
        download("download_csv", "notices-per-month", ["month", "authority", "notices"], months)
    else:
        st.info(t("chart_empty"))
left, right = st.columns(2)
with left.container(border=True):
    if years:
        st.altair_chart(charts.per_year(years), alt=t("chart_years"))
        write(charts.key([t("series_stated"), t("series_read")], charts.PAIR))
        note(t("chart_years_note"))
        download("download_csv", "apps-per-year", ["year", "series", "apps"], years)
    else:
        st.info(t("chart_empty"))
with right.container(border=True):
    if violations:
        st.altair_chart(charts.violations(violations), alt=t("chart_violations"))
        note(t("chart_violations_note"))
        rows = [(v.code, label("violations", v.code), v.notices, v.rows) for v in violations]
        download("download_csv", "violations", ["code", "violation", "notices", "rows"], rows)
    else:
        st.info(t("chart_empty"))

write(el("h2", t("latest"), class_="tb-h2"))
notice_list(data.notices(Filters(), 1, 8).lines)
write(el("p", el("a", t("all_notices"), href=href("notices"))))
