"""Press reports and the official notices that they report, told by content: never guessed on one weak sign."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from store import copies, rule_links
from store.pointing import point
from store.series import OWN
from store.tables import Entry, Notice, NoticeIssuer

WINDOW = timedelta(days=7)  # a report stands at most so long after the notice
FEW_APPS = 3  # a stated count below this says nothing
SHARED_NAMES = 2  # so many named targets in common are a strong sign


@dataclass(frozen=True)
class _Content:
    """What a press report and the notice that it reports have in common."""

    issuers: frozenset[str]
    apps: int | None  # stated count
    batch: int | None
    targets: dict[str, str]  # name by identity, or by folded name where there is none


def link(session: Session, notice: Notice) -> None:
    """Bring the links of a notice, its copies and, of an official one, the press around them, up to date."""
    moved = copies.relink(session, notice)
    for id_ in sorted(
        {press.id for one in (notice, *_all(session, moved)) for press in _press(session, one)}
    ):
        press = session.get_one(Notice, id_)
        found = _reported(session, press) or rule_links.reported(session, press)
        point(session, press.id, "reports", found)


def _press(session: Session, notice: Notice) -> list[Notice]:
    """The press whose links depend on a notice."""
    if notice.kind == "press":
        return [notice]
    return [*_around(session, notice, "press"), *rule_links.press_around(session, notice)]


def _all(session: Session, ids: Collection[str]) -> list[Notice]:
    return [session.get_one(Notice, id_) for id_ in sorted(ids)]


def _reported(session: Session, press: Notice) -> tuple[str, str] | None:
    """The one official notice that fits best, and why; None where none fits or two fit alike.

    What fits a copy fits the notice that leads it.
    """
    official = _around(session, press, "official")
    content = _contents(session, [press, *official])
    leading = copies.leaders(session, [n.id for n in official])
    fits = [(s, n.id) for n in official if (s := _signs(content[press.id], content[n.id]))]
    most = max((len(signs) for signs, _ in fits), default=0)
    best = {leading.get(id_, id_): (signs, id_) for signs, id_ in sorted(fits) if len(signs) == most}
    if len(best) != 1:
        return None
    ((lead, (signs, id_)),) = best.items()
    shared = ", ".join(sorted(content[press.id].issuers & content[id_].issuers))
    return lead, f"both of {shared}, within {WINDOW.days} days; " + "; ".join(signs)


def _signs(press: _Content, official: _Content) -> list[str]:
    """Strong signs that one reports the other, none without a shared issuer."""
    if not press.issuers & official.issuers:
        return []
    signs = []
    if press.batch and press.batch == official.batch:
        signs.append(f"batch {press.batch} overall")
    if press.apps and press.apps == official.apps and press.apps >= FEW_APPS:
        signs.append(f"{press.apps} apps stated")
    shared = sorted(press.targets[key] for key in press.targets.keys() & official.targets.keys())
    if len(shared) >= SHARED_NAMES:
        signs.append(f"{len(shared)} names in common: {', '.join(shared[:5])}")
    return signs


def _around(session: Session, notice: Notice, kind: str) -> list[Notice]:
    """The notices of a kind whose day lets one report the other; none where the day is not known."""
    try:
        day = date.fromisoformat(notice.day)
    except ValueError:
        return []
    first, last = (day - WINDOW, day) if kind == "official" else (day, day + WINDOW)
    days = col(Notice.day).between(first.isoformat(), last.isoformat())
    return list(session.exec(select(Notice).where(Notice.kind == kind, days, Notice.id != notice.id)))


def _contents(session: Session, notices: list[Notice]) -> dict[str, _Content]:
    ids = [notice.id for notice in notices]
    issuers: dict[str, set[str]] = {id_: set() for id_ in ids}
    for issuer in session.exec(
        select(NoticeIssuer).where(col(NoticeIssuer.notice_id).in_(ids), col(NoticeIssuer.role).in_(OWN))
    ):
        issuers[issuer.notice_id].add(issuer.code)
    targets: dict[str, dict[str, str]] = {id_: {} for id_ in ids}
    entries = select(Entry).where(col(Entry.notice_id).in_(ids), Entry.role == "target")
    for entry in session.exec(entries):
        targets[entry.notice_id][entry.key] = entry.name
    return {
        n.id: _Content(
            frozenset(issuers[n.id]), n.seal_stated or n.counts.get("apps"), n.batch_overall, targets[n.id]
        )
        for n in notices
    }
