"""Whose action an item is about: the host, the title, the signature, and in press reports who acts in the lead."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace
from datetime import date

from nlp import issuing_en, issuing_zh
from nlp.beside import host_of, reprinted, tested_only
from nlp.components.times import MONTHS, number_zh
from nlp.context import Context
from nlp.found import Found, longest
from nlp.kin import NATIONAL
from nlp.lexicon import cue
from nlp.quotes import Quotes
from store.records import IssuerClaim, Item, Stamp

_SIGNATURE_DAY = re.compile(
    r"^[^\S\n]*+(?:[\u4e00-\u9fff]{4,20}(?:局|办公室|厅|部|中心|委员会)[ \t]{1,4})?"
    r"(20\d\d)[年.]\s?(1[0-2]|0?[1-9])[月.]\s?(3[01]|[12]\d|0?[1-9])日?[^\S\n]*$",
    re.M,
)
_NUMERAL = "一二三四五六七八九十"
_SIGNATURE_SPELT = re.compile(
    rf"^[^\S\n]*+(?:[\u4e00-\u9fff]{{4,20}}(?:局|办公室|厅|部|中心|委员会)[ \t]{{1,4}})?"
    rf"(二[〇零○Oo0]二[〇零○Oo0{_NUMERAL}])年([{_NUMERAL}]{{1,2}})月([{_NUMERAL}]{{1,3}})日[^\S\n]*$",
    re.M,
)
_ZEROS = str.maketrans("○零Oo0", "〇〇〇〇〇")
_SIGNATURE_DAY_EN = re.compile(
    rf"^[^\S\n]*+(?P<month>{'|'.join(MONTHS)}) (?P<day>[12]\d|3[01]|[1-9]), (?P<year>20\d\d)[^\S\n]*$", re.M
)


def authorities(ctx: Context) -> list[Found]:
    """All authorities named, the longest of those that overlap; "the market regulator" may be the local one named before."""
    made: list[Found] = []
    for f in longest([f for f in ctx.of("authority") if not _department(ctx, f)]):
        made.append(replace(f, code=_meant(ctx, f, made)))
    return made


def _meant(ctx: Context, f: Found, before: list[Found]) -> str:
    """The authority that a plain description stands for: its kind's national one, unless only a local one was named."""
    plain = f.rule == "plain" or ctx.view[f.start : f.end].islower()
    if not plain or not before or ctx.view[max(0, f.start - 4) : f.start] not in ("the ", "The "):
        return f.code
    named = [g.code for g in before if g.rule != "plain" and not ctx.view[g.start : g.end].islower()]
    local = [code for code in named if NATIONAL.get(code.partition("-")[0]) == f.code and "-" in code]
    return local[-1] if local and f.code not in named else f.code


def _department(ctx: Context, f: Found) -> bool:
    """ "local cyberspace administration offices" are nobody's name."""
    return (
        bool(re.match(r" ?(?:offices|departments|bureaus)", ctx.view[f.end : f.end + 14]))
        and ctx.language == "en"
    )


def signed(view: str) -> tuple[Stamp | None, int]:
    """The signature's day and where it stands: the last line that is only a day."""
    english = _last(_SIGNATURE_DAY_EN, view)
    if english and english.start() > len(view) * 0.3:
        text = f"{english['year']}-{MONTHS.index(english['month']) + 1:02d}-{int(english['day']):02d}"
        return Stamp(value=text, precision="day", basis="stated", printed=english[0].strip()), english.start()
    match = _last(_SIGNATURE_DAY, view) or _last(_SIGNATURE_SPELT, view)
    if match is None or match.start() < len(view) * 0.3:
        return None, -1
    try:
        day = date(*(_number(match[i]) for i in (1, 2, 3)))
    except ValueError:
        return None, -1
    return Stamp(
        value=day.isoformat(), precision="day", basis="stated", printed=match[0].strip()
    ), match.start(1)


def _number(text: str) -> int:
    return int(text) if text.isascii() else number_zh(text.translate(_ZEROS))


def _last(pattern: re.Pattern[str], view: str) -> re.Match[str] | None:
    found = deque(pattern.finditer(view), maxlen=1)
    return found.pop() if found else None


