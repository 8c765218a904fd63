"""From one extraction to the rows that stand for it. Pure: identities are put in by `store/identity.py`.

Ids are hashes of the posting and of what the source has: the carrier, the raw cells, the ordinal among equals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from store.ids import digest
from store.records import AppClaim, CompanyClaim, Evidence, Extraction
from store.tables import (
    Deadline,
    Entry,
    EntryProblem,
    Finding,
    Mention,
    NoticeIssue,
    NoticeIssuer,
    Penalty,
)
from store.vocab import fold

Claim = AppClaim | CompanyClaim


@dataclass(frozen=True)
class Where:
    """The notice that the rows belong to, and the documents that evidence may point into."""

    notice_id: str
    posting_id: str
    text: str
    page: str  # document id of the page
    documents: Mapping[str, str]  # document id by file name


@dataclass
class Derived:
    """All rows that one extraction stands for."""

    entries: list[Entry] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)  # one for each entry
    problems: list[EntryProblem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    penalties: list[Penalty] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    issuers: list[NoticeIssuer] = field(default_factory=list)
    issues: list[NoticeIssue] = field(default_factory=list)


@dataclass
class _Derivation:
    """The rows so far, and how often each raw identity has been met."""

    where: Where
    rows: Derived = field(default_factory=Derived)
    met: Counter[str] = field(default_factory=Counter)

    def id(self, prefix: str, *parts: object) -> str:
        key = digest(self.where.posting_id, *parts)
        self.met[key] += 1
        return f"{prefix}_{digest(key, self.met[key] - 1)}"

    def issue(self, code: str, text: str, place: str = "", raw: Sequence[str] = ()) -> None:
        id_ = self.id("i", "issue", code, text, place)
        self.rows.issues.append(
            NoticeIssue(
                id=id_, notice_id=self.where.notice_id, code=code, text=text, place=place, raw=list(raw)
            )
        )


def derive(extraction: Extraction, where: Where) -> Derived:
    """The rows of `extraction`."""
    work = _Derivation(where)
    for app in extraction.apps:
        _app(work, app)
    for company in extraction.companies:
        _company(work, company)
    _findings(work, extraction)
    _deadlines(work, extraction)
    _penalties(work, extraction)
    for issue in extraction.issues:
        work.issue(issue.code, issue.text, issue.where, issue.raw)
    work.rows.issuers = [
        NoticeIssuer(notice_id=where.notice_id, code=code, role=role, basis=basis)
        for code, (role, basis) in issuers(extraction).items()
    ]
    for claim in extraction.issuer_roles:
        for evidence in claim.evidence:
            _mention(work, "issuer", claim.code, "code", claim.code, evidence, claim.basis, 1.0)
    return work.rows


def issuers(extraction: Extraction) -> dict[str, tuple[str, str]]:
    """The role of each authority in the act, and what told of it."""
    found = {claim.code: (claim.role, claim.basis) for claim in reversed(extraction.issuer_roles)}
    return dict.fromkeys(extraction.issuers, ("lead", "")) | found


def _app(work: _Derivation, claim: AppClaim) -> None:
    raw: Sequence[str] = claim.raw or [claim.name]
    entry = Entry(
        id=work.id("e", "app", _carrier(claim), *raw),
        notice_id=work.where.notice_id,
        subject="app",
        name=claim.name,
        key=fold(claim.name),
        aliases=claim.aliases,
        kind=claim.kind,
        role=claim.role,
        developer=claim.developer or "",
        version=claim.version or "",
        store=claim.store or "",
        category=claim.category or "",
        filing_number=claim.filing_number or "",
        region=claim.region or "",
        outcome=claim.outcome or "",
        row=claim.row,
        list_number=claim.list_number,
        raw=claim.raw,
        rule=claim.rule,
        confidence=claim.confidence,
    )
    _add_entry(work, entry, claim)
    for position, (code, wording) in enumerate(_problems(claim)):
        problem = EntryProblem(entry_id=entry.id, position=position, code=code, wording=wording)
        work.rows.problems.append(problem)


def _company(work: _Derivation, claim: CompanyClaim) -> None:
    entry = Entry(
        id=work.id("e", "company", _carrier(claim), claim.name),
        notice_id=work.where.notice_id,
        subject="company",
        name=claim.name,
        key=fold(claim.name),
        aliases=claim.aliases,
        kind=claim.type,
        role=claim.role,
        raw=[],
        rule=claim.rule,
        confidence=claim.confidence,
    )
    _add_entry(work, entry, claim)


def _add_entry(work: _Derivation, entry: Entry, claim: Claim) -> None:
    work.rows.entries.append(entry)
    work.rows.claims.append(claim)
    for evidence in claim.evidence:
        name, value = _said(claim, evidence)
        _mention(work, "entry", entry.id, name, value, evidence, claim.rule, claim.confidence)


def _carrier(claim: Claim) -> str:
    return next((e.file for e in claim.evidence if e.file), "")


def _problems(claim: AppClaim) -> Iterator[tuple[str, str]]:
    """Each code with the source's words; a code without words of its own, words without a code."""
    worded = {code for wording in claim.wording for code in wording.codes}
    for wording in claim.wording:
        for code in wording.codes or [""]:
            yield code, wording.text
    for code in claim.violations:
        if code not in worded:
            yield code, ""


