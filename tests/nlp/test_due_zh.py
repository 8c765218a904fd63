"""Chinese deadlines by other phrasings; every firm, app and notice is made up."""

from __future__ import annotations

import pytest

from tests.nlp.items import record


def _due(text: str, published: str = "2024-05-20") -> set[tuple[str | None, str | None, str]]:
    made = record(text, published=published).deadlines
    return {(d.date, None if d.date else d.duration, d.kind) for d in made}


_NOTICE = "海岚省通信管理局关于侵害用户权益APP的通报\n"


def test_a_report_to_be_sent_later_does_not_make_the_term_one_of_reporting() -> None:
    text = _NOTICE + "请相关运营者自本通报发布之日起15日内完成整改并向我局提交书面报告。\n2024年5月20日"
    assert _due(text) == {("2024-06-04", None, "rectify_by")}


def test_a_term_from_each_ones_receipt_has_no_day() -> None:
    text = _NOTICE + "当事人应在收到决定书之日起60日内申请行政复议。\n2024年5月20日"
    assert (None, "P60D", "appeal_by") in _due(text)


def test_a_press_report_counts_from_the_day_that_it_tells() -> None:
    text = "本报讯 工信部5月16日通报“青禾背单词”等3款App，要求在10日内完成整改。"
    assert _due(text) == {("2024-05-26", None, "rectify_by")}


def test_a_term_after_coming_into_force_is_counted_from_that_day() -> None:
    text = _NOTICE + "本办法自2024年7月1日起施行。已上线的应用应当自本办法施行之日起三个月内完成整改。"
    assert ("2024-10-01", None, "rectify_by") in _due(text)


def test_the_end_of_the_year_and_of_the_month_are_days() -> None:
    assert ("2024-12-31", None, "rectify_by") in _due(_NOTICE + "上述APP须于年底前整改完毕。")
    assert ("2024-05-31", None, "rectify_by") in _due(_NOTICE + "上述APP应在本月底前完成整改。")


def test_what_was_done_or_is_hoped_for_is_no_deadline() -> None:
    assert _due(_NOTICE + "该应用已于5月9日前提交整改报告。") == set()
    assert _due(_NOTICE + "新版本预计5月30日前完成更新整改。") == set()


def test_a_day_follows_the_year_that_its_line_told() -> None:
    text = "本报讯 2022年3月8日，“青禾背单词”App被工信部通报，要求3月16日前整改。今年它又上了名单。"
    assert ("2022-03-16", None, "rectify_by") in _due(text)


def test_a_rule_in_force_from_its_publication_has_that_day() -> None:
    text = "国家互联网信息办公室20日公布《青禾服务管理规定》，自公布之日起施行。"
    assert ("2024-05-20", None, "effective_from") in _due(text)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("各运营者须在六月五日前落实整改要求。", "2024-06-05"),
        ("要求月底前整改到位。", "2024-05-31"),
        ("整改时限：2024年6月10日。", "2024-06-10"),
        ("务必在端午节前（6月7日）完成全部整改。", "2024-06-07"),
        ("自7月1日起，由四部门联合发布的《虚构内容标识办法》正式施行。", "2024-07-01"),
        ("试点时间：2024年6月15日至2024年11月30日。", None),
    ],
)
def test_days_stand_in_numerals_brackets_fields_and_far_from_what_falls_due(
    text: str, day: str | None
) -> None:
    made = record(f"江苏省通信管理局关于3款APP的通报\n{text}\n江苏省通信管理局\n2024年5月20日")
    assert [d.date for d in made.deadlines if d.date != "2024-11-30"] == ([day] if day else [])
