"""Names in quotes without a noun behind them."""

from __future__ import annotations

import pytest

from nlp.components.marked import find
from nlp.view import view
from tests.nlp.items import record


def _names(text: str) -> list[str]:
    return [text[f.start : f.end] for f in find(view(text), "zh")]


@pytest.mark.parametrize(
    "text",
    [
        "省通信管理局下架了“栎岚相册”和“汐禾记账”。两款应用均未整改。",
        "“栎岚相册”“汐禾记账”存在违规收集个人信息问题，相关应用应整改。",
        "“栎岚相册”（版本1.2）、“汐禾记账”被点名，应用商店已下架。",
        "省网信办约谈“栎岚相册”“汐禾记账”等8家网约车平台公司。",
        "通報的應用：「栎岚相册」「汐禾记账」四款小程式未公開收集使用規則。",
        "“栎岚相册”由杭州栎岚网络科技有限公司运营，是一款应用；同时上架的“汐禾记账”已停用。",
    ],
)
def test_words_round_marked_names_tell_of_apps(text: str) -> None:
    assert _names(text) == ["栎岚相册", "汐禾记账"]


@pytest.mark.parametrize(
    "text",
    [
        "通报了“违规收集个人信息”问题的应用。",
        "工信部开展“清朗”行动，被点名的应用应整改。",
        "依据《个人信息保护法》《电信条例》下架应用。",
        "他说“用户权益”因此受损，应用应整改。",
        "“栎岚相册”存在拖延。",
    ],
)
def test_other_marked_words_are_no_names_of_apps(text: str) -> None:
    assert _names(text) == []


def test_an_sdk_keeps_its_whole_marked_name() -> None:
    made = record("某省通信管理局通报1款SDK：“栎岚推送SDK”违规收集个人信息，应于5月20日前整改。")
    assert [(a.name, a.kind) for a in made.apps] == [("栎岚推送SDK", "sdk")]


def test_the_firm_that_runs_a_marked_app_is_its_developer() -> None:
    text = "江西省通信管理局5月6日通报，“栎岚相册”由杭州栎岚网络科技有限公司运营，因违规收集个人信息被点名，该App应整改。"
    made = record(text)
    assert [(a.name, a.developer) for a in made.apps] == [("栎岚相册", "杭州栎岚网络科技有限公司")]


def test_a_firm_before_the_name_that_runs_it_is_its_developer() -> None:
    text = (
        "江西省通信管理局5月6日通报，杭州栎岚网络科技有限公司运营的“栎岚相册”违规收集个人信息，该App应整改。"
    )
    assert [(a.name, a.developer) for a in record(text).apps] == [("栎岚相册", "杭州栎岚网络科技有限公司")]


def test_a_syllable_that_also_introduces_names_does_not_cut_a_firm() -> None:
    text = "江西省通信管理局通报，义乌栎到家信息科技有限公司和青竹（中国）数据信息股份有限公司违规收集个人信息，App应整改。"
    names = {c.name for c in record(text).companies}
    assert names == {"义乌栎到家信息科技有限公司", "青竹（中国）数据信息股份有限公司"}


def test_deeds_in_an_enumeration_are_no_apps() -> None:
    text = "江西省通信管理局通报，该平台以差别费率、拖延上线、重新上架等多款应用违规收集个人信息。"
    assert record(text).apps == []
