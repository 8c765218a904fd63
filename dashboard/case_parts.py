"""How the life of an app or firm under enforcement is told: each case as a line of events, and lists by status."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.markup import Html, between, el, join, table
from dashboard.parts import LONGEST_QUOTE, entity_link, issuer_names, kind, notice_link
from dashboard.state import label, language, named, t
from store.show_cases import Happening, Life, Standing, Told

LOOKS = {
    "open": "tb-warn",
    "overdue": "tb-bad",
    "not_rectified": "tb-bad",
    "removed": "tb-bad",
    "suspended": "tb-bad",
    "fined": "tb-bad",
    "rectified": "tb-good",
    "reinstated": "tb-good",
    "closed": "tb-good",
}
STATUSES = (*LOOKS, "unknown")
MOST_TOLD = 6  # sources that one event shows


def status_badge(status: str) -> Html:
    """How a case stands, as a badge."""
    return el("span", t(f"status_{status}"), class_=f"tb-badge {LOOKS.get(status, 'tb-plain')}")


def life_line(life: Life) -> Html:
    """One case: how it stands, and its events in order."""
    words = t(f"status_words_{life.status}", day=life.status_day)
    follows = el("div", t("case_follows", day=life.follows), class_="tb-meta") if life.follows else ""
    return el(
        "section",
        el("div", status_badge(life.status), " ", el("b", words), class_="tb-case-head"),
        el(
            "div",
            t(f"chain_{life.chain}"),
            " · ",
            _basis(life.status_basis),
            el("span", t("only_press"), class_="tb-chip") if _by_press(life) else "",
            class_="tb-meta",
        ),
        follows,
        el("ol", *(_happening(event) for event in life.happenings), class_="tb-line"),
        class_="tb-card",
        id=life.id,
    )


def _happening(event: Happening) -> Html:
    looks = {"no_follow_up": "tb-line-seen"}.get(event.kind, "tb-line-press" if _is_press(event) else "")
    return el(
        "li",
        el("span", event.day, class_="tb-day", title=t(f"day_{event.day_basis}")),
        el(
            "div",
            el("div", el("b", event_name(event)), _by(event), class_="tb-item-title"),
            _whom(event),
            el("div", *_known(event), class_="tb-meta"),
            *(_told(told) for told in event.told[:MOST_TOLD] if event.kind != "no_follow_up"),
            el("div", t("more_sources", n=len(event.told) - MOST_TOLD), class_="tb-meta")
            if len(event.told) > MOST_TOLD
            else "",
        ),
        class_=looks,
    )


def event_name(event: Happening) -> str:
    """What happened, with its sum or its day."""
    if event.kind in ("deadline_set", "no_follow_up"):
        return t(f"event_{event.kind}", day=event.due)
    name = label("outcomes" if event.kind == "not_rectified" else "actions", event.kind)
    sum_ = f" {event.amount} {event.currency}" if event.amount else ""
    each = t("event_persons", n=event.persons) if event.persons else ""
    return f"{name}{sum_}{each}"


def _is_press(event: Happening) -> bool:
    return all(told.line.kind == "press" for told in event.told)


def _by_press(life: Life) -> bool:
    """Whether how the case stands is known from the press alone."""
    last = [h for h in life.happenings if h.day == life.status_day]
    return bool(last) and life.status_basis != "observed" and all(map(_is_press, last))


def _by(event: Happening) -> Html:
    if event.kind == "no_follow_up" or not event.authorities:
        return Html("")
    return el("span", f" · {issuer_names(event.authorities)}", class_="tb-by")


def _whom(event: Happening) -> Html:
    """Whom the event is of, where the page would not tell: others than its subject, or several."""
    if event.persons or not (event.is_kin or event.number > 1):
        return Html("")
    more = t("more_names", n=event.number - len(event.who)) if event.number > len(event.who) else ""
    names = [entity_link(id_, name) for id_, name in event.who]
    return el("div", t("event_of"), between(t("sep"), names), more, class_="tb-meta")


def _known(event: Happening) -> list[Html]:
    """How it is known, in words."""
    found = [_basis(event.basis)]
    if event.day_basis != "stated" and event.kind != "no_follow_up":
        found.append(el("span", t(f"day_{event.day_basis}"), class_="tb-chip"))
    if _is_press(event):
        found.append(el("span", t("only_press"), class_="tb-chip"))
    return found


def _basis(code: str) -> Html:
    return el("span", t(f"basis_{code}"), class_="tb-chip")


def _told(told: Told) -> Html:
    words = told.quote if len(told.quote) <= LONGEST_QUOTE else f"{told.quote[:LONGEST_QUOTE]}…"
    quote = join(el("q", words), " ") if words else ""
    source = told.source_en if language() == "en" and told.source_en else told.source
    who = join(kind(told.line), " ", source, " ", told.line.day)
    return el("div", quote, notice_link(told.line), " ", el("small", who), class_="tb-quote")


def standings_table(found: Sequence[Standing]) -> Html:
    """Apps and firms with how their newest case stands."""
    rows = [
        [
            join(
                status_badge(s.status), el("div", t(f"status_words_{s.status}", day=s.day), class_="tb-quote")
            ),
            entity_link(s.id, s.name),
            named("subject", s.subject),
            f"{s.cases:,}",
        ]
        for s in found
    ]
    return table([t("col_status"), t("col_name"), t("f_kind"), t("col_cases")], rows)
