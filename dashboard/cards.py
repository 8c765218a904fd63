"""How apps, companies and deadlines are told on the pages that list them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.markup import Html, between, el, join, table
from dashboard.parts import (
    authorities,
    entity_link,
    evidence,
    kind,
    notice_link,
    outcome,
    problems,
    seal,
    source_link,
)
from dashboard.state import duration, href, label, named, t
from store.counted import Counted
from store.show_entities import Entity, Hit, Member, NamedRow, Rows
from store.show_work import Due

MOST_APPS = 24


def type_name(subject: str, code: str) -> str:
    """App, mini-program, company, group …"""
    if subject == "app":
        return label("app_kinds", code)
    return named("type", code)


def hit_card(hit: Hit) -> Html:
    """A group or lone app with its apps and how often notices name it."""
    apps = (
        [entity_link(app_id, app) for app_id, app in hit.apps[:MOST_APPS]] if hit.subject == "company" else []
    )
    more = f" … +{len(hit.apps) - MOST_APPS:,}" if len(hit.apps) > MOST_APPS else ""
    english = f" {hit.name_en}" if hit.name_en and hit.name_en != hit.name else ""
    return el(
        "div",
        el("div", el("b", entity_link(hit.id, hit.name)), english, " ", _badge(hit.subject, hit.type)),
        el("div", t("hit_matched", names=t("sep").join(hit.matched[:8])), class_="tb-meta")
        if hit.matched
        else "",
        el(
            "div",
            t("hit_counts", apps=len(hit.apps), companies=hit.companies),
            " · ",
            counted(hit.counted),
            class_="tb-meta",
        ),
        el("div", between(" · ", apps), more, class_="tb-meta") if apps else "",
        class_="tb-card",
    )


def counted(found: Counted) -> str:
    """How often something is named: notices, reports and copies never in one number."""
    copies = f" · {t('counted_copies', n=found.copies)}" if found.copies else ""
    return t("counted", notices=found.notices, rows=found.rows, reports=found.reports) + copies


def hit_name(hit: Hit) -> str:
    """The name of what was found, and the name by which it was found where that is another one."""
    if not hit.matched or hit.name in hit.matched:
        return hit.name
    return t("found_name", name=hit.name, matched=hit.matched[0])


def _badge(subject: str, code: str) -> Html:
    return el("span", type_name(subject, code), class_="tb-badge tb-plain")


def entity_head(entity: Entity) -> Html:
    """All names of an entity, each with what it is and where it comes from."""
    names = [
        el(
            "span",
            n.text,
            el("small", f" ({named('name', n.kind)}, {named('name', n.basis)})"),
            class_="tb-chip",
        )
        for n in entity.names
    ]
    watch = href("subscribe", watch="app" if entity.subject == "app" else "company", target=entity.name)
    follow = el("p", el("a", t("watch_this"), href=watch)) if entity.type != "person" else ""
    return join(
        el("p", _badge(entity.subject, entity.type)),
        el("div", el("span", t("names"), t("colon")), *names, class_="tb-meta") if names else "",
        follow,
    )


def members(found: Sequence[Member]) -> Html:
    """Apps and legal entities of a group, and how often each is named."""
    items = [
        el(
            "span",
            entity_link(m.id, m.name),
            el("small", f" {type_name(m.subject, m.kind)} · {counted(m.counted)}"),
        )
        for m in found
    ]
    return el("div", *(el("div", item, class_="tb-item-title") for item in items), class_="tb-card")


def entity_row(named: NamedRow) -> list[object]:
    """One row of an entity's page: where, in which part, for what, and the proof."""
    line, row = named.line, named.row
    who = join(entity_link(row.link, row.name), _small(row.version), _small(row.developer))
    return [
        line.day,
        join(
            notice_link(line),
            el("div", kind(line), " ", authorities(line), class_="tb-meta"),
            seal(line) if line.seal_state != "no_list_expected" else "",
        ),
        who,
        join(label("roles", row.role), " ", outcome(row)),
        problems(row.problems) or t("none"),
        join(evidence(row.quotes), el("div", source_link(line), class_="tb-meta")),
    ]


def entity_rows(heading: str, found: Rows) -> Html:
    """The rows of one kind of notice under their number; nothing where there are none."""
    if not found.total:
        return Html("")
    heads = ("col_day", "col_notice", "col_name", "col_role", "col_problems", "col_evidence")
    cut = t("rows_shown", shown=len(found.shown), total=found.total)
    return join(
        el("h2", t(heading, n=found.total), class_="tb-h2"),
        el("p", cut, class_="tb-note") if len(found.shown) < found.total else "",
        table([t(head) for head in heads], [entity_row(named) for named in found.shown]),
    )


def _small(words: str) -> Html:
    return el("div", words, class_="tb-quote") if words else Html("")


def left(day: str, today: date) -> str:
    """How many days a term has left; it ends at 24:00 of its day."""
    days = (date.fromisoformat(day) - today).days
    if days < 0:
        return t("days_ago", n=-days)
    if days == 0:
        return t("due_today")
    return t("one_day_left") if days == 1 else t("days_left", n=days)


def due_row(due: Due, today: date) -> list[object]:
    """One term: its day and what is left of it, its kind and basis, its notice, its words."""
    notes = [
        t(f"basis_{due.basis}"),
        *([t("provisional")] if due.provisional else []),
        *([t("addressee", who=due.addressee)] if due.addressee else []),
        *([t("report_to", who=due.report_to)] if due.report_to else []),
    ]
    counted = left(due.day, today) if len(due.day) == 10 else duration(due.duration, due.working_days)
    return [
        join(el("b", due.day or t("none")), el("div", counted, class_="tb-quote")),
        join(label("deadlines", due.kind), *(el("div", note, class_="tb-quote") for note in notes)),
        notice_link(due.line),
        join(kind(due.line), " ", authorities(due.line)),
        join(el("q", due.quote), el("div", source_link(due.line), class_="tb-meta")),
    ]
