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

from crawler.layouts import layout
from crawler.layouts.days import printed_day
from crawler.page import Ask, Blocked, LayoutChanged, Source
from settings import ROOT

SITES = ROOT / "tests" / "fixtures" / "sites"
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
            stamp = found.published.model_dump() if found.published else None
            data = dataclasses.asdict(dataclasses.replace(found, published=None, updated=None))
            data |= {"published": stamp, "updated": found.updated.model_dump() if found.updated else None}
            if data["updated"] is None:  # few pages say so
                del data["updated"]
        else:
            data = dataclasses.asdict(
                family.listing(source, Ask(**meta["ask"]), body, meta["headers"], meta["url"])
            )
    except (LayoutChanged, Blocked) as error:
        data = {"raises": type(error).__name__, "text": str(error)}
    plain: dict[str, Any] = json.loads(json.dumps(data, ensure_ascii=False))
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
        assert link["title"] and link["title"] == link["title"].strip() and "<" not in link["title"]
        assert link["url"].startswith(("http://", "https://"))
    stamps = [found["published"]["value"]] if found.get("published") else []
    for day in [*stamps, *(printed_day(link["day"]) for link in found.get("links", []))]:
        assert day == "" or re.match(r"(20[0-3]\d)", day), day
    if "body_html" in found:
        assert found["body_html"].strip() and "<script" not in found["body_html"]


def test_saved_pages_exist_for_every_layout() -> None:
    kinds = {json.loads((case / "meta.json").read_text(encoding="utf-8"))["layout"] for case in CASES}
    assert kinds == {"jpaas", "cac", "feed", "plain", "wechat"}
