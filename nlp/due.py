"""Deadlines: which day or term falls due, for what, and the day that it means."""

from __future__ import annotations

import re
from datetime import date
from typing import Literal

from nlp import counted_en, due_en, duty, workdays
from nlp.context import Context
from nlp.found import Found
from nlp.quotes import Quotes
from store.records import DeadlineClaim, DeadlineKind

_RECTIFY_ZH = r"整改|改正|改善|落实工作|更新整改|自查|清理"
_KINDS_ZH: tuple[tuple[DeadlineKind, str], ...] = (
    ("comment_until", r"征求意见|意见(?:反馈|建议)|反馈(?:意见|截止)|提出意见|公开征求|公示期"),
    ("effective_from", r"施行|实施(?!细则|方案)|生效|起执行"),
    ("appeal_by", r"申诉|行政复议|行政诉讼|提起诉讼|异议|陈述申辩|申辩"),
    ("report_by", r"(?:报送|上报|报告|提交|反馈|备案|报(?![道刊纸])[^，。；]{0,12}(?:局|部|办|邮箱))"),
    ("rectify_by", _RECTIFY_ZH),
    ("campaign_until", r"专项(?:行动|整治|治理)|行动|集中整治|为期"),
)
_OPINIONS_ZH = re.compile(
    r"如有[^，。；]{0,8}(?:意见|建议)|(?:提出|征求|书面|修改|宝贵|公众|社会各界的?)[^，。；]{0,6}意见|意见(?:和|或|与|及|、)?建议"
    r"|(?:将|把)[^，。；]{0,12}意见[^，。；]{0,30}反馈"
)
_DUE_ZH = re.compile(
    r"\s?(?:\d{1,2}[时点:]\d{0,2}分?)?(?:之?前|以前|截止|止|为止|底前|起(?:正式)?(?:施行|实施|生效|执行)?|前)"
)
_FROM_ZH = re.compile(
    r"(?:自|从|于|在|(?<!截)至|到|截止(?:时间|日期)?(?:为|:)?|不迟于|不晚于|期限[为至]|延至|延长至)\s?$"
)
_ANCHOR_ZH = re.compile(
    r"(?:本|该)?(?:通报|公告|通知|决定|意见|本文|公示)[^，。；]{0,8}(?:发布"
    r"|公布|下发|印发|发出|公示)?(?:之)?日(?:起|后)?|即日起|自今日起|发布之日"
    r"|公告之日|公布之日|本通[报知]"
)
_ANCHOR_EN = re.compile(
    (
        r"\b(?:of|from|after|following|since) (?:the )?(?:date of )?(?:the "
        r"|this |its )?(?:date of )?(?:the )?(?:notice|announcement|publication"
        r"|release|issuance|statement|today)\b"
    ),
    re.I,
)
_CONTRADICTS = re.compile(
    (
        r"(?:写明|写的是|写作|载明|则[为是]|误写为|显示为|标注为)\s?$|\b(?:gives"
        r"|says|states|shows|lists|puts it at|reads)\s$"
    ),
    re.I,
)
_OWN_EVENT = re.compile(
    (
        r"收到|接到|送达|知道|变更|发生|取得|上线|提供服务|办理|受理|用户"
        r"|申请之日|签收|receipt|receiv|incident|learning|request|each|of obtaining"
        r"|of becoming"
    ),
    re.I,
)
_STANDING_ZH = re.compile(
    r"第[一二三四五六七八九十百\d]+条|应当在[^，。；]{0,30}(?:后|时)|不得少于"
    r"|不少于|保存|留存|至少|有效期|每[年月季周]|未按期"
)


def deadlines(
    ctx: Context, quotes: Quotes, notice: date | None, published: date | None, official: bool
) -> list[DeadlineClaim]:
    """All deadlines of an item, in order, one for each day or term and kind."""
    made: list[DeadlineClaim] = []
    told_in = published
    if ctx.language == "en":
        made += _named_days(ctx, quotes, published) if published else []
        told_in = published or counted_en.in_year(ctx)
    for f in ctx.of("day", "term"):
        if ctx.foreign(f.start):
            continue
        told = (
            made[-1].kind if made and _CONTRADICTS.search(ctx.view[max(0, f.start - 24) : f.start]) else None
        )
        claims = (
            _day(ctx, quotes, f, told_in, told)
            if f.label == "day"
            else _term(ctx, quotes, f, notice, published, official)
        )
        for claim in claims:
            same = next((i for i, c in enumerate(made) if _key(c) == _key(claim)), None)
            if same is None:
                made.append(claim)
            else:
                made[same] = made[same].model_copy(update={"evidence": made[same].evidence + claim.evidence})
    return made


