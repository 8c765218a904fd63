"""Reprints on other official sites are linked to the notice that leads, by content, and counted once."""

from __future__ import annotations

import itertools
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select

from store import save, show
from store.archive import Archive
from store.cases import Subject, of
from store.counted import Counted
from store.db import reading
from store.deviations import exported_deviations
from store.deviations import of as deviations
from store.export import export
from store.likeness import Content, sign
from store.parcels import public_tidings
from store.records import DeadlineClaim, PenaltyClaim
from store.show_entities import entity, find, groups
from store.show_notice import whole
from store.show_notices import Filters, choices, notices
from store.show_work import deadlines
from store.tables import App, Notice, NoticeLink
from tests.store.conftest import Clock
from tests.store.making import NOON, app, at, notice, quote, seen_app, source

TITLE = "关于侵害用户权益行为的APP（示例）通报"
ROWS = [
    app(name, f"虚构{n}号科技有限公司", row=n) for n, name in enumerate(["画图宝", "记账虎", "看天气"], 1)
]
RULE = "第一条　为了规范示例服务，制定本规定。" + "".join(
    f"第{n}条　提供者应当做到示例事项{n}。" for n in range(2, 40)
)


@pytest.fixture(autouse=True)
def _sites(engine: Engine) -> None:
    sites = [("own", "MIIT"), ("joint", "CAC"), ("city", "CA-GD"), ("town", "CA-ZJ")]
    save.sources(engine, [source(), source("made-paper", "press"), *(source(i, issuer=c) for i, c in sites)])


def put(engine: Engine, archive: Archive, site: str, *claims: object, **given: object) -> str:
    base = {
        "title": TITLE,
        "day": "2026-03-04",
        "url": f"https://{site}.example/{len(claims)}",
        "source_id": site,
    }
    return notice(engine, archive, *claims, **(base | given)).notice_id  # type: ignore[arg-type]


def links(engine: Engine) -> set[tuple[str, str, str]]:
    """Which site's notice is linked to which other's, and as what."""
    with reading(engine) as session:
        sites = {n.id: n.url.split("/")[2].partition(".")[0] for n in session.exec(select(Notice))}
        return {(sites[k.from_id], sites[k.to_id], k.kind) for k in session.exec(select(NoticeLink))}


@pytest.mark.parametrize("order", list(itertools.permutations(["own", "city", "town"])))
def test_the_issuers_own_site_leads_in_any_order_of_arrival(
    engine: Engine, archive: Archive, time: Clock, order: tuple[str, ...]
) -> None:
    for site in order:
        time.move(hours=1)
        title = "转发：" * (site == "town") + TITLE + "（2026年第2批）" * (site == "city")
        put(engine, archive, site, *ROWS, title=title, text=f"{site}：现予通报")
    assert links(engine) == {("city", "own", "copies"), ("town", "own", "copies")}


@pytest.mark.parametrize("order", list(itertools.permutations(["own", "joint", "city"])))
def test_the_text_of_a_rule_is_one_act_whatever_its_title(
    engine: Engine, archive: Archive, time: Clock, order: tuple[str, ...]
) -> None:
    roles = [{"code": "MIIT", "role": "lead"}, {"code": "CAC", "role": "joint"}]
    for site in order:
        time.move(hours=1)
        put(
            engine, archive, site, title=f"{site}：示例规定", text=RULE + f"来源：{site}", document="rule",
            issuers=["MIIT", "CAC"], issuer_roles=roles,
        )  # fmt: skip
    assert links(engine) == {("joint", "own", "copies"), ("city", "own", "copies")}


def test_where_no_site_is_the_issuers_own_the_first_leads(engine: Engine, archive: Archive) -> None:
    put(engine, archive, "town", *ROWS, day="2026-03-06", text="转")
    put(engine, archive, "city", *ROWS, day="2026-03-04", text="发")
    assert links(engine) == {("town", "city", "copies")}


@pytest.mark.parametrize(
    "given",
    [
        {"day": "2026-03-12"},
        {"issuers": ["SAMR"]},
        {"batch": {"year": 2026, "in_year": 3}},
        {"claims": [app(name, row=n) for n, name in enumerate(["拍照王", "背单词", "看电影"], 1)]},
        {"title": "通报", "claims": []},
        {"source_id": "own"},
        {"source_id": "made-paper"},
    ],
)
def test_what_contradicts_or_is_weak_links_nothing(
    engine: Engine, archive: Archive, given: dict[str, object]
) -> None:
    put(engine, archive, "own", *ROWS, batch={"year": 2026, "in_year": 2})
    claims = given.pop("claims", ROWS)
    put(
        engine,
        archive,
        "city",
        *claims,
        **({"url": "https://city.example/9", "text": "又", "title": "转发：" + TITLE} | given),
    )  # type: ignore[misc]
    assert not {link for link in links(engine) if link[2] == "copies"}


