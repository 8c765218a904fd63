"""From the replica's pages to the store: what was published is what is known, each value with its evidence."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlmodel import col, select
from starlette.requests import Request

from dashboard import context
from dashboard.routes import seen
from settings import ConfigurationError, Settings
from store import show_notices
from store.archive import Archive
from store.db import Engine, open_store, reading
from store.tables import (
    Deadline,
    Document,
    Entry,
    EntryProblem,
    ExtractionRow,
    Mention,
    Notice,
    NoticeIssuer,
    Penalty,
    Posting,
    Run,
    Subscriber,
    Trigger,
)

BLOCKED = {"mps"}  # answers every request with a challenge, as the real site does
PICTURES = ("12款App", "问题应用的通报（2026年第四期）")  # titles of lists that are pictures


def stored(engine: Engine) -> dict[str, Notice]:
    """Every notice by its address below the replica's root."""
    with reading(engine) as session:
        postings = session.exec(select(Posting)).all()
        notices = {notice.id: notice for notice in session.exec(select(Notice))}
        return {
            posting.url.split("/", 3)[3].rstrip("/"): notices[posting.notice_id]
            for posting in postings
            if posting.notice_id
        }


def where(item: dict[str, Any]) -> str:
    return f"{item['site']}{item['path']}".rstrip("/")


