"""From the events of one subject to its cases: what follows up on what, what is a relapse, and how each case stands.

Pure. A follow-up of the same line of authorities within 90 days of the last event, or of its deadline, is the same
case; so is, however late, what lifts a measure. Reviews and investigations stay one case until they are closed.
Whatever else comes later, or after the end of a case, begins a new case that says which one it follows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from store.case_events import SAME_ACT_DAYS, on, position
from store.case_shapes import (
    RECTIFICATION,
    RELIEF,
    REVIEW,
    SINGLE,
    STOPPED,
    SUMS,
    SUSPENSION,
    Case,
    Chain,
    Event,
    State,
    Status,
    related,
)
from store.ids import digest

FOLLOW_UP = timedelta(days=90)
SILENCE = timedelta(days=30)  # after a deadline: time for an authority to publish a follow-up
_OPENS: tuple[tuple[Chain, frozenset[str]], ...] = (
    ("review", REVIEW),
    ("rectification", RECTIFICATION),
    ("single", SINGLE),
)
_TO_REVIEW = REVIEW | SINGLE | STOPPED | {"rectification_order", "rectified", "reinstatement", "recheck"}
_LIFTS = frozenset({"reinstatement", "registration_resumed"})
_ENDS = {"rectification": {"rectified", "reinstatement"}, "review": {"review_closed"}, "single": set[str]()}


@dataclass
class _Growing:
    """A case to which events are still added."""

    chain: Chain
    events: list[Event]
    follows: _Growing | None = None
    id: str = ""
    suspended: set[str] = field(default_factory=set)  # apps whose registrations are stopped
    ended: bool = False
    authorities: frozenset[str] = frozenset()
    last: date = date.min  # the last event's day, or its deadline's where that is later

    def add(self, event: Event) -> None:
        """Take the event, and see whether it ends the case."""
        self.events.append(event)
        self.authorities |= event.authorities
        self.last = max(self.last, on(event.day), on(event.due) if event.due else date.min)
        if event.kind == "registration_suspension":
            self.suspended |= event.apps
        if event.kind == "registration_resumed":
            self.suspended -= event.apps or self.suspended
        lifted = event.kind == "registration_resumed" and not self.suspended
        self.ended = self.ended or event.kind in _ENDS[self.chain] or lifted


def cases(subject: str, events: Iterable[Event], today: date) -> list[Case]:
    """The cases of a subject ("app" or "company"), oldest first, as they stand at the end of `today`."""
    growing: list[_Growing] = []
    for event in sorted((e for e in events if on(e.day) <= today), key=_turn):
        home = _home(growing, event)
        if home is None and not event.is_kin:
            home = _new(growing, event)
            growing.append(home)
        if home is not None:
            home.add(event)
    _name(subject, growing)
    return [_case(subject, case, today) for case in growing]


def _turn(event: Event) -> tuple[date, bool, object]:
    """Of one day, what lifts a measure finds its case first: what else its notice tells then goes there with it."""
    return on(event.day), event.kind not in _LIFTS, position(event)


def _name(subject: str, growing: Sequence[_Growing]) -> None:
    """Give each case the id of the row that its first event stands in, which no merge, undo or re-reading renames."""
    met: Counter[str] = Counter()
    for case in growing:
        first = case.events[0]
        key = digest("case", subject, case.chain, first.entry_id, first.kind)
        case.id = f"k_{digest(key, met[key])}"
        met[key] += 1


def _home(growing: Sequence[_Growing], event: Event) -> _Growing | None:
    """The case that an event belongs to: of those that may take it, the one with the same notice, else the latest."""
    may = [case for case in growing if _takes(case, event)]
    return max(may, key=lambda case: (_shares(case, event), _agrees(case, event), case.last), default=None)


def _shares(case: _Growing, event: Event) -> bool:
    """Whether one notice tells of the event and of another of the case."""
    return any(event.proofs[0].notice_id == e.proofs[0].notice_id for e in case.events)


def _agrees(case: _Growing, event: Event) -> bool:
    return bool(case.authorities & event.authorities)


def _takes(case: _Growing, event: Event) -> bool:
    if not related(case.authorities, event.authorities):
        return False
    if event.is_kin:
        return case.chain == "review" and not case.ended
    if _shares(case, event) and on(event.day) - on(case.events[-1].day) <= timedelta(days=SAME_ACT_DAYS):
        return True
    soon = on(event.day) - case.last <= FOLLOW_UP
    if case.ended:
        return event.kind in RELIEF and soon
    if case.chain == "review":
        return event.kind in _TO_REVIEW
    if case.chain == "single":
        return event.kind in SINGLE and on(event.day) - case.last <= timedelta(days=SAME_ACT_DAYS)
    return event.kind not in REVIEW and (soon or event.kind in RELIEF)


def _new(growing: Sequence[_Growing], event: Event) -> _Growing:
    chain = next(name for name, kinds in _OPENS if event.kind in kinds)
    before = [c for c in growing if c.chain == chain and related(c.authorities, event.authorities)]
    return _Growing(chain, [], before[-1] if before and chain != "single" else None)


def _case(subject: str, case: _Growing, today: date) -> Case:
    events = sorted([*case.events, *_silences(case, today)], key=position)
    state = _state(subject, case, events)
    return Case(case.id, case.chain, tuple(events), state, case.follows.id if case.follows else "")


def _silences(case: _Growing, today: date) -> Iterable[Event]:
    """For each deadline: that no follow-up was seen within 30 days of it, once these have passed."""
    for term in (e for e in case.events if e.kind == "deadline_set"):
        if case.chain != "rectification" or today - on(term.due) < SILENCE:
            continue
        until = on(term.due) + SILENCE
        followed = any(on(term.day) < on(e.day) <= until for e in case.events)
        if not followed:
            yield replace(
                term, kind="no_follow_up", day=until.isoformat(), day_basis="observed", basis="observed"
            )


def _state(subject: str, case: _Growing, events: Sequence[Event]) -> State:
    """How a case stands: by the last of its events that says so."""
    found = State("unknown", events[0].day, events[0].basis)
    for event in events:
        status = _status(subject, case.chain, event, found.status)
        if status:
            found = State(status, event.due or event.day, event.basis)
    last = next((e for e in reversed(events) if e.kind in ("registration_resumed", "review_closed")), None)
    if case.ended and last is not None:
        return State("closed", last.day, last.basis)
    return found


_STATUS: dict[str, Status] = {
    **dict.fromkeys(STOPPED, "removed"),
    **dict.fromkeys(SUSPENSION, "suspended"),
    **dict.fromkeys(SUMS, "fined"),
    "rectified": "rectified",
    "not_rectified": "not_rectified",
    "no_follow_up": "overdue",
    "reinstatement": "reinstated",
    "deadline_set": "open",
}
_RUNNING = REVIEW - RELIEF


def _status(subject: str, chain: Chain, event: Event, before: Status) -> Status | None:
    """What an event makes of a case; None where it changes nothing."""
    if event.kind in _RUNNING:
        return "open" if before == "unknown" else None
    if event.kind == "naming":
        return None if chain == "review" else "unknown"
    if subject == "company" and event.is_kin and event.kind in STOPPED | {"reinstatement"}:
        return None  # one of its apps was removed, not the firm
    return _STATUS.get(event.kind)
