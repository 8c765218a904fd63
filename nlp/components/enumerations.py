"""Names in enumerations: "apps including A, B and C", "A, B and other firms"; A、B、C等12款App, 腾讯、百度等企业."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.components.appnames import AND_ZH, good_zh, introduced
from nlp.components.appnames_en import LEGAL_END, NO_AMOUNT, trim_en, with_place
from nlp.found import Found
from nlp.lexicon import load
from store.records import Language

_HAN = "\u4e00-\u9fff"
_PIECE_EN = rf"{NO_AMOUNT}[A-Z0-9](?:[\w&+'\-]|\.(?=\w))*"
_ITEM_EN = (
    rf"(?:(?:the |a |an )?(?:[a-z][\w\-]* ){{0,3}})?{_PIECE_EN}"
    rf"(?: (?:{_PIECE_EN}|of|de|for)){{0,5}}(?: \([^()\n]{{1,40}}\))?"
)
_SERIES_EN = rf"{_ITEM_EN}(?:(?:, | and |, and |; |, as well as | as well as | or ){_ITEM_EN}){{0,40}}"
_SPLIT_EN = re.compile(r"(?:, and |, as well as | as well as |, | and |; | or )(?![^()]*\))")
_TOKEN_ZH = rf"[{_HAN}A-Za-z0-9+·\-.&()]"
_ITEM_ZH = (
    rf"[“\"《]?{_TOKEN_ZH}{{1,24}}(?:(?: (?=[A-Za-z0-9])|(?<=[a-z]) ){_TOKEN_ZH}{{1,16}}){{0,3}}[”\"》]?"
)
_LAST_AND = re.compile(r"(?<=..)(?:以及|和|与|及)(?=..)")
_MANY = 4  # names of an enumeration that says it lists apps; from so many on, odd names are believed


@cache
def _after_en() -> re.Pattern[str]:
    names = load("names")
    kind = rf"(?P<app>{names['app_nouns_en']})|(?P<firm>{names['firm_nouns_en']})"
    return re.compile(
        rf"\b(?i:{kind})(?: [a-z][\w\-]*){{0,4}}?,?(?: {names['introduce_en']}|:) (?P<list>{_SERIES_EN})"
        rf"|\b(?P<app2>{names['app_nouns_en']}) (?P<list2>{_ITEM_EN}(?:, {_ITEM_EN}){{0,20}},? and "
        rf"{_ITEM_EN})"
        rf"|\b(?:(?P<app3>apps|applications|platforms|services)|companies|firms|operators|retailers), "
        rf"(?P<list3>{_ITEM_EN}(?:, {_ITEM_EN}){{0,20}},? and {_ITEM_EN}), (?:were|have|had|are|did|each|both)\b"
        rf"|\b(?P<made>apps?|applications?|software|services)(?: (?:made|developed"
        rf"|run|operated|owned|published|provided|offered|backed)) by (?P<makers>{_SERIES_EN})"
    )


_THEY_EN = re.compile(
    rf"(?:\b(?i:apps|applications|mini-programs|platforms)\b[^.;\n]{{0,120}}[.;]\s+)(?:They|These|The list) "
    rf"(?:are|were|includes?|included)[ :]+(?P<list>{_SERIES_EN})"
)
_BACK = 300  # how far before "and other firms" or 等12款App its names may begin
_LIST_EN = re.compile(rf"{_SERIES_EN}$")
_LIST_ZH = re.compile(rf"{_ITEM_ZH}(?:(?:、|和|及|与|以及|\s?[”\"》][“\"《]){_ITEM_ZH}){{0,60}}[”\"》]?\s?$")


@cache
def _others_en() -> re.Pattern[str]:
    names = load("names")
    kind = rf"(?P<app>{names['app_nouns_en']})|(?P<firm>{names['firm_nouns_en']})"
    return re.compile(
        rf",? (?:and|or) (?:other(?: \d{{1,4}},?| \w+teen| \w+ty)?|(?:\d+|\w+) other)"
        rf" (?:[a-z\-]+ ){{0,3}}(?:{kind})\b"
    )


@cache
def _among_zh() -> re.Pattern[str]:
    names = load("names")
    count = r"(?:\d+|多|数十|几|若干|[一二三四五六七八九十]{1,3})?(?:余|多)?(?:款|个|家|名)?"
    kind = rf"(?:(?P<app>{names['app_nouns_zh']})|(?P<firm>{names['firm_nouns_zh']}))"
    return re.compile(rf"等(?:在内的?)?\s?{count}[{_HAN}]{{0,10}}?{kind}")


def _listed_before(view: str, at: int, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """The enumeration that ends at a place."""
    far = max(0, at - _BACK)
    start = max(far, *(view.rfind(mark, far, at) + 1 for mark in "。\n"))
    return pattern.search(view, start, at)


@cache
def _after_zh() -> re.Pattern[str]:
    names = load("names")
    return re.compile(
        rf"(?P<noun>{names['app_nouns_zh']}|{names['firm_nouns_zh']})"
        rf"(?:[^。，；\n]{{0,40}}?(?:，[^。，；\n]{{0,12}}?)?(?P<told>包括|包含|其中有|涵盖|分别[为是]|名单为)|(?:\(SDK\))?(?::|,|，|有|如|为|是))(?:了|其中)?(?P<list>{_ITEM_ZH}(?:、"
        rf"{_ITEM_ZH}){{1,60}})"
    )


def find(view: str, language: Language) -> Iterator[Found]:
    """Names of enumerations in one language."""
    yield from _chinese(view) if language == "zh" else _english(view)


def _english(view: str) -> Iterator[Found]:
    for match in _after_en().finditer(view):
        group = (
            "makers" if match["made"] else "list2" if match["app2"] else "list3" if match["list3"] else "list"
        )
        label = "app" if match["app"] or match["app2"] or match["app3"] else "company"
        yield from _items_en(view, match.start(group), match[group], label)
    for match in _THEY_EN.finditer(view):
        yield from _items_en(view, match.start("list"), match["list"], "app")
    for match in _others_en().finditer(view):
        listed = _listed_before(view, match.start(), _LIST_EN)
        if listed:
            yield from _items_en(view, listed.start(), listed[0], "app" if match["app"] else "company")


def _items_en(view: str, start: int, text: str, label: str) -> Iterator[Found]:
    at, made_by = 0, False
    for piece in _SPLIT_EN.split(text):
        begin = text.index(piece, at)
        at = begin + len(piece)
        head = re.match(r"(?:[a-z][\w\-]* )+", piece)
        skip = head.end() if head else 0
        plain = re.sub(r" \([^()]*\)$", "", piece[skip:])
        offset, name = trim_en(plain)
        made_by = made_by or (head is not None and bool(re.search(r"\b(?:by|from)\b", head[0])))
        if name and not re.search(
            r"\b(?:Law|Regulations?|Provisions|Ministry|Administration|Measures)\b", name
        ):
            first = start + begin + skip + offset
            firm = label != "app" or made_by or _is_firm(name, head[0] if head else "")
            if firm:
                first, name = with_place(plain, start + begin + skip, offset, name)
            yield Found(first, first + len(name), "company" if firm else "app", "", "enumeration")


_FIRM_END = re.compile(r" (?:Technolog(?:y|ies)|Networks?|Holdings?|Group|Media|Telecom|Securities)$")


def _is_firm(name: str, head: str) -> bool:
    """Whether a name of a series of apps is a firm's, by its end or by the words before it ("online retailer X")."""
    told = re.search(rf"\b(?:{load('names')['firm_nouns_en']}) $", head)
    return bool(LEGAL_END.search(name) or _FIRM_END.search(name) or told)


