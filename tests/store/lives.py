"""The lives of apps and firms under enforcement that the tests of cases tell: real ones in facts only, others made up.

Each notice is one call; `tell` saves them in any order. Sentences are our own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Engine
from sqlmodel import select

from store import save
from store.archive import Archive
from store.case_shapes import Case
from store.cases import Subject, of
from store.db import reading
from store.kinship import kin
from store.records import ActionClaim, AppClaim, CompanyClaim, DeadlineClaim, Evidence, PenaltyClaim, Record
from store.tables import App, Company
from tests.store.making import firm, notice

LISTS = (
    ("actions", ActionClaim),
    ("deadlines", DeadlineClaim),
    ("penalties", PenaltyClaim),
)


@dataclass(frozen=True)
class Told:
    """One notice or report to save."""

    day: str
    text: str
    claims: Sequence[Record]
    issuers: Sequence[str] = ("CAC",)
    source: str = "made-office"
    given: dict[str, object] = field(default_factory=dict)

    def save(self, engine: Engine, archive: Archive) -> save.SavedNotice:
        """Save it; its address tells day, source and text apart."""
        lists = {name: [c for c in self.claims if isinstance(c, kind)] for name, kind in LISTS}
        named = [c for c in self.claims if isinstance(c, AppClaim | CompanyClaim)]
        return notice(
            engine, archive, *named, url=f"https://www.example.org/{self.source}/{self.day}/{abs(_sum(self.text))}",
            day=self.day, source_id=self.source, text=self.text, issuers=list(self.issuers),
            document="news" if self.source == "made-paper" else "case_notice", title=self.text,
            **lists, **self.given,
        )  # fmt: skip


def _sum(text: str) -> int:
    return sum(number * ord(sign) for number, sign in enumerate(text, 1))


def at(words: str, text: str) -> list[Evidence]:
    """Evidence for `words` in `text`."""
    start = text.index(words)
    return [Evidence(start=start, end=start + len(words), text=words)]


def target(name: str, text: str, outcome: str | None = None, **given: object) -> AppClaim:
    """An app that a text is against."""
    base = {"name": name, "role": "target", "outcome": outcome, "evidence": at(name, text)}
    return AppClaim.model_validate(base | given)


def named(name: str, text: str) -> AppClaim:
    """An app that a text only speaks of."""
    return target(name, text, role="mentioned")


def against(name: str, text: str, **given: object) -> CompanyClaim:
    """A company that a text is against."""
    return firm(name, role="target", evidence=at(name, text), **given)


def act(
    kind: str, words: str, text: str, *targets: str, regulator: str | None = None, date: str | None = None
) -> ActionClaim:
    """An act of an authority."""
    return ActionClaim(
        kind=kind, regulator=regulator, targets=list(targets), date=date, evidence=at(words, text)
    )


def fine(amount: float, target: str, words: str, text: str, currency: str = "CNY") -> PenaltyClaim:
    """A fine."""
    return PenaltyClaim(
        kind="fine", amount=amount, currency=currency, target=target, evidence=at(words, text)
    )


def until(day: str, words: str, text: str) -> DeadlineClaim:
    """A term to rectify."""
    return DeadlineClaim(date=day, kind="rectify_by", text=words, evidence=at(words, text))


def tell(engine: Engine, archive: Archive, told: Sequence[Told]) -> list[save.SavedNotice]:
    """Save all of them, in this order."""
    return [one.save(engine, archive) for one in told]


def cases_of(engine: Engine, subject: str, name: str, today: str) -> list[Case]:
    """The cases of the app, or of the group of the company, of this name as they stand on a day."""
    query = (
        select(App.id).where(App.name == name)
        if subject == "app"
        else select(Company.id).where(Company.name == name)
    )
    with reading(engine) as session:
        known = kin(session)
        ids = [known.follow(id_) for id_ in session.exec(query)]
        (id_,) = set(ids) if subject == "app" else {known.head(i) for i in ids}
        return of(session, Subject(subject, id_), date.fromisoformat(today))


def course(case: Case) -> list[tuple[str, str]]:
    """The days and kinds of a case's events."""
    return [(event.day, event.kind) for event in case.events]
