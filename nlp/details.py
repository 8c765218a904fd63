"""Version, store and developer that running text gives right after an app's name, in brackets or as a list of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from nlp import shapes
from nlp.components import problems
from nlp.components.entities import entity_start
from nlp.context import Context
from nlp.found import Found
from nlp.lexicon import pattern

_BRACKET = re.compile(
    r"[”\"》']?(?: (?:mobile )?(?:app|application|mini-program|website|site|platform|SDK|game))?"
    r"\s?\((?P<inside>[^()\n]{2,200}(?:\([^()\n]{1,40}\)[^()\n]{0,120})?)\)"
)
_CARD = re.compile(
    r"[”\"]?\s{0,2}[.;,|]?\s{0,2}(?:[-•*] )?"
    r"(?P<field>developer|operator|maker|publisher|company|version|source|store|app store)"
    r"(?: name| no\.?)?: ?(?P<value>[^;|\n]{1,100}?)(?=[;|\n]|(?<!Co)(?<!Ltd)(?<!Inc)\.(?:\s|$)|(?<=Ltd)\.(?:\s|$)|$)",
    re.I,
)
_LISTED = re.compile(
    r"[”\"》']?, (?P<inside>(?:version|ver\.?|v\d|(?:developed|operated|published|run|made) by)[^:;\n]{2,200}?)"
    r"(?=[:;\n]|(?<!Co)(?<!Ltd)(?<!Inc)\. |, (?:which|was|were|did|had|has|is|and|collect)|$)"
)
_PIECES = re.compile(r"[,，;；、](?! ?(?:Ltd|Inc|Limited|LLC|Co)\b) ?")
_SHOP = re.compile(
    r"(?:the )?(?:[A-Z0-9]|vivo|oppo)[\w. ]{0,24}"
    r"(?:Assistant|Treasure|AppGallery|App ?Store|MyApp|Google Play|Market(?:place)?|Store|App ?Gallery|GetApps)"
)
_VERSION = re.compile(
    r"^(?:(?:app )?version(?: (?:no\.?|number))?|ver\.?|版本号?|应用版本)[:：]? ?(?P<value>[\w.\-]+(?:\([\w.]+\))?)$",
    re.I,
)
_BARE_VERSION = re.compile(r"v\.?\d+(?:\.\d+)*|\d+(?:\.\d+)+(?: version)?", re.I)
_LINE_START = re.compile(r"[\s(]*(?:\d{1,3}[.)]?|[-•*–])?\)?[\s|]*[“\"]?")
_ROW = re.compile(r"[”\"]?[ \t]*(?:[,;|\t]|[-–—](?= )) ?(?P<inside>[^\n]{2,400})")
_CELLS = re.compile(r"[ \t]*(?:\||\t|;|:(?= )|,(?! ?(?:Ltd|Inc|Limited|LLC|Co)\b)| [-–—](?= ))[ \t]*")
_LEGAL_EN = re.compile(r"\b(?:Ltd|Limited|Inc|Corp|LLC|PLC|GmbH)\b\.?$")
_CALLED = re.compile(r"[A-Z0-9][\w.&'\-]*(?: [\w.&'\-]+){0,3}")
_STORE = re.compile(
    r"^(?:and )?(?:(?:app )?(?:source|store)[: ]|来源[:：]?|应用来源[:：]?"
    r"|(?:found|available|listed|sold|downloaded|tested|distributed|taken)? ?(?:from|in|on|via)(?: the)? )"
    r" ?(?P<value>[^:：]{2,40})$",
    re.I,
)
_DEVELOPER = re.compile(
    r"^(?:(?:developer|operator|maker|publisher)[: ]|开发者[:：]?|运营者[:：]?"
    r"|(?:developed|operated|published|run|made)? ?by(?: the)? ) ?(?P<value>.{3,100})$",
    re.I,
)
_FIRM = re.compile(r"(?P<value>[一-鿿A-Za-z][^，。；“”《》:：\s]{4,40}(?:公司|工作室))$")
_OWN = re.compile(
    r"(?<=[司室])(?:所?(?:运营|开发|推出)的?|旗下的?|的)(?:手机|移动)?(?:APP|App|小程序|应用|软件|平台)?[“《]?$"
)
_SAID_ZH = re.compile(
    r"[”》]?(?:APP|App|小程序|商城|平台)?(?:的?(?:运营|开发|主办|品牌|营运|提供|研发)(?:方|者|商|主体|企业|单位|公司)(?:为|是|系|:)?|由)"
    r"(?P<inside>[^，。；“”《》:\s]{4,40}?(?:有限责任公司|股份有限公司|有限公司|工作室))"
)


_APP_ZH = r"(?:款|移动)?(?:APP|App|应用|软件|小程序|平台|程序)?"
_LEGAL_ZH = r"[^，。；“”《》:\s]{4,40}?(?:有限责任公司|股份有限公司|有限公司|工作室)"
_LATER_ZH = re.compile(
    rf"(?:该|其|此) ?{_APP_ZH} ?的?(?:实际)?(?:运营|开发|主办|经营|研发)(?:方|者|商|主体|企业|单位|公司)"
    rf"(?:为|是|系|:)?[“《]?(?P<inside>{_LEGAL_ZH})"
    rf"|(?:该|此) ?{_APP_ZH}由(?P<by>{_LEGAL_ZH})(?:负责|独家)?(?:运营|开发|研发)"
)
_LATER = 220  # characters behind a name within which the firm of "this app" is its own


@dataclass(frozen=True)
class Details:
    """What stands right after one name, and where the developer's name stands."""

    version: str = ""
    store: str = ""
    developer: str = ""
    developer_at: int = -1


