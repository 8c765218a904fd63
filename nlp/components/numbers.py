"""Counts of apps by what happened to them, and the batch of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nlp.components.times import number_zh
from nlp.found import Found
from store.records import Language

_THINGS = (
    r"(?:移动互联网应用程序|移动应用程序|应用程序|移动应用|移动App|应用软件"
    r"|手机应用|手机软件|小程式|应用程式|App|APP|app|小程序|应用|软件|SDK|\(App\))"
)
_N = (
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?|(?<![第一二两三四五六七八九十])(?:[二三四五六七八九]?十[一二三四五六七八九]?|[两二三四五六七八九])(?=款))"
    r"(?P<wan>万)?余?(?:多)?"
)
_NUMBER_ZH = re.compile(
    rf"{_N}(?:款|个|家)(?P<between>[^，。；、\d]{{0,30}}?)(?P<thing>{_THINGS})"
    rf"|(?P<thing2>{_THINGS})(?:一?共[计有]?|合计|总计|总共)?(?P<n2>\d+)(?:款|个)|(?<=[发现通报下架有布共])(?P<n3>\d+)款(?=[，。、(（未存:])"
)
_NUMBER_EN = re.compile(
    r"\b(?P<more>more than |over |about |nearly |some |around |almost "
    r"|at least |another )?(?P<n>\d{1,3}(?:,\d{3})+|\d+|(?i:one|two|three"
    r"|four|five|six|seven|eight|nine|ten|eleven|twelve))(?P<mn> million)? (?P<between>(?:[a-z"
    r"\-]+ ){0,4}?)(?P<thing>apps?|of them (?=have|had|were|are)|applications|mini[- ]?programs|SDKs"
    r"|programs|mobile apps)\b(?! (?:stores?|categories|developers|operators))"
)
_BATCH_YEAR = re.compile(
    r"(?:(?P<year>20\d\d)年(?:度)?,?|今年(?:度|以来)?|本年度?)的?"
    r"(?:第?(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?:批次?|期)|首批)"
)
_BATCH_PLAIN = re.compile(r"第(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?:批次?|期)")
_BATCH_ALL = re.compile(r"总第(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?:批次?|期)")
_WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]

_BATCH_EN = re.compile(
    (
        r"\b(?:Batch|List) (?:No\.? ?)?(?P<n>\d{1,2}) of (?P<year>20\d\d)"
        r"|(?P<n2>\d{1,2})(?:st|nd|rd|th) (?:list|batch)[^.;\n]{0,30}(?:in"
        r"|of) (?P<year2>20\d\d)"
    ),
    re.IGNORECASE,
)
_LISTS_EN = re.compile(
    (
        r"\b(?P<all>\d{1,3}|[A-Za-z]{2,12}) (?:lists|batches)\b[^.;\n]{0,60}including (?P<n>\d{1,2"
        r"}|[A-Za-z]{2,12}) (?:so far )?this year"
    ),
    re.IGNORECASE,
)

_KIND_EN = (
    ("cumulative_named", r"to date|in total|so far|(?<!list )(?<!batch )since 20\d\d|cumulative"),
    ("removed", r"remov|pulled|delist|taken down|took down"),
    ("checked", r"\b(?:check|test|inspect|examin|review|evaluat)\w*"),
)


def find(view: str, language: Language) -> Iterator[Found]:
    """Counts (code: the key of `counts`, data: the number) and batches (data: year, in year, overall)."""
    yield from _counts_zh(view) if language == "zh" else _counts_en(view)
    yield from _batches(view)


def _counts_zh(view: str) -> Iterator[Found]:
    for m in _NUMBER_ZH.finditer(view):
        raw = m["n"] or m["n2"] or m["n3"]
        n = round(
            (float(raw.replace(",", "")) if raw[0].isdigit() else number_zh(raw)) * (10000 if m["wan"] else 1)
        )
        clause = re.split(r"[，。；\n]", view[max(0, m.start() - 60) : m.start()])[-1]
        after = re.split(r"[，。；\n]", view[m.end() : m.end() + 40])[0]
        if "商店" in (m["between"] or "") or after.startswith(("商店", "分发", "企业", "运营者", "开发者")):
            continue
        yield Found(
            m.start(),
            m.end(),
            "count",
            _kind_zh(clause, after),
            "count",
            (str(n), m["thing"] or m["thing2"] or "App"),
        )


def _kind_zh(before: str, after: str) -> str:
    if re.search(r"累计", before):
        return "cumulative_removed" if "下架" in before else "cumulative_named"
    if (
        re.match(r"[^，。；]{0,14}(?:均?已经?)(?:按[^，。；]{0,10})?完成(?:了)?整改", after)
        and "未" not in after[:40] + before[-4:]
    ):
        return "rectified"
    if re.search(r"下架|移除", before) or re.match(
        r"[^，。；]{0,6}(?:予以|进行|被)?(?:全网|全部)?下架", after
    ):
        return "removed"
    if re.search(r"未|尚有|仍有|发现|共有|通报|公布", before) or re.match(
        r"[^，。；]{0,6}(?:存在|未|仍|违)", after
    ):
        return "apps"
    if re.search(r"(?:责令|督促|通知|要求)", before):
        return "told_to_rectify"
    if re.search(r"(?:检测|检查|抽测|抽检|测评|巡查|监测|核查)了?", before):
        return "checked"
    return "apps"


def _counts_en(view: str) -> Iterator[Found]:
    for m in _NUMBER_EN.finditer(view):
        if re.search(r"\bother", m["between"] or "") or (m["more"] or "").startswith("another"):
            continue
        raw = m["n"].lower().replace(",", "")
        n = (int(raw) if raw.isdigit() else _WORDS.index(raw)) * (10**6 if m["mn"] else 1)
        around = (
            re.split(r"[.;\n]", view[max(0, m.start() - 70) : m.start()])[-1]
            + " # "
            + re.split(r"[.;\n]", view[m.end() : m.end() + 60])[0]
        )
        code = next((kind for kind, cue in _KIND_EN if re.search(cue, around)), "apps")
        if code == "checked" and not raw.isdigit():
            code = "apps"
        if code == "apps" and re.search(
            r"\b(?:last|in the past|first called out|previous|earlier|others)\b", around
        ):
            code = "earlier"
        yield Found(m.start(), m.end(), "count", code, "count", (str(n), m["thing"]))


def _batches(view: str) -> Iterator[Found]:
    for m in _BATCH_EN.finditer(view):
        yield Found(
            m.start(), m.end(), "batch", "year", "batch", (m["year"] or m["year2"], m["n"] or m["n2"], "")
        )
    for m in _LISTS_EN.finditer(view):
        both = [
            text if text.isdigit() else str(_WORDS.index(text.lower())) if text.lower() in _WORDS else ""
            for text in (m["all"], m["n"])
        ]
        if all(both):
            yield Found(m.start(), m.end(), "batch", "this_year", "batch", ("", both[1], both[0]))
    overall = {m.start() + 1 for m in _BATCH_ALL.finditer(view)}
    for m in _BATCH_ALL.finditer(view):
        yield Found(m.start(), m.end(), "batch", "overall", "batch", ("", "", str(number_zh(m["n"]))))
    dated: set[int] = set()
    for m in _BATCH_YEAR.finditer(view):
        dated |= set(range(m.start(), m.end()))
        number = str(number_zh(m["n"])) if m["n"] else "1"
        code = "year" if m["year"] else "now"
        yield Found(m.start(), m.end(), "batch", code, "batch", (m["year"] or "", number, ""))
    for m in _BATCH_PLAIN.finditer(view):
        if m.start() not in overall and m.start() not in dated:
            yield Found(m.start(), m.end(), "batch", "plain", "batch", ("", str(number_zh(m["n"])), ""))
