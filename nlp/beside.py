"""Authorities that have a part in a notice without issuing it: who tested the apps, and whose site reposts the text."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from nlp.context import Context
from nlp.found import Found
from nlp.lexicon import load
from store.records import IssuerClaim, Item

_TESTS = re.compile(
    r"[^，。；]{0,8}(?:检测|测试|抽测|测评)(?!中心|机构)|(?:'s)? (?:has |have |had )?(?:test|examin|analy[sz])\w*\b",
    re.I,
)
_TESTED_BY = re.compile(
    r"\b(?:tests?|tested|testing|examined|analy[sz]ed)\b[^.;]{0,20} by (?:the )?(?:China's )?$", re.I
)
_CENTRES = frozenset({"CVERC", "MSTL", "CNCERT"})  # they test for others, and publish for themselves at times
_PUBLISHES = re.compile(
    r"[^，。；]{0,8}(?:通报|公布|公开|发布)|(?:'s)? (?:has |have )?(?:named|published|released|listed)\b"
)
_OUTLET = re.compile(r"评论|日报|晚报|时报|晨报|周[刊报]|通讯社|新华|人民网|央视|(?<!网信)[报社]$|杂志|观察")
_BYLINE = re.compile(r"(?:作者|(?<![\u4e00-\u9fff])文)\s?(?:为|系|[:：/／])|本报记者|特约评论员|评论员文章")
_AUTHOR_TITLE = re.compile(r"(?:^|[:：])[\u4e00-\u9fff]{2,4}[:：](?=\S)")


def others(ctx: Context, item: Item, found: list[Found], issued: list[IssuerClaim]) -> list[IssuerClaim]:
    """Authorities that are no issuers and yet have a part: who tested, and the host of another's notice."""
    codes = {claim.code for claim in issued}
    testers = [f.code for f in found if f.code not in codes and tests_apps(ctx, f)]
    made = [IssuerClaim(code=c, role="tester", basis="prose") for c in dict.fromkeys(testers)]
    host = host_of(item)
    if host and host not in codes and host not in testers:
        made.append(IssuerClaim(code=host, role="repost", basis="host"))
    return made


def tests_apps(ctx: Context, f: Found) -> bool:
    """Whether an authority's place says that it tested the apps."""
    start, _ = ctx.sentence(f.start)
    return (
        f.code in _CENTRES
        and not ctx.foreign(f.start)
        and bool(_TESTS.match(ctx.view, f.end) or _TESTED_BY.search(ctx.view[start : f.start]))
    )


def tested_only(ctx: Context, f: Found, named: list[Found]) -> bool:
    """Whether an authority only tested what another one made public."""
    return tests_apps(ctx, f) and any(g.code != f.code and _PUBLISHES.match(ctx.view, g.end) for g in named)


def reprinted(ctx: Context, item: Item) -> bool:
    """Whether an official site shows an article of an outlet or an author: nobody's action."""
    outlet = bool(item.source and _OUTLET.search(item.source))
    byline = bool(_BYLINE.search(ctx.view[max(0, len(ctx.view) - 400) :] + ctx.view[:200]))
    author = bool(item.title and _AUTHOR_TITLE.search(item.title))
    return outlet + byline + author >= 2


def host_of(item: Item) -> str | None:
    """The authority that runs the site: the catalogue's, else the one of the address."""
    host = (urlsplit(item.url).hostname or "") if item.url else ""
    hosts: dict[str, str] = load("hosts")["hosts"]
    return item.issuer or hosts.get(host.removeprefix("www."))
