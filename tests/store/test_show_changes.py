"""What a source changed between two visits is shown line by line."""

from __future__ import annotations

from sqlalchemy import Engine

from store import save
from store.archive import Archive
from store.show_changes import changes, compare
from tests.store.conftest import Clock
from tests.store.making import URL, app, facts, file, notice, record

PDF = "https://www.example.org/notices/1.pdf"


def version(engine: Engine, archive: Archive, text: str, attachment: str = "", title: str = "") -> str:
    """One more visit that finds `text`; returns the notice's id."""
    given = {"title": title} if title else {}
    files = [file(attachment, PDF)] if attachment else []
    page = facts(text=text + attachment, **given)
    saved = save.fetched(engine, archive, "made-office", file(text, URL), page, files)
    claims = record(app("画图宝", "虚构一号科技有限公司", 1))
    return save.extraction(engine, saved.version_id, claims, text, {}).notice_id


def test_an_edited_line_shows_what_went_out_and_what_came_in(
    engine: Engine, archive: Archive, time: Clock
) -> None:
    version(engine, archive, "关于通报的标题\n请于3月20日前完成整改。\n联系电话见附件。")
    time.move(days=2)
    id_ = version(engine, archive, "关于通报的标题\n请于3月25日前完成整改。\n联系电话见附件。\n附件已更新。")
    (change,) = changes(engine, id_)
    assert (change.number, change.compared, change.cut) == (2, True, False)
    edited, added = change.lines
    assert edited == (("same", "请于3月2"), ("out", "0"), ("in", "5"), ("same", "日前完成整改。"))
    assert added == (("in", "附件已更新。"),)


def test_a_new_title_and_another_attachment_are_said(engine: Engine, archive: Archive, time: Clock) -> None:
    version(engine, archive, "正文", attachment="a", title="关于三款APP的通报")
    time.move(days=1)
    id_ = version(engine, archive, "正文", attachment="b", title="关于四款APP的通报")
    (change,) = changes(engine, id_)
    assert change.title == ("关于三款APP的通报", "关于四款APP的通报")
    assert (change.files_out, change.files_in, change.lines) == (("1.html",), ("1.html",), ())


def test_a_text_that_was_never_read_is_said_to_be_so(engine: Engine, archive: Archive, time: Clock) -> None:
    save.fetched(engine, archive, "made-office", file("one", URL), facts(text="one"))
    time.move(hours=3)
    (change,) = changes(engine, version(engine, archive, "two"))
    assert (change.compared, change.lines) == (False, ())


def test_one_version_has_no_changes(engine: Engine, archive: Archive) -> None:
    saved = notice(engine, archive, app("画图宝", "虚构一号科技有限公司", 1))
    assert changes(engine, saved.notice_id) == ()


def test_lines_with_nothing_in_common_go_out_and_come_in_whole() -> None:
    assert list(compare(["甲乙丙丁"], ["一二三四"])) == [(("out", "甲乙丙丁"),), (("in", "一二三四"),)]
    assert list(compare(["a", "", "b"], ["a", "b"])) == []