def details(ctx: Context, text: str, places: list[tuple[int, int]]) -> Details:
    """The details of one app: those of its first place that has any."""
    for start, end in places:
        match = _BRACKET.match(ctx.view, end) or (
            _LISTED.match(ctx.view, end) if ctx.language == "en" else None
        )
        if match is None and ctx.language == "en" and (card := _card(ctx.view, text, end)):
            return card
        if match is None and ctx.language == "en" and (row := _row(ctx, text, start, end)) != Details():
            return row
        if match is None and ctx.language == "zh":
            match = _SAID_ZH.match(ctx.view, end)
            match = match or _run_later(ctx, end)
        group = (match.lastgroup if match and ctx.language == "zh" else None) or "inside"
        found = _read(text, *match.span(group)) if match else Details()
        if match and ctx.language == "en" and not found.developer:
            found = _with_row(found, _row(ctx, text, start, match.end()))
        if ctx.language == "zh" and not found.developer and (owner := _owner(ctx, start)):
            found = replace(found, developer=text[owner.start : owner.end], developer_at=owner.start)
        if found != Details():
            return found
    return Details()


def _run_later(ctx: Context, end: int) -> re.Match[str] | None:
    """The firm that the words behind a name call the operator of "this app", where no other app comes between."""
    stop = ctx.view.find("\n", end)
    match = _LATER_ZH.search(ctx.view, end, min(end + _LATER, stop if stop >= 0 else len(ctx.view)))
    return match if match and not ctx.within(end, match.start(), "app") else None


def _card(view: str, text: str, at: int) -> Details | None:
    """The fields that follow a name one after another: "App: X. Developer: Y. Version: 1.2."."""
    values: dict[str, tuple[int, int]] = {}
    while match := _CARD.match(view, at):
        field = match["field"].lower()
        kind = (
            field if field == "version" else "store" if field in ("source", "store", "app store") else "firm"
        )
        values.setdefault(kind, match.span("value"))
        at = match.end() + (
            view[match.end() : match.end() + 1] == "." and view[match.end() - 3 : match.end()] == "Ltd"
        )
    if not values:
        return None
    found = {kind: text[a:b].strip() for kind, (a, b) in values.items()}
    at_firm = values["firm"][0] if "firm" in values else -1
    return Details(found.get("version", ""), found.get("store", ""), found.get("firm", ""), at_firm)


