"""How a source and its runs are told: what it answered, how the last run ended, what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from dashboard.markup import Html, el, join, link, table
from dashboard.parts import SHANGHAI, when
from dashboard.state import href, language, named, t, told
from dashboard.text import known
from store.show_work import RunLine, SourceLine

VERDICTS = {
    "": "plain",
    "ok": "good",
    "warning": "warn",
    "failed": "bad",
    "blocked": "bad",
    "stopped": "warn",
}


def name(source: SourceLine) -> str:
    """The source's title in the reader's language."""
    return source.title_en if language() == "en" and source.title_en else source.title


def badge(words: str, look: str) -> Html:
    """A small label."""
    return el("span", words, class_=f"tb-badge tb-{look}")


def answer(source: SourceLine) -> Html:
    """What the source said when it was last asked."""
    if source.answered is None:
        return badge(t("src_unasked"), "plain")
    if source.answered:
        return badge(t("src_answered"), "good")
    return badge(t("src_silent", answer=told(source.answer)), "bad")


def verdict(run: RunLine) -> Html:
    """How a run ended, or that it is on."""
    return badge(named("verdict", run.verdict), _look(run))


def _look(run: RunLine) -> str:
    return VERDICTS.get(run.verdict, "plain")


def source_card(source: SourceLine) -> Html:
    """Everything that is known of one source."""
    states = {state: source.postings.get(state, 0) for state in ("fetched", "listed", "unreadable", "gone")}
    switch = (
        badge(t("src_on"), "good")
        if source.enabled
        else badge(t("src_off", why=told(source.why_not)), "plain")
    )
    asked = el("div", t(f"asked_{source.asked}"), class_="tb-meta") if known(f"asked_{source.asked}") else ""
    filled = "src_backfill_done" if source.backfilled else "src_backfill_open"
    newest = f" · {t('src_newest', day=source.newest_day)}" if source.newest_day else ""
    return el(
        "div",
        el("div", el("b", link(source.home, name(source))), " ", el("small", source.id)),
        el(
            "div",
            badge(named("kind", source.kind), source.kind),
            " ",
            switch,
            " ",
            badge(t("src_paused"), "warn") if source.paused else "",
            " ",
            answer(source),
            " ",
            badge(t("src_close"), "plain") if source.tier == 1 else "",
            class_="tb-meta",
        ),
        about(source),
        el("div", t("src_counts", **states), newest, " · ", t(filled), class_="tb-meta"),
        gap(source, datetime.now(SHANGHAI).date()),
        run_block(source.run) if source.run else el("div", t("src_no_run"), class_="tb-meta"),
        asked,
    )


def source_table(found: Sequence[SourceLine]) -> Html:
    """The connected sources, a line each: those that need a look first."""
    today = datetime.now(SHANGHAI).date()
    heads = ("col_source", "col_answer", "col_newest", "col_read")
    first = sorted(found, key=lambda s: not _needs_a_look(s))
    return table([t(head) for head in heads], [_source_row(source, today) for source in first])


def _needs_a_look(source: SourceLine) -> bool:
    ran_badly = source.run is not None and VERDICTS.get(source.run.verdict) in ("bad", "warn")
    return source.answered is False or ran_badly


def _source_row(source: SourceLine, today: date) -> list[object]:
    ran = source.run
    return [
        join(
            el("a", name(source), href=href("sources", source=source.id), class_="tb-wrapped"),
            " ",
            badge(named("kind", source.kind), source.kind),
        ),
        join(
            badge(t("src_paused"), "warn") if source.paused else "",
            " " if source.paused else "",
            answer(source),
            el("div", verdict(ran), f" {when(ran.ended or ran.started)}", class_="tb-quote") if ran else "",
        ),
        join(el("span", source.newest_day, class_="tb-day") if source.newest_day else "", gap(source, today)),
        f"{source.postings.get('fetched', 0):,} / {source.postings.get('listed', 0):,}",
    ]


def off_table(found: Sequence[SourceLine]) -> Html:
    """The sources that are known and not read, each with why."""
    rows: list[list[object]] = [
        [link(s.home, name(s)) if s.home else name(s), badge(named("kind", s.kind), s.kind), told(s.why_not)]
        for s in found
    ]
    return table([t("col_source"), t("f_kind"), t("col_why")], rows)


def about(source: SourceLine) -> Html:
    """What a source yields, how often it is asked, and when it was last checked live."""
    zh = language() == "zh"
    yields = source.yields if zh else source.yields_en or source.yields
    cadence = source.cadence if zh else source.cadence_en
    parts = [
        t("src_yields", what=yields) if yields else "",
        t("src_cadence", cadence=cadence) if cadence else "",
        t("src_checked", day=source.checked) if source.checked else t("src_unchecked"),
    ]
    return el("div", " · ".join(filter(None, parts)), class_="tb-meta")


def gap(source: SourceLine, today: date) -> Html:
    """That a source has been silent for longer than it should be."""
    if not (source.silent_days and len(source.newest_day) == 10):
        return Html("")
    days = (today - date.fromisoformat(source.newest_day)).days
    if days <= source.silent_days:
        return Html("")
    return el("div", badge(t("src_gap", days=days, limit=source.silent_days), "warn"), class_="tb-meta")


def run_block(run: RunLine) -> Html:
    """A run: verdict, time, progress, counts, and the checks that failed."""
    counts = " · ".join(f"{named('count_run', key)} {value}" for key, value in run.counts.items())
    failed = [
        el("li", el("b", named("check", c.name)), t("colon"), told(c.text))
        for c in run.checks
        if not c.passed
    ]
    return el(
        "div",
        el("div", named("job", run.job), " ", verdict(run), f" {when(run.ended or run.started)}"),
        el("div", told(run.progress)) if run.progress else "",
        el("div", counts) if counts else "",
        el("div", t("checks_failed"), t("colon"), el("ul", *failed)) if failed else "",
        el("div", told(run.error), class_="tb-quote") if run.error else "",
        class_="tb-meta",
    )


def runs(found: list[RunLine]) -> Html:
    """Runs one under the other."""
    return join(*(el("div", el("small", run.source_id), run_block(run), class_="tb-card") for run in found))
