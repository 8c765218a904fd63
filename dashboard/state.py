"""What a reader has chosen, kept in the address: language, filters, search. Links between pages carry it.

The address is the only memory. A widget is set from it before it is drawn and writes it when it changes; so a reload,
a shared link and the back button all show what was seen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

import streamlit as st

from dashboard.sentences import in_chinese, place_in_chinese
from dashboard.text import LANGUAGES, known, phrase
from store import vocab

CARRIED = ("lang", "q", "issuer", "kind", "year", "violation", "seal", "page", "name", "status")
LONGEST = 200  # characters of one value that the address may bring


class PageEnds(Exception):
    """A page has said all that it has to say; the frame goes on below it (`st.stop` would end the frame too)."""


def param(name: str) -> str:
    """A value from the address, bounded; empty where it has none."""
    return str(st.query_params.get(name, ""))[:LONGEST]


def language() -> str:
    """zh or en: from the address, else from the browser."""
    asked = param("lang")
    if asked in LANGUAGES:
        return asked
    return "zh" if (st.context.locale or "").lower().startswith("zh") else "en"


def t(key: str, **values: object) -> str:
    """A phrase in the reader's language."""
    return phrase(key, language(), **values)


def named(prefix: str, code: str) -> str:
    """The phrase for a code that is no term of the vocabulary (prefix_code); the code itself where there is none."""
    return t(f"{prefix}_{code}") if known(f"{prefix}_{code}") else code


def told(text: str) -> str:
    """What another part keeps as an English sentence, in the reader's language."""
    return in_chinese(text) if language() == "zh" else text


def told_place(place: str) -> str:
    """A place in a file, in the reader's language."""
    return place_in_chinese(place) if language() == "zh" else place


def label(section: str, code: str) -> str:
    """What the reader sees for a code of the vocabulary."""
    return vocab.label(section, code, language())


def duration(iso: str, working_days: bool) -> str:
    """P15D as words; another ISO duration as it is."""
    if iso.startswith("P") and iso.endswith("D") and iso[1:-1].isdecimal():
        return t("working_days" if working_days else "days", n=int(iso[1:-1]))
    return iso


def carried(**changes: str) -> dict[str, str]:
    """The query that a link within the dashboard has: what was chosen, with changes; empty values fall away."""
    query = {name: param(name) for name in CARRIED} | {"lang": language()} | changes
    return {name: value for name, value in query.items() if value}


def href(page: str, /, **changes: str) -> str:
    """A relative address of a page of the dashboard (it works behind a proxy's path prefix too)."""
    return f"{page or './'}?{urlencode(carried(**changes))}"


def put(**changes: str) -> None:
    """Write choices into the address; an empty value is taken out. A change of filter starts at the first page."""
    for name, value in changes.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def _on_change(name: str, key: str, resets: bool) -> None:
    put(**{name: str(st.session_state.get(key) or "").strip()[:LONGEST]})
    if resets:
        put(page="")


def choose(name: str, heading: str, options: Sequence[str], show: Callable[[str], str]) -> str:
    """A list of choices bound to the address; "" means any. A value that no option has is ignored."""
    values = ["", *options]
    asked = param(name) if param(name) in values else ""
    key = f"choose_{name}"
    st.session_state[key] = asked
    labels = {value: show(value) for value in values}
    st.selectbox(
        heading, values, format_func=labels.__getitem__, key=key, on_change=_on_change, args=(name, key, True)
    )
    return asked


def search_box(name: str, heading: str, hint: str) -> str:
    """A line of text bound to the address."""
    key = f"search_{name}"
    st.session_state[key] = param(name)
    st.text_input(
        heading, key=key, placeholder=hint, max_chars=LONGEST, on_change=_on_change, args=(name, key, True)
    )
    return param(name)


def language_switch() -> None:
    """The switch between the languages."""
    key = "choose_lang"
    st.session_state[key] = language()
    st.segmented_control(
        "语言 / Language",
        list(LANGUAGES),
        format_func=LANGUAGES.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        on_change=_on_change,
        args=("lang", key, False),
    )
