"""English deadlines: what falls due on a day or at the end of a term, and the day that a news report counts from."""

from __future__ import annotations

import re
from datetime import date

from nlp.context import Context
from store.records import DeadlineKind

_EFFECT = (
    r"(?:into|in) (?:effect|force|place)|take[sn]? (?:full )?effect|took (?:full )?effect|taking effect|\beffective\b"
    r"|\bimplement|\bappl(?:y|ies)\b|\bstart(?:s|ing)? on\b|\bcame into\b|brought into force"
)
_KINDS: tuple[tuple[DeadlineKind, str], ...] = (
    ("comment_until", r"\bcomments?\b|\bfeedback\b|\bopinions?\b(?! or)|consultation"),
    (
        "appeal_by",
        r"\bappeal\b|\breconsider\w*|\blawsuits?|administrative review|(?:apply|ask) for (?:a |an )?(?:\w+ )?review|\bsue\b",
    ),
    (
        "rectify_by",
        r"rectif\w*|correct\w*|\bfix\w*|\bfill\b|remed\w*|compl(?:y|iance)\b|resolve|overhaul|amend|(?:put|set|sort)\w* "
        r"[^.;]{0,20}(?:right|in order|out\b)|address(?! books?)|make (?:the )?(?:necessary )?changes|improve|punish"
        r"|self-inspection|\bmend\w*|repair\w*|clean\w* up|put an end to|\bdelet(?:e|ed|ing|ion)\b|take [^.;]{0,30}down"
        r"|\bamendments?\b|finish(?:ed)? (?:the )?\w*|set [^.;]{0,20}straight|\bcur(?:e|ed)\b|\bclean\b"
        r"|time to change|\bchang(?:e|ed) (?:its|their|the)\b|put right|adjust\w*|bring [^.;]{0,30}into line"
        r"|(?:stop|cease|end) (?:\w+ ){0,3}(?:practi[cs]es?|problems?|violations?)|look hard at"
        r"|examine themselves|self-examin\w*",
    ),
    (
        "report_by",
        r"\b(?:submit(?:ted)?|report(?!ed|edly)|filed?|register|apply|answer|reply|respond)\b[^.;]{0,60}"
        r"|(?:complete|finish) (?:the |their )?(?:paperwork|filing|registration)",
    ),
    (
        "campaign_until",
        r"campaign|crackdown|inspection drive|(?:special|joint) action|operation|clean-?up drive",
    ),
)
_CAMPAIGN = re.compile(
    r"campaign|crackdown|\bdrive\b|(?:special|joint|[”\"]) action|[”\"] against|operation|clean-?up|inspection",
    re.I,
)
_LASTS = re.compile(
    r"\b(?:runs?|lasts?|go(?:es)? on|continues?|in force) (?:until|till|through|to) (?:the end of )?$"
)
_DUE = re.compile(
    r"(?:\b(?:by|before|until|till|no later than|not later than|prior to"
    r"|on or before|effective|from|on|starting|since|in|through|deadline of"
    r"|deadline (?:is|was)|due|up to|beginning|ending|as of|day set (?:is|was)"
    r"|previous to|ahead of|not after|between [^.;]{3,30} and)(?: the)?(?: end of)?(?: midnight"
    r"| noon)?(?: on)?(?: today,)?(?: (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?)?"
    r"|in force|in effect|deadline[^.;]{0,20}|(?:date|day|deadline)[^.;]{0,40}, "
    r"|(?:date|term|deadline) for [\w ]{1,20} (?:is|was|had been|ends|ended|expires)(?: on)?"
    r"|\b(?:closed?s?|ends?|ended|expires?) on)\s?$",
    re.I,
)
_CLOSES = re.compile(r"(?:clos|end|expir)\w* on\s?$", re.I)
_BEGINS = ("from", "on", "effective", "since", "in", "starting", "beginning", "as")
_RULED = re.compile(r"\b(?:rules?|regulations?|obliged|required|have to|must|will|told|ordered)\b", re.I)
_FROM_NOW = re.compile(
    r", [^.;]{0,80}\b(?:will have to|must|may no longer|are required|will be required)\b", re.I
)
_ANOTHER_DAY = re.compile(
    rf"(?:{_EFFECT})(?: on| from| as of| since)? (?=(?:\d|[A-Z][a-z]+ \d|(?:January|February|March|April|May|June|July"
    r"|August|September|October|November|December)\b))"
)
_BOTH_AFTER = re.compile(
    r"[^.;]{0,70}?,? and (?:to )?(?:report|submit)\b(?![^.;]{0,40}\b(?:by|before) [A-Z\d])"
)
_THEN_REPORT = re.compile(r",? and (?:must |should |to )?(?:submit|report|file|send)\b")
_BOTH_BEFORE = re.compile(
    r"(?:rectif\w*|correct\w*|do so|comply)[^.;]{0,40} and (?:to )?(?:report|submit)\b[^.;]{0,30}$"
)
_ASKED = re.compile(
    r"\b(?:must|ha(?:s|ve|d) to|told|order\w*|asks?|asked|requir\w+|shall|(?:are|is|were|was) to|be)\b[^.;]{0,120}$",
    re.I,
)
_GIVEN = re.compile(
    r"\b(?:ha[sd]|have|giv\w+|gave|set|sets|allow\w*|warning|waited)\b[^.;]{0,60}\b(?:until|till)\s?$", re.I
)
_HAPPENED = re.compile(
    r"\b(?:began|begun|started|made|built|launched|registered|born|installed|founded|opened|running|online) (?:\w+ )?"
    r"(?:before|by|until|till)\s?$"
)
_IN_FORCE_WHEN = re.compile(
    r",? (?:when|the day) [^.;]{0,40}(?:took effect|takes effect|(?:came|comes?|went) into)\b"
)
_LAST_DAY = re.compile(
    r"(?:,| \(|:| (?:is|was)) (?:is |was )?(?:the )?(?:last day|deadline|final day|cut-off)\b(?! (?:of|had))"
)
_PERIOD = re.compile(
    r"\b(?:period|term|time limit|grace|deadline|window|time)\b[^.;]{0,24}(?:ends|ended|expires?|is|was|:)[^.;]{0,16}$",
    re.I,
)
_FREE = re.compile(r"\b(?:free|discount\w*|tickets?|on sale|half price)\b[^.;]{0,30}$", re.I)
_MADE_ON = re.compile(
    r"\b(?:issued|released|published|adopted|passed|announced|approved|signed|dated|unveiled|promulgated|posted|made public)"
    r"(?: [\w']+){0,2} on\s?$"
)
_TERM_FROM = re.compile(r"\b(?:days?|weeks?|months?) (?:counted |counting |starting |running )?from\s?$")
_DEADLINE = re.compile(r"\bdeadline[^.;]{0,20}$|\bday set (?:is|was)\s?$", re.I)


