"""Apps and companies: search by any name; a reader who has not searched sees who is named most."""

from datetime import datetime

from dashboard import data
from dashboard.cards import hit_card
from dashboard.case_parts import STATUSES, standings_table
from dashboard.markup import el
from dashboard.parts import SHANGHAI, heading, write
from dashboard.state import PageEnds, choose, param, search_box, t

heading(t("entities_title"), t("entities_note"))
search_box("name", t("search"), t("entities_hint"))
name = param("name").strip()
status = choose(
    "status", t("filter_status"), STATUSES, lambda code: t(f"status_{code}") if code else t("all")
)
if status and not name:
    found = data.standings(status, datetime.now(SHANGHAI).date().isoformat())
    write(el("p", t("standings_shown", total=found.total, shown=len(found.found)), class_="tb-note"))
    write(standings_table(found.found))
    raise PageEnds
hits = data.find(name) if name else data.groups()
if name and not hits:
    write(el("p", t("entities_none", name=name)))
elif not hits:
    write(el("p", t("entities_empty")))
else:
    if not name:
        write(el("h2", t("entities_top"), class_="tb-h2"))
    write(*(hit_card(hit) for hit in hits))
