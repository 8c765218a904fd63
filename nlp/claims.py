"""Names, wordings and acts of the prose as claims with their evidence."""

from __future__ import annotations

from nlp.acting import Acting
from nlp.components.problems import exact
from nlp.context import Context
from nlp.details import Details
from nlp.done import ON_TARGETS
from nlp.found import Found
from nlp.identities import app_identity, company_identity
from nlp.listed import anonymous
from nlp.names import Name
from nlp.quotes import Quotes
from nlp.roles import listed_after
from store import vocab
from store.records import ActionClaim, AppClaim, AppKind, CodeClaim, CompanyClaim, Outcome, Role, Wording

MOST_EVIDENCE = 20
_KINDS: dict[str, AppKind] = {
    "mini_program": "mini_program",
    "sdk": "sdk",
    "device": "device",
    "website": "website",
    "store": "store",
}


def app(
    quotes: Quotes,
    name: Name,
    role: Role,
    wording: list[Wording],
    outcome: Outcome | None,
    about: Details,
) -> AppClaim:
    """An app of the prose."""
    first, *others = name.forms(quotes.text)
    codes = list(dict.fromkeys(code for w in wording for code in w.codes))
    return AppClaim(
        name=first,
        aliases=others,
        canonical=app_identity(first, name.key),
        kind=_KINDS.get(name.kind, "app"),
        role=role,
        developer=about.developer or None,
        version=name.version or about.version or None,
        store=about.store or None,
        outcome=outcome if role == "target" else None,
        violations=exact(codes) if role == "target" else [],
        wording=wording if role == "target" else [],
        rule=name.rule,
        evidence=[quotes.of(a, b) for a, b in name.places[:MOST_EVIDENCE]],
    )


def company(quotes: Quotes, name: Name, role: Role) -> CompanyClaim:
    """A company of the prose."""
    first, *others = name.forms(quotes.text)
    return CompanyClaim(
        name=first,
        aliases=others,
        canonical=None if anonymous(first) or name.rule == "person" else company_identity(first, name.key),
        type="person" if name.rule == "person" else "organisation",
        role=role,
        anonymous=anonymous(first),
        rule=name.rule,
        evidence=[quotes.of(a, b) for a, b in name.places[:MOST_EVIDENCE]],
    )


def violations(quotes: Quotes, evil: list[Found], listed: list[CodeClaim]) -> list[CodeClaim]:
    """The item's violations: the union of its rows' and of the prose; the umbrella yields to exact codes."""
    made = {claim.code: claim for claim in listed}
    for f in evil:
        place = quotes.found(f)
        old = made.get(f.code)
        if old is None:
            made[f.code] = CodeClaim(code=f.code, wording=place.text, rule="wording", evidence=[place])
        elif len(old.evidence) < MOST_EVIDENCE:
            made[f.code] = old.model_copy(update={"evidence": [*old.evidence, place]})
    return [made[code] for code in exact(list(made))]


def actions(
    ctx: Context, quotes: Quotes, acts: list[tuple[Found, Acting]], targets: list[tuple[int, str]]
) -> list[ActionClaim]:
    """The acts by kind, each with the names of its sentences; of an act told twice, the first that tells who and when."""
    made: dict[str, ActionClaim] = {}
    for f, told in acts:
        start, end = ctx.sentence(f.start)
        stop = listed_after(ctx, end) if f.code in ON_TARGETS else end
        here = [name for at, name in targets if start <= at < stop]
        old = made.get(f.code)
        if old is None:
            made[f.code] = ActionClaim(
                kind=f.code,
                regulator=told.regulator,
                date=told.day,
                targets=list(dict.fromkeys(here)),
                rule="wording",
                evidence=[quotes.found(f)],
            )
        elif len(old.evidence) < MOST_EVIDENCE:
            both = list(dict.fromkeys([*old.targets, *here]))
            made[f.code] = old.model_copy(
                update={
                    "targets": both,
                    "date": old.date or told.day,
                    "evidence": [*old.evidence, quotes.found(f)],
                }
            )
    return list(made.values())


def laws(quotes: Quotes, found: list[Found]) -> list[CodeClaim]:
    """The laws that are named."""
    made: dict[str, CodeClaim] = {}
    for f in found:
        if f.code not in made and f.code in vocab.laws():
            made[f.code] = CodeClaim(
                code=f.code,
                wording=quotes.text[f.start : f.end],
                rule="gazetteer",
                evidence=[quotes.found(f)],
            )
    return list(made.values())