def shown(truth: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The items that a crawler can have."""
    return [item for item in truth if item["site"] not in BLOCKED]


def as_stored(row: dict[str, Any], in_picture: bool) -> tuple[Any, ...]:
    """A row of the truth as an entry has it.

    A follow-up list without a column for store or
    type does not say that an app is a mini-program.
    """
    kind = "app" if row["kind"] == "mini_program" and not (row["store"] or in_picture) else row["kind"]
    codes = sorted(row["violations"])
    return (
        row["name"],
        row["developer"] or "",
        row["version"] or "",
        row["store"] or "",
        codes,
        kind,
        row["outcome"],
    )


def unbracketed(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """The row with brackets of one width: of a picture, nobody can tell which they are."""
    narrow = str.maketrans("（）", "()")
    return tuple(value.translate(narrow) if isinstance(value, str) else value for value in row)


def test_every_item_is_stored_with_its_title_and_days(
    demo_store: Engine, truth: Sequence[dict[str, Any]]
) -> None:
    notices = stored(demo_store)
    missing = [where(item) for item in truth if where(item) not in notices]
    assert missing == [where(item) for item in truth if item["site"] in BLOCKED]
    assert len(notices) - len(missing) >= 100
    wrong = []
    for item in shown(truth):
        notice = notices[where(item)]
        said = (notice.title, notice.published_on[:10], notice.signed_on[:10])
        wanted = (item["title"], item["published"] or "", item["signed"] or "")
        if said != wanted:
            wrong.append((said, wanted))
    assert not wrong


def test_issuers_and_kinds_agree_with_the_truth(demo_store: Engine, truth: Sequence[dict[str, Any]]) -> None:
    notices = stored(demo_store)
    with reading(demo_store) as session:
        issuers: dict[str, set[str]] = {}
        for row in session.exec(select(NoticeIssuer).where(col(NoticeIssuer.role).in_(("lead", "joint")))):
            issuers.setdefault(row.notice_id, set()).add(row.code)
    wrong = [
        (item["title"], notices[where(item)].document, issuers.get(notices[where(item)].id), item["issuers"])
        for item in shown(truth)
        if notices[where(item)].document != item["document"]
        or issuers.get(notices[where(item)].id, set()) != set(item["issuers"])
    ]
    assert not wrong


def test_every_row_of_every_list_is_stored_in_order_with_its_problems(
    demo_store: Engine, truth: Sequence[dict[str, Any]]
) -> None:
    notices = stored(demo_store)
    wrong = []
    for item in shown(truth):
        with reading(demo_store) as session:
            query = select(Entry).where(
                Entry.notice_id == notices[where(item)].id,
                Entry.subject == "app",
                col(Entry.row).is_not(None),
            )
            rows = session.exec(query.order_by(col(Entry.list_number), col(Entry.row))).all()
            codes: dict[str, set[str]] = {row.id: set() for row in rows}
            for problem in session.exec(select(EntryProblem).where(col(EntryProblem.entry_id).in_(codes))):
                codes[problem.entry_id].add(problem.code)
        said = [
            (r.name, r.developer, r.version, r.store, sorted(codes[r.id]), r.kind, r.outcome) for r in rows
        ]
        in_picture = item["title"].endswith(PICTURES) or PICTURES[0] in item["title"]
        wanted = [as_stored(row, in_picture) for row in item["rows"] or []]
        if in_picture:
            said, wanted = list(map(unbracketed, said)), list(map(unbracketed, wanted))
        if said != wanted:
            wrong.append(
                (item["title"], [pair for pair in zip(said, wanted, strict=False) if pair[0] != pair[1]])
            )
    assert not wrong


def test_the_seal_tells_an_honest_gap(demo_store: Engine, truth: Sequence[dict[str, Any]]) -> None:
    notices = stored(demo_store)
    list_15 = next(item for item in truth if "总第15批" in item["title"])
    notice = notices[where(list_15)]
    assert (notice.seal_state, notice.seal_text) == ("incomplete", "145 stated, 4 read")
    with reading(demo_store) as session:
        due = session.exec(select(Deadline).where(Deadline.notice_id == notice.id)).all()
    assert [(d.kind, d.on) for d in due] == [("rectify_by", "2021-07-26")]
    for item in shown(truth):
        if item["rows"] and item["stated"] == len(item["rows"]):
            whole = notices[where(item)]
            assert whole.seal_state == "complete", (whole.title, whole.seal_text)
            assert whole.seal_text == f"{item['stated']} of {item['stated']} read"


def test_counts_agree_with_the_truth(demo_store: Engine, truth: Sequence[dict[str, Any]]) -> None:
    """A removal or a follow-up may call the number that it removed, or found mended or not, its own as well."""
    notices = stored(demo_store)
    wrong = []
    for item in shown(truth):
        said, wanted = notices[where(item)].counts, item["counts"]
        if said != wanted and said != {"apps": wanted.get("removed") or wanted.get("not_rectified")} | wanted:
            wrong.append((item["title"], said, wanted))
    assert not wrong


def test_deadlines_agree_with_the_truth(demo_store: Engine, truth: Sequence[dict[str, Any]]) -> None:
    notices = stored(demo_store)
    wrong = []
    for item in shown(truth):
        with reading(demo_store) as session:
            found = session.exec(select(Deadline).where(Deadline.notice_id == notices[where(item)].id)).all()
        said = sorted((d.kind, d.on or d.duration) for d in found)
        wanted = sorted((d["kind"], d.get("date") or d["duration"]) for d in item["deadlines"] or [])
        if said != wanted:
            wrong.append((item["title"], said, wanted))
    assert not wrong


def test_penalties_agree_with_the_truth(demo_store: Engine, truth: Sequence[dict[str, Any]]) -> None:
    notices = stored(demo_store)
    wrong = []
    for item in shown(truth):
        with reading(demo_store) as session:
            found = session.exec(select(Penalty).where(Penalty.notice_id == notices[where(item)].id)).all()
        said = sorted((p.kind, float(p.amount), p.currency) for p in found)
        wanted = sorted((p["kind"], float(p["amount"]), p["currency"]) for p in item["penalties"] or [])
        if said != wanted:
            wrong.append((item["title"], said, wanted))
    assert not wrong


def test_every_value_reaches_its_quote_in_an_archived_document(
    demo_store: Engine, demo_settings: Settings
) -> None:
    archive = Archive(demo_settings.archive)
    with reading(demo_store) as session:
        texts = {row.version_id: row.text for row in session.exec(select(ExtractionRow))}
        notices = {notice.id: notice for notice in session.exec(select(Notice))}
        documents = {document.id: document for document in session.exec(select(Document))}
        mentions = session.exec(select(Mention)).all()
        entries = set(session.exec(select(Entry.id)))
    assert len(mentions) > 300
    assert entries == {m.subject_id for m in mentions if m.subject == "entry"}
    for mention in mentions:
        assert documents[mention.document_id].sha256
        if mention.start is not None:
            text = texts[notices[mention.notice_id].version_id]
            assert text[mention.start : mention.end] == mention.quote
        else:
            assert mention.row is not None and mention.col is not None
    assert all(archive.get(document.sha256) for document in documents.values())


def test_a_site_behind_a_challenge_is_told_as_blocked_and_every_other_one_as_good(demo_store: Engine) -> None:
    with reading(demo_store) as session:
        runs = session.exec(select(Run).where(Run.job == "crawl")).all()
    verdicts = {run.source_id: run.verdict for run in runs}
    assert {id_ for id_, verdict in verdicts.items() if verdict != "ok"} == BLOCKED, verdicts
    assert verdicts["mps"] == "blocked" and len(verdicts) >= 22
    [blocked] = [run for run in runs if run.source_id == "mps"]
    assert "521" in blocked.error and "layouts" not in blocked.error


def test_who_only_tested_or_reposted_is_told_on_the_notice_and_is_nobody_whose_act_it_is(
    demo_store: Engine, truth: Sequence[dict[str, Any]]
) -> None:
    tested = next(n for n in stored(demo_store).values() if "国家计算机病毒应急处理中心检测" in n.title)
    opinion = next(n for n in stored(demo_store).values() if "黑洞" in n.title)
    with reading(demo_store) as session:
        parts = {
            (issuer.notice_id, issuer.code): issuer.role
            for issuer in session.exec(
                select(NoticeIssuer).where(col(NoticeIssuer.notice_id).in_([tested.id, opinion.id]))
            )
        }
    assert parts == {
        (tested.id, "NCSI"): "lead",
        (tested.id, "CVERC"): "tester",
        (opinion.id, "CAC-JS"): "repost",
    }
    for code, notice in (("CVERC", tested), ("CAC-JS", opinion)):
        found = show_notices.notices(demo_store, show_notices.Filters(issuer=code), size=100)
        assert found.total and notice.id not in {line.id for line in found.lines}
    own = [item for item in truth if "CAC-JS" in item["issuers"]]
    assert show_notices.choices(demo_store).issuers["CAC-JS"] == len(own)


def test_everything_is_marked_as_an_example(demo_store: Engine) -> None:
    with reading(demo_store) as session:
        for column in (Posting.origin, Document.origin, Notice.origin, Trigger.origin):
            assert set(session.exec(select(column).distinct())) == {"example"}, column
        assert not session.exec(select(Subscriber)).all()


def test_an_example_store_cannot_be_opened_as_a_live_one(demo_settings: Settings) -> None:
    with pytest.raises(ConfigurationError, match="example"):
        open_store(demo_settings, "live")


def test_old_notices_of_a_new_source_are_found_later_not_news(demo_store: Engine) -> None:
    with reading(demo_store) as session:
        notices = {notice.id: notice.day for notice in session.exec(select(Notice))}
        news = [t for t in session.exec(select(Trigger)) if not t.late]
    assert all(notices[trigger.notice_id] >= "2026-11" for trigger in news)


def test_a_page_of_a_migration_day_keeps_the_day_of_its_signature(demo_store: Engine) -> None:
    notice = stored(demo_store)["gdca/zwgk/wlaqgl/art/2025/art_9d000000000000000000000000020253.html"]
    assert (notice.signed_on, notice.published_on, notice.published_precision) == (
        "2025-11-28",
        "2025",
        "year",
    )


def test_the_logs_hold_no_traceback(demo_home: Path) -> None:
    for log in (demo_home / "logs").glob("*.log"):
        assert "Traceback" not in log.read_text(encoding="utf-8"), log


def test_the_place_of_a_value_in_a_file_can_be_seen(demo_store: Engine, demo_settings: Settings) -> None:
    context.use(demo_settings, demo_store)
    with reading(demo_store) as session:
        boxed = {
            m.document_id: m for m in session.exec(select(Mention).where(Mention.field == "name")) if m.box
        }
        kinds = {session.get_one(Document, id_).media_type for id_ in boxed}
    assert kinds == {"application/pdf", "image/png"}
    for mention in boxed.values():
        answer = seen(Request({"type": "http", "path_params": {"mention_id": mention.id}}))
        assert (answer.status_code, answer.headers["X-Tongbao-Origin"]) == (200, "example")
        shown = Image.open(io.BytesIO(bytes(answer.body))).convert("L")
        assert min(shown.size) > 20
        assert min(shown.tobytes()) < 128, "there is ink"
