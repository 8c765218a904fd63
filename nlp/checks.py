"""What must hold of a record without gold, and whether its list was read whole. Doubts become issues; nothing is dropped."""

from __future__ import annotations

from datetime import date

from nlp.rows import AppList
from store.records import AppClaim, DeadlineClaim, DocumentKind, Issue, Item, Seal, Stamp

_WITH_LIST = ("app_list", "removal_notice")


def seal(
    document: DocumentKind, stated: int | None, apps: list[AppClaim], rows: int, lists: list[AppList]
) -> Seal:
    """The seal of an item: is what it says it names what was read?"""
    if document not in _WITH_LIST and not rows:
        return Seal(state="no_list_expected", stated=stated, read=rows, text="no list expected")
    read = rows or sum(1 for app in apps if app.role == "target")
    if stated is None:
        if read:
            return Seal(state="no_number_stated", read=read, text="no number stated")
        return Seal(state="list_not_found", read=0, text="list not found")
    if not read:
        return Seal(state="list_not_found", stated=stated, read=0, text=f"{stated} stated, list not found")
    refused = any(row.refused for found in lists for row in found.rows)
    if read == stated and not refused:
        return Seal(state="complete", stated=stated, read=read, text=f"{read} of {stated} read")
    return Seal(state="incomplete", stated=stated, read=read, text=f"{stated} stated, {read} read")


def stated_of(counts: dict[str, int], apps: list[AppClaim]) -> int | None:
    """How many apps an item says that it lists: a check of an earlier list has those that mended and those that did not."""
    mended_listed = any(app.row is not None and app.outcome == "rectified" for app in apps)
    if mended_listed and {"rectified", "not_rectified"} <= set(counts):
        return counts["rectified"] + counts["not_rectified"]
    return counts.get("apps")


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
