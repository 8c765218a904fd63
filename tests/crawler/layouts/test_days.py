"""When a page was published: as printed where it can be believed, else what its title or address implies."""

from __future__ import annotations

import pytest

from crawler.layouts.days import in_address, official, printed_day, published

MOVED = ("2026-01-29",)
NOTICE = "示例省通信管理局关于侵害用户权益行为APP的通报"


@pytest.mark.parametrize(
    ("url", "value", "precision"),
    [
        ("https://a.example/202605/t20260521_0000001.shtml", "2026-05-21", "day"),
        ("https://a.example/2022-08/12/c_1661927474338504.htm", "2022-08-12", "day"),
        ("http://a.example/html/news/detail_2026_09/02/6372.html", "2026-09-02", "day"),
        ("https://a.example/head/zhaiyao/news20260810-Sorry.htm", "2026-08-10", "day"),
        ("https://a.example/sjj/20260830101112123_pc.html", "2026-08-30", "day"),
        ("https://a.example/v/2026/06/9223.html", "2026-06", "month"),
        ("https://a.example/lianbo/202609/content_7000001.htm", "2026-09", "month"),
    ],
)
def test_an_address_implies_its_day(url: str, value: str, precision: str) -> None:
    stamp = in_address(url)
    assert stamp is not None
    assert (stamp.value, stamp.precision, stamp.basis) == (value, precision, "implied")


@pytest.mark.parametrize(
    "url",
    [
        "https://a.example/c_1790529713524603.htm",  # ten digits that are no instant of this notice
        "https://a.example/art/1970/art_01.html",
        "https://a.example/content/post_4400001.html",
        "https://a.example/t20261399_1.html",
        "https://a.example/attach/202605210000001234.pdf",
    ],
)
def test_an_address_without_a_day_implies_none(url: str) -> None:
    assert in_address(url) is None


@pytest.mark.parametrize(
    ("title", "url", "value"),
    [
        (f"{NOTICE}（2025年第三期）", "https://a.example/art/2026/art_1.html", "2025"),
        (f"{NOTICE}（示例通〔2024〕7号）", "https://a.example/art/2026/art_1.html", "2024"),
        (NOTICE, "https://a.example/art/2023/art_1.html", "2023"),
        (NOTICE, "https://a.example/art/2026/art_1.html", ""),  # the address may be of the move as well
        (NOTICE, "https://a.example/art/1970/art_1.html", ""),
    ],
)
def test_of_a_moved_page_the_year_is_left(title: str, url: str, value: str) -> None:
    stamp, warnings = published(["发布时间：2026-01-29 00:00", "2026-01-29 00:00"], title, url, MOVED)
    assert (stamp.value if stamp else "") == value
    assert stamp is None or (stamp.precision, stamp.basis) == ("year", "implied")
    assert "2026-01-29 is the day on which this site was moved" in warnings[0]


def test_a_true_day_beside_a_move_counts() -> None:
    stamp, warnings = published(["2025-12-03 09:30", "2026-01-29"], NOTICE, "https://a.example/", MOVED)
    assert stamp is not None and stamp.value == "2025-12-03T09:30:00+08:00" and len(warnings) == 1


def test_two_days_are_told_and_the_shown_one_counts() -> None:
    stamp, warnings = published(["2026-06-30 18:45", "2026-07-08 10:06"], NOTICE, "https://a.example/")
    assert stamp is not None and stamp.value.startswith("2026-06-30")
    assert warnings == ("page says that it was published on 2026-06-30 and on 2026-07-08",)


def test_of_one_day_the_time_of_day_is_kept() -> None:
    stamp, warnings = published(["2026-05-21", "2026-05-21 09:30:00"], NOTICE, "https://a.example/")
    assert stamp is not None and stamp.value == "2026-05-21T09:30:00+08:00" and warnings == ()


@pytest.mark.parametrize("text", ["2026-02-30", "发布时间：", "12026-01-01", "2026-1-123"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert printed_day(text) == "" and official(text) is None
