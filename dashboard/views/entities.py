"""Apps and companies: search by any name; a reader who has not searched sees who is named most."""

from dashboard import data
from dashboard.cards import hit_card
from dashboard.markup import el
from dashboard.parts import heading, write
from dashboard.state import param, search_box, t

heading(t("entities_title"), t("entities_note"))
search_box("name", t("search"), t("entities_hint"))
name = param("name").strip()
hits = data.find(name) if name else data.groups()
if name and not hits:
    write(el("p", t("entities_none", name=name)))
elif not hits:
    write(el("p", t("entities_empty")))
else:
    if not name:
        write(el("h2", t("entities_top"), class_="tb-h2"))
    write(*(hit_card(hit) for hit in hits))
