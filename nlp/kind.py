"""What an item itself is, and whether an authority or the press speaks in it."""

from __future__ import annotations

import re

from nlp import issuing_zh
from nlp.context import Context
from nlp.lexicon import cue
from store.records import DocumentKind, Item

_OFFICIAL_TITLE = re.compile(
    r"关于[^\n]{2,90}的?(?:通报|公告|通知|意见|决定|公示|函|批复)|^[^\n]{0,40}(?:令"
    r"|公告|公开征求意见的通知)$|行政处罚决定书|名单公示"
)
_HEADED = re.compile(
    r"^[^\n，。；:]{0,60}(?:通信管理局|网信办|互联网信息办公室|公安[局厅部]|市场监督管理[总]?局|化部|检测中心|处理中心)[^\n，。；“]{0,60}"
    r"(?:通报|公告|通告)(?:\([^\n()]{1,30}\)|[^\n，。；“]{0,24})$"
    r"|^\s*关于[^\n，。；“]{2,60}的?(?:通报|公告|通告)[^\n，。；“]{0,24}$",
    re.M,
)
_DECISION = re.compile(
    r"当事人:[^\n]*\n?[\s\S]{0,2000}(?:本局认为|处罚决定)|行政处罚决定书[\s\S]{0,300}当事人:"
)
_WE = re.compile(r"我[局办部委]|本[局办机]|我们组织|责令|经查|经检测|经核查|检测发现|仍有|尚有")
_FOUND = re.compile(
    r"(?:监测|检测|抽检|抽测)(?:中)?发现\s?\d*[款个]?|^[^\n]{2,20}(?:通信管理局|互联网信息办公室)通报$"
)
_DIGEST = re.compile(  # an authority's own cases or findings, told one after the other
    r"^[ \t]*(?:典型)?案例[一二1][:：][\s\S]{0,600}(?:依据《|根据《|责令|警告|罚款)"
    r"|^国家计算机病毒应急处理中心[^。\n]{0,40}发现[\s\S]{0,400}涉及\s?\d+款[^\n。]{0,12}如下",
    re.M,
)
_FIRM_SPEAKS = re.compile(r"我司|尊敬的(?:各位)?用户|各位用户|本公司(?:注意|高度|郑重)")
_OTHER_TITLE = re.compile(
    r"时评|书评|短评|评论|网评|答记者问|问答|答疑|小知识|一图|图解|招聘|拍卖|更新说明|情况说明|事宜的说明|召回|声明$|发展报告|社会责任|专家谈"
    r"|解读|科普|指南|教程|攻略|怎么|如何|技巧|比较$|研究|观察$|思考|体系|每日一测|风险提示|恢复上架|备案信息|山寨|广告|福利|补贴"
)
_REMOVES = re.compile(r"(?:现|决定|依法)[^。；]{0,30}(?:采取|予以|进行|作出)[^。；]{0,6}下架")
_ESSAY = re.compile(r"how-to|commentary|law-firm|blog|opinion|essay|tutorial|guide|advert|job|recruit", re.I)
_RULE_TITLE = re.compile(r"(?:规定|办法|条例|法|细则|规范|准则|指引|标准)(?:》|\(试行\)|\(20\d\d[^)]*\))?$")


_NOTICE_EN = re.compile(
    r"\b(?:notice|notification|bulletin|circular|announcement|communiqu[eé])\b(?: \(?\w+\)?)? (?:on|of|about|regarding"
    r"|concerning)\b",
    re.I,
)
_MANNER_EN = re.compile(
    r"\b(?:this|our) (?:administration|bureau|ministry|department|office|commission)\b|\bhereby\b"
    r"|\bshall (?:complete|rectify|report|be)\b"
    r"|\b(?:above|following)(?:-mentioned)? apps?\b|\bin accordance with\b",
    re.I,
)
_WE_EN = re.compile(r"\b[Oo]ur (?:bureau|administration|office|department|ministry|commission)\b")
_ABOUT_EN = re.compile(r"\s*(?:what|how|why|who|when|where|inside|behind)\b", re.I)
_TOLD_EN = re.compile(r"\bsaid (?:on|in a|that|it)\b|\b(?:Reuters|Xinhua|reported)\b|, said\b")
_RULE_HEAD_EN = re.compile(r"\b(?:provisions|measures|regulations|rules)\b", re.I)
_NO_RULE_HEAD_EN = re.compile(
    r"\b(?:break|broke|violat|breach|infring|against|failing)\w*|\b\d+ (?:[\w()-]+ ){0,3}apps?\b", re.I
)


def _speaks_itself(view: str) -> bool:
    """Whether an English text speaks as an authority of itself and not as a report of one."""
    return bool(_WE_EN.search(view)) and not _TOLD_EN.search(view)


