"""From short texts to cases, with the extractor between: what it says of an item is enough to tell the story."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy import Engine

from nlp.pipeline import extract
from store import save
from store.archive import Archive
from store.records import Item, Reading
from tests.store.lives import cases_of, course
from tests.store.making import put, source


@dataclass(frozen=True)
class Text:
    """One item as it is published. Facts are true, sentences our own."""

    day: str
    source: str
    title: str
    body: str
    issuer: str | None = None

    def save(self, engine: Engine, archive: Archive) -> None:
        """Fetch, extract and save it."""
        text = f"{self.title}\n{self.body}"
        reading = Reading(file="", media_type="text/plain", text=text)
        item = Item(
            id=self.day, readings=[reading], title=self.title, published=self.day, issuer=self.issuer,
            kind="official" if self.issuer else "press",
        )  # fmt: skip
        page = put(
            engine, archive, f"https://www.example.org/{self.source}/{self.day}", self.source, text,
            title=self.title, day=self.day,
        )  # fmt: skip
        found = extract(item)
        save.extraction(engine, page.version_id, found, found.text or text, {})


DIDI = (
    Text(
        "2021-07-02", "made-cac", "网络安全审查办公室关于对“滴滴出行”启动网络安全审查的公告",
        "网络安全审查办公室依法对“滴滴出行”实施网络安全审查。审查期间“滴滴出行”停止新用户注册。", "CAC",
    ),
    Text(
        "2021-07-04", "made-cac", "关于下架“滴滴出行”App的通报",
        "“滴滴出行”App存在严重违法违规收集使用个人信息问题。国家互联网信息办公室通知应用商店下架“滴滴出行”App。", "CAC",
    ),
    Text(
        "2021-07-05", "made-paper", "China orders Didi app off stores",
        "The Cyberspace Administration of China on Sunday ordered app stores to remove Didi Chuxing, saying the app "
        "illegally collected users' personal information.",
    ),
    Text(
        "2023-01-16", "made-paper", "滴滴恢复新用户注册",
        "滴滴出行1月16日发布声明称，经报网络安全审查办公室同意，即日起恢复“滴滴出行”的新用户注册。",
    ),
)  # fmt: skip
TOLD = (
    Text(
        "2022-07-21", "made-cac", "行政处罚决定",
        "国家互联网信息办公室对滴滴全球股份有限公司处人民币80.26亿元罚款。", "CAC",
    ),
    Text(
        "2022-07-22", "made-paper", "China fines ride-hailing firm",
        "The Cyberspace Administration of China has fined Didi Chuxing 8.026 billion yuan, it said on Thursday.",
    ),
)  # fmt: skip
FINED = Text(
    "2021-04-10", "made-samr", "市场监管总局对阿里巴巴集团作出行政处罚",
    "市场监管总局责令阿里巴巴集团控股有限公司停止违法行为，并处182.28亿元罚款，同时发出《行政指导书》。", "SAMR",
)  # fmt: skip


def test_didi_from_four_short_texts(engine: Engine, archive: Archive) -> None:
    save.sources(engine, [source("made-cac", issuer="CAC"), source("made-paper", "press")])
    for text in DIDI:
        text.save(engine, archive)
    for subject, name in (("app", "滴滴出行"), ("company", "滴滴")):
        (case,) = cases_of(engine, subject, name, "2026-03-10")
        assert course(case) == [
            ("2021-07-02", "cybersecurity_review"),
            ("2021-07-02", "registration_suspension"),
            ("2021-07-04", "removal"),
            ("2023-01-16", "registration_resumed"),
        ]
        assert (case.state.status, case.state.basis) == ("closed", "stated")
        assert [proof.kind for proof in case.events[2].proofs] == ["official", "press"]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_a_fine_that_a_report_tells_of_the_firms_app_is_the_firms(
    engine: Engine, archive: Archive, order: tuple[int, int]
) -> None:
    save.sources(engine, [source("made-cac", issuer="CAC"), source("made-paper", "press")])
    for number in order:
        TOLD[number].save(engine, archive)
    (case,) = cases_of(engine, "company", "滴滴", "2026-03-10")
    assert course(case) == [("2022-07-21", "fine")]
    assert [proof.kind for proof in case.events[0].proofs] == ["official", "press"]
    assert cases_of(engine, "app", "滴滴出行", "2026-03-10") == []


def test_alibaba_from_one_short_text(engine: Engine, archive: Archive) -> None:
    save.sources(engine, [source("made-samr", issuer="SAMR")])
    FINED.save(engine, archive)
    (case,) = cases_of(engine, "company", "阿里巴巴", "2026-03-10")
    kinds = ("rectification_order", "fine", "administrative_guidance")
    assert course(case) == [("2021-04-10", kind) for kind in kinds]
    fine = case.events[1]
    assert fine.amount == 18_228_000_000
    assert fine.proofs[0].quote == "182.28亿元"
    assert case.state.status == "fined"
