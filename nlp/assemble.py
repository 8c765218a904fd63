"""Decides what belongs to what: from the readings and what the components found to one record."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from nlp import beside, checks, claims, due, issuing, kind, makers_en, titles
from nlp.acting import acting
from nlp.context import Context
from nlp.details import Details, details
from nlp.done import ON_TARGETS, orders_of
from nlp.done import acts as done_acts
from nlp.enacted import makers
from nlp.flat import flat_lists
from nlp.found import Found, longest
from nlp.grid import lists as app_lists
from nlp.harm import committed
from nlp.headed_en import headed
from nlp.listed import Listed, Rows, outcome_said
from nlp.names import Name, names
from nlp.penalties import penalties
from nlp.quotes import Quotes
from nlp.roles import acted_on, operators, role
from nlp.rows import AppList
from nlp.said import meant_apps, only_problem, told_of_all, wordings
from nlp.tally import tally
from store import vocab
from store.records import AppClaim, CompanyClaim, Extraction, Item, Outcome, Role


def record(item: Item, text: str, ctx: Context, extractor: str) -> Extraction:
    """One item's record."""
    quotes = Quotes(text)
    title = titles.title_of(item, ctx.view, text)
    ctx.title_end = titles.title_end(ctx.view, title)
    found = issuing.authorities(ctx)
    own, day_at = issuing.signed(ctx.view)
    stamp = own or item.signed
    titled = titles.titled(ctx, found, title)
    official = kind.is_official(ctx, item, title or "", own is not None, bool(titled))
    signed = _day(stamp.value) if stamp else None
    published = _day(item.published) or signed
    notice = signed or published
    deadlines = due.deadlines(ctx, quotes, notice, published, official)
    evil, acts = committed(ctx), done_acts(ctx)
    if ctx.language == "en":
        acts = orders_of(acts, deadlines)
    if not official and not _enforced(ctx, found):
        evil, acts = [], [f for f in acts if f.code not in ON_TARGETS]
    found_lists = app_lists(item.readings)
    if not any(found.apps for found in found_lists):
        found_lists = flat_lists(item.readings) or found_lists
    rows = _rows(quotes, item, found_lists, title or "")
    spoken = [n for n in names(ctx, text) if not _in_rows(n, rows)]
    counts = tally(ctx, ctx.title_end, bool(title and "下架" in title) if ctx.language == "zh" else False)
    apart = titles.title_apart(ctx, title)
    if apart and [f.code for f in apart.of("count")] == ["apps"] and (official or "apps" not in counts):
        counts |= tally(apart, apart.title_end, background=False)
    document = kind.document(
        ctx,
        title or "",
        official,
        rows.rows,
        {f.code for f in acts},
        counts.get("apps", 0),
        item.source,
        sum(n.label == "app" for n in spoken),
    )
    if document in ("rule", "draft_rule", "campaign"):
        evil = []
    apps, companies = _named(ctx, quotes, spoken, rows, evil, acts, document, _outcome(acts))
    made = makers(ctx, found, title or "") if document == "rule" else []
    issued = issuing.issuers(ctx, item, found, titled, official, day_at, made)
    if not official and not acts and not evil and not issuing.directs(ctx, found):
        issued = []
    others = beside.others(ctx, item, found, issued) if official or issued else []
    lead = issued[0].code if issued else None
    able = [f for f in found if f.code not in {claim.code for claim in others if claim.role == "tester"}]
    firms = [
        (e.start, c.canonical) for c in companies if c.canonical for e in c.evidence if e.start is not None
    ]
    targets = [
        (e.start, a.name) for a in apps if a.role == "target" for e in a.evidence if e.start is not None
    ]
    targets += [
        (e.start, c.name) for c in companies if c.role == "target" for e in c.evidence if e.start is not None
    ]
    persons = frozenset(c.name for c in companies if c.type == "person")
    firms += [
        (e.start, c.name) for c in companies if c.name in persons for e in c.evidence if e.start is not None
    ]
    fines = penalties(ctx, quotes, sorted(firms), persons)
    sealed = checks.seal(document, counts, apps, found_lists, item.readings)
    given_as_text = (
        len(item.readings) == 1 and item.readings[0].media_type == "text/plain" and not item.readings[0].file
    )
    return Extraction(
        id=item.id,
        language=ctx.language,
        document=document,
        title=title,
        signed=stamp,
        issuers=list(dict.fromkeys(i.code for i in issued)),
        issuer_roles=issuing.proven(ctx, quotes, [*issued, *others], found, day_at),
        regulators=sorted({f.code for f in found}),
        apps=apps,
        companies=companies,
        violations=claims.violations(quotes, evil, rows.violations),
        deadlines=deadlines,
        penalties=fines,
        actions=claims.actions(
            ctx, quotes, [(f, acting(ctx, able, f, lead, published)) for f in acts], targets
        ),
        laws=claims.laws(quotes, _laws(ctx)),
        counts=counts,
        batch=titles.batch_of(ctx, apart, published),
        seal=sealed,
        issues=[
            *(i for r in item.readings for i in r.issues),
            *rows.issues,
            *checks.doubts(sealed, deadlines, published),
            *checks.page_doubts(item, own),
        ],
        text=None if given_as_text else text,
        extractor=extractor,
    )


