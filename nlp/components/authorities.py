"""Authorities that the list of names misses: city offices, and plain descriptions ("the market watchdog")."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from nlp.components.branches_en import branches
from nlp.found import Found
from nlp.lexicon import load
from store import vocab
from store.records import Language

_OFFICES_ZH = (
    ("CA", r"通信管理局|通管局"),
    ("CAC", r"委?(?:网信办|互联网信息办公室|网络安全和信息化委员会办公室|网信部门)"),
    ("AMR", r"市场监督管理局|市场监管局|市场监管委"),
    ("PSB", r"公安[局厅]?(?:网安(?:部门|支队|大队|总队)|网络安全保卫(?:支队|大队|总队))?|网警|警方"),
)
_OFFICES_EN = (
    (
        "CA",
        (
            r"(?:tele)?com(?:munication)?s? (?:administration|authority|bureau"
            r"|regulator|watchdog)|telecom(?:s|munications)? (?:administration"
            r"|authority|bureau|regulator|watchdog)"
        ),
    ),
    (
        "CAC",
        (
            r"(?:office of the )?(?:cyberspace|network) (?:security and information(?:i[sz]ation)? )?"
            r"(?:administration|affairs (?:office|commission|administration)"
            r"|authority|regulator|office)|internet (?:information office|regulator"
            r"|watchdog)"
        ),
    ),
    (
        "AMR",
        (
            r"administration (?:for|of) market (?:regulation|supervision)|market (?:regulator"
            r"|supervision (?:bureau|administration)|watchdog|regulation (?:bureau"
            r"|authority))"
        ),
    ),
    ("PSB", r"(?:public security (?:bureau|department)|police)"),
)
_JOINT_EN = (
    (
        "CA",
        r"(?:tele)?com(?:munication)?s? (?:administration|authority|authoritie|bureau|regulator|watchdog)",
    ),
    ("CAC", r"cyberspace (?:administration|affairs office|regulator|office)|internet (?:regulator|watchdog)"),
    ("AMR", r"administration (?:for|of) market regulation|market (?:regulator|supervision bureau|watchdog)"),
    ("PSB", r"public security (?:bureau|department)|police"),
)
_PLAIN_EN = (
    (
        "CAC",
        (
            r"(?:internet|cyberspace|cyber|online|web|cybersecurity) (?:regulator"
            r"|watchdog|authority|administrator|overseer)\b"
        ),
    ),
    (
        "SAMR",
        (
            r"(?:market|anti-?trust|anti-?monopoly|competition|price) (?:regulator"
            r"|watchdog|authority|regulation administration)\b"
        ),
    ),
    (
        "MIIT",
        (
            r"(?:industry(?: and information(?: technology)?)?|telecom\w*|information technology"
            r"|tech(?:nology)?|IT) (?:ministry|regulator|watchdog)\b"
        ),
    ),
    (
        "MSTL",
        (
            r"(?:(?:testing|test|inspection) cent(?:re|er) of (?:the )?)?third research institute"
            r"(?: of (?:the |China's )?(?:MPS|ministry of public security)(?:'s)?(?: (?:testing|test) cent(?:re|er))?)?\b"
        ),
    ),
    ("MPS", r"(?:public security|police|security police) ministry\b|ministry of public security\b"),
    (
        "NRTA",
        r"(?:broadcast(?:ing)?|radio and (?:tv|television)|tv|media) (?:regulator|watchdog|authority|administration)\b",
    ),
    ("NFRA", r"(?:financial|banking|insurance) (?:regulator|watchdog|regulatory (?:body|administration))\b"),
    ("CSRC", r"(?:securities|stock[- ]market) (?:regulator|watchdog|commission)\b"),
    ("NDRC", r"(?:state|economic|top economic) planner\b|planning agency\b"),
    ("MOE", r"education ministry\b|ministry of education\b"),
    ("MCT", r"(?:culture|tourism|culture and tourism) ministry\b"),
    ("STA", r"(?:state )?(?:tax|taxation) (?:authority|administration|bureau)\b"),
    ("NPPA", r"(?:press|publishing|games?|gaming) (?:regulator|watchdog)\b"),
    ("PBC", r"(?:China's )?central bank\b"),
    ("NDA", r"(?:national )?data (?:administration|bureau)\b"),
    ("CAC", r"Cyber(?:space|security)? (?:Administration|Affairs Commission)(?! of (?!China))\b"),
)


@cache
def _places(language: Language) -> tuple[re.Pattern[str], dict[str, str]]:
    """Names of provinces and cities, and the province of each."""
    of: dict[str, str] = {}
    for code, entry in load("provinces").items():
        of |= {entry["short"]: code, entry["zh"]: code} if language == "zh" else {entry["en"].lower(): code}
    for code, entry in load("cities").items():
        of |= {city.lower(): code for city in entry.get(language, [])}
    names = "|".join(map(re.escape, sorted(of, key=len, reverse=True)))
    return re.compile(names), of


@cache
def _offices(language: Language) -> re.Pattern[str]:
    places = _places(language)[0].pattern
    table = _OFFICES_ZH if language == "zh" else _OFFICES_EN
    kinds = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in table)
    if language == "zh":
        return re.compile(
            rf"(?P<place>{places})(?:省|市|自治区|壮族自治区|回族自治区|维吾尔自治区"
            rf"|州)?(?:[\u4e00-\u9fff]{{1,5}}[区县市])?(?:党)?(?:{kinds})"
        )
    reverse = "|".join(f"(?P<{kind}_of>{pattern})" for kind, pattern in table)
    return re.compile(
        (
            rf"\b(?:{reverse}) (?:of|in|for) (?P<place_of>{places})\b|\b(?P<place>{places})(?:'s)?(?: m"
            rf"unicipal| provincial| city| province| autonomous region| local| metropolitan)?(?:'s)? (?"
            rf":{kinds})\b"
        ),
        re.IGNORECASE,
    )


@cache
def _plain() -> re.Pattern[str]:
    return re.compile(
        "|".join(f"(?P<p{i}>{pattern})" for i, (_, pattern) in enumerate(_PLAIN_EN)), re.IGNORECASE
    )


@cache
def _joint() -> re.Pattern[str]:
    """ "the communications administrations of Chongqing and Sichuan", "the Beijing and Hebei cyberspace administrations"."""
    place = _places("en")[0].pattern
    kinds = "|".join(f"(?P<{kind}>{pattern})(?:s|es)?" for kind, pattern in _JOINT_EN)
    of = "|".join(f"(?P<{kind}_of>{pattern})(?:s|es)?" for kind, pattern in _JOINT_EN)
    places = rf"(?:{place})(?:, (?:{place}))*,? and (?:{place})"
    return re.compile(
        rf"\b(?:(?:{of}) (?:of|in|for) (?P<places_of>{places})|(?P<places>{places}) (?:{kinds}))\b", re.I
    )


def _joint_offices(view: str) -> Iterator[Found]:
    """Offices of one kind in several places, all at one span."""
    for match in _joint().finditer(view):
        groups = {name.removesuffix("_of"): text for name, text in match.groupdict().items() if text}
        kind = next(k for k, _ in _JOINT_EN if k in groups)
        for place in _places("en")[0].finditer(groups["places"].lower()):
            code = f"{kind}-{_places('en')[1][place[0]]}"
            if code in vocab.issuers():
                yield Found(match.start(), match.end(), "authority", code, "office")


_HEAD = 400  # characters in which a place may be told for the offices after it


@cache
def _joint_zh() -> re.Pattern[str]:
    """广东、江苏、湖北三地网信办; 黑龙江、吉林、辽宁三省通信管理局."""
    place = rf"(?:{_places('zh')[0].pattern})(?:省|市|自治区)?"
    kinds = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _OFFICES_ZH)
    return re.compile(
        rf"(?P<places>{place}(?:(?:、|和|与|及|以及){place}){{1,12}})(?:等)?(?:[两二三四五六七八九十]|\d{{1,2}})?(?:省|市|地|省市|省份|地区|个省)*"
        rf"(?:{kinds})"
    )


@cache
def _same_place() -> re.Pattern[str]:
    """省市场监管局, 市网信办: the office of the place that was named before."""
    kinds = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _OFFICES_ZH)
    after = kinds.replace("?P<", "?P<after_")
    return re.compile(
        rf"(?<![\u4e00-\u9fff])(?:省|市|自治区|全省)(?:委)?(?:{kinds})"
        rf"|(?<=[和与及同会合由被在了向据])(?:省|市|自治区)(?:{after})"
    )


def _chinese_more(view: str, named: list[Found]) -> Iterator[Found]:
    """Offices of several places at once, and those whose place was told before."""
    for match in _joint_zh().finditer(view):
        kind = next(k for k, _ in _OFFICES_ZH if match[k])
        for place in _places("zh")[0].finditer(match["places"]):
            code = f"{kind}-{_places('zh')[1][place[0].lower()]}"
            if code in vocab.issuers():
                yield Found(match.start(), match.end(), "authority", code, "office")
    told = [(f.start, f.code.partition("-")[2]) for f in named]
    told += [(m.start(), _places("zh")[1][m[0].lower()]) for m in _places("zh")[0].finditer(view[:_HEAD])]
    told.sort()
    if not told:
        return
    for match in _same_place().finditer(view):
        kind = next(name.removeprefix("after_") for name, text in match.groupdict().items() if text)
        at = bisect_left(told, (match.start(), "")) - 1
        code = f"{kind}-{told[max(at, 0)][1]}"
        if code in vocab.issuers():
            yield Found(match.start(), match.end(), "authority", code, "office")


_HERE_EN = re.compile(
    r"\b(?:[Tt]he |[Ii]ts )?(?:(?:city|province|region|municipality)['’]s|provincial|municipal|city|regional) (?P<office>"
    + "|".join(f"(?:{pattern})" for _, pattern in _OFFICES_EN)
    + r")\b",
    re.I,
)
_OF_COMMITTEE_EN = re.compile(
    r"\b[Cc]yberspace [Aa]ffairs [Cc]ommission of the (?:CPC )?"
    r"(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:Provincial|Municipal|Regional)\b"
)


def _offices_here(view: str) -> Iterator[Found]:
    """ "The city's market regulator": the office of the place named last before it."""
    places, of = _places("en")
    lower = view.lower()
    for match in _HERE_EN.finditer(view):
        kind = next(k for k, pattern in _OFFICES_EN if re.fullmatch(pattern, match["office"], re.I))
        named = [
            m[0]
            for m in re.finditer(
                rf"\b(?:{places.pattern})\b", lower[max(0, match.start() - 1500) : match.start()]
            )
        ]
        if named and f"{kind}-{of[named[-1]]}" in vocab.issuers():
            yield Found(match.start(), match.end(), "authority", f"{kind}-{of[named[-1]]}", "office")
    for match in _OF_COMMITTEE_EN.finditer(view):
        code = f"CAC-{of.get(match['place'].lower(), '')}"
        if code in vocab.issuers():
            yield Found(match.start(), match.end(), "authority", code, "office")


def find(view: str, language: Language) -> Iterator[Found]:
    """Local offices under their province's code, and plain descriptions in English."""
    offices: list[Found] = []
    for match in _offices(language).finditer(view):
        groups = {name.removesuffix("_of"): text for name, text in match.groupdict().items() if text}
        province = _places(language)[1][groups["place"].lower()]
        kind = next(k for k in ("CA", "CAC", "AMR", "PSB") if k in groups)
        code = f"{kind}-{province}"
        if code in vocab.issuers():
            offices.append(Found(match.start(), match.end(), "authority", code, "office"))
    yield from offices
    if language == "zh":
        yield from _chinese_more(view, offices)
    if language == "en":
        yield from _joint_offices(view)
        yield from _offices_here(view)
        yield from branches(view, _places("en")[1])
        for match in _plain().finditer(view):
            before = view[max(0, match.start() - 24) : match.start()]
            if not re.search(r"\b(?:local|provincial|its|US|U\.S\.|EU|UK|Irish|Indian|European)\s?$", before):
                code = _PLAIN_EN[int((match.lastgroup or "p0")[1:])][0]
                yield Found(match.start(), match.end(), "authority", code, "plain")
