"""Exports: whole or not at all, every row traceable, nothing that a spreadsheet would run, no person by name."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from settings import ConfigurationError
from store import save
from store.archive import Archive
from store.db import open_store
from store.export import Manifest, export
from store.fields import DATASETS, dictionary
from store.records import ActionClaim, DeadlineClaim, PenaltyClaim
from tests.store.making import app, at, firm, notice, quote, seen_app, source

TEXT = "处郑小明罚款2万元，3月20日前整改"


@pytest.fixture
def made(engine: Engine, archive: Archive, tmp_path: Path) -> Manifest:
    """An export of three notices, one with hostile cells and a natural person."""
    hostile = ["=cmd|'/C calc'!A0", "+1", "-1", "@SUM(A1)", "\tx", "\rx"]
    fine = PenaltyClaim(
        kind="fine", amount=20000, currency="CNY", target="郑小明", evidence=[quote("罚款2万元", TEXT)]
    )
    deadline = DeadlineClaim(
        date="2026-03-20", kind="rectify_by", text="3月20日前", evidence=[quote("3月20日前", TEXT)]
    )
    person = firm("郑小明", type="person", evidence=[quote("郑小明", TEXT)])
    notice(
        engine, archive, *[app(name, "郑小明", row) for row, name in enumerate(hostile, 1)], person, text=TEXT,
        title="处罚郑小明的通报", penalties=[fine], deadlines=[deadline],
        actions=[ActionClaim(kind="fine", targets=["郑小明"], evidence=[quote("罚款", TEXT)])],
    )  # fmt: skip
    notice(engine, archive, seen_app("微信"), url="https://www.example.org/3")
    notice(engine, archive, app('逗,号"引\n号', "虚构一号科技有限公司", 1), url="https://www.example.org/2")
    return export(engine, tmp_path / "out", at(tmp_path))


def rows(made: Manifest, name: str) -> list[dict[str, Any]]:
    lines = (made.folder / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def cells(made: Manifest, name: str) -> list[dict[str, str]]:
    with (made.folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_counts_in_the_manifest_are_the_rows_of_both_files(made: Manifest) -> None:
    manifest = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"] == {d.name: len(rows(made, d.name)) for d in DATASETS}
    assert manifest["counts"] == {d.name: len(cells(made, d.name)) for d in DATASETS}
    assert [name for name, rows_ in manifest["counts"].items() if not rows_] == ["corrections", "deviations"]
    for name, sha256 in manifest["files"].items():
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == sha256
    assert manifest["licence"] == "CC-BY-4.0"
    assert "named by X on D, not a finding of ours" in manifest["terms"]


def test_every_row_leads_back_to_its_source(made: Manifest) -> None:
    for dataset in DATASETS:
        for row in rows(made, dataset.name):
            assert list(row) == [field.name for field in dataset.fields]
            assert row["notice_id"].startswith("n_")
            assert row["url"].startswith("https://")
            assert row["quote"]
            assert row["place"]
            assert row["origin"] == "live"


def test_csv_has_a_mark_crlf_and_the_same_values(made: Manifest) -> None:
    data = (made.folder / "entries.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == len(rows(made, "entries")) + 1
    for cell, row in zip(cells(made, "entries"), rows(made, "entries"), strict=True):
        assert cell["name"].removeprefix("'") == row["name"]
        assert json.loads(cell["violations"]) == row["violations"]


def test_what_a_spreadsheet_would_run_is_disarmed_in_csv_only(made: Manifest) -> None:
    names = [row["name"] for row in rows(made, "entries")]
    assert "=cmd|'/C calc'!A0" in names
    for dataset in DATASETS:
        for cell in cells(made, dataset.name):
            assert not [
                value for value in cell.values() if value.startswith(("=", "+", "-", "@", "\t", "\r"))
            ]
    assert "'=cmd|'/C calc'!A0" in [cell["name"] for cell in cells(made, "entries")]


def test_a_natural_person_is_masked_in_every_file(made: Manifest) -> None:
    for path in made.folder.iterdir():
        assert "郑小明" not in path.read_text(encoding="utf-8"), path.name
    assert rows(made, "penalties")[0]["target"] == "郑**"
    assert rows(made, "actions")[0]["targets"] == ["郑**"]
    assert "处罚郑**的通报" in [row["title"] for row in rows(made, "notices")]


def test_an_app_carries_its_group_in_both_languages(made: Manifest) -> None:
    wechat = next(row for row in rows(made, "entries") if row["name"] == "微信")
    assert (wechat["group"], wechat["group_en"], wechat["violations"]) == ("腾讯", "Tencent", [])


def test_dictionary_and_package_describe_each_field(made: Manifest) -> None:
    said = (made.folder / "data-dictionary.md").read_text(encoding="utf-8")
    assert said == dictionary()
    package = json.loads((made.folder / "datapackage.json").read_text(encoding="utf-8"))
    for resource, dataset in zip(package["resources"], DATASETS, strict=True):
        header = (made.folder / resource["path"]).read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert [field["name"] for field in resource["schema"]["fields"]] == header
        for field in dataset.fields:
            assert f"| `{field.name}` | {field.type} | {field.en} | {field.zh} |" in said
            assert field.en
            assert field.zh


def test_the_same_content_is_the_same_folder_and_nothing_unfinished_stays(
    engine: Engine, made: Manifest, tmp_path: Path
) -> None:
    assert export(engine, tmp_path / "out", at(tmp_path)).folder == made.folder
    assert [path.name for path in (tmp_path / "out").iterdir()] == [made.folder.name]
    assert made.folder.name.startswith("tongbao-2026-03-10-")


def test_a_failed_export_leaves_no_folder(
    engine: Engine, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("store.export._dump", full)
    with pytest.raises(OSError, match="No space left"):
        export(engine, tmp_path / "out", at(tmp_path))
    assert list((tmp_path / "out").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_one_clear_message(engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match="export to a folder that you may write to"):
        export(engine, tmp_path / "file" / "out", at(tmp_path))


def test_examples_say_so_in_every_name_and_file(
    archive: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    home = tmp_path_factory.mktemp("demo")
    demo = open_store(at(home), "example")
    save.sources(demo, [source()])
    notice(demo, Archive(home / "archive"), app("画图宝", "虚构一号科技有限公司", 1), origin="example")
    made = export(demo, home / "out", at(home))
    assert made.folder.name.startswith("tongbao-example-")
    for path in made.folder.iterdir():
        assert ".example." in path.name
    assert {row["origin"] for row in rows(made, "entries.example")} == {"example"}
    manifest = json.loads((made.folder / "manifest.example.json").read_text(encoding="utf-8"))
    assert manifest["example"] is True
    assert "Example data" in manifest["warning"]
    assert "Example data" in (made.folder / "data-dictionary.example.md").read_text(encoding="utf-8")
