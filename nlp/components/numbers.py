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
_BATCH_YEAR = re.compile(
    r"(?:(?P<year>20\d\d)年(?:度)?,?|今年(?:度|以来)?|本年度?)的?"
    r"(?:第?(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?:批次?|期)|首批)"
)
_BATCH_PLAIN = re.compile(r"第(?P<n>\d{1,2}|[一二三四五六七八九十]{1,3})(?:批次?|期)")
_BATCH_ALL = re.compile(r"总第(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?:批次?|期)")
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
_ONES_EN = [*_ONES.split(), "eighteen", "nineteen"]
_TENS_EN = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_WORDS = {word: number for number, word in enumerate(_ONES_EN)}
_WORDS |= {ten: 20 + 10 * i for i, ten in enumerate(_TENS_EN)}
_WORDS |= {f"{ten}-{one}": _WORDS[ten] + n for ten in _TENS_EN for n, one in enumerate(_ONES_EN[1:10], 1)}
_WORDS["dozen"] = 12
_ORDINALS = {
    **{
        "first": 1,
        "second": 2,
        "third": 3,
        "fifth": 5,
        "eighth": 8,
        "ninth": 9,
        "twelfth": 12,
        "twentieth": 20,
    },
    **{
        f"{word}th": _WORDS[word]
        for word in _ONES_EN[4:]
        if f"{word}th" not in ("fiveth", "eightth", "nineth")
    },
}
_ORDINALS |= {f"twenty-{word}": 20 + n for word, n in list(_ORDINALS.items()) if n < 10}
_ORDINAL = rf"(?:\d{{1,2}}(?:st|nd|rd|th)|{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_SERIAL = r"(?:lists?|batch(?:es)?|bulletin|round|notice|removal)"

_NUMBER_EN = re.compile(
    r"(?<![-\w])(?!(?:19|20)\d\d (?:regarding|of|on|about)\b)"
    r"(?P<more>more than |over |about |nearly |some |around |almost |at least |another )?"
    rf"(?P<n>\d{{1,3}}(?:,\d{{3}})+|\d+|(?i:{'|'.join(sorted(_WORDS, key=len, reverse=True))}))(?P<mn> million)? "
    r"(?P<between>(?:[A-Za-z][a-z\-]+ ){0,4}?)(?P<thing>of them (?=have|had|were|are)"
    r"|(?i:apps?|applications|mini[- ]?programs?|SDKs?|programs))\b(?! (?i:stores?|categories|developers|operators|makers))"
)
_BATCH_EN = re.compile(
    rf"\b(?:(?:Batch|List) (?:No\.? ?)?(?P<n>\d{{1,2}})(?:,? of|,| in| \(|) ?(?P<year>20\d\d)"
    rf"|\(?No\. ?(?P<n4>\d{{1,2}})(?: of|,) (?P<year4>20\d\d)"
    rf"|(?P<n2>{_ORDINAL}) (?:such )?{_SERIAL}\b[^.;\n]{{0,90}}?"
    rf"(?:\b(?:in|of|for|during) |, |\()(?P<year2>20\d\d)"
    rf"|(?P<year3>20\d\d)(?:'s|,)? \(?(?P<n3>{_ORDINAL}) (?:such )?{_SERIAL})",
    re.IGNORECASE,
)
_BATCH_WHOLE_EN = re.compile(
    rf"\b(?:(?P<year>20\d\d),? )?(?:(?:batch|list) (?:no\.? ?)?(?P<n>\d{{1,3}})|(?P<n2>{_ORDINAL}) (?:such )?{_SERIAL})"
    rf"(?: (?:of|in|for) (?P<year2>20\d\d))? ?(?:\(|, )(?:the )?(?:(?:total|overall|cumulative|altogether)(?:ly)?,? )?"
    rf"(?:batch )?"
    rf"(?:no\.? ?)?(?P<all>\d{{1,3}}(?!\d)|{_ORDINAL})(?P<told> (?:overall|in total|in all|altogether|since|batch))?",
    re.IGNORECASE,
)
_BATCH_NOW_EN = re.compile(
    rf"\b(?P<n>{_ORDINAL}) (?:such )?{_SERIAL}\b[^.;\n]{{0,40}}?\b(?:this year|of the year)\b"
    rf"|\b(?P<n3>{_ORDINAL})(?: (?:one|such|time))?(?: so far)? (?:of the|of this|this|in the) year\b"
    rf"|\b{_SERIAL}\b[^.;\n]{{0,90}}?\bthe (?P<n4>{_ORDINAL})\b[^.;\n]{{0,40}}?\bthis year\b"
    rf"|\bthis year['’]s (?P<n5>{_ORDINAL}) {_SERIAL}\b"
    rf"|\bclos\w+ (?:out )?the year with (?:its|a|the) (?P<n2>{_ORDINAL}) {_SERIAL}\b",
    re.IGNORECASE,
)
_BATCH_ALL_EN = re.compile(
    rf"\b(?P<n>{_ORDINAL}) (?:{_SERIAL} )?(?:overall|in all|altogether|in total|all told)\b"
    rf"|\b(?P<n2>{_ORDINAL}) (?:such )?{_SERIAL}\b[^.;\n]{{0,40}}?"
    rf"\b(?:since (?!20\d\d)|under (?:the|its) campaign|to date|(?:it|ministry|regulator|administration) has (?:ever )?\w+)",
    re.IGNORECASE,
)
_LISTS_EN = re.compile(
    (
        r"\b(?P<all>\d{1,3}|[A-Za-z]{2,12}) (?:lists|batches)\b[^.;\n]{0,60}including (?P<n>\d{1,2"
        r"}|[A-Za-z]{2,12}) (?:so far )?this year"
    ),
    re.IGNORECASE,
)

