"""Whom a deadline binds and to whom it asks to report, as printed; and the kinds that words of opinion decide."""

from __future__ import annotations

import pytest

from tests.nlp.items import record

CASES: list[tuple[str, str, str | None, str | None]] = [
    (
        "请有关运营者于2024年6月3日前完成整改，并向我局提交整改报告。",
        "rectify_by",
        "有关运营者",
        "我局",
    ),
    ("各平台应于5月31日前将自查情况报送我办。", "report_by", "各平台", "我办"),
    ("上述APP应在5月20日前完成整改，整改报告报广东省通信管理局。", "rectify_by", "上述APP", "广东省通信管理局"),
    ("江西省通信管理局要求于5月20日前完成整改。", "rectify_by", None, None),
    (
        "The MIIT told the operators to rectify the problems by June 3 and submit a report to the ministry.",
        "rectify_by",
        "the operators",
        "the ministry",
    ),
    (
        "The named apps must report to the Guangdong Communications Administration by July 1.",
        "report_by",
        "The named apps",
        "the Guangdong Communications Administration",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "addressee", "report_to"), CASES)
def test_a_deadline_says_who_must_act_and_to_whom_to_report(
    text: str, kind: str, addressee: str | None, report_to: str | None
) -> None:
    (due,) = record(text).deadlines
    assert (due.kind, due.addressee, due.report_to) == (kind, addressee, report_to)


KINDS: list[tuple[str, list[str]]] = [
    ("某办法（征求意见稿）现公开征求意见。\n如有意见，请于2024年6月12日前反馈。", ["comment_until"]),
    ("请将书面意见于2024年6月12日前反馈我部。", ["comment_until"]),
    ("请于2024年6月12日前将整改情况反馈我局。", ["report_by"]),
    ("两地通报9款APP，要求6月13日前整改 某报报道：重庆市通信管理局近日通报9款APP。", ["rectify_by"]),
    ("The public may comment until June 30.", ["comment_until"]),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS)
def test_words_of_opinion_make_a_day_one_for_comments_and_reports_in_the_press_make_none(
    text: str, kinds: list[str]
) -> None:
    assert [due.kind for due in record(text).deadlines] == kinds