def issuers(
    ctx: Context,
    item: Item,
    found: list[Found],
    title: list[Found],
    official: bool,
    day_at: int,
    made: list[str],
) -> list[IssuerClaim]:
    """The issuers of an item in order, each with what decides it; `made` are the makers of a rule."""
    if not official:
        return _reported(ctx, found, title, item.title or "")
    signature = _signature(ctx, found, day_at)
    if ctx.language == "zh" and not title and not signature and not made:
        told = issuing_zh.entitled(item)
        if told:
            return _claims(told, "title")
        source = issuing_zh.sourced(item)
        if source and not _reported(ctx, found, title):
            return [IssuerClaim(code=source, role="lead", basis="host")]
    if made and not title and (not signature or set(signature) & set(made)):
        return _claims(made, "prose")
    return _official(ctx, item, found, title, signature)


def _official(
    ctx: Context, item: Item, found: list[Found], title: list[Found], signature: list[str]
) -> list[IssuerClaim]:
    host = host_of(item)
    by = [("title", f.code) for f in title] or [("signature", code) for code in signature]
    codes = list(dict.fromkeys(code for _, code in by))
    if by and by[0][0] == "title" and signature:
        codes = (
            list(dict.fromkeys([*codes, *signature]))
            if set(codes) & set(signature)
            else list(dict.fromkeys(signature))
        )
    if not codes and reprinted(ctx, item):
        return []
    if not codes and host:
        return [IssuerClaim(code=host, role="lead", basis="host")]
    if not codes:
        return _reported(ctx, found, title)
    return _claims(codes, by[0][0])


def proven(
    ctx: Context, quotes: Quotes, claims: list[IssuerClaim], found: list[Found], day_at: int
) -> list[IssuerClaim]:
    """The claims, each with the place where its authority is called by a name: the one that its basis speaks of."""
    made = []
    for claim in claims:
        places = [f for f in found if f.code == claim.code]
        titled = [f for f in places if f.start < ctx.title_end]
        before = [f for f in places if day_at < 0 or f.start < day_at]
        first = titled[:1] if claim.basis == "title" else before[-1:] if claim.basis == "signature" else []
        evidence = [quotes.found(f) for f in first or places[:1]]
        made.append(claim.model_copy(update={"evidence": evidence}))
    return made


def _claims(codes: list[str], basis: str) -> list[IssuerClaim]:
    return [IssuerClaim(code=c, role="lead" if i == 0 else "joint", basis=basis) for i, c in enumerate(codes)]


def _signature(ctx: Context, found: list[Found], day_at: int) -> list[str]:
    """Authorities on lines of their own near the end, above the signature's day if there is one."""
    view = ctx.view.rstrip()
    end = day_at if day_at >= 0 else len(view)
    codes: list[str] = []
    lines = [(m.start(), m[0]) for m in re.finditer(r"[^\n]+", view[:end])]
    for start, line in reversed(lines[-6:]):
        inside = [f for f in found if start <= f.start < start + len(line)]
        rest = line
        for f in inside:
            rest = rest.replace(ctx.view[f.start : f.end], "")
        if inside and len(re.sub(r"[\s、,办公厅秘书局信息通信管理局网安保卫]", "", rest)) <= 3:
            codes = [f.code for f in inside] + codes
        elif (line.strip() and codes) or len(line.strip()) > 30:
            break
    return list(dict.fromkeys(codes))


