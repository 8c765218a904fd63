"""The parts of a notice's page: its facts, its findings with their proof, its rows, its versions and files."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.change_parts import change_of
from dashboard.markup import Html, between, el, join, link, table
from dashboard.parts import chips, entity_link, evidence, outcome, problems, seal, when
from dashboard.parts import kind as kind_badge
from dashboard.state import duration, href, label, language, named, t, told, told_place
from store.deviations import Deviation
from store.doubt import unreviewed
from store.known import KnownNotice
from store.show_changes import Change
from store.show_shapes import Day, Edition, Fact, Issuer, Place, Quote, Row, Sum, Term, Trouble, Whole

Pair = tuple[str, object]


def mark_name(kind: str) -> str:
    """What a colour in the text stands for."""
    return named("mark", kind)


def listed(pairs: Sequence[Pair]) -> Html:
    return el(
        "dl", *(join(el("dt", name), el("dd", value)) for name, value in pairs if value), class_="tb-facts"
    )


def summary(notice: Whole) -> Html:
    """Who, what kind, when and on what basis, and whether the list was read whole."""
    issuers = between(
        t("sep"),
        [
            el(
                "span",
                label("issuers", i.code),
                el("small", f" ({_told(i)})"),
                title="; ".join(q.text for q in i.quotes),
            )
            for i in notice.issuers
        ],
    )
    line = notice.line
    outlet = line.source_en if language() == "en" and line.source_en else line.source
    pairs: list[Pair] = [
        (t("outlet"), outlet),
        (t("issuers_told" if line.kind == "press" else "issuers"), issuers),
        (t("document"), join(kind_badge(notice.line), " ", label("documents", notice.line.document))),
        (t("published"), _day(notice.published)),
        (t("signed"), _day(notice.signed)),
        (t("page_updated"), _day(notice.updated)),
        (t("batch"), _batch(notice.batch)),
        (t("seal"), seal(notice.line) if notice.line.seal_state != "no_list_expected" else ""),
        (t("counts"), _counts(notice.counts)),
    ]
    return listed(pairs)


def _told(issuer: Issuer) -> str:
    """An authority's part in the notice, and what says so."""
    by = t(f"issuer_by_{issuer.basis}") if issuer.basis else ""
    return t("sep").join(filter(None, [label("issuer_roles", issuer.role), by]))


def _day(day: Day) -> Html:
    if not day.value:
        return Html("")
    notes = [t(f"basis_{day.basis}"), t(f"precision_{day.precision}")]
    if day.printed:
        notes.append(t("printed", printed=day.printed))
    return join(day.value, el("small", f" ({t('semicolon').join(notes)})"))


def _batch(batch: tuple[int | None, int | None, int | None]) -> str:
    year, in_year, overall = batch
    if year and in_year and overall:
        return t("batch_text", year=year, in_year=in_year, overall=overall)
    if year and in_year:
        return t("batch_year", year=year, in_year=in_year)
    return t("batch_overall", overall=overall) if overall else ""


def _counts(counts: dict[str, int]) -> str:
    shown = (f"{named('count', key)} {value:,}" for key, value in counts.items())
    return " · ".join(shown)


def facts(notice: Whole | KnownNotice) -> Html:
    """Violations, actions, terms, sums and laws, each with the words that prove it."""
    by_kind = {kind: [f for f in notice.facts if f.kind == kind] for kind in ("violation", "act", "law")}
    rows = dict.fromkeys(p.code for row in notice.rows for p in row.problems if p.code)
    codes = dict.fromkeys([*(f.code for f in by_kind["violation"]), *rows])
    pairs: list[Pair] = [
        (t("violations"), chips(codes, "violations")),
        (t("actions"), join(*(_act(f) for f in by_kind["act"]))),
        (t("terms"), join(*(_term(term) for term in notice.terms))),
        (t("sums"), join(*(_sum(s) for s in notice.sums))),
        (t("laws"), chips((f.code for f in by_kind["law"]), "laws")),
    ]
    return listed(pairs)


def _act(fact: Fact) -> Html:
    who = label("issuers", fact.regulator) if fact.regulator else ""
    targets = t("sep").join(fact.targets[:6]) + (
        f" … +{len(fact.targets) - 6}" if len(fact.targets) > 6 else ""
    )
    notes = " · ".join(x for x in (who, targets, fact.day) if x)
    return el(
        "div", label("actions", fact.code), el("small", f" {notes}") if notes else "", _proof(fact.quotes)
    )


def _term(term: Term) -> Html:
    day = term.day or duration(term.duration, term.working_days) or t("none")
    notes = [t(f"basis_{term.basis}")]
    if term.provisional:
        notes.append(t("provisional"))
    if term.addressee:
        notes.append(t("addressee", who=term.addressee))
    if term.report_to:
        notes.append(t("report_to", who=term.report_to))
    head = join(
        label("deadlines", term.kind), " ", el("b", day), el("small", f" ({t('semicolon').join(notes)})")
    )
    return el("div", head, _proof(term.quotes) or el("div", el("q", term.text), class_="tb-quote"))


def _sum(found: Sum) -> Html:
    head = join(named("penalty", found.kind), " ", el("b", f"{found.currency} {found.amount}"))
    return el("div", head, el("small", f" {found.target}") if found.target else "", _proof(found.quotes))


def deviations(found: Sequence[Deviation]) -> Html:
    """What copies and reports state otherwise, beside the official value."""
    headings = [t("dev_field"), t("dev_official"), t("dev_value"), t("dev_source"), t("dev_quote")]
    return table(headings, [_deviation(one) for one in found])


