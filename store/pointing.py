"""The one link of a kind that leads from a notice to another: written where it differs from what stands there."""

from __future__ import annotations

from sqlmodel import Session, select

from store import clock
from store.tables import NoticeLink


def point(session: Session, from_id: str, kind: str, found: tuple[str, str] | None) -> bool:
    """Let the notice's link of this kind be `found`, a notice's id and the reason, or none; True where it was not."""
    stored = session.exec(
        select(NoticeLink).where(NoticeLink.from_id == from_id, NoticeLink.kind == kind)
    ).all()
    if [(row.to_id, row.reason) for row in stored] == ([found] if found else []):
        return False
    for row in stored:
        session.delete(row)
    session.flush()
    if found:
        to_id, reason = found
        session.add(
            NoticeLink(
                from_id=from_id, to_id=to_id, kind=kind, basis="content", reason=reason, at=clock.now()
            )
        )
        session.flush()
    return True
