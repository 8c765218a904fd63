"""Text "as written": what the carrier broke is repaired, and nothing else."""

from __future__ import annotations

import unicodedata

import pytest

from nlp.clean import join_lines, repair, tidy, tidy_line

BROKEN = {
    "字体美化大 师": "字体美化大师",
    "360手机 助手": "360手机助手",
    "浩看免费小 说": "浩看免费小说",
    "DataTower.a i": "DataTower.ai",
    "HinaCloudS DK-Android": "HinaCloudSDK-Android",
    "海纳致远数字 科技（上海）有 限公司": "海纳致远数字科技（上海）有限公司",
    "5.3.19.2 7": "5.3.19.27",
    "⽕⻰果": "火龙果",
    "FiF⼝语训 练 - 学⽣ 版": "FiF口语训练 - 学生版",
    "方舟智能分 析 Android SDK": "方舟智能分析 Android SDK",
    "（ 上海 ）": "（上海）",
    "小\u200b说\ufeff": "小说",
    "ɑpp ɡo": "app go",
}
KEPT = [
    "閃蜂",
    "濰V",
    "ｅ万源",
    "500px 中国",
    "Bei World",
    "12306 App",
    "iPhone 12 3D",
    "V3.0 2021版",
    "（极速版）",
    "AI agent智慧助手",
    "(a) b",
]
WRAPPED = {
    ("栎岚网络科", "技有限公司"): "栎岚网络科技有限公司",
    ("5.3.19.2", "7"): "5.3.19.27",
    ("1.12.56_build", "2605061725"): "1.12.56_build2605061725",
    ("v2.0.1-", "release"): "v2.0.1-release",
    ("Menta Android", "SDK"): "Menta Android SDK",
    ("HinaCloudS", "DK-Android"): "HinaCloudSDK-Android",
    ("Oakridge Technology", "Co., Ltd."): "Oakridge Technology Co., Ltd.",
    ("360手机", "助手"): "360手机助手",
    ("Larva 爆", "笑虫子"): "Larva 爆笑虫子",
    ("", "甲", ""): "甲",
}


@pytest.mark.parametrize(("broken", "whole"), BROKEN.items())
def test_what_a_carrier_broke_is_repaired(broken: str, whole: str) -> None:
    assert tidy(broken) == whole


@pytest.mark.parametrize("text", KEPT)
def test_width_case_traditional_forms_and_real_spaces_stay(text: str) -> None:
    assert tidy(text) == text


@pytest.mark.parametrize(("lines", "whole"), WRAPPED.items())
def test_wrapped_lines_join_with_a_space_between_latin_words_only(lines: tuple[str, ...], whole: str) -> None:
    assert join_lines(lines) == whole
    assert tidy("\n".join(lines)) == whole


def test_every_radical_that_stands_for_an_ideograph_is_replaced() -> None:
    for code in [*range(0x2F00, 0x2FD6), 0x2ED3, 0x2EDC, 0x2EF0, 0x2ECB, 0x2EE2, 0x2EA0]:
        repaired = repair(chr(code))
        assert unicodedata.name(repaired).startswith("CJK UNIFIED IDEOGRAPH"), hex(code)


def test_tidying_twice_changes_nothing() -> None:
    for text in [*BROKEN, *KEPT]:
        assert tidy(tidy(text)) == tidy(text)


def test_prose_keeps_its_own_spaces() -> None:
    assert tidy_line("  关于\u3000\u3000通报  的 ⽕ ") == "关于 通报 的 火"


def test_a_radical_becomes_the_form_that_mainland_fonts_print_with_its_glyph() -> None:
    assert tidy("⽤⼾⻢⻔⻋") == "用户马门车"
    assert tidy("⾺⿓") == "馬龍"  # printed so: 马 and 龙 have radicals of their own


def test_twins_of_ideographs_and_dashes_are_the_common_ones() -> None:
    assert tidy("\uf900\u2e3a1\u20112") == "豈——1-2"


def test_two_words_of_a_latin_name_keep_their_space_over_a_line_end() -> None:
    assert tidy("MORLUNE Pte.\nLtd.") == "MORLUNE Pte. Ltd."
