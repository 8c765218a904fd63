"""Masked names of natural persons."""

from __future__ import annotations

import pytest

from store.persons import hide, mask


@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("郑小明", "郑**"),
        ("李明", "李*"),
        ("John Smith", "J*** S****"),
        ("阿卜杜·买买提", "阿******"),
        ("", ""),
    ],
)
def test_a_masked_name_keeps_the_first_character_of_each_word(name: str, masked: str) -> None:
    assert mask(name) == masked


def test_the_longest_name_is_hidden_first() -> None:
    assert hide("开发者郑小明（小明）", ["小明", "郑小明"]) == "开发者郑**（小*）"
