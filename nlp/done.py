"""Which acts were done or announced: not what is threatened, planned by rule, or another country's."""

from __future__ import annotations

import re

from nlp.context import Context
from nlp.found import Found
from nlp.harm import RULE_SAYS_ZH
from store.records import DeadlineClaim

ON_TARGETS = frozenset(
    [
        "naming",
        "rectification_order",
        "removal",
        "registration_suspension",
        "cybersecurity_review",
        "investigation",
        "summons",
        "warning",
        "fine",
        "confiscation",
        "service_suspension",
        "platform_closure",
        "account_shutdown",
        "reinstatement",
        "business_suspension",
        "licence_revoked",
        "search_ban",
        "access_cut",
        "bad_record",
    ]
)
_ANNOUNCED = frozenset({"rule_issued", "draft_rule", "campaign", "initiative", "rectification_order"})
_THREAT_ZH = re.compile(
    r"(?:(?<!麻)将|否则|(?:^|[，；：:])如(?![下期实何此东今])|逾期|可(?=[处以并予责由对依视能被给吊没暂采要罚]|根据|$)"
    r"|(?<![虚模])拟|视情|下一步|一律|情节严重|拒不[^，。；]{0,6}的"
    r"|应当?依法|期满|到期)[^。；]{0,44}$"
)
_THREAT_EN = re.compile(
    (
        r"\b(?:could|(?-i:may)|might|would|will|can|shall|fac(?:e|es|ing)|threaten\w*"
        r"|otherwise|if|risk\w*|failing which|subject to|or be|plans? to|expected to"
        r"|fines? of up to|unless|warn\w* (?:that|of)|vow\w*|potential|possible"
        r"|no)\b[^.;]{0,70}$|\bto $"
    ),
    re.I,
)
_ORDERED_EN = re.compile(
    (
        r"\b(?:order|ask|told|requir|instruct|forc|direct|compel|demand)\w*\b[^.;]{0,50}\b(?:to"
        r"|that)\b[^.;]{0,12}$"
    ),
    re.I,
)
_UNDONE_EN = re.compile(
    r"\b(?:named?|naming|names|listed|lists|identified) no\b"
    r"|\b(?:will|would|could|may|might|shall) (?:also |then )?(?:be|face)\b",
    re.I,
)
_NEGATED = re.compile(
    r"(?:没有|没被|没|未被|未予以?|并未|未|是否(?:会|被)?[^，。；]{0,10})$|\bnot (?:been )?(?:yet )?$|\bno $",
    re.I,
)


def acts(ctx: Context) -> list[Found]:
    """The acts of an item in order."""
    return [f for f in ctx.of("action") if counts(ctx, f) and not _titles_removal(ctx, f)]


def _titles_removal(ctx: Context, f: Found) -> bool:
    """ "关于下架X的通报" is the name of a removal notice, not a naming beside the removal."""
    return f.code == "naming" and f.end <= ctx.title_end and "下架" in ctx.view[f.start : f.end]


def counts(ctx: Context, f: Found) -> bool:
    """Whether a wording of an act tells of an act."""
    if ctx.foreign(f.start):
        return False
    start, _ = ctx.sentence(f.start)
    before = ctx.view[start : f.start]
    if ctx.language == "en" and _another_thing(ctx, f, before):
        return False
    if _NEGATED.search(before[-12:]):
        return False
    if f.code in _ANNOUNCED:
        return _announced(ctx, f, before)
    if ctx.language == "en" and _UNDONE_EN.search(ctx.view, f.start, f.end):
        return False
    if ctx.language == "en" and _ORDERED_EN.search(before):
        return True
    if ctx.language == "zh" and _otherwise_zh(ctx, f, before):
        return False
    threat = _THREAT_ZH if ctx.language == "zh" else _THREAT_EN
    inside = ctx.view[f.start : f.end]
    if (threat.search(before) and not _done_to_zh(f, before)) or (
        ctx.language == "zh" and re.search(r"将依法|可并?处", inside)
    ):
        return False
    if (
        f.code == "fine"
        and re.match(r"(?:s? of)? ?(?:up to|as much as|as high as)", ctx.view[f.end : f.end + 16])
    ) or re.search(r"\bsets? $", before):
        return False
    if ctx.language == "zh" and RULE_SAYS_ZH.search(before):
        return False
    if (
        ctx.language == "en"
        and ctx.says("rule", f.start)
        and f.code
        in (
            "registration_suspension",
            "service_suspension",
            "removal",
            "account_shutdown",
            "naming",
            "warning",
        )
    ):
        return bool(re.search(r"\b(?:violat|order|issu|remov|call|nam)\w*\b", ctx.text(f.start)))
    return not (
        ctx.language == "zh"
        and f.code != "naming"
        and re.search(r"不得|第[一二三四五六七八九十百]+条[^的款]{0,8}(?:规定)?[^根依]{0,4}$", before[-30:])
        and "根据" not in before
        and "依据" not in before
    )


