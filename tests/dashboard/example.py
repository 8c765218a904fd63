"""A store of examples for the dashboard's tests: made-up authorities, apps and firms, the same on every run.

40 notices from 2018 to 2026: 36 official ones in batches, 4 press reports. One of them carries hostile text in every
field; one names a natural person. 微信, Tencent and 腾讯 stand in the tables of names only: no notice names them.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import SQLModel

from settings import Settings
from store.archive import Archive
from store.db import open_store, writing
from store.ids import normal_url
from store.show import Engine
from store.tables import (
    App,
    Company,
    Deadline,
    Decision,
    Document,
    Entry,
    EntryProblem,
    ExtractionRow,
    Finding,
    Mention,
    Name,
    Notice,
    NoticeIssue,
    NoticeIssuer,
    NoticeLink,
    Penalty,
    Posting,
    Redirect,
    Run,
    Source,
    Version,
)
from store.vocab import fold

AUTHORITIES = ("示例通信管理局", "示例网信办", "样例市场监管局")
CODES = (
    "pi_illegal_collection",
    "permission_abuse",
    "popup_harassment",
    "pi_no_consent",
    "account_deletion_obstructed",
)
WORDS = (
    "违规收集个人信息",
    "强制、频繁、过度索取权限",
    "开屏弹窗信息骚扰用户",
    "未经用户同意收集使用个人信息",
    "账号注销难",
)
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)> [链接](javascript:alert(1)) =2+3'
PERSON = "郑小样"
START = datetime(2026, 10, 1, 1, 0, tzinfo=UTC)
OFFICIAL, PRESS = 36, 4


def example(settings: Settings, today: str = "2026-11-24") -> Engine:
    """An example store with its archive, filled."""
    engine = open_store(settings, "example")
    archive = Archive(settings.archive)
    rows: list[SQLModel] = [*_identities(), *_sources()]
    for number in range(OFFICIAL):
        rows += _official(number, archive, today)
    for number in range(PRESS):
        rows += _press(number, archive)
    rows += _special(archive)
    with writing(engine) as session:
        for row in rows:
            session.add(row)
            session.flush()
    return engine


def _identities() -> list[SQLModel]:
    seen: dict[str, Any] = {"origin": "example", "first_seen": START, "last_changed": START}
    rows: list[SQLModel] = [
        Company(
            id="c_tencent",
            name="腾讯",
            key=fold("腾讯"),
            name_en="Tencent",
            type="group",
            group_id="c_tencent",
            curated="tencent",
            **seen,
        ),
        Company(
            id="c_tencent_sz",
            name="深圳市腾讯计算机系统有限公司",
            key=fold("深圳市腾讯计算机系统有限公司"),
            group_id="c_tencent",
            **seen,
        ),
        App(
            id="a_wechat", name="微信", key=fold("微信"), name_en="WeChat", company_id="c_tencent_sz", **seen
        ),
        *_name("company", "c_tencent", "腾讯", "Tencent"),
        *_name("company", "c_tencent_sz", "深圳市腾讯计算机系统有限公司"),
        *_name("app", "a_wechat", "微信", "WeChat"),
        Company(
            id="c_group",
            name="样例集团",
            key=fold("样例集团"),
            name_en="Yangli Group",
            type="group",
            group_id="c_group",
            **seen,
        ),
        Company(
            id="c_0",
            name="样例一号科技有限公司",
            key=fold("样例一号科技有限公司"),
            group_id="c_group",
            **seen,
        ),
        *_name("company", "c_group", "样例集团", "Yangli Group"),
        *_name("company", "c_0", "样例一号科技有限公司"),
    ]
    for number in range(1, 12):
        name = f"样例{number + 1:02d}网络科技有限公司"
        rows += [
            Company(id=f"c_{number}", name=name, key=fold(name), **seen),
            *_name("company", f"c_{number}", name),
        ]
    for number in range(30):
        name, owner = f"样例应用{number:02d}", f"c_{number % 12}"
        rows += [
            App(id=f"a_{number}", name=name, key=fold(name), company_id=owner, **seen),
            *_name("app", f"a_{number}", name),
        ]
    return rows


def _name(subject: str, subject_id: str, *names: str) -> list[SQLModel]:
    kinds = ("legal" if names[0].endswith("公司") else "name", "english")
    return [
        Name(subject=subject, subject_id=subject_id, text=n, key=fold(n), kind=k, basis="curated")
        for n, k in zip(names, kinds, strict=False)
    ]


def _sources() -> list[SQLModel]:
    common: dict[str, Any] = {
        "language": "zh",
        "layout": "jpaas",
        "cron": "17 */6 * * *",
        "first_seen": START,
    }
    rows: list[SQLModel] = [
        Source(
            id="ex-official",
            title="示例通信管理局",
            title_en="Example Administration",
            kind="official",
            home="http://127.0.0.1:9/ex/",
            answered=True,
            answer="200",
            answered_at=START,
            silent_days=30,
            tier=1,
            lists=["http://127.0.0.1:9/ex/list/"],
            issuer="MIIT",
            cadence="每 15 分钟，07–23 时",
            cadence_en="every 15 minutes, 07–23",
            yields="示例名单",
            yields_en="Made-up lists",
            checked="2026-03-01",
            backfilled_at=START,
            **common,
        ),
        Source(
            id="ex-press",
            title="Example Daily",
            kind="press",
            home="http://127.0.0.1:9/press/",
            answered=False,
            answer="timed out",
            answered_at=START,
            **common,
        ),
        Source(
            id="ex-off",
            title="停用的示例来源",
            title_en="Example, off",
            kind="official",
            home="http://127.0.0.1:9/off/",
            enabled=False,
            why_not="robots.txt forbids",
            **common,
        ),
        Run(
            id="r_1",
            job="crawl",
            source_id="ex-official",
            started=START,
            ended=START + timedelta(minutes=3),
            verdict="warning",
            counts={"new": 3},
            progress="40 of 40 pages",
            checks=[
                {
                    "name": "rows",
                    "passed": False,
                    "text": "ex-official: list gave 0 rows, wanted 5 (x.toml:1)",
                }
            ],
        ),
        Run(
            id="r_2",
            job="crawl",
            source_id="ex-press",
            started=START,
            progress="12 of 40 pages",
            counts={"new": 1},
        ),
    ]
    return rows


def _notice(
    key: str, title: str, day: str, kind: str, text: str, archive: Archive, **more: Any
) -> list[SQLModel]:
    source = "ex-official" if kind == "official" else "ex-press"
    url = f"http://127.0.0.1:9/ex/{key}.html"
    page = f"<html><body><h1>{title}</h1>{text}</body></html>".encode()
    values: dict[str, Any] = {
        "document": "app_list" if kind == "official" else "news",
        "seal_state": "complete",
        "seal_text": "read whole",
        "language": "zh" if kind == "official" else "en",
    }
    at = START + timedelta(minutes=len(key))
    return [
        Notice(
            id=f"n_{key}",
            title=title,
            kind=kind,
            url=url,
            posting_id=f"p_{key}",
            version_id=f"v_{key}",
            day=day,
            published_on=day,
            published_precision="day",
            published_basis="stated",
            published_printed=f"发布时间：{day}",
            origin="example",
            extractor="1.0.0",
            first_seen=at,
            last_changed=at,
            last_checked=at,
            **(values | more),
        ),
        Posting(
            id=f"p_{key}",
            source_id=source,
            url=url,
            url_normal=normal_url(url),
            origin="example",
            state="fetched",
            list_state="进行中",
            notice_id=f"n_{key}",
            first_seen=at,
            last_checked=at,
        ),
        Version(
            id=f"v_{key}",
            posting_id=f"p_{key}",
            number=1,
            digest=key,
            facts={"title": title, "updated": _stamp(day, f"更新于{day}")},
            seen_at=at,
        ),
        Document(
            id=f"d_{key}",
            version_id=f"v_{key}",
            kind="page",
            position=0,
            asked_url=url,
            final_url=url,
            status=200,
            headers={},
            fetched_at=at,
            sha256=archive.put(page),
            size=len(page),
            media_type="text/html",
            name=f"{key}.html",
            origin="example",
        ),
        ExtractionRow(version_id=f"v_{key}", extractor="1.0.0", text=text, record={}, at=at),
    ]


def _stamp(day: str, printed: str) -> dict[str, str]:
    return {"value": day, "precision": "day", "basis": "stated", "printed": printed}


def _mention(key: str, subject: str, subject_id: str, text: str, quote: str, value: str = "") -> Mention:
    start = text.index(quote)
    return Mention(
        id=f"m_{subject_id}_{subject}_{start}",
        notice_id=f"n_{key}",
        subject=subject,
        subject_id=subject_id,
        field="name",
        value=value or quote,
        quote=quote,
        document_id=f"d_{key}",
        start=start,
        end=start + len(quote),
        rule="list",
        confidence=1.0,
    )


def _official(number: int, archive: Archive, today: str) -> list[SQLModel]:
    key = f"o{number:02d}"
    year, month = 2018 + number // 4, 1 + (number % 4) * 3
    day, due = f"{year}-{month:02d}-12", f"{year}-{month:02d}-27"
    if number == OFFICIAL - 1:
        due = (datetime.fromisoformat(today) + timedelta(days=7)).date().isoformat()
    count = 2 + number % 3
    apps = [(number * 3 + i) % 30 for i in range(count)]
    code, words = CODES[number % 5], WORDS[number % 5]
    names = "、".join(f"样例应用{a:02d}" for a in apps)
    text = f"近期检查发现，下列应用存在{words}的问题：\n{names}。\n上述应用应于{due}前完成整改。"
    whole = number % 3 != 1
    rows = _notice(
        key,
        f"示例通报：关于侵害用户权益行为的应用（第{number + 1}批）",
        day,
        "official",
        text,
        archive,
        seal_state="complete" if whole else "incomplete",
        seal_stated=count if whole else count + 20,
        seal_read=count,
        seal_text=f"{count} of {count} read" if whole else f"{count + 20} stated, {count} read",
        batch_year=year,
        batch_in_year=number % 4 + 1,
        batch_overall=number + 1,
        counts={"apps": count},
    )
    rows += [
        NoticeIssuer(notice_id=f"n_{key}", code=AUTHORITIES[number % 3], role="lead", basis="host"),
        Finding(id=f"f_{key}", notice_id=f"n_{key}", kind="violation", code=code, wording=words),
        Finding(
            id=f"g_{key}",
            notice_id=f"n_{key}",
            kind="act",
            code="rectification_order",
            targets=[f"样例应用{apps[0]:02d}"],
        ),
        Deadline(id=f"t_{key}", notice_id=f"n_{key}", on=due, kind="rectify_by", text=f"应于{due}前完成整改"),
        _mention(key, "violation", f"f_{key}", text, words, code),
        _mention(key, "deadline", f"t_{key}", text, f"{due}前", due),
    ]
    for place, app in enumerate(apps):
        rows += _entry(key, place, app, code, words, text)
    return rows


def _entry(key: str, place: int, app: int, code: str, words: str, text: str) -> list[SQLModel]:
    entry, name = f"e_{key}_{place}", f"样例应用{app:02d}"
    return [
        Entry(
            id=entry,
            notice_id=f"n_{key}",
            subject="app",
            app_id=f"a_{app}",
            company_id=f"c_{app % 12}",
            name=name,
            key=fold(name),
            kind="app",
            role="target",
            developer="样例科技有限公司",
            version="1.2.0",
            store="样例商店",
            outcome="named",
            row=place + 1,
            list_number=0,
            raw=[name],
        ),
        EntryProblem(entry_id=entry, position=0, code=code, wording=words),
        _mention(key, "entry", entry, text, name),
    ]


def _press(number: int, archive: Archive) -> list[SQLModel]:
    key = f"r{number:02d}"
    text = f"An example authority named Sample App {number} for collecting too much. It has until 27 March."
    rows = _notice(
        key,
        f"Example report {number}: a made-up app is named",
        f"2026-0{number + 1}-13",
        "press",
        text,
        archive,
        seal_state="no_list_expected",
        seal_text="no list expected",
        counts={"apps": 9_999},
    )
    rows += [
        Entry(
            id=f"e_{key}",
            notice_id=f"n_{key}",
            subject="app",
            name=f"Sample App {number}",
            key=f"sampleapp{number}",
            kind="app",
            role="target",
        ),
        _mention(key, "entry", f"e_{key}", text, f"Sample App {number}"),
        NoticeLink(
            from_id=f"n_{key}",
            to_id=f"n_o{32 + number}",
            kind="reports",
            basis="stated",
            reason="same names",
            at=START,
        ),
    ]
    return rows


def _special(archive: Archive) -> list[SQLModel]:
    """A case notice with hostile text everywhere, a fine, a natural person; and the redirect of a merged notice."""
    text = f"处罚决定：{HOSTILE}\n当事人{PERSON}被处以罚款28万元。"
    rows = _notice(
        "hostile",
        f"示例 {HOSTILE} {PERSON}",
        "2025-05-05",
        "official",
        text,
        archive,
        document="case_notice",
        seal_state="no_list_expected",
        seal_text="no list expected",
    )
    person = Company(
        id="c_person",
        name=PERSON,
        key=fold(PERSON),
        type="person",
        origin="example",
        first_seen=START,
        last_changed=START,
    )
    rows += [
        person,
        Name(subject="company", subject_id="c_person", text=PERSON, key=fold(PERSON)),
        NoticeIssuer(notice_id="n_hostile", code=AUTHORITIES[0], role="lead"),
        Entry(
            id="e_person",
            notice_id="n_hostile",
            subject="company",
            company_id="c_person",
            name=PERSON,
            key=fold(PERSON),
            kind="person",
            role="target",
        ),
        Entry(
            id="e_hostile",
            notice_id="n_hostile",
            subject="app",
            name=HOSTILE,
            key="x",
            kind="app",
            role="target",
            developer=HOSTILE,
            version=HOSTILE,
            aliases=[HOSTILE],
        ),
        EntryProblem(entry_id="e_hostile", position=0, code="", wording=HOSTILE),
        Penalty(
            id="s_1",
            notice_id="n_hostile",
            kind="fine",
            amount=Decimal(280000),
            currency="CNY",
            target=PERSON,
        ),
        NoticeIssue(id="i_1", notice_id="n_hostile", code="unknown_heading", text=HOSTILE, place="table 0"),
        Deadline(
            id="t_open",
            notice_id="n_hostile",
            on="",
            kind="appeal_by",
            duration="P60D",
            text="60日内",
            basis="implied",
        ),
        _mention("hostile", "entry", "e_person", text, PERSON),
        _mention("hostile", "entry", "e_hostile", text, HOSTILE),
        _mention("hostile", "penalty", "s_1", text, "罚款28万元", "280000"),
        Decision(
            id="x_1",
            kind="merge",
            subject="notice",
            from_id="n_old",
            to_id="n_o00",
            reason="same act",
            by="rule",
            at=START,
        ),
        Redirect(
            old_id="n_old", new_id="n_o00", subject="notice", decision_id="x_1", reason="same act", at=START
        ),
    ]
    return rows
