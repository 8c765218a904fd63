"""Who belongs to whom, whole and in memory: apps to firms, firms to groups, merged ids to those that answer
for them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from sqlmodel import Session, col, select

from store.merging import follow
from store.tables import App, Company, Redirect


@dataclass(frozen=True)
class Kin:
    """The three relations, by id."""

    groups: dict[str, str | None]  # company to the head of its group
    developers: dict[str, str | None]  # app to its company
    redirects: dict[str, str]  # merged id to the one that answers for it

    def follow(self, id_: str) -> str:
        """The id that answers for this one today. A ring of redirects ends where it began."""
        seen = {id_}
        while (after := self.redirects.get(id_)) and after not in seen:
            seen.add(after)
            id_ = after
        return id_

    def head(self, company_id: str) -> str:
        """The company at the head of the group; the company itself where it stands alone."""
        at = self.follow(company_id)
        seen = {at}
        while (above := self.groups.get(at)) and (above := self.follow(above)) not in seen:
            seen.add(above)
            at = above
        return at

    def firm(self, app_id: str) -> str | None:
        """The head of the group whose app this is."""
        company = self.developers.get(self.follow(app_id))
        return self.head(company) if company else None

    def aliases(self, id_: str) -> frozenset[str]:
        """This id, the one that answers for it, and all that were merged into that."""
        return frozenset(self._into(self.follow(id_))) | {id_}

    def _into(self, id_: str) -> Iterator[str]:
        waiting, seen = [id_], {id_}
        while waiting:
            at = waiting.pop()
            yield at
            fresh = [old for old in self._merged.get(at, ()) if old not in seen]
            seen.update(fresh)
            waiting += fresh

    @cached_property
    def _merged(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for old, new in self.redirects.items():
            found[new].append(old)
        return found


def head(session: Session, company_id: str) -> str:
    """`Kin.head` for one company, without the others."""
    at = follow(session, company_id)
    seen = {at}
    while (above := session.get_one(Company, at).group_id) and (above := follow(session, above)) not in seen:
        seen.add(above)
        at = above
    return at


def kin(session: Session) -> Kin:
    """The relations as they are now."""
    return Kin(
        groups=dict(session.exec(select(Company.id, Company.group_id)).all()),
        developers=dict(session.exec(select(App.id, App.company_id)).all()),
        redirects=dict(session.exec(select(col(Redirect.old_id), col(Redirect.new_id))).all()),
    )
