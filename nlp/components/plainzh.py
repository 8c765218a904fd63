"""Chinese names that nothing marks: what stands round them, or the kind of product that they end with, tells of an app.

What only ends like an app's name ("雀影相册") is rule "plain" and counts where its sentence tells of a fault or an act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.components.appnames import AND_ZH, good_zh, introduced
from nlp.found import Found
from nlp.lexicon import load, words
from store.records import Language

_HAN = "\u4e00-\u9fff"
_NAME = rf"[{_HAN}A-Za-z0-9+·\-]{{2,14}}"
_NOUN = r"(?:手机|移动)?(?:软件|应用(?!商店|市场)|APP|App|app|平台|小程序|产品|手游|游戏|网站|浏览器|客户端)"
_CALLED = re.compile(
    rf"(?:名为|名叫|名称为|一款叫[做作]?|(?<!一款)叫[做作])[“《]?(?P<name>{_NAME}?)[”》]?的?{_NOUN}"
)
_FIELD = re.compile(
    rf"(?:应用|软件|APP|App|小程序|产品|平台)名称?[:：]\s*[“《]?(?P<name>{_NAME})[”》]?(?=[\s，。；;,(]|$)",
    re.M,
)
_NUMERALS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_CHAIN = re.compile(
    rf"(?P<list>{_NAME}(?:、{_NAME}){{0,20}}(?:(?:和|与|及|以及|、){_NAME})?)"
    rf"(?:等)?(?P<n>[两二三四五六七八九十]|\d{{1,2}}|多)(?:款|家|个)(?:[{_HAN}]{{0,6}}?)(?:{_NOUN}|(?P<firm>企业|公司|厂商|机构|银行|券商))"
)
_SUCH = re.compile(
    rf"的(?:主要)?(?:有|为|是|包括)(?P<list>{_NAME}(?:、{_NAME}){{0,20}}?)等(?:\d{{1,3}}|[两二三四五六七八九十]{{1,3}}|多)余?(?:款|个应用)"
)
_DETAILED = re.compile(rf"(?P<name>{_NAME})\((?=[^()\n]{{0,60}}\d\.\d)[^()\n]{{3,80}}\)")
_BEFORE = (
    r"(?:^|(?<=[，。；:：、“”\s(《的对将被与和及向给称])|(?<=通报)|(?<=通报了)|(?<=下架)|(?<=下架了)|(?<=点名)"
    r"|(?<=还有)|(?<=发现)|(?<=显示)|(?<=指出)|(?<=其中)|(?<=包括)|(?<=体验了)|(?<=下载)|(?<=下载了)|(?<=约谈)"
    r"|(?<=约谈了)|(?<=使用)|(?<=打开))(?![称为叫做将对把被是有在由从其该此并且但而还也都已了])"
)
_AFTER = (
    r"(?=[，。；;、,\s(”》]|$|的|被|存在|因|未|在|要求|强制|私自|违规|超|也|均|都|及|和|与|等|已|则|遭|予以|处|曾|再次|就|仍"
    r"|第|反复|频繁|没有|无法|默认)"
)
_STEM = rf"[{_HAN}]{{2,4}}?"


@cache
def _ended() -> re.Pattern[str]:
    kinds = "|".join(words("names", "app_ends_zh"))
    return re.compile(rf"{_BEFORE}(?P<name>(?P<stem>{_STEM})(?:{kinds})){_AFTER}", re.M)


@cache
def _plain_stems() -> re.Pattern[str]:
    return re.compile("|".join(load("names")["common_stems_zh"]))


def find(view: str, language: Language) -> Iterator[Found]:
    """Every such name of a Chinese text."""
    if language != "zh":
        return
    for pattern in (_CALLED, _FIELD):
        for match in pattern.finditer(view):
            if good_zh(match["name"]):
                yield Found(*match.span("name"), "app", "", "quoted", ("app",))
    yield from _counted(view)
    yield from _detailed(view)
    for match in _SUCH.finditer(view):
        for piece in re.finditer(r"[^、]+", match["list"]):
            if good_zh(piece[0]) and len(piece[0]) <= 12:
                at = match.start("list") + piece.start()
                yield Found(at, at + len(piece[0]), "app", "", "quoted", ("app",))
    for match in _ended().finditer(view):
        if good_zh(match["name"]) and not _plain_stems().search(match["stem"]):
            yield Found(*match.span("name"), "app", "", "plain", ("app",))


def _counted(view: str) -> Iterator[Found]:
    """As many names as the number behind them says: 甲、乙和丙三款产品."""
    for match in _CHAIN.finditer(view):
        count = _NUMERALS.get(match["n"]) or (int(match["n"]) if match["n"].isdigit() else 0)
        pieces = list(
            re.finditer(r"(?:以及|和|与|及)?[^、]+?(?=、|(?:和|与|及|以及)(?=[^、]+$)|$)", match["list"])
        )
        names = [_unled(match.start("list") + p.start(), p[0]) for p in pieces]
        if not 2 <= count == len(names):
            continue
        first, text = names[0]
        cut = introduced(text)
        names[0] = (first + cut, text[cut:])
        if all(2 <= len(name) <= 12 and good_zh(name) for _, name in names):
            firms = bool(match["firm"])
            for at, name in names:
                rule = "enumeration" if firms else "quoted"
                yield Found(at, at + len(name), "company" if firms else "app", "", rule, ("app",))


def _unled(at: int, name: str) -> tuple[int, str]:
    """A piece of a series and its place, without the "and" before it."""
    lead = AND_ZH.match(name)
    return (at + lead.end(), name[lead.end() :]) if lead else (at, name)


def _detailed(view: str) -> Iterator[Found]:
    """Names with a version in a bracket of their own, two at least in a line: 甲（1.2，某商店）；乙（3.0，某商店）."""
    for line in re.finditer(r"[^\n]+", view):
        found = [m for m in _DETAILED.finditer(view, *line.span()) if good_zh(m["name"])]
        if len(found) >= 2:
            for match in found:
                before = view[match.start() - 1 : match.start()]
                if before in "；;、，,:： ":
                    yield Found(*match.span("name"), "app", "", "quoted", ("app",))
