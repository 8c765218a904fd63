"""Cases as files: each row with its notices and the source's words, no person by name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from store.archive import Archive
from store.export import Manifest, export
from tests.store.lives import Told, act, against, fine, tell
from tests.store.making import at
from tests.store.test_cases_made_up import STORY
from tests.store.test_cases_real import DIDI

TEXT = "对虚构一号科技有限公司处2万元罚款，对其负责人郑小明处1万元罚款。"
PERSON = Told("2024-06-03", TEXT, [
    against("虚构一号科技有限公司", TEXT), against("郑小明", TEXT, type="person"),
    act("fine", "处2万元罚款，对其负责人郑小明处1万元罚款", TEXT, "虚构一号科技有限公司"),
    fine(20_000, "虚构一号科技有限公司", "2万元", TEXT), fine(10_000, "郑小明", "郑小明处1万元罚款", TEXT),
], ["SAMR"])  # fmt: skip


@pytest.fixture
def made(engine: Engine, archive: Archive, tmp_path: Path) -> Manifest:
    tell(engine, archive, [*DIDI, *STORY, PERSON])
    return export(engine, tmp_path / "out", at(tmp_path))


def rows(made: Manifest, name: str) -> list[dict[str, Any]]:
    lines = (made.folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_events_of_a_case_stand_in_its_order_and_lead_to_all_their_notices(made: Manifest) -> None:
    (didi,) = [c for c in rows(made, "cases") if c["name"] == "滴滴" and c["subject"] == "company"]
    events = [e for e in rows(made, "case_events") if e["case_id"] == didi["case_id"]]
    assert [e["position"] for e in events] == list(range(didi["events"])) == list(range(8))
    assert [e["kind"] for e in events][-3:] == ["fine", "fine", "registration_resumed"]
    assert (didi["status"], didi["status_day"], didi["began"], didi["last"]) == (
        "closed", "2023-01-16", "2021-07-02", "2023-01-16",
    )  # fmt: skip
    assert set(didi["notice_ids"]) == {id_ for e in events for id_ in e["notice_ids"]}
    fined = events[5]
    assert (fined["amount"], fined["currency"], fined["source"], len(fined["notice_ids"])) == (
        8_026_000_000, "CNY", "official", 2,
    )  # fmt: skip
    assert events[-1]["source"] == "press"


def test_a_relapse_names_the_case_before_and_ids_are_unique(made: Manifest) -> None:
    bear = [c for c in rows(made, "cases") if c["name"] == "天气熊"]
    assert [c["follows"] for c in bear] == ["", bear[0]["case_id"]]
    for name, key in (("cases", "case_id"), ("case_events", "event_id")):
        ids = [row[key] for row in rows(made, name)]
        assert len(ids) == len(set(ids))


def test_every_case_and_event_has_the_words_that_prove_it(made: Manifest) -> None:
    for name in ("cases", "case_events"):
        for row in rows(made, name):
            assert row["quote"]
            assert row["place"]
            assert row["notice_id"] in row["notice_ids"]


def test_a_fined_person_is_counted_in_the_case_of_the_firm_and_never_named(made: Manifest) -> None:
    events = [e for e in rows(made, "case_events") if e["day"] == "2024-06-03"]
    assert [(e["amount"], e["persons"]) for e in events] == [(20_000, 0), (10_000, 1)]
    assert events[1]["quote"] == "郑**处1万元罚款"
    assert "郑小明" not in "".join(p.read_text(encoding="utf-8") for p in made.folder.iterdir())
    assert not [c for c in rows(made, "cases") if c["name"].startswith("郑")]