def _with_row(found: Details, row: Details) -> Details:
    """What stands in an app's bracket, with what the cells behind it add."""
    return Details(
        found.version or row.version,
        found.store or row.store,
        found.developer or row.developer,
        found.developer_at if found.developer else row.developer_at,
    )


def _row(ctx: Context, text: str, start: int, end: int) -> Details:
    """The cells behind a name that begins a line: "1. X, Y Co., Ltd., version 1.2, Z Store, what is wrong"."""
    line = ctx.view[ctx.view.rfind("\n", 0, start) + 1 : start]
    match = _ROW.match(ctx.view, end) if _LINE_START.fullmatch(line) else None
    found: dict[str, tuple[int, str]] = {}
    at = match.start("inside") if match else end
    while match and at < match.end():
        cut = _CELLS.search(ctx.view, at, match.end())
        stop = cut.start() if cut else match.end()
        cell = text[at:stop].strip()
        field, value = _cell(cell)
        if not field and "firm" not in found and _is_named_firm(ctx, text, at, cell):
            field, value = "firm", cell
        if not field and "version" in found and "store" not in found and _may_be_store(cell):
            field, value = "store", cell
        if field and field not in found:
            found[field] = (text.index(value, at), value)
        at = cut.end() if cut else match.end()
    at_firm, firm = found.get("firm", (-1, ""))
    return Details(found.get("version", (0, ""))[1], found.get("store", (0, ""))[1], firm, at_firm)


def _is_named_firm(ctx: Context, text: str, at: int, cell: str) -> bool:
    """Whether a cell is a firm's name that was found as one."""
    start = text.index(cell, at) if cell else -1
    return any(
        f.end == start + len(cell) for f in ctx.within(start, start + 1, "company") if f.rule == "legal"
    )


def _cell(cell: str) -> tuple[str, str]:
    """What one cell of an English list tells, and its value."""
    if hit := _VERSION.match(cell):
        return "version", hit["value"]
    if _BARE_VERSION.fullmatch(cell):
        return "version", cell.removesuffix(" version")
    if hit := _DEVELOPER.match(cell):
        return "firm", hit["value"]
    if _LEGAL_EN.search(cell) and _CALLED.match(cell):
        return "firm", cell
    if hit := _STORE.match(cell):
        return "store", hit["value"]
    return ("store", cell) if is_store_en(cell) else ("", "")


def is_store_en(cell: str) -> bool:
    """Whether an English text calls a store so."""
    return bool(
        _SHOP.fullmatch(cell) or pattern("names", "stores_en").fullmatch(cell) or shapes.is_store(cell)
    )


def _may_be_store(cell: str) -> bool:
    """Whether a cell behind the version of an app can be the name of a store that nobody knows."""
    return bool(_CALLED.fullmatch(cell)) and not shapes.is_problem(cell) and not problems.codes(cell)


def _owner(ctx: Context, start: int) -> Found | None:
    """The legal entity that the words just before a name call its own: "甲有限公司运营的“乙”"."""
    own = _OWN.search(ctx.view, max(0, start - 24), start)
    if own is None:
        return None
    firms = ctx.within(max(0, own.start() - 60), own.start(), "company")
    return next((f for f in firms if f.end == own.start() and f.rule == "legal"), None)


def _read(text: str, start: int, end: int) -> Details:
    version = store = developer = ""
    at = -1
    while start <= end:
        cut = _PIECES.search(text, start, end)
        stop = cut.start() if cut else end
        piece = text[start:stop].strip()
        if hit := _VERSION.match(piece):
            version = version or hit["value"]
        elif shapes.is_dotted(piece) or _BARE_VERSION.fullmatch(piece):
            version = version or piece
        elif hit := _DEVELOPER.match(piece) or _FIRM.match(piece):
            firm = hit["value"]
            firm = firm[entity_start(firm) :] if firm.endswith(("公司", "工作室")) else firm
            if not developer:
                developer, at = firm, text.index(firm, start)
        elif hit := _STORE.match(piece):
            store = store or hit["value"]
        elif is_store_en(piece) or (version and piece.isascii() and _may_be_store(piece)):
            store = store or piece
        start = cut.end() if cut else end + 1
    return Details(version, store, developer, at)
