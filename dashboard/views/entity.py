"""One app or company: its names, its group, and each row that names it with the words that prove it."""

from datetime import datetime

import streamlit as st

from dashboard import data, known_parts
from dashboard.cards import counted, entity_head, entity_rows, hit_card, members
from dashboard.case_parts import life_line, standings_table
from dashboard.markup import el
from dashboard.parts import SHANGHAI, download, entity_link, heading, issuer_names, write
from dashboard.state import PageEnds, href, param, t

MOST_LIVES, MOST_APPS = 40, 100  # cases and apps that one page shows

entity = data.entity(param("id"))
if entity is None:
    heading(t("entity_missing"), t("not_found_note", id=param("id")))
    write(el("p", el("a", t("nav_entities"), href=href("entities"))))
    raise PageEnds

st.set_page_config(page_title=f"{entity.name} · {t('product')}")
on = known_parts.asked()
if on:
    known = data.known_rows(entity.id, on)
    known_lives = data.known_lives(entity.id, on)
    if known is None or known_lives is None:
        known_parts.unknown(entity.id, "entity", on)
        raise PageEnds
    known_parts.head(entity.name, entity.id, "entity", on)
    if entity.type != "person":
        write(known_parts.known_cases(known_lives))
    write(known_parts.known_rows(known, on))
    raise PageEnds

write(el("p", el("a", f"← {t('nav_entities')}", href=href("entities"))))
heading(entity.name, entity.name_en if entity.name_en != entity.name else "")
write(entity_head(entity))
for other_id, other, firm in entity.others:
    write(
        el(
            "p",
            t("look_alike"),
            entity_link(other_id, other),
            t("look_alike_of", firm=firm),
            class_="tb-note",
        )
    )
if entity.group:
    write(el("h2", t("group"), class_="tb-h2"), hit_card(entity.group))
if entity.members:
    write(el("h2", t("members"), class_="tb-h2"), members(entity.members))

today = datetime.now(SHANGHAI).date().isoformat()
lives = data.lives(entity.id, today)
if entity.type != "person":
    write(
        el("h2", t("cases", n=len(lives.cases)), class_="tb-h2"),
        el("p", t("cases_note" if lives.cases else "no_cases"), class_="tb-note"),
        *(life_line(life) for life in lives.cases[:MOST_LIVES]),
    )
if len(lives.cases) > MOST_LIVES:
    write(el("p", t("rows_shown", shown=MOST_LIVES, total=len(lives.cases)), class_="tb-note"))
if lives.apps:
    write(
        el("h2", t("cases_apps", n=len(lives.apps)), class_="tb-h2"),
        standings_table(lives.apps[:MOST_APPS]),
    )

known_parts.day_form(entity.id, "entity")
write(el("p", counted(entity.counted), class_="tb-meta"), el("p", t("disclaimer"), class_="tb-note"))
kinds = {"notice": entity.rows, "report": entity.reports, "copy": entity.copies}
if not any(found.total for found in kinds.values()):
    write(el("p", t("entity_no_rows")))
    raise PageEnds
write(*(entity_rows(f"entity_rows_{kind}", found) for kind, found in kinds.items()))
download(
    "download_rows",
    f"rows-{entity.id}",
    [
        "notice_id",
        "item",
        "day",
        "title",
        "authorities",
        "name",
        "role",
        "developer",
        "version",
        "problems",
        "quote",
        "url",
    ],
    [
        (
            named.line.id,
            kind,
            named.line.day,
            named.line.title,
            issuer_names(named.line.issuers),
            named.row.name,
            named.row.role,
            named.row.developer,
            named.row.version,
            "; ".join(p.wording or p.code for p in named.row.problems),
            named.row.quotes[0].text if named.row.quotes else "",
            named.line.url,
        )
        for kind, found in kinds.items()
        for named in found.shown
    ],
)
