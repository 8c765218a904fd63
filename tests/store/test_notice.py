"""From an extraction to a notice: every value with its evidence, ids that stay, nothing written twice."""

from __future__ import annotations

from decimal import Decimal

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from store import load, save
from store.archive import Archive
from store.db import reading
from store.records import (
    ActionClaim,
    Batch,
    CodeClaim,
    DeadlineClaim,
    Evidence,
    Issue,
    IssuerClaim,
    PenaltyClaim,
    Reading,
    Seal,
    Stamp,
    Wording,
)
from store.tables import (
    Deadline,
    Entry,
    EntryProblem,
    ExtractionRow,
    Finding,
    Mention,
    Notice,
    NoticeIssue,
    NoticeIssuer,
    Penalty,
)
from tests.store.conftest import Clock
from tests.store.making import app, facts, file, firm, notice, put, quote, record
from tests.store.test_save import dump

LIST = (
    app("画图宝", "虚构一号科技有限公司", 1),
    app("记账虎", "虚构二号科技有限公司", 2),
    firm("虚构一号科技有限公司"),
    firm("虚构二号科技有限公司"),
)


def test_a_notice_carries_all_that_its_extraction_says(engine: Engine, archive: Archive) -> None:
    text = "虚构局通报：画图宝违规收集个人信息，罚款28万元，3月20日前整改。"
    saved = notice(
        engine, archive, app("画图宝", row=1, evidence=[quote("画图宝", text)]), text=text,
        signed=Stamp(value="2026-03-08", precision="day", basis="stated", printed="3月8日"),
        batch=Batch(year=2026, in_year=2, overall=40),
        seal=Seal(state="incomplete", stated=3, read=1, text="3 stated, 1 read"),
        counts={"apps": 3},
        issuer_roles=[
            IssuerClaim(code="MIIT", role="lead", basis="host"),
            IssuerClaim(code="CAC", role="joint", basis="title", evidence=[quote("虚构局", text)]),
        ],
        violations=[CodeClaim(code="pi_illegal_collection", evidence=[quote("违规收集个人信息", text)])],
        laws=[CodeClaim(code="PIPL", evidence=[])],
        penalties=[PenaltyClaim(kind="fine", amount=280000.0, currency="CNY", evidence=[quote("28万元", text)])],
        deadlines=[
            DeadlineClaim(
                date="2026-03-20", kind="rectify_by", text="3月20日前", evidence=[quote("3月20日前", text)]
            )
        ],
        actions=[ActionClaim(kind="fine", regulator="MIIT", targets=["画图宝"], evidence=[quote("罚款", text)])],
        issues=[Issue(code="count_differs", text="3 stated, 1 read")],
    )  # fmt: skip
    with reading(engine) as session:
        found = session.get_one(Notice, saved.notice_id)
        assert (found.day, found.published_on, found.signed_on, found.signed_printed) == (
            "2026-03-09", "2026-03-09", "2026-03-08", "3月8日",
        )  # fmt: skip
        assert (found.kind, found.batch_overall, found.seal_state, found.counts) == (
            "official", 40, "incomplete", {"apps": 3},
        )  # fmt: skip
        roles = {i.code: i.role for i in session.exec(select(NoticeIssuer))}
        assert roles == {"MIIT": "lead", "CAC": "joint"}
        assert session.exec(select(Penalty)).one().amount == Decimal("280000.00")
        assert session.exec(select(Deadline.on)).one() == "2026-03-20"
        assert {(f.kind, f.code) for f in session.exec(select(Finding))} == {
            ("violation", "pi_illegal_collection"), ("law", "PIPL"), ("act", "fine"),
        }  # fmt: skip
        assert session.exec(select(NoticeIssue.code)).one() == "count_differs"
        for mention in session.exec(select(Mention)):
            assert text[mention.start : mention.end] == mention.quote
        assert {m.subject for m in session.exec(select(Mention))} == {
            "entry", "violation", "penalty", "deadline", "act", "issuer",
        }  # fmt: skip


