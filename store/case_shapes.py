"""What a case is made of: a claim of one notice, an event that one or more claims prove, a case of events."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from store.records import Basis

Chain = Literal["rectification", "review", "single"]
Status = Literal[
    "open",  # a deadline or a review runs
    "overdue",  # no follow-up was seen so long after the deadline
    "rectified",
    "not_rectified",
    "removed",
    "suspended",  # the service or business was stopped or shut down
    "reinstated",
    "closed",  # a review ended
    "fined",
    "unknown",  # no notice says what became of it
]

RELIEF = frozenset({"rectified", "reinstatement", "registration_resumed", "review_closed"})
REVIEW = frozenset(
    {
        "cybersecurity_review",
        "investigation",
        "registration_suspension",
        "onsite_inspection",
        "registration_resumed",
        "review_closed",
    }
)
RECTIFICATION = frozenset(
    {
        "naming",
        "rectification_order",
        "deadline_set",
        "recheck",
        "rectified",
        "not_rectified",
        "removal",
        "search_ban",
        "reinstatement",
    }
)
SUMS = frozenset({"fine", "confiscation"})
SUSPENSION = frozenset(
    {"service_suspension", "platform_closure", "access_cut", "business_suspension", "licence_revoked"}
)
SINGLE = SUMS | SUSPENSION | {
    "summons", "warning", "account_shutdown", "bad_record", "administrative_guidance", "criminal_measure",
}  # fmt: skip
KINDS = REVIEW | RECTIFICATION | SINGLE  # acts on rules and campaigns are events of nobody's case
STOPPED = frozenset({"removal", "search_ban"})


@dataclass(frozen=True)
class Proof:
    """One notice that tells of an event: the words that prove it, and where they stand."""

    notice_id: str
    kind: str  # official | press
    day: str
    url: str
    quote: str
    place: str
    document_id: str = ""


@dataclass(frozen=True)
class Claim:
    """What one notice says of one app or company. `entry_id` is the row that names it: kept for good."""

    kind: str
    day: str
    day_basis: Basis  # stated; implied: the day of a press report; observed: of our first sight
    entity: str
    is_app: bool
    entry_id: str
    authorities: frozenset[str]
    basis: Basis
    proof: Proof
    reported: str = ""  # of a press report the official notice that it reports, of a copy the one that leads
    due: str = ""
    amount: Decimal | None = None
    currency: str = ""
    person: str = ""  # the natural person whom a sum is imposed on, beside the firm
    is_kin: bool = False  # of the subject's firm or apps, not of itself


@dataclass(frozen=True)
class Event:
    """One thing that happened to a subject, with all that tell of it; the first proof leads."""

    kind: str
    day: str
    day_basis: Basis
    basis: Basis
    entry_id: str
    entities: tuple[str, ...]
    apps: frozenset[str]  # those of the entities that are apps
    authorities: frozenset[str]
    proofs: tuple[Proof, ...]
    due: str = ""
    amount: Decimal | None = None
    currency: str = ""
    persons: int = 0  # natural persons whom the sum is imposed on, beside the firm
    is_kin: bool = False

    @property
    def source(self) -> str:
        """official, or press where nobody else tells of it."""
        return self.proofs[0].kind

    @property
    def notices(self) -> frozenset[str]:
        """The notices that tell of it."""
        return frozenset(proof.notice_id for proof in self.proofs)


@dataclass(frozen=True)
class State:
    """How a case stands: since when, and how that is known."""

    status: Status
    day: str
    basis: Basis


@dataclass(frozen=True)
class Case:
    """A stretch of the life of an app or group under enforcement."""

    id: str
    chain: Chain
    events: tuple[Event, ...]
    state: State
    follows: str = ""  # the case that this one is a relapse from


def related(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether two sets of authorities may speak of one matter: the same line of offices, or nobody named."""
    mine, theirs = {_line(code) for code in one}, {_line(code) for code in other}
    return not mine or not theirs or bool(mine & theirs)


_LINES = {"CA": "MIIT", "AMR": "SAMR", "PSB": "MPS"}


@cache
def _line(code: str) -> str:
    """The ministry whose offices an authority belongs to: CA-GD is of MIIT, CAC-ZJ of CAC."""
    head = code.partition("-")[0]
    return _LINES.get(head, head)
