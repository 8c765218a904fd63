"""Pieces that several pages show: the list of notices, the seal's badge, links to things, tables to download."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from dashboard import data
from dashboard.markup import Html, between, el, join, link
from dashboard.state import href, label, language, t
from store.show_notices import Line
from store.show_shapes import Problem, Quote, Row

SHANGHAI = ZoneInfo("Asia/Shanghai")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST_QUOTE = 160


def write(*children: object) -> None:
    """Put escaped markup on the page; nothing where there is none."""
    if markup := join(*children):
        st.html(markup)


def heading(title: str, note: str = "") -> None:
    """The page's title, marked where the store holds examples."""
    write(el("h1", title, mark(), class_="tb-title"), el("p", note, class_="tb-note") if note else "")


def note(words: str) -> None:
    """A remark in small print of good contrast."""
    write(el("p", words, class_="tb-small"))


def mark() -> Html:
    """The visible mark of an example store; nothing in a live one."""
    return el("span", t("example_mark"), class_="tb-example") if data.is_example() else Html("")


def when(instant: datetime | None) -> str:
    """An instant in Beijing time, to the minute."""
    return f"{instant.astimezone(SHANGHAI):%Y-%m-%d %H:%M} {t('shanghai')}" if instant else t("never")


def issuer_names(codes: Iterable[str]) -> str:
    """Authorities by name."""
    return t("sep").join(label("issuers", c) for c in codes) or t("none")


def seal(line: Line) -> Html:
    """Whether the list was read whole, as a badge with its numbers."""
    numbers = ""
    if line.seal_stated is not None:
        numbers = t("seal_of", stated=line.seal_stated, read=line.seal_read)
    elif line.seal_read:
        numbers = t("seal_read", read=line.seal_read)
    words = [t(f"seal_{line.seal_state}"), *([numbers] if numbers else [])]
    return el("span", " · ".join(words), class_=f"tb-badge tb-seal-{line.seal_state}")


def kind(line: Line) -> Html:
    """Official or press, told apart at a glance."""
    return el("span", t(f"kind_{line.kind}"), class_=f"tb-badge tb-{line.kind}")


def authorities(line: Line) -> str:
    """Whose act a notice is; of a press report its outlet, and whose act it is about."""
    who = issuer_names(line.issuers) if line.issuers else ""
    if line.kind != "press":
        return who
    outlet = line.source_en if language() == "en" and line.source_en else line.source
    return " · ".join(filter(None, (outlet, t("press_about", who=who) if who else "")))


def title_of(line: Line) -> str:
    """The notice's title; where it has none, its address says which one it is."""
    return line.title or f"{t('known_untitled')} {line.url}"


def notice_link(line: Line) -> Html:
    """The notice's title, linked to its page."""
    return el("a", title_of(line), href=href("notice", id=line.id), lang=line.language)


def notice_list(found: Sequence[Line]) -> None:
    """Notices one under the other: day, title, authorities, violations, state of the list."""
    write(el("ul", *(_item(line) for line in found), class_="tb-list"))


def _item(line: Line) -> Html:
    codes = [el("span", label("violations", c), class_="tb-chip") for c in line.violations[:4]]
    more = el("span", f"+{len(line.violations) - 4}", class_="tb-chip") if len(line.violations) > 4 else ""
    shown = seal(line) if line.kind == "official" and line.seal_state != "no_list_expected" else ""
    return el(
        "li",
        el("span", line.day, class_="tb-day", title=t(f"basis_{line.basis}")),
        el(
            "div",
            el("div", notice_link(line), class_="tb-item-title"),
            el(
                "div",
                kind(line),
                " ",
                authorities(line),
                " ",
                shown,
                class_="tb-meta",
            ),
            el("div", *codes, more, class_="tb-chips") if codes else "",
        ),
    )


def entity_link(entity_id: str, name: str) -> Html:
    """A name linked to its page; only the name where it has no identity."""
    return el("a", name, href=href("entity", id=entity_id)) if entity_id else el("span", name)


def problems(found: Sequence[Problem]) -> Html:
    """Each problem: its type by the taxonomy, and the source's own words."""
    return join(
        *(
            el("div", el("b", label("violations", p.code) if p.code else t("uncoded")), _words(p))
            for p in found
        )
    )


def _words(problem: Problem) -> Html:
    return el("div", f"“{problem.wording}”", class_="tb-quote") if problem.wording else Html("")


def evidence(quotes: Sequence[Quote]) -> Html:
    """The quotes that prove a row, each once, with file, page and row where they have them."""
    shown: dict[tuple[str, str, int | None], Quote] = {}
    for quote in quotes:
        shown.setdefault((quote.text, quote.file, quote.row), quote)
    return join(*(_quote(q) for q in list(shown.values())[:6]))


def _quote(quote: Quote) -> Html:
    words = quote.text if len(quote.text) <= LONGEST_QUOTE else f"{quote.text[:LONGEST_QUOTE]}…"
    place = [
        quote.file,
        t("quote_page", n=quote.page) if quote.page else "",
        t("quote_row", n=quote.row) if quote.row else "",
    ]
    where = " · ".join(p for p in place if p)
    copy = el("a", where, href=f"archive/{quote.document_id}", target="_blank", rel="noopener")
    told = copy if quote.file and quote.document_id else where
    shown = (
        el("a", t("quote_picture"), href=f"crop/{quote.picture}.png", target="_blank", rel="noopener")
        if quote.picture
        else ""
    )
    small = el("small", " ", told, " · " if where and shown else "", shown) if where or shown else ""
    return el("div", el("q", words), small, class_="tb-quote")


def outcome(row: Row) -> Html:
    """What became of a named app, where the notice says so."""
    return el("span", label("outcomes", row.outcome), class_="tb-chip") if row.outcome else Html("")


def source_link(line: Line) -> Html:
    """A link to where the source has the notice."""
    return link(line.url, t("source_page"))


def chips(codes: Iterable[str], section: str) -> Html:
    """Codes by their labels."""
    return between(" ", [el("span", label(section, c), class_="tb-chip") for c in dict.fromkeys(codes)])


def file_name(stem: str, ending: str = "csv") -> str:
    """A download's file name, which says so where the data are examples."""
    return f"{'示例-EXAMPLE-' if data.is_example() else ''}tongbao-{stem}.{ending}"


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Rows as CSV that spreadsheet programs open well; no cell can act as a formula, and each row names its origin."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*headings, "origin"])
    origin = data.pulse().origin
    for row in rows:
        writer.writerow([*(_cell(value) for value in row), origin])
    return out.getvalue().encode("utf-8-sig")


def _cell(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def download(label_key: str, stem: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A button that gives exactly the data shown."""
    st.download_button(
        t(label_key),
        as_csv(headings, rows),
        file_name(stem),
        "text/csv",
        key=f"download_{stem}",
        on_click="ignore",
        icon=":material/download:",
    )