def test_saving_the_same_extraction_again_writes_nothing(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    version = put(engine, archive).version_id
    first = save.extraction(engine, version, record(*LIST), "通报", {})
    before = dump(engine)
    time.move(days=3)
    again = save.extraction(engine, version, record(*LIST), "通报", {})
    assert (first.state, again.state, again.notice_id) == ("new", "unchanged", first.notice_id)
    assert dump(engine) == before


def test_a_better_extraction_replaces_rows_and_keeps_the_ids_of_equal_ones(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    version = put(engine, archive).version_id
    first = save.extraction(engine, version, record(*LIST), "通报", {})
    with reading(engine) as session:
        before = {entry.name: entry.id for entry in session.exec(select(Entry))}
    time.move(days=1)
    mended = LIST[0].model_copy(update={"name": "画图宝（极速版）", "version": "1.2"})
    second = save.extraction(engine, version, record(mended, *LIST[2:], extractor="2"), "通报", {})
    assert (second.notice_id, second.state) == (first.notice_id, "changed")
    with reading(engine) as session:
        after = {entry.name: entry.id for entry in session.exec(select(Entry))}
        assert session.exec(select(ExtractionRow.extractor)).one() == "2"
        assert len(session.exec(select(EntryProblem)).all()) == 1
        assert session.get_one(Notice, first.notice_id).last_changed == time.at
    assert after["画图宝（极速版）"] == before["画图宝"]
    assert after["虚构一号科技有限公司"] == before["虚构一号科技有限公司"]
    assert "记账虎" not in after


def test_a_new_extractor_that_finds_the_same_is_no_change(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    version = put(engine, archive).version_id
    saved = save.extraction(engine, version, record(*LIST), "通报", {})
    changed = dump(engine)["Notice"][0]["last_changed"]
    time.move(days=1)
    assert save.extraction(engine, version, record(*LIST, extractor="2"), "通报", {}).state == "unchanged"
    with reading(engine) as session:
        found = session.get_one(Notice, saved.notice_id)
        assert (found.extractor, found.last_changed) == ("2", changed)
    assert load.stale(engine, "2") == []


def test_two_equal_rows_of_a_list_are_two_entries(engine: Engine, archive: Archive) -> None:
    notice(engine, archive, *[app("画图宝", "虚构一号科技有限公司", 1)] * 2)
    with reading(engine) as session:
        assert len(session.exec(select(Entry)).all()) == 2


def test_each_problem_of_a_row_keeps_the_sources_words(engine: Engine, archive: Archive) -> None:
    claim = app(
        "画图宝", row=1, violations=["pi_illegal_collection", "app_self_start", "pi_no_consent"],
        wording=[
            Wording(text="违规收集、自启动", codes=["pi_illegal_collection", "app_self_start"]),
            Wording(text="词表没有的问题", codes=[]),
        ],
    )  # fmt: skip
    notice(engine, archive, claim)
    with reading(engine) as session:
        found = session.exec(select(EntryProblem).order_by(col(EntryProblem.position))).all()
    assert [(p.code, p.wording) for p in found] == [
        ("pi_illegal_collection", "违规收集、自启动"), ("app_self_start", "违规收集、自启动"),
        ("", "词表没有的问题"), ("pi_no_consent", ""),
    ]  # fmt: skip


def test_evidence_in_an_attachment_points_to_that_document(engine: Engine, archive: Archive) -> None:
    attached = file("list", "https://www.example.org/list.pdf")
    stored = save.fetched(engine, archive, "made-office", file(), facts(), [attached])
    documents = {"list.pdf": load.version(engine, stored.version_id).documents[1].id}
    claim = app(
        "画图宝", row=1, evidence=[Evidence(file="list.pdf", table=0, row=2, col=2, page=1, text="画图宝")]
    )
    save.extraction(engine, stored.version_id, record(claim), "通报", documents)
    with reading(engine) as session:
        found = session.exec(select(Mention)).one()
    assert (found.document_id, found.page, found.row, found.field) == (documents["list.pdf"], 1, 2, "name")


@pytest.mark.parametrize(
    ("evidence", "code"),
    [
        (Evidence(start=0, end=3, text="画图宝"), "evidence_misplaced"),
        (Evidence(file="other.pdf", table=0, row=1, col=1, text="画图宝"), "evidence_unknown_file"),
    ],
)
def test_evidence_that_does_not_hold_is_an_issue_and_no_quote(
    engine: Engine, archive: Archive, evidence: Evidence, code: str
) -> None:
    notice(engine, archive, app("画图宝", row=1, evidence=[evidence]), text="通报画图宝")
    with reading(engine) as session:
        assert session.exec(select(Mention)).all() == []
        assert session.exec(select(NoticeIssue.code)).one() == code


def test_an_edit_shows_the_new_text_and_an_older_version_extracted_later_does_not(
    engine: Engine, archive: Archive
) -> None:
    old = put(engine, archive, body="one").version_id
    saved = save.extraction(engine, old, record(LIST[0]), "one", {})
    new = put(engine, archive, body="two").version_id
    assert save.extraction(engine, new, record(*LIST), "two", {}).notice_id == saved.notice_id
    before = dump(engine)["Entry"]
    assert save.extraction(engine, old, record(LIST[0], extractor="2"), "one", {}).state == "unchanged"
    assert dump(engine)["Entry"] == before
    with reading(engine) as session:
        assert session.get_one(Notice, saved.notice_id).version_id == new
        assert session.get_one(ExtractionRow, old).text == "one"


def test_an_ingested_item_is_official_or_press_by_what_it_is(engine: Engine, archive: Archive) -> None:
    save.ingesting(engine, "ingested", "Files", "zh")
    kinds = []
    for number, document in enumerate(("news", "app_list")):
        saved = notice(
            engine,
            archive,
            url=f"items.jsonl#{number}",
            source_id="ingested",
            origin="ingested",
            document=document,
        )
        with reading(engine) as session:
            found = session.get_one(Notice, saved.notice_id)
        kinds.append((found.kind, found.origin))
    assert kinds == [("press", "ingested"), ("official", "ingested")]


def test_readings_are_kept_and_written_once(engine: Engine, archive: Archive) -> None:
    stored = put(engine, archive)
    page = load.version(engine, stored.version_id).documents[0].id
    said = Reading(file="", media_type="text/html", text="通报")
    save.reading(engine, page, said)
    save.reading(engine, page, said)
    assert load.version(engine, stored.version_id).readings == {page: said}
    save.reading(engine, page, said.model_copy(update={"reader": "2"}))
    assert load.version(engine, stored.version_id).readings[page].reader == "2"


def test_stale_versions_are_the_newest_of_each_posting_latest_notice_first(
    engine: Engine, archive: Archive
) -> None:
    put(engine, archive, body="one", day="2026-01-01")
    edited = put(engine, archive, body="two", day="2026-01-01").version_id
    latest = put(engine, archive, url="https://www.example.org/2", day="2026-02-01").version_id
    other = put(
        engine, archive, url="https://paper.example/3", source_id="made-paper", day="2025-12-01"
    ).version_id
    assert load.stale(engine, "1") == [latest, edited, other]
    save.extraction(engine, latest, record(), "", {})
    assert load.stale(engine, "1") == [edited, other]
    assert load.stale(engine, "1", all=True) == [latest, edited, other]
    assert load.stale(engine, "2") == [latest, edited, other]
    assert load.stale(engine, "1", source="made-paper") == [other]
