"""Which wordings of violations say what targets did, and which only what a rule forbids or an authority looks for."""

from __future__ import annotations

import re

from nlp.context import Context
from nlp.found import Found
from nlp.lexicon import cue

_DID_ZH = re.compile(
    r"存在|涉嫌|发现|经查|查明|未完成整改|违反了|被|因|问题的|情况的通报|构成|实施了|拒不|款|经核"
)
RULE_SAYS_ZH = re.compile(
    r"(?:条例|办法|(?<!相关)(?<!有关)(?<!根据)规定|新规|法律|草案|意见稿|(?<!根据)(?<!按照)(?<!依据)(?<!依照)(?<!落实)《[^》]*》)(?:还|同时|也)?(?:要求|规定|明确|提出|强调|指出)"
)
_DOUBT_EN = re.compile(r"\bno charges\b|\bdenied\b", re.I)
_REVIEW = ("national_security_risk", "pi_security", "data_security_duty")
_WITHOUT_CONSENT = ("pi_shared_without_consent", "pi_minors")
_AIM_ZH = re.compile(
    r"(?:为|旨在|防范|防止|避免|杜绝|严禁|禁止|打击|整治|治理|围绕|聚焦|针对|重点|不得)[^，。；]{0,40}$"
)
_AIM_EN = re.compile(
    (
        r"\b(?:to|of|against|aim\w*|prevent\w*|stop\w*|curb\w*|combat\w*|ban\w*"
        r"|prohibit\w*|spread of|risks? of|from) [^.;,]{0,40}$"
    ),
    re.I,
)


def committed(ctx: Context) -> list[Found]:
    """The wordings that count as violations of the item, in order."""
    found = [f for f in ctx.of("violation") if counts(ctx, f)]
    return [f for f in found if not _told_exactly(f, found)] if ctx.language == "en" else found


def _told_exactly(f: Found, found: list[Found]) -> bool:
    """Whether "without consent" is only the end of a wording that says what was done without it."""
    return f.code == "pi_no_consent" and any(
        g.code in _WITHOUT_CONSENT and g.start < f.end and f.start < g.end for g in found
    )


def counts(ctx: Context, f: Found) -> bool:
    """Whether a wording says what a target did, or is alleged to have done."""
    if ctx.foreign(f.start):
        return False
    return _chinese(ctx, f) if ctx.language == "zh" else _english(ctx, f)


def _chinese(ctx: Context, f: Found) -> bool:
    start, end = ctx.sentence(f.start)
    clause = ctx.clause(f)
    if RULE_SAYS_ZH.search(ctx.view[start : f.start]) or re.match(
        r"[^，。；]{0,20}的，(?:应当|应|由|处|责令|可以)", ctx.view[f.end : end]
    ):
        return False
    before = re.split(r"[，。；;]", ctx.view[start : f.start])[-1]
    did = bool(_DID_ZH.search(clause))
    if f.start < ctx.title_end:
        return not re.search(r"规定|办法|条例|专项|整治|解读|倡议|意见|指南", ctx.view[: ctx.title_end])
    if _AIM_ZH.search(before):
        return False
    if cue("purpose", "zh").search(clause) and not did:
        return False
    if cue("rule", "zh").search(ctx.text(f.start)) and not _DID_ZH.search(ctx.text(f.start)):
        return False
    if re.search(r"不得|应当|禁止|严禁", clause) and not did:
        return False
    return (
        not re.search(
            r"(?:的|情节严重|拒不改正)，?(?:由|将|可)[^。]{0,30}(?:处以?|给予|责令)", ctx.text(f.start)
        )
        or did
    )


def _english(ctx: Context, f: Found) -> bool:
    start, _ = ctx.sentence(f.start)
    sentence, before = ctx.text(f.start), ctx.view[start : f.start]
    if _DOUBT_EN.search(sentence) or re.match(r" (?:must|shall|should) be\b", ctx.view[f.end :]):
        return False
    if f.code in _REVIEW and re.search(
        r"\breview\b|\brampant\b|(?<!failed )(?<!failing )\bto (?:prevent|protect|safeguard|guard)\b|aim|measures",
        sentence,
        re.I,
    ):
        return False
    if cue("rule", "en").search(sentence) and not re.search(
        r"\b(?:violat\w+|breach\w+|broke|broken|fined|found|named|abus\w+)\b", sentence, re.I
    ):
        return False
    if re.search(r"\b(?:would|should|must|shall|will|may|could) (?:not |be )?(?:\w+ ){0,3}$", before, re.I):
        return False
    if re.search(
        (
            r"\b(?:prevent\w*|stop\w*|curb\w*|combat\w*|ban(?:s|ned|ning)?|prohibit\w*|forbid\w*"
            r"|against|crack\w* down on|tackl\w+|fight\w*|monitor\w*|evidence of"
            r"|spread of|stamp out|bar(?:s|red|ring)?) (?:[\w“\"'-]+ ){0,5}$"
        ),
        before,
        re.I,
    ):
        return bool(re.search(r"\b(?:violat\w+|found|fined)\b", before, re.I))
    return True
