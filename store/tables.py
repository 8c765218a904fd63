"""The tables behind the nouns of `store/records.py`. `table=True` classes live here and nowhere else.

Ids: a posting's is the hash of source and normalised address; an entry's the hash of posting, carrier, raw cells and
ordinal; notices, apps and companies draw theirs once (see `store/ids.py`) and leave a `Redirect` when they are merged.
Instants are aware UTC (`Instant`); days are ISO text, so that a month or a year can stand where no day is known.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Index, Numeric, UniqueConstraint
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel


class Instant(TypeDecorator[datetime]):
    """An aware datetime, stored as UTC. SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: instants are stored aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _json() -> Any:
    return Field(sa_column=Column(JSON, nullable=False), default_factory=dict)


class StoreMark(SQLModel, table=True):
    """One row: what this store is. An example store takes only examples, a live store takes none."""

    __tablename__ = "store_mark"
    id: int = Field(default=1, primary_key=True)
    origin: str  # live | example
    created: datetime = Field(sa_type=Instant)


# --- crawl ------------------------------------------------------------------------------------------------------------


class Source(SQLModel, table=True):
    """A place that publishes: one entry of the catalogue, with what we know of its state."""

    id: str = Field(primary_key=True)
    title: str
    title_en: str = ""
    kind: str  # official | press | ingested
    issuer: str | None = None
    language: str
    home: str
    layout: str
    cron: str = ""
    enabled: bool = True
    why_not: str = ""
    silent_days: int | None = None
    min_rows: int = 1
    tier: int = 2  # 1: watched closely
    lists: list[str] = Field(sa_column=Column(JSON, nullable=False), default_factory=list)
    cadence: str = ""
    cadence_en: str = ""
    yields: str = ""  # what it publishes that concerns us
    yields_en: str = ""
    checked: str = ""  # ISO day of the last live check; empty: never
    first_seen: datetime = Field(sa_type=Instant)
    backfilled_at: datetime | None = Field(default=None, sa_type=Instant)  # all pages of all lists seen once
    answered: bool | None = None  # at the last probe or crawl
    answer: str = ""  # what it said: "200", "timed out", "robots.txt forbids", ...
    answered_at: datetime | None = Field(default=None, sa_type=Instant)
    paused: bool = False  # by a person, until resumed
    resume: list[dict[str, Any]] | None = Field(
        default=None, sa_column=Column(JSON(none_as_null=True))
    )  # list pages (Ask) at which an unfinished back-fill goes on
    soon: bool = False  # the last run's time was over before its work was: it goes on at once


class Posting(SQLModel, table=True):
    """Where a notice stands: one (source, normalised address) or one ingested file."""

    id: str = Field(primary_key=True)
    source_id: str = Field(foreign_key="source.id", index=True)
    url: str
    url_normal: str = Field(index=True)
    origin: str
    state: str = "listed"  # listed | fetched | unreadable | gone
    error: str = ""
    list_title: str = ""
    list_day: str = ""
    list_state: str = (
        ""  # of a call for comment, as its list says: 进行中, 已结束, or the ISO day on which it ends
    )
    notice_id: str | None = Field(default=None, foreign_key="notice.id", index=True)
    etag: str = ""
    last_modified: str = ""
    strikes: int = 0  # consecutive visits that found it gone
    tries: int = 0  # consecutive visits that failed, whatever the reason
    files_lost: int = 0  # attachments that the newest version lacks, for they did not come
    files_tries: int = 0  # visits that tried for them
    first_strike: datetime | None = Field(default=None, sa_type=Instant)
    first_seen: datetime = Field(sa_type=Instant)
    last_changed: datetime | None = Field(default=None, sa_type=Instant)
    last_checked: datetime | None = Field(default=None, sa_type=Instant)
    unread: dict[str, Any] | None = Field(
        default=None, sa_column=Column(JSON)
    )  # Fetched of a page that its layout could not read


class MovedDay(SQLModel, table=True):
    """A day on which a source was moved: the day that its pages print for items of many years (`store/moved.py`)."""

    __tablename__ = "moved_day"
    source_id: str = Field(primary_key=True, foreign_key="source.id")
    day: str = Field(primary_key=True)
    items: int  # that printed the day when it was recognised
    found_at: datetime = Field(sa_type=Instant)


