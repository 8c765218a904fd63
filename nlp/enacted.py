"""Who made a rule: the organs that its page says published, adopted or agreed to it, and what its title implies."""

from __future__ import annotations

import re

from nlp.context import Context
from nlp.found import Found
from store import vocab

_HEAD = 1500  # a rule says who made it before its articles
_PUBLISHED = re.compile(r"(?:公布|印发|发布|颁布|制定|出台)了?(?=《(?P<rule>[^》\n]{2,80})》)")
_ADOPTED = re.compile(r"(?:会议|审议|表决)?通过(?=了|[，。、)；]|$|《|修[改订])", re.M)
_AGREED = re.compile(r"并?经(?P<organs>[^。；\n]{2,300}?)同意，(?:现|予)")
_ORDER = re.compile(r"^[^。，；《》\d]{4,200}(?:令|公告)$", re.M)
_BASIS = re.compile(r"(?:根据|依据|按照|依照|落实|贯彻)[^。；\n]*，")
_JOINED = re.compile(
    r"(?:办公厅|秘书局|办公室)?(?:[、和与及，\s]|以及|会同|联合|中华人民共和国)+"
    r"(?:[\u4e00-\u9fff]{2,14}(?:[、和与及\s]|以及)(?:中华人民共和国)?){0,4}"
)
_ADOPTED_BY = re.compile(r"[^，。；]{0,24}")
_PUBLISHED_BY = re.compile(r"[^，。；]{0,14}")


def makers(ctx: Context, found: list[Found], title: str) -> list[str]:
    """The codes of the authorities that made the rule of an official page, in order; none where it does not say."""
    found = [f for f in found if f.start < _HEAD]
    told: list[str] = []
    for match in _PUBLISHED.finditer(ctx.view, 0, _HEAD):
        if vocab.fold(match["rule"]) in vocab.fold(title) or vocab.fold(title) in vocab.fold(match["rule"]):
            told += _before(ctx, found, match.start(), _PUBLISHED_BY)
    for match in _ADOPTED.finditer(ctx.view, ctx.title_end, _HEAD):
        told += _before(ctx, found, match.start(), _ADOPTED_BY)
    for match in _AGREED.finditer(ctx.view, 0, _HEAD):
        told += [f.code for f in found if told and match.start("organs") <= f.start < match.end("organs")]
    for match in _ORDER.finditer(ctx.view, 0, _HEAD):
        told += [f.code for f in found if match.start() <= f.start < match.end()]
    return list(dict.fromkeys(told)) or _by_title(title)


def _before(ctx: Context, found: list[Found], verb: int, gap: re.Pattern[str]) -> list[str]:
    """The authority just before a verb, with those joined to it; none where they stand in a legal-basis clause."""
    start, _ = ctx.sentence(verb)
    basis = _BASIS.search(ctx.view, start, verb)
    start = basis.end() if basis else start
    inside = [f for f in found if start <= f.start and f.end <= verb]
    if not inside or not gap.fullmatch(ctx.view[inside[-1].end : verb]):
        return []
    codes = [inside[-1].code]
    for earlier, later in zip(reversed(inside[:-1]), reversed(inside[1:]), strict=True):
        if not _JOINED.fullmatch(ctx.view[earlier.end : later.start]):
            break
        codes.insert(0, earlier.code)
    return codes


def _by_title(title: str) -> list[str]:
    """Laws are made by the National People's Congress, national 条例 by the State Council."""
    if re.fullmatch(r"(?:中华人民共和国)?[\u4e00-\u9fff]{2,24}(?<![办方书])法", title.strip()):
        return ["NPC"]
    national = re.fullmatch(r"(?:中华人民共和国)?[\u4e00-\u9fff]{2,24}条例", title.strip())
    return ["SC"] if national and not re.search(r"省|自治区|[^城]市", title) else []