def test_covering_words_of_lists_that_were_not_read_are_no_sign() -> None:
    def content(title: str, document: str, text: str = RULE) -> Content:
        return Content(document, frozenset({"MIIT"}), title, (None, None, None), frozenset(), lambda: text)

    assert sign(content("甲", "app_list"), content("乙", "app_list")) == ""
    assert sign(content("甲", "campaign"), content("乙", "campaign")) == "text alike"
    assert sign(content("甲", "draft_rule"), content("乙", "rule")) == ""
    other = "完全不同的另一篇文字，说的是别的事情。" * 20
    assert sign(content(TITLE, "campaign"), content(TITLE, "campaign", other)) == ""


def test_a_link_goes_when_the_copy_says_something_else(engine: Engine, archive: Archive) -> None:
    put(engine, archive, "own", *ROWS)
    put(engine, archive, "city", *ROWS, text="转", title="转发：" + TITLE)
    assert len(links(engine)) == 1
    put(engine, archive, "city", *ROWS, text="改", title="关于另一件示例事项的通报", issuers=["CA-GD"])
    assert links(engine) == set()


def test_a_copy_is_counted_nowhere_and_named_in_the_export(
    engine: Engine, archive: Archive, tmp_path: Path
) -> None:
    lead = put(engine, archive, "own", *ROWS)
    copy = put(engine, archive, "city", *ROWS, text="转", title="转发：" + TITLE)
    figures = show.figures(engine)
    assert (figures.official, figures.apps_named, figures.apps_distinct) == (1, 3, 3)
    assert [m.notices for m in show.per_month(engine)] == [1]
    assert [(y.rows, y.stated) for y in show.per_year(engine)] == [(3, 0)]
    assert [(v.notices, v.rows) for v in show.top_violations(engine)] == [(1, 3)]
    assert notices(engine, Filters()).total == 1
    assert [line.id for line in notices(engine, Filters(text="转")).lines] == [lead]
    found = choices(engine)
    assert [*found.issuers.values(), *found.years.values(), *found.violations.values()] == [1, 1, 1]
    made = export(engine, tmp_path / "out", at(tmp_path))
    rows = [json.loads(r) for r in (made.folder / "notices.jsonl").read_text("utf-8").splitlines()]
    assert {r["notice_id"]: r["copy_of"] for r in rows} == {lead: None, copy: lead}
    page, other = whole(engine, lead), whole(engine, copy)
    assert page and [line.id for line in page.copies] == [copy]
    assert other and [line.id for line in other.copy_of] == [lead]


def test_an_entity_counts_notices_reports_and_copies_apart_and_shows_them_all(
    engine: Engine, archive: Archive, tmp_path: Path
) -> None:
    lead = put(engine, archive, "own", *ROWS, day="2026-03-09", **stated("2026-03-20", 3, 20000))
    copy = put(
        engine, archive, "city", *ROWS, day="2026-03-09", title="转发：" + TITLE, **stated("2026-03-20", 3, 20000)
    )  # fmt: skip
    press = [app(row.name, row.developer) for row in ROWS[:1]]
    report = put(engine, archive, "made-paper", *press, title="示例报道", document="news", day="2026-03-09")
    (hit,) = find(engine, "虚构1号科技有限公司")
    apart = Counted(notices=1, rows=1, reports=1, copies=1)
    assert hit.counted == apart
    for found in (entity(engine, hit.id), entity(engine, hit.apps[0][0])):
        assert found and found.counted == apart
        kinds = (found.rows, found.reports, found.copies)
        assert [[row.line.id for row in kind.shown] for kind in kinds] == [[lead], [report], [copy]]
        assert [kind.total for kind in kinds] == [1, 1, 1]
        assert all(member.counted == apart for member in found.members)
    assert show.figures(engine).companies == 3
    assert {due.line.id for due in deadlines(engine)} == {lead}
    assert set(public_tidings(engine, 10)) == {lead, report}
    listed = notices(engine, Filters())
    assert (listed.total, listed.reports) == (2, 1)
    made = export(engine, tmp_path / "out", at(tmp_path))
    for name in ("entries", "problems", "deadlines", "penalties"):
        rows = [json.loads(r) for r in (made.folder / f"{name}.jsonl").read_text("utf-8").splitlines()]
        kinds_of = {r["notice_id"]: r["item"] for r in rows}
        assert kinds_of.items() <= {lead: "notice", copy: "copy", report: "report"}.items()
        assert {lead, copy} <= kinds_of.keys()


def test_those_that_notices_name_most_come_first_however_often_they_are_copied(
    engine: Engine, archive: Archive
) -> None:
    twice, once = (app(f"{n}", f"虚构{n}号科技有限公司", row=1) for n in (7, 8))
    for batch in (1, 2):
        put(engine, archive, "own", twice, title=f"第{batch}批通报", url=f"https://own.example/b{batch}")
    put(engine, archive, "own", once, title=TITLE)
    for site, word in (("joint", "转发："), ("city", "转载："), ("town", "（转发）")):
        put(engine, archive, site, once, title=word + TITLE, text=site)
    assert len(links(engine)) == 3
    assert [(hit.name, hit.counted.notices, hit.counted.copies) for hit in groups(engine)] == [
        ("虚构7号科技有限公司", 2, 0),
        ("虚构8号科技有限公司", 1, 3),
    ]


