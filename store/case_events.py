"""From claims to events: several notices that tell of one act make one event, the official one leading. Pure.

Claims are put in order by what they say, never by ids that were drawn, so the order of saving plays no part.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache

from store.case_shapes import STOPPED, SUMS, Claim, Event, related
from store.days import last_day

SAME_ACT_DAYS = 3

_LASTING = frozenset({"cybersecurity_review", "investigation", "registration_suspension"})
_RETOLD = (
    _LASTING | STOPPED | SUMS | {"onsite_inspection"}
)  # kinds that later reports tell again as background
_ENDS = {
    "cybersecurity_review": {"review_closed", "registration_resumed"},
    "investigation": {"review_closed"},
    "registration_suspension": {"review_closed", "registration_resumed"},
    "removal": {"reinstatement", "rectified"},
    "search_ban": {"reinstatement", "rectified"},
}


def events(claims: Iterable[Claim]) -> list[Event]:
    """The events that the claims of one subject tell of, in order."""
    by_kind: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=_order):
        by_kind[claim.kind].append(claim)
    found = sorted((_event(c) for kind in by_kind.values() for c in _clusters(kind)), key=position)
    return _once(found)


@lru_cache(maxsize=20_000)
def on(day: str) -> date:
    """The day by which an event is placed: of a month or year, its last."""
    return last_day(day) or date.max


_COURSE = (  # of one day: what usually comes first
    "investigation", "cybersecurity_review", "onsite_inspection", "registration_suspension", "summons", "recheck",
    "naming", "not_rectified", "rectification_order", "deadline_set", "no_follow_up", "rectified", "warning",
    "confiscation", "fine", "administrative_guidance", "removal", "search_ban", "reinstatement",
    "registration_resumed", "review_closed",
)  # fmt: skip
_RANK = {kind: rank for rank, kind in enumerate(_COURSE)}


def position(event: Event) -> tuple[date, int, str, Decimal, str, str, list[str], str]:
    """By what events are put in order: the day, then the usual course of things, the highest sum first."""
    rank, amount = _RANK.get(event.kind, len(_RANK)), event.amount or Decimal()
    said = sorted(event.authorities), event.proofs[0].url
    return on(event.day), rank, event.kind, -amount, event.due, event.entry_id, *said


def _order(claim: Claim) -> tuple[date, bool, str, str, str, str, list[str], str, bool, str]:
    """A total order by what is claimed: claims that are equal in it are one."""
    proof, amount = claim.proof, str(claim.amount or "")
    said = (proof.url, claim.entry_id, claim.due, amount + claim.currency)
    return (
        on(claim.day), claim.is_kin, *said, sorted(claim.authorities), claim.person, claim.basis != "stated", proof.quote,
    )  # fmt: skip


def _clusters(claims: list[Claim]) -> Iterator[list[Claim]]:
    """Claims of one kind, those of one act together; official ones first, for reports gather around them."""
    clusters: list[list[Claim]] = []
    official = [c for c in claims if c.proof.kind == "official"]
    for claim in (c for c in official if not c.reported):
        _join(clusters, claim)
    for claim in (
        c for c in official if c.reported
    ):  # a copy: what the leading notice does not have is its own
        if not _told(clusters, claim):
            _join(clusters, claim)
    press = [c for c in claims if c.proof.kind != "official"]
    for claim in (c for c in press if not c.reported):
        _join(clusters, claim)
    for claim in (c for c in press if c.reported):  # evidence of what another says, never an event of its own
        _tell(clusters, claim)
    return iter(clusters)


def _join(clusters: list[list[Claim]], claim: Claim) -> None:
    near = [c for c in clusters if _apart(c[0], claim) <= SAME_ACT_DAYS and _fits(c, claim)]
    if near:
        min(near, key=lambda c: _apart(c[0], claim)).append(claim)
    else:
        clusters.append([claim])


def _told(clusters: list[list[Claim]], claim: Claim) -> bool:
    """Whether the notice that leads a copy tells of the same; then the copy is more evidence, if of no other sum."""
    _tell(clusters, claim)
    return any(c.proof.notice_id == claim.reported and c.entity == claim.entity for k in clusters for c in k)


def _tell(clusters: list[list[Claim]], claim: Claim) -> None:
    for cluster in clusters:
        told = any(c.proof.notice_id == claim.reported and c.entity == claim.entity for c in cluster)
        if told and _same_sum(cluster, claim):
            cluster.append(claim)
            return


def _apart(one: Claim, other: Claim) -> int:
    return abs((on(one.day) - on(other.day)).days)


def _fits(cluster: list[Claim], claim: Claim) -> bool:
    """Whether authority, term and sum let a claim speak of the same act."""
    authorities = {code for c in cluster for code in c.authorities}
    if claim.proof.kind == cluster[0].proof.kind == "official":
        same = not authorities or not claim.authorities or bool(authorities & claim.authorities)
    else:
        same = related(authorities, claim.authorities)
    return same and claim.due == cluster[0].due and _same_sum(cluster, claim)


def _same_sum(cluster: list[Claim], claim: Claim) -> bool:
    sums = {(c.amount, c.currency) for c in cluster if c.amount is not None}
    return claim.amount is None or not sums or (claim.amount, claim.currency) in sums


def _event(cluster: list[Claim]) -> Event:
    """One event of claims; the official and best founded of them leads."""
    ranked = sorted(cluster, key=lambda c: (c.proof.kind != "official", c.day_basis != "stated", _order(c)))
    first = ranked[0]
    summed = next((c for c in ranked if c.amount is not None), first)
    proofs = {c.proof.notice_id: c.proof for c in reversed(ranked)}
    return Event(
        kind=first.kind,
        day=first.day,
        day_basis=first.day_basis,
        basis=first.basis,
        entry_id=first.entry_id,
        entities=tuple(dict.fromkeys(c.entity for c in ranked)),
        apps=frozenset(c.entity for c in ranked if c.is_app),
        authorities=first.authorities or frozenset(code for c in ranked for code in c.authorities),
        proofs=tuple(proofs[id_] for id_ in dict.fromkeys(c.proof.notice_id for c in ranked)),
        due=first.due,
        amount=summed.amount,
        currency=summed.currency,
        persons=len({c.person for c in cluster if c.person}),
        is_kin=all(c.is_kin for c in cluster),
    )


def _once(found: list[Event]) -> list[Event]:
    """Without the events that only tell again, as background, of an earlier one that still holds."""
    kept: list[Event] = []
    for event in found:
        earlier = next((e for e in reversed(kept) if _tells_again(event, e, kept)), None)
        if earlier is None:
            kept.append(event)
        else:
            proofs = {proof.notice_id: proof for proof in (*event.proofs, *earlier.proofs)}
            order = dict.fromkeys(proof.notice_id for proof in (*earlier.proofs, *event.proofs))
            kept[kept.index(earlier)] = replace(earlier, proofs=tuple(proofs[id_] for id_ in order))
    return kept


def _tells_again(event: Event, earlier: Event, all_: list[Event]) -> bool:
    if event.kind != earlier.kind or event.kind not in _RETOLD or (earlier.is_kin and not event.is_kin):
        return False
    undated_press = event.source == "press" and event.day_basis != "stated"
    if event.kind not in _LASTING and not undated_press:
        return False
    if event.kind in SUMS and (event.amount, event.currency) != (earlier.amount, earlier.currency):
        return False
    if event.kind in STOPPED | {"registration_suspension"} and not set(event.entities) <= set(
        earlier.entities
    ):
        return False
    ended = _ENDS.get(event.kind, set())
    over = any(e.kind in ended and on(earlier.day) < on(e.day) <= on(event.day) for e in all_)
    return not over and related(event.authorities, earlier.authorities)
