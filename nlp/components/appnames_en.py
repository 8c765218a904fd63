"""Names first met in an English text: X app, "X's Y app", "ride-hailing giant X", capitalised words that may be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.found import Found
from nlp.lexicon import load

# A number before its unit ("18.2 billion yuan", "12 apps") is a sum or a count and ends the name before it.
NO_AMOUNT = (
    r"(?!\d[\d.,]*(?:%|[ -](?:thousand|million|billion|trillion|mil|mln|bn|yuan|renminbi|percent|per cent"
    r"|apps?|applications|users|days)\b))"
)
_WORD_EN = rf"{NO_AMOUNT}[A-Z0-9](?:[\w&+\-]|\.(?=\w))*"
_NAME_EN = rf"{_WORD_EN}(?:'s)?(?: (?:{_WORD_EN}|of|de)){{0,4}}"
_VERSIONED = re.compile(
    rf"(?P<name>{_NAME_EN})[”\"]? \((?:(?i:version|ver\.?|v) ?(?P<version>[\w.]{{1,20}})"
    r"|(?P<bare>\d+(?:\.\d+){1,4}))[^()\n]{0,60}\)",
)
_CAPITALS = re.compile(
    rf"(?<![\w'.-])(?P<name>[A-Z][\w&+\-]*(?:'s(?= [A-Z]))?"
    rf"(?: (?:{NO_AMOUNT}[A-Z0-9][\w&+\-]*|&|of|de|to Go|by [A-Z]\w+)){{1,4}})(?!\w)"
)
_MAKER_OF = re.compile(
    rf"\b(?:maker|operator|developer|owner|publisher|parent|creator)s? of (?P<name>{_NAME_EN})"
)
_RUN_BY = re.compile(
    rf"(?P<name>{_NAME_EN})(?: and {_NAME_EN})? (?:is|are|was|were) (?:run"
    rf"|operated|developed|owned|published|made) by"
)
_RUNS = re.compile(
    rf"\b(?:which|that|who) (?:runs|operates|developed|develops|makes|owns"
    rf"|publishes) (?:the \w+ app )?(?P<name>{_NAME_EN})"
)
_FIRM_BEHIND = re.compile(
    rf"\b(?:belongs? to|owned by|run by|operated by|developed by|subsidiary of"
    rf"|backed by|unit of|arm of|controlled by|acquired by) (?P<name>{_NAME_EN})"
)
_FINED = re.compile(
    rf"\b(?:fined|fines|fining) (?P<name>{_NAME_EN})"
    r"(?= (?:an? (?:record |total |combined )?|about |over |some |more than )?(?:of )?[\d$]| RMB| US\$|,? (?:and|for) )"
)
_FINED_TOO = re.compile(
    rf"(?:yuan|million|billion|dollars),? and (?P<name>{_NAME_EN})"
    r"(?= (?:US\$|RMB ?|\$)?\d[\d.,]* ?(?:million |billion )?(?:yuan|dollars))"
)
_PLACES = "|".join(
    [
        *(p["en"] for p in load("provinces").values()),
        *(c for p in load("cities").values() for c in p.get("en", [])),
    ]
)
_ANALYST_AT = re.compile(
    rf"\b(?:[Aa]nalysts?|[Ee]conomists?|[Ss]trategists?|[Ff]und managers?|[Pp]ortfolio managers?|[Bb]rokers?)"
    rf" (?:at|with|from) (?P<name>{_NAME_EN})(?: and (?P<name2>{_NAME_EN}))?"
)
_APP_OF_FIRM = re.compile(
    rf"(?P<name>[A-Z0-9][\w\-]*(?: [A-Z0-9][\w\-]*){{0,4}}) (?:of|under|by|from) (?P<firm>(?:{_PLACES}) {_NAME_EN})"
)
_IN_BRACKETS = re.compile(rf"\bapps? \((?P<list>{_NAME_EN}(?:(?:, | and |, and ){_NAME_EN}){{0,20}})\)")
_CHINA_APP = re.compile(r"(?P<name>[A-Z][\w&+\-]*'s (?:China|Chinese|mobile|own|flagship|shopping) app)\b")
LONGEST_ROW = 1_000  # characters of a row of cells
_POSSESSIVE = re.compile(r"'s?$")


@cache
def _title_en() -> re.Pattern[str]:
    names = load("names")
    kind = rf"(?P<app>{names['app_nouns_en']})|(?P<firm>{names['firm_nouns_en']})"
    return re.compile(rf"(?<![\w'])(?:{kind}) (?P<name>{_NAME_EN})")


@cache
def _noun_after_en() -> re.Pattern[str]:
    return re.compile(
        rf"(?P<name>{_NAME_EN})(?:'s)? (?:(?:mobile|smartphone|music|video"
        rf"|chat|shopping|messaging|social media|ride-hailing|news|photo|dating"
        rf"|short[- ]video|streaming|reading|search|map|payment|e-commerce"
        rf"|browser|media|live-streaming|livestreaming|gaming|travel|job|recruitment) ){{0,2}}(?P<n"
        rf"oun>apps?|applications?|mini[- ]?programs?|SDKs?|Software Development Kit"
        rf"|platform|browser|services?)\b"
    )


@cache
def _apposition_en() -> re.Pattern[str]:
    names = load("names")
    kind = rf"(?P<app>{names['app_nouns_en']}|version of [^,.]{{0,30}}app)|(?P<firm>{names['firm_nouns_en']})"
    return re.compile(
        rf"(?P<name>{_NAME_EN})(?: \([^()\n]{{1,40}}\))?, (?:an?|the|one of"
        rf"|its|China's|which is an?|formerly)\b (?:[\w\-']+,? ){{0,7}}?(?:{kind})\b"
    )


def find_english(view: str) -> Iterator[Found]:
    for match in _title_en().finditer(view):
        yield from _named(match.start("name"), match["name"], "app" if match["app"] else "company", "title")
    for match in _noun_after_en().finditer(view):
        if _headline_word(view, match):
            continue
        service = match["noun"].startswith(("platform", "service"))
        name, start = match["name"], match.start("name")
        owner = re.match(r"(.+?)'s (.+)", name)
        if owner:
            yield from _named(start, owner[1], "company", "possessive")
            start, name = start + owner.start(2), owner[2]
        if match["noun"] == "SDK" and name:
            offset, name = trim_en(name)
            yield Found(start + offset, match.end(), "app", "", "own_app", ("sdk",))
        elif not (service and not owner):
            yield from _named(start, name, "app", "noun")
    for match in _VERSIONED.finditer(view):
        offset, name = (
            (0, match["name"]) if not match["name"].startswith(("The ", "A ")) else trim_en(match["name"])
        )
        if name:
            begin = match.start("name") + offset
            yield Found(
                begin, begin + len(name), "app", "", "quoted", ("app", match["version"] or match["bare"])
            )
    for match in _CAPITALS.finditer(view):
        yield from _capitals(view, match)
    for pattern in (_MAKER_OF, _RUN_BY, _RUNS):
        for match in pattern.finditer(view):
            yield from _named(match.start("name"), match["name"], "app", "noun")
    for match in _APP_OF_FIRM.finditer(view):
        yield from _named(match.start("name"), match["name"], "app", "noun")
        yield from _named(match.start("firm"), match["firm"], "company", "noun")
    for match in _IN_BRACKETS.finditer(view):
        for part in re.finditer(r"[A-Z0-9].*?(?=,? and |, |$)", match["list"]):
            yield from _named(match.start("list") + part.start(), part[0], "app", "enumeration")
    for pattern in (_FIRM_BEHIND, _FINED, _FINED_TOO):
        for match in pattern.finditer(view):
            yield from _named(match.start("name"), match["name"], "company", "title")
    for match in _ANALYST_AT.finditer(view):
        for group in ("name", "name2"):
            if match[group] and not _NO_NAME_EN.search(match[group]):
                yield from _named(match.start(group), match[group], "company", "title")
    for match in _CHINA_APP.finditer(view):
        yield Found(match.start("name"), match.end("name"), "app", "", "own_app", ("app",))
    for match in _apposition_en().finditer(view):
        yield from _named(
            match.start("name"), match["name"], "app" if match["app"] else "company", "apposition"
        )


def _headline_word(view: str, match: re.Match[str]) -> bool:
    """ "Video app to pay": an ordinary word that only begins a line, and is no name anywhere else."""
    word = match["name"].removesuffix("'s")
    begins = match.start() == 0 or view[match.start() - 1] == "\n"
    return begins and " " not in word and len(re.findall(rf"\b{re.escape(word)}\b", view)) == 1


_OUTLET = re.compile(
    r" (?:Gazette|Times|Post|Daily|News|Digest|Wire|Herald|Journal|Tribune|Weekly|Service|Press)$"
)


_NO_NAME_EN = re.compile(  # words of authorities, rules, places, days and offices
    r"\b(?:Law|Laws|Act|Regulations?|Provisions|Measures|Ministry|Administration"
    r"|Commission|Bureau|Court|Committee|Council|Province|City|District"
    r"|Park|Area|Zone|County|University|Notice|Batch|Rights|Day|Year|Festival|Street|Road"
    r"|State|Congress|Department|Agency|Office|Centre|Center|Republic"
    r"|Association|Wednesday|Internet|Apps|Headquarters|Industry|Organi[sz]ation|Actions|Announcement|Standards?|Society|Union|Chief|Minister|President|Secretary"
    r"|Professor)\b"
)
_NO_APP = re.compile(
    r" Store$|^(?:Article|Annex|Appendix|Chapter|Case|No|Nos|RMB|CNY|USD|Another|Still|Dozens|Hundreds|Dear)\b"
)


def _capitals(view: str, match: re.Match[str]) -> Iterator[Found]:
    """Two or more capitalised words that are no person who speaks and no place: a name if its sentence says so."""
    offset, name = trim_en(match["name"])
    after = view[match.end() : match.end() + 24]
    near = max(match.start() - LONGEST_ROW, 0)
    line = view[view.rfind("\n", near, match.start()) + 1 or near : match.start()]
    if _OUTLET.search(name) and re.match(
        r"\)|,? (?:reported|wrote|said)", view[match.end() : match.end() + 12]
    ):
        return
    cells = re.sub(r"^\s*\d+ \| ", "", line)
    if _NO_APP.search(name) or (cells.endswith("| ") and cells.strip(" |")):
        return  # a store, or a cell beside a name's
    if " " not in name or re.match(
        (
            r",? (?:an?|the) (?:\w+ )?(?:professor|analyst|lawyer|researcher|expert"
            r"|partner|director|spokes|senior|founder)|(?:,| and)? ?(?:said|says"
            r"|told|wrote|added|who|contributed)\b"
        ),
        after,
    ):
        return
    if not _NO_NAME_EN.search(name):
        begin = match.start("name") + offset
        yield Found(begin, begin + len(name), "app", "", "capital", ("app",))


def with_place(text: str, start: int, offset: int, name: str) -> tuple[int, str]:
    """Where a firm's name begins, and the name, with the city that stands before it: "Beijing Sankuai Technology"."""
    before = text[:offset].rstrip(" ").rpartition(" ")[2]
    if before.lower() not in _place_names() or not text[:offset].endswith(f"{before} "):
        return start + offset, name
    at = offset - len(before) - 1
    return start + at, text[at : offset + len(name)]