def _said(claim: Claim, evidence: Evidence) -> tuple[str, str]:
    """Which field of the claim the evidence is for, and its value."""
    quote = fold(evidence.text)
    for name in ("name", "developer", "version", "store", "category", "filing_number", "region"):
        value = getattr(claim, name, None)
        if value and fold(value) == quote:
            return name, value
    if isinstance(claim, AppClaim):
        for wording in claim.wording:
            if fold(wording.text) in quote:
                return "violations", " ".join(wording.codes)
    return "name", claim.name


def _findings(work: _Derivation, extraction: Extraction) -> None:
    for kind, claims in (("violation", extraction.violations), ("law", extraction.laws)):
        for claim in claims:
            finding = Finding(
                id=work.id("f", kind, claim.code),
                notice_id=work.where.notice_id,
                kind=kind,
                code=claim.code,
                wording=claim.wording,
                confidence=claim.confidence,
            )
            work.rows.findings.append(finding)
            for evidence in claim.evidence:
                _mention(work, kind, finding.id, "code", claim.code, evidence, claim.rule, claim.confidence)
    for act in extraction.actions:
        finding = Finding(
            id=work.id("f", "act", act.kind, act.regulator, *act.targets),
            notice_id=work.where.notice_id,
            kind="act",
            code=act.kind,
            regulator=act.regulator or "",
            targets=act.targets,
            day=act.date or "",
            confidence=act.confidence,
        )
        work.rows.findings.append(finding)
        for evidence in act.evidence:
            _mention(work, "act", finding.id, "kind", act.kind, evidence, act.rule, act.confidence)


def _deadlines(work: _Derivation, extraction: Extraction) -> None:
    for claim in extraction.deadlines:
        deadline = Deadline(
            id=work.id("t", "deadline", claim.kind, claim.text),
            notice_id=work.where.notice_id,
            on=claim.date or "",
            kind=claim.kind,
            duration=claim.duration or "",
            working_days=claim.working_days,
            text=claim.text,
            addressee=claim.addressee or "",
            report_to=claim.report_to or "",
            provisional=claim.provisional,
            basis=claim.basis,
            confidence=claim.confidence,
        )
        work.rows.deadlines.append(deadline)
        for evidence in claim.evidence:
            value = claim.date or claim.duration or ""
            _mention(work, "deadline", deadline.id, "date", value, evidence, claim.rule, claim.confidence)


def _penalties(work: _Derivation, extraction: Extraction) -> None:
    for claim in extraction.penalties:
        amount = Decimal(str(claim.amount)).quantize(Decimal("0.01"))
        penalty = Penalty(
            id=work.id("m", "penalty", claim.kind, amount, claim.currency, claim.target),
            notice_id=work.where.notice_id,
            kind=claim.kind,
            amount=amount,
            currency=claim.currency,
            target=claim.target or "",
            confidence=claim.confidence,
        )
        work.rows.penalties.append(penalty)
        for evidence in claim.evidence:
            _mention(
                work, "penalty", penalty.id, "amount", f"{amount} {claim.currency}", evidence, claim.rule,
                claim.confidence,
            )  # fmt: skip


def _mention(
    work: _Derivation,
    subject: str,
    subject_id: str,
    name: str,
    value: str,
    evidence: Evidence,
    rule: str,
    confidence: float,
) -> None:
    """Keep the quote with its place; a quote that is not at its place is an issue, not evidence."""
    where = work.where
    if evidence.start is not None and where.text[evidence.start : evidence.end] != evidence.text:
        place = f"text {evidence.start}-{evidence.end}"
        work.issue(
            "evidence_misplaced", "a quote does not stand where its evidence says", place, [evidence.text]
        )
        return
    document = where.documents.get(evidence.file or "") or (None if evidence.file else where.page)
    if document is None:
        work.issue(
            "evidence_unknown_file", "evidence names a file that the item does not have", evidence.file or ""
        )
        return
    work.rows.mentions.append(
        Mention(
            id=work.id("q", subject_id, name),
            notice_id=where.notice_id,
            subject=subject,
            subject_id=subject_id,
            field=name,
            value=value,
            quote=evidence.text,
            document_id=document,
            start=evidence.start,
            end=evidence.end,
            table_number=evidence.table,
            row=evidence.row,
            col=evidence.col,
            page=evidence.page,
            box=evidence.box.model_dump() if evidence.box else None,
            rule=rule,
            confidence=confidence,
        )
    )