_COUNTED_ZH = re.compile(r"(?P<n>\d{1,2})款(?:移动)?(?:APP|App|app|应用|小程序|软件|SDK)")


def _counted(view: str) -> Iterator[Found]:
    """As many names as the number behind them says: 尚有甲、乙、丙3款APP."""
    for match in _COUNTED_ZH.finditer(view):
        far = max(0, match.start() - 1200)
        start = max(far, *(view.rfind(mark, far, match.start()) + 1 for mark in "。；\n"))
        pieces = list(re.finditer(r"[^、]+", view[start : match.start()]))[-int(match["n"]) :]
        names = [p[0].strip().removesuffix("等") for p in pieces]
        if len(names) < 2 or len(names) != int(match["n"]):
            continue
        names[0] = names[0][introduced(names[0]) :].rsplit("，", 1)[-1]
        if all(2 <= len(n) <= 20 and not _no_name().search(n) and "，" not in n for n in names):
            for piece, name in zip(pieces, names, strict=True):
                begin = start + piece.start() + piece[0].rindex(name)
                if not name.startswith(("“", "《")):
                    yield Found(begin, begin + len(name), "app", "", "quoted", ("app",))


def _chinese(view: str) -> Iterator[Found]:
    yield from _counted(view)
    for match in _among_zh().finditer(view):
        listed = _listed_before(view, match.start(), _LIST_ZH)
        if listed:
            of_apps = bool(match["app"]) and bool(re.search(r"款|(?i:app|小程序|sdk)", match[0]))
            label = "app" if match["app"] else "company"
            yield from _items_zh(
                listed.start(), listed[0], label, of_apps and "、" in listed[0], ended=of_apps
            )
    for match in _after_zh().finditer(view):
        firm = re.fullmatch(load("names")["firm_nouns_zh"], match["noun"])
        label = "company" if firm else "app"
        sure = bool(match["told"]) and not firm and match["list"].count("、") >= _MANY
        yield from _items_zh(match.start("list"), match["list"], label, sure)


