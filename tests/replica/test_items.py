"""The items are true of real names, plainly made up elsewhere, and match the truth kept beside them."""

from __future__ import annotations

import csv
import json
import re
from io import BytesIO

import pdfplumber
import pytest

from tests.replica.client import ask
from tests.replica.items import load
from tests.replica.server import Replica
from tests.replica.truth import truth
from tests.replica.web import FOLDER

REAL_NAMES = FOLDER.parents[2] / "shared" / "facts" / "app_rows.tsv"
LIST_15 = "/jgsj/xgj/APPqhyhqyzxzzxd/tzgg/art/2021/art_83b7e0c41afb47249ac247ffb983ee44.html"


def test_there_are_enough_items_and_every_year_from_2018_to_2026() -> None:
    items = load()
    assert len(items) >= 28
    assert {item.published[:4] for item in items} == {str(year) for year in range(2018, 2027)}
    assert {item.site for item in items} == {"miit", "gdca", "cac", "post"}


def test_made_up_notices_of_november_2026_fall_due_in_december() -> None:
    due = [
        deadline["date"]
        for item in load()
        if not item.real and item.published.startswith("2026-11")
        for deadline in item.truth.get("deadlines", [])
    ]
    assert len([day for day in due if day.startswith("2026-12")]) >= 2


def test_what_is_made_up_says_so_in_its_title_and_real_notices_hold_no_list() -> None:
    for item in load():
        marked = item.title.startswith(("示例：", "EXAMPLE: "))
        reported = item.site == "post" and not marked
        assert marked or item.real or reported, item.path
        assert not (marked and item.real), item.path
        if not marked:
            assert not item.truth.get("lists"), item.path
            assert not item.files, item.path
            assert "{" not in item.body, item.path


@pytest.mark.skipif(not REAL_NAMES.exists(), reason="the list of real names lies outside the project")
def test_no_made_up_name_is_the_name_of_a_real_app_or_firm() -> None:
    with REAL_NAMES.open(encoding="utf-8", newline="") as file:
        real = {line[key] for line in csv.DictReader(file, delimiter="\t") for key in ("app", "developer")}
    ours = {
        row[key]
        for item in load()
        for row in truth(item)["rows"]
        for key in ("name", "developer")
        if row[key]
    }
    assert len(ours) > 150
    assert not ours & real


def test_every_made_up_firm_has_a_name_that_shows_it() -> None:
    firms = {row["developer"] for item in load() for row in truth(item)["rows"] if row["developer"]}
    assert [firm for firm in firms if "示例" not in firm and not firm.startswith("SHILI ")] == []


def test_the_truth_kept_is_that_of_the_items() -> None:
    kept = [json.loads(line) for line in (FOLDER / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kept == [json.loads(json.dumps(truth(item))) for item in load()]
    first = next(line for line in kept if line["path"] == LIST_15)
    assert (first["stated"], first["read"]) == (145, 4)


def test_every_row_of_the_truth_stands_in_its_page_or_pdf(replica: Replica) -> None:
    for item in replica.items:
        text = (
            ask(replica, f"/{item.site}{item.path}").page("gb18030" if item.charset else "utf-8").get_text()
        )
        for path in item.files:
            data = ask(replica, f"/{item.site}{path}").body
            text += _pdf_text(data) if data.startswith(b"%PDF") else " ".join(map(str, truth(item)["rows"]))
        flat = re.sub(r"\s", "", text)
        for row in truth(item)["rows"]:
            assert re.sub(r"\s", "", row["name"]) in flat, (item.path, row["name"])
        for app in truth(item)["apps"]:
            assert app["name"] in text, (item.path, app["name"])


def _pdf_text(data: bytes) -> str:
    with pdfplumber.open(BytesIO(data)) as pdf:
        tables = [table for page in pdf.pages for table in page.extract_tables()]
        assert len(pdf.pages) >= 2
    assert [table[0][1] for table in tables].count("应用名称") == 1
    return " ".join(str(cell) for table in tables for row in table for cell in row)


def test_one_pdf_row_goes_on_over_the_page_border() -> None:
    with pdfplumber.open(FOLDER / "files" / "miit-2025-91.pdf") as pdf:
        first = pdf.pages[1].extract_tables()[0][0]
    assert first[:2] == ["", ""]
    assert first[2] == "公司"
    assert str(first[-1]).startswith("2.")


def test_files_are_small() -> None:
    assert [file.name for file in (FOLDER / "files").iterdir() if file.stat().st_size > 300_000] == []
