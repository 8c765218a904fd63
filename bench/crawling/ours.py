"""The crawler under test, alone in a process: `python -m bench.crawling.ours BASE FOLDER`; prints what it did as JSON."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import settings as settings_module
from bench.crawling.measure import spent
from crawler.run import crawl
from crawler.sources import load_catalogue
from store.archive import Archive
from store.db import open_store

ENTRY = """origin = "example"

[[source]]
id = "bench"
title = "示例"
kind = "official"
issuer = "MIIT"
language = "zh"
base = "{base}"
lists = ["/list/1.html"]
layout = "plain"
options = {{ row = "ul li", next = "a.next" }}
cron = "0 */6 * * *"
"""


def main() -> None:
    """One crawl of the site from nothing."""
    base, folder = sys.argv[1], Path(sys.argv[2])
    (folder / "catalogue").mkdir(parents=True)
    (folder / "catalogue" / "bench.toml").write_text(ENTRY.format(base=base), encoding="utf-8")
    settings = replace(
        settings_module.load({"TONGBAO_CRAWL_DELAY": "0"}, home=folder / "home"),
        allow_hosts=frozenset({urlsplit(base).netloc}),
    )
    engine = open_store(settings, "example")
    (outcome,) = crawl(settings, engine, Archive(settings.archive), load_catalogue(folder / "catalogue"))
    print(json.dumps({"pages": outcome.counts["fetched"] + outcome.counts["lists"], **spent()}))


if __name__ == "__main__":
    main()