def test_a_copy_days_later_is_more_evidence_of_one_event(engine: Engine, archive: Archive) -> None:
    lead = put(engine, archive, "own", *ROWS)
    extra = app("背单词", "虚构9号科技有限公司", row=4)
    copy = put(engine, archive, "city", *ROWS, extra, day="2026-03-10", text="转", title="转发：" + TITLE)
    with reading(engine) as session:
        apps = dict(session.exec(select(App.name, App.id)).all())
        (case,) = of(session, Subject("app", apps["画图宝"]), NOON.date())
        assert [(e.day, [p.notice_id for p in e.proofs]) for e in case.events] == [
            ("2026-03-04", [lead, copy])
        ]
        (own,) = of(session, Subject("app", apps["背单词"]), NOON.date())
        assert [(e.day, [p.notice_id for p in e.proofs]) for e in own.events] == [("2026-03-10", [copy])]


def stated(day: str, count: int, sum_: int) -> dict[str, object]:
    words = f"{count}款APP须在{day}前整改，罚款{sum_}元"
    fine = PenaltyClaim(kind="fine", amount=sum_, currency="CNY", evidence=[quote(f"罚款{sum_}元", words)])
    term = DeadlineClaim(date=day, kind="rectify_by", text=day, evidence=[quote(day, words)])
    force = DeadlineClaim(date="2026-05-01", kind="effective_from", text=day, evidence=[quote(day, words)])
    return {"text": words, "deadlines": [term, force], "penalties": [fine], "counts": {"apps": count}}


def test_what_a_copy_or_report_states_otherwise_is_listed_with_its_words(
    engine: Engine, archive: Archive, tmp_path: Path
) -> None:
    lead = put(engine, archive, "own", *ROWS, **stated("2026-03-20", 3, 20000))
    put(engine, archive, "city", *ROWS, title="转发：" + TITLE, **stated("2026-03-21", 3, 20000))
    press = [seen_app(name) for name in ("画图宝", "记账虎")]
    targets = [claim.model_copy(update={"role": "target"}) for claim in press]
    put(
        engine, archive, "made-paper", *targets, title="示例报道", document="news", day="2026-03-05",
        **stated("2026-03-20", 4, 30000),
    )  # fmt: skip
    with reading(engine) as session:
        found = [(d.link, d.field, d.what, d.official, d.value, d.quote) for d in deviations(session, lead)]
    words = "4款APP须在2026-03-20前整改，罚款3"
    assert [f[:5] for f in found] == [
        ("copies", "deadline", "rectify_by", "2026-03-20", "2026-03-21"),
        ("reports", "count", "apps", "3", "4"),
        ("reports", "sum", "fine", "20000 CNY", "30000 CNY"),
    ]
    assert (found[0][5], found[2][5]) == ("2026-03-21", "罚款30000元")
    assert found[1][5].startswith(words[:10])
    page = whole(engine, lead)
    assert page and len(page.deviations) == 3
    made = export(engine, tmp_path / "out", at(tmp_path))
    rows = [json.loads(r) for r in (made.folder / "deviations.jsonl").read_text("utf-8").splitlines()]
    assert [(r["notice_id"], r["value"]) for r in rows] == [(lead, f[4]) for f in found]


def test_the_export_asks_as_often_for_many_deviations_as_for_one(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    asked: list[str] = []

    def counting(conn: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    numbers = []
    for n in range(1, 5):
        day = date(2026, 1, 5) + timedelta(days=20 * n)
        known = {"day": day.isoformat(), "url": f"https://own.example/v{n}"}
        rows = [app(f"应用{n}之{r}", f"虚构{n}{r}号科技有限公司", row=r) for r in (1, 2, 3)]
        title = f"第{n}号示例专项通报，内容各不相同"
        put(engine, archive, "own", *rows, title=title, **(stated("2026-12-20", 3, 20000) | known))
        for site, word, value in (("city", "转发：", 30000), ("town", "转载：", 40000)):
            put(
                engine, archive, site, *rows, title=word + title,
                **(stated("2026-12-20", 4, value) | known | {"url": f"https://{site}.example/v{n}"}),
            )  # fmt: skip
        with reading(engine) as session:
            event.listen(engine, "before_cursor_execute", counting)
            found = list(exported_deviations(session))
            event.remove(engine, "before_cursor_execute", counting)
        numbers.append((len(found), len(asked)))
        asked.clear()
    assert [rows for rows, _ in numbers] == [4 * n for n in range(1, 5)]
    assert len({queries for _, queries in numbers}) == 1, numbers
