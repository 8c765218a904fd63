"""Days as they are written, and relative terms: "7月26日前", "by July 26", "5个工作日内", "within 15 working days"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.found import Found
from store.records import Language

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTH = "|".join(
    f"{m}|{m[:3]}\\b\\.?|Sept\\b\\.?" if m == "September" else f"{m}|{m[:3]}\\b\\.?" for m in MONTHS
)
_DIGIT = {**{c: i for i, c in enumerate("零一二三四五六七八九")}, "〇": 0, "两": 2}

_DAY_ZH = re.compile(
    r"(?:(?P<year>20\d\d|今|明|去|同|当)年)?(?P<month>1[0-2]|0?[1-9])月(?:(?P<day>3[01]"
    r"|[12]\d|0?[1-9])[日号]|(?P<part>底|末|初|中旬|下旬|上旬))?"
    r"|(?P<same>同日|本月|当月)?(?<![\d月年.])(?P<only>3[01]|[12]\d|[1-9])日(?!内"
    r"|起\d)|(?P<iso>20\d\d[-./](?:1[0-2]|0?[1-9])[-./](?:3[01]|[12]\d"
    r"|0?[1-9]))(?!\d)|(?P<yearend>20\d\d)年(?:底|末|年底)|(?P<thisend>(?<![\d去上每])(?:(?:今|本)年)?年(?:底|末|终)(?=前|之前|以前))"
    r"|(?P<monthend>(?:本|当)月(?:月?底|月?末|最后一[日天])|(?<![\d一二三四五六七八九十上下每个])月(?:底|末)(?=前|之前|以前))"
    r"|(?P<short>(?<![〇零一二三四五六七八九十年])(?:十[一二]?|[一二三四五六七八九])月"
    r"(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])[日号])|(?P<spelt>二[〇零]二[〇零一二三四五"
    r"六七八九]年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
)
_TERM_ZH = re.compile(
    r"(?P<count>\d{1,3}|[一二三四五六七八九十两]{1,3})个?(?P<unit>工作日"
    r"|自然日|交易日|天|日|周|星期|(?<=个)月|小时)(?:之?内|以内|的期限"
    r"|后)?"
)
_DAY_EN = re.compile(
    rf"(?:(?P<month>{_MONTH}) (?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?\b(?:,? (?P<year>20\d\d)\b)?"
    rf"|\b(?P<day2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)? (?:of )?(?P<month2>{_MONTH})(?:,? (?P<"
    rf"year2>20\d\d)\b)?"
    rf"|\b(?P<month3>{_MONTH})(?:,? (?P<year3>20\d\d)\b)?|(?P<iso>20\d\d-\d\d-\d\d))"
)
_TEENS = "ten eleven twelve thirteen fourteen fifteen"
_COUNT_EN = tuple(f"one two three four five six seven eight nine {_TEENS}".split())
_LARGE_EN = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty-five": 45,
    "fifty": 50,
    "sixty": 60,
    "ninety": 90,
}
_TERM_EN = re.compile(
    rf"\b(?P<count>\d{{1,3}}|(?:twenty|thirty)-(?:one|two|three|four|five)"
    rf"|{'|'.join(sorted(_LARGE_EN, key=len, reverse=True))}"
    rf"|{'|'.join(_COUNT_EN)}|(?<=within )an?|(?<=given )an?)[- ](?P<work>working "
    rf"|business |work |calendar )?(?P<unit>days?|weeks?|months?|hours?)\b",
    re.IGNORECASE,
)
_MONTH_END = re.compile(r"\bend of $")
_MODAL = re.compile(r"\b(?:may|might)\b")


def find(view: str, language: Language) -> Iterator[Found]:
    """Days (label "day", code ISO-like with what is known) and terms (label "term", code a duration)."""
    if language == "zh":
        yield from _days_zh(view)
        yield from _terms_zh(view)
    else:
        yield from _days_en(view)
        yield from _terms_en(view)


def number_zh(text: str) -> int:
    """A whole number in digits or in Chinese numerals up to 99."""
    if text.isdigit():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return (_DIGIT[tens] if tens else 1) * 10 + (_DIGIT[ones] if ones else 0)
    return int("".join(str(_DIGIT[c]) for c in text))


def _days_zh(view: str) -> Iterator[Found]:
    for m in _DAY_ZH.finditer(view):
        if m["iso"]:
            year, month, day = re.split(r"[-./]", m["iso"])
        elif m["thisend"] or m["monthend"]:
            year, month, day = "", "12" if m["thisend"] else "", "31" if m["thisend"] else "end"
        elif m["yearend"]:
            year, month, day = m["yearend"], "12", "31"
        elif m["spelt"]:
            head, rest = m["spelt"].split("年")
            month_text, day_text = rest.rstrip("日").split("月")
            year, month, day = str(number_zh(head)), str(number_zh(month_text)), str(number_zh(day_text))
        elif m["short"]:
            month_text, day_text = m["short"][:-1].split("月")
            year, month, day = "", str(number_zh(month_text)), str(number_zh(day_text))
        elif m["only"]:
            year, month, day = "", "", m["only"]
        else:
            year, month, day = (
                m["year"] or "",
                m["month"],
                m["day"] or {"底": "end", "末": "end"}.get(m["part"] or "", ""),
            )
        yield Found(m.start(), m.end(), "day", "", "day", (year, month.lstrip("0"), day.lstrip("0")))


def _terms_zh(view: str) -> Iterator[Found]:
    for m in _TERM_ZH.finditer(view):
        unit = m["unit"]
        limited = view[m.start() : m.end()].endswith(("内", "期限")) or view[: m.start()].endswith("限期")
        if unit == "日" and not limited:
            continue
        letter = {"周": "W", "星期": "W", "月": "M"}.get(unit, "D")
        if unit != "小时":
            yield Found(
                m.start(),
                m.end(),
                "term",
                f"P{number_zh(m['count'])}{letter}",
                "term",
                ("work" if unit in ("工作日", "交易日") else "",),
            )


def _days_en(view: str) -> Iterator[Found]:
    for m in _DAY_EN.finditer(view):
        if m["iso"]:
            year, month, day = m["iso"].split("-")
            yield Found(m.start(), m.end(), "day", "", "day", (year, month.lstrip("0"), day.lstrip("0")))
            continue
        name = m["month"] or m["month2"] or m["month3"]
        if m["month3"] and _MODAL.fullmatch(m["month3"]):
            continue
        month = str(next(i for i, full in enumerate(MONTHS, 1) if full.startswith(name.rstrip(".")[:3])))
        year = m["year"] or m["year2"] or m["year3"] or ""
        ending = "end" if m["month3"] and _MONTH_END.search(view, max(0, m.start() - 12), m.start()) else ""
        yield Found(m.start(), m.end(), "day", "", "day", (year, month, m["day"] or m["day2"] or ending))


def _number_en(count: str) -> int:
    """A count in digits or in words; "a" is one."""
    if count.isdigit():
        return int(count)
    if count in _COUNT_EN:
        return _COUNT_EN.index(count) + 1
    tens, _, ones = count.partition("-")
    return _LARGE_EN.get(count) or (_LARGE_EN[tens] + _COUNT_EN.index(ones) + 1 if ones else 1)


def _terms_en(view: str) -> Iterator[Found]:
    for m in _TERM_EN.finditer(view):
        number = _number_en(m["count"].lower())
        letter = m["unit"][0].upper()
        if letter != "H":
            work = (m["work"] or "").strip().lower()
            yield Found(
                m.start(),
                m.end(),
                "term",
                f"P{number}{letter}",
                "term",
                ("work" if work in ("working", "business", "work") else "",),
            )
