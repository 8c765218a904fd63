"""Every saved page against what its layout should read off it.

A case is `tests/fixtures/sites/<source>/<case>/`: the page, `meta.json` (address, layout, options), `expected.json`.
A missing `expected.json` is written and the test fails: read it, then run again.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from crawler import saved_page
from crawler.layouts import LAYOUTS, written_in
from crawler.layouts.days import printed_day
from crawler.page import Ask, Source
from crawler.saved_page import Taken
from settings import ROOT

SITES = ROOT / "tests" / "fixtures" / "sites"
PSEUDO = re.compile(r"|\d*|首页|更多.*|下一页|附件\d*|编号|https?:.*|\[?\d+[-/.]\d+.*")  # what is no title
CASES = sorted(path.parent for path in SITES.glob("*/*/meta.json"))


def read(case: Path) -> dict[str, Any]:
    """What the layout says of the case's page, as plain data."""
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    [page] = case.glob("page.*")
    source = Source(
        id=case.parent.name, title="", kind=meta["kind"], language=meta["language"], base=meta["base"],
        lists=tuple(meta["lists"]), layout=meta["layout"], cron="", options=meta["options"],
    )  # fmt: skip
    ask = Ask(**meta["ask"]) if meta["what"] == "list" else None
    return saved_page.read(source, Taken(meta["what"], meta["url"], meta["headers"], page.read_bytes(), ask))


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_a_saved_page_reads_as_expected(case: Path) -> None:
    found = read(case)
    golden = case / "expected.json"
    if not golden.exists():
        golden.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{golden} was missing and has been written: read it, then run the test again")
    assert found == json.loads(golden.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_what_holds_for_every_page(case: Path) -> None:
    found = read(case)
    text = json.dumps(found, ensure_ascii=False)
    assert "\ufffd" not in text
    for link in found.get("links", []):
        assert link["title"] == link["title"].strip() and "<" not in link["title"]
        assert not PSEUDO.fullmatch(link["title"]), link["title"]
    titles = [found["title"]] if "title" in found else []
    assert not any(PSEUDO.fullmatch(title) for title in titles)
    for record in (*found.get("links", []), *found.get("then", []), *found.get("attachments", [])):
        assert re.match(r"https?://[^/]+/", record["url"]), record["url"]
    stamps = [found[name]["value"] for name in saved_page.STAMPS if found.get(name)]
    for day in [*stamps, *(printed_day(link["day"]) for link in found.get("links", []))]:
        assert day == "" or re.match(r"(20[0-3]\d)", day), day
    if "body_html" in found:
        assert found["body_html"].strip() and "<script" not in found["body_html"]


def test_a_list_and_an_article_are_saved_for_every_layout() -> None:
    metas = [json.loads((case / "meta.json").read_text(encoding="utf-8")) for case in CASES]
    saved = {(meta["layout"], meta["what"]) for meta in metas}
    assert saved >= {(name, what) for name in LAYOUTS for what in ("list", "article")}


def test_the_file_of_every_layout_is_named() -> None:
    assert all((ROOT / written_in(name)).is_file() for name in LAYOUTS)
    assert written_in("json") == "crawler/layouts/records.py"
    assert written_in("mstl") == "crawler/layouts/presets.py"
