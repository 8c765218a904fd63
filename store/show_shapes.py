"""What a notice's page shows, as plain records: the notice whole, and each part of it with its proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from store.deviations import Deviation
from store.show_notices import Line


@dataclass(frozen=True)
class Mark:
    """A place in the text that proves a value. `kind`: app, company, person, violation, law, act, deadline or penalty."""

    start: int
    end: int
    kind: str
    value: str
    rule: str


@dataclass(frozen=True)
class Quote:
    """The source's words for one value, and where they stand: `file` is an attachment, empty for the page itself.

    `picture` is the id under which the place can be seen (`/crop/…`), empty where it is not on a page or picture.
    """

    field: str
    text: str
    file: str
    document_id: str
    row: int | None
    page: int | None
    picture: str = ""


@dataclass(frozen=True)
class Problem:
    """One problem of a row: the code (may be empty) and the source's words."""

    code: str
    wording: str


@dataclass(frozen=True)
class Row:
    """One app or company of the notice. `link` is the identity's id, empty where it has none."""

    id: str
    subject: str  # app | company
    link: str
    developer_link: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    role: str
    developer: str
    version: str
    store: str
    category: str
    region: str
    filing_number: str
    outcome: str
    number: int | None
    list_number: int | None
    problems: tuple[Problem, ...]
    quotes: tuple[Quote, ...]
    confidence: float


@dataclass(frozen=True)
class Fact:
    """A violation, law or act of the notice as a whole."""

    kind: str  # violation | law | act
    code: str
    wording: str
    regulator: str
    targets: tuple[str, ...]
    day: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Term:
    """A day on which something falls due; `day` is empty where it cannot be known."""

    day: str
    kind: str
    duration: str
    working_days: bool
    text: str
    addressee: str
    report_to: str
    provisional: bool
    basis: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Sum:
    """A sum imposed."""

    kind: str
    amount: str
    currency: str
    target: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Trouble:
    """Something that was not understood or does not add up."""

    code: str
    text: str
    place: str
    raw: tuple[str, ...]


@dataclass(frozen=True)
class Copy:
    """One archived file of a version."""

    id: str
    kind: str
    name: str
    media_type: str
    size: int
    url: str
    fetched_at: datetime


@dataclass(frozen=True)
class Edition:
    """One version of one posting, with its files."""

    id: str
    number: int
    seen_at: datetime
    title: str
    shown: bool
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class Place:
    """Where the notice stands: one posting at one source."""

    source_id: str
    source: str
    source_en: str
    url: str
    state: str
    first_seen: datetime
    last_checked: datetime | None
    list_state: str = ""  # of a call for comment: 进行中, 已结束, or the ISO day on which it ends


@dataclass(frozen=True)
class Issuer:
    """An authority of the notice, its part in it, and what told us."""

    code: str
    role: str
    basis: str  # host | title | signature | prose
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True)
class Day:
    """A day of the notice as far as it is known, and as it is printed."""

    value: str
    precision: str
    basis: str
    printed: str


@dataclass(frozen=True)
class Whole:
    """Everything that a notice's page shows."""

    line: Line
    published: Day
    signed: Day
    updated: Day  # when the page says that it was changed
    batch: tuple[int | None, int | None, int | None]  # year, number in it, number overall
    counts: dict[str, int]
    seal_text: str
    origin: str
    extractor: str
    first_seen: datetime
    last_changed: datetime
    last_checked: datetime
    issuers: tuple[Issuer, ...]
    text: str
    marks: tuple[Mark, ...]
    rows: tuple[Row, ...]
    facts: tuple[Fact, ...]
    terms: tuple[Term, ...]
    sums: tuple[Sum, ...]
    troubles: tuple[Trouble, ...]
    editions: tuple[Edition, ...]
    places: tuple[Place, ...]
    reports: tuple[Line, ...]  # press reports of this notice
    reported: tuple[Line, ...]  # notices that this press item reports
    copies: tuple[Line, ...]  # of this notice, on other sites
    copy_of: tuple[Line, ...]  # the notice that leads this copy
    deviations: tuple[Deviation, ...]  # of copies and reports from this notice
