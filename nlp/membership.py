"""English sentences that tell who is on the list that an item is about: "X and Y are among the apps named"."""

from __future__ import annotations

import re

from nlp.context import Context
from nlp.done import ON_TARGETS
from nlp.found import Found

_LIST = r"(?:black)?list|notice|batch|statement|announcement|roster|name-and-shame list|bulletin"
_NAMED = (
    r"named|listed|cited|affected|concerned|involved|blamed|accused|criticised|criticized|punished|fined|removed|delisted"
    r"|called out|singled out|flagged|banned|suspended|summoned|offend\w+|offenders|culprits|violators|in question|at fault"
)
_THINGS = (
    r"apps?|applications?|programs?|mini-programs?|platforms?|services?|companies|firms|names|products|sites|websites"
    r"|software|operators|developers|titles|games"
)
_MEMBERS = re.compile(
    rf"\bon (?:it|both(?: of them)?)\b(?= |\.|,|$)(?! (?:own|its|his|their)\b)"
    rf"|\b(?:on|in|to|from|of) (?:the|that|this|its|their|MIIT's|a) (?:[\w'-]+ ){{0,3}}(?:{_LIST})\b"
    rf"|\b(?:[Aa]mong|[Oo]f) (?:the|those|these|them|their|its|which)\b(?: (?:{_NAMED})\b|"
    rf"(?: [\w'-]+){{0,3}} (?:{_THINGS})\b|[ ,](?:(?:are|were|is|was)\b|which|the (?:best|better|most|more)))"
    rf"|\bamong (?:them\b|the (?:\d+|\w+teen|twenty|thirty|forty|fifty|better|best|most|more)\b)"
    r"|\bamong the (?:bigg|larg)(?:er|est)\b"
    rf"|\b(?:{_LIST}|(?:{_THINGS}) (?:{_NAMED})|names|offenders|culprits)(?: [\w-]+){{0,3}} "
    rf"(?:includes?|included|held|holds|contains?|contained|covers?|features?|ranges?|comprises?|consists?|are|were)\b"
    rf"|^\s*(?:•\s*)?(?:Some|Many|Several|Most|Others|Both|Two|Three|Four|A few"
    rf"|The (?:best|better)[- ]known|The (?:big|bigg)\w* names)"
    rf"(?: of (?:them|these|those))?(?: (?:on|in|from) [\w ]{{2,24}})?(?: [\w-]+){{0,3}} (?:are|were|include[sd]?)\b"
    rf"|\b(?:must|has to|have to|had to|was to|were to) (?:each |both |all )?pay\b"
    r"|\bwere (?:all )?(?:present|in the room|at the table)\b"
    r"|\bwere (?:also |all |both )?(?:told off|taken to task|called in)\b"
)
_ASIDE_BEFORE = re.compile(
    r"\b(?:(?:whose |the |its )?(?:owner|parent|maker|operator|developer|firm|company)"
    r"(?: (?:also|that|which|behind|of|runs?|owns?))+"
    r"|(?:also |that |which )(?:runs|owns|operates)|rivals?(?: of)?|competitors?(?: of)?|unlike|similar to|such as|resembles"
    r"|(?:account|statement|post|message|group|page|channel) (?:on|via|through)|via|through|backed by|owned by)"
    r" (?:the |its )?(?:[a-z-]+ ){0,2}$"
)
_SUCH = re.compile(rf"\b(?:{_THINGS}) $")
_AHEAD = 400  # how far behind such a sentence it may be told what they did
_NO_LIST = re.compile(
    r"(?:\bnot|n't) (?:on|among|in|named|listed)\b|\bno longer\b|\b(?:was|were) not\b|\b(?:wasn't|weren't|isn't|aren't)"
    r"|\b(?:asked|contacted|surveyed|interviewed|approached|compared|ranking of)\b"
)


def listed_with(ctx: Context, at: int, evil: list[Found], acts: list[Found]) -> bool:
    """Whether the sentence around a name tells that it is one of those whom an act or violation before it is about."""
    start, end = ctx.sentence(at)
    sentence = ctx.view[start:end]
    if not _MEMBERS.search(sentence) or _NO_LIST.search(sentence):
        return False
    aside = _ASIDE_BEFORE.search(ctx.view[start:at])
    if aside and not (
        aside[0].startswith("such as") and _SUCH.search(ctx.view[start : start + aside.start()])
    ):
        return False
    stop = ctx.view.find("\n", max(start, end - 1))
    far = max(end, min(end + _AHEAD, stop if stop >= 0 else len(ctx.view)))
    return any(f.start < far for f in evil) or any(f.start < far and f.code in ON_TARGETS for f in acts)