def _named_days(ctx: Context, quotes: Quotes, published: date) -> list[DeadlineClaim]:
    """Deadlines of English days that are named as "Friday" or "tomorrow"."""
    made: list[DeadlineClaim] = []
    for f, day in counted_en.named_days(ctx, published):
        start, end = ctx.sentence(f.start)
        kinds: list[DeadlineKind] = ["effective_from"]
        if f.code != "effective_from":
            kinds = due_en.kinds(ctx, f.start, ctx.view[start : f.start], ctx.view[f.end : end])
        if not ctx.foreign(f.start):
            made += [_on(ctx, quotes, f, day, kind, "implied") for kind in kinds]
    return made


def _on(
    ctx: Context, quotes: Quotes, f: Found, day: date, kind: DeadlineKind, basis: Literal["stated", "implied"]
) -> DeadlineClaim:
    """What falls due on a day."""
    text, evidence = quotes.phrase(ctx, f)
    whom, to = _bound(ctx, quotes, f, kind)
    return DeadlineClaim(
        date=day.isoformat(),
        kind=kind,
        text=text,
        addressee=whom,
        report_to=to,
        basis=basis,
        rule="day",
        evidence=[evidence],
    )


def _key(claim: DeadlineClaim) -> tuple[str | None, str | None, str]:
    return claim.date, claim.duration if claim.date is None else None, claim.kind


def _day(
    ctx: Context, quotes: Quotes, f: Found, published: date | None, told: DeadlineKind | None
) -> list[DeadlineClaim]:
    start, end = ctx.sentence(f.start)
    before, after = ctx.view[start : f.start], ctx.view[f.end : end]
    if ctx.language == "zh":
        kind = _kind_zh(before, after)
        kinds = [kind] if kind else []
    else:
        kinds = due_en.kinds(ctx, f.start, before, after)
    if not kinds and told:
        kinds = [told]
    made: list[DeadlineClaim] = []
    for kind in kinds:
        day = resolve(f, published, kind, before)
        if day and kind == "effective_from" and due_en.ahead(before, after, day, published, f.data[0]):
            day = day.replace(year=day.year + 1)
        elif day and ctx.language == "en" and not f.data[0] and (day.month, day.day) != (2, 29):
            day = day.replace(year=counted_en.told_year(ctx, f, published) or day.year)
        if day is None:
            continue
        made.append(_on(ctx, quotes, f, day, kind, "stated"))
    return made


def _bound(ctx: Context, quotes: Quotes, f: Found, kind: DeadlineKind) -> tuple[str | None, str | None]:
    """Who must act and to whom to report, where a day asks somebody to do something."""
    if kind not in ("rectify_by", "report_by"):
        return None, None
    return duty.addressee(ctx, quotes.text, f.start), duty.report_to(ctx, quotes.text, f.start)


def _kind_zh(before: str, after: str) -> DeadlineKind | None:
    """What falls due on a day, told by the words on both sides; None where nothing does."""
    due, from_ = _DUE_ZH.match(after), _FROM_ZH.search(before)
    if not due and not from_:
        return None
    mark = due[0] if due else ""
    clause = re.split(r"[。；\n]", before[-60:])[-1] + "#" + re.split(r"[。；\n]", after)[0][:60]
    near = (
        re.split(r"[，。；\n]", before[-40:])[-1] + "#" + "，".join(re.split(r"[，。；\n]", after)[:2])[:50]
    )
    if "起" in mark or (from_ and from_[0].strip() in ("自", "从", "于", "在") and not due):
        if (
            re.search(r"(?:正式)?(?:施行|实施(?!细则|方案|网络|了|审查)|生效)", after[:24])
            and "前" not in mark
        ):
            return "effective_from"
        return None
    if mark and not from_ and mark.strip() in ("止",) and "征求" not in clause:
        return None
    if re.search(r"完成(?:了)?整改|整改落实|#(?:之?前|以前)整改", near) and "意见" not in near:
        return "rectify_by"
    for kind, cue in _KINDS_ZH:
        if kind != "effective_from" and re.search(cue, near):
            opinions = kind == "report_by" and _OPINIONS_ZH.search(before[-60:] + after[:60])
            return "comment_until" if opinions else kind
    for kind, cue in _KINDS_ZH:
        if kind != "effective_from" and re.search(cue, clause) and not re.search(r"此前|已于", before[-12:]):
            return kind
    return None


