"""English names of apps that lists and quotes give: numbered lines, "The six are A, B and C", an app called "X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from nlp.components.appnames_en import NO_AMOUNT, trim_en
from nlp.found import Found
from nlp.lexicon import load
from store.records import Language

_WORD = rf"{NO_AMOUNT}[A-Z0-9](?:[\w&+'\-]|\.(?=\w))*"
_NAME = rf"{_WORD}(?: (?:(?:of|for|the|de|and) )?{_WORD}){{0,5}}"
_SINGLE = rf"{_WORD}(?: (?:(?:of|for|the|de) )?{_WORD}){{0,5}}"
_BRACKETS = r"(?: \([^()\n]{1,80}\))?"
_LEAD = r"(?:(?:the |a |an )(?:[a-z][\w'’\-]* ){0,5})?"
_ASIDE = r"(?:, which [^,.;\n]{1,70}(?=,))?"
_PIECE = rf"{_LEAD}[“\"]?{_SINGLE}[”\"]?{_BRACKETS}{_ASIDE}"
_SERIES = rf"{_PIECE}(?:(?:, and |, | and |; and |; ){_PIECE}){{0,40}}"
_HEADS = (
    r"(?:The|These|All) (?:\w+ )?(?:apps |programs |mini-programs )?(?:are|were)(?: as follows)?:? ",
    r"They (?:are|were|include|included)(?:, [^.:;\n]{0,30}:|:)? ",
    r"Among (?:the|those|them)\b ?(?:[\w-]+ ){0,3}?(?:are|were|is):? ",
    r"Among (?:the|those|them)\b ?(?:[\w-]+){0,3}: ",
    r"[^\n.;]{0,60}\(\d{1,3} (?:apps?|mini-programs?|SDKs?)\): ",
    r"Named (?:were|are):? ",
    r"The (?:\w+ )?(?:apps|programs|mini-programs|list|names)(?: \w+)?: ",
    r"(?:Apps|Applications|Mini-programs|SDKs?|Programs|Software kits): ",
)
_LISTED = re.compile(rf"(?:^|(?<=[.;:] )|(?<=; and the )|\n)(?:{'|'.join(_HEADS)})(?P<list>{_SERIES})", re.M)
_NUMBERED = re.compile(
    rf"^[ \t]*(?:\(?\d{{1,3}}[.)]|[-•*–]) ?[“\"]?(?P<name>{_NAME})[”\"]?(?= \((?i:version|ver\b|v ?\d)| \||, (?i:version))",
    re.M,
)
_ACCUSES = r"collect|privacy|consent|purpose|permission|account|pop-?up|push|personal information|address book|SDK|mislead"
_CHARGED = re.compile(
    rf"^[ \t]*(?:\(?\d{{1,3}}[.)] |[-•*–] ?)?(?P<name>{_NAME}){_BRACKETS}: (?=[^\n]{{0,120}}\b(?:{_ACCUSES})\w*\b)",
    re.M,
)
_QUOTED = re.compile(rf"(?<!\(the )[“\"](?P<name>{_NAME}),?[”\"]")
_OWN = re.compile(
    rf"\b(?i:app|mini-program|game|client|program|application|kit), (?P<name>{_SINGLE})(?=[,.;:?])"
    rf"|\b(?:[Oo]perators|[Mm]akers|[Dd]evelopers) of (?P<name2>{_SINGLE})(?: and (?P<name3>{_SINGLE}))?"
    rf"|\b(?:took down|taken down|pulled|delisted|struck off) (?P<name4>{_SINGLE})(?: in [A-Z][a-z]+)?"
    rf"(?: and (?P<name5>{_SINGLE}))?"
)
_NEVER = (
    r"(?!(?:Mr|Ms|Mrs|Dr|Police|Testers|Officials|Regulators|Operators|Users|Developers|Customers"
    r"|Analysts|Shares|Stores)\b)"
)
_NAMES = rf"{_NEVER}{_SINGLE}(?:(?:, and |, | and ){_NEVER}{_SINGLE}){{0,20}}"
_DONE = (
    r"(?:found|told|ordered|accused|critici[sz]ed|faulted|removed|pulled|given|taken|struck|blamed|singled"
    r"|flagged|listed|named|on)"
)
_DID = (
    r"(?:collect|gather|harvest|shar|fail|forc|push|demand|mislead|misled|upload|record|pester|trick|request|start"
    r"|ask|pass|send|sent)(?:s|es|ed|ing)?"
)
_SUBJECT = re.compile(
    rf"(?:^|(?<=[.;:] )|(?<=, while )|(?<=One of them, ))(?P<list>{_NAMES})"
    rf"(?:,? \([^()\n]{{1,80}}\)|, an? [a-z][^,.;\n]{{2,60}},)?,? "
    rf"(?:(?:both |each |all |also )?(?:was|were|had|has|have) (?:\w+ )?{_DONE}\b|(?:both |each |also )?{_DID}\b)",
    re.M,
)
_BLAMED = (
    r"singled out|accused|accuses|faulted|critici[sz]ed|blamed|flagged|called out|to remove|to pull|to delist"
    r"|to take down"
)
_OBJECT = re.compile(
    rf"(?:\b(?:{_BLAMED}|[Uu]sers of|[Ii]n the case of|[Oo]ne of them,|(?:removed|named|listed|punished) (?:are|were))"
    rf"|[Oo]n the list:|^Removed:|^Named:) (?P<list>{_NAMES})(?= (?:for|of|over|from|in|on|after)\b|[.;,:]|$)",
    re.M,
)
_APART = 2  # line ends between two lines of one list
_LINE = re.compile(
    rf"^[ \t]*(?:\(?\d{{1,3}}[.)]|[-•*–]|\|(?: ?\d{{1,3}} \|)?|\d{{1,3}} \|) ?"
    rf"[“\"]?(?P<name>(?:[a-z](?=[A-Z]))?{_NAME})[”\"]?"
    r"(?P<rest>(?: \||\t| [-–—] |; |, |: | \(| by | of | from |\.?[ \t]*$)[^\n]*)",
    re.M,
)
_TELLS = re.compile(
    rf"\b(?:Ltd|Limited|Inc|Corp|LLC|[vV]ersion|{_ACCUSES}|illegal\w*|unlawful\w*|excessive\w*|forc\w+)\b|\b[vV]?\d+\.\d",
    re.I,
)
_HEADER = re.compile(r"(?:App|Application|Name|Software|Mini-program|Product)s?(?: names?)?|No", re.I)
_FIELD = re.compile(
    rf"^[ \t]*(?:App|Application|Mini-program|SDK|Name of (?:the )?app)(?: name)?: (?P<name>{_NAME})[ \t]*"
    r"(?=$|[.;,|] ?(?:Developer|Operator|Version|Problem|Source|Store|Company|Maker|Publisher)s?\b)",
    re.M,
)
_CHARGES = re.compile(
    r"\b(?:collect|gather|privacy|permissions?|consent|pop-?ups?|personal (?:information|data))\w*", re.I
)
_APP_NEAR = re.compile(r"\b(?:apps?|applications|mini[- ]?programs?|SDKs?)\b", re.I)
_OF_APPS = re.compile(r"\b(?:apps?|applications?|mini[- ]?programs?|software|SDKs?)\b", re.I)
_SENTENCE = re.compile(r"[.!?](?=\s)|\n")
_LAWS = re.compile(
    r"\b(?:Laws?|Regulations?|Provisions|Measures|Notice|Ministry|Administration|Rules|Article|Annex|Batch)\b"
    r"|^(?:Group|Company|Board|Apps?|Mini-programs|SDKs?|Applications|Programs|Problems?|[A-Z]{4,}|I{1,3}|IV|V)$"
)


_NUMBERS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_SMALL = r"[A-Za-z0-9][\w&'’.+-]*(?: [\w&'’.+-]+){0,4}"
_PIECES = re.compile(
    r"(?:(?<=, and )|(?<= and )|(?<=, )(?!and )|(?<![^.;:\n]))[^,;:\n]+?(?=, and |, | and |$)"
)
_SO_MANY = re.compile(
    rf",? (?:the |these |those )?(?P<n>{'|'.join(_NUMBERS)}|\d{{1,2}})"
    rf" (?:mobile )?(?i:apps|applications|mini-programs|programs|SDKs)\b"
)
_LOOK_BACK = 300  # characters in which counted names are looked for
_VERBS = (
    r"\b(?:exposed|named|notified|removed|including|include|includes|found|involving|involves|listed|against|about|for|of|on|that"
    r"|called out|mentioned|ordered|fined|pulled|delisted|were|are|as|said|criticised|criticized|exposes)\b"
)


def _counted(view: str) -> Iterator[Found]:
    """As many names, even without capitals, as the number behind them says: "exposed a, b, c and d, four apps"."""
    for so_many in _SO_MANY.finditer(view):
        far = max(0, so_many.start() - _LOOK_BACK)
        begin = max(far, *(view.rfind(mark, far, so_many.start()) + 1 for mark in ".;:\n"))
        pieces = list(_PIECES.finditer(view, begin, so_many.start()))
        number = _NUMBERS.get(so_many["n"]) or int(so_many["n"])
        joined = len(pieces) > 1 and view[begin : pieces[-1].start()].endswith("and ")
        if not joined or len(pieces) < number or number < 2:
            continue
        yield from _all_named(view, [p.span() for p in pieces[-number:]])


def _all_named(view: str, places: list[tuple[int, int]]) -> Iterator[Found]:
    """The places as names, the first one behind the last word that introduces it; none where one can be no name."""
    (start, end), *others = places
    introduced = [m.end() for m in re.finditer(_VERBS, view[start:end])]
    start += introduced[-1] if introduced else 0
    start += len(view[start:end]) - len(view[start:end].lstrip())
    places = [(start, end), *others]
    if introduced and all(re.fullmatch(_SMALL, view[a:b]) and not _LAWS.search(view[a:b]) for a, b in places):
        for a, b in places:
            yield Found(a, b, "app", "", "quoted", ("app",))


def find(view: str, language: Language) -> Iterator[Found]:
    """Names of apps in the lists and quotes of an English text that speaks of apps."""
    if language != "en" or not _OF_APPS.search(view):
        return
    yield from _lines(view)
    yield from _counted(view)
    for pattern in (_NUMBERED, _CHARGED, _FIELD):
        for match in pattern.finditer(view):
            if not _LAWS.search(match["name"]):
                yield _versioned(match.start("name"), match["name"])
    for match in _QUOTED.finditer(view):
        start = max(
            (m.end() for m in _SENTENCE.finditer(view, max(0, match.start() - 400), match.start())), default=0
        )
        end = _SENTENCE.search(view, match.end())
        around = view[start : match.start()] + view[match.end() : end.start() if end else len(view)]
        told = _OF_APPS.search(around) or (
            _CHARGES.search(around) and _APP_NEAR.search(view, max(0, start - 300), start)
        )
        if told and not _LAWS.search(match["name"]):
            yield Found(match.start("name"), match.end("name"), "app", "", "quoted", ("app",))
    for match in _OWN.finditer(view):
        for group in (g for g, text in match.groupdict().items() if text):
            offset, name = trim_en(match[group])
            if name and not _LAWS.search(name):
                begin = match.start(group) + offset
                yield Found(begin, begin + len(name), "app", "", "noun")
    for pattern in (_SUBJECT, _OBJECT):
        for match in pattern.finditer(view):
            if _APP_NEAR.search(view, max(0, match.start() - 300), match.start("list")):
                yield from _proved(view, match)
    for match in _LISTED.finditer(view):
        if _OF_APPS.search(view, max(0, match.start() - 400), match.start("list")):
            yield from _series(match.start("list"), match["list"])


def _proved(view: str, match: re.Match[str]) -> Iterator[Found]:
    """Names that do or suffer something in a sentence; a single word that begins one must be a name elsewhere too."""
    found = list(_series(match.start("list"), match["list"]))
    for f in found:
        name = view[f.start : f.end]
        alone = len(found) == 1 and " " not in name and f.start == match.start()
        others = len(re.findall(rf"(?<=[a-z,\"“] ){re.escape(name)}\b", view)) if alone else 1
        spoken = re.search(rf"\b{re.escape(name.lower())}\b", view) or re.search(
            rf"(?:M[rs]s?\.? |[a-z] [A-Z]\w+ ){re.escape(name)}\b", view
        )
        if others and not spoken:
            yield replace(f, rule="accused")


def _lines(view: str) -> Iterator[Found]:
    """Names that begin the lines of a list: two or more lines in a row, each marked and with a name first."""
    run: list[re.Match[str]] = []
    for match in _LINE.finditer(view):
        if run and view[run[-1].end() : match.start()].count("\n") > _APART:
            yield from _run(view, run)
            run = []
        run.append(match)
    yield from _run(view, run)


def _run(view: str, run: list[re.Match[str]]) -> Iterator[Found]:
    if len(run) < 2 or not _OF_APPS.search(view, max(0, run[0].start() - 500), run[0].start()):
        return
    told = [m for m in run if _TELLS.search(m["rest"])]
    bare = all(not m["rest"].strip(" .;,") for m in run)
    for match in run if bare else told:
        yield from _maker(match)
        if not _LAWS.search(match["name"]) and not _HEADER.fullmatch(match["name"]):
            yield _versioned(match.start("name"), match["name"])


@cache
def _maker_cell() -> re.Pattern[str]:
    """A cell of a list line that begins with a city: a firm, though without its legal form."""
    places = [p["en"] for p in load("provinces").values()]
    places += [city for c in load("cities").values() for city in c.get("en", [])]
    named = "|".join(map(re.escape, sorted(places, key=len, reverse=True)))
    return re.compile(
        rf"^(?: \([^()\n]*\))?(?:,|;| \||\t| [-–—])? "
        rf"(?P<firm>(?:{named}) [A-Z][\w'-]*(?: [A-Z][\w'-]*){{0,4}})(?=[:,;|]| [-–—|]|$)"
    )


def _maker(line: re.Match[str]) -> Iterator[Found]:
    """The firm behind the name of a list line."""
    if match := _maker_cell().match(line["rest"]):
        start = line.start("rest") + match.start("firm")
        yield Found(start, start + len(match["firm"]), "company", "", "legal")


_ENDS_VERSIONED = re.compile(r" [vV]?(?P<version>\d+(?:\.\d+)+)$")


def _versioned(start: int, name: str) -> Found:
    """A name of a list, without the version that may be written right behind it."""
    version = _ENDS_VERSIONED.search(name)
    if version is None:
        return Found(start, start + len(name), "app", "", "quoted", ("app",))
    return Found(start, start + version.start(), "app", "", "quoted", ("app", version["version"]))


def _series(start: int, text: str) -> Iterator[Found]:
    """The names of a series, each without the common words before it and the bracket after it."""
    for match in re.finditer(
        rf"(?:^|, and |, | and |; and |; )(?P<lead>{_LEAD})[“\"]?(?P<name>{_SINGLE})(?![^()]*\))", text
    ):
        if match["name"].split(" ", 1)[0] in load("names")["not_name_en"] and not match["lead"]:
            offset, name = trim_en(match["name"])
        else:
            offset, name = 0, match["name"]
        firm = re.search(r"\bby ", match["lead"]) or re.search(r"\b(?:Ltd|Inc|Co)\b", name)
        if name and not firm and not _LAWS.search(name):
            begin = start + match.start("name") + offset
            yield Found(begin, begin + len(name), "app", "", "enumeration")
