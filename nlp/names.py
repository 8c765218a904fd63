"""Names put together: which findings speak of one thing, as an app or as a company, under which identity."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from nlp.context import Context
from nlp.found import Found, longest
from nlp.proof import proved
from store import vocab

_APP_AFTER = re.compile(
    r"[”\"》]?(?:'s)?\s?(?:APP|App|apps?\b|applications?\b|小程序|客户端"
    r"|应用(?!商店|市场)|软件(?!园|股份|有限)|SDK|网站|platforms?\b|mini[- ]?programs?\b"
    r"|browser|users?\b|accounts?\b|用户|账号)"
)
_APP_BEFORE = re.compile(
    r"(?:\b(?:apps?|applications?|platforms?|services?|media|on|via|using"
    r"|through|app called|networks?)(?: [a-z]+){0,2}? ?(?:such as|like"
    r"|including|and|,)? (?:[A-Z][\w]+(?:,| and|, and) )*|(?:在|通过|使用"
    r"|登录|打开|下载|安装|社交平台|平台)[“\"《]?)$"
)
_FIRM_AFTER = re.compile(
    r"(?:'s\b|公司|集团|方面|回应|表示|称|旗下|的?股价|宣布|因|被罚|, (?:the"
    r"|a|an) [\w\- ]{0,30}(?:company|firm|giant)| (?:Inc|Ltd|Corp|Group"
    r"|said|says|told|has|have|did|was|were|will|declined|responded|which"
    r"|and [A-Z]\w+ (?:were|have))\b)"
)
_FIRM_BEFORE = re.compile(
    (
        r"(?:公司|企业|巨头|(?:compan(?:y|ies)|firms?|giants?|startups|businesses)[^.;]{0,80}"
        r"|made by |owner |by )$"
    ),
    re.I,
)
_CONTEXT = re.compile(r"[“\"《'].{0,1}$")


_MOST_NAMES = 400  # no prose has more; beyond, names stand as they were found


@dataclass
class Name:
    """One app or company of an item: its surface forms in order of appearance."""

    label: str  # app or company
    key: str  # curated key, or ""
    rule: str
    kind: str = "app"
    version: str = ""
    places: list[tuple[int, int]] = field(default_factory=list)

    def forms(self, text: str) -> list[str]:
        """Distinct surface forms, white space tidied: the first one first, unless a later one writes it in full."""
        forms = list(dict.fromkeys(re.sub(r"\s+", " ", text[a:b]).strip() for a, b in self.places))
        full = next((form for form in forms if _shortens(forms[0], form)), forms[0])
        return [full, *(form for form in forms if form != full)]


def names(ctx: Context, text: str) -> list[Name]:
    """The apps and companies of an item's prose in order of appearance."""
    spans = _spans(ctx)
    groups: dict[tuple[str, str], Name] = {}
    for start, end in sorted(spans):
        hit = _decide(ctx, start, end, spans[start, end])
        if hit is None:
            continue
        label, key, rule, kind = hit
        surface = vocab.fold(text[start:end])
        if label == "company" and surface.endswith("公司") and key and _own_entity(text[start:end]):
            key, group_key = key, surface
        else:
            group_key = key or surface
        group = (label, group_key)
        name = groups.setdefault(group, Name(label, key, rule, kind))
        name.places.append((start, end))
        name.version = name.version or next((f.data[1] for f in spans[start, end] if len(f.data) > 1), "")
    found = _short_forms(_introduced(ctx, groups, text), text)
    return _every_place(ctx, _one_label(ctx, found, text), text)


def _own_entity(name: str) -> bool:
    """Whether a legal entity keeps its own record: all but a group's holding company."""
    return bool(re.search(r"有限(?:责任)?公司$", name)) and not re.search(
        r"(?:集团|控股)(?:集团|控股|股份)*有限公司$", name
    )


