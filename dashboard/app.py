"""The frame of every page: navigation, language, the banner of an example store, the style. Streamlit runs this file.

Pages are the files in `views/`. Each reads as a description of its screen; queries are in `data`, words in `text`.
"""

from contextlib import suppress
from pathlib import Path

import streamlit as st
from PIL import Image

from dashboard import data
from dashboard.markup import el
from dashboard.parts import when, write
from dashboard.state import PageEnds, carried, language, language_switch, t
from dashboard.style import STYLE

VIEWS = Path(__file__).resolve().parent / "views"
MENU = {
    "overview": ":material/monitoring:",
    "notices": ":material/gavel:",
    "entities": ":material/apartment:",
    "deadlines": ":material/event_upcoming:",
    "sources": ":material/rss_feed:",
    "corrections": ":material/edit_note:",
    "subscribe": ":material/notifications:",
    "about": ":material/info:",
}
ICON = Image.new("RGB", (32, 32), "#1f4e79")  # a named icon would be fetched from a font server
DETAILS = ("notice", "entity")
SPOKEN = "<script>document.documentElement.lang = '{}'</script>"  # for screen readers and translators

st.set_page_config(page_icon=ICON, layout="wide")
pages = {
    name: st.Page(
        VIEWS / f"{name}.py",
        title=f"{t(f'nav_{name}')} · {t('product')}",
        url_path=None if name == "overview" else name,
        default=name == "overview",
    )
    for name in (*MENU, *DETAILS)
}
page = st.navigation(list(pages.values()), position="hidden")
pulse = data.pulse()

st.html(f"<style>{STYLE}</style>")
with st.sidebar:
    write(el("div", t("product"), class_="tb-brand"), el("div", t("tagline"), class_="tb-tagline"))
    for name, icon in MENU.items():
        st.page_link(pages[name], label=t(f"nav_{name}"), icon=icon, query_params=carried(), width="stretch")
    write(
        el("p", t("updated", when=when(pulse.newest)), class_="tb-small"),
        el("p", t("disclaimer"), class_="tb-small"),
    )
    st.html(SPOKEN.format(language()), unsafe_allow_javascript=True)
with st.container(horizontal=True, horizontal_alignment="right"):
    language_switch()
if pulse.origin == "example":
    write(el("div", t("example_banner"), class_="tb-banner", role="note"))
with suppress(PageEnds):
    page.run()
write(el("footer", t("disclaimer"), class_="tb-footer"))
