"""What a notice claims of the apps and companies that it is against: outcomes, acts, terms to rectify, sums."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from store.case_items import Item
from store.case_shapes import RELIEF, STOPPED, SUMS, Claim, Proof
from store.days import last_day
from store.export_rows import place
from store.records import Basis
from store.tables import Entry, Finding
from store.vocab import fold

_OUTCOMES = {
    "named": "naming",
    "rectified": "rectified",
    "not_rectified": "not_rectified",
    "removed": "removal",
    "search_banned": "search_ban",
}
_DONE = ("rectified", "removed", "search_banned")  # no term to rectify is set for these
_NAMING = ("naming", "rectification_order", "not_rectified")
_OF_APPS = STOPPED | {"reinstatement"}  # a firm is not taken from stores where its apps are


def claims(item: Item) -> Iterator[Claim]:
    """All that the notice claims. `entity` is the id that a row carries today: a merge moves it."""
    rows = {entry.id for entry in item.entries if entry.row is not None}
    outcomes = {(claim.kind, claim.entry_id): claim for claim in _outcomes(item)}
    acts, sums = list(_acts(item)), list(_sums(item))
    relieved = {act.entry_id for act in acts if act.kind in RELIEF}
    for act in acts:
        if act.kind == "naming" and act.entry_id in relieved and act.entry_id not in rows:
            continue  # to say of whom a measure is lifted is not to name it again
        row = outcomes.pop((act.kind, act.entry_id), None)
        # of a row in a list, the row is the better proof of what the act says too
        yield replace(act, proof=row.proof, basis=row.basis) if row and act.entry_id in rows else act
    for more in (*acts, *sums):
        if more.kind not in _NAMING and more.entry_id not in rows:  # whom more is done to is named by the way
            outcomes.pop(("naming", more.entry_id), None)
    yield from outcomes.values()
    yield from _terms(item)
    yield from sums


def _outcomes(item: Item) -> Iterator[Claim]:
    for entry in item.entries:
        if entry.role == "target" and entry.outcome in _OUTCOMES:
            yield from _claim(item, entry, _OUTCOMES[entry.outcome], entry.id)


def _acts(item: Item) -> Iterator[Claim]:
    """Acts against the rows that they name; one that names nobody is against all whom the notice is against."""
    fined = {_same(sum_.kind, entry) for sum_ in item.sums for entry in _meant(item, sum_.target)}
    for act in item.acts:
        named = [entry for name in act.targets for entry in _called(item, name)]
        basis: Basis = "implied" if not act.targets and item.targets > 1 else "stated"
        for entry in _unique(named if act.targets else _everybody(item, act)):
            of_firm = entry.subject == "company" and act.code in _OF_APPS and item.target_apps > 0
            if not of_firm and _same(act.code, entry) not in fined:
                yield from _claim(item, entry, act.code, act.id, act.day, basis, act.regulator)


def _everybody(item: Item, act: Finding) -> list[Entry]:
    """Whom an act without a target is of: of whom the notice is against, all of whom it says nothing else.

    What lifts a measure is against nobody: then it is of all that are named.
    """
    if item.targets or act.code not in RELIEF:
        return [e for e in item.entries if e.role == "target" and _may_be(act.code, e.outcome)]
    return [e for e in item.entries if e.subject == "app"] or list(item.entries)


def _may_be(code: str, outcome: str) -> bool:
    """Whether an act may be of a row with this outcome: in a list of named and removed apps, not of both."""
    if code in _OUTCOMES.values():
        return not outcome or _OUTCOMES.get(outcome) == code
    return code != "rectification_order" or outcome not in _DONE


def _terms(item: Item) -> Iterator[Claim]:
    for term in item.terms:
        if not last_day(term.on) or term.on < item.notice.day[: len(term.on)]:
            continue  # one that had passed when the notice came out was set by an earlier one
        named = _called(item, term.addressee) if term.addressee else []
        subject = "app" if item.target_apps else "company"
        all_ = [e for e in item.entries if e.role == "target" and e.subject == subject]
        for entry in _unique(named or all_):
            if entry.outcome not in _DONE:
                yield from _claim(item, entry, "deadline_set", term.id, basis=_basis(term.basis), due=term.on)


def _basis(text: str) -> Basis:
    return "implied" if text == "implied" else "observed" if text == "observed" else "stated"


def _sums(item: Item) -> Iterator[Claim]:
    """Sums imposed. One on a person stands in the case of the one firm that the same notice is against."""
    firms = [e for e in item.entries if e.role == "target" and e.subject == "company" and e.kind != "person"]
    heads = {e.company_id for e in firms}
    for sum_ in item.sums:
        for entry in _unique(_meant(item, sum_.target)):
            about = firms[0] if entry.kind == "person" and len(heads) == 1 else entry
            yield from _claim(
                item, about, sum_.kind, sum_.id, amount=sum_.amount, currency=sum_.currency,
                person=entry.company_id or "" if about is not entry else "",
            )  # fmt: skip


def _meant(item: Item, target: str) -> list[Entry]:
    """Whom a sum is imposed on; where none is named, the only one whom the notice is against."""
    if target:
        return _called(item, target)
    against = [e for e in item.entries if e.role == "target" and e.kind != "person"]
    firms = [e for e in against if e.subject == "company"]
    return firms if len(firms) == 1 else against if item.targets == len(against) == 1 else []


def _called(item: Item, name: str) -> list[Entry]:
    """The rows that go by a name as the item has it, or by a canonical key."""
    key = fold(name)
    return [
        e
        for e in item.entries
        if key == e.key
        or key in map(fold, e.aliases)
        or (e.subject == "company" and name in item.curated.get(e.company_id or "", ()))
    ]


def _unique(entries: Iterable[Entry]) -> Iterator[Entry]:
    yield from {e.id: e for e in entries}.values()


def _same(kind: str, entry: Entry) -> tuple[str, str] | None:
    """A fine with its sum and the act of fining are one claim."""
    return (kind, entry.id) if kind in SUMS else None


def _claim(
    item: Item,
    entry: Entry,
    kind: str,
    record: str,
    stated: str = "",
    basis: Basis = "stated",
    regulator: str = "",
    *,
    due: str = "",
    amount: Decimal | None = None,
    currency: str = "",
    person: str = "",
) -> Iterator[Claim]:
    """The claim, where the row has an identity; a natural person has no case of its own."""
    entity = entry.app_id if entry.subject == "app" else entry.company_id
    if not entity or entry.kind == "person":
        return
    day, day_basis = _day(item, stated)
    outside = regulator and regulator not in item.authorities
    yield Claim(
        kind=kind,
        day=day,
        day_basis=day_basis,
        entity=entity,
        is_app=entry.subject == "app",
        entry_id=entry.id,
        authorities=frozenset({regulator}) if outside else item.authorities,
        basis=basis,
        proof=_proof(item, record, entry),
        reported=item.reported,
        due=due,
        amount=amount,
        currency=currency,
        person=person,
    )


def _day(item: Item, stated: str) -> tuple[str, Basis]:
    """An act's day is the one that is stated, else the notice's; that of a press report is only near it."""
    if last_day(stated):
        return stated, "stated"
    notice = item.notice
    if not notice.published_on and not notice.signed_on:
        return notice.day, "observed"
    return notice.day, "stated" if notice.kind == "official" else "implied"


def _proof(item: Item, record: str, entry: Entry) -> Proof:
    mention = item.mentions.get(record) or item.mentions.get(entry.id)
    return Proof(
        notice_id=item.notice.id,
        kind=item.notice.kind,
        day=item.notice.day,
        url=item.notice.url,
        quote=mention.quote if mention else "",
        place=place(mention, item.files.get(mention.document_id, "")) if mention else "",
        document_id=mention.document_id if mention else "",
    )
