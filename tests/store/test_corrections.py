"""A person's correction beats every extractor, is logged with what it was, and can be taken back."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from store import corrections, moved, save
from store.archive import Archive
from store.db import reading, writing
from store.records import PageFacts
from store.tables import (
    App,
    Change,
    Correction,
    Deadline,
    Entry,
    EntryProblem,
    Notice,
    NoticeIssuer,
    Posting,
    Version,
)
from tests.store.conftest import Clock
from tests.store.making import URL, app, facts, firm, notice, put, quote, record
from tests.store.test_save import dump

ONE, TWO = "虚构一号科技有限公司", "虚构二号科技有限公司"
LIST = (app("画图宝", ONE, 1), app("记账虎", TWO, 2))
DUE = {
    "deadlines": [
        {
            "date": "2026-03-20",
            "kind": "rectify_by",
            "text": "3月20日前",
            "evidence": [quote("通报").model_dump()],
        }
    ]
}


def again(engine: Engine, extractor: str, *claims: object) -> None:
    with reading(engine) as session:
        version = session.exec(select(Version.id).order_by(col(Version.number).desc())).first() or ""
    save.extraction(engine, version, record(*(claims or LIST), extractor=extractor, **DUE), "通报", {})  # type: ignore[arg-type]


@pytest.fixture
def stored(engine: Engine, archive: Archive) -> str:
    return notice(engine, archive, *LIST, **DUE).notice_id  # type: ignore[arg-type]


def entry(engine: Engine, name: str) -> Entry:
    with reading(engine) as session:
        return session.exec(select(Entry).where(Entry.name == name)).one()


@pytest.mark.parametrize(
    ("field", "value", "column", "wanted"),
    [
        ("title", "更正后的标题", "title", "更正后的标题"),
        ("document", "removal_notice", "document", "removal_notice"),
        ("published", "2026-03-02", "published_on", "2026-03-02"),
        ("published", "2026-03", "day", "2026-03"),
    ],
)
def test_a_notices_value_stays_corrected_through_re_processing_until_it_is_taken_back(
    engine: Engine, stored: str, field: str, value: str, column: str, wanted: str
) -> None:
    def now() -> object:
        with reading(engine) as session:
            return getattr(session.get_one(Notice, stored), column)

    before = now()
    id_ = corrections.correct(engine, stored, field, value, "misread", "li")
    assert now() == wanted
    again(engine, "2")
    assert now() == wanted
    corrections.undo(engine, id_, "it was right", "wang")
    assert now() == before
    with reading(engine) as session:
        logged = session.get_one(Correction, id_)
        causes = [c.cause for c in session.exec(select(Change).order_by(col(Change.id)))]
    assert (logged.by, logged.reason, logged.undone_by, logged.undone_reason) == (
        "li", "misread", "wang", "it was right",
    )  # fmt: skip
    assert logged.was == (before if column != "day" else "2026-03-09")
    assert causes[0] == causes[-1] == "correction"


def test_issuers_outcome_developer_violations_and_deadline_are_corrected(engine: Engine, stored: str) -> None:
    of = entry(engine, "画图宝").id
    with reading(engine) as session:
        due = session.exec(select(Deadline.id)).one()
    for name, value, which in (
        ("issuers", "CAC, MIIT", ""),
        ("outcome", "removed", of),
        ("violations", "permission_abuse,pi_illegal_collection", of),
        ("developer", TWO, of),
        ("date", "2026-04-01", due),
    ):
        corrections.correct(engine, stored, name, value, "misread", "li", of=which)
    again(engine, "2")
    with reading(engine) as session:
        assert {i.code for i in session.exec(select(NoticeIssuer))} == {"CAC", "MIIT"}
        mended = session.get_one(Entry, of)
        problems = session.exec(select(EntryProblem).where(EntryProblem.entry_id == of)).all()
        assert [(p.code, p.wording) for p in problems] == [
            ("permission_abuse", ""),
            ("pi_illegal_collection", "违规收集个人信息"),
        ]
        assert session.get_one(Deadline, due).on == "2026-04-01"
    other = entry(engine, "记账虎")
    assert (mended.outcome, mended.developer, mended.company_id) == ("removed", TWO, other.company_id)


def test_a_wrong_name_goes_to_the_app_of_the_right_one(engine: Engine, stored: str) -> None:
    wrong = entry(engine, "画图宝")
    corrections.correct(engine, stored, "name", "画图王", "misread", "li", of=wrong.id)
    again(engine, "2")
    right = entry(engine, "画图王")
    assert right.id == wrong.id and right.app_id != wrong.app_id
    with reading(engine) as session:
        assert session.get_one(App, right.app_id).name == "画图王"


def test_entries_are_dropped_and_added_and_come_back(engine: Engine, stored: str) -> None:
    dropped = corrections.correct(
        engine, stored, "drop", "", "a heading", "li", of=entry(engine, "画图宝").id
    )
    added = corrections.correct(
        engine, stored, "add", f'{{"name": "背词熊", "developer": "{ONE}", "violations": "permission_abuse"}}',
        "in the picture", "li",
    )  # fmt: skip
    again(engine, "2")

    def names() -> list[str]:
        with reading(engine) as session:
            return sorted(session.exec(select(Entry.name)))

    assert names() == ["背词熊", "记账虎"]
    assert entry(engine, "背词熊").company_id is not None
    corrections.undo(engine, dropped, "it is an app", "li")
    corrections.undo(engine, added, "it is none", "li")
    assert names() == ["画图宝", "记账虎"]


@pytest.mark.parametrize(
    ("field", "value", "of", "match"),
    [
        ("colour", "red", "", "no field of a notice"),
        ("document", "poem", "", "none of app_list"),
        ("published", "yesterday", "", "is no day"),
        ("published", "2026-13", "", "month"),
        ("issuers", "NOBODY", "", "no code"),
        ("title", "x" * 501, "", "printable"),
        ("title", "a\nb", "", "printable"),
        ("name", "x", "e_none", "no entry or deadline"),
        ("add", "{}", "", "needs a name"),
    ],
)
def test_a_correction_that_makes_no_sense_is_refused_and_changes_nothing(
    engine: Engine, stored: str, field: str, value: str, of: str, match: str
) -> None:
    before = dump(engine)
    with pytest.raises(ValueError, match=match):
        corrections.correct(engine, stored, field, value, "r", "li", of=of)
    assert dump(engine) == before


def test_a_second_address_of_a_notice_with_a_corrected_title_and_day_still_joins_it(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    page = {"title": "关于侵害用户权益行为的APP通报（第1批）", "day": "2026-03-09"}
    first = notice(engine, archive, *LIST, url=URL, **page).notice_id
    corrections.correct(engine, first, "title", "更正", "misread", "li")
    corrections.correct(engine, first, "published", "2026-03-01", "misread", "li")
    time.move(hours=1)
    second = notice(engine, archive, *LIST, url="https://www.example.org/again.html", **page)
    assert second.notice_id == first
    with reading(engine) as session:
        assert session.exec(select(Notice.title)).one() == "更正"


def test_a_day_set_by_hand_is_not_moved_by_a_site_that_was_moved(
    engine: Engine, archive: Archive, stored: str
) -> None:
    corrections.correct(engine, stored, "published", "2026-03-01", "misread", "li")
    with writing(engine) as session:
        row = session.get_one(Notice, stored)
        posting = session.get_one(Posting, row.posting_id)
        moved.redate(session, row, posting, PageFacts.model_validate(facts().model_dump()))
        assert row.published_on == "2026-03-01"


def test_an_edited_page_keeps_what_was_corrected_of_rows_that_are_still_there(
    engine: Engine, archive: Archive, stored: str
) -> None:
    corrections.correct(engine, stored, "outcome", "removed", "r", "li", of=entry(engine, "画图宝").id)
    version = put(engine, archive, body="edited").version_id
    save.extraction(engine, version, record(*LIST, firm(ONE)), "edited", {})
    assert entry(engine, "画图宝").outcome == "removed"
