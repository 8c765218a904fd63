"""The scorer: what counts as found, what costs nothing, and what needs evidence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench import score as scorer
from bench.score import Line, Tally, score

EMPTY: Line = {
    "id": "a", "lang": "zh", "document": "news", "issuers": [], "apps": [], "companies": [], "violations": [],
    "deadlines": [], "penalties": [], "laws": [], "actions": [],
}  # fmt: skip


def tally(field: str, gold: Line, record: Line) -> Tally:
    return score([EMPTY | gold], [{"id": "a"} | record])[field]


def counted(field: str, gold: Line, record: Line) -> tuple[int, int, int, int]:
    """Right among found, found, right among gold, gold."""
    t = tally(field, gold, record)
    return t.tp_p, t.n_p, t.tp_r, t.n_r


def app(name: str, **more: Any) -> Line:
    return {"name": name, "role": "target", **more}


@pytest.mark.parametrize(
    "one, other",
    [
        ("Lantern Reader", "lantern reader app"),
        ("The Times", "times"),
        ("Tencent’s", "Tencent"),
        ("《纸鸢笔记》", "纸鸢 笔记"),
        ("ＡＢＣ", "abc"),
        ("樟树快药APP", "樟树快药"),
    ],
)
def test_spellings_of_one_name_are_one_name(one: str, other: str) -> None:
    assert scorer.norm(one) == scorer.norm(other)


def test_a_name_may_be_found_by_an_alias() -> None:
    gold = {"apps": [app("滴滴出行", aliases=["滴滴"])]}
    assert counted("apps", gold, {"apps": [app("滴滴")]}) == (1, 1, 1, 1)


def test_a_second_record_for_one_thing_is_too_much() -> None:
    gold = {"apps": [app("滴滴出行", aliases=["滴滴"])]}
    assert counted("apps", gold, {"apps": [app("滴滴出行"), app("滴滴")]}) == (1, 2, 1, 1)


def test_aliases_past_two_that_nobody_knows_are_too_much() -> None:
    gold = {"apps": [app("甲")]}
    assert counted("apps", gold, {"apps": [app("甲", aliases=["乙", "丙"])]}) == (1, 1, 1, 1)
    assert counted("apps", gold, {"apps": [app("甲", aliases=["乙", "丙", "丁"])]}) == (1, 2, 1, 1)


def test_optional_names_cost_nothing_either_way() -> None:
    gold = {"optional": ["甲"]}
    assert counted("apps", gold, {"apps": [app("甲")]}) == (0, 0, 0, 0)
    assert counted("apps", gold, {}) == (0, 0, 0, 0)


def test_a_name_that_may_be_either_is_asked_for_once() -> None:
    gold = {"either": ["谷歌"]}
    for kind in ("apps", "companies"):
        record = {kind: [app("谷歌")]}
        assert counted("either", gold, record)[2:] == (1, 1)
        assert counted(kind, gold, record) == (0, 0, 0, 0)
    assert tally("either", gold, {}).misses == [("a", "谷歌")]


def test_a_role_is_judged_where_both_sides_have_the_name_and_may_have_two_right_answers() -> None:
    gold = {"companies": [{"name": "甲公司", "role": "operator", "role_ok": ["target"]}]}
    found = {"companies": [{"name": "甲公司", "role": "target"}, {"name": "乙公司", "role": "target"}]}
    assert counted("roles", gold, found) == (1, 1, 1, 1)
    assert counted("roles", gold, {"companies": [{"name": "甲公司", "role": "mentioned"}]}) == (0, 1, 0, 1)


def test_the_umbrella_phrase_counts_as_illegal_collection_and_late_codes_cost_nothing() -> None:
    gold = {"violations": ["pi_illegal_collection"]}
    found = {"violations": [{"code": "pi_unspecified"}, {"code": "failed_to_rectify"}]}
    assert counted("violations", gold, found) == (1, 1, 1, 1)


def test_an_optional_deadline_costs_nothing_and_a_wrong_kind_is_no_deadline() -> None:
    due = {"date": "2024-05-09", "kind": "rectify_by"}
    other = due | {"kind": "report_by"}
    assert counted("deadlines", {"deadlines": [due | {"optional": True}]}, {"deadlines": [due]}) == (
        0,
        0,
        0,
        0,
    )
    assert counted("deadlines", {"deadlines": [due]}, {"deadlines": [other]}) == (0, 1, 0, 1)
    assert counted("deadline dates", {"deadlines": [due]}, {"deadlines": [other]}) == (1, 1, 1, 1)


def test_another_kind_of_act_is_right_where_the_label_allows_it() -> None:
    gold = {"actions": [{"kind": "naming", "kind_ok": ["warning"]}]}
    assert counted("actions", gold, {"actions": [{"kind": "warning"}, {"kind": "recheck"}]}) == (1, 1, 1, 1)


def test_a_missing_record_is_an_empty_one() -> None:
    t = score([EMPTY | {"apps": [app("甲")], "counts": {"apps": 3}}], [])
    assert t["apps"].prf() == (1.0, 0.0, 0.0)
    assert t["document"].prf() == (0.0, 0.0, 0.0)
    assert t["counts"].misses == [("a", 3)]


def test_batch_and_counts_are_judged_only_where_the_item_states_them() -> None:
    record = {"batch": {"year": 2024, "in_year": 2, "overall": None}, "counts": {"apps": 4}}
    assert counted("batch", {"batch": {"year": 2024, "in_year": 2}}, record) == (2, 2, 2, 2)
    assert "batch" not in score([EMPTY], [{"id": "a"} | record])


@pytest.mark.parametrize(
    "evidence, holds",
    [
        ([{"start": 0, "end": 2, "text": "甲乙"}], True),
        ([{"start": 1, "end": 3, "text": "甲乙"}], False),
        ([{"start": 0, "end": 0, "text": ""}], False),
        ([{"file": "", "table": 0, "row": 2, "col": 1, "text": "甲乙"}], True),
        ([], False),
    ],
)
def test_a_value_counts_only_where_its_evidence_stands(evidence: list[Line], holds: bool) -> None:
    record = {"id": "a", "apps": [app("甲乙", evidence=evidence)], "violations": ["pi_minors"]}
    kept = scorer.proven_all([record], [{"id": "a", "text": "甲乙丙"}])[0]
    assert bool(kept["apps"]) is holds
    assert kept["violations"] == []  # a bare code has no evidence


def test_the_command_prints_a_table_for_each_language_and_writes_figures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gold, records, out = tmp_path / "gold", tmp_path / "records", tmp_path / "out"
    gold.write_text(json.dumps(EMPTY | {"apps": [app("甲"), app("乙")]}) + "\n", "utf-8")
    records.write_text(json.dumps({"id": "a", "document": "news", "apps": [app("甲")]}) + "\n", "utf-8")
    arguments = ["score", str(gold), str(records), "--by", "lang", "--errors", "1", "--json", str(out)]
    monkeypatch.setattr("sys.argv", arguments)
    assert scorer.main() == 0
    printed = capsys.readouterr().out
    assert "all 1 items" in printed and "lang=zh" in printed and "apps miss: a: 乙" in printed
    figures = json.loads(out.read_text("utf-8"))
    assert figures["apps"] == {"p": 1.0, "r": 0.5, "f": pytest.approx(2 / 3)}
    assert figures["headline"] == pytest.approx(2 / 3)
