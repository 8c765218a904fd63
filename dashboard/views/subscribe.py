"""Subscribe: who to watch, by any name; nothing is sent before the address's owner has confirmed."""

import streamlit as st

from alerts import subscriptions
from alerts.addresses import AddressRefused
from alerts.subscriptions import AmbiguousName, MailFailed, NotSubscribed, TooMany, UnknownName
from dashboard.context import current
from dashboard.markup import el
from dashboard.parts import heading, write
from dashboard.state import href, label, language, param, t
from store import vocab

KINDS = ("company", "app", "words", "issuer", "violation", "all")
CODES = {"issuer": vocab.issuers, "violation": vocab.violations}
REASONS = {
    UnknownName: "sub_unknown",
    AmbiguousName: "sub_ambiguous",
    TooMany: "sub_too_many",
    MailFailed: "sub_mail_failed",
    AddressRefused: "sub_bad_address",
}


def send(address: str, kind: str, target: str) -> None:
    """Ask for the subscription, and say what came of it."""
    context = current()
    try:
        pending = subscriptions.subscribe(context.engine, context.settings, address, kind, target, language())
    except (NotSubscribed, AddressRefused) as error:
        st.error(t(REASONS.get(type(error), "sub_failed"), why=str(error), name=target, address=address))
        if isinstance(error, AmbiguousName):
            offer(kind, error)
        elif isinstance(error, UnknownName):
            words = el(
                "a", t("sub_watch_words", name=target), href=href("subscribe", watch="words", target=target)
            )
            write(el("p", words))
        return
    if pending.state == "link":
        st.warning(t("sub_no_mail"))
        st.code(pending.link, language=None)
    else:
        st.success(t(f"sub_{pending.state}", address=address))


def offer(kind: str, error: AmbiguousName) -> None:
    """The things of that name, each with a link that chooses it."""
    choices = [
        el(
            "li",
            el("a", f"{c.name} {c.name_en}", href=href("subscribe", watch=kind, target=c.id or c.curated)),
        )
        for c in error.choices[:10]
    ]
    write(el("ul", *choices))


heading(t("subscribe_title"), t("subscribe_note"))
st.info(t("double_opt_in"), icon=":material/mark_email_read:")
st.session_state.setdefault("sub_kind", param("watch") if param("watch") in KINDS else "company")
st.session_state.setdefault("sub_target", param("target"))
kinds = {kind: t(f"sub_kind_{kind}") for kind in KINDS}
kind = st.selectbox(t("sub_kind"), KINDS, format_func=kinds.__getitem__, key="sub_kind")
with st.form("subscribe", border=True):
    if kind in CODES:
        labels = {code: label(f"{kind}s", code) for code in CODES[kind]()}
        target = st.selectbox(kinds[kind], list(labels), format_func=labels.__getitem__, key=f"sub_{kind}")
    elif kind == "all":
        target = ""
    else:
        if kind == "words":
            write(el("p", t("sub_words_note"), class_="tb-note"))
        target = st.text_input(
            t("sub_words" if kind == "words" else "sub_target"),
            key="sub_target",
            placeholder=t("entities_hint"),
            max_chars=200,
        )
    address = st.text_input(
        t("sub_address"), max_chars=254, autocomplete="email", placeholder="anna@example.com"
    )
    if st.form_submit_button(t("sub_send"), type="primary"):
        send(address, kind, target)
write(
    el(
        "p",
        t("public_feeds"),
        " ",
        el("a", "Atom", href=f"feeds/all.atom?lang={language()}"),
        " · ",
        el("a", "iCalendar", href=f"feeds/all.ics?lang={language()}"),
    )
)
