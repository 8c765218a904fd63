"""Every command: what its help shows, what bad input costs, and the exit status."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path

import pytest
from sqlmodel import select

import settings as settings_module
from settings import Settings
from store.db import Engine, open_store, reading
from store.tables import Entry, Notice, Posting
from tests.flow.conftest import tongbao
from tests.replica.catalogue import write
from tests.replica.server import Replica

COMMANDS = [
    "add",
    "audit",
    "crawl",
    "dashboard",
    "deliver",
    "demo",
    "doctor",
    "export",
    "extract",
    "health",
    "ingest",
    "known",
    "process",
    "run",
    "save-page",
    "scheduler",
    "sources",
]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_shows_an_example(command: str) -> None:
    done = tongbao(command, "--help")
    assert done.returncode == 0
    assert f"tongbao {command}" in done.stdout.split("Example:")[1]


def test_extract_keeps_the_order_and_names_what_cannot_be_read(tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "text": "示例云杉科技有限公司的云杉相册App未公开收集使用规则。", "published": "2026-01-05"}',
        "{broken",
        '{"id": "c", "path": "absent.pdf"}',
        '{"id": "d", "text": ""}',
        '{"id": "e", "text": "x", "colour": "red"}',
    ]
    (tmp_path / "items.jsonl").write_text("\n".join(lines), encoding="utf-8")
    out = tmp_path / "records.jsonl"
    done = tongbao("extract", "--input", tmp_path / "items.jsonl", "--output", out)
    records = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert done.returncode == 1
    assert [record["id"] for record in records] == ["a", "line 2", "c", "d", "e"]
    assert ["error" in record for record in records] == [False, True, True, False, True]
    assert "failed: c: absent.pdf cannot be read" in done.stderr
    assert "colour" in done.stderr


def test_ingest_stores_what_can_be_read_and_names_the_rest(tmp_path: Path) -> None:
    home = tmp_path / "home"
    (tmp_path / "corrupt.pdf").write_bytes(b"%PDF-1.7\nnothing of a PDF")
    (tmp_path / "note.txt").write_text(
        "示例：某省通报。示例云杉科技有限公司运营的云杉相册App被通报。", encoding="utf-8"
    )
    files = [tmp_path / "corrupt.pdf", tmp_path / "note.txt", tmp_path / "absent.docx"]
    done = tongbao("ingest", *files, home=home)
    assert done.returncode == 1
    assert "absent.docx" in done.stderr and "Traceback" not in done.stderr
    assert "failed: ingested:corrupt.pdf" in done.stderr
    engine = open_store(settings_module.load({}, home=home))
    with reading(engine) as session:
        assert len(session.exec(select(Notice)).all()) == 2
        assert {notice.origin for notice in session.exec(select(Notice))} == {"ingested"}
    again = tongbao("ingest", tmp_path / "note.txt", "--json", home=home)
    assert again.returncode == 0 and json.loads(again.stdout)["counts"] == {"unchanged": 1}


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('id = "x"\ncolour = "red"', "colour"),
        ('id = "x"\ntitle = "X"\nkind = "official"\nissuer = "NOBODY"\nlanguage = "zh"\nbase = "https://a.example"\n'
         'lists = ["/"]\nlayout = "plain"\ncron = "0 6 * * *"', "NOBODY"),
    ],
)  # fmt: skip
def test_a_wrong_catalogue_entry_is_one_message_with_its_file_and_line(
    tmp_path: Path, entry: str, told: str
) -> None:
    (tmp_path / "mine.toml").write_text(f"[[source]]\n{entry}\n", encoding="utf-8")
    done = tongbao("sources", "--catalogue", tmp_path, home=tmp_path / "home")
    assert done.returncode == 2
    assert "mine.toml:" in done.stderr and told in done.stderr and "Traceback" not in done.stderr


def test_a_home_that_cannot_be_written_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    for home in (tmp_path / "file" / "home", Path("/proc/home")):  # holds for root as well
        done = tongbao("sources", home=home)
        assert done.returncode == 2
        assert str(home) in done.stderr and "--home" in done.stderr and "Traceback" not in done.stderr


def test_an_audit_is_drawn_of_live_records_only_and_says_so_where_none_was_made(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert tongbao("audit", home=home).stdout == "not yet audited\n"
    (tmp_path / "note.txt").write_text("示例云杉科技有限公司运营的云杉相册App被通报。", encoding="utf-8")
    tongbao("ingest", tmp_path / "note.txt", home=home)
    drawn = tongbao("audit", tmp_path / "sheet.csv", "--sample", "200", home=home)
    assert drawn.stdout == f"audit: 0 records in {tmp_path / 'sheet.csv'}\n"
    empty = tongbao("audit", tmp_path / "sheet.csv", "--by", "li", home=home)
    assert (empty.returncode, "holds no record" in empty.stderr) == (1, True)
    unsaid = tongbao("audit", tmp_path / "sheet.csv", home=home)
    assert (unsaid.returncode, "--sample 200" in unsaid.stderr) == (2, True)


def test_an_unknown_source_is_named_with_what_there_is(tmp_path: Path) -> None:
    done = tongbao("crawl", "cac-nothing", home=tmp_path / "home")
    assert done.returncode == 2
    assert "cac-nothing" in done.stderr and "cac-wxfb" in done.stderr


def test_health_tells_in_words_and_as_data_what_is_wrong(tmp_path: Path) -> None:
    done = tongbao("health", "--json", home=tmp_path / "home")
    told = json.loads(done.stdout)
    assert done.returncode == 1 and told["healthy"] is False
    assert {check["name"] for check in told["checks"] if not check["passed"]} == {"scheduler"}
    assert all(source["verdict"] == "never" and source["files"] for source in told["sources"])
    assert told["recall"]["here"] == 0 and told["recall"]["known"] > 200


def test_doctor_tells_of_the_installation_and_of_a_catalogue_that_cannot_work(tmp_path: Path) -> None:
    done = tongbao("doctor", "--port", "18765", "--json", home=tmp_path / "home")
    told = json.loads(done.stdout)
    assert done.returncode == 0 and told["good"] is True, done.stdout
    assert {"Python", "packages", "OCR model", "disk", "port", "catalogue"} <= {
        c["name"] for c in told["found"]
    }
    (tmp_path / "mine.toml").write_text('[[source]]\nid = "x"\ncolour = "red"\n', encoding="utf-8")
    done = tongbao("doctor", "--port", "18765", "--catalogue", tmp_path, home=tmp_path / "home")
    assert done.returncode == 1 and "FAIL  catalogue: " in done.stdout and "colour" in done.stdout


def test_doctor_looks_at_sites_and_sets_the_day_and_a_page_is_saved_as_a_case(tmp_path: Path) -> None:
    with Replica() as replica:
        folder = write(replica.base, tmp_path / "catalogue")
        env = {"TONGBAO_ALLOW_HOSTS": replica.host, "TONGBAO_CATALOGUE": str(folder)}
        words = ("doctor", "--live", "gdca-tzgg", "--out", tmp_path / "out", "--write")
        done = tongbao(*words, home=tmp_path / "home", env=env)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "passed       gdca-tzgg: " in done.stdout and 'checked = "' in done.stdout
        assert "checked = " in (folder / "replica.toml").read_text(encoding="utf-8")
        [meta] = (tmp_path / "out").glob("gdca-tzgg/live-article/meta.json")
        url = json.loads(meta.read_text(encoding="utf-8"))["url"]
        saving = ("save-page", "gdca-tzgg", url, "--as", "one", "--folder", tmp_path / "sites")
        assert tongbao(*saving, home=tmp_path / "home", env=env).returncode == 0
        assert (tmp_path / "sites/gdca-tzgg/one/expected.json").exists()
        again = tongbao(*saving, home=tmp_path / "home", env=env)
        assert again.returncode == 2 and "--force" in again.stderr
        absent = tongbao(*saving, "--force", "--archived", home=tmp_path / "home", env=env)
        assert absent.returncode == 2 and "leave --archived out" in absent.stderr


def test_an_archived_page_is_saved_as_a_case_without_asking_anybody(demo_home: Path, tmp_path: Path) -> None:
    with reading(open_store(settings_module.load({}, home=demo_home), "example")) as session:
        url = session.exec(
            select(Posting.url).where(Posting.source_id == "gdca-tzgg", Posting.state == "fetched")
        ).first()
    done = tongbao(
        "save-page", "gdca-tzgg", str(url), "--as", "kept", "--archived", "--folder", tmp_path,
        home=demo_home, env={"TONGBAO_CATALOGUE": str(demo_home / "catalogue")},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "raises" not in (tmp_path / "gdca-tzgg/kept/expected.json").read_text(encoding="utf-8")


def test_a_private_address_is_refused(tmp_path: Path) -> None:
    done = tongbao("add", "http://127.0.0.1:9/secret", home=tmp_path / "home")
    assert done.returncode == 1
    assert "127.0.0.1" in done.stderr and "Traceback" not in done.stderr


def test_a_chart_can_be_computed_again_from_the_export(
    demo_home: Path, demo_store: Engine, tmp_path: Path
) -> None:
    done = tongbao("export", tmp_path / "out", "--json", home=demo_home)
    assert done.returncode == 0, done.stderr
    (folder,) = (tmp_path / "out").iterdir()
    assert "example" in folder.name
    (entries,) = folder.glob("*entries*.csv")
    with entries.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["origin"] for row in rows} == {"example"}
    exported = Counter(row["day"][:4] for row in rows if row["subject"] == "app" and row["role"] == "target")
    with reading(demo_store) as session:
        days = {notice.id: notice.day for notice in session.exec(select(Notice))}
        stored = Counter(
            days[entry.notice_id][:4]
            for entry in session.exec(select(Entry))
            if entry.subject == "app" and entry.role == "target"
        )
    assert exported == stored and sum(stored.values()) > 100
    assert list(folder.glob("data-dictionary*.md"))


def test_processing_again_writes_nothing(demo_home: Path, demo_settings: Settings) -> None:
    before = demo_settings.database_url
    done = tongbao(
        "process", "--all", "--json", home=demo_home, env={"TONGBAO_CATALOGUE": str(demo_home / "catalogue")}
    )
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["counts"]) == {"unchanged"}, before
