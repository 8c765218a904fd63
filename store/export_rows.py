"""From stored notices to exported rows, one dict for each row, in the fields of `store/fields.py`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from store import vocab
from store.corrections import said
from store.doubt import unreviewed
from store.history import Times, times
from store.persons import hide, mask
from store.series import OWN
from store.show_notices import persons
from store.tables import (
    App,
    Company,
    Correction,
    Deadline,
    Document,
    Entry,
    EntryProblem,
    Finding,
    Mention,
    Notice,
    NoticeIssuer,
    NoticeLink,
    Penalty,
)

Row = dict[str, Any]
CHUNK = 100


@dataclass(frozen=True)
class _Bundle:
    """One notice with everything that hangs on it."""

    notice: Notice
    rows: Mapping[type[SQLModel], Sequence[Any]]
    problems: Mapping[str, Sequence[EntryProblem]]  # by entry
    documents: Mapping[str, Document]
    companies: Mapping[str, Company]
    owners: Mapping[str, str | None]  # company of each app
    times: Mapping[tuple[str, str], Times]  # of the parts that changed, by kind and key

    def persons(self) -> set[str]:
        """All names of the natural persons that the notice names."""
        people = [entry for entry in self.rows[Entry] if entry.kind == "person"]
        return {name for entry in people for name in (entry.name, *entry.aliases)}


def exported(session: Session) -> Iterator[tuple[str, Row]]:
    """All rows with the names of their datasets, notice by notice, oldest first."""
    ids = list(session.exec(select(Notice.id).order_by(col(Notice.day), col(Notice.id))))
    for start in range(0, len(ids), CHUNK):
        for bundle in _bundles(session, ids[start : start + CHUNK]):
            people = bundle.persons()
            for name, row in _rows(bundle):
                yield name, {key: hidden(value, people) for key, value in row.items()} if people else row
        session.expunge_all()
    for row in _corrections(session):
        yield "corrections", row


def _corrections(session: Session) -> Iterator[Row]:
    """Every correction, taken back or not; natural persons masked."""
    rows = session.exec(select(Correction).order_by(col(Correction.at), col(Correction.id))).all()
    people = persons(session, sorted({c.notice_id for c in rows}))
    same = "notice_id target target_id field by reason undone_by undone_reason"
    for c in rows:
        row = {
            "correction_id": c.id,
            "was": said(c.was),
            "value": said(c.value),
            "at": instant(c.at),
            "undone_at": instant(c.undone_at) if c.undone_at else None,
            **_same(c, same),
        }
        yield {key: hidden(value, set(people.get(c.notice_id, ()))) for key, value in row.items()}


def _bundles(session: Session, ids: list[str]) -> Iterator[_Bundle]:
    notices = {n.id: n for n in session.exec(select(Notice).where(col(Notice.id).in_(ids)))}
    found: dict[type[SQLModel], dict[str, list[Any]]] = {}
    tables: tuple[type[Any], ...] = (Entry, Deadline, Penalty, Finding, Mention, NoticeIssuer)
    for table in tables:
        found[table] = defaultdict(list)
        for row in session.exec(select(table).where(col(table.notice_id).in_(ids))):
            found[table][row.notice_id].append(row)
    found[NoticeLink] = defaultdict(list)
    for link in session.exec(select(NoticeLink).where(col(NoticeLink.from_id).in_(ids))):
        found[NoticeLink][link.from_id].append(link)
    entries = [entry for rows in found[Entry].values() for entry in rows]
    problems = _problems(session, [entry.id for entry in entries])
    apps = select(App).where(col(App.id).in_({entry.app_id for entry in entries if entry.app_id}))
    owners = {app.id: app.company_id for app in session.exec(apps)}
    companies = _companies(session, {e.company_id for e in entries} | set(owners.values()))
    versions = [notice.version_id for notice in notices.values()]
    documents = {
        d.id: d for d in session.exec(select(Document).where(col(Document.version_id).in_(versions)))
    }
    changed = times(session, notices.values())
    for id_ in ids:
        rows = {table: by_notice[id_] for table, by_notice in found.items()}
        yield _Bundle(notices[id_], rows, problems, documents, companies, owners, changed)


def _problems(session: Session, entry_ids: list[str]) -> dict[str, list[EntryProblem]]:
    found: dict[str, list[EntryProblem]] = defaultdict(list)
    query = select(EntryProblem).order_by(col(EntryProblem.entry_id), col(EntryProblem.position))
    for start in range(0, len(entry_ids), 10 * CHUNK):
        part = col(EntryProblem.entry_id).in_(entry_ids[start : start + 10 * CHUNK])
        for problem in session.exec(query.where(part)):
            found[problem.entry_id].append(problem)
    return found


def _companies(session: Session, ids: set[str | None]) -> dict[str, Company]:
    found = {c.id: c for c in session.exec(select(Company).where(col(Company.id).in_(ids)))}
    heads = {c.group_id for c in found.values() if c.group_id} - found.keys()
    return found | {c.id: c for c in session.exec(select(Company).where(col(Company.id).in_(heads)))}


def _rows(bundle: _Bundle) -> Iterator[tuple[str, Row]]:
    quotes: dict[str, Mention] = {}
    for mention in sorted(
        bundle.rows[Mention], key=lambda m: (m.field not in ("name", "date", "amount"), m.id)
    ):
        quotes.setdefault(mention.subject_id, mention)
    yield "notices", _notice(bundle)
    for entry in sorted(bundle.rows[Entry], key=lambda e: (e.subject, e.list_number or 0, e.row or 0, e.id)):
        trace = _trace(bundle, quotes.get(entry.id))
        yield "entries", _entry(bundle, entry) | trace | _standing(bundle, "entry", entry)
        for problem in bundle.problems.get(entry.id, ()):
            yield "problems", _problem(entry, problem) | trace
    for deadline in sorted(bundle.rows[Deadline], key=lambda d: d.id):
        trace = _trace(bundle, quotes.get(deadline.id))
        yield "deadlines", _deadline(deadline) | trace | _standing(bundle, "deadline", deadline)
    for penalty in sorted(bundle.rows[Penalty], key=lambda p: p.id):
        trace = _trace(bundle, quotes.get(penalty.id))
        yield "penalties", _penalty(penalty) | trace | _standing(bundle, "penalty", penalty)
    for act in sorted((f for f in bundle.rows[Finding] if f.kind == "act"), key=lambda f: f.id):
        trace = _trace(bundle, quotes.get(act.id))
        yield "actions", _action(act) | trace | _standing(bundle, "finding", act)
    for mention in sorted(bundle.rows[Mention], key=lambda m: m.id):
        yield "mentions", _mention(bundle, mention) | _trace(bundle, mention)


def _trace(bundle: _Bundle, mention: Mention | None) -> Row:
    return {
        "notice_id": bundle.notice.id,
        "item": _item(bundle),
        "url": bundle.notice.url,
        "quote": mention.quote if mention else "",
        "place": place(mention, bundle.documents[mention.document_id].name) if mention else "",
        "origin": bundle.notice.origin,
    }


def _item(bundle: _Bundle) -> str:
    """What the rows stand in: a copy is counted neither as a notice nor as a report."""
    if any(link.kind == "copies" for link in bundle.rows[NoticeLink]):
        return "copy"
    return "report" if bundle.notice.kind == "press" else "notice"


def _standing(bundle: _Bundle, kind: str, row: Entry | Deadline | Penalty | Finding) -> Row:
    """Whether the row is sure, since when it stands there, when it changed, and when its notice was looked at last."""
    notice = bundle.notice
    own = bundle.times.get((kind, row.id)) or Times(notice.first_seen, notice.first_seen)
    return {
        "unreviewed": unreviewed(row.confidence),
        "first_seen": instant(own.first_seen),
        "last_changed": instant(own.last_changed),
        "last_checked": instant(notice.last_checked),
    }


def place(mention: Mention, file: str) -> str:
    """Where a quote stands, for a person."""
    if mention.row is None:
        return f"text, characters {mention.start} to {mention.end}"
    page = f", page {mention.page}" if mention.page else ""
    return f"{file}{page}, table {mention.table_number}, row {mention.row}, column {mention.col}"


def _notice(bundle: _Bundle) -> Row:
    notice = bundle.notice
    same = (
        "title document kind language day published_on published_precision signed_on signed_precision batch_year "
        "batch_in_year batch_overall counts seal_state seal_stated seal_read seal_text extractor"
    )
    page = next(d for d in bundle.documents.values() if d.version_id == notice.version_id and d.position == 0)
    return _same(notice, same) | {
        "notice_id": notice.id,
        "issuers": sorted(issuer.code for issuer in bundle.rows[NoticeIssuer] if issuer.role in OWN),
        "reports": sorted(link.to_id for link in bundle.rows[NoticeLink] if link.kind == "reports"),
        "copy_of": next((link.to_id for link in bundle.rows[NoticeLink] if link.kind == "copies"), None),
        "first_seen": instant(notice.first_seen),
        "last_changed": instant(notice.last_changed),
        "last_checked": instant(notice.last_checked),
        "archived_sha256": page.sha256,
        "url": notice.url,
        "quote": notice.title,
        "place": "title",
        "origin": notice.origin,
    }


def _entry(bundle: _Bundle, entry: Entry) -> Row:
    same = (
        "subject name aliases kind role outcome developer version store category filing_number region row "
        "list_number app_id company_id raw rule confidence"
    )
    company = bundle.companies.get(entry.company_id or "")
    owner = company or bundle.companies.get(bundle.owners.get(entry.app_id or "") or "")
    group = bundle.companies.get(owner.group_id or "") if owner else None
    codes = dict.fromkeys(problem.code for problem in bundle.problems.get(entry.id, ()) if problem.code)
    return _same(entry, same) | {
        "entry_id": entry.id,
        "day": bundle.notice.day,
        "violations": list(codes),
        "company": _shown(company),
        "group_id": group.id if group else None,
        "group": _shown(group),
        "group_en": group.name_en if group and group.type != "person" else "",
    }


def _shown(company: Company | None) -> str:
    if company is None:
        return ""
    return mask(company.name) if company.type == "person" else company.name


def _problem(entry: Entry, problem: EntryProblem) -> Row:
    labels = {f"label_{lang}": vocab.label("violations", problem.code, lang) for lang in ("en", "zh")}
    return {"entry_id": entry.id, **_same(problem, "position code wording"), **labels}


def _deadline(row: Deadline) -> Row:
    same = "kind duration working_days text addressee report_to provisional basis confidence"
    return {"deadline_id": row.id, "date": row.on, **_same(row, same)}


def _penalty(row: Penalty) -> Row:
    amount = int(row.amount) if row.amount == int(row.amount) else float(row.amount)
    return {"penalty_id": row.id, "amount": amount, **_same(row, "kind currency target confidence")}


def _action(row: Finding) -> Row:
    found = _same(row, "regulator targets confidence")
    return {"action_id": row.id, "kind": row.code, "date": row.day, **found}


def _mention(bundle: _Bundle, row: Mention) -> Row:
    document = bundle.documents[row.document_id]
    return {
        "mention_id": row.id,
        "document_url": document.final_url,
        "archived_sha256": document.sha256,
        "table": row.table_number,
        **_same(row, "subject subject_id field value start end row col page rule confidence"),
    }


def _same(row: SQLModel, names: str) -> Row:
    return {name: getattr(row, name) for name in names.split()}


def instant(at: datetime) -> str:
    """An instant as exports write it."""
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def hidden(value: Any, people: set[str]) -> Any:
    """The value with the persons' names masked."""
    if isinstance(value, str):
        return hide(value, people)
    return [hidden(part, people) for part in value] if isinstance(value, list) else value