_SOME_AUTHORITY = re.compile(
    (
        r"\b(?:regulators?|authorit(?:y|ies)|ministry|government|Beijing|officials?"
        r"|watchdog|police|court|China (?:has |have )?(?:recall|order|ban"
        r"|fin|remov|summon|nam)\w*)\b|监管|工信|管理局|公安|网安|网警|网信|主管部门|有关部门|相关部门|警方"
        r"|执法|政府|通报"
    ),
    re.I,
)


def _enforced(ctx: Context, found: list[Found]) -> bool:
    """Whether any authority acts at all; else the item tells of a firm's own decision."""
    return bool(found) or bool(_SOME_AUTHORITY.search(ctx.view))


def _day(published: str | None) -> date | None:
    """The day of an ISO day, instant or month."""
    match = re.match(r"(\d{4})-(\d{2})(?:-(\d{2}))?", published or "")
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1)) if match else None
    except ValueError:
        return None


_FOLLOWS = re.compile(r"整改(?:情况|结果)|(?:未|没有)[^，。；]{0,8}整改|复测|复查|回头看")


def _rows(quotes: Quotes, item: Item, found: list[AppList], title: str) -> Listed:
    base: dict[str, int] = {}
    at = 0
    for reading in item.readings:
        base.setdefault(reading.file, at)
        at += len(reading.text) + 2
    mended = any(outcome_said(app_list.caption) == "rectified" for app_list in found)
    follow_up = mended or bool(_FOLLOWS.search(title))
    rows = Rows(quotes, base, "removed" if "下架" in title else "named", follow_up)
    for number, app_list in enumerate(found):
        rows.take(number, app_list)
    return rows.made


def _in_rows(name: Name, rows: Listed) -> bool:
    """Whether every place of a name lies in a row that already carries it."""
    return bool(rows.inside) and all(any(a < y and x < b for x, y in rows.inside) for a, b in name.places)


def _outcome(acts: list[Found]) -> Outcome:
    return "removed" if any(f.code == "removal" for f in acts) else "named"


