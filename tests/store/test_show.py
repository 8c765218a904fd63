"""What pages read, from a real SQLite store: counts can be computed again by hand from the fixture."""

from __future__ import annotations

import pytest

import settings as settings_module
from settings import Settings
from store import decisions, show, show_entities, show_notice, show_notices, show_work
from store.db import open_store, writing
from store.show import Engine
from store.show_notices import Filters
from store.tables import Company, Deadline, Entry, NoticeLink
from tests.dashboard.example import AUTHORITIES, OFFICIAL, PERSON, PRESS, START, example


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """The store of examples."""
    return example(settings_module.load({}, home=tmp_path_factory.mktemp("show")))


def test_a_store_says_what_it_is_and_an_empty_one_reads_as_nothing(
    engine: Engine, settings: Settings
) -> None:
    assert show.pulse(engine).origin == "example"
    live = open_store(settings)
    assert (show.pulse(live).origin, show.pulse(live).notices) == ("live", 0)
    assert show.figures(live).official == 0
    for trend in (show.per_month, show.per_year, show.top_violations, show_entities.groups):
        assert list(trend(live)) == []
    assert show_notices.notices(live, Filters()).total == 0
    assert show_notices.choices(live).issuers == {}
    assert show_entities.find(live, "腾讯") == []
    for work in (show_work.deadlines, show_work.sources, show_work.runs, show_work.running):
        assert list(work(live)) == []


def test_key_figures_count_official_and_press_apart(engine: Engine) -> None:
    figures = show.figures(engine)
    assert (figures.official, figures.press) == (OFFICIAL + 1, PRESS)
    assert figures.apps_named == sum(2 + n % 3 for n in range(OFFICIAL)) + 1
    assert figures.apps_distinct == 30
    assert (figures.lists_complete, figures.lists_expected) == (24, 36)
    assert (figures.first_day, figures.last_day) == ("2018-01-12", "2026-10-12")


def test_trends_add_up_to_the_figures(engine: Engine) -> None:
    months, years = show.per_month(engine), show.per_year(engine)
    assert sum(m.notices for m in months) == OFFICIAL + 1
    assert {m.issuer for m in months} == set(AUTHORITIES)
    assert sum(y.rows for y in years) == show.figures(engine).apps_named
    assert [y.year for y in years] == list(range(2018, 2027))
    assert sum(v.notices for v in show.top_violations(engine)) == OFFICIAL


@pytest.mark.parametrize(
    ("filters", "total"),
    [
        (Filters(), 41),
        (Filters(kind="press"), PRESS),
        (Filters(year="2020"), 4),
        (Filters(issuer=AUTHORITIES[0]), 13),
        (Filters(seal="incomplete"), 12),
        (Filters(violation="pi_illegal_collection"), 8),
        (Filters(violation="pi_illegal_collection", seal="incomplete", year="2026"), 0),
        (Filters(year="%"), 0),
    ],
)
def test_filters_narrow_the_list(engine: Engine, filters: Filters, total: int) -> None:
    assert show_notices.notices(engine, filters).total == total


def test_pages_of_a_list_follow_each_other_without_gap_or_repeat(engine: Engine) -> None:
    pages = [show_notices.notices(engine, Filters(), page, 20).lines for page in (1, 2, 3, 4)]
    assert [len(p) for p in pages] == [20, 20, 1, 0]
    ids = [line.id for page in pages for line in page]
    assert len(set(ids)) == 41
    days = [line.day for page in pages for line in page]
    assert days == sorted(days, reverse=True)


def test_every_choice_of_a_filter_leads_to_as_many_notices_as_it_says(engine: Engine) -> None:
    choices = show_notices.choices(engine)
    for code, number in choices.violations.items():
        assert show_notices.notices(engine, Filters(violation=code)).total == number
    for code, number in choices.issuers.items():
        assert show_notices.notices(engine, Filters(issuer=code)).total == number
    assert sum(choices.kinds.values()) == sum(choices.years.values()) == sum(choices.seals.values()) == 41


def test_a_notice_comes_whole_with_the_place_of_each_value(engine: Engine) -> None:
    whole = show_notice.whole(engine, "n_o35")
    assert whole
    for mark in whole.marks:
        if mark.kind == "app":
            assert whole.text[mark.start : mark.end] == mark.value
    assert [row.number for row in whole.rows] == [1, 2, 3, 4]
    assert all(row.quotes and row.problems for row in whole.rows)
    assert [copy.id for edition in whole.editions for copy in edition.copies] == ["d_o35"]
    assert [line.id for line in whole.reports] == ["n_r03"]
    press = show_notice.whole(engine, "n_r03")
    assert press
    assert [line.id for line in press.reported] == ["n_o35"]