_PENALTY_OF_RULE = re.compile(r"的，(?:由|经)[^。；]{0,60}$")
_LIMIT = re.compile(r"(?:的)?(?:上限|额度|标准|幅度|区间|基准|力度)")
_OF_ITSELF = re.compile(r"(?:主动|自行|自愿|自主|窗口|已经?)$")
_HOPED = re.compile(r"会|将|预计|计划|有望|争取|申请|换|改名|马甲|又")
_OBJECT = re.compile(
    r"(?:已(?:经|组织|协调|要求)?通知|要求|责令|组织|协调|责成)[^。；，]{0,40}将(?P<rest>[^。；]*)$"
)
_AFTER_REVIEW = re.compile(r"(?:实施|开展|启动|进行)[^。；，]{0,10}审查，[^。；]{0,30}$")


def _otherwise_zh(ctx: Context, f: Found, before: str) -> bool:
    """Whether a Chinese wording of an act tells of a rule's penalty, a limit, or of what a firm does of itself."""
    if _PENALTY_OF_RULE.search(before):
        return True
    if f.code == "fine":
        return bool(_LIMIT.match(ctx.view, f.end))
    if f.code == "service_suspension":
        return bool(_OF_ITSELF.search(before))
    return f.code == "reinstatement" and bool(_HOPED.search(before[-20:]))


def _done_to_zh(f: Found, before: str) -> bool:
    """Whether 将 only marks whom an act is done to (已通知商店将甲下架), or what goes with a review is announced."""
    if f.code == "registration_suspension" and _AFTER_REVIEW.search(before):
        return True
    marked = _OBJECT.search(before) if f.code == "removal" else None
    return marked is not None and not _THREAT_ZH.search(marked["rest"])


def orders_of(found: list[Found], deadlines: list[DeadlineClaim]) -> list[Found]:
    """The acts with the order that a term to rectify implies, where no wording tells of one."""
    if any(f.code == "rectification_order" for f in found):
        return found
    terms = [d.evidence[0] for d in deadlines if d.kind == "rectify_by"]
    made = [
        Found(e.start, e.end, "action", "rectification_order", "term")
        for e in terms[:1]
        if e.start is not None and e.end is not None
    ]
    return sorted([*found, *made], key=lambda f: f.start)


_NO_SHUTDOWN_EN = re.compile(
    r"\b(?:bank|an|your|his|her|own|the user[’']s) accounts?\b|cancell|\bdeletion\b", re.I
)
_NO_CLOSURE_EN = re.compile(r"\bclos\w+ (?:the|its|a) year\b|\bclose (?:the|an?|your) app\b", re.I)
_USER_EN = re.compile(r"\b(?:users?|readers?|you|I|we|customers?) (?:\w+ )?(?:has |have |had |to )?$", re.I)
_DRAFT_EN = re.compile(r"\bdrafts?\b|\bno\b|\btariffs?\b", re.I)
_SOON_EN = re.compile(r"\b(?:due|plans?|planning|expected|set|likely|about|going) to (?:\w+ )?$", re.I)
_ARTICLE_EN = re.compile(r"\bArticle \d+[.:]?\s")


def _another_thing(ctx: Context, f: Found, before: str) -> bool:
    """Whether an English wording speaks of something else: users who close apps, drafts, an article of a rule."""
    written = ctx.view[f.start : f.end]
    if f.code == "account_shutdown":
        told = {g.start < f.end and f.start < g.end for g in ctx.of("violation")}
        return True in told or bool(_NO_SHUTDOWN_EN.search(written))
    if f.code in ("platform_closure", "removal"):
        return bool(_NO_CLOSURE_EN.search(written) or _USER_EN.search(before))
    if f.code == "rule_issued":
        around = ctx.view[max(0, f.start - 24) : f.end + 24]
        noun = written.startswith("issues") and not ctx.within(max(0, f.start - 60), f.start, "authority")
        return noun or bool(_DRAFT_EN.search(around) or _SOON_EN.search(before))
    if f.code in ON_TARGETS:
        start, _ = ctx.sentence(f.start)
        return bool(_ARTICLE_EN.search(ctx.view[max(0, start - 16) : start + 14]))
    return False


def _announced(ctx: Context, f: Found, before: str) -> bool:
    text = ctx.text(f.start)
    if f.code == "rectification_order":
        if ctx.language == "zh":
            ordered = bool(re.search(r"责令|限期|通报|(?:上述|相关|涉事|以上)", text))
            return not re.search(r"(?:未|拒不|逾期不|已)[^，。；]{0,10}$", before[-10:]) and (
                ordered or not ctx.says("rule", f.start)
            )
        return not ctx.says("rule", f.start) or bool(re.search(r"violat|named|listed", text))
    if f.code == "rule_issued":
        if ctx.language == "zh":
            return not re.search(r"(?:依据|根据|按照|依照|违反)[^。]{0,60}$", before)
        return not re.search(r"\b(?:violat\w+|breach\w+|in line with)\b[^.;]{0,40}$", before, re.I)
    if f.code == "campaign" and ctx.language == "zh":
        return not re.search(r"《[^》]*$", before) and not re.search(
            r"(?:按照|根据|依据)[^，。]{0,50}$", before
        )
    if f.code == "initiative":
        return not re.search(
            r"将|拟|企业|要求|应当?[^，。]{0,8}$|\b(?:to|should|must|companies)\b[^.;]{0,30}$", before[-40:]
        )
    return True
