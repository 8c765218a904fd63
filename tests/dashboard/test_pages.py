"""Every page file, in both languages, on an empty and on a filled store: found by a glob, so none goes untested."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from string import Formatter

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.context import Context
from dashboard.text import LANGUAGES, PHRASES, known, phrase
from store import runs
from store.db import writing
from store.tables import AuditRow, Source
from tests.dashboard.example import HOSTILE, PERSON, PRESS, START

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"
PAGES = sorted(p.stem for p in (APP.parent / "views").glob("*.py") if p.stem != "__init__")
OWN = ("<style>", "<script>document.documentElement.lang = ")
SHOWN = {"notice": "n_o35", "entity": "c_group"}


def opened(page: str, language: str, /, **query: str) -> AppTest:
    """The page as a reader opens it by its address."""
    app = AppTest.from_file(str(APP), default_timeout=60)
    if page != "overview":  # the default page has no address of its own to switch to
        app.switch_page(f"views/{page}.py")
    for name, value in ({"lang": language} | query).items():
        app.query_params[name] = value
    return app.run()


def html(app: AppTest) -> str:
    """All markup of the page, without the frame's own style sheet and script."""
    bodies = [str(element.proto.body) for element in app.get("html")]
    return "\n".join(body for body in bodies if not body.startswith(OWN))


def source(answered: bool | None = None, answer: str = "") -> Source:
    """One source of an otherwise empty store."""
    return Source(
        id="a",
        title="甲",
        title_en="A",
        kind="official",
        language="zh",
        home="http://127.0.0.1:9/",
        layout="jpaas",
        answered=answered,
        answer=answer,
        first_seen=START,
    )


def words(app: AppTest) -> str:
    """What the page says: markup and boxes."""
    boxes = [*app.info, *app.error, *app.success, *app.warning]
    return html(app) + "\n".join(str(box.value) for box in boxes)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_examples_runs_and_says_that_it_holds_examples(
    filled: Context, page: str, language: str
) -> None:
    app = opened(page, language, id=SHOWN.get(page, ""))
    assert not app.exception
    assert phrase("example_banner", language) in html(app)
    assert "tb-title" in html(app)
    assert escape(phrase(f"{page}_title", language)) in html(app) if known(f"{page}_title") else page in SHOWN


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_an_empty_live_store_runs_and_carries_no_mark_of_examples(
    empty: Context, page: str, language: str
) -> None:
    app = opened(page, language)
    assert not app.exception
    assert phrase("example_mark", "en") not in html(app)