def kinds(ctx: Context, at: int, before: str, after: str) -> list[DeadlineKind]:
    """What falls due on a day, told by the words of its sentence on both sides; none where nothing does."""
    if _LAST_DAY.match(after):
        return [
            "report_by"
            if re.search(r"\b(?:for|to) (?:\w+ ){0,3}(?:fil|regist|report)", after[:50])
            else "rectify_by"
        ]
    due = _DUE.search(before)
    if not due or _FREE.search(before):
        return []
    word = due[0].strip().lower()
    if word.split()[0] in _BEGINS and not _CLOSES.search(before):
        return ["effective_from"] if _takes_effect(before, after, word) else []
    if _IN_FORCE_WHEN.match(after):
        return ["effective_from"]
    if _HAPPENED.search(before):
        return []
    if _LASTS.search(before) or (before.strip().lower() == "until" and _campaign_before(ctx, at)):
        return ["campaign_until"] if _CAMPAIGN.search(ctx.view, 0, at) else []
    near = nearest(before, re.split(r"[.;\n]", after)[0][:90])
    if near == "report_by" and _THEN_REPORT.match(after) and re.search(_KINDS[2][1], before, re.I):
        return ["rectify_by"]
    if near == "rectify_by" and _BOTH_AFTER.match(after):
        return ["rectify_by", "report_by"]
    if near == "report_by" and _BOTH_BEFORE.search(before[: due.start()]):
        return ["rectify_by", "report_by"]
    if near:
        return [near]
    if (_DEADLINE.search(before) or _PERIOD.search(before)) and ctx.of_apps:
        return ["rectify_by"]
    asked = _GIVEN.search(before) or (word.split()[0] in ("by", "before", "no") and _ASKED.search(before))
    return ["rectify_by"] if asked and ctx.of("action", "violation") else []


def _takes_effect(before: str, after: str, word: str) -> bool:
    clause = re.split(r"[.;\n]", after)[0]
    if _MADE_ON.search(before) or _TERM_FROM.search(before):
        return False
    if _ANOTHER_DAY.search(clause[:120]):
        clause = ""
    if re.search(_EFFECT, before[-70:] + "#" + clause[:120], re.I):
        return True
    if not word.startswith(("from", "starting", "beginning")):
        return False
    return bool(_RULED.search(before) or _FROM_NOW.match(clause))