def _spans(ctx: Context) -> dict[tuple[int, int], list[Found]]:
    """Findings by place: the longest of those that overlap, apart from shadows, authorities and laws."""
    usable = [
        f
        for f in dict.fromkeys(ctx.found)
        if f.label in ("company", "app", "authority", "law", "shadow") and f.rule != "short"
    ]
    dropped: set[Found] = set()
    weak = {
        "noun",
        "apposition",
        "title",
        "enumeration",
        "possessive",
        "weak_legal",
        "quoted",
        "own_app",
        "accused",
        "capital",
        "launched",
    }
    firm = [f for f in usable if f.rule not in weak]
    kept = longest(firm)
    owner = {i: f for f in kept for i in range(f.start, f.end)}
    curated = {(f.start, f.end) for f in kept}
    order = {
        "launched": 2,
        "own_app": -1,
        "quoted": 0,
        "noun": 1,
        "enumeration": 2,
        "accused": 3,
        "title": 3,
        "apposition": 3,
        "possessive": 3,
        "weak_legal": 4,
        "capital": 5,
    }
    for f in sorted((f for f in usable if f.rule in weak), key=lambda f: (order[f.rule], f.start - f.end)):
        inside = list(dict.fromkeys(owner[i] for i in range(f.start, f.end) if i in owner))
        if (f.start, f.end) in curated or all((k.start, k.end) == (f.start, f.end) for k in inside):
            kept.append(f)
            owner |= dict.fromkeys(range(f.start, f.end), f)
        elif (
            inside
            and all(f.start <= k.start and k.end <= f.end and k.label != "law" for k in inside)
            and f.rule in ("quoted", "own_app", "enumeration", "noun", "weak_legal", "title", "apposition")
        ):
            shadowed = any(k.label in ("shadow", "authority") and not _outdone(k, f) for k in inside)
            if shadowed or _is_possessive(ctx, f, inside):
                continue
            if f.rule == "enumeration" and not (
                f.label == "app" and inside[0].start == f.start and ctx.view[inside[0].end] == " "
            ):
                continue
            dropped |= set(inside)  # "X Maps" holds the firm X: the whole is the name
            kept.append(f)
            owner |= dict.fromkeys(range(f.start, f.end), f)
    found: dict[tuple[int, int], list[Found]] = defaultdict(list)
    for f in kept:
        if f not in dropped:
            found[f.start, f.end].append(f)
    return found


def _outdone(shadow: Found, f: Found) -> bool:
    """Whether a list or quotes name an app that is only called like an institution ("Noodle School")."""
    return shadow.label == "shadow" and shadow.rule == "pattern" and f.label == "app" and f.rule == "quoted"


def _is_possessive(ctx: Context, f: Found, inside: list[Found]) -> bool:
    return (
        any(ctx.view[k.end : k.end + 2] == "'s" and k.end < f.end for k in inside)
        or "和" in ctx.view[f.start : f.end]
        or "、" in ctx.view[f.start : f.end]
    )


def _decide(ctx: Context, start: int, end: int, found: list[Found]) -> tuple[str, str, str, str] | None:
    """What one place names: (label, key, rule, kind of app), or None where it names nothing of ours."""
    if any(f.label == "app" and f.rule == "quoted" for f in found):
        found = [f for f in found if f.label != "shadow" or f.rule != "pattern"]
    labels = {f.label for f in found}
    if labels & {"shadow", "authority", "law"}:
        return None
    apps = [f for f in found if f.label == "app"]
    firms = [f for f in found if f.label == "company"]
    view = ctx.view
    if len({f.rule for f in found}) > 1 and (firms or len(apps) > 1):
        apps = [f for f in apps if f.rule != "capital"]
        found = [f for f in found if f.rule != "capital"]
    if all(f.rule == "context" for f in found) and not _marked(view, start, end):
        return None
    if apps and firms and {f.rule for f in found} & {"gazetteer", "context"}:
        is_app = _speaks_of_service(ctx, start, end, apps)
        found = apps if is_app else firms
    if all(f.rule == "capital" for f in found) and not proved(ctx, start, end):
        return None
    best = next((f for f in found if f.code), found[0])
    if (
        best.label == "company"
        and not best.code
        and best.rule in ("title", "enumeration", "apposition")
        and _app_here(view, start, end)
    ):
        return "app", "", best.rule, "app"
    if best.label == "company" and best.code and not apps and _app_here(view, start, end, strict=True):
        twin = next(
            (
                a
                for a in vocab.apps().values()
                if a.company == best.code
                and vocab.fold(view[start:end]) in map(vocab.fold, (a.zh, a.en, *a.names))
            ),
            None,
        )
        return (
            ("app", twin.key if twin else "", "gazetteer", "app")
            if twin or _own_app(view, start, end)
            else ("company", best.code, best.rule, "app")
        )
    kind = (
        vocab.apps()[best.code].kind
        if best.label == "app" and best.code
        else (best.data[0] if best.data else "app")
    )
    if (
        best.label == "app"
        and kind == "store"
        and not re.search(r"下架|罚|约谈|责令|order|fine|summon|blam", ctx.clause(best))
    ):
        return None
    if best.label == "app" and _channel(view, start, end):
        return None
    return best.label, best.code, best.rule, kind