def _reported(ctx: Context, found: list[Found], title: list[Found], headline: str = "") -> list[IssuerClaim]:
    """Who acts in a report: the first authority of the title, else of the text, with those joined to it."""
    basis = cue("basis", ctx.language)
    ours = [f for f in found if not ctx.foreign(f.start)]
    usable = [f for f in ours if not in_basis(ctx, f, basis)] or ours
    usable = [f for f in usable if not tested_only(ctx, f, usable)] or usable
    if ctx.language == "zh":
        sites = [f.code for f in usable if issuing_zh.own_site(ctx, f)]
        usable = issuing_zh.told_themselves(ctx, usable)
    if ctx.language == "en" and issuing_en.surveys(ctx, headline):
        each = issuing_en.acting_each(ctx, usable)
        if len(each) > 1:
            return _claims(each, "prose")
    acting = [f for f in usable if f.start < max(1500, len(ctx.view) // 2)]
    if title:
        codes = list(dict.fromkeys(f.code for f in title))
        body = [f for f in usable if f.start >= ctx.title_end and f.code in codes]
        if told := next((f for f in body if _TOGETHER.match(ctx.view, f.end)), None):
            codes = list(dict.fromkeys([*codes, *_joined(ctx, usable, told)]))
    elif acting:
        codes = _joined(ctx, usable, acting[0])
    else:
        return []
    codes += [f.code for f in usable if _guided(ctx, f, codes)]
    if ctx.language == "en":
        codes += issuing_en.sent_out(ctx, usable, codes)
    if ctx.language == "zh":
        codes += [*issuing_zh.acting_too(ctx, usable, codes), *sites]
    return _claims(list(dict.fromkeys(codes)), "prose")


_TOGETHER = re.compile(
    r"[^，。；]{0,4}(?:会同|联合|协同)|，会同|,? (?:together|along|jointly|in (?:concert|conjunction|cooperation)) with "
)
_JOINS = re.compile(
    r"(?:\s?\([^)]*\))?(?:\s?[、,和与及]\s?|以及|[^，。；]{0,4}会同(?:有关部门)?|联合|协同|，会同"
    r"|,? and (?:the )?"
    r"|, (?:the )?|,? (?:together|along|jointly|in (?:concert|conjunction|cooperation)) with (?:the )?"
    r"|,? as well as (?:the )?"
    r"|,? (?:together|along|jointly) with (?:[\w-]+ ){0,4}?(?:regulators|departments|agencies|authorities|ministries),?"
    r" (?:including|such as|namely) (?:the )?| & |\s+|[^，。,.;]{0,12}(?:指导|部署)下，?)"
)


def _joined(ctx: Context, usable: list[Found], first: Found) -> list[str]:
    """An authority and those that its sentence joins to it."""
    codes, last = [first.code], first
    _, end = ctx.sentence(first.start)
    for f in [f for f in usable if first.start <= f.start < end and f is not first]:
        if f.start > last.end and not _JOINS.fullmatch(ctx.view, last.end, f.start):
            break
        codes.append(f.code)
        last = f
    return list(dict.fromkeys(codes))


_LET = r" (?:said [^.;]{0,24})?(?:it )?would not (?:let|allow|permit)\b"
_DIRECTS = re.compile(
    _LET + "|"
    r"(?:'s [\w ]{0,30})? (?:has |have |had )?(?:told|ordered|instructed|required|directed|asked|requires|orders|tells"
    r"|issued|announced|published|released|launched|forbidden|forbade|blocked|banned|rejected"
    r"|tested|checked|inspected|opened|held|met|wrote to)"
    r" (?!reporters|media|the press)|[^，。；]{0,10}(?:要求|责令|通知|督促)"
)


def directs(ctx: Context, found: list[Found]) -> bool:
    """Whether an authority tells somebody to do something: an act of its own, though one without a code."""
    return any(_DIRECTS.match(ctx.view, f.end) and not ctx.foreign(f.start) for f in found)


def _guided(ctx: Context, f: Found, codes: list[str]) -> bool:
    """A local office that acts under the guidance of another: both."""
    if f.code in codes or "-" not in "".join(codes):
        return False
    around = ctx.view[max(0, f.start - 30) : f.end + 16]
    return bool(cue("guidance", ctx.language).search(around))


def in_basis(ctx: Context, f: Found, basis: re.Pattern[str]) -> bool:
    """Whether an authority stands in a legal-basis clause only."""
    start, end = ctx.sentence(f.start)
    if ctx.language == "zh" and issuing_zh.cited(ctx, f, start):
        return True
    for match in basis.finditer(ctx.view, start, end):
        if match.start() <= f.start < match.end():
            clause = ctx.view[match.start() : f.end + 40]
            if ctx.language == "en" or re.search(
                r"《|规定|办法|通知|部署|要求|公告|统一安排|认定方法", clause
            ):
                tail = re.split(r"，", ctx.view[match.start() : f.start])
                return ctx.language == "en" or len(tail) <= 1 or "《" not in "".join(tail[:-1])
    return False