def _named(
    ctx: Context,
    quotes: Quotes,
    spoken: list[Name],
    rows: Listed,
    evil: list[Found],
    acts: list[Found],
    document: str,
    outcome: Outcome,
) -> tuple[list[AppClaim], list[CompanyClaim]]:
    """Apps and companies of rows and prose; a name that a row has is not told twice."""
    about = {id(n): details(ctx, quotes.text, n.places) for n in spoken if n.label == "app"}
    if ctx.language == "en":
        about = _behind(ctx, quotes.text, spoken, about)
    parts: dict[int, Role] = {id(n): role(ctx, n, evil, acts, spoken) for n in spoken}
    places = sorted(place for n in spoken if n.label == "app" for place in n.places)
    below = headed(ctx, evil, places) if ctx.language == "en" else []
    listed = {at for _, at in below}
    parts |= {id(n): "target" for n in spoken if n.label == "app" and listed & {a for a, _ in n.places}}
    if ctx.language == "en":
        parts |= _shared_part(spoken, about, parts)
    makers_at = {d.developer_at for key, d in about.items() if ctx.language == "zh" or parts[key] == "target"}
    parts |= {
        id(n): "operator"
        for n in spoken
        if n.label == "company"
        and makers_at & {a for a, _ in n.places}
        and not (ctx.language == "en" and acted_on(ctx, n, acts))
    }
    hit = [n for n in spoken if n.label == "app" and parts[id(n)] == "target"]
    firms = operators(
        {n.key or vocab.fold(n.forms(quotes.text)[0]): parts[id(n)] for n in spoken if n.label == "company"},
        hit,
    )
    known = {vocab.fold(a.name) for a in rows.apps}
    apps, companies = list(rows.apps), list(rows.companies.values())
    listed_firms = {vocab.fold(c.name) for c in companies}
    meant = [(f, at) for f in evil for at in meant_apps(ctx, f, places)] + below
    alone = only_problem(ctx, evil) if ctx.language == "en" else []
    for name in spoken:
        forms = {vocab.fold(f) for f in name.forms(quotes.text)}
        weak = ctx.language == "zh" and not name.key and name.rule in ("noun", "enumeration")
        if weak and name.label == "app" and parts[id(name)] == "mentioned":
            continue  # words taken for a name that nothing is said of
        if name.label == "app":
            if not forms & known and not (rows.rows and not name.key and name.rule not in ("quoted",)):
                apps.append(
                    claims.app(
                        quotes,
                        name,
                        parts[id(name)],
                        wordings(ctx, quotes, name, evil, places, meant) or told_of_all(quotes, alone),
                        outcome,
                        about[id(name)],
                    )
                )
        elif not forms & listed_firms:
            companies.append(
                claims.company(quotes, name, firms[name.key or vocab.fold(name.forms(quotes.text)[0])])
            )
    return apps, companies


def _shared_part(spoken: list[Name], about: dict[int, Details], parts: dict[int, Role]) -> dict[int, Role]:
    """Apps of an English text that are targets since the firm behind them is ordered to do something."""
    struck = {a for n in spoken if n.label == "company" and parts[id(n)] == "target" for a, _ in n.places}
    return {key: "target" for key, d in about.items() if d.developer and d.developer_at in struck}


def _behind(ctx: Context, text: str, spoken: list[Name], about: dict[int, Details]) -> dict[int, Details]:
    """The details of the apps, each with the firm that the English text says is behind it."""
    apps = [n for n in spoken if n.label == "app"]
    firms = {place: n for n in spoken if n.label == "company" for place in n.places}
    found = makers_en.makers(ctx, text, [n.places for n in apps], list(firms))
    own = [n for n in apps if not n.key]
    only = makers_en.only_one(
        text, [n.places for n in own], [n.places for n in spoken if n.label == "company" and not n.key]
    )
    found = [place or (only if not n.key else None) for n, place in zip(apps, found, strict=True)]
    made = dict(about)
    for app, place in zip(apps, found, strict=True):
        if place and not about[id(app)].developer:
            name = firms[place].forms(text)[0]
            made[id(app)] = replace(about[id(app)], developer=name, developer_at=place[0])
    return made


def _laws(ctx: Context) -> list[Found]:
    return [f for f in longest(ctx.of("law", "shadow", "authority")) if f.label == "law"]