def _own_app(view: str, start: int, end: int) -> bool:
    """“Name”App: the firm's name is its app's name."""
    return (
        bool(re.match(r"[”\"》]?\s?(?:APP|App|客户端|小程序)(?![A-Za-z])", view[end : end + 8]))
        and view[start].isascii() is False
    )


def _channel(view: str, start: int, end: int) -> bool:
    """A channel through which something was said: a WeChat post, 官方微信."""
    after, before = view[end : end + 24], view[max(0, start - 14) : start]
    return bool(
        re.match(
            r"(?:'s)?\s?(?:post|statement|公众号|官方账号|号[^码]|消息|official account|account on)", after
        )
        or re.search(r"(?:官方|official |post(?:ed)? on |its |statement on )$", before)
    )


def _marked(view: str, start: int, end: int) -> bool:
    """Whether an ordinary word is marked as a name: quotes, 《》, App or a corporate word beside it."""
    return bool(
        _CONTEXT.search(view[max(0, start - 2) : start])
        or re.match(
            (
                r"[”\"》]?\s?(?:APP|App|app\b|公司|集团|科技|平台|小程序|软件|客户端"
                r"|等\d*款| (?:app|Inc|Ltd|Group|Corp|Technolog))"
            ),
            view[end : end + 14],
        )
    )


def _app_here(view: str, start: int, end: int, strict: bool = False) -> bool:
    after = view[end : end + 24]
    if strict:
        return bool(
            re.match(r"[”\"》]?\s?(?:APP|App(?!le)|app\b|客户端|小程序|手机软件|mini[- ]?program)", after)
        )
    return bool(_APP_AFTER.match(after))


def _speaks_of_service(ctx: Context, start: int, end: int, apps: list[Found]) -> bool:
    """Whether a name of both an app and a firm stands for the app."""
    view = ctx.view
    after, before = view[end : end + 50], view[max(0, start - 100) : start].rsplit("\n", 1)[-1]
    if _APP_AFTER.match(after):
        return True
    if _FIRM_AFTER.match(after):
        return False
    if _accused_among_apps(ctx, start, end):
        return True
    ruled = [f.rule for f in apps]
    if set(ruled) - {"gazetteer", "context"}:
        return True
    if _FIRM_BEFORE.search(before) or re.search(r"(?:企业|公司|巨头)[^。]{0,40}$", before):
        return False
    if _APP_BEFORE.search(before) or re.search(
        r"(?:款|批)[^。，]{0,20}(?:APP|App|应用|软件)[^。]{0,60}$", before
    ):
        return True
    if re.match(
        r"[^。；\n]{0,60}?等(?:\d+|多)?(?:款|个)?[^。，家]{0,12}(?:APP|App|应用|软件|小程序)",
        view[end : end + 90],
    ):
        return True
    return not any(vocab.apps()[f.code].service for f in apps if f.code)


def _accused_among_apps(ctx: Context, start: int, end: int) -> bool:
    """ "App A did this, and B forced users to ...": a violation said right after the name, beside another app."""
    first, last = ctx.sentence(start)
    if not ctx.within(end, end + 2, "violation"):
        return False
    firms = {f.start for f in ctx.within(first, last, "company")}
    return any(f.code and f.start not in firms for f in ctx.within(first, last, "app"))


