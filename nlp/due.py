"""Deadlines: which day or term falls due, for what, and the day that it means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal

from nlp import counted_en, due_en, due_zh, duty, workdays
from nlp.context import Context
from nlp.found import Found
from nlp.quotes import Quotes
from store.records import DeadlineClaim, DeadlineKind

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


def deadlines(
    ctx: Context, quotes: Quotes, notice: date | None, published: date | None, official: bool
) -> list[DeadlineClaim]:
    """All deadlines of an item, in order, one for each day or term and kind."""
    made: list[DeadlineClaim] = []
    told_in = published
    if ctx.language == "en":
        made += _named_days(ctx, quotes, published) if published else []
        told_in = published or counted_en.in_year(ctx)
    years = _years(ctx, published)
    for f in ctx.of("day", "term"):
        if ctx.foreign(f.start):
            continue
        if ctx.language == "zh" and f.label == "day" and not f.data[0]:
            f = replace(f, data=(due_zh.year_before(ctx, f, years), *f.data[1:]))
        told = (
            made[-1].kind if made and _CONTRADICTS.search(ctx.view[max(0, f.start - 24) : f.start]) else None
        )
        claims = (
            _day(ctx, quotes, f, told_in, told)
            if f.label == "day"
            else _term(ctx, quotes, f, notice, published, official, made)
        )
        for claim in claims:
            same = next((i for i, c in enumerate(made) if _key(c) == _key(claim)), None)
            if same is None:
                made.append(claim)
            else:
                made[same] = made[same].model_copy(update={"evidence": made[same].evidence + claim.evidence})
    known = {_key(claim) for claim in made}
    return made + [c for c in _at_once(ctx, quotes, notice, published) if _key(c) not in known][:1]


def _at_once(
    ctx: Context, quotes: Quotes, notice: date | None, published: date | None
) -> Iterator[DeadlineClaim]:
    """In force from its publication: the day of the notice, or the one that the text tells."""
    if ctx.language != "zh":
        return
    for f in due_zh.at_once(ctx):
        told, _ = due_zh.told_on(ctx, f)
        day = (resolve(told, published, "effective_from") if told else None) or notice or published
        if day:
            text, evidence = quotes.phrase(ctx, f)
            yield DeadlineClaim(
                date=day.isoformat(),
                kind="effective_from",
                text=text,
                basis="implied",
                rule="day",
                evidence=[evidence],
            )


def _years(ctx: Context, published: date | None) -> list[tuple[int, int, int]]:
    """Where a Chinese text tells a day with an earlier year: its place, year and month."""
    if ctx.language != "zh" or published is None:
        return []
    told = []
    for f in ctx.of("day"):
        year = published.year - 1 if f.data[0] == "去" else int(f.data[0]) if f.data[0].isdigit() else 9999
        if year < published.year and f.data[1]:
            told.append((f.start, year, int(f.data[1])))
    return told


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
        kind = due_zh.day_kind(before, after)
        kinds = [kind] if kind else []
    else:
        kinds = due_en.kinds(ctx, f.start, before, after)
    if not kinds and told:
        kinds = [told]
    made: list[DeadlineClaim] = []
    for kind in kinds:
        future = ctx.language == "zh" and kind != "effective_from" and ctx.view[f.end : f.end + 1] == "前"
        day = resolve(f, published, kind, before, future)
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


def resolve(
    f: Found, published: date | None, kind: DeadlineKind, before: str = "", future: bool = False
) -> date | None:
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
            elif distance > (8 if not future else 9):
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
    ctx: Context,
    quotes: Quotes,
    f: Found,
    notice: date | None,
    published: date | None,
    official: bool,
    made: list[DeadlineClaim],
) -> list[DeadlineClaim]:
    start, end = ctx.sentence(f.start)
    before, after = ctx.view[start : f.start], ctx.view[f.end : end]
    claims: list[DeadlineClaim] = []
    for kind in _term_kinds(ctx, f, before, after):
        if kind == "report_by" and _standing(ctx, f, before, after):
            continue  # a standing duty inside a rule
        if kind == "report_by" and not official and ctx.language == "en" and due_en.standing_duty(before):
            continue
        if ctx.language == "en" and _ARTICLE.search(ctx.view[max(0, start - 16) : start + 14]):
            continue  # an article of a rule, in force or draft
        base = (
            _base_zh(ctx, f, before, after, notice, published, official, made)
            if ctx.language == "zh"
            else _base_en(ctx, f, kind, before, after, notice, published, official)
        )
        working = f.data[0] == "work"
        received = kind == "appeal_by" and ctx.language == "en" and not _anchored(ctx, f)
        day = workdays.after(base, f.code, working) if base and not received else None
        text, evidence = quotes.phrase(ctx, f)
        whom, to = _bound(ctx, quotes, f, kind)
        claims.append(
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
    return claims


def _standing(ctx: Context, f: Found, before: str, after: str) -> bool:
    if ctx.language == "zh":
        return due_zh.is_duty(before) or (ctx.says("rule", f.start) and "本通" not in before)
    return ctx.says("rule", f.start) or bool(
        _OWN_EVENT.search(before[-24:] + after[:24]) and not _anchored(ctx, f)
    )


def _anchored(ctx: Context, f: Found) -> bool:
    return bool(_ANCHOR_EN.search(ctx.text(f.start)))


def _base_en(
    ctx: Context,
    f: Found,
    kind: DeadlineKind,
    before: str,
    after: str,
    notice: date | None,
    published: date | None,
    official: bool,
) -> date | None:
    """The day that an English term runs from; None where it runs from each one's own event."""
    anchored = _anchored(ctx, f)
    if _OWN_EVENT.search(before[-24:] + after[:24]) and not anchored:
        return None
    own_day = counted_en.own_day(ctx, f) if official and not anchored else None
    if own_day:
        return resolve(own_day, notice, kind)
    return notice if official else _told_on(ctx, f, kind, published) or (notice if anchored else None)


def _base_zh(
    ctx: Context,
    f: Found,
    before: str,
    after: str,
    notice: date | None,
    published: date | None,
    official: bool,
    made: list[DeadlineClaim],
) -> date | None:
    """The day that a Chinese term runs from: the notice's, the one that the text tells, or that of coming into force."""
    runs = due_zh.counts_from(ctx, f, before, after, official)
    if runs == "force":
        return next((date.fromisoformat(c.date) for c in made if c.kind == "effective_from" and c.date), None)
    if runs != "told":
        return notice if runs else None
    day, today = due_zh.told_on(ctx, f)
    if day is not None:
        return resolve(day, published, "report_by")
    return notice if today else None


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
    kind = due_zh.term_kind(written, before, after)
    return [kind] if kind else []
