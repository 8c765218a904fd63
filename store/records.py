"""The nouns of Tongbao: every record that passes from one package to another. The first file to read.

An extraction (`Extraction` and what it holds) is the contract of `nlp`: one item in, one record out, every value with
its evidence. A `Reading` is what one document says, whatever its format. A `Fetched` is one version of one address.
Tables of the same nouns are in `store/tables.py`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer, model_validator

Language = Literal["zh", "en"]
Origin = Literal["live", "ingested", "example"]
Role = Literal["target", "operator", "mentioned"]
DocumentKind = Literal[
    "app_list", "removal_notice", "case_notice", "rule", "draft_rule", "campaign", "news", "other"
]
AppKind = Literal["app", "mini_program", "sdk", "device", "website", "store"]
Outcome = Literal["named", "rectified", "not_rectified", "removed", "search_banned"]
DeadlineKind = Literal[
    "rectify_by", "effective_from", "report_by", "comment_until", "appeal_by", "campaign_until"
]
Precision = Literal["instant", "day", "month", "year", "unknown"]
Basis = Literal["stated", "implied", "observed"]  # printed in the source; concluded from it; only seen by us


class Record(BaseModel):
    """A validated, frozen record; an unknown field is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# --- what a document says -------------------------------------------------------------------------------------------


class Box(Record):
    """A place on a page or picture: left, top, right, bottom in points (PDF) or pixels (picture), origin top left."""

    x0: float
    y0: float
    x1: float
    y1: float


class Issue(Record):
    """One thing that was not understood or does not add up; kept and shown, never dropped."""

    code: str  # machine name, e.g. "count_differs", "unknown_heading", "row_refused"
    text: str  # one English sentence for a person
    where: str = ""  # file, table, row or quote
    raw: list[str] = []  # the raw cells or text concerned


class Cell(Record):
    """One cell of a table. `text` is tidied (see `nlp/clean.py`), `raw` is as the carrier has it."""

    row: int  # 1-based
    col: int  # 1-based
    text: str
    raw: str
    spanned: bool = False  # repeats the text of a merged cell that began in an earlier row or column
    page: int | None = None  # 1-based, PDF only
    box: Box | None = None  # PDF and pictures
    confidence: float | None = None  # of OCR, 0 to 1


class Table(Record):
    """One table: its cells in reading order, header rows included. A table over several pages is one table."""

    number: int  # 0-based within the document
    cells: list[Cell]
    caption: str = ""  # title row or the text line just above

    def rows(self) -> list[list[Cell]]:
        """The cells by row, each row ordered by column."""
        found: dict[int, list[Cell]] = {}
        for cell in self.cells:
            found.setdefault(cell.row, []).append(cell)
        return [sorted(found[r], key=lambda c: c.col) for r in sorted(found)]


class Reading(Record):
    """What one document says. HTML, PDF, DOCX, XLSX and pictures all end in this shape."""

    file: str  # name of the document, unique within its item; "" for the item's own text or page
    media_type: str  # told by magic bytes, not by name
    text: str  # body text, tables left out where `tables` holds them
    tables: list[Table] = []
    issues: list[Issue] = []
    reader: str = "1"  # version of the reader


# --- what the crawler brings ----------------------------------------------------------------------------------------


class Stamp(Record):
    """A day or instant as far as it is known."""

    value: str  # ISO 8601: "2021-07-19", "2021-07", "2021-07-19T17:30:00+08:00"
    precision: Precision
    basis: Basis
    printed: str = ""  # as the source prints it


class Fetched(Record):
    """One version of one fetched or ingested file. Its bytes are in the archive under `sha256`."""

    asked_url: str
    final_url: str
    status: int
    headers: dict[str, str]
    fetched_at: datetime  # aware, UTC
    sha256: str
    size: int
    media_type: str
    name: str  # file name for a reader: from Content-Disposition, else the address
    origin: Origin


class PageFacts(Record):
    """What a layout read off an article page; its `digest` decides whether a page has changed."""

    title: str
    published: Stamp | None = None
    source_printed: str = ""  # 来源：…
    attachments: list[str] = []  # absolute addresses, in order
    signed: Stamp | None = None  # 成文日期, where a box of facts beside the text states it
    also_titled: str = ""  # the number of a 公告 or 令, shown in the title's place
    updated: Stamp | None = None  # when the page says that it was changed
    warnings: list[
        str
    ] = []  # what the layout doubts: a text cut short by a paywall, a day of the site's move
    digest: str  # of title, number, days, body text and attachments' digests; not of `updated` and `warnings`


# --- what an extraction is (the contract of nlp) -----------------------------------------------------------------------


