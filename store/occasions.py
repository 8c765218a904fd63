"""Occasions: triggers with all that a subscription may ask of them, merged ids replaced by those that answer
for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from store.copies import leaders
from store.db import reading
from store.kinship import Kin, kin
from store.search import saying
from store.series import OWN
from store.tables import Entry, EntryProblem, Finding, NoticeIssuer, NoticeLink, Trigger
from store.watchers import Engine


@dataclass(frozen=True)
class Occasion:
    """One trigger with all that a subscription may ask of it. Merged ids are replaced by those that answer for them."""

    trigger_id: str
    kind: str
    notice: str  # the act: of a press report, the official notice that it reports, where that is known
    subject: str  # app | company | notice
    subject_id: str
    name: str  # folded name of the subject, empty for a notice
    state: str
    late: bool
    at: datetime
    apps: frozenset[str]
    firms: frozenset[str]  # heads of groups
    issuers: frozenset[str]
    violations: frozenset[str]
    words: frozenset[str] = (
        frozenset()
    )  # of those watched, which stand in the notice; told of whole notices only


DIRECT = ("recalled", "corrected")  # these go to those who were told, whatever is watched since
_old = col(Trigger.matched).is_not(None) & col(Trigger.kind).not_in(DIRECT)


def unmatched(engine: Engine, notices: int, words: Collection[str] = ()) -> list[Occasion]:
    """Occasions that no subscription has been compared with, those of at most so many notices, oldest first.

    `words` are the phrases that somebody watches.
    """
    with reading(engine) as session:
        waiting = select(Trigger.notice_id).where(col(Trigger.matched).is_(None))
        some = session.exec(waiting.group_by(Trigger.notice_id).limit(notices)).all()
        rows = session.exec(
            select(Trigger).where(col(Trigger.notice_id).in_(some), col(Trigger.matched).is_(None))
        ).all()
        return occasions(session, rows, words)


def past(engine: Engine, after: str, notices: int, words: Collection[str] = ()) -> tuple[list[Occasion], str]:
    """Occasions that were compared before, by notice: those of the next notices after this id, and where to go on."""
    with reading(engine) as session:
        some = session.exec(
            select(Trigger.notice_id)
            .where(_old, Trigger.notice_id > after)
            .group_by(Trigger.notice_id)
            .order_by(Trigger.notice_id)
            .limit(notices)
        ).all()
        rows = session.exec(select(Trigger).where(col(Trigger.notice_id).in_(some), _old)).all()
        return occasions(session, rows, words), (some[-1] if some else "")


def occasions(session: Session, triggers: Sequence[Trigger], words: Collection[str] = ()) -> list[Occasion]:
    """The triggers as occasions, oldest first."""
    known = kin(session)
    notices = {t.notice_id for t in triggers}
    entries = _by_notice(session.exec(select(Entry).where(col(Entry.notice_id).in_(notices))).all())
    issuers = _codes(
        session.exec(
            select(NoticeIssuer.notice_id, NoticeIssuer.code).where(
                col(NoticeIssuer.notice_id).in_(notices), col(NoticeIssuer.role).in_(OWN)
            )
        ).all()
    )
    acts = leaders(session, notices) | dict(
        session.exec(
            select(col(NoticeLink.from_id), col(NoticeLink.to_id)).where(
                col(NoticeLink.from_id).in_(notices), NoticeLink.kind == "reports"
            )
        ).all()
    )
    violations = _violations(session, notices)
    whole = {t.notice_id for t in triggers if t.subject == "notice" and t.kind in ("named", "edited")}
    said = saying(session, whole, words) if whole and words else {}
    return [
        _occasion(
            known,
            t,
            acts,
            entries.get(t.notice_id, []),
            issuers.get(t.notice_id, frozenset()),
            violations.get(t.notice_id, frozenset()),
            frozenset(said.get(t.notice_id, ())) if t.subject == "notice" else frozenset(),
        )
        for t in sorted(
            triggers, key=lambda t: (t.notice_id in acts, t.at, t.id)
        )  # the act before its reports
    ]


def _occasion(
    known: Kin,
    trigger: Trigger,
    acts: dict[str, str],
    entries: list[Entry],
    issuers: frozenset[str],
    violations: frozenset[str],
    words: frozenset[str],
) -> Occasion:
    mine = [e for e in entries if _speaks_of(known, trigger, e)]
    named = [e for e in mine if e.role != "mentioned"]
    apps = {known.follow(e.app_id) for e in named if e.app_id}
    firms = {known.head(e.company_id) for e in named if e.company_id}
    if not mine and trigger.subject == "company":  # a developer that has no entry of its own
        firms.add(known.head(trigger.subject_id))
    firms |= {firm for app in apps if (firm := known.firm(app))}
    notice = known.follow(trigger.notice_id)
    return Occasion(
        trigger_id=trigger.id,
        kind=trigger.kind,
        notice=known.follow(acts.get(notice, acts.get(trigger.notice_id, notice))),
        subject=trigger.subject,
        subject_id=known.follow(trigger.subject_id),
        name=mine[0].key if mine and trigger.subject != "notice" else "",
        state=trigger.state,
        late=trigger.late,
        at=trigger.at,
        apps=frozenset(apps),
        firms=frozenset(firms),
        issuers=issuers,
        violations=violations,
        words=words,
    )


def _speaks_of(known: Kin, trigger: Trigger, entry: Entry) -> bool:
    if trigger.subject == "notice":
        return trigger.kind != "named"  # what it names has triggers of its own
    subject = known.follow(trigger.subject_id)
    if trigger.subject == "app":
        return entry.app_id is not None and known.follow(entry.app_id) == subject
    is_firm = entry.subject == "company" and entry.company_id is not None
    return is_firm and known.follow(entry.company_id or "") == subject


def _by_notice(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.notice_id].append(entry)
    return found


def _codes(rows: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for notice_id, code in rows:
        found[notice_id].add(code)
    return {notice_id: frozenset(codes) for notice_id, codes in found.items()}


def _violations(session: Session, notices: set[str]) -> dict[str, frozenset[str]]:
    whole = select(Finding.notice_id, Finding.code).where(
        col(Finding.notice_id).in_(notices), Finding.kind == "violation"
    )
    rows = (
        select(Entry.notice_id, EntryProblem.code)
        .join(EntryProblem, col(EntryProblem.entry_id) == col(Entry.id))
        .where(col(Entry.notice_id).in_(notices), EntryProblem.code != "")
    )
    return _codes([*session.exec(whole).all(), *session.exec(rows).all()])
