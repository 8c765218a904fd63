"""What part each app and company has in an item: target, operator or only mentioned."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from nlp.context import Context
from nlp.done import ON_TARGETS
from nlp.found import Found, Label
from nlp.membership import listed_with
from nlp.names import Name
from nlp.proof import in_list
from store import vocab
from store.records import Role

_OWNS = re.compile(
    r"(?:'s (?:[\w\-]+ ){0,5}(?:app|apps|platform|service|browser)\b|'s [A-Z]|' (?:[a-z]+ )?[A-Z]"
    r"|-owned|-backed|旗下|的?[“\"《]|, (?:which|who) (?:runs|owns|operates"
    r"|develops|makes|developed)\b|, the (?:company|firm|operator|developer"
    r"|maker|owner)s? (?:behind|of))"
)
_OWNED_BY = re.compile(
    (
        r"(?:made|developed|run|operated|owned|published|provided|backed|controlled|offered"
        r"|controlled|designed|launched|subsidiary of|unit of|applications of"
        r"|apps of|publishing these applications[^.]{0,60}) by (?:[^.;]{0,80})?$"
        r"|\bbelong(?:s|ed|ing)? to (?:the )?$|(?:-owner |parent |developer |operator |maker |owner |parent company "
        r"|apps? (?:from|of) )$|\bapps? (?:from|of|by|belonging to) (?-i:[A-Z])[^.;:]{0,80}$"
        r"|(?:运营者|开发者|运营方|母公司|开发商|运营主体"
        r"|主办单位|营运商|营运者|运营单位|运营企业|运营公司|品牌方|提供方|开发方|开发企业|开发单位|主办方)(?:均?为|是|:)?[“\"]?$"
    ),
    re.I,
)
_RUN_BY_ZH = re.compile(r"(?:负责|独家|实际)?(?:运营|营运|开发|研发|推出|经营)")
_THE_FIRM = re.compile(
    r"(?:该|此|涉事|涉案|上述|这家|两家|三家|前述)(?:公司|企业|单位|平台|机构|运营者)|当事人|对其|该司|责令其|要求其"
)
_THE_APP = re.compile(r"(?:该|此|上述|这款|涉事|前述)(?:移动)?(?:App|APP|app|应用|软件|小程序|平台|网站)")
_NEAR = 500  # how far back the one that such words mean was named
_NAMED_LIST = re.compile(
    (
        r"applications? published by|apps? (?:made|published|developed|operated) by"
        r"|compan(?:y|ies) publishing|called out apps made by"
    ),
    re.I,
)
_ASIDE = re.compile(
    r"-own(?:er|ed)|'s (?:Chinese|owner|parent|sister)|(?:'s)? (?:owner"
    r"|parent|operator|maker)\b|的?(?:母公司|运营方)"
)
_COMPARED_EN = re.compile(
    r"\b(?:rivals?(?: of)?|(?:compared|likened|comparable|similar|akin|equivalent) (?:to|with)|unlike|answer to|version of"
    r"|equivalent of|shareholders?,? (?:are|is|include\w*)|investors?,? (?:include\w*|such as|are)"
    r"|backers?,? (?:include\w*|are)|counts|competitors?(?: of| such as)?|seen as|according to|reported by"
    r"|(?:analysts?|economists?|strategists?|managers?) (?:at|with|from))\b[^.;)]{0,60}$",
    re.I,
)
_INVESTOR_EN = re.compile(
    r"[^.;]{0,60}\b(?:among|as) (?:its|the firm's|the company's)? ?(?:\w+ )?"
    r"(?:investors|backers|shareholders|customers|clients)\b"
)
_SELLERS_EN = frozenset(
    {"apple", "google", "huawei", "xiaomi", "oppo", "vivo"}
)  # firms with stores that others have to take apps from
_TOO_FAR = 160


_SUFFERS_EN = re.compile(
    r"\.?,? (?:was|were|has been|had been|have been) (?:\w+ )?"
    r"(?:fined|warned|ordered|told|summoned|punished|penali[sz]ed|given)\b"
)


def role(ctx: Context, name: Name, evil: list[Found], acts: list[Found], all_apps: list[Name]) -> Role:
    """The role of one name by what its sentences tell."""
    if name.label == "app":
        spoken = [(a, b) for a, b in name.places if not _ASIDE.match(ctx.view[b : b + 20])]
        if ctx.language == "en":
            spoken = [(a, b) for a, b in spoken if not _aside_en(ctx, a, b)]
        accused = name.rule == "accused" and bool(evil or acts)
        against = bool(evil) or any(f.code in ON_TARGETS for f in acts)
        accused |= name.rule == "capital" and against and any(in_list(ctx, a, b) for a, b in spoken)
        accused |= bool(evil) and ctx.language == "en" and _alone(name, all_apps)
        accused |= _meant(ctx, name, evil, acts, all_apps)
        return "target" if accused or any(_hit(ctx, a, evil, acts) for a, _ in spoken) else "mentioned"
    if name.rule == "person" and ctx.language == "en":
        return "target"  # only those who are punished are looked for
    if ctx.language == "en":
        acts = [f for f in acts if f.code != "removal"] if name.key in _SELLERS_EN else acts
        if all(_aside_en(ctx, a, b) for a, b in name.places):
            return "mentioned"
    owned = any(_owns(ctx, a, b) for a, b in name.places)
    hit = [place for place in name.places if _hit(ctx, place[0], evil, acts)]
    direct = [place for place in hit if not _owns(ctx, *place) or _SUFFERS_EN.match(ctx.view, place[1])]
    if direct or (not owned and _meant(ctx, name, evil, acts, all_apps)):
        return "target"
    if owned and (
        hit or any(_hit(ctx, a, evil, acts) for n in all_apps if n.label == "app" for a, _ in n.places)
    ):
        return "operator"
    return "mentioned"


def _aside_en(ctx: Context, start: int, end: int) -> bool:
    """Whether a place only compares a target with a name, or tells who has a share in it."""
    begin, stop = ctx.sentence(start)
    return bool(_COMPARED_EN.search(ctx.view[begin:start]) or _INVESTOR_EN.match(ctx.view[end:stop]))


def _meant(ctx: Context, name: Name, evil: list[Found], acts: list[Found], spoken: list[Name]) -> bool:
    """Whether a later sentence says of "this firm" or "this app" what was done, and this name is the last before it."""
    if ctx.language != "zh":
        return False
    label: Label = "app" if name.label == "app" else "company"
    if label not in ctx.meant:
        places = sorted(a for n in spoken if n.label == label for a, _ in n.places)
        ctx.meant[label] = frozenset(_meant_places(ctx, label, places, evil, acts))
    return any(a in ctx.meant[label] for a, _ in name.places)


def _meant_places(
    ctx: Context, label: Label, places: list[int], evil: list[Found], acts: list[Found]
) -> Iterator[int]:
    """Where those stand of whom a later sentence tells by "this firm" or "this app" what was done."""
    words = _THE_APP if label == "app" else _THE_FIRM
    told = {ctx.sentence(f.start) for f in (*evil, *(f for f in acts if f.code in ON_TARGETS))}
    for begin, end in told:
        first, last = bisect_left(places, begin), bisect_left(places, end)
        if ctx.foreign(begin) or not words.search(ctx.view, begin, end) or last > first:
            continue
        if first and places[first - 1] >= begin - _NEAR:
            yield places[first - 1]


_ON_FIRMS = (
    "fine",
    "confiscation",
    "warning",
    "summons",
    "investigation",
    "cybersecurity_review",
    "business_suspension",
)


def acted_on(ctx: Context, name: Name, acts: list[Found]) -> bool:
    """Whether an act that only a firm can suffer is told in a sentence that names the firm."""
    spans = [ctx.sentence(a) for a, _ in name.places]
    return any(
        start <= f.start < end
        and (f.code in _ON_FIRMS or (f.code == "rectification_order" and not _names_apps(ctx, start, end)))
        for f in acts
        for start, end in spans
    )


def _names_apps(ctx: Context, start: int, end: int) -> bool:
    """Whether a sentence names an app that is not called like its firm, or speaks of who is behind one."""
    firms = {f.start for f in ctx.within(start, end, "company")}
    behind = re.search(r"\b(?:operator|developer|maker|owner|publisher)s?\b", ctx.view[start:end])
    return bool(behind) or any(f.start not in firms for f in ctx.within(start, end, "app"))


def operators(companies: dict[str, Role], targets: list[Name]) -> dict[str, Role]:
    """A company named beside its own curated app that is a target stands behind it."""
    behind = {vocab.apps()[n.key].company for n in targets if n.key}
    return {key: "operator" if r == "mentioned" and key in behind else r for key, r in companies.items()}


def _alone(name: Name, spoken: list[Name]) -> bool:
    """Whether an app that nothing is known of is the only one of its item: then what is told is told of it."""
    return not name.key and len(name.places) > 1 and sum(n.label == "app" for n in spoken) == 1


_CASE = re.compile(r"[ \t]*(?:Case (?:No\. ?)?\d{1,2}[.:]|\(?\d{1,2}[.)]|[IVX]{1,4}\.)[ \t]")


def _case(ctx: Context, at: int) -> tuple[int, int] | None:
    """The paragraph around a place where it is one of several numbered cases."""
    start = ctx.view.rfind("\n", 0, at) + 1
    end = ctx.view.find("\n", at)
    return (start, end if end >= 0 else len(ctx.view)) if _CASE.match(ctx.view, start) else None


def _owns(ctx: Context, start: int, end: int) -> bool:
    """Whether a place speaks of a company as the owner of an app."""
    begin, _ = ctx.sentence(start)
    before = ctx.view[begin:start]
    if ctx.language == "zh" and before.endswith("由") and _RUN_BY_ZH.match(ctx.view, end):
        return True
    if ctx.language == "en" and before.endswith(("which ", "that ")) and _DEVELOPED_EN.match(ctx.view, end):
        return True
    return bool(
        _OWNS.match(ctx.view[end : end + 60])
        or _OWNED_BY.search(before[-120:])
        or _NAMED_LIST.search(before[-_TOO_FAR:])
    )


_DEVELOPED_EN = re.compile(
    r" (?:has |had )?(?:develop(?:ed|s)|ma(?:kes|de)|r[au]ns?|operate[sd]|own(?:s|ed)|built|launched)\b"
)
_LISTS = re.compile(
    r"^\s*(?:The|These|Those|They|Among them)\b[^.;]{0,60}?\b(?:are|were|is|includes?|included)\b"
    r"|^\s*(?:这|上述|其中|分别)[^。；]{0,16}?(?:分别[为是]|包括|包含|有|是|为)"
)


def listed_after(ctx: Context, end: int) -> int:
    """Where the sentence ends that lists those of whom the one before it speaks ("The apps are: A, B and C"), else `end`."""
    if end >= len(ctx.view):
        return end
    start, stop = ctx.sentence(end)
    return stop if _LISTS.match(ctx.view[start:stop]) else end


def _lists(ctx: Context, start: int, acts: list[Found]) -> bool:
    """Whether a sentence lists those against whom the one before it tells of an act."""
    if not start or listed_after(ctx, start) == start:
        return False
    before, _ = ctx.sentence(start - 1)
    return any(before <= f.start < start and f.code in ON_TARGETS for f in acts)


_THE_NAMED = re.compile(
    r"^\s*(?:(?:The|These|All) (?:\w+ )?(?:apps |programs )?(?:are|were|names?|list\w*)\b"
    r"|They (?:are|were|include)|Among (?:the|those|them)\b|Named were|The (?:\w+ )?(?:apps|list|names)(?: \w+)?:"
    r"|(?:Apps|Mini-programs|SDKs?): |[^.\n]{2,90}\bwere on (?:it|the list))"
)
_MARKED = re.compile(
    r"[ \t]*(?:\(?\d{1,3}[.)]|[-•*–]|\|(?: ?\d{1,3} \|)?|\d{1,3} \||App(?:lication)?(?: name)?:) ?[“\"]?"
)


def _lists_the_named(ctx: Context, sentence: str, at: int, acts: list[Found]) -> bool:
    """Whether a sentence, or a line of a list, gives the name of one whom an act told before it is done to."""
    line = ctx.view[ctx.view.rfind("\n", 0, at) + 1 : at]
    return bool(_THE_NAMED.match(sentence) or _MARKED.fullmatch(line)) and any(
        f.start < at and f.code in ("naming", "removal", "rectification_order") for f in acts
    )


_UNDER_WAY_EN = re.compile(
    r"\b(?:has|have|had) (?:\w+ )?(?:punished|disciplined|penali[sz]ed|sanctioned|dealt with|taken action against)\b"
    r"|\b(?:punish|disciplin|penali[sz])(?:es|ed) (?=[A-Z])|\b(?:takes?|took|taking) (?:\w+ )?(?:action|measures) against\b"
    r"|\b(?:is|are|was|were|has been|have been) (?:\w+ )?"
    r"(?:targeting|reviewing|investigating|probing|looking into|examining)\b"
)


def _hit(ctx: Context, at: int, evil: list[Found], acts: list[Found]) -> bool:
    """Whether the sentence around a place tells of a violation or of an act against somebody."""
    if ctx.foreign(at):
        return False
    start, end = ctx.sentence(at)
    sentence = ctx.view[start:end]
    if ctx.language == "en" and re.search(
        r"\bdid(?:n't| not) (?:immediately |instantly )?(?:respond|reply)|declined to comment|\bunclear if\b",
        sentence,
    ):
        return False
    if any(start <= f.start < end for f in evil):
        return True
    if ctx.language == "en" and (case := _case(ctx, at)):
        first, last = case
        if any(first <= f.start < last for f in evil) or any(
            first <= f.start < last and f.code in ON_TARGETS for f in acts
        ):
            return True
    if ctx.language == "en" and re.search(_UNDER_WAY_EN, sentence):
        return True
    if _lists(ctx, start, acts):
        return True
    if ctx.language == "en" and (
        _lists_the_named(ctx, sentence, at, acts) or listed_with(ctx, at, evil, acts)
    ):
        return True
    return any(start <= f.start < end and f.code in ON_TARGETS for f in acts)
