"""Names put together: which findings speak of one thing, as an app or as a company, under which identity."""

from __future__ import annotations

import re
from dataclasses import replace

from nlp.aliases import every_place, introduced, one_label, short_forms
from nlp.context import Context
from nlp.found import Found
from nlp.named import Name
from nlp.overlaps import spans
from nlp.proof import accused, joined, no_name_en, proved
from nlp.service import app_here, channel, marked, own_app, sold_there, speaks_of_service, system_only
from store import vocab

__all__ = ["Name", "names"]


def names(ctx: Context, text: str) -> list[Name]:
    """The apps and companies of an item's prose in order of appearance."""
    found_at = spans(ctx)
    groups: dict[tuple[str, str], Name] = {}
    for start, end in sorted(found_at):
        hit = _decide(ctx, start, end, found_at[start, end])
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
        name.version = name.version or next((f.data[1] for f in found_at[start, end] if len(f.data) > 1), "")
    found = short_forms(introduced(ctx, _without_short_firms(ctx, groups, text), text), text)
    return every_place(ctx, one_label(ctx, found, text), text)


def _without_short_firms(
    ctx: Context, groups: dict[tuple[str, str], Name], text: str
) -> dict[tuple[str, str], Name]:
    """Unmarked names that only a frame tells of are no apps where a firm of the item is called so."""
    firms = [f for n in groups.values() if n.label == "company" for f in n.forms(text) if len(f) > 5]
    return {
        group: n
        for group, n in groups.items()
        if not (
            n.label == "app"
            and n.rule == "plain"
            and any(form in firm for form in n.forms(text) for firm in firms)
            and not any(_of_an_app(ctx, a, b) for a, b in n.places)
        )
    }


def _of_an_app(ctx: Context, start: int, end: int) -> bool:
    """Whether the sentence around a name speaks of an app, or the firm stands in a bracket behind it."""
    return ctx.view[end : end + 1] == "(" or bool(
        re.search(r"下架|应用商店|App|APP|小程序|版本", ctx.text(start))
    )


def _of_its_firm(ctx: Context, start: int, apps: list[Found]) -> bool:
    """Whether the firm of a curated app is named just before it: "Microsoft's Bing"."""
    makers = {vocab.apps()[f.code].company for f in apps if f.code}
    owners = ctx.within(max(0, start - 40), start, "company")
    return any(f.code in makers and f.code and ctx.view[f.end : start] == "'s " for f in owners)


_CALLED_APP = re.compile(r"\b(?:app|application|platform) $")


def _of_firm(app: Found, firms: list[Found], view: str, start: int, end: int) -> Found:
    """An app that is only called an app, as the curated one that its firm's name begins: "the app Didi" is Didi Chuxing."""
    form, makers = vocab.fold(view[start:end]), {f.code for f in firms if f.code}
    called = _CALLED_APP.search(view[max(0, start - 16) : start]) or re.match(
        r"['’]s app\b", view[end : end + 6]
    )
    if app.code or not makers or not called:
        return app
    own = [a for a in vocab.apps().values() if a.company in makers and vocab.fold(a.en).startswith(form)]
    best = min(own, key=lambda a: len(a.en), default=None)
    return replace(app, code=best.key) if best else app


def _own_entity(name: str) -> bool:
    """Whether a legal entity keeps its own record: all but a group's holding company."""
    return bool(re.search(r"有限(?:责任)?公司$", name)) and not re.search(
        r"(?:集团|控股)(?:集团|控股|股份)*有限公司$", name
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
    named_so = marked(view, start, end) or (
        ctx.language == "en" and apps and (joined(ctx, start, end) or _of_its_firm(ctx, start, apps))
    )
    if all(f.rule == "context" for f in found) and not named_so:
        return None
    if apps and firms and {f.rule for f in found} & {"gazetteer", "context"}:
        is_app = speaks_of_service(ctx, start, end, apps) or (
            ctx.language == "en" and joined(ctx, start, end)
        )
        found = [_of_firm(f, firms, view, start, end) for f in apps] if is_app else firms
    if all(f.rule == "plain" for f in found) and (ctx.foreign(start) or not accused(ctx, start)):
        return None
    if all(f.rule == "capital" for f in found) and not proved(ctx, start, end):
        return None
    if ctx.language == "en" and not any(f.code for f in found) and no_name_en(ctx, start, end, found):
        return None
    best = next((f for f in found if f.code), found[0])
    if best.label == "company" and sold_there(view, end):
        return None
    if view.startswith(("-style", "-like", "-esque"), end):
        return None
    if ctx.language == "en" and system_only(best.code, view, start, end):
        return None
    if (
        best.label == "company"
        and not best.code
        and best.rule in ("title", "enumeration", "apposition")
        and app_here(view, start, end)
    ):
        return "app", "", best.rule, "app"
    if best.label == "company" and best.code and not apps and app_here(view, start, end, strict=True):
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
            if twin or own_app(view, start, end)
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
    if best.label == "app" and channel(view, start, end):
        return None
    return best.label, best.code, best.rule, kind