def _campaign_before(ctx: Context, at: int) -> bool:
    """Whether the sentence before the one around a place tells of a campaign."""
    start, _ = ctx.sentence(at)
    return start > 0 and bool(_CAMPAIGN.search(ctx.text(start - 1)))


def nearest(before: str, after: str) -> DeadlineKind | None:
    """The kind whose words stand nearest to a day or term in its sentence."""
    best: tuple[int, DeadlineKind] | None = None
    for kind, cue in _KINDS:
        places = [len(before) - m.end() for m in re.finditer(cue, before, re.I)]
        places += [m.start() + 4 for m in re.finditer(cue, after, re.I)]
        if places and min(places) < 160 and (best is None or min(places) < best[0]):
            best = min(places), kind
    appeal = re.compile(_KINDS[1][1], re.I)
    if best and best[1] == "report_by" and (appeal.search(before[-60:]) or appeal.search(after[:50])):
        return "appeal_by"
    return best[1] if best else None


_STANDING = re.compile(
    r"\bat least\b|\bretain|\bstor(?:e|ed) for|\bkeep\b|\bevery\b|\bper (?:year"
    r"|month)|\bannual|\b(?:once|each) |\bhours? (?:of|after)|\bwithin the past\b"
    r"|\bago\b|\bthe (?:past|last|previous|first)\b|\bmore than\b|\bover the\b"
    r"|\bfor (?:the|a|more)\b|\bold\b|-(?:day|month|week)\b",
    re.I,
)
_WITHIN = re.compile(
    r"\b(?:within|in|have|has|had|given|gave|less than|next|granted|a"
    r"|period of)\s+(?:only |just |the |next |less than )*$"
    r"|\b(?:giv(?:e|es|en|ing)|gave|allow\w*|grant\w*|said)(?: [\w'’.]+){1,6} $",
    re.I,
)
_USUAL = re.compile(r"\b(?:usually|normally|always|typically)\b")
_UNTIL_DAY = re.compile(
    r",? (?:until|till|by|that is,|ending(?: on)?) (?:the end of )?(?:[A-Z][a-z]+\b|\d{1,2} [A-Z])"
)
_WHOEVER = re.compile(
    r"\b(?:anyone|anybody|whoever|any (?:firm|company|app|platform)|an? \w+ (?:that|who))\b", re.I
)
_MUST = re.compile(r"\b(?:must|shall|have to|are required)\b[^.;]{0,60}$", re.I)
_ORDERED = re.compile(
    r"\b(?:told|order\w*|gave|given|ask(?:s|ed)|rul(?:ed|ing)|instruct\w*|named|operators)\b", re.I
)
_TOLD = re.compile(r"\b(?:must|told|order\w*|ask\w*|ruled|ha(?:s|ve) to|giv\w+|gave)\b", re.I)


def term_kinds(before: str, written: str, after: str) -> list[DeadlineKind]:
    """What falls due at the end of a term; none where the words tell of a span of time or of a standing duty."""
    if _STANDING.search(before[-24:] + written + after[:9]) or not _WITHIN.search(before):
        return []
    if _USUAL.search(after[:30]) or _UNTIL_DAY.match(after):
        return []
    kind = nearest(before[-120:], re.split(r"[.;\n]", after)[0][:90])
    if kind == "campaign_until" or (kind == "report_by" and _WHOEVER.search(before)):
        return []
    if kind is None:
        return ["rectify_by"] if _TOLD.search(before[-90:]) else []
    return ["rectify_by", "report_by"] if kind == "rectify_by" and _BOTH_AFTER.match(after) else [kind]


_COMES = re.compile(r"[^.;]{0,90}\b(?:comes?|takes?|goes|enters?|will|is to|are to|must|shall)\b")
_IN_FORCE_FROM = re.compile(r"\b(?:in force|in effect|effective|starting|beginning)(?: from| on| as of)?\s?$")


def standing_duty(before: str) -> bool:
    """Whether the words before a term tell what everybody must always do, not what somebody was told to do."""
    return bool(_MUST.search(before) and not _ORDERED.search(before))


_YET_TO_COME = re.compile(r"\b(?:will|told|must|plans?|to take effect|takes effect|is to)\b[^.;]*$", re.I)


def ahead(before: str, after: str, day: date, published: date | None, year: str) -> bool:
    """Whether a day without a year that seems long past is that of the next year: "will have to do so from January 1"."""
    if year or not published or (published - day).days <= 180:
        return False
    soon = published.month > 9 and _IN_FORCE_FROM.search(before)
    return bool(soon or _YET_TO_COME.search(before) or _COMES.match(after))
