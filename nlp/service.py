"""Whether a name stands for the app or for the firm of that name, and whether an ordinary word is marked as a name."""

from __future__ import annotations

import re

from nlp.context import Context
from nlp.found import Found
from store import vocab

_APP_AFTER = re.compile(
    r"[”\"》]?(?:'s)?\s?(?:APP|App|apps?\b|applications?\b|小程序|客户端"
    r"|应用(?!商店|市场)|软件(?!园|股份|有限)|SDK|网站|platforms?\b|mini[- ]?programs?\b"
    r"|browser|users?\b|accounts?\b|用户|账号|\((?:an?|the) (?:[\w-]+ ){0,8}(?:app|application|platform|service|site)\b)"
)


_APP_BEFORE = re.compile(
    r"(?:\b(?:apps?|applications?|platforms?|services?|media|[Oo]n|[Ii]nside|[Ww]ithin|via|using"
    r"|through|app called|networks?)(?: [a-z]+){0,2}? ?(?:such as|like"
    r"|including|and|,)? (?:[A-Z][\w]+(?:,| and|, and) )*|(?:在|通过|使用"
    r"|登录|打开|下载|安装|社交平台|平台)[“\"《]?)$"
)


_FIRM_AFTER = re.compile(
    r"(?:'s\b|公司|集团|方面|回应|表示|称|旗下|的?股价|宣布|因|被罚|, (?:the"
    r"|a|an) [\w\- ]{0,30}(?:company|firm|giant)| (?:Inc|Ltd|Corp|Group"
    r"|said|says|told|has|have|did|was|were|will|declined|responded|which"
    r"|and [A-Z]\w+ (?:were|have))\b)"
)


_FIRM_BEFORE = re.compile(
    (
        r"(?:公司|企业|巨头|(?:compan(?:y|ies)|firms?|giants?|startups|businesses)[^.;]{0,80}"
        r"|made by |owner |by |(?:service|platform|app|site|store)? ?(?:operator|provider|developer|publisher|retailer"
        r"|conglomerate|parent|startup|start-up|unicorn) )$"
    ),
    re.I,
)


_CONTEXT = re.compile(r"[“\"《'].{0,1}$")


def own_app(view: str, start: int, end: int) -> bool:
    """“Name”App: the firm's name is its app's name."""
    return (
        bool(re.match(r"[”\"》]?\s?(?:APP|App|客户端|小程序)(?![A-Za-z])", view[end : end + 8]))
        and view[start].isascii() is False
    )


def channel(view: str, start: int, end: int) -> bool:
    """A channel through which something was said: a WeChat post, 官方微信."""
    after, before = view[end : end + 24], view[max(0, start - 14) : start]
    return bool(
        re.match(
            r"(?:'s)?\s?(?:post|statement|公众号|官方账号|号[^码]|消息|official account|account on)", after
        )
        or re.search(r"(?:官方|official |post(?:ed)? on |statement on )$", before)
        or (
            before.endswith(" its ")
            and not re.match(r" (?:app|application|mini|platform|site|website|service)", after)
        )
    )


def marked(view: str, start: int, end: int) -> bool:
    """Whether an ordinary word is marked as a name: quotes, 《》, App or a corporate word beside it."""
    return bool(
        _CONTEXT.search(view[max(0, start - 2) : start])
        or re.match(
            (
                r"[”\"》]?\s?(?:APP|App|app\b|公司|集团|科技|平台|小程序|软件|客户端"
                r"|等\d*款| (?:app|Inc|Ltd|Group|Corp|Technolog))"
            ),
            view[end : end + 14],
        )
    )


_STORE_AFTER = re.compile(
    r" (?:(?:App|Application|Software) (?:Stores?|Shop|Market|Mall|Gallery|Treasure)|AppGallery)\b"
)


_SYSTEMS = ("ios", "android", "harmonyos")
_SYSTEM_AFTER = re.compile(
    r"(?:(?:,| and| or|/) ?(?:iOS|Android|HarmonyOS))* ?(?:app |mobile |application |operating )?"
    r"(?:stores?|versions?|apps?|devices?|phones?|users?|systems?|platforms?|smartphones?|markets?|handsets?)\b"
)
_SYSTEM_BEFORE = re.compile(r"\b(?:on|for|runs?|running|both|of|and|or)(?: the)? $")


def system_only(key: str, view: str, start: int, end: int) -> bool:
    """Whether a system is named only as what apps, stores or phones are for: "iOS and Android stores"."""
    before = view[max(0, start - 14) : start]
    return key in _SYSTEMS and bool(_SYSTEM_AFTER.match(view, end) or _SYSTEM_BEFORE.search(before))


def sold_there(view: str, end: int) -> bool:
    """Whether a firm's name only begins that of its store: "(version 2.1, Huawei App Market)"."""
    return bool(_STORE_AFTER.match(view, end))


def app_here(view: str, start: int, end: int, strict: bool = False) -> bool:
    after = view[end : end + 24]
    if strict:
        return bool(
            re.match(r"[”\"》]?\s?(?:APP|App(?!le)|app\b|客户端|小程序|手机软件|mini[- ]?program)", after)
        )
    return bool(_APP_AFTER.match(after))


def speaks_of_service(ctx: Context, start: int, end: int, apps: list[Found]) -> bool:
    """Whether a name of both an app and a firm stands for the app."""
    view = ctx.view
    after, before = view[end : end + 50], view[max(0, start - 100) : start].rsplit("\n", 1)[-1]
    if _APP_AFTER.match(after):
        return True
    if _FIRM_AFTER.match(after):
        return False
    if _accused_among_apps(ctx, start, end):
        return True
    ruled = [f.rule for f in apps]
    if set(ruled) - {"gazetteer", "context"}:
        return True
    if _FIRM_BEFORE.search(before) or re.search(r"(?:企业|公司|巨头)[^。]{0,40}$", before):
        return False
    if _APP_BEFORE.search(before) or re.search(
        r"(?:款|批)[^。，]{0,20}(?:APP|App|应用|软件)[^。]{0,60}$", before
    ):
        return True
    if re.match(
        r"[^。；\n]{0,60}?等(?:\d+|多)?(?:款|个)?[^。，家]{0,12}(?:APP|App|应用|软件|小程序)",
        view[end : end + 90],
    ):
        return True
    return not any(vocab.apps()[f.code].service for f in apps if f.code)


def _accused_among_apps(ctx: Context, start: int, end: int) -> bool:
    """ "App A did this, and B forced users to ...": a violation said right after the name, beside another app."""
    first, last = ctx.sentence(start)
    if not ctx.within(end, end + 2, "violation"):
        return False
    firms = {f.start for f in ctx.within(first, last, "company")}
    return any(f.code and f.start not in firms for f in ctx.within(first, last, "app"))
