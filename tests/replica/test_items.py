"""The items are true of real names, plainly made up elsewhere, and match the truth kept beside them."""

from __future__ import annotations

import csv
import html
import json
import re
import zipfile
from io import BytesIO

import pdfplumber
import pytest
from bs4 import BeautifulSoup

from tests.replica.client import ask
from tests.replica.faults import CLEARANCE, COOKIES
from tests.replica.items import Item, file, load
from tests.replica.server import FAMILIES, Replica
from tests.replica.truth import SOURCES, truth
from tests.replica.web import FOLDER

REAL_NAMES = FOLDER.parents[2] / "shared" / "facts" / "app_rows.tsv"
LIST_15 = "/jgsj/xgj/APPqhyhqyzxzzxd/tzgg/art/2021/art_83b7e0c41afb47249ac247ffb983ee44.html"


ITEMS = load()


def test_there_are_enough_items_and_every_year_from_2018_to_2026() -> None:
    assert len(ITEMS) >= 100
    assert {item.site for item in ITEMS} == set(SOURCES) == set(FAMILIES)
    assert {item.published[:4] for item in ITEMS} == {str(year) for year in range(2018, 2027)}


def test_made_up_notices_of_november_2026_fall_due_in_december() -> None:
    due = [
        deadline["date"]
        for item in ITEMS
        if not item.real and item.published.startswith("2026-11")
        for deadline in item.truth.get("deadlines", [])
    ]
    assert len([day for day in due if day.startswith("2026-12")]) >= 2


def test_what_is_made_up_says_so_in_its_title_and_real_notices_hold_no_list() -> None:
    for item in ITEMS:
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
        row[key] for item in ITEMS for row in truth(item)["rows"] for key in ("name", "developer") if row[key]
    }
    assert len(ours) > 150
    assert not ours & real


def test_every_made_up_firm_has_a_name_that_shows_it() -> None:
    firms = {row["developer"] for item in ITEMS for row in truth(item)["rows"] if row["developer"]}
    assert [firm for firm in firms if "示例" not in firm and not firm.startswith("SHILI ")] == []


def test_the_truth_kept_is_that_of_the_items() -> None:
    kept = [json.loads(line) for line in (FOLDER / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
    assert kept == [json.loads(json.dumps(truth(item))) for item in ITEMS]
    first = next(line for line in kept if line["path"] == LIST_15)
    assert (first["stated"], first["read"]) == (145, 4)


def test_no_address_is_taken_twice() -> None:
    addresses = [(item.site, path) for item in ITEMS for path in item.paths().values()]
    assert len(set(addresses)) == len(addresses)


def test_every_row_of_the_truth_stands_in_its_page_or_file(replica: Replica) -> None:
    for item in replica.items:
        text = shown(replica, item)
        pictured = any(name.endswith(".png") for name in item.files.values())
        flat = re.sub(r"\s", "", html.unescape(text))
        for row in [] if pictured else truth(item)["rows"]:
            assert re.sub(r"\s", "", row["name"]) in flat, (item.path, row["name"])
        for app in truth(item)["apps"]:
            assert app["name"] in text, (item.path, app["name"])


def shown(replica: Replica, item: Item) -> str:
    """All that the item's page and files say."""
    address = f"/{item.site}{item.path}"
    got = ask(replica, address, Cookie="; ".join(f"{name}={CLEARANCE}" for name in COOKIES))
    assert got.status == 200, address
    text = got.body.decode("gb18030" if item.charset else "utf-8")
    if item.site == "daily":
        script = BeautifulSoup(text, "lxml").select_one("#__NEXT_DATA__")
        text = script.get_text() if script else ""
    return text + "".join(file_text(file(item, path).body) for path in item.files)


def file_text(data: bytes) -> str:
    """All that a file says; of an archive, what its files say."""
    if data.startswith(b"%PDF"):
        with pdfplumber.open(BytesIO(data)) as pdf:
            return " ".join(
                str(cell) for page in pdf.pages for t in page.extract_tables() for r in t for cell in r
            )
    if not data.startswith(b"PK"):
        return ""
    with zipfile.ZipFile(BytesIO(data)) as packed:
        texts = (packed.read(name) for name in packed.namelist())
        return "".join(
            file_text(t) if t.startswith(b"PK") else re.sub("<[^>]+>", "", t.decode("utf-8", "replace"))
            for t in texts
        )


@pytest.mark.parametrize("name", ["miit-2026-91.pdf", "cac-2026-pdf.pdf"])
def test_the_headings_of_a_pdf_stand_on_its_first_page_alone(name: str) -> None:
    with pdfplumber.open(FOLDER / "files" / name) as pdf:
        tables = [table for page in pdf.pages for table in page.extract_tables()]
        assert len(pdf.pages) >= 2
    assert [table[0][1] for table in tables].count("应用名称") == 1


def test_one_pdf_row_goes_on_over_the_page_border() -> None:
    with pdfplumber.open(FOLDER / "files" / "miit-2025-91.pdf") as pdf:
        first = pdf.pages[1].extract_tables()[0][0]
    assert first[:2] == ["", ""]
    assert first[2] == "公司"
    assert str(first[-1]).startswith("2.")


def test_files_are_small() -> None:
    assert [file.name for file in (FOLDER / "files").iterdir() if file.stat().st_size > 300_000] == []