def _introduced(ctx: Context, groups: dict[tuple[str, str], Name], text: str) -> list[Name]:
    """（以下简称“X”）: the short form belongs to the name just before the bracket."""
    found = list(groups.values())
    for f in ctx.of("company"):
        if f.rule != "short":
            continue
        bracket = ctx.view.rfind("(", 0, f.start)
        owner = next((n for n in found for a, b in n.places if bracket - 2 <= b <= bracket), None)
        if owner is None or re.fullmatch(r"《.*", ctx.view[f.start : f.end]):
            continue
        short = vocab.fold(text[f.start : f.end])
        for other in [
            n
            for n in found
            if n is not owner
            and n.label == owner.label
            and all(vocab.fold(x) == short for x in n.forms(text))
        ]:
            owner.places += other.places
            found.remove(other)
        places = [(m.start(), m.end()) for m in re.finditer(re.escape(text[f.start : f.end]), text)]
        inside = [(a, b) for n in found if n.label == owner.label for a, b in n.places]
        owner.places += [(a, b) for a, b in places if not any(a >= x and b <= y for x, y in inside)]
        owner.places.sort()
    return found


def _short_forms(found: list[Name], text: str) -> list[Name]:
    """ "Didi Chuxing", then "Didi": an uncurated later form that begins or is held by a longer one joins it."""
    kept: list[Name] = []
    for name in found:
        if len(kept) > _MOST_NAMES:
            kept.append(name)
            continue
        forms = name.forms(text)
        longer = next(
            (
                k
                for k in kept
                if k.label == name.label
                and not (name.key and k.key and name.key != k.key)
                and any(_shortens(s, full) for s in forms for full in k.forms(text))
            ),
            None,
        )
        if longer is not None and not (name.key and not longer.key and name.label == "app"):
            longer.places = sorted(set(longer.places + name.places))
            longer.key = longer.key or name.key
        else:
            kept.append(name)
    return kept


def _shortens(short: str, full: str) -> bool:
    """Whether one name is a shorter form of another in the same item."""
    if len(short) >= len(full) or len(short) < 2:
        return False
    if short.isascii():
        return full.startswith(short + " ") and bool(
            re.search(
                r"\b(?:Ltd|Inc|Co|Corp|Group|Holdings?|Technology|Global|Chuxing|Limited)\b",
                full[len(short) :],
            )
        )
    return short in full and full.endswith(("公司", "集团")) and not full.endswith("分公司")


def _one_label(ctx: Context, found: list[Name], text: str) -> list[Name]:
    """A new name taken for an app here and for a company there is what its stronger rule says."""
    strength = {
        "quoted": 5,
        "legal": 5,
        "noun": 4,
        "title": 3,
        "apposition": 3,
        "enumeration": 2,
        "possessive": 1,
        "weak_legal": 2,
    }
    by_form: dict[str, list[Name]] = defaultdict(list)
    for name in found:
        if not name.key:
            by_form[vocab.fold(name.forms(text)[0])].append(name)
    keyed = {vocab.fold(f) for n in found if n.key for f in n.forms(text)}
    dropped: set[int] = set()
    for form, same in by_form.items():
        if form in keyed:
            dropped |= {id(n) for n in same}
        elif len(same) > 1:
            best = max(same, key=lambda n: strength.get(n.rule, 0))
            for other in same:
                if other is not best:
                    best.places = sorted(best.places + other.places)
                    dropped.add(id(other))
    return sorted((n for n in found if id(n) not in dropped), key=lambda n: n.places[0])


def _every_place(ctx: Context, found: list[Name], text: str) -> list[Name]:
    """A name that one place has proved is a name wherever its words stand."""
    taken = {i for n in found for a, b in n.places for i in range(a, b)}
    for name in found[:_MOST_NAMES]:
        if name.key:
            continue
        for form in name.forms(text):
            if len(form) < 3:
                continue
            for m in re.finditer(
                rf"(?<![A-Za-z0-9]){re.escape(form)}(?![A-Za-z0-9])" if form.isascii() else re.escape(form),
                text,
            ):
                if (
                    not any(i in taken for i in range(m.start(), m.end()))
                    and ctx.view[m.start() : m.end()].strip()
                ):
                    name.places.append((m.start(), m.end()))
        name.places.sort()
    return found
