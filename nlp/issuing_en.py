"""Whose acts an English item tells beside those of its first authority: a survey's many, and the local offices sent out."""

from __future__ import annotations

import re
from itertools import pairwise

from nlp.context import Context
from nlp.found import Found
from nlp.kin import NATIONAL

_SURVEY = re.compile(
    r"\b(?:(?:monthly|weekly|quarterly|annual|legal|regulatory|data|protection|privacy|compliance|cyber\w*|news)"
    r" (?:[\w'-]+ ){0,3}?"
    r"(?:updates?|reviews?|digest|radar|round-?ups?|recap|roundup|bulletin|newsletter|watch|tracker|highlights|insights?)"
    r"|round-?up|newsletter|digest|in brief|recap|chronology|timeline|year in"
    r"|recent (?:[\w'-]+ ){0,3}(?:trends|developments)"
    r"|trends|filed under|issue \d+|regulatory developments|enforcement developments|this (?:week|month) in|the week in)\b",
    re.IGNORECASE,
)
_ACTS = (
    r"(?:issu|publish|releas|announc|launch|fin(?:ed|es)\b|nam(?:ed|es)\b|order|summon|impos|adopt|pass(?:ed|es)|promulgat"
    r"|unveil|investigat|open(?:ed|s)|remov|criticis|criticiz|call(?:ed|s) out|draft|propos|solicit|sought"
    r"|put out|brought out"
    r"|made public|tested|disclos|warn|punish|penali[sz]|conclud|ban(?:ned|s)|suspend|took|taken|held"
    r"|gave|given|sign(?:ed|s)"
    r"|circulat|listed|approv|vot(?:ed|es)|revis|amend|told|instruct|direct|report(?:ed|s)"
    r"|establish|set up|start)"
)
_DOES = re.compile(
    r"[”\"]?(?: \([^()\n]{1,60}\))?(?:['’]s? (?:[\w-]+ ){1,5})?,?(?: (?:of|for|in) [A-Z][\w-]+)?"
    r"(?:,? (?:together|along|jointly|in conjunction) with [^.;\n]{3,200}?,?)?"
    r"(?: (?:has|have|had|also|jointly|then|recently|formally|officially|again|together|today|itself))*"
    r"(?: on \d{1,2} [A-Z][a-z]+(?: \d{4})?,?| on [A-Z][a-z]+ \d{1,2}(?:, \d{4})?,?|, (?:on|in) [^,\n]{3,30},)?"
    rf" {_ACTS}\w*\b"
)
_DONE_BY = re.compile(
    rf"\b(?:{_ACTS}\w*|penalt\w+|fines?)\b[^.;\n]{{0,80}} (?:by|from) (?:the )?(?:China['’]s )?$",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\b(?:had|direct(?:s|ed)|instruct(?:s|ed)|guid(?:es|ed)|order(?:s|ed)|ask(?:s|ed)|told|through|via|let|led|requir(?:es|ed)"
    r"|entrust(?:s|ed)|task(?:s|ed)|got|made|sent|deploy(?:s|ed)|together with|organi[sz](?:es|ed)|direction,?|guidance,?"
    r"|instructions?,?|request,?|orders?,?|of|its)(?: (?:the|its|that))?(?: [a-z]+)? $",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"^.{60,}$", re.MULTILINE)
_FEWEST = 3  # paragraphs of a survey


def surveys(ctx: Context, title: str) -> bool:
    """Whether an item surveys what several authorities did, section by section."""
    head = f"{title}\n{ctx.view[:400]}"
    return bool(_SURVEY.search(head)) and len(_PARAGRAPH.findall(ctx.view)) >= _FEWEST


def acting_each(ctx: Context, usable: list[Found]) -> list[str]:
    """The authorities of a survey, in order, of which it tells an act."""
    codes = [f.code for f in usable if acts(ctx, f)]
    for f, g in reversed(list(pairwise(usable))):  # "the CAC, the MIIT and the SAMR jointly issued"
        same = f.code == g.code or f.code in codes
        if g.code in codes and not same and _joined(ctx.view[f.end : g.start]):
            codes.append(f.code)
    order = {f.code: i for i, f in reversed(list(enumerate(usable)))}
    return sorted(dict.fromkeys(codes), key=lambda code: order[code])


def acts(ctx: Context, f: Found) -> bool:
    """Whether an authority's place tells that it does something."""
    start, _ = ctx.sentence(f.start)
    return bool(_DOES.match(ctx.view, f.end) or _DONE_BY.search(ctx.view[start : f.start]))


def sent_out(ctx: Context, usable: list[Found], codes: list[str]) -> list[str]:
    """Local offices that act for the national authority of their kind: "the CAC had its Shanghai office fine the firm"."""
    sent: list[Found] = []
    for f in usable:
        if NATIONAL.get(f.code.partition("-")[0]) in codes and "-" in f.code:
            start, _ = ctx.sentence(f.start)
            joined = any(
                _joined(ctx.view[g.end : f.start]) for g in sent if start <= g.start and g.end <= f.start
            )
            if joined or _SENT.search(ctx.view[start : f.start]) or acts(ctx, f):
                sent.append(f)
    return [f.code for f in sent]


def _joined(between: str) -> bool:
    return bool(
        re.fullmatch(
            r"(?:[”\"]?\)| \([^()\n]*\))?(?:,|,? and|,? together with|,? as well as|,? with)(?: the)? ?",
            between,
        )
    )