def resolve(f: Found, published: date | None, kind: DeadlineKind, before: str = "") -> date | None:
    """The day that a printed date means; the year from the publication where the text has none."""
    year_text, month_text, day_text = f.data
    base = published
    year = int(year_text) if year_text.isdigit() else None
    if year is None and base is None:
        return None
    month = int(month_text) if month_text else base.month if base else 0
    if year is None and base is not None:
        year = base.year + {"明": 1, "去": -1}.get(year_text, 0)
        if not year_text and month_text:
            distance = month - base.month
            if distance < -6 and kind != "effective_from":
                year += 1
            elif distance > 8:
                year -= 1
    if year is None:
        return None
    try:
        if day_text.isdigit():
            return date(year, month, int(day_text))
        if day_text == "end" or (
            kind in ("rectify_by", "comment_until", "campaign_until")
            and not re.search(r"(?:before|前)\s*$", before)
        ):
            return date(year, month, workdays.month_end(year, month))
        return date(year, month, 1)
    except ValueError:
        return None


def _term(
    ctx: Context, quotes: Quotes, f: Found, notice: date | None, published: date | None, official: bool
) -> list[DeadlineClaim]:
    start, end = ctx.sentence(f.start)
    before, after = ctx.view[start : f.start], ctx.view[f.end : end]
    anchor = (_ANCHOR_ZH if ctx.language == "zh" else _ANCHOR_EN).search(ctx.text(f.start))
    own = bool(_OWN_EVENT.search(before[-24:] + after[:24]) and not anchor)
    made: list[DeadlineClaim] = []
    for kind in _term_kinds(ctx, f, before, after):
        if kind == "report_by" and (ctx.says("rule", f.start) or (own and ctx.language == "en")):
            continue  # a standing duty inside a rule
        if kind == "report_by" and not official and ctx.language == "en" and due_en.standing_duty(before):
            continue
        if ctx.language == "en" and _ARTICLE.search(ctx.view[max(0, start - 16) : start + 14]):
            continue  # an article of a rule, in force or draft
        own_day = counted_en.own_day(ctx, f) if official and ctx.language == "en" and not anchor else None
        base = (
            resolve(own_day, notice, kind)
            if own_day
            else notice
            if official
            else _told_on(ctx, f, kind, published) or (notice if anchor else None)
        )
        working = f.data[0] == "work"
        received = kind == "appeal_by" and ctx.language == "en" and not anchor
        day = workdays.after(base, f.code, working) if base and not own and not received else None
        text, evidence = quotes.phrase(ctx, f)
        whom, to = _bound(ctx, quotes, f, kind)
        made.append(
            DeadlineClaim(
                date=day.isoformat() if day else None,
                kind=kind,
                duration=f.code,
                working_days=working,
                text=text,
                addressee=whom,
                report_to=to,
                provisional=bool(day and base and working and workdays.provisional(base, day)),
                basis="implied" if day else "stated",
                rule="term",
                evidence=[evidence],
            )
        )
    return made


_ARTICLE = re.compile(r"\bArticle \d+[.:]?\s")


def _told_on(ctx: Context, f: Found, kind: DeadlineKind, published: date | None) -> date | None:
    """The day from which an English news report counts a term; an appeal's term runs from each receipt."""
    if ctx.language != "en" or kind == "appeal_by":
        return None
    dated, day = counted_en.run_from(ctx, f, published)
    told_in = published or counted_en.in_year(ctx)
    return counted_en.not_after(resolve(dated, told_in, kind), published) if dated else day


def _term_kinds(ctx: Context, f: Found, before: str, after: str) -> list[DeadlineKind]:
    written = ctx.view[f.start : f.end]
    if ctx.language == "en":
        return due_en.term_kinds(before, written, after)
    if _STANDING_ZH.search(before[-30:] + after[:16]) or not re.search(r"内|期限", written + after[:2]):
        return []
    near = before[-40:] + "#" + after[:40]
    return [
        kind
        for kind, cue in _KINDS_ZH
        if kind not in ("effective_from", "campaign_until") and re.search(cue, near)
    ][:1]
