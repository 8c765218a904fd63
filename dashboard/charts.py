"""The charts of the overview. Each takes plain rows, and the page offers exactly these rows for download."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import altair as alt
import pandas as pd

from dashboard import data
from dashboard.markup import Html, el
from dashboard.state import label, t
from store.show import MonthCount, ViolationCount, YearCount

TOP_ISSUERS = 8
PALETTE = ["#1f4e79", "#c8553d", "#2a7f62", "#8a5a9e", "#b8860b", "#3d7ea6", "#7d8597", "#a23b72", "#b9bec7"]
PAIR = ["#b9c6d6", "#1f4e79"]
Months = list[tuple[str, str, int]]
Years = list[tuple[int, str, int]]


def title(key: str) -> alt.TitleParams:
    """A chart's title; it says so where the data are examples, for charts are copied without their page."""
    mark = t("example_mark") if data.is_example() else ""
    return alt.TitleParams(t(key), subtitle=mark) if mark else alt.TitleParams(t(key))


def months(counts: Sequence[MonthCount]) -> Months:
    """(month, authority, notices): the most frequent authorities apart, the rest as others."""
    totals = Counter[str]()
    for count in counts:
        totals[count.issuer] += count.notices
    apart = {code for code, _ in totals.most_common(TOP_ISSUERS)}
    sums = Counter[tuple[str, str]]()
    for count in counts:
        sums[count.month, label("issuers", count.issuer) if count.issuer in apart else t("others")] += (
            count.notices
        )
    return sorted((month, issuer, number) for (month, issuer), number in sums.items())


def years(counts: Sequence[YearCount]) -> Years:
    """(year, series, apps) in long form."""
    series = [(c.year, t("series_stated"), c.stated) for c in counts] + [
        (c.year, t("series_read"), c.rows) for c in counts
    ]
    return sorted(series)


def issuers(rows: Months) -> list[str]:
    """The authorities of a chart, the most frequent first, others last: the order of its colours."""
    totals = Counter[str]()
    for _, issuer, number in rows:
        totals[issuer] += number
    return sorted(totals, key=lambda i: (i == t("others"), -totals[i], i))


def key(names: Sequence[str], colours: Sequence[str]) -> Html:
    """What the colours of a chart stand for; it wraps on a narrow screen, which a chart's own legend does not."""
    pairs = zip(names, colours, strict=False)
    swatches = (el("span", el("i", class_="tb-swatch", style=f"background:{c}"), name) for name, c in pairs)
    return el("div", *swatches, class_="tb-key")


def per_month(rows: Months) -> alt.Chart:
    """Stacked bars by month and authority."""
    frame = pd.DataFrame(rows, columns=["month", "issuer", "notices"])
    order = issuers(rows)
    x = alt.X(
        "utcyearmonth(month):T",
        title=t("axis_month"),
        axis=alt.Axis(format="%Y-%m", labelAngle=-45, labelOverlap=True),
    )
    y = alt.Y("sum(notices):Q", title=t("axis_notices"), axis=alt.Axis(tickMinStep=1, format="d"))
    color = alt.Color(
        "issuer:N",
        title=None,
        sort=order,
        scale=alt.Scale(domain=order, range=PALETTE[: len(order)]),
        legend=None,
    )
    tips = [
        alt.Tooltip("utcyearmonth(month):T", title=t("axis_month"), format="%Y-%m"),
        alt.Tooltip("issuer:N", title=t("axis_issuer")),
        alt.Tooltip("sum(notices):Q", title=t("axis_notices")),
    ]
    chart = alt.Chart(frame, title=title("chart_months")).mark_bar()
    return _styled(chart.encode(x=x, y=y, color=color, tooltip=tips), 320)


def per_year(rows: Years) -> alt.Chart:
    """Stated and read apps side by side."""
    frame = pd.DataFrame(rows, columns=["year", "series", "apps"])
    chart = alt.Chart(frame, title=title("chart_years")).mark_bar()
    encoded = chart.encode(
        x=alt.X("year:O", title=t("axis_year"), axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("series:N", sort=[t("series_stated"), t("series_read")]),
        y=alt.Y("apps:Q", title=t("axis_apps"), axis=alt.Axis(tickMinStep=1, format=",d")),
        color=alt.Color(
            "series:N",
            title=None,
            sort=[t("series_stated"), t("series_read")],
            scale=alt.Scale(domain=[t("series_stated"), t("series_read")], range=PAIR),
            legend=None,
        ),
        tooltip=[
            alt.Tooltip("year:O", title=t("axis_year")),
            alt.Tooltip("series:N", title=t("axis_series")),
            alt.Tooltip("apps:Q", title=t("axis_apps"), format=",d"),
        ],
    )
    return _styled(encoded, 330)


def violations(counts: Sequence[ViolationCount]) -> alt.Chart:
    """Bars by violation type, the most frequent first."""
    rows = [(label("violations", c.code), c.notices, c.rows) for c in counts]
    frame = pd.DataFrame(rows, columns=["violation", "notices", "rows"])
    chart = alt.Chart(frame, title=title("chart_violations")).mark_bar(color="#1f4e79")
    encoded = chart.encode(
        y=alt.Y("violation:N", sort="-x", title=None, axis=alt.Axis(labelLimit=230)),
        x=alt.X("notices:Q", title=t("axis_notices"), axis=alt.Axis(tickMinStep=1, format="d")),
        tooltip=[
            alt.Tooltip("violation:N", title=t("f_violation")),
            alt.Tooltip("notices:Q", title=t("axis_notices")),
            alt.Tooltip("rows:Q", title=t("axis_rows")),
        ],
    )
    return _styled(encoded, 90 + 30 * len(rows))


def _styled(chart: alt.Chart, height: int) -> alt.Chart:
    styled: alt.Chart = (
        chart.properties(height=height)
        .configure_title(
            fontSize=15,
            anchor="start",
            color="#16202c",
            subtitleColor="#7a2e00",
            subtitleFontWeight="bold",
            offset=12,
        )
        .configure_axis(labelColor="#3c4858", titleColor="#3c4858", gridColor="#e6eaef", labelFontSize=12)
        .configure_legend(labelColor="#16202c", labelFontSize=12)
        .configure_view(stroke=None)
    )
    return styled