def test_a_merged_notice_answers_under_its_old_id_and_an_unknown_one_is_none(engine: Engine) -> None:
    old = show_notice.whole(engine, "n_old")
    assert old
    assert old.line.id == "n_o00"
    assert show_notice.whole(engine, "n_nothing") is None
    assert show_entities.entity(engine, "c_nothing") is None


def test_a_natural_person_leaves_the_store_masked_only(engine: Engine) -> None:
    shown = [
        show_notice.whole(engine, "n_hostile"),
        show_entities.entity(engine, "c_person"),
        show_entities.find(engine, PERSON),
        show_notices.notices(engine, Filters(year="2025")),
        show_work.deadlines(engine),
    ]
    assert all(PERSON not in repr(each) for each in shown)
    assert "郑**" in repr(shown[0])


def test_a_group_has_the_rows_of_all_its_firms_and_apps_once(engine: Engine) -> None:
    group = show_entities.entity(engine, "c_group")
    assert group
    assert {m.id for m in group.members} == {"c_0", "a_0", "a_12", "a_24"}
    rows = group.rows.shown
    assert group.rows.total == len(rows) == len({n.row.id for n in rows}) == group.counted.rows == 14
    assert {n.row.link for n in rows} == {"a_0", "a_12", "a_24"}


def test_what_was_merged_into_an_app_still_counts_as_its_own(settings: Settings) -> None:
    engine = example(settings)
    before = show_entities.entity(engine, "a_0")
    other = show_entities.entity(engine, "a_1")
    assert before
    assert other
    decisions.merge(engine, "app", "a_1", "a_0", "same app", "test")
    after = show_entities.entity(engine, "a_1")
    assert after
    assert (after.id, after.rows.total) == ("a_0", before.rows.total + other.rows.total)
    assert show.figures(engine).apps_distinct == 29


def test_a_term_is_listed_once_though_a_copy_and_a_report_tell_it_again(settings: Settings) -> None:
    engine = example(settings)
    before = {due.id for due in show_work.deadlines(engine)}
    with writing(engine) as session:
        own = session.get(Deadline, "t_o35")
        assert own
        for id_, notice, on in (
            ("t_again", "n_r03", own.on),
            ("t_other", "n_r03", "2030-01-01"),
            ("t_copy", "n_o34", own.on),
        ):
            session.add(Deadline(id=id_, notice_id=notice, on=on, kind=own.kind, text="x"))
        session.add(
            NoticeLink(from_id="n_o34", to_id="n_o35", kind="copies", basis="content", reason="x", at=START)
        )
    assert {due.id for due in show_work.deadlines(engine)} == before - {"t_o34"} | {"t_other"}


def test_firms_of_official_notices_count_once_however_often_they_were_merged(settings: Settings) -> None:
    engine = example(settings)
    firms = show.figures(engine).companies
    with writing(engine) as session:
        for id_, notice, company, kind in (
            ("e_two", "n_o00", "c_two", "organisation"),
            ("e_man", "n_o00", "c_person", "person"),
            ("e_told", "n_r03", "c_told", "organisation"),
        ):
            session.add(
                Entry(id=id_, notice_id=notice, subject="company", company_id=company, name=id_, key=id_,
                      kind=kind, role="target")
            )  # fmt: skip
        for id_ in ("c_two", "c_told"):
            session.add(Company(id=id_, name=id_, key=id_, type="organisation", origin="example", first_seen=START,
                                last_changed=START))  # fmt: skip
    assert show.figures(engine).companies == firms + 1
    decisions.merge(engine, "company", "c_two", "c_0", "same firm", "test")
    assert show.figures(engine).companies == firms


def test_sources_tell_state_counts_gap_and_what_is_asked(engine: Engine) -> None:
    by_id = {s.id: s for s in show_work.sources(engine)}
    assert by_id["ex-official"].postings == {"fetched": OFFICIAL + 1}
    assert by_id["ex-official"].newest_day == "2026-10-12"
    assert by_id["ex-press"].answer == "timed out"
    assert [r.source_id for r in show_work.running(engine)] == ["ex-press"]
    run = by_id["ex-official"].run
    assert run
    assert [c.name for c in run.checks if not c.passed] == ["rows"]


def test_a_known_address_is_recognised_however_it_is_spelled(engine: Engine) -> None:
    here, other = "https://127.0.0.1:9/ex/o00.html?utm_source=x#top", "http://127.0.0.1:9/ex/none.html"
    assert show_work.fetched(engine, [here, other]) == {here}
