"""Which wordings of violations say what targets did, and which only what a rule forbids or an authority looks for."""

from __future__ import annotations

import re

from nlp.context import Context
from nlp.found import Found
from nlp.lexicon import cue

_DID_ZH = re.compile(
    r"存在|涉嫌|发现|经查|查明|未完成整改|违反了|违反[^《，。；]{0,16}原则|被|因|问题的|情况的通报|构成|实施了|拒不|款|经核"
)
RULE_SAYS_ZH = re.compile(
    r"(?:条例|办法|(?<!相关)(?<!有关)(?<!根据)规定|新规|法律|草案|意见稿|(?<!根据)(?<!按照)(?<!依据)(?<!依照)(?<!落实)《[^》]*》)(?:还|同时|也)?(?:要求|规定|明确|提出|强调|指出)"
)
_DOUBT_EN = re.compile(r"\bno charges\b|\bdenied\b", re.I)
_ABUSE_EN = re.compile(r"abus|misus|domina|exclusiv|choos|pick|monopolistic|competitive|forc|press", re.I)
_FORBIDDEN_EN = re.compile(
    r" (?:must|shall|should) be\b"
    r"|[^.;,]{0,30} (?:is|are|was|were|will be|would be) (?:\w+ )?(?:forbidden|banned|prohibited|outlawed|not allowed)\b"
)
_RISK_EN = re.compile(
    r"\b(?:risks?|dangers?|fears?|worr(?:y|ies)|concerns?|possibilit(?:y|ies)|threats?|suspicions?) (?:of|about|over|that)"
    r" (?:[\w“\"'-]+ ){0,6}$",
    re.I,
)
_MAYBE_EN = re.compile(r"\b(?:(?-i:may)|might|could) (?:also |even |well )?(?:be |have )[^.;]{0,90}$", re.I)
_WILL_EN = re.compile(
    r"\b(?:measures|campaign|operation|initiative|plans?|drive|rules|regulations?|action|effort|goals?|priorit(?:y|ies)|focus\w*)"
    r"(?: [\w“”\"'()-]+){0,8}? (?:will|would|aims?|seeks?|is to|are to|includ\w+|targets?|cover)\b[^.;]{0,300}$",
    re.I,
)
_NO_PERSONAL_EN = re.compile(
    r"\b(?:news|false|harmful|illegal|vulgar|public|market|product|price|financial|negative|unlawful) information\b",
    re.I,
)
_PERSONAL_EN = re.compile(r"\b(?:personal|user|users|private|customer|data|location|contacts?)\b", re.I)
_ANY_EN = re.compile(r"\b(?:any|self-?(?:examination|inspection|check)|possible) (?:of )?(?:any )?$", re.I)
_SAYS_NOT_EN = re.compile(
    r"\s?(?:did|does|do|has|have|had|was|is)?\s?(?:not|n[’']t|declin\w+|refus\w+|fail\w*)?\s?$", re.I
)
_TO_STOP_EN = re.compile(
    r"\b(?:told|order(?:s|ed|ing)|instruct\w*|demand\w*|direct(?:s|ed|ing)|gave|given|command\w*|forbad\w*|made)\b[^.;]{0,160}"
    r"\b(?:to (?:immediately |at once |now )?|immediately |must )"
    r"(?:stop|cease|end|halt|quit|refrain from|desist from|put an end to|give up)\b(?: [\w“\"'-]+){0,3} $",
    re.I,
)
_COMPLAINT_EN = re.compile(
    r"\bcomplaints?[”\"]? (?:that|about|of|over|from)\b[^.;]{0,120}$"
    r"|\b(?:sued|suing|lawsuits?|filed a (?:law)?suit)\b[^.;]{0,160}$"
    r"|\b(?:bloggers?|users?|customers|researchers?|rivals?|critics?|netizens|residents|parents|lawsuits?|consumers|analysts?)"
    r" (?:\w+ )?(?:claim|complain|alleg|accus)\w*[^.;]{0,120}$",
    re.I,
)
_SCOPE_EN = re.compile(
    r"\b(?:will|shall|plans? to|going to|is to|are to) (?:\w+ )?(?:look (?:at|into|for)|check|inspect|examine|target|focus"
    r"|investigate|crack down|rectify|tackle|address|clean up|deal with|punish|cover|test)\b[^.;]{0,140}$",
    re.I,
)
_WHOEVER_EN = re.compile(
    r"\b(?:(?:any|a|an|every|no) (?:\w+ )?(?:firm|company|platform|app|operator|provider|store)|firms|companies|platforms"
    r"|apps|operators|providers|stores|those|anyone|whoever|businesses) (?:that|who|which|found)\b[^.;]{0,40}$",
    re.I,
)
_MAY_EN = re.compile(
    r"[^.;]{0,80}\b(?:may|can|could|will|would|shall|must|should|risk|face) (?:be |no |not |also |only |lose|pay|face|get)",
    re.I,
)
_REVIEWED_EN = re.compile(
    r"\breview\b|\brampant\b|(?<!failed )(?<!failing )(?<!duty )(?<!duties )(?<!obligation )(?<!obligations )"
    r"\bto (?:prevent|protect|safeguard|guard)\b|\baim|measures",
    re.I,
)
_FAILED_EN = re.compile(
    r"\b(?:fail\w*|not (?:fulfil|perform|put|meet|take|adopt)\w*|neglect\w*"
    r"|(?:no|without|lack\w*) (?:\w+ ){0,3}(?:measures|encryption|system)|leak\w*|found)\b",
    re.I,
)
_BROKE_EN = re.compile(
    r"\b(?:violat\w+|breach\w+|br[eo]ak(?:s|ing)?|broke|broken|fined|found|named|abus\w+|accus\w+|blam\w+|ordered|summoned)\b"
    r"|\bthe problems? (?:is|are|was|were) that\b|\bdid not (?:fulfil|perform|meet)\w*",
    re.I,
)
_NEVER_EN = re.compile(
    r"(?:\bnot|n[’']t|\bnever|\bno evidence (?:that \w+|of))(?: (?:been|yet|ever|be|found|to|have|had|has))* $"
)
_RULE_NAMED_EN = re.compile(
    r"\b(?:Regulations?|Provisions|Measures|Rules|Guidelines?|Guide|Law|Standards?|Requirements|Methods?|Opinions|Specifications?)"
    r" (?:on|for|of|against|regarding|concerning|about|governing)"
    r"(?: (?:[A-Z][\w'’-]*|of|the|and|for|in|on|to|from|with|by|or))* ?$"
)
_CRACKDOWN_EN = re.compile(
    r"\b(?:campaign|crackdown|crack\w* down|clamp\w* down|drive|sweep|clean-?up)"
    r" (?:on|against|to|targeting|aimed at)\b[^.;]{0,200}$",
    re.I,
)
_MODAL_EN = re.compile(
    r"\b(?:(?:would|could)(?! not)|should|must|shall|will(?! not)|(?-i:may)) (?:not |be )?(?:\w+ ){0,3}$",
    re.I,
)
_AGAINST_EN = re.compile(
    r"\b(?:prevent\w*|stop\w*|curb\w*|combat\w*|ban(?:s|ned|ning)?|prohibit\w*|forbid\w*|against|crack\w* down on|tackl\w+"
    r"|fight\w*|monitor\w*|evidence of|spread of|stamp out|bar(?:s|red|ring)?|address\w*|eliminat\w+|root\w* out|weed\w* out"
    r"|clean\w* up|rein\w* in|keep\w* \w+ from|guard\w*|cut down on)[”\"]? (?:[\w“\"'-]+ ){0,6}$",
    re.I,
)
_FAILED_TO_EN = re.compile(
    r"(?:\bfail\w*(?: to| in)?|\bnot|n[’']t|\bunable to|\bneglect\w*(?: to)?|\bwithout|\brefus\w+ to)(?: [\w]+)? $",
    re.I,
)
_REVIEW = ("national_security_risk", "pi_security", "data_security_duty")
_SAYS_MORE = {  # codes whose wording may hold one of another code that says nothing beside it
    "pi_no_consent": ("pi_shared_without_consent", "pi_minors"),
    "pi_rules_undisclosed": ("pi_minors", "real_name", "pi_shared_without_consent"),
    "pi_purpose_unstated": ("store_info_incomplete",),
    "pi_security": ("data_security_duty",),
    "pi_excessive_collection": ("permission_abuse",),
    "deceptive_conduct": ("permission_abuse", "forced_personalisation", "consumer_rights"),
    "unlicensed_operation": ("algorithm_misuse", "ai_service_violation"),
    "data_security_duty": ("pi_rights_denied",),
    "failed_to_rectify": ("pi_rights_denied", "account_deletion_obstructed"),
}
_OWN_WORDS = {  # unless the wording has words of its own code
    "pi_security": re.compile(r"personal|private|privacy|customer|\buser|leak|encrypt|plain|expos", re.I),
    "pi_excessive_collection": re.compile(
        r"\b(?:data|information|details|numbers?|contacts?|photos?|records?)\b|collect|gather|harvest", re.I
    ),
    "deceptive_conduct": re.compile(
        r"decei|decep|mis|trick|dup|cheat|lur|induc|fake|false|download|install", re.I
    ),
}
_COLLECTS_EN = re.compile(
    r"\b(?:collect|gather|harvest|tak|record|upload|obtain(?!ing the individual))\w*", re.I
)
_PRICES_EN = re.compile(r"\b(?:prices?|pricing|discounts?|promotions?|subsid\w+|offers?)\b", re.I)
_AIM_ZH = re.compile(
    r"(?:为(?!由)|旨在|防范|防止|避免|阻断|切断|警惕|谨防|(?<!未)建立|杜绝|严禁|禁止|打击|整治|治理|围绕|聚焦|针对|重点|不得)[^，。；]{0,40}$"
)
# 针对甲存在的…问题，约谈其负责人: what somebody is called in or punished for, and no aim.
_AT_WHOM_ZH = re.compile(
    r"(?:针对|就|因)[^，。；]{0,60}?(?:存在|出现|发生|呈现|涉嫌|传播|发布|未|违规|违法)[^，。；]{0,40}$|^\s*针对[^，。；]{2,16}$"
)
_BLAMED_ZH = re.compile(r"约谈|责令|罚款|警告|给予[^，。；]{0,8}处罚|立案|暂停(?!服务的)")