def _deviation(one: Deviation) -> list[object]:
    what = {"sum": named("penalty", one.what), "count": named("count", one.what)}.get(
        one.field, label("deadlines", one.what)
    )
    where = one.source_en if language() == "en" and one.source_en else one.source
    page = el("a", where, href=href("notice", id=one.notice_id))
    badge = el("span", t(f"dev_{one.link}"), class_="tb-badge tb-plain")
    return [what, el("b", one.official), one.value, join(page, " ", badge, f" {one.day}"), el("q", one.quote)]


def _proof(quotes: Sequence[Quote]) -> Html:
    return evidence(quotes[:2])


def rows(found: Sequence[Row]) -> Html:
    """The apps in the order of their list, then the companies: targets, operators and those mentioned."""
    keys = ("col_number", "col_name", "col_developer", "col_version", "col_problems", "col_evidence")
    headings = [t(key) for key in keys]
    apps, companies = ([r for r in found if r.subject == subject] for subject in ("app", "company"))
    return join(
        table(headings, [row_cells(r) for r in apps]) if apps else "",
        el("h2", t("row_companies", n=len(companies)), class_="tb-h2") if companies else "",
        table([headings[1], headings[-1]], [row_cells(r)[1::4] for r in companies]) if companies else "",
    )


def row_cells(row: Row) -> list[object]:
    """One app or company: what it is, who runs it, what is said of it, and the proof."""
    aliases = f" / {t('sep').join(row.aliases)}" if row.aliases else ""
    place = " · ".join(x for x in (row.store, row.category, row.region, row.filing_number) if x)
    kind = (
        t("person")
        if row.kind == "person"
        else label("app_kinds", row.kind)
        if row.subject == "app"
        else t("mark_company")
    )
    return [
        row.number if row.number is not None else "",
        join(
            el("b", entity_link(row.link, row.name)),
            aliases,
            el("div", f"{kind} · {label('roles', row.role)} ", outcome(row), doubt(row), class_="tb-quote"),
        ),
        entity_link(row.developer_link, row.developer) if row.developer else "",
        join(row.version, el("div", place, class_="tb-quote") if place else ""),
        problems(row.problems),
        evidence(row.quotes),
    ]


def doubt(row: Row) -> Html:
    """The mark of a row that is not sure enough to stand unread."""
    if not unreviewed(row.confidence):
        return Html("")
    return el("span", t("unreviewed"), class_="tb-chip", title=t("unreviewed_note"))


def row_csv(notice: Whole) -> tuple[list[str], list[tuple[object, ...]]]:
    """The rows for download: every row names its notice, its address and its quote."""
    columns = ["notice_id", "day", "row", "subject", "name", "role", "developer", "version", "store"]
    columns += ["problem_codes", "problem_words", "outcome", "unreviewed", "quote", "url"]
    line = notice.line
    rows: list[tuple[object, ...]] = [
        (
            line.id,
            line.day,
            r.number,
            r.subject,
            r.name,
            r.role,
            r.developer,
            r.version,
            r.store,
            "; ".join(p.code for p in r.problems if p.code),
            "; ".join(p.wording for p in r.problems),
            r.outcome,
            unreviewed(r.confidence),
            r.quotes[0].text if r.quotes else "",
            line.url,
        )
        for r in notice.rows
    ]
    return columns, rows


def troubles(found: Sequence[Trouble]) -> Html:
    """What was not understood or does not add up; shown, never hidden."""
    if not found:
        return Html("")
    items = [
        el("li", told(trouble.text), el("small", f" {told_place(trouble.place)}") if trouble.place else "")
        for trouble in found
    ]
    return el("details", el("summary", f"{t('issues')} ({len(found):,})"), el("ul", *items), class_="tb-card")


def record(notice: Whole, changes: Sequence[Change]) -> Html:
    """Where the notice stands, its versions with what changed, and the archived copy of each file."""
    made = {change.version_id: change_of(change) for change in changes}
    return join(
        el("h2", t("versions"), class_="tb-h2"),
        *(_edition(edition, made.get(edition.id, Html(""))) for edition in notice.editions),
        el("h2", t("places"), class_="tb-h2"),
        *(_place(place) for place in notice.places),
        el("p", t("extracted_by", version=notice.extractor), class_="tb-small"),
    )


def _edition(edition: Edition, change: Html) -> Html:
    shown = el("span", t("version_shown"), class_="tb-badge tb-good") if edition.shown else ""
    files = [
        el(
            "li",
            el("a", t("archived_copy"), href=f"archive/{copy.id}", target="_blank", rel="noopener"),
            f" · {t('file_page' if copy.kind == 'page' else 'file_attachment')} · {copy.name}",
            f" · {copy.media_type} · {copy.size:,} B · ",
            link(copy.url, t("source_page")),
        )
        for copy in edition.copies
    ]
    head = t("version_line", number=edition.number, when=when(edition.seen_at))
    return el(
        "div",
        el("div", head, " ", shown),
        el("div", edition.title, class_="tb-quote"),
        change,
        el("ul", *files),
        class_="tb-card",
    )


def _place(place: Place) -> Html:
    title = place.source_en if language() == "en" and place.source_en else place.source
    checked = f" · {t('checked', when=when(place.last_checked))}"
    return el("div", link(place.url, title), checked, _call(place.list_state), class_="tb-card")


def _call(state: str) -> str:
    """Where a call for comment stands, as its list says."""
    key = {"进行中": "call_open", "已结束": "call_closed", "": ""}.get(state, "call_until")
    return f" · {t(key, day=state)}" if key else ""
