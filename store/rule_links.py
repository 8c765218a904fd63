"""Press reports of a rule and the rule that they report: named in 《》 or by its law, with an issuer or a day in common.

A report that does not name it is one where all its authorities and its day in force are those of one rule of the week.
A report that names apps reports a list, whatever rules it cites; and a rule that is cited long after it was published
or came into force is only cited. A report of a draft is not one of the rule, nor the other way round.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from sqlmodel import Session, col, or_, select

from store import copies
from store.series import OWN
from store.tables import Deadline, Entry, ExtractionRow, Finding, Notice, NoticeIssuer
from store.vocab import fold, laws

WINDOW = timedelta(
    days=7
)  # a report stands at most so long after a rule's publication, or from its day in force
RULES = ("rule", "draft_rule")
_TITLES = re.compile(r"《([^《》]{2,80})》")
_DRAFT = re.compile(r"[（(](?:征求意见稿|公开征求意见稿|草案)[^（）()]{0,10}[）)]")
_IS_DRAFT = re.compile(r"征求意见|草案|\bdraft\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Rule:
    """What a rule and a report of it have in common."""

    names: dict[str, str]  # as printed, by folded name or code of law
    is_draft: bool
    issuers: frozenset[str]
    days: frozenset[str]  # of publication or signature, and in force
    force: frozenset[str]


def reported(session: Session, press: Notice) -> tuple[str, str] | None:
    """The one rule that the report tells of, and why; None where none or several fit, or it names apps."""
    apps = select(Entry.id).where(Entry.notice_id == press.id, Entry.subject == "app", Entry.role == "target")
    if press.counts.get("apps") or session.exec(apps).first():
        return None
    rules = _rules(session, press)
    if not rules:
        return None
    said = _rule(session, press)
    fits = {rule.id: why for rule in rules if (why := _sign(press.day, said, _rule(session, rule)))}
    leading = copies.leaders(session, fits)
    best = {leading.get(id_, id_): fits[id_] for id_ in sorted(fits)}
    return next(iter(best.items())) if len(best) == 1 else None


def press_around(session: Session, rule: Notice) -> list[Notice]:
    """The press that may report a rule: of a week from its publication, or around its day in force."""
    if rule.document not in RULES:
        return []
    around = [col(Notice.day).between(first, last) for first, last in _weeks(session, rule)]
    return list(session.exec(select(Notice).where(Notice.kind == "press", or_(*around)))) if around else []


def _weeks(session: Session, rule: Notice) -> list[tuple[str, str]]:
    found = []
    for text, before in ((rule.day, timedelta()), *((d, WINDOW) for d in sorted(_force(session, rule)))):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            continue
        found.append(((day - before).isoformat(), (day + WINDOW).isoformat()))
    return found


def _rules(session: Session, press: Notice) -> list[Notice]:
    """The rules that were published or came into force about the day of the report."""
    try:
        day = date.fromisoformat(press.day)
    except ValueError:
        return []
    first, now, last = ((day + shift).isoformat() for shift in (-WINDOW, timedelta(), WINDOW))
    in_force = select(Deadline.notice_id).where(
        Deadline.kind == "effective_from", col(Deadline.on).between(first, last)
    )
    near = or_(col(Notice.day).between(first, now), col(Notice.id).in_(in_force))
    query = select(Notice).where(Notice.kind == "official", col(Notice.document).in_(RULES), near)
    return list(session.exec(query.order_by(col(Notice.id))))


def _force(session: Session, notice: Notice) -> frozenset[str]:
    query = select(Deadline.on).where(
        Deadline.notice_id == notice.id, Deadline.kind == "effective_from", Deadline.on != ""
    )
    return frozenset(session.exec(query))


def _rule(session: Session, notice: Notice) -> _Rule:
    """Of a rule its own names, of a report those of all that it names."""
    issuers = select(NoticeIssuer.code).where(
        NoticeIssuer.notice_id == notice.id, col(NoticeIssuer.role).in_(OWN)
    )
    force = _force(session, notice)
    is_press = notice.kind == "press"
    own = (
        f"{notice.title} {session.get_one(ExtractionRow, notice.version_id).text}"
        if is_press
        else notice.title
    )
    printed = _TITLES.findall(own) or ([] if is_press else [notice.title])
    names = {_key(name): f"《{name}》" for name in printed}
    cited = select(Finding.code).where(Finding.notice_id == notice.id, Finding.kind == "law")
    codes = set(session.exec(cited)) if is_press else {_codes().get(key, "") for key in names}
    return _Rule(
        names | {code: code for code in codes if code},
        bool(_IS_DRAFT.search(notice.title)) or notice.document == "draft_rule",
        frozenset(session.exec(issuers)),
        frozenset({notice.published_on[:10], notice.signed_on[:10]} - {""}) | force,
        force,
    )


def _key(name: str) -> str:
    return fold(_DRAFT.sub("", name)).removeprefix("中华人民共和国")


@cache
def _codes() -> dict[str, str]:
    """Codes of laws by their folded names."""
    return {_key(name): law.code for law in laws().values() for name in (law.zh, law.en, *law.also)}


def _sign(day: str, press: _Rule, rule: _Rule) -> str:
    """Why a report is of the rule: its name, and an issuer, its day or its day in force; empty where it is not."""
    named = sorted(press.names.keys() & rule.names.keys())
    if press.is_draft != rule.is_draft:
        return ""
    if not named:
        same = press.force & rule.force and press.issuers and press.issuers == rule.issuers
        return f"both of {', '.join(sorted(rule.issuers))} and in force on {min(rule.force)}" if same else ""
    signs = [f"both of {', '.join(shared)}"] if (shared := sorted(press.issuers & rule.issuers)) else []
    if day in rule.days or press.force & rule.force:
        signs.append("of its day, or stating its day in force")
    return "; ".join([f"names {rule.names[named[0]]}", *signs]) if signs else ""