class Version(SQLModel, table=True):
    """One version of a posting: its page and attachments as they were between two changes."""

    __table_args__ = (UniqueConstraint("posting_id", "number"),)
    id: str = Field(primary_key=True)
    posting_id: str = Field(foreign_key="posting.id", index=True)
    number: int  # 1, 2, …
    digest: str  # of title, dates, body text and attachments' digests
    facts: dict[str, Any] = _json()  # PageFacts
    seen_at: datetime = Field(sa_type=Instant)


class Document(SQLModel, table=True):
    """One fetched page or attachment of a version; its bytes are in the archive under `sha256`."""

    id: str = Field(primary_key=True)
    version_id: str = Field(foreign_key="version.id", index=True)
    kind: str  # page | attachment
    position: int  # 0 = the page, then attachments in order
    asked_url: str
    final_url: str
    status: int
    headers: dict[str, Any] = _json()
    fetched_at: datetime = Field(sa_type=Instant)
    sha256: str = Field(index=True)
    size: int
    media_type: str
    name: str
    origin: str


class ReadingRow(SQLModel, table=True):
    """What a document says, kept so that extraction can be run again without reading (OCR) again."""

    __tablename__ = "reading"
    document_id: str = Field(primary_key=True, foreign_key="document.id")
    reader: str
    body: dict[str, Any] = _json()  # Reading


class ExtractionRow(SQLModel, table=True):
    """The record that was extracted from a version, whole; notices and entries are derived from it."""

    __tablename__ = "extraction"
    version_id: str = Field(primary_key=True, foreign_key="version.id")
    extractor: str = Field(index=True)
    text: str  # the item's text, which evidence offsets are into
    record: dict[str, Any] = _json()  # Extraction
    at: datetime = Field(sa_type=Instant)


# --- notices and what they name ---------------------------------------------------------------------------------------


class Notice(SQLModel, table=True):
    """One item: an act of authorities, a rule, or a press report. Groups its postings."""

    id: str = Field(primary_key=True)
    title: str
    document: str  # DocumentKind
    kind: str  # official | press
    language: str
    url: str  # where the source has it
    posting_id: str = Field(index=True)  # the posting whose text is shown
    version_id: str
    day: str = Field(
        index=True
    )  # ISO day by which lists and charts sort: published, else signed, else first seen
    published_on: str = ""
    published_precision: str = "unknown"
    published_basis: str = "observed"
    published_printed: str = ""
    signed_on: str = ""
    signed_precision: str = "unknown"
    signed_basis: str = "observed"
    signed_printed: str = ""
    batch_year: int | None = None
    batch_in_year: int | None = None
    batch_overall: int | None = None
    counts: dict[str, Any] = _json()
    seal_state: str
    seal_stated: int | None = None
    seal_read: int = 0
    seal_text: str
    origin: str
    extractor: str
    first_seen: datetime = Field(sa_type=Instant, index=True)
    last_changed: datetime = Field(sa_type=Instant)
    last_checked: datetime = Field(sa_type=Instant)


class NoticeIssuer(SQLModel, table=True):
    """An authority whose act a notice is."""

    __tablename__ = "notice_issuer"
    notice_id: str = Field(primary_key=True, foreign_key="notice.id")
    code: str = Field(primary_key=True, index=True)
    role: str = "lead"
    basis: str = ""


class NoticeLink(SQLModel, table=True):
    """One notice stands in a relation to another: a press report to the notice that it reports."""

    __tablename__ = "notice_link"
    from_id: str = Field(primary_key=True, foreign_key="notice.id")
    to_id: str = Field(primary_key=True, foreign_key="notice.id")
    kind: str = Field(primary_key=True)  # reports
    basis: str
    reason: str
    at: datetime = Field(sa_type=Instant)


class Entry(SQLModel, table=True):
    """One app or company named in one notice."""

    __table_args__ = (
        Index("ix_entry_credit_code", "credit_code", "company_id"),
        Index("ix_entry_filing", "filing", "app_id"),
    )
    id: str = Field(primary_key=True)
    notice_id: str = Field(foreign_key="notice.id", index=True)
    subject: str  # app | company
    app_id: str | None = Field(default=None, foreign_key="app.id", index=True)
    company_id: str | None = Field(
        default=None, foreign_key="company.id", index=True
    )  # of an app: its developer
    name: str
    key: str = Field(index=True)  # folded match key
    aliases: list[str] = Field(sa_column=Column(JSON, nullable=False), default_factory=list)
    kind: str  # AppKind; of a company: organisation | person
    role: str
    developer: str = ""
    version: str = ""
    store: str = ""
    category: str = ""
    filing_number: str = ""
    filing: str = ""  # the app's own filing number, folded: what identities are joined by
    credit_code: str = ""  # of the row's firm
    region: str = ""
    outcome: str = ""
    row: int | None = None
    list_number: int | None = None
    raw: list[str] = Field(sa_column=Column(JSON, nullable=False), default_factory=list)
    rule: str = ""
    confidence: float = 1.0


