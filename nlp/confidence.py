"""How sure a claim is: what the rule that found it was worth on the development texts (`store/vocab/confidence.toml`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from nlp.lexicon import load
from store.records import (
    ActionClaim,
    AppClaim,
    CodeClaim,
    CompanyClaim,
    DeadlineClaim,
    Extraction,
    PenaltyClaim,
)

Claim = TypeVar("Claim", AppClaim, CompanyClaim, CodeClaim, DeadlineClaim, PenaltyClaim, ActionClaim)
RATED = ("apps", "companies", "violations", "deadlines", "penalties", "actions")


def rule_of(kind: str, claim: Any) -> str:
    """The rule that a claim of this kind is judged under."""
    if kind == "apps" and claim.row is not None:
        return "row"
    if kind == "deadlines":
        return f"{claim.rule} {claim.kind}"
    return str(claim.rule)


def rated(record: Extraction) -> Extraction:
    """The record with the confidence of each claim."""
    rules = load("confidence").get(record.language, {})
    changed = {kind: _rated(kind, getattr(record, kind), rules.get(kind, {})) for kind in RATED}
    return record.model_copy(update=changed)


def _rated(kind: str, claims: Sequence[Claim], rules: dict[str, float]) -> list[Claim]:
    unknown = rules.get("", 1.0)
    return [c.model_copy(update={"confidence": rules.get(rule_of(kind, c), unknown)}) for c in claims]
