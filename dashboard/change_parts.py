"""What a source changed from one version to the next: struck out and put in, in the words of the page."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.markup import Html, el, join
from dashboard.state import t
from store.show_changes import Change, Span

TAGS = {"out": "del", "in": "ins"}
LONGEST = 60  # characters of unchanged text that are shown beside a change


def change_of(change: Change) -> Html:
    """A fold with every change of a version against the one before it."""
    before, after = change.title or ("", "")
    printed = change.published or ("", "")
    facts = [
        _line(t("change_title"), [("out", before), ("in", after)]) if change.title else Html(""),
        _line(t("published"), [("out", printed[0]), ("in", printed[1])]) if change.published else Html(""),
        *(_line(t("file_attachment"), [("out", name)]) for name in change.files_out),
        *(_line(t("file_attachment"), [("in", name)]) for name in change.files_in),
    ]
    lines = [el("div", *(_span(span) for span in line), class_="tb-diff") for line in change.lines]
    notes = [] if change.compared else [el("p", t("change_unread"), class_="tb-small")]
    notes += [el("p", t("change_cut"), class_="tb-small")] if change.cut else []
    return el(
        "details", el("summary", t("change_since", number=change.number - 1)), join(*facts, *lines, *notes)
    )


def _line(name: str, spans: Sequence[Span]) -> Html:
    return el("div", el("small", f"{name} "), *(_span(span) for span in spans), class_="tb-diff")


def _span(span: Span) -> Html:
    kind, text = span
    if kind in TAGS:
        return el(TAGS[kind], text)
    cut = text if len(text) <= 2 * LONGEST else f"{text[:LONGEST]} … {text[-LONGEST:]}"
    return el("span", cut)