class Evidence(Record):
    """Where a value stands: code points of the item's text, or a cell of a table; `text` is the exact quote."""

    start: int | None = None
    end: int | None = None
    text: str
    file: str | None = None
    table: int | None = None  # 0-based
    row: int | None = None  # 1-based
    col: int | None = None  # 1-based
    page: int | None = None
    box: Box | None = None

    @model_serializer(mode="wrap")
    def _what_is_known(self, dump: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """A place has only the keys of its kind: a quote in a text names no table, not even as null."""
        return {key: value for key, value in dump(self).items() if value is not None}

    @model_validator(mode="after")
    def _one_kind_of_place(self) -> Evidence:
        if (self.start is None) == (self.row is None):
            raise ValueError("evidence needs either start and end, or table, row and col")
        return self


class Wording(Record):
    """The source's own words for a problem, with the codes of the taxonomy that they stand for (may be none)."""

    text: str
    codes: list[str]


class AppClaim(Record):
    """One app, mini-program, SDK, device or site named in one item."""

    name: str
    aliases: list[str] = []
    canonical: str | None = None
    kind: AppKind = "app"
    role: Role
    developer: str | None = None
    version: str | None = None
    store: str | None = None
    category: str | None = None
    filing_number: str | None = None
    region: str | None = None
    outcome: Outcome | None = None
    violations: list[str] = []
    wording: list[Wording] = []
    row: int | None = None  # 1-based order in its list; null in prose
    raw: list[str] = []  # the raw cells of the row; empty in prose
    list_number: int | None = None  # 0-based: which of the item's lists the row is in; null in prose
    rule: str = ""  # the rule or model that found it
    confidence: float = 1.0
    evidence: list[Evidence]


class CompanyClaim(Record):
    """One legal entity, corporate name or (type person) natural person named in one item."""

    name: str
    aliases: list[str] = []
    canonical: str | None = None
    type: Literal["organisation", "person"] = "organisation"
    role: Role
    anonymous: bool = False  # 某公司: text without identity
    rule: str = ""
    confidence: float = 1.0
    evidence: list[Evidence]


class CodeClaim(Record):
    """A code of the taxonomy with its evidence: a violation or a law."""

    code: str
    wording: str = ""
    rule: str = ""
    confidence: float = 1.0
    evidence: list[Evidence]


class DeadlineClaim(Record):
    """A day on which something falls due. It ends at 24:00 Asia/Shanghai."""

    date: str | None  # ISO day; null where it cannot be known
    kind: DeadlineKind
    duration: str | None = None  # ISO 8601, e.g. P15D
    working_days: bool = False
    text: str
    addressee: str | None = None
    report_to: str | None = None
    provisional: bool = False  # counted over a year whose make-up days are not published yet
    basis: Basis = "stated"
    rule: str = ""
    confidence: float = 1.0
    evidence: list[Evidence]


class PenaltyClaim(Record):
    """A sum imposed, in units of its currency (28万元 = 280000)."""

    kind: Literal["fine", "confiscation"]
    amount: float
    currency: str
    target: str | None = None
    rule: str = ""
    confidence: float = 1.0
    evidence: list[Evidence]


class ActionClaim(Record):
    """What an authority did or announced."""

    kind: str
    regulator: str | None = None
    targets: list[str] = []
    date: str | None = None
    rule: str = ""
    confidence: float = 1.0
    evidence: list[Evidence]


class Batch(Record):
    """2021年第6批，总第15批 = year 2021, in_year 6, overall 15."""

    year: int | None = None
    in_year: int | None = None
    overall: int | None = None


class Seal(Record):
    """Whether the list was read whole. Only `complete` counts as complete."""

    state: Literal["complete", "incomplete", "no_number_stated", "list_not_found", "no_list_expected"]
    stated: int | None = None
    read: int = 0
    text: str  # "145 of 145 read", "145 stated, 4 read", "no number stated", "list not found"


class IssuerClaim(Record):
    """An authority whose action the item is about."""

    code: str
    role: Literal["lead", "joint", "tester", "repost"] = "lead"
    basis: str = ""  # host, title, signature, prose
    evidence: list[Evidence] = []  # where it is called by a name; none where the host alone tells


class Extraction(Record):
    """One item's record: what `tongbao extract` writes and what the store saves."""

    id: str
    language: Language
    document: DocumentKind
    title: str | None = None
    signed: Stamp | None = None  # the signature's day
    issuers: list[str] = []
    issuer_roles: list[IssuerClaim] = []
    regulators: list[str] = []
    apps: list[AppClaim] = []
    companies: list[CompanyClaim] = []
    violations: list[CodeClaim] = []
    deadlines: list[DeadlineClaim] = []
    penalties: list[PenaltyClaim] = []
    actions: list[ActionClaim] = []
    laws: list[CodeClaim] = []
    counts: dict[str, int] = {}
    batch: Batch | None = None
    seal: Seal | None = None
    issues: list[Issue] = []
    text: str | None = None  # the text that offsets are into, where the item was not given as text
    extractor: str


class Item(Record):
    """One item for `nlp.pipeline.extract`: its readings, the page or text first, and what is known of it."""

    id: str
    readings: list[Reading]
    url: str | None = None
    title: str | None = None
    published: str | None = None  # ISO day, instant or month; beats the page's own
    source: str | None = None  # catalogue id or free text
    issuer: str | None = None  # the catalogue's issuer of an official source
    kind: Literal["official", "press"] | None = None  # of the source, where known
    signed: Stamp | None = None  # of the page's box of facts; the text's own signature beats it
    warnings: list[str] = []  # what the page's layout doubts


# --- what the store answers ------------------------------------------------------------------------------------------


class SourceInfo(Record):
    """One entry of the catalogue as the store, the dashboard and the scheduler see it."""

    id: str
    title: str
    title_en: str = ""
    kind: Literal["official", "press"]
    issuer: str | None = None
    language: Language
    home: str
    layout: str
    cron: str
    enabled: bool
    why_not: str = ""
    silent_days: int | None = None
    min_rows: int = 1
    tier: Literal[1, 2] = 2
    lists: list[str] = []  # addresses of its list pages, for a person who looks there
    cadence: str = ""  # how often it is asked, in Chinese; `cadence_en` in English
    cadence_en: str = ""
    yields: str = ""  # what it publishes that concerns us, in Chinese; `yields_en` in English
    yields_en: str = ""
    checked: str = ""  # ISO day of the last live check; empty: never


class Check(Record):
    """One named check at the end of a run."""

    name: str
    passed: bool
    text: str
