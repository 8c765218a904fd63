"""The history of a record is told in the reader's language: no name of a column, no code, no id."""

from __future__ import annotations

import re

import pytest
from sqlmodel import col, select

from dashboard import context
from dashboard.text import known
from settings import Settings
from store import corrections, decisions, save
from store.archive import Archive
from store.db import open_store, reading
from store.history import FIELDS, OF_NOTICE
from store.records import ActionClaim, CodeClaim, DeadlineClaim, PenaltyClaim
from store.tables import Entry
from tests.dashboard.test_pages import html, opened
from tests.store import making
from tests.store.making import app, firm, notice, quote

ONE, TWO = "虚构一号科技有限公司", "虚构二号科技有限公司"
TEXT = "罚款2万元，3月20日前整改"
WANTED = {
    "zh": (
        "条目 画图宝 · 处理结果：被通报 → 下架",
        "条目 画图宝 · 问题：违规收集个人信息 → 违规使用个人信息",
        "条目 画图宝 · 企业身份：虚构一号科技有限公司 → 虚构二号科技有限公司",
        "通报 · 文件类型：问题应用通报 → 下架通报",
        "新增：发布机关 国家互联网信息办公室",
        "新增：认定 罚款",
        "新增：罚没 20000 CNY",
        "移除：期限 3月20日前",
    ),
    "en": (
        "entry 画图宝 · outcome: Named → Removed",
        "entry 画图宝 · identity of the company: 虚构一号科技有限公司 → 虚构二号科技有限公司",
        "notice · document: List of named apps → Removal notice",
        "added: authority Cyberspace Administration of China",
        "added: finding Fine",
        "added: sum imposed 20000 CNY",
        "removed: deadline 3月20日前",
    ),
}


def test_every_field_that_a_history_keeps_has_a_name() -> None:
    fields = {name for _, _, names in FIELDS.values() for name in names.split()} | {
        *OF_NOTICE.split(),
        "problems",
    }
    assert [name for name in sorted(fields) if not known(f"past_{name}")] == []
    assert [part for part in ("notice", *FIELDS) if not known(f"part_{part}")] == []


@pytest.fixture
def changed(settings: Settings) -> str:
    """A notice that was read better, corrected, and whose firm was merged."""
    engine = open_store(settings)
    save.sources(engine, [making.source()])
    archive = Archive(settings.archive)
    term = DeadlineClaim(
        date="2026-03-20", kind="rectify_by", text="3月20日前", evidence=[quote("3月20日前", TEXT)]
    )
    id_ = notice(engine, archive, app("画图宝", ONE, 1), firm(TWO), text=TEXT, deadlines=[term]).notice_id
    fine = PenaltyClaim(kind="fine", amount=20000, currency="CNY", evidence=[quote("罚款2万元", TEXT)])
    notice(
        engine, archive, app("画图宝", ONE, 1), firm(TWO), text=TEXT, extractor="2", issuers=["MIIT", "CAC"],
        document="removal_notice", penalties=[fine], violations=[CodeClaim(code="pi_illegal_use", evidence=[])],
        actions=[ActionClaim(kind="fine", evidence=[quote("罚款", TEXT)])],
    )  # fmt: skip
    with reading(engine) as session:
        one, two = session.exec(select(Entry).order_by(col(Entry.subject))).all()
    corrections.correct(engine, id_, "outcome", "removed", "misread", "li", of=one.id)
    corrections.correct(engine, id_, "violations", "pi_illegal_use", "misread", "li", of=one.id)
    decisions.merge(engine, "company", one.company_id or "", two.company_id or "", "renamed", "li")
    context.use(settings, engine)
    return id_


@pytest.mark.parametrize("language", WANTED)
def test_a_history_speaks_the_readers_language(changed: str, language: str) -> None:
    page = opened("notice", language, id=changed)
    assert not page.exception
    shown = re.sub(r"<[^>]+>", "\n", html(page).split('class="tb-card"', 1)[1])
    lines = [line for line in shown.splitlines() if " → " in line or "：" in line or ": " in line]
    for wanted in WANTED[language]:
        assert any(wanted in line for line in lines), (wanted, lines)
    raw = r"\b(?:[a-z]+_[a-z_]+|[ace]_[0-9a-z]{12})\b"
    assert [line for line in lines if re.search(raw, line)] == []
