"""From a saved extraction to a mail: what the rest of the line writes is what the alerts read."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from alerts.deliver import deliver
from alerts.feeds import atom
from settings import Settings
from store import save
from store.archive import Archive
from store.records import (
    AppClaim,
    CompanyClaim,
    DeadlineClaim,
    Evidence,
    Extraction,
    Fetched,
    PageFacts,
    SourceInfo,
    Stamp,
    Wording,
)
from tests.alerts.conftest import Postbox, watch
from tests.alerts.test_deliver import part
from tests.alerts.test_feeds import entries

TEXT = "关于侵害用户权益行为APP的通报\n青禾日历，开发者青禾软件（杭州）有限公司，违规收集个人信息。12月5日前完成整改落实。"
URL = "https://miit.example/app/1.html"


def quote(words: str) -> Evidence:
    start = TEXT.index(words)
    return Evidence(start=start, end=start + len(words), text=words)


def claims(extractor: str, more: bool = False) -> Extraction:
    firm = "青禾软件（杭州）有限公司"
    apps = ["青禾日历", *(["青禾"] if more else [])]
    return Extraction(
        id="1",
        language="zh",
        document="app_list",
        title="关于侵害用户权益行为APP的通报",
        issuers=["MIIT"],
        apps=[
            AppClaim(
                name=name,
                role="target",
                developer=firm,
                outcome="named",
                violations=["pi_illegal_collection"],
                wording=[Wording(text="违规收集个人信息", codes=["pi_illegal_collection"])],
                evidence=[quote(name)],
            )
            for name in apps
        ],
        companies=[CompanyClaim(name=firm, role="operator", evidence=[quote(firm)])],
        deadlines=[
            DeadlineClaim(
                date="2026-12-05",
                kind="rectify_by",
                text="12月5日前",
                evidence=[quote("12月5日前完成整改落实")],
            )
        ],
        extractor=extractor,
    )


def fetch(engine: Engine, settings: Settings, day: str, at: datetime) -> tuple[str, str]:
    """A page of a source, kept; its version and document."""
    info = SourceInfo(
        id="miit-app", title="工业和信息化部", title_en="MIIT", kind="official", issuer="MIIT", language="zh",
        home="https://miit.example/", layout="jpaas", cron="", enabled=True,
    )  # fmt: skip
    body = TEXT.encode()
    page = Fetched(
        asked_url=URL, final_url=URL, status=200, headers={}, fetched_at=at, sha256=hashlib.sha256(body).hexdigest(),
        size=len(body), media_type="text/html", name="1.html", origin="live",
    )  # fmt: skip
    facts = PageFacts(
        title="关于侵害用户权益行为APP的通报",
        digest=day,
        published=Stamp(value=day, precision="day", basis="stated"),
    )
    save.sources(engine, [info])
    saved = save.fetched(engine, Archive(settings.archive), "miit-app", save.File(page, body), facts)
    return saved.version_id, saved.posting_id


def test_a_saved_notice_is_mailed_once_however_often_it_is_processed(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    now = datetime.now(UTC)
    day = (now - timedelta(days=2)).date().isoformat()
    version, _ = fetch(engine, mailing, day, now)
    watch(engine, mailing, "ben@example.com", "all", "", at=now - timedelta(days=1))
    save.extraction(engine, version, claims("1"), TEXT, {})
    for _ in range(2):
        deliver(engine, mailing)
    save.extraction(engine, version, claims("1"), TEXT, {})
    save.extraction(engine, version, claims("2", more=True), TEXT, {})
    watch(engine, mailing, "anna@example.com", "company", "青禾软件（杭州）有限公司", at=datetime.now(UTC))
    done = deliver(engine, mailing)
    assert (done.sent, done.problems) == (0, ())
    [(to, mail)] = postbox.letters
    assert to == "ben@example.com"
    assert mail["Subject"] == "Tongbao: 青禾日历 named by MIIT – rectify by 2026-12-05"
    text = part(mail, "plain")
    for wanted in ("青禾软件（杭州）有限公司", "“违规收集个人信息”", "12月5日前完成整改落实", URL):
        assert wanted in text
    assert len(entries(atom(engine, mailing))) == 1


def test_who_watched_the_firm_from_an_old_notice_hears_of_the_new_one_alone(
    engine: Engine, mailing: Settings, postbox: Postbox
) -> None:
    now = datetime.now(UTC)
    version, _ = fetch(engine, mailing, "2024-03-01", now)
    save.extraction(engine, version, claims("1"), TEXT, {})
    watch(
        engine, mailing, "anna@example.com", "company", "青禾软件（杭州）有限公司", at=now - timedelta(days=1)
    )
    assert (deliver(engine, mailing).later, postbox.letters) == (1, [])
