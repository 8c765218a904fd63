"""A small made-up world in a real store: a group, its subsidiary, its app, and notices that name them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from store.db import writing
from store.ids import digest
from store.tables import (
    App,
    Company,
    Deadline,
    Document,
    Entry,
    EntryProblem,
    Finding,
    Mention,
    Name,
    Notice,
    NoticeIssuer,
    Posting,
    Source,
    Trigger,
    Version,
)
from store.vocab import fold

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
GROUP, FIRM, RIVAL = "c_group", "c_firm", "c_rival"
NOTES, GAME = "a_notes", "a_game"
LEGAL = "晨屿网络科技（杭州）有限公司"


def settle(engine: Engine, origin: str = "live") -> None:
    """The firms and apps, and the source that will name them."""
    with writing(engine) as session:
        session.add(
            Source(
                id="miit-app",
                title="工业和信息化部",
                title_en="MIIT app notices",
                kind="official",
                issuer="MIIT",
                language="zh",
                home="https://miit.example/",
                layout="jpaas",
                first_seen=NOW,
            )
        )
        company(session, GROUP, "晨屿", "Chenyu", None, origin, "晨屿集团", "Chenyu Group")
        company(session, FIRM, LEGAL, "", GROUP, origin)
        company(session, RIVAL, "蓝渡", "Landu", None, origin)
        app(session, NOTES, "晨屿笔记", "Chenyu Notes", FIRM, origin)
        app(session, GAME, "蓝渡跑酷", "Landu Run", RIVAL, origin)


def company(
    session: Session, id_: str, name: str, english: str, group: str | None, origin: str = "live", *more: str
) -> None:
    """A firm with its names."""
    session.add(
        Company(
            id=id_,
            name=name,
            name_en=english,
            key=f"test/{id_}",
            origin=origin,
            first_seen=NOW,
            last_changed=NOW,
        )
    )
    session.flush()
    session.get_one(Company, id_).group_id = group or id_
    names("company", session, id_, name, english, *more)


def app(session: Session, id_: str, name: str, english: str, firm: str | None, origin: str = "live") -> None:
    """An app with its names."""
    row = App(id=id_, name=name, name_en=english, company_id=firm, key=f"test/{id_}", origin=origin,
              first_seen=NOW, last_changed=NOW)  # fmt: skip
    session.add(row)
    session.flush()
    names("app", session, id_, name, english)


def names(subject: str, session: Session, id_: str, *texts: str) -> None:
    """The names of a firm or app."""
    for text in dict.fromkeys(t for t in texts if t):
        session.add(Name(subject=subject, subject_id=id_, text=text, key=fold(text)))


def notice(
    engine: Engine,
    number: int,
    app_id: str | None = NOTES,
    name: str = "晨屿笔记",
    firm: str | None = FIRM,
    late: bool = False,
    origin: str = "live",
    at: datetime = NOW,
    role: str = "target",
    person: str = "",
    title: str = "",
    deadline: str = "2026-12-05",
    issuer: str = "MIIT",
    code: str = "pi_illegal_collection",
) -> str:
    """A notice that names one app, with the triggers that saving it writes: one for the app, one for its firm."""
    id_ = f"n_{number}"
    day = (at - timedelta(days=4)).date().isoformat()
    with writing(engine) as session:
        _document(session, number, origin, at)
        session.add(
            Notice(
                id=id_, title=title or f"关于侵害用户权益行为APP的通报（第{number}批）", document="app_list",
                kind="official", language="zh", url=f"https://miit.example/{number}.html", posting_id=f"p_{number}",
                version_id=f"v_{number}", day=day, published_on=day, published_precision="day",
                published_basis="stated", published_printed=day, seal_state="complete", seal_stated=1, seal_read=1,
                seal_text="1 of 1 read", origin=origin, extractor="t", first_seen=at, last_changed=at,
                last_checked=at,
            )
        )  # fmt: skip
        session.flush()
        session.add(NoticeIssuer(notice_id=id_, code=issuer))
        session.add(
            Finding(id=f"f_{number}", notice_id=id_, kind="violation", code=code, wording="违规收集个人信息")
        )
        if deadline:
            session.add(
                Deadline(
                    id=f"d_{number}",
                    notice_id=id_,
                    on=deadline,
                    kind="rectify_by",
                    text="12月5日前完成整改落实",
                )
            )
        entry(session, number, f"e_{number}", "app", name, app_id, firm, role, person or LEGAL)
        if person:
            entry(session, number, f"x_{number}", "company", person, None, firm, "operator", "", "person")
        for subject, subject_id in (("notice", id_), ("app", app_id), ("company", firm)):
            if subject_id:
                trigger(session, id_, subject, subject_id, late, origin, at)
    return id_


def entry(
    session: Session,
    number: int,
    id_: str,
    subject: str,
    name: str,
    app_id: str | None,
    firm: str | None,
    role: str = "target",
    developer: str = "",
    kind: str = "app",
) -> None:
    """One named app or firm with a problem and its quote."""
    session.add(
        Entry(
            id=id_, notice_id=f"n_{number}", subject=subject, app_id=app_id, company_id=firm, name=name,
            key=fold(name), kind=kind, role=role, developer=developer, outcome="named", row=1, list_number=0,
        )
    )  # fmt: skip
    session.flush()
    session.add(
        EntryProblem(entry_id=id_, position=0, code="pi_illegal_collection", wording="违规收集个人信息")
    )
    session.add(
        Mention(
            id=f"m_{id_}", notice_id=f"n_{number}", subject="entry", subject_id=id_, field="name", value=name,
            quote=f"{name} | {developer} | 违规收集个人信息", document_id=f"doc_{number}", rule="list",
            confidence=1.0,
        )
    )  # fmt: skip


def trigger(
    session: Session,
    notice_id: str,
    subject: str,
    subject_id: str,
    late: bool = False,
    origin: str = "live",
    at: datetime = NOW,
    kind: str = "named",
    state: str = "",
) -> None:
    """What saving a notice leaves for the alerts."""
    id_ = digest(kind, notice_id, subject_id, state)
    session.add(
        Trigger(
            id=id_, kind=kind, notice_id=notice_id, subject=subject, subject_id=subject_id, state=state, late=late,
            origin=origin, at=at,
        )
    )  # fmt: skip


def _document(session: Session, number: int, origin: str, at: datetime) -> None:
    url = f"https://miit.example/{number}.html"
    session.add(
        Posting(
            id=f"p_{number}", source_id="miit-app", url=url, url_normal=url, origin=origin, state="fetched",
            first_seen=at,
        )
    )  # fmt: skip
    session.flush()
    session.add(
        Version(id=f"v_{number}", posting_id=f"p_{number}", number=1, digest="", facts={}, seen_at=at)
    )
    session.flush()
    session.add(
        Document(
            id=f"doc_{number}", version_id=f"v_{number}", kind="page", position=0, asked_url=url, final_url=url,
            status=200, headers={}, fetched_at=at, sha256="0" * 64, size=0, media_type="text/html", name="page",
            origin=origin,
        )
    )  # fmt: skip
    session.flush()
