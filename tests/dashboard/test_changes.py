"""A notice that its authority edited shows what changed, whatever the page wrote there."""

from __future__ import annotations

import pytest

from dashboard.context import Context
from dashboard.text import LANGUAGES, phrase
from store import save
from store.archive import Archive
from tests.dashboard.test_pages import html, opened
from tests.store.making import URL, app, facts, file, record, source


def version(context: Context, text: str) -> str:
    saved = save.fetched(
        context.engine, Archive(context.settings.archive), "made-office", file(text, URL), facts(text=text)
    )
    claims = record(app("画图宝", "虚构一号科技有限公司", 1))
    return save.extraction(context.engine, saved.version_id, claims, text, {}).notice_id


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edit_is_shown_struck_out_and_put_in_and_is_escaped(empty: Context, language: str) -> None:
    save.sources(empty.engine, [source()])
    version(empty, "请于3月20日前完成整改。")
    id_ = version(empty, "请于3月25日前完成整改。\n<script>alert(1)</script>")
    page = opened("notice", language, id=id_)
    assert not page.exception
    shown = html(page)
    assert phrase("change_since", language, number=1) in shown
    assert "<del>0</del><ins>5</ins>" in shown
    assert "<ins>&lt;script&gt;alert(1)&lt;/script&gt;</ins>" in shown
    assert "<script>" not in shown
