"""What holds for cases whatever is claimed: made-up claims of all kinds, days and authorities in any order."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from store.case_chains import cases
from store.case_events import events
from store.case_shapes import KINDS, SUMS, Claim, Proof

TODAY = date(2025, 6, 1)
FIRST = date(2024, 1, 1)
NEAR = (0, 1, 2, 3, 4, 5, 6, 8, 30, 92, 95, 97, 180, 300)  # days after it


@st.composite
def made(draw: st.DrawFn) -> list[Claim]:
    """Claims of a few notices on a few apps and a firm."""
    days = draw(st.lists(st.sampled_from(NEAR), min_size=2, max_size=8))
    notices = [
        Proof(f"n_{i}", draw(st.sampled_from(["official", "official", "press"])),
              (FIRST + timedelta(days=days_after)).isoformat(), f"https://www.example.org/{i}", f"q{i}", "text")
        for i, days_after in enumerate(days)
    ]  # fmt: skip
    kinds = draw(st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=4, unique=True))
    return draw(st.lists(_claim(notices, kinds), min_size=1, max_size=14))


@st.composite
def _claim(draw: st.DrawFn, notices: list[Proof], kinds: list[str]) -> Claim:
    proof = draw(st.sampled_from(notices))
    kind = draw(st.sampled_from(kinds))
    entity = draw(st.sampled_from(["a_1", "a_2", "c_1"]))
    official = [n.notice_id for n in notices if n.kind == "official"]
    linked = proof.kind == "press" and official and draw(st.booleans())
    due = (date.fromisoformat(proof.day) + timedelta(days=draw(st.sampled_from([5, 40])))).isoformat()
    return Claim(
        kind=kind,
        day=proof.day,
        day_basis="stated" if proof.kind == "official" or draw(st.booleans()) else "implied",
        entity=entity,
        is_app=entity.startswith("a"),
        entry_id=f"e_{proof.notice_id}_{entity}",
        authorities=frozenset(draw(st.sampled_from([(), ("MIIT",), ("CA-GD",), ("CAC",), ("CAC", "MIIT")]))),
        basis="stated",
        proof=proof,
        reported=official[0] if linked else "",
        due=due if kind == "deadline_set" else "",
        amount=draw(st.sampled_from([None, Decimal(1), Decimal(2)])) if kind in SUMS else None,
        currency="CNY" if kind in SUMS else "",
        is_kin=draw(st.sampled_from([False, False, False, True])),
    )


@settings(max_examples=300, deadline=None)
@given(claims=made(), data=st.data())
def test_order_and_repetition_play_no_part(claims: list[Claim], data: st.DataObject) -> None:
    once = cases("app", events(claims), TODAY)
    assert cases("app", events(data.draw(st.permutations(claims))), TODAY) == once
    assert cases("app", events([*claims, *claims[::-1]]), TODAY) == once


@settings(max_examples=200, deadline=None)
@given(claims=made())
def test_every_claim_of_its_own_stands_in_one_case_and_ids_are_unique(claims: list[Claim]) -> None:
    found = cases("app", events(claims), TODAY)
    told = {(e.kind, proof.notice_id) for case in found for e in case.events for proof in e.proofs}
    assert {(c.kind, c.proof.notice_id) for c in claims if not c.is_kin and not c.reported} <= told
    assert len({case.id for case in found}) == len(found)
    assert all(case.follows in {"", *(c.id for c in found)} - {case.id} for case in found)


@settings(max_examples=200, deadline=None)
@given(claims=made(), days=st.integers(0, 500))
def test_a_case_never_tells_of_what_was_not_known_on_its_day(claims: list[Claim], days: int) -> None:
    today = FIRST + timedelta(days=days)
    for case in cases("app", events(claims), today):
        assert all(event.day <= today.isoformat() for event in case.events)
        assert [event.day for event in case.events] == sorted(event.day for event in case.events)
        assert not [e for e in case.events if e.kind == "no_follow_up" and e.basis != "observed"]
