"""Every saved page against what its layout should read off it.

A case is `tests/fixtures/sites/<source>/<case>/`: the page, `meta.json` (address, layout, options), `expected.json`.
A missing `expected.json` is written and the test fails: read it, then run again.
"""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import Any

import pytest

from crawler.layouts import LAYOUTS, layout, written_in
from crawler.layouts.days import printed_day
from crawler.page import Ask, Blocked, LayoutChanged, Source
from settings import ROOT

SITES = ROOT / "tests" / "fixtures" / "sites"
STAMPS = ("published", "signed", "updated")
PSEUDO = re.compile(r"|\d*|首页|更多.*|下一页|附件\d*|编号|https?:.*|\[?\d+[-/.]\d+.*")  # what is no title
SELDOM = (
    "state",
    "signed",
    "updated",
    "also_titled",
)  # fields that most pages leave empty: kept where they are not
CASES = sorted(path.parent for path in SITES.glob("*/*/meta.json"))


def read(case: Path) -> dict[str, Any]:
    """What the layout says of the case's page, as plain data."""
    meta = json.loads((case / "meta.json").read_text(encoding="utf-8"))
    [page] = case.glob("page.*")
    source = Source(
        id=case.parent.name, title="", kind=meta["kind"], language=meta["language"], base=meta["base"],
        lists=tuple(meta["lists"]), layout=meta["layout"], cron="", options=meta["options"],
    )  # fmt: skip
    family, body = layout(source.layout), page.read_bytes()
    try:
        if meta["what"] == "article":
            found = family.article(source, body, meta["headers"], meta["url"])
            stamps = {name: day.model_dump() if (day := getattr(found, name)) else None for name in STAMPS}
            data = (
                dataclasses.asdict(dataclasses.replace(found, published=None, signed=None, updated=None))
                | stamps
            )
        else:
            data = dataclasses.asdict(
                family.listing(source, Ask(**meta["ask"]), body, meta["headers"], meta["url"])
            )
    except (LayoutChanged, Blocked) as error:
        data = {"raises": type(error).__name__, "text": str(error)}
    plain: dict[str, Any] = json.loads(json.dumps(data, ensure_ascii=False))
    for record in (plain, *plain.get("links", ())):
        for name in SELDOM:
            if name in record and not record[name]:
                del record[name]
    return plain


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
    stamps = [found[name]["value"] for name in STAMPS if found.get(name)]
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
