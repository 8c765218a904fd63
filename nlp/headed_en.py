"""English lists by problem: what stands above "The 3 apps involved are as follows:" is said of each name below."""

from __future__ import annotations

import re
from bisect import bisect_left

from nlp.context import Context
from nlp.found import Found

_LEADS = re.compile(
    r"(?:\bas follows|\b(?:apps?|applications|programs|SDKs|products|software)\b[^.:;\n]{0,60}"
    r"|\b(?:are|is|were|was|include|includes|including|involved|involve|involves|following|concerned|namely|in question))"
    r" ?[:\u2014]"
    r"|\b(?:involv|concern|cover|affect)\w* [^.:;\n]{0,40}\b(?:apps?|applications?|mini-programs?|SDKs?)\b[^.:;\n]{0,20}:"
    r"|(?<=[\w)\"”]):(?=\s*\n)",
    re.I,
)
_NUMBERED = re.compile(
    r"^[ \t]*(?:\(?\d{1,2}[.)]|[IVX]{1,4}\.|\([a-z]\)|(?:First|Second|Third|Fourth|Fifth|Next|Finally)\b)",
    re.M,
)
_PROSE = re.compile(r"^[ \t]*[A-Z][a-z]+ (?:[a-z]+ ){3,}[^\n:]*[.]\s*$", re.M)
_LONGEST = 6000


def headed(ctx: Context, evil: list[Found], places: list[tuple[int, int]]) -> list[tuple[Found, int]]:
    """Each wording of a heading with the place of each name in the list under it."""
    made: list[tuple[Found, int]] = []
    for start, end in _paragraphs(ctx.view):
        lead = _LEADS.search(ctx.view, start, end)
        here = [f for f in evil if lead and start <= f.start < lead.start()]
        if not lead or not here or any(start <= a < lead.start() for a, _ in places):
            continue
        stop = _stop(ctx, lead.end(), end, evil)
        below = places[bisect_left(places, (lead.end(), 0)) : bisect_left(places, (stop, 0))]
        made += [(f, a) for f in here for a, _ in below]
    return made


def _paragraphs(view: str) -> list[tuple[int, int]]:
    return [m.span() for m in re.finditer(r"[^\n]+", view)]


def _stop(ctx: Context, at: int, line_end: int, evil: list[Found]) -> int:
    """Where the list under a heading ends: at the next numbered line, the next line that tells of a problem, or prose."""
    limit = min(len(ctx.view), at + _LONGEST)
    stops = [m.start() for pattern in (_NUMBERED, _PROSE) if (m := pattern.search(ctx.view, line_end, limit))]
    stops += [f.start for f in evil if line_end < f.start < limit][:1]
    return min(stops, default=limit)
