"""Whose action a Chinese item is about, beyond title and signature: its source, its title, and who acts in a report."""

from __future__ import annotations

import re

from nlp.beside import tests_apps
from nlp.components import authorities, gazetteer
from nlp.context import Context
from nlp.found import Found, longest
from nlp.view import view
from store import vocab
from store.records import Item

_CHANNEL = re.compile(r"(?:据|來自|来自|來源|来源)[:：]?[^，。；]{0,6}$")
_CHANNEL_AFTER = re.compile(r"[^，。；]{0,4}(?:官方)?(?:官微|微博|微信|公众号|网站|官网|消息)")
_ACTS = re.compile(
    r"(?:将)?(?:(?:今日|昨日|近日|日前|随后|当晚|已|也|再次|依法|联合|共同|\d{1,2}月|\d{1,2}日|[^，。；、]{0,6}\d日)[^，。；]{0,8}?)*"
    r"(?:对[^。；]{2,40}?(?:立案|处罚|罚款|警告|约谈|责令|启动|作出|予以|处以|没收|实施|注销)|约谈|通报(?!称|显示|中心)|点名|下架|责令"
    r"|罚款|没收|处罚|立案|查处|查明|关停|关闭|封禁|公布|发布|启动|印发|组织(?!开展的)|(?:联合|共同)?(?:开展|部署|进驻|展开)|要求|通知应用|集中(?:查处|整治|公布)|派出|派员)"
)
_BASED = re.compile(r"根据|依据|按照|依照|落实|贯彻|参照")
_MADE = re.compile(r"[^，。；]{0,60}?(?:《|公告|部署|要求|通知|规定|办法|安排)")
_JOINED = re.compile(r"\s?(?:、|和|与|及|以及|会同|联合|，会同)\s?")
_GUIDED = re.compile(r"[^，。；]{0,6}(?:指导|部署|组织|指导督促|要求|交办)$")
_PAST = re.compile(r"去年|此前|早前|上年|曾|20\d\d年(?!第)|历史|早在|当时|上[个一]?[月周]")


def sourced(item: Item) -> str | None:
    """The authority whose code is all that the item's source says: its text stands there."""
    source = (item.source or "").strip()
    return source if source in vocab.issuers() else None


def entitled(item: Item) -> list[str]:
    """The authorities that a title given apart from its text begins with."""
    if not item.title:
        return []
    title = view(item.title)
    if not re.search(r"通报|公告|通知|通告|决定|的函|公示", title) or re.search(r"局就|办就|[:：|｜]", title):
        return []
    head = re.split(r"关于|《", title)[0]
    found = [*gazetteer.find(title, "zh"), *authorities.find(title, "zh")]
    named = longest([f for f in found if f.label == "authority"])
    return list(dict.fromkeys(f.code for f in named if f.start < len(head)))


def channel(ctx: Context, f: Found) -> bool:
    """Whether an authority is only where a report had its news from: 据某中心官方微博消息."""
    return bool(
        _CHANNEL.search(ctx.view, max(0, f.start - 10), f.start) and _CHANNEL_AFTER.match(ctx.view, f.end)
    )


def told_themselves(ctx: Context, usable: list[Found]) -> list[Found]:
    """The authorities that a report does not only have its news from; these, where the others only tested."""
    channels = [f for f in usable if channel(ctx, f)]
    rest = [f for f in usable if not channel(ctx, f)]
    if not rest or all(tests_apps(ctx, f) for f in rest):
        return channels or usable
    return rest


def own_site(ctx: Context, f: Found) -> bool:
    """Whether a report says that its news stood on an authority's own site."""
    return channel(ctx, f) and bool(re.match(r"(?:网站|官网)", ctx.view[f.end : f.end + 4]))


def cited(ctx: Context, f: Found, start: int) -> bool:
    """Whether an authority stands in the last clause that says what an act is based on."""
    cues = list(_BASED.finditer(ctx.view, max(start, f.start - 120), f.start))
    if not cues or "，" in ctx.view[cues[-1].end() : f.start]:
        return False
    return bool(_MADE.match(ctx.view, f.end))


def acting_too(ctx: Context, usable: list[Found], codes: list[str]) -> list[str]:
    """Further authorities that act in a report: those that do something themselves, or are told to by one that does."""
    made: list[str] = []
    acts = [bool(_ACTS.match(ctx.view, f.end)) for f in usable]
    for i in range(len(usable) - 2, -1, -1):
        if acts[i + 1] and _JOINED.fullmatch(ctx.view[usable[i].end : usable[i + 1].start]):
            acts[i] = True
    for i, f in enumerate(usable):
        if f.code in codes or f.code in made:
            continue
        start, _ = ctx.sentence(f.start)
        if f.start >= ctx.title_end and _PAST.search(ctx.view, start, f.start):
            continue
        before = usable[i - 1] if i else None
        guided = (
            before is not None
            and before.end <= f.start
            and "-" in f.code
            and before.code in [*codes, *made]
            and _GUIDED.fullmatch(ctx.view[before.end : f.start])
        )
        if guided or acts[i]:
            made.append(f.code)
    return made