def committed(ctx: Context) -> list[Found]:
    """The wordings that count as violations of the item, in order."""
    found = [f for f in ctx.of("violation") if counts(ctx, f)]
    return [f for f in found if not _told_exactly(ctx, f, found)] if ctx.language == "en" else found


def _told_exactly(ctx: Context, f: Found, found: list[Found]) -> bool:
    """Whether a wording is only a part of one that says more.

    "Without consent" is the end of what was done without it; a breach of the Anti-Monopoly Law is the merger not reported.
    """
    if f.code == "monopoly_abuse" and not _ABUSE_EN.search(ctx.view, f.start, f.end):
        return any(g.code == "unreported_merger" for g in found)
    if f.code == "deceptive_conduct" and _PRICES_EN.search(ctx.view, f.start, f.end + 30):
        return any(g.code == "consumer_rights" for g in found)
    if f.code in ("pi_no_consent", "pi_purpose_unstated") and not _COLLECTS_EN.search(
        ctx.view, f.start, f.end
    ):
        start, _ = ctx.sentence(f.start)
        if any(g.code == "pi_shared_without_consent" and start <= g.start < f.end for g in found):
            return True
    own = _OWN_WORDS.get(f.code)
    if f.code not in _SAYS_MORE or (own and own.search(ctx.view, f.start, f.end)):
        return False
    return any(g.code in _SAYS_MORE[f.code] and g.start < f.end and f.start < g.end for g in found)