class EntryProblem(SQLModel, table=True):
    """One problem of an entry: a code of the taxonomy (empty where the wording is unknown) and the source's words."""

    __tablename__ = "entry_problem"
    entry_id: str = Field(primary_key=True, foreign_key="entry.id")
    position: int = Field(primary_key=True)
    code: str = Field(index=True)
    wording: str


class Finding(SQLModel, table=True):
    """A violation, law or act of a whole notice."""

    id: str = Field(primary_key=True)
    notice_id: str = Field(foreign_key="notice.id", index=True)
    kind: str = Field(index=True)  # violation | law | act
    code: str = Field(index=True)
    wording: str = ""
    regulator: str = ""  # of an act
    targets: list[str] = Field(sa_column=Column(JSON, nullable=False), default_factory=list)  # of an act
    day: str = ""  # of an act
    confidence: float = 1.0


class Deadline(SQLModel, table=True):
    """A day on which something falls due; it ends at 24:00 Asia/Shanghai."""

    id: str = Field(primary_key=True)
    notice_id: str = Field(foreign_key="notice.id", index=True)
    on: str = Field(index=True)  # ISO day; empty where it cannot be known
    kind: str
    duration: str = ""
    working_days: bool = False
    text: str
    addressee: str = ""
    report_to: str = ""
    provisional: bool = False
    basis: str = "stated"
    confidence: float = 1.0


class Penalty(SQLModel, table=True):
    """A sum imposed, in units of its currency."""

    id: str = Field(primary_key=True)
    notice_id: str = Field(foreign_key="notice.id", index=True)
    kind: str
    amount: Decimal = Field(sa_column=Column(Numeric(20, 2), nullable=False))
    currency: str
    target: str = ""
    confidence: float = 1.0


class Mention(SQLModel, table=True):
    """One claim's evidence: the quote, and the place in a document that it stands in."""

    id: str = Field(primary_key=True)
    notice_id: str = Field(foreign_key="notice.id", index=True)
    subject: str  # entry | violation | law | act | deadline | penalty | issuer (its id is the code)
    subject_id: str = Field(index=True)
    field: str
    value: str
    quote: str
    document_id: str = Field(foreign_key="document.id")
    start: int | None = None  # code points into the item's text
    end: int | None = None
    table_number: int | None = None
    row: int | None = None
    col: int | None = None
    page: int | None = None
    box: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    rule: str
    confidence: float


class NoticeIssue(SQLModel, table=True):
    """Something in a notice that was not understood or does not add up."""

    __tablename__ = "notice_issue"
    id: str = Field(primary_key=True)
    notice_id: str = Field(foreign_key="notice.id", index=True)
    code: str = Field(index=True)
    text: str
    place: str = ""
    raw: list[str] = Field(sa_column=Column(JSON, nullable=False), default_factory=list)


# --- identities -------------------------------------------------------------------------------------------------------


class Company(SQLModel, table=True):
    """A firm, or a group of firms. `group_id` is the company at the head of its group (itself for a head)."""

    id: str = Field(primary_key=True)
    name: str
    name_en: str = ""
    type: str = "organisation"  # organisation | person | group
    group_id: str | None = Field(default=None, foreign_key="company.id", index=True)
    curated: str = Field(default="", index=True)  # key in store/vocab, empty where it comes from notices
    key: str = Field(unique=True)  # what a claim is looked up by (see `store/identity.py`)
    origin: str
    first_seen: datetime = Field(sa_type=Instant)
    last_changed: datetime = Field(sa_type=Instant)


class App(SQLModel, table=True):
    """An app, mini-program, SDK, device or site, of the firm that ran it at that time."""

    id: str = Field(primary_key=True)
    name: str
    name_en: str = ""
    kind: str = "app"
    company_id: str | None = Field(default=None, foreign_key="company.id", index=True)
    curated: str = Field(default="", index=True)
    key: str = Field(unique=True)  # what a claim is looked up by (see `store/identity.py`)
    origin: str
    first_seen: datetime = Field(sa_type=Instant)
    last_changed: datetime = Field(sa_type=Instant)


