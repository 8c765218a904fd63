"""Addresses that are one, and ids."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.ids import digest, draw, normal_url, number, posting_id

SAME = [
    ("http://www.example.org/a/1.html", "https://www.example.org/a/1.html"),
    ("https://WWW.Example.ORG/a", "https://www.example.org/a"),
    ("http://www.example.org:80/a", "https://www.example.org:443/a"),
    ("https://www.example.org/a?utm_source=x&id=3&utm_medium=y", "https://www.example.org/a?id=3"),
    ("https://www.example.org/a?spm=1.2.3&from=timeline", "https://www.example.org/a"),
    ("https://www.example.org/a#part2", "https://www.example.org/a"),
    ("https://www.example.org", "https://www.example.org/"),
    ("https://www.example.org/%E9%80%9A%E6%8A%A5", "https://www.example.org/通报"),
    (
        "http://mp.weixin.qq.com/s?__biz=MzA==&mid=2&idx=1&sn=a&chksm=b&scene=27#rd",
        "https://mp.weixin.qq.com/s?sn=a&idx=1&mid=2&__biz=MzA%3D%3D",
    ),
    ("https://mp.weixin.qq.com/s/AbC?scene=1&poc_token=x", "https://mp.weixin.qq.com/s/AbC"),
]
DIFFERENT = [
    ("https://www.example.org/a", "https://www.example.org/A"),
    ("https://www.example.org/a?id=1", "https://www.example.org/a?id=2"),
    ("https://www.example.org:8080/a", "https://www.example.org/a"),
    ("https://www.example.org/a", "https://example.org/a"),
    ("https://www.example.org/%B2%A8", "https://www.example.org/%B1%A8"),
    ("https://www.example.org/a?q=%B2%A8", "https://www.example.org/a?q=%B1%A8"),
    (
        "https://mp.weixin.qq.com/s?__biz=MzA==&mid=2&idx=1",
        "https://mp.weixin.qq.com/s?__biz=MzA==&mid=2&idx=2",
    ),
    ("https://mp.weixin.qq.com/s/AbC", "https://mp.weixin.qq.com/s/ABC"),
    ("https://www.example.org/a?id=1&id=2", "https://www.example.org/a?id=2&id=1"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_spellings_of_one_address_are_one_posting(one: str, other: str) -> None:
    assert normal_url(one) == normal_url(other)
    assert posting_id("office", one) == posting_id("office", other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_addresses_that_may_show_different_pages_stay_two(one: str, other: str) -> None:
    assert normal_url(one) != normal_url(other)


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normal_url(f"https://example.org/{text}")
    assert normal_url(f"https:{once}") == once


@pytest.mark.parametrize("url", ["http://a:99999/", "http://[::1", "mailto:x", "", "javascript:void(0)"])
def test_what_is_no_address_stands_for_itself(url: str) -> None:
    assert normal_url(f" {url} ") == url


def test_the_same_address_at_two_sources_is_two_postings() -> None:
    assert posting_id("one", SAME[0][0]) != posting_id("two", SAME[0][0])


def test_a_digest_keeps_its_parts_apart() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("ab") != digest("ab", "")


def test_drawn_ids_are_short_distinct_and_fit_a_row_number() -> None:
    drawn = {draw("n") for _ in range(2000)}
    assert len(drawn) == 2000
    assert all(len(id_) == 14 and id_.startswith("n_") for id_ in drawn)
    assert len({number(id_) for id_ in drawn}) == 2000
    assert all(0 <= number(id_) < 2**63 for id_ in drawn)
