"""What a source changed in a notice between two visits, line by line, for a reader: both copies stay in the archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from store.db import reading
from store.merging import follow
from store.persons import hide
from store.records import PageFacts
from store.show_notices import persons
from store.tables import Document, ExtractionRow, Posting, Version

LINES = 4000  # of one text that are compared; longer texts are compared so far
ALIKE = 0.4  # lines that share so much of their characters are one line that was edited
Kind = Literal["same", "out", "in"]
Span = tuple[Kind, str]


@dataclass(frozen=True)
class Change:
    """From one version of a posting to the next. `lines` hold the changed lines, each as spans in reading order."""

    version_id: str
    number: int  # of the later version
    seen_at: datetime
    title: tuple[str, str] | None  # before, after, where it changed
    published: tuple[str, str] | None  # as printed
    files_out: tuple[str, ...]
    files_in: tuple[str, ...]
    lines: tuple[tuple[Span, ...], ...]
    compared: bool  # False: the earlier text was never read, so only facts and files are compared
    cut: bool  # only the first LINES lines were compared


def changes(engine: Engine, notice_id: str) -> tuple[Change, ...]:
    """Every change of every posting of the notice, newest first."""
    with reading(engine) as session:
        id_ = follow(session, notice_id)
        people = persons(session, [id_]).get(id_, ())
        query = (
            select(Version)
            .join(Posting, col(Posting.id) == Version.posting_id)
            .where(Posting.notice_id == id_)
            .order_by(col(Version.posting_id), col(Version.number))
        )
        versions = session.exec(query).all()
        pairs = [(a, b) for a, b in pairwise(versions) if a.posting_id == b.posting_id]
        found = [_change(session, earlier, later, people) for earlier, later in pairs]
    return tuple(sorted(found, key=lambda change: change.seen_at, reverse=True))


def _change(session: Session, earlier: Version, later: Version, people: Sequence[str]) -> Change:
    before, after = (PageFacts.model_validate(v.facts) for v in (earlier, later))
    texts = [session.get(ExtractionRow, v.id) for v in (earlier, later)]
    old, new = (hide(row.text, people).splitlines() if row else [] for row in texts)
    files = [_files(session, v.id) for v in (earlier, later)]
    titles = (hide(before.title, people), hide(after.title, people))
    printed = tuple(facts.published.printed if facts.published else "" for facts in (before, after))
    return Change(
        version_id=later.id,
        number=later.number,
        seen_at=later.seen_at,
        title=titles if titles[0] != titles[1] else None,
        published=(printed[0], printed[1]) if printed[0] != printed[1] else None,
        files_out=tuple(name for sha, name in files[0].items() if sha not in files[1]),
        files_in=tuple(name for sha, name in files[1].items() if sha not in files[0]),
        lines=tuple(compare(old[:LINES], new[:LINES])) if all(texts) else (),
        compared=all(texts),
        cut=max(len(old), len(new)) > LINES,
    )


def _files(session: Session, version_id: str) -> dict[str, str]:
    """The attachments of a version: name by hash."""
    query = select(Document.sha256, Document.name).where(
        Document.version_id == version_id, Document.kind == "attachment"
    )
    return dict(session.exec(query).all())


def compare(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Span, ...]]:
    """The lines that differ, in order. An edited line is one line, with what went out and what came in."""
    a, b = ([line.strip() for line in lines if line.strip()] for lines in (old, new))
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        gone, come = a[i1:i2], b[j1:j2]
        while gone and come:
            spans = _within(gone[0], come[0])
            if spans is None:
                break
            yield spans
            gone, come = gone[1:], come[1:]
        yield from ((("out", line),) for line in gone)
        yield from ((("in", line),) for line in come)


def _within(old: str, new: str) -> tuple[Span, ...] | None:
    """One line edited into another; None where they have too little in common to be one."""
    match = SequenceMatcher(None, old, new, autojunk=False)
    if match.quick_ratio() < ALIKE or match.ratio() < ALIKE:
        return None
    spans: list[Span] = []
    for kind, i1, i2, j1, j2 in match.get_opcodes():
        if kind == "equal":
            spans.append(("same", old[i1:i2]))
            continue
        if i2 > i1:
            spans.append(("out", old[i1:i2]))
        if j2 > j1:
            spans.append(("in", new[j1:j2]))
    return tuple(spans)
