"""Notices: search and filters kept in the address, a list by pages, and the known notices that are not fetched yet."""

import streamlit as st

from dashboard import data
from dashboard.cards import hit_name
from dashboard.empty import empty_store, known_index
from dashboard.markup import el, join
from dashboard.parts import download, heading, issuer_names, notice_list, write
from dashboard.state import PageEnds, choose, href, label, param, search_box, t
from store.show_notices import Filters

SIZE = 20

heading(t("notices_title"), t("disclaimer"))
if data.pulse().notices == 0:
    empty_store()
    raise PageEnds

choices = data.choices()
text = search_box("q", t("search"), t("search_hint"))
one, two, three, four, five = st.columns([3, 2, 2, 3, 2])
with one:
    issuer = choose(
        "issuer", t("f_issuer"), list(choices.issuers), lambda c: label("issuers", c) if c else t("all")
    )
with two:
    kind = choose("kind", t("f_kind"), list(choices.kinds), lambda c: t(f"kind_{c}") if c else t("all"))
with three:
    year = choose("year", t("f_year"), list(choices.years), lambda c: c or t("all"))
with four:
    violation = choose(
        "violation",
        t("f_violation"),
        list(choices.violations),
        lambda c: label("violations", c) if c else t("all"),
    )
with five:
    seal = choose("seal", t("f_seal"), list(choices.seals), lambda c: t(f"seal_{c}") if c else t("all"))

page = int(param("page")) if param("page").isdecimal() and len(param("page")) < 7 else 1
filters = Filters(text, issuer, kind, year, violation, seal)
found = data.notices(filters, page, SIZE)
pages = max(1, -(-found.total // SIZE))
clear = href("notices", q="", issuer="", kind="", year="", violation="", seal="", page="")
if text:
    hits = data.find(text)[:5]
    if hits:
        names = join(*(el("a", hit_name(h), href=href("entity", id=h.id), class_="tb-chip") for h in hits))
        write(el("p", t("same_names"), t("colon"), names, class_="tb-meta"))
write(
    el(
        "p",
        t(
            "found_page",
            official=found.total - found.reports,
            reports=found.reports,
            page=min(page, pages),
            pages=pages,
        ),
        " · ",
        el("a", t("clear"), href=clear),
        class_="tb-meta",
    )
    if found.total
    else el("p", t("nothing_found"), " ", el("a", t("clear"), href=clear))
)
notice_list(found.lines)
turn = [
    el("a", f"← {t('previous')}", href=href("notices", page=str(page - 1))) if page > 1 else "",
    " ",
    el("a", f"{t('next')} →", href=href("notices", page=str(page + 1))) if page < pages else "",
]
write(el("p", *turn))
if found.lines:
    columns = [
        "id",
        "day",
        "kind",
        "title",
        "authorities",
        "violations",
        "list_state",
        "stated",
        "read",
        "url",
    ]
    rows = [
        (
            x.id,
            x.day,
            x.kind,
            x.title,
            issuer_names(x.issuers),
            "; ".join(x.violations),
            x.seal_state,
            x.seal_stated,
            x.seal_read,
            x.url,
        )
        for x in found.lines
    ]
    download("download_list", "notices", columns, rows)
if data.pulse().origin != "example":
    with st.expander(t("known_title")):
        known_index(text)