_SO_MANY_EN = re.compile(
    r"\b(?:released|published|issued|put out|made public)\b[^.;\n]{0,30}? (?P<n>\d{1,2}|[a-z]{2,12})"
    r" (?:such |of these |similar )?(?:lists|batches|bulletins|notices|rounds)\b[^.;\n]{0,40}?"
    r"(?:\b(?:in|during) (?P<year>20\d\d)|(?P<now>\bthis year))",
    re.IGNORECASE,
)

_CHECKED = "检测|检查|抽测|抽检|测评|巡查|监测|核查|复测|复查"
_KIND_EN = (
    ("checked", r"\b(?:check|test|inspect|examin)(?:ed|s|ing)\b(?: a total of)? +#"),
    ("cumulative_named", r"to date|in total|so far|(?<!list )(?<!batch )since 20\d\d|cumulative"),
    ("apps", r"\b(?:nam|list|flag|singl|call)\w*(?: out)? +#"),
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
        if re.search(rf"累计(?:已经?|共|完成|组织)?(?:对)?(?:{_CHECKED})[^，。；]{{0,6}}$", before):
            return "checked"
        return "cumulative_removed" if "下架" in before else "cumulative_named"
    if re.match(
        r"[^，。；]{0,14}(?:均?已经?)?(?:按[^，。；]{0,10})?完成(?:了)?整改", after
    ) and not re.search(r"未|尚|须|应|没", after[:40] + before[-4:]):
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
    if re.search(_CHECKED, before):
        return "checked"
    return "apps"


def _counts_en(view: str) -> Iterator[Found]:
    for m in _NUMBER_EN.finditer(view):
        if re.search(r"\bother", m["between"] or "") or (m["more"] or "").startswith("another"):
            continue
        raw = m["n"].lower().replace(",", "")
        n = (int(raw) if raw.isdigit() else _WORDS[raw]) * (10**6 if m["mn"] else 1)
        around = (
            re.split(r"[.;\n]", view[max(0, m.start() - 70) : m.start()])[-1]
            + " # "
            + re.split(r"[.;\n]", view[m.end() : m.end() + 60])[0]
        )
        code = next((kind for kind, cue in _KIND_EN if re.search(cue, around)), "apps")
        if code == "checked" and not raw.isdigit():
            code = "apps"
        if code == "apps" and re.search(
            r"\b(?:last|in the past|first called out|previous|earlier|others)\b",
            re.sub(r"(#.{0,24}).*", r"\1", around),
        ):
            code = "earlier"
        yield Found(m.start(), m.end(), "count", code, "count", (str(n), m["thing"]))


def _ordinal(text: str) -> str:
    """The digits of a number or of an ordinal: "12th", "twelfth"."""
    return re.sub(r"\D", "", text) or str(_ORDINALS[text.lower()])


def _batches(view: str) -> Iterator[Found]:
    for m in _BATCH_EN.finditer(view):
        year = m["year"] or m["year2"] or m["year3"] or m["year4"]
        number = _ordinal(m["n"] or m["n2"] or m["n3"] or m["n4"])
        yield Found(m.start(), m.end(), "batch", "year", "batch", (year, number, ""))
    for m in _BATCH_WHOLE_EN.finditer(view):
        year = m["year"] or m["year2"]
        if year and (m["told"] or re.search(r"total|overall|cumulat|altogether", m[0], re.IGNORECASE)):
            number = _ordinal(m["n"] or m["n2"])
            yield Found(m.start(), m.end(), "batch", "year", "batch", (year, number, _ordinal(m["all"])))
    for m in _BATCH_NOW_EN.finditer(view):
        yield Found(
            m.start(),
            m.end(),
            "batch",
            "this_year",
            "batch",
            ("", _ordinal(next(filter(None, m.groups()))), ""),
        )
    for m in _BATCH_ALL_EN.finditer(view):
        yield Found(m.start(), m.end(), "batch", "overall", "batch", ("", "", _ordinal(m["n"] or m["n2"])))
    for m in _LISTS_EN.finditer(view):
        both = [text if text.isdigit() else str(_WORDS.get(text.lower(), "")) for text in (m["all"], m["n"])]
        if all(both):
            yield Found(m.start(), m.end(), "batch", "this_year", "batch", ("", both[1], both[0]))
    for m in _SO_MANY_EN.finditer(view):
        number = m["n"] if m["n"].isdigit() else str(_WORDS.get(m["n"].lower(), ""))
        if number:
            code = "year" if m["year"] else "this_year"
            yield Found(m.start(), m.end(), "batch", code, "batch", (m["year"] or "", number, ""))
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
