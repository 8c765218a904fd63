"""Whether a crawl brought what it should: the named checks at the end of a run, and its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from crawler.layouts import written_in
from crawler.page import Source
from crawler.work import TOLD, Work
from store.records import Check

USUAL_LEAST = 4  # rows: of fewer a fall says nothing


def checks(work: Work, given: bool = False) -> list[Check]:
    """What must hold at the end of a source's crawl; `given`: of addresses that a person gave, without its lists."""
    return _items(work) if given else [*_lists(work), *_items(work)]


def _items(work: Work) -> list[Check]:
    return [
        Check(
            name="no empty answers", passed=not work.empty, text=f"{work.empty} answers with nothing in them"
        ),
        Check(name="items read", passed=not work.faults, text=_told(work.faults, "all items read")),
        Check(name="attachments", passed=not work.missing, text=_told(work.missing, "all attachments came")),
        Check(
            name="days in range",
            passed=not work.odd_days,
            text=_told(sorted(work.odd_days), "all days are possible")
            + (f" ({where(work.source)})" if work.odd_days else ""),
        ),
    ]


def _lists(work: Work) -> list[Check]:
    source = work.source
    least = min(work.rows.values(), default=0)
    found = [
        Check(
            name="lists answered",
            passed=not work.list_faults and not work.given_up,
            text="; ".join([*work.list_faults, work.given_up])[:500].strip("; ")
            or f"{len(work.rows)} lists read",
        ),
        Check(
            name="rows",
            passed=bool(work.rows) and least >= source.min_rows,
            text=f"{source.id}: list gave {least} rows, wanted {source.min_rows} ({where(source)})",
        ),
        Check(name="titles", passed=not work.untitled, text=f"{work.untitled} rows without a title"),
        _usual(work),
        *_total(work),
    ]
    if source.silent_days is not None:
        found.append(_silence(work, source.silent_days))
    return found


def _usual(work: Work) -> Check:
    """A list that gives far fewer rows than it used to has changed, though it still gives enough."""
    rows = work.counts["rows"]
    fell = work.usual is not None and work.usual >= USUAL_LEAST and rows * 2 < work.usual
    usual = f", {work.usual} are usual" if work.usual is not None else ""
    hint = f" ({where(work.source)})" if fell else ""
    return Check(name="rows as usual", passed=not fell, text=f"first pages gave {rows} rows{usual}{hint}")


def _total(work: Work) -> list[Check]:
    """What a list says it has against what is known of it; nothing where it says nothing or did not answer."""
    whole = bool(work.totals) and work.totals.keys() == work.rows.keys()
    several = len(work.rows) > 1
    if (
        work.source.match
        or not whole
        or work.left
        or work.list_faults
        or work.given_up
        or (several and work.backfilled)
    ):
        return []
    said = sum(work.totals.values())
    have = work.counts["listed"] if several else len(work.known | work.planned)
    text = f"the list says {said} items, {have} are known"
    return [Check(name="list total", passed=have >= said, text=text)]


def _silence(work: Work, usual: int) -> Check:
    """A feed that answers with old items only is a zombie, and is called so."""
    days = (
        (datetime.now(UTC).date() - datetime.fromisoformat(work.newest).date()).days if work.newest else None
    )
    late = days is None or days > usual
    text = f"newest item is {days} days old" if days is not None else "no item shows a day"
    name = "stale feed" if work.source.layout == "feed" else "not silent"
    return Check(name=name, passed=not late, text=f"{text}, {usual} are usual")


def where(source: Source) -> str:
    """The files to open when a source has changed."""
    return f"{source.file}, {written_in(source.layout)}, tests/fixtures/sites/{source.id}"


def _told(faults: list[str], good: str) -> str:
    more = f" … and {len(faults) - TOLD} more" if len(faults) > TOLD else ""
    return "; ".join(faults[:TOLD]) + more if faults else good


def verdict(work: Work, found: Sequence[Check]) -> str:
    """ok, warning, failed or blocked."""
    if work.blocked and not work.counts["fetched"] and not work.rows:
        return "blocked"
    failed = {check.name for check in found if not check.passed}
    if failed & {"lists answered", "rows"}:
        return "failed"
    return "warning" if failed else "ok"
