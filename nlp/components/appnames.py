"""Names first met in this very item: “X”App, X App, X（以下简称“Y”）; the English ones in `appnames_en`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.components.appnames_en import find_english
from nlp.found import Found
from nlp.lexicon import load, words
from store.records import Language

_HAN = "\u4e00-\u9fff"
_QUOTED = r"[“\"《'](?P<name>[^“”\"《》'\n，。；:]{1,30})[”\"》']"
_CHAIN_ZH = re.compile(
    r"(?:[“《][^“”《》\n，。；:]{1,20}[”》][、和及]?){1,40}(?=(?:等)?(?:\d+|[一二两三四五六七八九十]+|多)?款)"
)
_CHAIN_AFTER_ZH = re.compile(
    r"款[^。\n“《]{0,12}?(?:分别[为是]|包括|包含|是|为|如下)[:：]?(?P<chain>(?:[“《][^“”《》\n，。；:]{1,20}[”》](?:、|和|及|以及|，)?){1,40})"
)
_LAUNCHED_ZH = re.compile(
    r"(?:推出|上线|旗下|运营|开发|名为|发布)(?:了|的|有)?[“《](?P<name>[^“”《》\n，。；:]{1,20})[”》]"
)
_NO_NAME_ZH = re.compile(  # what enumerations of deeds begin with
    r"^(?:以(?!太)|把|将|他|她|它|我局|我部|已|处以|拖延|过度|停止|建立|做好)|重新|又"
)
_COUNTED = re.compile(r"等?(?:[两二三四五六七八九十多几]|\d{1,3})(?:个|家|款)$")
AND_ZH = re.compile(r"以及|和(?![平谐包讯乐睦美])|及(?![时第格])|与(?![时你我众])")
_POSSESSIVE = re.compile(r"'s?$")


@cache
def _quoted_zh() -> re.Pattern[str]:
    noun = load("names")["app_nouns_zh"]
    return re.compile(rf"{_QUOTED}(?=\s?(?:\([^()\n]{{1,30}}\))?\s?(?:{noun}))")


@cache
def _plain_zh() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![{_HAN}A-Za-z0-9])(?P<name>[{_HAN}A-Za-z0-9+·\-]{{2,14}}?)\s?(?P<noun>APP"
        rf"|App|app|小程序|客户端|SDK)(?![A-Za-z])"
    )


@cache
def _short_zh() -> re.Pattern[str]:
    return re.compile(
        r"\((?:以下|下称|以下简称|下文|简称|后称)?(?:统?称|简称)(?:为)?[“\"]?(?P<name>[^“”\")\n]{1"
        r",20})[”\"]?\)"
    )


def find(view: str, language: Language) -> Iterator[Found]:
    """Names introduced as apps or companies in one language."""
    yield from _chinese(view) if language == "zh" else find_english(view)


def _chinese(view: str) -> Iterator[Found]:
    for match in _quoted_zh().finditer(view):
        if good_zh(match["name"]) and not match["name"].endswith(
            ("法", "条例", "规定", "办法", "通知", "报告")
        ):
            yield Found(
                match.start("name"), match.end("name"), "app", "", "quoted", (_kind(view[match.end() :]),)
            )
    chains = [(m.start(), m[0]) for m in _CHAIN_ZH.finditer(view)]
    chains += [(m.start("chain"), m["chain"]) for m in _CHAIN_AFTER_ZH.finditer(view)]
    for start, chain in chains:
        for match in re.finditer(r"[“《]([^“”《》]+)[”》]", chain):
            yield Found(start + match.start(1), start + match.end(1), "app", "", "quoted", ("app",))
    for match in _LAUNCHED_ZH.finditer(view):
        if good_zh(match["name"]):
            yield Found(match.start("name"), match.end("name"), "app", "", "launched", ("app",))
    for match in _plain_zh().finditer(view):
        start = introduced(match["name"])
        name = _COUNTED.sub("", match["name"][start:])
        if 2 <= len(name) <= 12 and good_zh(name):
            begin = match.start("name") + start
            yield Found(begin, begin + len(name), "app", "", "noun", (_kind(match["noun"]),))
    for match in _short_zh().finditer(view):
        yield Found(match.start("name"), match.end("name"), "company", "", "short")


@cache
def _never_zh() -> re.Pattern[str]:
    places = "|".join(p["short"] for p in load("provinces").values())
    return re.compile("|".join([*load("names")["never_app_zh"], rf"^(?:{places})(?:省|市|自治区)?$"]))


def never_app(name: str) -> bool:
    """Whether words are an act, a fault, a place or a number: no app is called so."""
    return bool(_never_zh().search(name))


def good_zh(name: str) -> bool:
    """Whether a Chinese candidate can be a name at all."""
    if (
        name in load("names")["app_ends_zh"]
        or name in load("names")["generic_zh"]
        or name in load("names")["before_zh"]
    ):
        return False
    if (
        name[-1:] in "和与及或等"
        or _NO_NAME_ZH.search(name)
        or never_app(name)
        or re.match(load("names")["never_begins_zh"], name)
    ):
        return False
    return not any(word in name for word in load("names")["not_app_zh"]) and not re.fullmatch(r"[\d.]+", name)


def introduced(text: str) -> int:
    """Where a Chinese candidate begins: behind the last word that introduces a name and leaves one."""
    ends = (text.rfind(word) + len(word) for word in words("names", "before_zh") if word in text)
    return max((end for end in ends if end < len(text) - 1), default=0)


def _kind(after: str) -> str:
    head = after.lstrip()[:14]
    if "小程序" in head[:7]:
        return "mini_program"
    if head[:3].upper() == "SDK":
        return "sdk"
    return "website" if head.startswith("网站") else "app"
