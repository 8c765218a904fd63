"""Chinese deadlines: what falls due on a day or at the end of a term, and the day that a term is counted from."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.context import Context
from nlp.found import Found
from store.records import DeadlineKind

_RECTIFY = (
    r"整改|改正|改善|改完|改好|改毕|改到位|改造|纠正|落实(?!下架)|自查|清理"
    r"|加固|解除|删除全部|删除违法|停止违法|更新整改|升级整改|系统更新"
)
KINDS: tuple[tuple[DeadlineKind, str], ...] = (
    ("comment_until", r"征求意见|意见(?:反馈|建议)|反馈(?:意见|截止)|提出意见|公开征求|公示期|首稿|二稿"),
    ("effective_from", r"施行|试行|实施(?!细则|方案)|生效|起执行"),
    ("appeal_by", r"申诉|行政复议|行政诉讼|提起诉讼|异议|陈述申辩|申辩|听证"),
    (
        "report_by",
        r"(?:报送|上报|报告|报备|提交|反馈|备案|答复|回复|补报|报(?![道刊纸名])[^，。；]{0,12}(?:局|部|办|邮箱))",
    ),
    ("rectify_by", _RECTIFY),
    ("campaign_until", r"专项(?:行动|整治|治理)|行动|集中整治|整治|治理|为期|试点|收官"),
)
_OPINIONS = re.compile(
    r"如有[^，。；]{0,8}(?:意见|建议)|(?:提出|征求|书面|修改|宝贵|公众|社会各界的?)[^，。；]{0,6}意见|意见(?:和|或|与|及|、)?建议"
    r"|(?:将|把)[^，。；]{0,12}意见[^，。；]{0,30}反馈"
)
_DUE = re.compile(
    r"\s?(?:\([^()]{1,8}\))?(?:\d{1,2}[时点:]\d{0,2}分?|下班|晚|中午|下午|上午|限期|24[时点])?"
    r"(?:之?前|以前|截止|止|为止|底前|前|(?:起|开始)?(?:正式)?(?:施行|试行|实施|生效|执行)|起|结束|收官|届满|到期)"
)
_FROM = re.compile(
    r"(?:自|从|于|在|(?<!截)至|(?<=[间期馈见限])截至|到|截止(?:时间|日期)?(?:为|是|:|到|至)?|不迟于|不晚于|最迟(?:于|在)?|限期?(?:为|至|到|是)"
    r"|期限(?:为|至|到|是)|时[限间](?:为|至|到|是)|(?:整改|截止|报送|完成)(?:期限|时[限间]|日期):|(?<=前)\(|延至|延长至|给到)\s?$"
)
_HINDRANCE = re.compile(
    r"(?:已(?:经)?(?:于|在)?|预计(?:于|在)?|力争(?:于|在)?|计划(?:于|在)?|有望(?:于|在)?|此前)$"
)
_BEGUN = re.compile(r"起?(?:正式)?(?:施行|试行|实施|生效)")
_OF_RULE = re.compile(r"\s?起，[^。；\n]{0,80}》[^。；，\n]{0,20}?(?:施行|生效|实施)")
_AT_ONCE = re.compile(
    r"自(?:公布|发布|印发|颁布)之日起(?:正式)?(?:施行|实施|执行|生效)|(?:今[日天])起，?[^。；\n]{0,30}?(?:正式)?(?:施行|实施(?!细则)|生效)"
)
_RANGE = re.compile(r"\d月(?:至|到|-|—|~)$")
_ANCHOR = re.compile(
    r"(?:本|该|此)?(?:通报|公告|通知|决定|意见|本文|公示|办法|规定|名单|消息)[^，。；书]{0,8}(?:发布|公布|下发|印发|发出|公示|施行|实施)?(?:之)?日"
    r"(?:起|后)?|(?:发布|公布|通报|公告|公示|印发)之日|即日起|自今日起|从今天起|本通[报知]"
)
_RECEIVED = re.compile(r"(?:收到|接到|接获|送达|签收|收函|知道)[^，。；]{0,20}$")
_OWN_EVENT = re.compile(
    r"收到|接到|送达|知道|变更|发生|取得|上线|提供服务|办理|受理|用户|申请之日|签收|收函|合同|协议"
)
_DUTY = re.compile(r"合同|协议|变更|发生|取得|上线|办理|申请之日")
_STANDING = re.compile(
    r"第[一二三四五六七八九十百\d]+条[^，。；]{0,12}$|第[一二三四五六七八九十百\d]+条|应当在[^，。；]{0,30}(?:后|时)|不得少于"
    r"|不少于|保存|留存|至少|有效期|每[年月季周]|未按期[^，。；]{0,8}的，"
)
_UNDATED = re.compile(r"(?:被|已被|并被|予以|同时被)责令|约谈|处罚")
_IN_FORCE = re.compile(r"(?:施行|实施|生效)之日")
_TOLD = re.compile(
    r"\s?(?:，|电|讯)?[^，。；\n]{0,40}?(?:通报|发布|公布|公告|点名|印发|下发|发出|曝光|通告)(?!会)"
)
_TODAY = re.compile(
    r"(?:今[日天]|昨[日天])[^，。；\n]{0,30}?(?:通报|发布|公布|公告|点名|印发|下发|曝光|通告)"
)
_FAR = 400


def day_kind(before: str, after: str) -> DeadlineKind | None:
    """What falls due on a day, told by the words on both sides; None where nothing does."""
    due, from_ = _DUE.match(after), _FROM.search(before)
    if not due and not from_:
        return None
    if (_HINDRANCE.search(before) and not _BEGUN.match(after)) or _RANGE.search(before):
        return None
    mark = due[0] if due else ""
    parts = re.split(r"[，。；\n]", after)
    clause = re.split(r"[。；\n]", before[-60:])[-1] + "#" + re.split(r"[。；\n]", after)[0][:60]
    near = re.split(r"[，。；\n]", before[-40:])[-1] + "#" + "，".join(parts[:2])[:50]
    begins = from_ and from_[0].strip() in ("自", "从", "于", "在")
    if "起" in mark or re.search(r"施行|试行|实施|生效|执行", mark) or (begins and not due):
        begun = re.search(r"(?:正式)?(?:施行|试行|实施(?!细则|方案|网络|了|审查)|生效|执行)", after[:24])
        begun = begun or _OF_RULE.match(after)
        return "effective_from" if begun and "前" not in mark else None
    if mark.strip() in ("结束", "收官", "届满", "到期") and not from_:
        return "campaign_until" if re.search(KINDS[-1][1] + r"|启动", clause) else None
    if mark and not from_ and mark.strip() == "止" and "征求" not in clause:
        return None
    if re.search(r"完成(?:了)?整改|整改落实|#(?:之?前|以前)整改", near) and "意见" not in near:
        return "rectify_by"
    first = re.split(r"[，。；\n]", before[-40:])[-1] + "#" + parts[0][:40]
    for text in (first, near):
        for kind, cue in KINDS:
            if kind != "effective_from" and re.search(cue, text):
                opinions = kind == "report_by" and _OPINIONS.search(before[-60:] + after[:60])
                return "comment_until" if opinions else kind
    for kind, cue in KINDS:
        if kind != "effective_from" and re.search(cue, clause) and not re.search(r"此前|已于", before[-12:]):
            return kind
    return None


def term_kind(written: str, before: str, after: str) -> DeadlineKind | None:
    """What falls due at the end of a term: what is told nearest behind it in its clause, else before it."""
    if _STANDING.search(before[-30:] + after[:16]):
        return None
    if not re.search(r"内|期限|整改期", written + after[:4]) and not re.search(
        r"(?:限期?|时限为|期限为)$", before
    ):
        return None
    behind, ahead = re.split(r"[，。；]", after[:50])[0], re.split(r"[，。；]", before[-50:])[-1]
    found = [
        (m.start(), kind)
        for kind, cue in KINDS
        if kind not in ("effective_from", "campaign_until") and (m := re.search(cue, behind))
    ]
    if found:
        return min(found)[1]
    for text in (ahead, "" if "自" in ahead else before[-40:] + "#" + after[:40]):
        for kind, cue in KINDS:
            if kind not in ("effective_from", "campaign_until") and re.search(cue, text):
                return kind
    return "rectify_by" if re.search(r"责令|要求其?|勒令", ahead) and "缴" not in behind + ahead else None


def counts_from(ctx: Context, f: Found, before: str, after: str, official: bool) -> str:
    """What a term runs from: "notice", "told" (a day that the text gives), "force" or "" where it cannot be known."""
    if _RECEIVED.search(before[-24:]):
        return ""
    if _IN_FORCE.search(before[-24:]):
        return "force"
    anchor = _ANCHOR.search(ctx.text(f.start))
    if not anchor and _OWN_EVENT.search(before[-24:] + after[:24]):
        return ""
    if not anchor and _UNDATED.search(before[-30:]):
        return ""
    return "notice" if official else "told"


def is_duty(before: str) -> bool:
    """Whether a term of reporting runs from an event of its own: a standing duty."""
    return bool(_DUTY.search(before[-24:])) and not _RECEIVED.search(before[-24:])


def told_on(ctx: Context, f: Found) -> tuple[Found | None, bool]:
    """The day on which the text says that a notice was given before a term, and whether it says "today"."""
    for day in reversed(ctx.within(f.start - _FAR, f.start, "day")):
        if _TOLD.match(ctx.view, day.end, f.start) and day.data[2] != "end":
            return day, False
    today = _TODAY.search(ctx.view, max(0, f.start - _FAR), f.start)
    return None, bool(today) or bool(_ANCHOR.search(ctx.text(f.start)))


def at_once(ctx: Context) -> list[Found]:
    """Where a text says that a rule is in force from the day on which it was published."""
    return [
        Found(m.start(), m.end(), "day", "", "at_once")
        for m in _AT_ONCE.finditer(ctx.view)
        if not ctx.foreign(m.start())
    ]


def year_before(ctx: Context, f: Found, years: list[tuple[int, int, int]]) -> str:
    """The year that the same line told before a day without one, where the day follows it."""
    line = ctx.view.rfind("\n", 0, f.start) + 1
    last = bisect_left(years, (f.start, 0, 0)) - 1
    if last < 0 or years[last][0] < max(line, f.start - 160):
        return ""
    _, year, month = years[last]
    return str(year if int(f.data[1] or month) >= month else year + 1)
