"""Which facts of a page go on to the store and to extraction, and which of them make it an edited page."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from crawler.layouts import layout
from crawler.page import Page, Source
from crawler.pipeline import facts
from nlp.pipeline import extract
from nlp.stored import stored_item
from store.records import Extraction, Item, Reading, Stamp

DAY = Stamp(value="2026-03-02", precision="day", basis="stated", printed="2026年3月2日")
PAGE = Page(
    title="示例公告",
    body_html="<p>示例正文。</p>",
    signed=DAY,
    also_titled="示例部公告2026年第3号",
    updated=DAY,
)
LATER = replace(
    PAGE, updated=DAY.model_copy(update={"value": "2026-03-09"}), warnings=("this may be its beginning",)
)


def test_what_a_layout_read_goes_on_to_the_store() -> None:
    kept = facts(LATER, [])
    assert (kept.signed, kept.also_titled) == (DAY, "示例部公告2026年第3号")
    assert kept.updated is not None and kept.updated.value == "2026-03-09"
    assert kept.warnings == ["this may be its beginning"]


def test_a_stamp_that_the_site_moves_and_a_warning_of_ours_are_no_edit() -> None:
    assert facts(LATER, []).digest == facts(PAGE, []).digest


@pytest.mark.parametrize(
    "edited",
    [
        replace(PAGE, signed=DAY.model_copy(update={"value": "2026-03-03"})),
        replace(PAGE, signed=None),
        replace(PAGE, also_titled="示例部公告2026年第4号"),
        replace(PAGE, body_html="<p>示例正文（修订）。</p>"),
    ],
)
def test_a_corrected_signature_number_or_text_is_an_edit(edited: Page) -> None:
    assert facts(edited, []).digest != facts(PAGE, []).digest


def processed(box: str, text: str) -> Extraction:
    """The record of a page of that text with a box of facts beside it."""
    page = (
        '<html><head><meta charset="utf-8"></head><body><h1>关于示例工作的通知</h1>'
        f'<div class="xxgk-box"><p>成文日期：{box}</p><p>发布日期：2026-03-05</p></div>'
        f'<div class="TRS_Editor"><p>{"各有关单位要按照要求做好相关工作。" * 5}</p>{text}</div></body></html>'
    ).encode()
    source = Source(
        id="office", title="", kind="official", language="zh", base="https://office.example", lists=(), layout="plain",
        cron="", options={"article_box": ".xxgk-box"},
    )  # fmt: skip
    family, url = layout(source.layout), "https://office.example/1.html"
    document = SimpleNamespace(
        id="d", name="1.html", media_type="text/html", sha256=hashlib.sha256(page).hexdigest(), final_url=url, headers={}
    )  # fmt: skip
    version = SimpleNamespace(
        id="v", source_id="office", source_kind="official", issuer="MIIT", url=url, list_title="", documents=[document],
        facts=facts(family.article(source, page, {}, url), []), readings={}, seen_at=datetime.now(UTC),
    )  # fmt: skip
    return extract(stored_item(version, source, family, lambda _: page).item)


def test_a_box_of_facts_dates_a_notice_whose_text_is_not_signed() -> None:
    record = processed("2026年3月2日", "")
    assert record.signed is not None
    assert (record.signed.value, record.signed.basis) == ("2026-03-02", "stated")
    assert not record.issues


def test_what_a_layout_doubts_is_an_issue_of_the_notice() -> None:
    reading = Reading(
        file="", media_type="text/html", text="关于示例工作的通知\n各有关单位要按照要求做好相关工作。"
    )
    record = extract(Item(id="v", readings=[reading], warnings=list(LATER.warnings)))
    assert [(issue.code, issue.text) for issue in record.issues] == [("page_warning", LATER.warnings[0])]


def test_the_texts_own_signature_wins_and_another_day_beside_it_is_an_issue() -> None:
    record = processed("2026年3月2日", "<p>示例管理局</p><p>2026年3月4日</p>")
    assert record.signed is not None and record.signed.value == "2026-03-04"
    assert [issue.code for issue in record.issues] == ["signed_differs"]
    assert not processed("2026年3月4日", "<p>示例管理局</p><p>2026年3月4日</p>").issues