def is_official(
    ctx: Context, item: Item, title: str, has_signature: bool, starts_with_authority: bool
) -> bool:
    """Whether an authority speaks; the catalogue knows, else title, signature and the manner of the text tell."""
    if item.kind is not None:
        return item.kind == "official"
    if item.issuer:
        return True
    press = bool(cue("press", ctx.language).search(ctx.view[:3000]))
    if ctx.language == "en":
        return bool(
            re.search(
                r"^(?:notice|announcement|circular|decision)\b|: notice (?:on|of)\b", title.strip(), re.I
            )
            or len(re.findall(r"^Article \d+\b", ctx.view, re.M)) >= 3
            or (
                _NOTICE_EN.search(title)
                and not _ABOUT_EN.match(title)
                and _MANNER_EN.search(ctx.view)
                and not _TOLD_EN.search(ctx.view)
            )
        ) or (starts_with_authority and (has_signature or _speaks_itself(ctx.view)))
    if _FIRM_SPEAKS.search(ctx.view[:300]):
        return False
    if has_signature or issuing_zh.sourced(item) or _DECISION.search(ctx.view[:3000]):
        return True
    if item.source and re.fullmatch(r"(?:re-posted )?news.*", item.source):
        return False
    if _OFFICIAL_TITLE.search(title) and not press:
        return True
    if (
        _HEADED.search(ctx.view[:400])
        and not cue("press", "zh").search(ctx.view[:1500])
        and _WE.search(ctx.view)
    ):
        return True
    if (_FOUND.search(title) or _DIGEST.search(ctx.view[:3000])) and not press:
        return True
    return (
        starts_with_authority
        and not press
        and bool(
            re.search(
                (
                    r"我[局办部委]|本通报|经查|当事人|依法(?:查处|处罚|约谈)|公开征求"
                    r"|印发|依据《|参照《|现将|现通报"
                ),
                ctx.view,
            )
        )
    )


def document(
    ctx: Context,
    title: str,
    official: bool,
    rows: int,
    actions: set[str],
    named: int,
    source: str | None = None,
    told: int = 0,
) -> DocumentKind:
    """The kind of an item."""
    if not official:
        return _unofficial(ctx, title, source or "", bool(actions)) if ctx.language == "zh" else "news"
    view, head = ctx.view, title or ctx.view[:80]
    if ctx.language == "en":
        return _english(head, view, actions, rows)
    if re.search(r"恢复上架", head) or (
        re.search(r"备案(?:信息|工作)|自媒体|评测|适老化", head) and not rows
    ):
        return "other"
    if re.search(r"征求意见", head) or (not head and "征求意见稿" in view):
        return "draft_rule"
    if re.search(r"下架|移除", head) or re.search(
        r"关于[^\n]{0,40}下架[^\n]{0,40}(?:通报|公告|通告)", view[:300]
    ):
        return "removal_notice"
    if len(re.findall(r"^[^\S\n]*+第[一二三四五六七八九十百]+条", view, re.M)) >= 3 or _RULE_TITLE.search(
        head.strip()
    ):
        return "rule"
    if "通报" not in head and re.search(
        r"专项(?:行动|整治|治理|检查)|(?:开展|启动|部署)[^\n]{0,30}(?:行动|整治|治理|检查)", head
    ):
        return "campaign"
    if rows or (
        re.search(
            (
                r"\d+(?:款|个|家)|第[一二三四五六七八九十\d]+[批期]|(?:APP|App|小程序"
                r"|SDK)[^\n]{0,30}(?:通报|公示|名单)"
            ),
            head,
        )
        and not re.search(r"一起|案", head)
    ):
        return "app_list" if rows or named != 1 or re.search(r"\d+款|批|名单", head) else "case_notice"
    if re.search(r"的函|告知书|通知书|决定书", head):
        return "case_notice"
    if "removal" in actions and _REMOVES.search(view) and not re.search(r"通报", head):
        return "removal_notice"
    if "naming" in actions and named > 1 and re.search(r"款", view):
        return "app_list"
    if told > 1 and re.search(r"通报|点名", head + view[:300]):
        return "app_list"
    if re.search(r"施行|规定》|办法》|条例》", head) and "rule_issued" in actions:
        return "rule"
    if actions & {
        "fine",
        "warning",
        "summons",
        "cybersecurity_review",
        "investigation",
        "confiscation",
        "removal",
        "registration_suspension",
        "platform_closure",
        "account_shutdown",
        "service_suspension",
        "rectification_order",
        "naming",
    }:
        return "case_notice"
    if "campaign" in actions:
        return "campaign"
    return "rule" if "rule_issued" in actions else "other"


def _unofficial(ctx: Context, title: str, source: str, acted: bool) -> DocumentKind:
    """What no authority says: a report, or something that reports nothing (a comment, a firm's word, advice)."""
    if _ESSAY.search(source):
        return "other"
    if _FIRM_SPEAKS.search(ctx.view[:300]):
        return "other"
    if _OTHER_TITLE.search(title) and not re.search(r"记者|本报讯|电讯", ctx.view[:400]) and not acted:
        return "other"
    return "news"


def _english(head: str, view: str, actions: set[str], rows: int) -> DocumentKind:
    if re.search(r"draft|comment", head, re.I):
        return "draft_rule"
    if re.search(r"remov|delist", head, re.I):
        return "removal_notice"
    if _RULE_HEAD_EN.search(head) and not _NO_RULE_HEAD_EN.search(head):
        return "rule"
    if re.search(r"campaign|special action|rectification drive", head, re.I):
        return "campaign"
    if rows or re.search(r"\bapps\b|applications", head, re.I):
        return "app_list"
    return "case_notice" if actions else "other"