class Name(SQLModel, table=True):
    """One name of an app or company; `key` is its folded match key."""

    __table_args__ = (UniqueConstraint("subject_id", "key", "kind"),)
    id: int | None = Field(default=None, primary_key=True)
    subject: str  # app | company
    subject_id: str = Field(index=True)
    text: str
    key: str = Field(index=True)
    kind: str = "name"  # name | legal | former | english | pinyin
    basis: str = "stated"  # stated in a notice | curated


class Decision(SQLModel, table=True):
    """A recorded, reversible decision on identity: merge, split, not the same."""

    id: str = Field(primary_key=True)
    kind: str  # merge | split | not_same
    subject: str  # app | company | notice
    from_id: str
    to_id: str
    reason: str
    by: str  # a rule's name or a person
    moved: dict[str, Any] = _json()  # what an undo has to move back
    at: datetime = Field(sa_type=Instant)
    undone_at: datetime | None = Field(default=None, sa_type=Instant)
    undone_by: str = ""
    undone_reason: str = ""


class SplitRule(SQLModel, table=True):
    """Which entries a split gives to another identity: one entry, or all of an identity with one developer."""

    __tablename__ = "split_rule"
    decision_id: str = Field(primary_key=True, foreign_key="decision.id")
    position: int = Field(primary_key=True)
    subject: str  # app | company
    from_id: str
    to_id: str
    by: str  # entry | developer
    value: str = Field(index=True)  # an entry's id, or a developer's folded name
    at: datetime = Field(sa_type=Instant)


class Redirect(SQLModel, table=True):
    """An id that was merged away and the one that answers for it; reversible."""

    old_id: str = Field(primary_key=True)
    new_id: str = Field(index=True)
    subject: str
    decision_id: str = Field(foreign_key="decision.id")
    reason: str
    at: datetime = Field(sa_type=Instant)


# --- alerts -----------------------------------------------------------------------------------------------------------


class Trigger(SQLModel, table=True):
    """An occasion that subscriptions can ask for: the outbox row. `late` ones are told in digests only."""

    id: str = Field(primary_key=True)  # hash of kind, notice, subject and state: written once
    kind: str  # named | edited | removed_notice
    notice_id: str = Field(foreign_key="notice.id", index=True)
    subject: str  # app | company | notice
    subject_id: str = Field(index=True)
    state: str = ""
    late: bool = False
    origin: str
    at: datetime = Field(sa_type=Instant, index=True)
    matched: datetime | None = Field(
        default=None, sa_type=Instant, index=True
    )  # compared with all subscriptions


class Subscriber(SQLModel, table=True):
    """Who hears of it. `token` is the hash of the manage token; the token itself is only in mails."""

    id: str = Field(primary_key=True)
    address: str = Field(unique=True)
    language: str = "en"
    zone: str = "Asia/Shanghai"
    token: str = Field(index=True)
    feed: str = Field(index=True)  # secret part of the feed's address
    created: datetime = Field(sa_type=Instant)
    confirmed: datetime | None = Field(default=None, sa_type=Instant)


class Subscription(SQLModel, table=True):
    """What is watched: a company with its group, an app, words, an issuer, a violation, or everything."""

    __table_args__ = (UniqueConstraint("subscriber_id", "kind", "target"),)
    id: str = Field(primary_key=True)
    subscriber_id: str = Field(foreign_key="subscriber.id", index=True)
    kind: str  # company | app | words | issuer | violation | all
    target: str  # company or app id, words as the index has them, code, or "" for all
    asked: str  # the name that the subscriber typed
    created: datetime = Field(sa_type=Instant)
    token: str = Field(default="", index=True)  # hash of the token in the mail that asks for confirmation
    mailed: datetime | None = Field(default=None, sa_type=Instant)  # when that mail was sent last
    confirmed: datetime | None = Field(default=None, sa_type=Instant)
    caught_up: datetime | None = Field(default=None, sa_type=Instant)  # compared with all triggers before it
    ended: datetime | None = Field(default=None, sa_type=Instant)


