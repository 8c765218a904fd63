"""Sums imposed: fines and confiscations, one record for each target where a sum falls on each."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal

from nlp.context import Context
from nlp.found import Found
from nlp.quotes import Quotes
from store.records import PenaltyClaim

_CUE = re.compile(
    r"罚款|罚没|没收|处罚|罚金|被罚|罚单|\bfin(?:e|es|ed|ing)\b|penalt(?:y"
    r"|ies)|penali[sz]ed|confiscat\w*|forfeit\w*|disgorg\w*",
    re.I,
)
_NOT_BEFORE = re.compile(
    r"(?:最高|上限|不超过|可(?:以)?(?:并)?处|至多|低于|以上|销售额|营业额"
    r"|营收|收入(?!\s?的?罚)|价款|收购|融资|估值|交易额|市值|利润|货值"
    r"|售价|价格|年费|注册资本|保证金|退还|退款|赔偿|补偿|缴纳税款)[^，。；;、]{0,10}$"
    r"|\b(?:up to|maximum(?: of)?|as much as|as high as|at most|no more than"
    r"|ranging from|between|worth|valued at|revenues? of|sales of|profits? of"
    r"|raised|raising|deal of|market value of|invest\w* |annual sales of"
    r"|turnover of|threshold of|not exceeding)\s?(?:about |around )?$",
    re.I,
)
_NOT_AFTER = re.compile(
    r"\s?(?:\([^()]{1,12}\))?(?:以上|以下|不等的?罚款的?规定|的?(?:销售额|营业额|营收|市值"
    r"|估值|收购|融资))|,? or \d+%|\s(?:deal|acquisition|in (?:revenue"
    r"|sales|profit|market)|initial public|takeover|merger|valuation|worth of)",
    re.I,
)
_TAKEN = re.compile(
    r"没收|违法所得|confiscat\w*|forfeit\w*|illegal (?:gains|income)|t(?:ook|akes?|aking) away", re.I
)
_FINED = re.compile(r"罚款|罚金|处以?|\bfin(?:e|es|ed|ing)\b|penalt", re.I)
_FINES = re.compile(r"\bfin(?:e|es|ed|ing)\b|penalt|\bmust (?:each )?pay\b|\bto pay\b", re.I)
_LAW = re.compile(
    r"情节严重的|拒不改正的|依照[^。]{0,40}规定处罚|\b(?:could|would|can"
    r"|may|might|shall|sets? fines?|will be fined|be liable|face (?:a )?fines?"
    r"|risk)\b|可处|可以处",
    re.I,
)
_EACH = re.compile(
    r"各处?(?:以)?(?:罚款)?|分别(?:被)?(?:处|罚|给予|作出)|\beach\b|\brespectively\b|\bapiece\b"
)
_TOTAL = re.compile(
    r"(?:合计|共计|总计|总额|罚没(?:款)?(?:合计|共计)?|累计)[^，。；\d]{0,8}$"
    r"|\b(?:total(?:l?ing|s|ed)?(?: of)?|combined|altogether|in total)\s?(?:fine of "
    r"|penalty of )?(?:about )?$",
    re.I,
)


def penalties(
    ctx: Context, quotes: Quotes, firms: list[tuple[int, str]], persons: frozenset[str] = frozenset()
) -> list[PenaltyClaim]:
    """The penalties of an item; `firms` are places and keys of those who may be fined, `persons` natural ones among them."""
    made: list[PenaltyClaim] = []
    last: Found | None = None
    imposed: Found | None = None
    for f in ctx.of("sum"):
        bracketed = (
            last is not None
            and re.fullmatch(r"\s?[\(,]\s?(?:about |around |约(?:合)?|or )?", ctx.view[last.end : f.start])
            is not None
        )
        if not bracketed and _imposed(ctx, f, imposed):
            made += _claims(ctx, quotes, f, firms, persons)
            last = imposed = f
        elif not bracketed:
            last = f
    return _parts(_distinct(_told_once(_not_converted(made), ctx)), ctx)


_YUAN_TO = {
    "USD": (5.8, 8.5),
    "EUR": (6.5, 9.5),
    "GBP": (7.5, 10.5),
    "HKD": (0.75, 1.1),
}  # what one unit was ever worth


def _not_converted(made: list[PenaltyClaim]) -> list[PenaltyClaim]:
    """Without foreign sums that only say again what a sum in yuan is worth ("a $1.2 billion fine" of 8 billion yuan)."""
    yuan = [p.amount for p in made if p.currency == "CNY" and p.amount]

    def again(p: PenaltyClaim) -> bool:
        low, high = _YUAN_TO.get(p.currency or "", (0.0, 0.0))
        return bool(p.amount) and any(low <= amount / p.amount <= high for amount in yuan if p.amount)

    return [p for p in made if not again(p)]


_MUST_PAY = re.compile(
    r"\b(?:must|ha[sd] to|to|will have to|ordered|told)(?: [\w-]+){0,6} pay\b|\bpays\b|\bpaid\b", re.I
)
_NO_FINE = re.compile(
    r"\b(?:ceiling|maximum|cap|allows?|stop at|not (?:less|more) than|no (?:less|more) than|upper limit)\b[^.;]{0,60}$"
    r"|\b(?:decisions|cases|fines)\b[^.;]{0,60}\b(?:since|so far|to date)\b",
    re.I,
)
_WOULD_BE = re.compile(
    r"\b(?:said|announced|ruled|decided)\b[^.;]{0,160}\b(?:would|will) (?:each )?be fined (?:\w+ )?$", re.I
)
_IT_WAS = re.compile(r"\s*(?:It|The (?:company|firm|operator|platform|agency|group|developer))\b")
_OBJECT = re.compile(r"\bfin(?:ed|ing|es) (?:the |its |an? )?(?:[a-z][\w-]* ){0,4}$")
_ABOUT = re.compile(r"\b(?:over|more than|about|around|nearly|almost|some|roughly|close to)\s$", re.I)


def _goes_on(ctx: Context, f: Found, last: Found | None) -> bool:
    """Whether a sum continues an English sentence whose last sum was imposed: "fined A 2 million yuan and B 1 million"."""
    return bool(last and ctx.language == "en" and ctx.sentence(f.start)[0] <= last.start)


def _imposed(ctx: Context, f: Found, last: Found | None) -> bool:
    start, end = ctx.sentence(f.start)
    before, after = ctx.view[start : f.start], ctx.view[f.end : end]
    if ctx.language == "en":
        if (
            ctx.foreign(f.start)
            or _NO_FINE.search(before)
            or _NOT_BEFORE.search(before)
            or _NOT_AFTER.match(after)
        ):
            return False
        pays = _MUST_PAY.search(before[-160:]) and ctx.of("authority") and _FINES.search(ctx.view)
        if _WOULD_BE.search(before):
            return True
        if (pays or _goes_on(ctx, f, last)) and not _LAW.search(before[-90:]):
            return True
    if ctx.foreign(f.start) or not _CUE.search(ctx.view[start:end]):
        return False
    if _NOT_BEFORE.search(before) or _NOT_AFTER.match(after):
        return False
    clause = re.split(r"[，。；;]", before)[-1] + "#" + re.split(r"[，。；;]", after)[0]
    if _LAW.search(clause if ctx.language == "zh" else before[-90:]):
        return False
    near = before[-60:] + "#" + after[:40] if ctx.language == "zh" else before[-120:] + "#" + after[:80]
    return bool(_CUE.search(near))


def _kind(before: str, after: str) -> Literal["fine", "confiscation"]:
    """Which word governs a sum: the nearest before it, else the one after it."""
    before = re.sub(r"\([含包][^()]{0,20}\)", "", before)  # 罚款（含没收违法所得）
    took = max((m.end() for m in _TAKEN.finditer(before)), default=-1)
    fine = max((m.end() for m in _FINED.finditer(before)), default=-1)
    if took > fine and not re.match(r"\s?(?:的)?罚款| (?:fine|penalty)", after, re.I):
        return "confiscation"
    if fine < 0 and took < 0 and re.match(r"[^，。;.]{0,20}(?:违法所得|illegal gains)", after):
        return "confiscation"
    return "fine"


def _claims(
    ctx: Context, quotes: Quotes, f: Found, firms: list[tuple[int, str]], persons: frozenset[str]
) -> list[PenaltyClaim]:
    start, end = ctx.sentence(f.start)
    kind = _kind(ctx.view[start : f.start], ctx.view[f.end : end])
    here = list(dict.fromkeys(key for at, key in firms if start <= at < end))
    earlier = [key for at, key in firms if at < f.start]
    each = bool(_EACH.search(ctx.view[max(start, f.start - 40) : min(end, f.end + 30)]))
    nearest = [key for at, key in firms if start <= at < f.start][-1:] or here[:1] or earlier[-1:]
    if ctx.language == "en" and earlier and not any(start <= at < f.start for at, _ in firms):
        nearest = earlier[-1:] if _IT_WAS.match(ctx.view[start : f.start]) else nearest
    if ctx.language == "en":
        objects = [key for at, key in firms if start <= at < f.start and _OBJECT.search(ctx.view[start:at])]
        nearest = (
            objects[-1:] if objects and _only_aside(ctx, firms, start, f.start, objects[-1]) else nearest
        )
    if each and ctx.language == "zh":
        here = _each_of(ctx, f, start, firms, persons) or here
    if each and ctx.language == "en":
        here = [key for key in here if key in persons] or here
    taken_from = re.match(r"[^.;,]{0,40}?\b(?:from|against) (?=[A-Z])", ctx.view[f.end : end])
    if taken_from:
        nearest = [key for at, key in firms if at == f.end + taken_from.end()] or nearest
    targets: list[str | None] = [*here] if each and len(here) > 1 else [*nearest] or [None]
    return [
        PenaltyClaim(
            kind=kind,
            amount=float(Decimal(f.code)),
            currency=f.data[0],
            target=target,
            rule="sum",
            evidence=[quotes.found(f)],
        )
        for target in targets
    ]


def _only_aside(ctx: Context, firms: list[tuple[int, str]], start: int, end: int, key: str) -> bool:
    """Whether firms between the one that is fined and the sum are only told of it: "fined A, controlled by B, 1 million"."""
    at = max(a for a, k in firms if start <= a < end and k == key)
    return all(
        re.search(r", [^,]{0,60}\b(?:by|of|to|with|from) (?:the )?$", ctx.view[at:a])
        for a, _ in firms
        if at < a < end
    )


def _each_of(
    ctx: Context, f: Found, start: int, firms: list[tuple[int, str]], persons: frozenset[str]
) -> list[str]:
    """Those on each of whom a Chinese sum falls: named since the last 对; of a firm and its officers, the officers."""
    begin = ctx.view.rfind("对", start, f.start)
    if begin < 0:
        return []
    named = list(dict.fromkeys(key for at, key in firms if begin <= at < f.start))
    return [key for key in named if key in persons] or named


def _told_once(claims: list[PenaltyClaim], ctx: Context) -> list[PenaltyClaim]:
    """A sum that the title tells, or that is told of nobody, is that of the same sum told of somebody in the text."""
    told = [c for c in claims if c.target and (c.evidence[0].start or 0) >= ctx.title_end]
    made: list[PenaltyClaim] = []
    for claim in claims:
        titled = (claim.evidence[0].start or 0) < ctx.title_end
        same = [c for c in told if _sum_of(c) == _sum_of(claim)]
        if same and (titled or not claim.target) and claim.target not in {c.target for c in same}:
            claim = claim.model_copy(update={"target": same[0].target})
        made.append(claim)
    return made


def _sum_of(claim: PenaltyClaim) -> tuple[str, float, str]:
    return claim.kind, claim.amount, claim.currency


def _distinct(claims: list[PenaltyClaim]) -> list[PenaltyClaim]:
    """One record for a sum told twice."""
    made: dict[tuple[str, float, str, str | None], PenaltyClaim] = {}
    for claim in claims:
        key = (claim.kind, claim.amount, claim.currency, claim.target)
        old = made.get(key)
        made[key] = old.model_copy(update={"evidence": old.evidence + claim.evidence}) if old else claim
    return list(made.values())


def _parts(claims: list[PenaltyClaim], ctx: Context) -> list[PenaltyClaim]:
    """Where a total stands beside its parts, the parts."""
    kept: list[PenaltyClaim] = []
    for claim in claims:
        others = [c.amount for c in claims if c is not claim and c.currency == claim.currency]
        place = claim.evidence[0]
        total = bool(_TOTAL.search(ctx.view[max(0, (place.start or 0) - 24) : place.start or 0]))
        sums = _adds_up(claim.amount, others) or _rounded(ctx, claim, others)
        if not (
            sums
            or (
                total
                and len(others) >= 2
                and claim.amount > max(others)
                and (claim.amount <= sum(others) * 1.05 or _EACH.search(ctx.view))
            )
        ):
            kept.append(claim)
    return kept


def _rounded(ctx: Context, claim: PenaltyClaim, others: list[float]) -> bool:
    """Whether a sum told as "over" or "about" so much is another one, rounded."""
    at = claim.evidence[0].start or 0
    return bool(_ABOUT.search(ctx.view[max(0, at - 12) : at])) and any(
        0 < abs(other - claim.amount) <= claim.amount * 0.06 for other in others
    )


def _adds_up(total: float, others: list[float]) -> bool:
    """Whether two or three of the other sums, or all of them, add up to this one."""
    smaller = sorted((o for o in others if 0 < o < total), reverse=True)[:12]
    if len(smaller) >= 2 and abs(sum(smaller) - total) <= total * 0.001:
        return True
    return any(abs(a + b - total) <= total * 0.001 for i, a in enumerate(smaller) for b in smaller[i + 1 :])
