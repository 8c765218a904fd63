"""What must hold of a record without gold, and whether its list was read whole. Doubts become issues; nothing is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from nlp.rows import AppList
from store.records import AppClaim, DeadlineClaim, DocumentKind, Issue, Item, Reading, Seal, Stamp

_WITH_LIST = ("app_list", "removal_notice")


def seal(
    document: DocumentKind,
    counts: dict[str, int],
    apps: list[AppClaim],
    lists: list[AppList],
    readings: Sequence[Reading],
) -> Seal:
    """The seal of an item: is what it says it names what was read?"""
    rows = sum(len(found.apps) for found in lists)
    parts = _parts(counts, apps)
    stated = sum(number for number, _ in parts) if parts else None
    if document not in _WITH_LIST and not rows:
        return Seal(state="no_list_expected", stated=stated, read=rows, text="no list expected")
    read = rows or sum(1 for app in apps if app.role == "target")
    lost = _lost(stated, read, lists, readings)
    if stated is None:
        if read:
            return Seal(state="no_number_stated", read=read, text=f"no number stated{lost}")
        return Seal(state="list_not_found", read=0, text=f"list not found{lost}")
    if not read:
        return Seal(
            state="list_not_found", stated=stated, read=0, text=f"{stated} stated, list not found{lost}"
        )
    refused = any(row.refused for found in lists for row in found.rows)
    whole = all(number == found for number, found in parts) if rows else read == stated
    if whole and not refused:
        return Seal(state="complete", stated=stated, read=read, text=f"{read} of {stated} read")
    return Seal(state="incomplete", stated=stated, read=read, text=f"{stated} stated, {read} read{lost}")


def _parts(counts: dict[str, int], apps: list[AppClaim]) -> list[tuple[int, int]]:
    """What an item states of each of its lists, and what was read of it.

    A check of an earlier list has those that mended and those that did not; a notice may name some and remove others.
    """
    rows = [app for app in apps if app.row is not None]
    total = counts.get("apps")
    for one, other in (("rectified", "not_rectified"), ("removed", "apps")):
        read = sum(app.outcome == one for app in rows)
        if 0 < read < len(rows) and {one, other} <= set(counts):
            return [(counts[one], read), (counts[other], len(rows) - read)]
    mended = counts.get("rectified") if _all_mended(rows) else None
    if mended is not None and (total is None or "not_rectified" in counts):
        return [(mended + counts.get("not_rectified", 0), len(rows))]
    sdks = sum(app.kind == "sdk" for app in rows)
    if total is not None and 0 < sdks < len(rows) and 0 < counts.get("sdks", 0) < total:
        return [(counts["sdks"], sdks), (total - counts["sdks"], len(rows) - sdks)]
    return [] if total is None else [(total, len(rows))]


def _all_mended(rows: list[AppClaim]) -> bool:
    return bool(rows) and all(app.outcome == "rectified" for app in rows)


def _lost(stated: int | None, read: int, lists: list[AppList], readings: Sequence[Reading]) -> str:
    """What is known of rows that were not read: refused ones, and files of which nothing could be read."""
    refused = sum(row.refused for found in lists for row in found.rows)
    unread = [r.file for r in readings if r.file and r.issues and not r.tables and not r.text.strip()]
    said = f", {refused} refused" if refused else ""
    if unread:
        missing = max((stated or 0) - read - refused, 0)
        said += f", {missing or 'rows'} unreadable ({', '.join(unread[:10])})"
    return said


def page_doubts(item: Item, own: Stamp | None) -> list[Issue]:
    """What the page's layout doubts, and a box of facts that gives another day than the text's signature."""
    found = [Issue(code="page_warning", text=warning) for warning in item.warnings]
    if own and item.signed and own.value[:10] != item.signed.value[:10]:
        text = (
            f"The text is signed on {own.value[:10]}, the page's box of facts says {item.signed.value[:10]}."
        )
        found.append(Issue(code="signed_differs", text=text, where=item.signed.printed))
    return found


def doubts(seal_: Seal, deadlines: list[DeadlineClaim], published: date | None) -> list[Issue]:
    """Issues that the record itself raises."""
    found: list[Issue] = []
    if seal_.state == "incomplete":
        found.append(
            Issue(
                code="count_differs", text=f"The item states {seal_.stated} apps and {seal_.read} were read."
            )
        )
    for claim in deadlines:
        if published and claim.date and claim.kind == "rectify_by" and claim.date < published.isoformat():
            text = f"The deadline {claim.date} lies before the publication {published.isoformat()}."
            found.append(Issue(code="deadline_before_publication", text=text, where=claim.text))
    for kind in {c.kind for c in deadlines}:
        days = {c.date or c.duration for c in deadlines if c.kind == kind}
        if kind == "rectify_by" and len(days) > 1:
            text = "The item gives different deadlines: " + ", ".join(sorted(d for d in days if d)) + "."
            found.append(Issue(code="deadlines_differ", text=text))
    return found