def _items_zh(start: int, text: str, label: str, sure: bool = False, ended: bool = False) -> Iterator[Found]:
    """The names of an enumeration; `sure` where it says that it lists apps, so that odd names inside it are believed.

    `ended` where the words behind the text end its last name.
    """
    first = True
    for match in re.finditer(r"[^、，,“”\"《》]+", text):
        begin, name = match.start(), match[0]
        closed = text[match.end() : match.end() + 1] == "、" or (ended and match.end() == len(text))
        bounded = not first and closed
        if first:
            cut = introduced(name)
            begin, name = begin + cut, name[cut:]
            bounded = sure and closed and cut > 0
        middle = sure and bounded and name not in load("names")["generic_zh"]
        first = False
        lead = AND_ZH.match(name)
        if lead:
            begin, name = begin + lead.end(), name[lead.end() :]
        if (both := _LAST_AND.search(name)) and good_zh(name[: both.start()]) and good_zh(name[both.end() :]):
            yield Found(
                start + begin,
                start + begin + both.start(),
                "app" if label == "app" else "company",
                "",
                "enumeration",
            )
            begin, name = begin + both.end(), name[both.end() :]
        if any(part in load("names")["generic_zh"] for part in re.split(r"以及|[和与及]", name)[1:]):
            continue  # the last kinds of an enumeration of kinds
        name = re.sub(r"(?:等.*|在列|在内|(?:APP|App|app|小程序))$", "", name).strip()
        fits = not _no_name().search(name) if middle else good_zh(name)
        if 2 <= len(name) <= 20 and fits and "有限公司" not in name:
            place = (start + begin, start + begin + len(name))
            if bounded and label == "app":
                yield Found(*place, "app", "", "quoted", ("app",))
            else:
                yield Found(*place, "app" if label == "app" else "company", "", "enumeration")


@cache
def _no_name() -> re.Pattern[str]:
    return re.compile("|".join(load("names")["never_app_zh"]))