LEGAL_END = re.compile(r" (?:Corp|Inc|Ltd|Limited|Corporation|LLC|PLC|Holdings)\.?$")


def _named(start: int, text: str, label: str, rule: str) -> Iterator[Found]:
    """A capitalised name, without the words before it that begin sentences and the possessive after it."""
    offset, name = trim_en(text)
    if name:
        begin = start + offset
        label = "company" if LEGAL_END.search(name) else label
        if label == "company":
            begin, name = with_place(text, start, begin - start, name)
        yield Found(begin, begin + len(name), "app" if label == "app" else "company", "", rule)


@cache
def _place_names() -> frozenset[str]:
    """Provinces and cities: places, no names of apps."""
    provinces = [p["en"].lower() for p in load("provinces").values()]
    return frozenset(
        [*provinces, *(city.lower() for c in load("cities").values() for city in c.get("en", []))]
    )


@cache
def _stop_en() -> frozenset[str]:
    """Capitalised words that begin no name."""
    return frozenset(load("names")["not_name_en"])


_COMPOUND = re.compile(
    r"-(?:based|backed|owned|listed|run|related|style|like|type|led|linked|affiliated|made|developed|operated|branded"
    r"|level|wide|grade|only|friendly|controlled|invested|sponsored|funded|specific|savvy|first|centric)$"
)
_DATED = re.compile(r"(?:19|20)\d\d-\d\d")
_NEVER_A_NAME = re.compile(
    r"(?:Involving|Involved|Covering|Totall?ing|Including|Series|Actions?|Special Actions?)(?: \d+)?"
    r"|[\d.,:/ -]+|[A-Z]\.?|Wi-?Fi|VPNs?|QR|iOS|Android|OS|HarmonyOS|H5|HTML5|IM|SMS|TV|VR|AR|XR|[2-6]G|Bluetooth|APIs?|P2P"
    r"|NFTs?|IoT|LLMs?|O2O|B2B|B2C|C2C|MAC|IMEI|Web3|Linux|Windows|Unix|PCs|CCTV|Gala|FAQs?|PDF|URL|EPA|App Store"
)


def trim_en(text: str) -> tuple[int, str]:
    """The name inside a run of capitalised words: leading words that begin no name are cut."""
    stop = _stop_en()
    based = re.match(r"[A-Z]\w+-(?:based|listed|backed|owned) ", text)
    offset = based.end() if based else 0
    text = text[offset:]
    if _COMPOUND.search(text) or _DATED.match(text) or _NEVER_A_NAME.fullmatch(text):
        return 0, ""
    while text:
        first = text.split(" ", 1)[0]
        if first.removesuffix("'s") not in stop and not first.isdigit():
            break
        if " " not in text:
            return 0, ""
        offset += len(first) + 1
        text = text[len(first) + 1 :]
    if text.lower() in _place_names():
        return 0, ""
    text = re.sub(r"(?: (?:of|de|App|Apps|app|SDK))+$", "", text)
    text = _POSSESSIVE.sub("", text).rstrip(" .,-")
    if len(text) < 2 or text in stop or text.isdigit():
        return 0, ""
    return offset, text
