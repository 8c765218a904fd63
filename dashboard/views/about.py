"""About and method: what it is, what "named" means, how the data comes about, what it cannot tell, the licences."""

from dashboard.markup import el
from dashboard.parts import heading, write
from dashboard.state import t

SECTIONS = ("about_what", "about_named", "about_method", "about_limits", "about_licence", "about_export")

heading(t("about_title"))
for key in SECTIONS:
    write(el("h2", t(key), class_="tb-h2"), el("p", t(f"{key}_text"), class_="tb-note"))
write(el("p", el("a", t("download_all"), href="download/tongbao.zip")))
