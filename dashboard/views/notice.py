"""One notice: what it says of itself, its text with the evidence marked, its rows, its versions and archived files."""

import streamlit as st

from dashboard import data, evidence, known_parts
from dashboard.history_parts import history
from dashboard.markup import el
from dashboard.notice_parts import (
    deviations,
    facts,
    mark_name,
    record,
    row_csv,
    rows,
    summary,
    troubles,
)
from dashboard.parts import download, heading, note, notice_list, source_link, title_of, write
from dashboard.reporting import form
from dashboard.state import PageEnds, href, param, t

notice = data.notice(param("id"))
if notice is None:
    heading(t("not_found"), t("not_found_note", id=param("id")))
    write(el("p", el("a", t("all_notices"), href=href("notices"))))
    raise PageEnds

st.set_page_config(page_title=f"{title_of(notice.line)} · {t('product')}")
on = known_parts.asked()
if on:
    known = data.known_notice(notice.line.id, on)
    if known is None:
        known_parts.unknown(notice.line.id, "notice", on)
        raise PageEnds
    known_parts.head(known.title or known.url, notice.line.id, "notice", on)
    write(known_parts.known_notice(known))
    raise PageEnds

write(el("p", el("a", f"← {t('back')}", href=href("notices")), " · ", source_link(notice.line)))
heading(title_of(notice.line))
if notice.line.kind == "press":
    st.info(t("press_note"))
if notice.copy_of:
    st.info(t("copy_note"))
    notice_list(notice.copy_of)
left, right = st.columns(2)
with left:
    write(summary(notice))
with right:
    write(facts(notice))
write(troubles(notice.troubles))

apps = sum(row.subject == "app" for row in notice.rows)
text, named, files = st.tabs(
    [t("tab_text"), t("tab_rows", apps=apps, companies=len(notice.rows) - apps), t("tab_record")]
)
with text:
    if notice.text.strip():
        note(t("legend"))
        write(
            evidence.legend(notice.marks, mark_name),
            evidence.highlighted(notice.text, notice.marks, mark_name),
        )
        if len(notice.text) > evidence.LONGEST:
            note(t("text_cut", n=evidence.LONGEST))
    else:
        st.info(t("no_text"))
with named:
    if notice.rows:
        write(rows(notice.rows))
        columns, values = row_csv(notice)
        download("download_rows", f"rows-{notice.line.id}", columns, values)
    else:
        st.info(t("no_rows"))
with files:
    write(record(notice, data.changes(notice.line.id)))
    write(history(data.history(notice.line.id), notice.line.id))
    known_parts.day_form(notice.line.id, "notice")
if notice.deviations:
    write(el("h2", t("deviations"), class_="tb-h2"))
    note(t("deviations_note"))
    write(deviations(notice.deviations))
for key, linked in (
    ("copies", notice.copies),
    ("reports", notice.reports),
    ("reported", notice.reported),
):
    if linked:
        write(el("h2", t(key), class_="tb-h2"))
        notice_list(linked)
form("wrong", notice.line.id)