def test_the_method_page_says_what_an_audit_found_or_that_there_was_none(empty: Context) -> None:
    assert "Not yet audited" in html(opened("about", "en"))
    assert "尚未核查" in html(opened("about", "zh"))
    with writing(empty.engine) as session:
        figures = {"deadlines": [45, 50, 48, 60]}
        session.add(AuditRow(id="u_1", at=START, by="<b>li</b>", figures=figures))
    page = html(opened("about", "en"))
    assert "precision 0.900 (0.786 to 0.957, n = 50), recall 0.800 (0.682 to 0.882, n = 60)" in page
    assert "&lt;b&gt;li&lt;/b&gt;" in page
    assert "准确率 0.900" in html(opened("about", "zh"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_store_says_what_each_source_answered_and_what_is_known_to_exist(
    empty: Context, language: str
) -> None:
    with writing(empty.engine) as session:
        session.add(source(answered=False, answer="timed out"))
    runs.progress(empty.engine, runs.started(empty.engine, "crawl", "a"), "3 of 9 pages", {})
    shown = words(opened("overview", language))
    assert phrase("src_silent", language, answer="超时" if language == "zh" else "timed out") in shown
    assert "3 of 9 pages" in shown
    assert phrase("known_mark", language) in shown
    assert "make demo" in shown


def test_the_known_index_is_not_shown_among_examples(filled: Context) -> None:
    assert phrase("known_title", "en") not in html(opened("notices", "en"))


@pytest.mark.parametrize("page", ["notice", "notices", "entity", "overview"])
def test_hostile_text_is_shown_as_text(filled: Context, page: str) -> None:
    app = opened(page, "en", id="n_hostile" if page == "notice" else "c_group", q="", page="1")
    assert not app.exception
    assert "<script>alert" not in html(app)
    assert "<img" not in html(app)
    if page in ("notice", "notices"):
        assert "&lt;script&gt;alert" in html(app)


def test_a_natural_person_is_masked_everywhere_on_the_notice_page(filled: Context) -> None:
    shown = words(opened("notice", "zh", id="n_hostile"))
    assert PERSON not in shown
    assert "郑**" in shown


def test_a_notice_page_marks_its_evidence_and_links_its_archived_copy(filled: Context) -> None:
    shown = html(opened("notice", "en", id="n_o35"))
    assert '<mark class="tb-mark tb-app"' in shown
    assert '<mark class="tb-mark tb-deadline"' in shown
    assert 'href="archive/d_o35"' in shown
    assert phrase("reports", "en") in shown


def test_a_notice_page_tells_when_its_page_was_changed_and_where_a_call_for_comment_stands(
    filled: Context,
) -> None:
    shown = html(opened("notice", "en", id="n_o35"))
    assert f"{phrase('page_updated', 'en')}</dt>" in shown and "printed: 更新于" in shown
    assert phrase("call_open", "en") in shown


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_notice_page_lists_what_a_report_states_otherwise(filled: Context, language: str) -> None:
    shown = words(opened("notice", language, id="n_o35"))
    assert phrase("deviations", language) in shown and phrase("deviations_note", language) in shown
    assert f"{phrase('count_apps', language)}" in shown and "9999" in shown
    assert phrase("deviations", language) not in words(opened("notice", language, id="n_o01"))


def test_a_merged_notice_is_found_under_its_old_id(filled: Context) -> None:
    assert "第1批" in html(opened("notice", "zh", id="n_old"))


def test_an_unknown_id_is_answered_helpfully(filled: Context) -> None:
    for page, key in (("notice", "not_found"), ("entity", "entity_missing")):
        assert phrase(key, "en") in html(opened(page, "en", id=HOSTILE))


def test_filters_are_taken_from_the_address_and_links_carry_them(filled: Context) -> None:
    app = opened("notices", "en", seal="incomplete", year="2026")
    shown = html(app)
    assert "第35批" in shown
    assert "第36批" not in shown
    assert "seal=incomplete" in shown
    assert app.selectbox(key="choose_seal").value == "incomplete"


def test_a_changed_filter_is_written_to_the_address_and_starts_at_the_first_page(filled: Context) -> None:
    app = opened("notices", "en", page="2")
    app.selectbox(key="choose_year").set_value("2020").run()
    assert app.query_params["year"] == "2020"
    assert "page" not in app.query_params
    app.selectbox(key="choose_year").set_value("2021").run()
    assert app.query_params["year"] == "2021"
    assert "2021-01-12" in html(app)


def test_a_value_that_no_filter_has_is_ignored(filled: Context) -> None:
    app = opened("notices", "en", seal=HOSTILE, page="-1")
    assert not app.exception
    assert phrase("found_page", "en", official=41 - PRESS, reports=PRESS, page=1, pages=3) in html(app)


@pytest.mark.parametrize("name", ["微信", "Tencent", "腾讯", "wechat", "深圳市腾讯计算机系统有限公司"])
def test_every_name_of_a_group_finds_the_same_group(filled: Context, name: str) -> None:
    shown = html(opened("entities", "en", name=name))
    assert shown.count('class="tb-card"') == 1
    assert re.findall(r"entity\?[^\"]*id=(c_\w+)", shown) == ["c_tencent"]


def test_an_entity_page_shows_each_row_with_its_evidence_and_source(filled: Context) -> None:
    shown = html(opened("entity", "en", id="c_group"))
    assert "<q>样例应用00</q>" in shown
    assert "http://127.0.0.1:9/ex/o00.html" in shown
    assert phrase("entity_rows_notice", "en", n=14) in shown
    assert phrase("entity_rows_copy", "en", n=0) not in shown
    assert phrase("counted", "en", notices=14, rows=14, reports=0) in shown


def test_an_entity_page_tells_its_cases_with_their_words_and_notices(filled: Context) -> None:
    for language, named in (("en", "Public naming"), ("zh", "公开通报")):
        shown = html(opened("entity", language, id="a_0"))
        assert named in shown
        assert phrase("status_overdue", language) in shown
        assert phrase("event_deadline_set", language, day="2018-01-27") in shown
        assert phrase("event_no_follow_up", language, day="2018-01-27") in shown
        assert phrase("basis_observed", language) in shown
        assert "<q>2018-01-27前</q>" in shown
        assert re.search(r'class="tb-quote"><q>样例应用00</q> <a href="notice\?[^"]*id=n_o00', shown)


def test_a_group_page_lists_how_the_cases_of_its_apps_stand(filled: Context) -> None:
    shown = html(opened("entity", "en", id="c_group"))
    assert phrase("col_status", "en") in shown
    assert "样例应用00" in shown[shown.index(phrase("col_status", "en")) :]


def test_the_list_by_status_has_only_those_whose_newest_case_stands_so(filled: Context) -> None:
    shown = html(opened("entities", "en", status="open"))
    assert set(re.findall(r'tb-badge tb-\w+">([^<]+)<', shown)) == {phrase("status_open", "en")}
    assert html(opened("entities", "en", status="no such status")).count("tb-card") > 1


def test_the_page_of_sources_tells_what_each_yields_and_which_checks_failed(filled: Context) -> None:
    for language, said in (
        (
            "en",
            (
                "Yields: Made-up lists",
                "every 15 minutes, 07–23",
                "Proved on the live site: 2026-03-01",
                "list gave 0 rows, wanted 5",
            ),
        ),
        (
            "zh",
            (
                "内容：示例名单",
                "每 15 分钟，07–23 时",
                "实站核查：2026-03-01",
                "列表只有 0 行，应不少于 5 行",
            ),
        ),
    ):
        shown = html(opened("sources", language, source="ex-official"))
        assert all(escape(words) in shown for words in said), language


def test_the_page_of_sources_lists_those_that_need_a_look_first_and_says_why_others_are_off(
    filled: Context,
) -> None:
    shown = html(opened("sources", "en"))
    silent, well, off = (
        shown.index(name) for name in ("Example Daily", "Example Administration", "Example, off<")
    )
    assert max(silent, well) < off
    assert "did not answer: timed out" in shown
    assert "robots.txt forbids" in shown
    assert "Yields:" not in shown


def test_leads_stand_on_the_page_of_sources_as_leads_with_neighbours_and_places(filled: Context) -> None:
    shown = html(opened("sources", "en"))
    assert escape(phrase("lead_note", "en")) in shown and phrase("cov_example", "en") in shown
    assert "overall No. 2–3批" not in shown and "overall No. 2–3" in shown
    assert "id=n_o00" in shown and "id=n_o03" in shown and "http://127.0.0.1:9/ex/list/" not in shown
    assert phrase("cov_recall_mark", "en") not in shown  # examples are not measured


def test_a_live_store_is_measured_against_what_is_known(empty: Context) -> None:
    shown = html(opened("sources", "zh"))
    assert phrase("cov_recall_mark", "zh") in shown and phrase("total_fewer_lists", "zh") in shown
    assert "缺总第 1–16 批" in shown and "1,407" in shown and phrase("lead_none", "zh") in shown


def test_run_now_and_pause_put_requests_down(empty: Context) -> None:
    with writing(empty.engine) as session:
        session.add(source())
    app = opened("sources", "en", source="a")
    app.button(key="run_a").click().run()
    app.button(key="pause_a").click().run()
    asked = {(r.kind, r.source_id) for r in runs.take_requests(empty.engine)}
    assert asked == {("run", "a"), ("pause", "a")}


def test_subscribing_without_a_mail_server_gives_the_link_to_whoever_runs_the_deployment(
    empty: Context,
) -> None:
    app = opened("subscribe", "en", watch="all")
    app.text_input[0].set_value("anna@example.com")
    app.button[0].click().run()
    assert not app.exception
    assert any("/confirm?token=" in code.value for code in app.code)


def test_subscribing_to_a_name_that_nothing_goes_by_is_answered(empty: Context) -> None:
    app = opened("subscribe", "zh", watch="company", target="没有这家公司")
    app.text_input[1].set_value("anna@example.com")
    app.button[0].click().run()
    assert [e.value for e in app.error] == [phrase("sub_unknown", "zh", name="没有这家公司", why="")]


def test_every_phrase_has_both_languages_and_the_same_places() -> None:
    for key, (zh, en) in PHRASES.items():
        assert zh.strip(), key
        assert en.strip(), key
        places = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (zh, en)]
        if not key.startswith("sub_"):  # a reason is given in English only where alerts words it so
            assert places[0] == places[1], key


@pytest.mark.parametrize(
    ("page", "query"),
    [("notice", {"id": "n_nothing"}), ("entity", {"id": "c_nothing"}), ("entities", {"status": "open"})],
)
def test_a_page_that_ends_early_still_says_what_named_means(
    filled: Context, page: str, query: dict[str, str]
) -> None:
    assert "tb-footer" in html(opened(page, "en", **query))


def test_a_press_report_in_a_list_names_its_outlet(filled: Context) -> None:
    assert html(opened("notices", "en", kind="press")).count("Example Daily") == PRESS
    assert "Example Daily" not in html(opened("notices", "en", kind="official"))


def test_the_method_page_says_how_to_cite_a_live_store(
    empty: Context,
) -> None:
    assert "CC BY 4.0. Of a single notice also give authority" in html(opened("about", "en"))


def test_examples_are_not_to_be_cited(filled: Context) -> None:
    shown = html(opened("about", "en"))
    assert "Example data are not to be cited." in shown
    assert "Of a single notice" not in shown


def test_a_press_report_shows_its_outlet_and_no_publishing_authority(filled: Context) -> None:
    shown = html(opened("notice", "en", id="n_r03"))
    assert "<dt>Outlet</dt><dd>Example Daily</dd>" in shown
    assert "<dt>Authorities</dt>" not in shown
    assert "<dt>Outlet</dt>" not in html(opened("notice", "en", id="n_o35"))