def counts(ctx: Context, f: Found) -> bool:
    """Whether a wording says what a target did, or is alleged to have done."""
    if ctx.foreign(f.start):
        return False
    return _chinese(ctx, f) if ctx.language == "zh" else _english(ctx, f)


def _chinese(ctx: Context, f: Found) -> bool:
    start, end = ctx.sentence(f.start)
    clause = ctx.clause(f)
    if RULE_SAYS_ZH.search(ctx.view[start : f.start]) or re.match(
        r"[^，。；]{0,20}的，(?:应当|应|由|处|责令|可以)|[”\"]?[^，。；]{0,4}可能"
        r"|[^，。；]{0,10}的(?:处罚|罚款|法律责任|执法)(?:上限|力度|标准|幅度)",
        ctx.view[f.end : end],
    ):
        return False
    before = re.split(r"[，。；;]", ctx.view[start : f.start])[-1]
    did = bool(_DID_ZH.search(clause))
    if f.start < ctx.title_end:
        return not re.search(r"规定|办法|条例|专项|整治|解读|倡议|意见|指南", ctx.view[: ctx.title_end])
    if _BLAMED_ZH.search(ctx.text(f.start)) and _AT_WHOM_ZH.search(before):
        return True
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
    start, end = ctx.sentence(f.start)
    sentence, before, after = ctx.text(f.start), ctx.view[start : f.start], ctx.view[f.end : end]
    if _DOUBT_EN.search(sentence) or _FORBIDDEN_EN.match(after):
        return False
    if _TO_STOP_EN.search(before):
        return True
    if _COMPLAINT_EN.search(before) or _SCOPE_EN.search(before) or _whoever(before, after):
        return False
    if f.code in _REVIEW and _REVIEWED_EN.search(sentence) and not _FAILED_EN.search(sentence):
        return False
    if _NEVER_EN.search(before) or (ctx.view[f.start].isupper() and _RULE_NAMED_EN.search(before)):
        return False
    if _CRACKDOWN_EN.search(before) and not _BROKE_EN.search(before):
        return False
    if cue("rule", "en").search(sentence) and not _BROKE_EN.search(sentence):
        return False
    if _RISK_EN.search(before) and f.code != "national_security_risk":
        return False
    if _MAYBE_EN.search(before) or (_WILL_EN.search(before) and not _BROKE_EN.search(before)):
        return False
    if f.code == "national_security_risk" and _ANY_EN.search(before[-60:]):
        return False
    if f.code.startswith("pi_") and not _about_persons(ctx.view[f.start : f.end]):
        return False
    if _of_authority(ctx, f, start):
        return False
    if _MODAL_EN.search(before) and not ctx.view.startswith("not ", f.start):
        return False
    if (against := _AGAINST_EN.search(before)) and not _FAILED_TO_EN.search(before[: against.start()]):
        return bool(re.search(r"\b(?:violat\w+|found|fined)\b", before, re.I))
    return True


def _about_persons(wording: str) -> bool:
    """Whether a wording of personal information is not only of news or other information."""
    return not _NO_PERSONAL_EN.search(wording) or bool(_PERSONAL_EN.search(wording))


def _of_authority(ctx: Context, f: Found, start: int) -> bool:
    """Whether a wording stands in the name of an authority, or tells what an authority itself does not do or say."""
    near = ctx.within(start, f.end, "authority")
    return any(
        g.start < f.start < g.end
        or (
            g.end <= f.start
            and _SAYS_NOT_EN.fullmatch(ctx.view, g.end, f.start)
            and f.code == "pi_purpose_unstated"
        )
        for g in near
    )


def _whoever(before: str, after: str) -> bool:
    """Whether a wording tells what may befall whoever does such a thing: "firms that mislead users may be fined"."""
    return bool(_WHOEVER_EN.search(before)) and bool(_MAY_EN.search(before) or _MAY_EN.match(after))