class Delivery(SQLModel, table=True):
    """One message to one subscriber. The key keeps it from ever being sent twice."""

    key: str = Field(primary_key=True)  # subscriber, trigger kind, notice with its redirects, entity, state
    subscriber_id: str = Field(foreign_key="subscriber.id", index=True)
    trigger_id: str = Field(foreign_key="trigger.id", index=True)
    subscription_id: str = Field(foreign_key="subscription.id")  # the one that asked for it
    notice_id: str = Field(
        index=True
    )  # the act that it tells of: of a press report, the notice that it reports
    channel: str = "mail"  # mail | digest
    state: str = "due"  # due | sending | sent | failed | later (for the digest)
    attempts: int = 0
    error: str = ""
    message_id: str = Field(default="", index=True)
    created: datetime = Field(sa_type=Instant)
    tried: datetime | None = Field(default=None, sa_type=Instant)  # when it was last claimed
    sent: datetime | None = Field(default=None, sa_type=Instant)


# --- what persons change, and what changed ------------------------------------------------------------------------------


class Correction(SQLModel, table=True):
    """A person's change to a value. It beats the extractor at every derivation until it is undone."""

    id: str = Field(primary_key=True)
    notice_id: str = Field(index=True)
    target: str  # notice | entry | deadline
    target_id: str  # an entry's or deadline's id; of a notice its own
    field: str  # "drop" takes an entry away, "add" is an entry that the extractor missed
    value: Any = Field(sa_column=Column(JSON))
    was: Any = Field(default=None, sa_column=Column(JSON))  # what stood there
    by: str
    reason: str
    at: datetime = Field(sa_type=Instant, index=True)
    undone_at: datetime | None = Field(default=None, sa_type=Instant)
    undone_by: str = ""
    undone_reason: str = ""


class Change(SQLModel, table=True):
    """One change of a notice's record as we show it: when, why, and what was there before (see `store/history.py`)."""

    id: int | None = Field(default=None, primary_key=True)
    notice_id: str = Field(index=True)
    at: datetime = Field(sa_type=Instant, index=True)
    cause: str  # edited | extractor | correction | identity | joined | moved
    detail: str = ""  # "1 → 2", from day to day, or the id of the correction or decision
    delta: dict[str, Any] = _json()


class ReaderLead(SQLModel, table=True):
    """What a reader told us: a notice that is missing, or something wrong in one."""

    __tablename__ = "reader_lead"
    id: str = Field(primary_key=True)
    kind: str  # missing | wrong
    notice_id: str = ""
    address: str = ""
    words: str
    contact: str = ""
    cause: str = ""  # why a notice is missing, or a value may be wrong, as far as the store can tell
    at: datetime = Field(sa_type=Instant, index=True)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    closed_by: str = ""


class AuditRow(SQLModel, table=True):
    """What a person's judgement of a drawn sample said (see `store/audit.py`)."""

    __tablename__ = "audit"
    id: str = Field(primary_key=True)
    at: datetime = Field(sa_type=Instant, index=True)
    by: str
    figures: dict[str, Any] = _json()  # by dataset: right, judged, found, found and missing


# --- jobs -------------------------------------------------------------------------------------------------------------


class Run(SQLModel, table=True):
    """One job on one source (or on all: source_id empty), with named checks and a verdict."""

    id: str = Field(primary_key=True)
    job: str  # crawl | process | deliver | export
    source_id: str = Field(default="", index=True)
    started: datetime = Field(sa_type=Instant, index=True)
    ended: datetime | None = Field(default=None, sa_type=Instant)
    verdict: str = ""  # "" while it runs, then ok | warning | failed | stopped
    progress: str = ""  # one line for a person
    counts: dict[str, Any] = _json()
    checks: list[dict[str, Any]] = Field(sa_column=Column(JSON, nullable=False), default_factory=list)
    error: str = ""


class Request(SQLModel, table=True):
    """What a person asks of the scheduler: run a source now, pause it, resume it."""

    id: str = Field(primary_key=True)
    kind: str  # run | pause | resume
    source_id: str
    asked: datetime = Field(sa_type=Instant)
    taken: datetime | None = Field(default=None, sa_type=Instant)
    answer: str = ""


class Host(SQLModel, table=True):
    """A host that refuses to be asked: how often in a row, and until when it is left alone."""

    name: str = Field(primary_key=True)  # host, with its port where it is not the scheme's own
    refusals: int = 0
    rest_until: datetime | None = Field(default=None, sa_type=Instant)
    reason: str = ""


class Lease(SQLModel, table=True):
    """One scheduler works: who, until when."""

    name: str = Field(primary_key=True)
    owner: str
    until: datetime = Field(sa_type=Instant)
