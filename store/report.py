"""The condition of a deployment as lines for a person and as data for a monitor, with gaps and recall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Engine

from store.condition import Condition, SourceCondition
from store.gaps import Lead, leads, spans
from store.recall import Recall, TotalCheck, recall, totals
from store.reports import Report as Reported
from store.reports import reports
from store.vocab import label


@dataclass(frozen=True)
class Report:
    """What `tongbao health` prints, either way, and whether all is well."""

    good: bool
    lines: list[str]
    data: dict[str, Any]


def report(engine: Engine, found: Condition, files: Mapping[str, str], strict: bool = False) -> Report:
    """Everything in words. `files` names by source what to open when it has changed; `strict`: a warning alarms."""
    missing, index, own, told = leads(engine), recall(engine), totals(engine), reports(engine)
    good = found.healthy and not (strict and any(s.verdict == "warning" for s in found.sources))
    lines = ["healthy" if good else "NOT healthy"]
    lines += [f"{'ok  ' if c.passed else 'FAIL'}  {c.name}: {c.text}" for c in found.checks]
    lines.append("waits: " + ", ".join(f"{name} {number}" for name, number in found.waiting.items()))
    for source in found.sources:
        lines += _source(source, files.get(source.id, ""))
    lines += [recall_line(index), *map(total_line, own), *map(lead_line, missing), *map(report_line, told)]
    return Report(good, lines, _data(good, found, files, missing, index, own, told))


def _source(source: SourceCondition, files: str) -> Iterator[str]:
    success = f"{source.succeeded:%Y-%m-%d %H:%M} UTC" if source.succeeded else "never"
    late = " (too long ago)" if source.late else ""
    mark = "ok  " if source.healthy else "FAIL"
    yield f"{mark}  {source.id}: {source.verdict}, last success {success}{late}, {source.waiting} items wait"
    for check in source.failed:
        yield f"        {check.name}: {check.text}"
    if source.error and not source.failed:
        yield f"        {source.error}"
    if files and (source.failed or not source.healthy):
        yield f"        open: {files}"


def recall_line(found: Recall) -> str:
    """How many known notices are here, authorities that lack some named."""
    if not found.measured:
        return "recall: not measured, this is a store of examples"
    short = [f"{code} {here}/{known}" for code, (known, here) in found.by_issuer.items() if here < known]
    lacking = f"; not all of {', '.join(short[:12])}{' …' if len(short) > 12 else ''}" if short else ""
    return f"recall: {found.here} of {found.known} known notices are here{lacking}"


def total_line(found: TotalCheck) -> str:
    """An authority's own total against ours."""
    total = found.total
    words = {
        "agrees": "agrees", "fewer_lists": "we have fewer lists", "fewer_apps": "we have fewer apps",
        "more": "we have more",
    }[found.state]  # fmt: skip
    parts = [
        f"total: {total.source_en}: {total.lists} lists, {total.apps} apps; "
        f"ours {found.lists} lists, {found.apps} apps: {words}"
    ]
    if found.missing:
        parts.append(f"missing No. {spans(found.missing)}")
    if found.later:
        parts.append(f"of these the index dates No. {spans(found.later)} later than that day")
    if found.short:
        parts.append("short " + ", ".join(f"No. {s.number} ({s.read} of {s.stated})" for s in found.short))
    return "; ".join(parts)


def lead_line(lead: Lead) -> str:
    """One lead, with its neighbours and where to look."""
    who = " + ".join(label("issuers", code, "en") for code in lead.issuers)
    series = f"{lead.year}" if lead.year else "all years"
    before = f"after {lead.before.number} ({lead.before.url}), " if lead.before else ""
    where = ", ".join(address for _, address in lead.lists) or "no connected source"
    return (
        f"lead: {who}, {series}: No. {spans(lead.numbers)}{lead.unit} may be missing, {before}"
        f"before {lead.after.number} ({lead.after.url}); look at {where}"
    )


def report_line(one: Reported) -> str:
    """What a reader reported, in a line."""
    about = " ".join(filter(None, (one.notice_id, one.address)))
    why = f" ({one.cause})" if one.cause else ""
    return f"reader: {one.at:%Y-%m-%d} {one.id} {one.kind}{why}: {about}: {one.words[:200]}"


def _data(
    good: bool,
    found: Condition,
    files: Mapping[str, str],
    missing: list[Lead],
    index: Recall,
    own: list[TotalCheck],
    told: list[Reported],
) -> dict[str, Any]:
    sources = [
        {
            **{k: v for k, v in asdict(s).items() if k != "failed"},
            "healthy": s.healthy,
            "failed": [check.model_dump() for check in s.failed],
            "files": files.get(s.id, ""),
        }
        for s in found.sources
    ]
    return {
        "healthy": good,
        "checks": [check.model_dump() for check in found.checks],
        "waiting": dict(found.waiting),
        "sources": sources,
        "recall": asdict(index) if index.measured else {"measured": False},
        "totals": [{**asdict(total), "state": total.state} for total in own],
        "leads": [asdict(lead) for lead in missing],
        "reports": [asdict(one) for one in told],
    }
